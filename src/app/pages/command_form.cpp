#include "app/pages/command_form.hpp"

#include <unicode/coll.h>
#include <unicode/locid.h>

#include <algorithm>
#include <mutex>

#include "app/pages/offers.hpp"
#include "domain/protection/people.hpp"

namespace soria::app {
namespace {

using domain::FieldShape;
using views::Field;
using views::Option;

std::string capital(std::string s) {
    auto first = icu::UnicodeString::fromUTF8(s);
    if (first.isEmpty()) return s;
    UChar32 c = first.char32At(0);
    first.replace(0, U16_LENGTH(c), icu::UnicodeString(c).toUpper());
    std::string out;
    first.toUTF8String(out);
    return out;
}

class Making {
public:
    Making(const FormOf& of, std::string command) : of_(of), command_(std::move(command)) {}

    std::vector<Field> fields(const std::vector<FieldShape>& shapes, const std::string& prefix) {
        std::vector<Field> list;
        for (const auto& s : shapes) list.push_back(field(s, prefix));
        return list;
    }

private:
    std::string word(const char* kind, const std::string& path, const std::string& name, bool needed) const {
        const auto& w = of_.words;
        std::string own = std::string(kind) + command_ + "." + path, any = kind + name;
        if (w.has(own)) return std::string(w(own));
        if (w.has(any)) return std::string(w(any));
        if (!needed) return {};
        std::string s = name;
        std::replace(s.begin(), s.end(), '_', ' ');
        return w.language() == "en" ? capital(s) : views::in_language("en", capital(s));
    }
    std::string foreign(const std::string& text) const { return of_.words.language() == of_.language ? text : views::in_language(of_.language, text); }
    Field field(const FieldShape& s, const std::string& prefix) {
        using K = Field::Kind;
        Field f;
        f.name = s.name;
        std::string path = prefix.empty() ? s.name : prefix + "." + s.name;
        f.label = word("field.", path, s.name, true);
        f.help = word("help.", path, s.name, false);
        f.required = !s.optional;
        choose(s, f);
        // Each line is checked when it is read.
        if (s.many && s.kind == FieldShape::Kind::name) f.signs_max = s.name == "other_names" ? domain::other_names_max * (name_signs_max + 1) : text_signs_max;
        if (s.many) f.kind = s.kind == FieldShape::Kind::group ? K::groups : s.kind == FieldShape::Kind::name ? K::lines : K::many_of;
        if (s.kind == FieldShape::Kind::group) f.fields = fields(s.fields, path);
        if (s.many && s.name == "documents") f.groups_max = domain::documents_max;        // what the command takes
        return f;
    }
    void choose(const FieldShape& s, Field& f) {
        using K = Field::Kind;
        using S = FieldShape::Kind;
        switch (s.kind) {
            case S::text: f.kind = K::long_text; f.signs_max = text_signs_max; break;
            case S::name: f.kind = K::text; f.signs_max = name_signs_max; rows(f); break;
            case S::date: f.kind = K::date; break;
            case S::happened: f.kind = K::happened; break;
            case S::yes_no: f.kind = K::yes_no; break;
            case S::ref: f.kind = K::code; f.signs_max = 32; people(s, f); houses(s, f); break;
            case S::number: f.kind = K::number; rows(f); break;
            case S::group: f.kind = K::group; break;
            case S::country: f.kind = K::one_of; f.options = countries_in(of_.words.language()); break;
            case S::language: f.kind = K::one_of; f.options = languages_in(of_.words.language()); break;
            default: f.kind = K::one_of; f.options = options(s, f);
        }
    }
    bool delivers(const std::string& kind) const {
        return std::any_of(of_.pack.services.begin(), of_.pack.services.end(), [&](auto& s) { return std::find(s.delivered_by.begin(), s.delivered_by.end(), kind) != s.delivered_by.end(); });
    }
    std::vector<Option> options(const FieldShape& s, const Field& f) const {
        using S = FieldShape::Kind;
        std::vector<Option> list;
        const auto& p = of_.pack;
        auto add = [&](const std::string& id, const std::string& label) { list.push_back({id, foreign(capital(label)), ""}); };
        if (s.kind == S::code)
            if (const auto* codes = p.code_list(s.list))
                for (const auto& c : codes->values) {
                    auto own = "code." + std::string(s.list) + "." + c.id;
                    if (of_.words.has(own)) list.push_back({c.id, capital(std::string(of_.words(own))), ""});
                    else add(c.id, c.name.in(of_.language));
                }
        if (s.kind == S::agency)
            for (const auto& a : p.agencies)
                if (f.name != "provider" || delivers(a.kind)) add(a.id, a.name.in(of_.language));
        if (s.kind == S::service)
            for (const auto& v : p.services) add(v.id, v.name.in(of_.language));
        if (s.kind == S::measure)
            for (const auto& m : p.measures) list.push_back({m.id, std::to_string(m.number) + ". " + m.name.in(of_.language), ""});
        if (s.kind == S::list)
            for (const auto& l : p.lists) add(l.id, l.name.in(of_.language));
        if (s.kind == S::indicator)
            for (const auto& l : p.lists)
                for (const auto& g : l.groups)
                    for (const auto& i : g.items) add(i.id, i.text.in(of_.language));
        if (s.kind == S::cls)
            for (Class c : all_classes)
                if (is_sealed(c) || c == Class::status) add(std::string(name_of(c)), p.text("class." + std::string(name_of(c)), of_.language));
        return list;
    }
    // What names a referral, an order, a threat, a step or a letter is chosen from those of the case that it can still be about.
    void rows(Field& f) const {
        const auto* r = of_.about ? about_row(command_) : nullptr;
        const auto* list = r && f.name == r->field ? of_.about->if_contains(r->list) : nullptr;
        if (!list || !list->is_array()) return;
        for (const auto& row : list->get_array())
            if (can_be_about(*r, row.get_object(), of_.agency)) f.options.push_back(row_option(row.get_object(), *r));
        if (!f.options.empty()) f.kind = Field::Kind::one_of;
        if (f.options.size() == 1) f.preset = f.options[0].value;
    }
    Option row_option(const json::bj::object& row, const AboutRow& r) const {
        Option o;
        const auto* n = row.if_contains(r.field);
        if (n && n->is_int64()) o.value = std::to_string(n->get_int64());
        if (n && n->is_string()) o.value = std::string(n->get_string());
        o.label = o.value;
        for (auto t : r.tells)
            if (const auto* v = row.if_contains(t); v && v->is_string()) o.label += (t == r.tells[0] ? ": " : ", ") + said(t, std::string(v->get_string()));
        return o;
    }
    std::string said(std::string_view what, const std::string& id) const {
        if (what == "service")
            if (const auto* s = of_.pack.service(id)) return foreign(s->name.in(of_.language));
        if (what == "to" || what == "from" || what == "provider")
            if (const auto* a = of_.pack.agency(id)) return foreign(a->name.in(of_.language));
        if (what == "entitlement") return code_word("letter", id);
        if (what == "kind") return code_word("pathway", id);
        if (what == "until") return of_.words.day(id);
        if (what == "state" && of_.words.has("state." + id)) return std::string(of_.words("state." + id));
        return id;
    }
    // A house with a free bed, by its code.
    void houses(const FieldShape& s, Field& f) const {
        if (!of_.about || s.of != StreamKind::house) return;
        const auto* own = of_.about->if_contains("house");
        if (command_ != "hold-bed" && own && own->is_string()) f.preset = std::string(own->get_string());
        const auto* list = command_ == "hold-bed" ? of_.about->if_contains("houses") : nullptr;
        if (!list || !list->is_array() || of_.about->contains("more_houses")) return;     // another than those listed may be meant
        for (const auto& h : list->get_array()) {
            const auto& o = h.get_object();
            auto named = [&](const char* key, const char* codes) { return code_word(codes, std::string(o.at(key).get_string())); };
            std::string code(o.at("code").get_string());
            f.options.push_back({code, code + ": " + named("audience", "audience") + ", " + named("region", "region") + ", " + std::string(of_.words("houses.free")) + " " + std::to_string(o.at("free").as_int64()), ""});
        }
        if (!f.options.empty()) f.kind = Field::Kind::one_of;
    }
    std::string code_word(std::string_view list, const std::string& id) const {
        auto own = "code." + std::string(list) + "." + id;
        if (of_.words.has(own)) return std::string(of_.words(own));
        const auto* codes = of_.pack.code_list(list);
        const auto* value = codes ? codes->find(id) : nullptr;
        return value ? foreign(value->name.in(of_.language)) : id;
    }
    // A person of the report that is open beside the form.
    void people(const FieldShape& s, Field& f) const {
        if (!of_.about || s.of != StreamKind::person) return;
        const auto* list = of_.about->if_contains("people");
        if (!list || !list->is_array() || list->get_array().empty()) return;
        for (const auto& p : list->get_array())
            if (const auto* code = p.get_object().if_contains("code"); code && code->is_string()) {
                std::string c(code->get_string());
                f.options.push_back({c, c, ""});
            }
        if (!f.options.empty()) f.kind = Field::Kind::one_of;
    }
    const FormOf& of_;
    std::string command_;
};

std::vector<Option> named(const char* const* codes, const std::string& language, bool countries) {
    icu::Locale in(language == "pcm" ? "en" : language.c_str());
    std::vector<std::pair<icu::UnicodeString, std::string>> list;
    for (; *codes; ++codes) {
        std::string code = *codes;
        if (!countries && code.size() != 2) continue;
        icu::Locale l = countries ? icu::Locale("", code.c_str()) : icu::Locale(code.c_str());
        icu::UnicodeString name;
        if (countries) l.getDisplayCountry(in, name);
        else l.getDisplayLanguage(in, name);
        if (name == icu::UnicodeString::fromUTF8(code)) continue;     // one that has no name
        list.emplace_back(name, code);
    }
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Collator> collator(icu::Collator::createInstance(in, status));
    std::stable_sort(list.begin(), list.end(), [&](auto& a, auto& b) {
        UErrorCode ignored = U_ZERO_ERROR;
        return U_SUCCESS(status) ? collator->compare(a.first, b.first, ignored) == UCOL_LESS : a.second < b.second;
    });
    std::vector<Option> options;
    for (auto& [name, code] : list) {
        Option o{code, "", ""};
        name.toUTF8String(o.label);
        options.push_back(std::move(o));
    }
    return options;
}

const std::vector<Option>& kept(const std::string& language, bool countries) {
    static std::mutex mutex;
    static std::map<std::pair<std::string, bool>, std::vector<Option>> by_language;
    std::lock_guard lock(mutex);
    auto& list = by_language[{language, countries}];
    if (list.empty()) list = named(countries ? icu::Locale::getISOCountries() : icu::Locale::getISOLanguages(), language, countries);
    return list;
}

}  // namespace

const std::vector<Option>& countries_in(const std::string& language) { return kept(language, true); }
const std::vector<Option>& languages_in(const std::string& language) { return kept(language, false); }

std::string pack_language(const pack::Pack& p, std::string_view language) {
    for (const auto& l : p.languages)
        if (l == language) return l;
    return "en";
}

std::string title_of_command(const pack::Pack& p, std::string_view command, std::string_view language) {
    return capital(p.text("command." + std::string(command), language));
}

views::Form form_of(const domain::CommandType& type, const FormOf& of) {
    Making making(of, std::string(type.name));
    views::Form f;
    f.id = std::string(type.name);
    f.title = title_of_command(of.pack, type.name, of.language);
    if (of.words.language() != of.language) f.title = views::in_language(of.language, f.title);
    std::string intro = "intro." + f.id, submit = "submit." + f.id;
    if (of.words.has(intro)) f.intro = std::string(of.words(intro));
    f.submit = std::string(of.words(of.words.has(submit) ? std::string_view(submit) : std::string_view("form.submit")));
    f.fields = making.fields(type.fields(), "");
    Field happened;
    happened.name = "happened";
    happened.kind = Field::Kind::happened;
    happened.label = std::string(of.words("field.happened"));
    happened.help = std::string(of.words("help.happened"));
    happened.signs_max = 10;
    f.fields.push_back(std::move(happened));
    return f;
}

}  // namespace soria::app
