// Reading a look's body, and saying what is in it.
#include <algorithm>

#include "app/pages/screens.hpp"

namespace soria::app {

using json::bj::object;

// --- reading a look's body ---

std::string text_of(const object& o, std::string_view key) {
    const auto* v = o.if_contains(key);
    return v && v->is_string() ? std::string(v->get_string()) : std::string();
}
int64_t number_of(const object& o, std::string_view key, int64_t otherwise) {
    const auto* v = o.if_contains(key);
    return v && v->is_int64() ? v->get_int64() : v && v->is_uint64() ? int64_t(v->get_uint64()) : otherwise;
}
bool is_true(const object& o, std::string_view key) {
    const auto* v = o.if_contains(key);
    return v && v->is_bool() && v->get_bool();
}
const json::bj::array& list_of(const object& o, std::string_view key) {
    static const json::bj::array none;
    const auto* v = o.if_contains(key);
    return v && v->is_array() ? v->get_array() : none;
}
const object& object_of(const object& o, std::string_view key) {
    static const object none;
    const auto* v = o.if_contains(key);
    return v && v->is_object() ? v->get_object() : none;
}

// --- names ---

std::string agency_name(const Visit& v, const std::string& id) {
    const auto* a = v.pack().agency(id);
    return a ? foreign(v, a->name.in(v.pack_language)) : id;
}
std::string service_name(const Visit& v, const std::string& id) {
    const auto* s = v.pack().service(id);
    return s ? foreign(v, s->name.in(v.pack_language)) : id;
}
std::string code_name(const Visit& v, std::string_view list, const std::string& id) {
    const auto* l = v.pack().code_list(list);
    const auto* c = l ? l->find(id) : nullptr;
    if (auto own = "code." + std::string(list) + "." + id; v.w().has(own)) return std::string(v.w()(own));
    return c ? foreign(v, c->name.in(v.pack_language)) : id;
}
std::string user_name(const Visit& v, const std::string& id) {
    const auto* u = v.pack().user(id);
    return u ? foreign(v, u->name.in(v.pack_language)) : id;
}

std::string class_names(const Visit& v, std::string_view ids) {
    std::string out;
    while (!ids.empty()) {
        auto one = ids.substr(0, ids.find(' '));
        ids.remove_prefix(std::min(one.size() + 1, ids.size()));
        out += (out.empty() ? "" : ", ") + v.pack().text("class." + std::string(one), v.pack_language);
    }
    return foreign(v, out);
}
std::string option_label(const std::vector<views::Option>& options, std::string_view value) {
    for (const auto& o : options)
        if (o.value == value) return o.label;
    return std::string(value);
}
std::string foreign_text(const Visit& v, const object& o, std::string_view key) { return foreign(v, text_of(o, key)); }
std::string state_word(const Visit& v, const std::string& state) {
    std::string key = "state." + state;
    if (v.w().has(key)) return std::string(v.w()(key));
    if (v.pack().texts.count("event." + state)) return foreign(v, v.pack().text("event." + state, v.pack_language));      // what ended it
    return v.w().language() == "en" ? state : views::in_language("en", state);
}
std::string field_word(const Visit& v, std::string_view key) {
    std::string k = "field." + std::string(key);
    if (v.w().has(k)) return std::string(v.w()(k));
    std::string s(key);
    std::replace(s.begin(), s.end(), '_', ' ');
    if (!s.empty()) s[0] = char(std::toupper(static_cast<unsigned char>(s[0])));
    return v.w().language() == "en" ? s : views::in_language("en", s);
}
std::string field_word(const Visit& v, std::string_view list, std::string_view key) {
    std::string own = std::string(list) + "." + std::string(key);
    return v.w().has("field." + own) ? field_word(v, own) : field_word(v, key);
}

// P6M, P45D, P1Y, PT5H; empty for anything else.
static std::string period_in(const Visit& v, std::string_view s) {
    if (s.size() < 3 || s[0] != 'P') return {};
    std::string out;
    bool hours = s[1] == 'T';
    int64_t n = -1;
    for (char c : s.substr(hours ? 2 : 1)) {
        if (c >= '0' && c <= '9') {
            n = std::max<int64_t>(n, 0) * 10 + (c - '0');
            continue;
        }
        const char* unit = c == 'Y' ? "period.years" : c == 'M' && !hours ? "period.months" : c == 'D' ? "period.days" : c == 'H' && hours ? "period.hours" : nullptr;
        if (!unit || n < 0 || n > 100'000) return {};
        out += (out.empty() ? "" : " ") + v.w().count(unit, n);
        n = -1;
    }
    return n < 0 ? out : std::string();
}
std::string computed(const Visit& v, std::string_view text) {
    std::string out, rest;
    auto put_rest = [&] {
        if (!rest.empty()) out += (out.empty() ? "" : " ") + (rest == "+" || rest == "=" || rest == "-" ? rest : foreign(v, rest));
        rest.clear();
    };
    while (!text.empty()) {
        auto one = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(one.size() + 1, text.size()));
        auto end = one.find_last_not_of(';');
        auto word = one.substr(0, end == one.npos ? 0 : end + 1), tail = one.substr(word.size());
        auto said = word.size() == 10 && word[4] == '-' ? v.w().day(word) : period_in(v, word);
        if (said.empty()) {
            if (one == "+" || one == "=" || one == "-") put_rest();
            (rest += rest.empty() ? "" : " ") += one;
            if (one == "+" || one == "=" || one == "-") put_rest();
            continue;
        }
        put_rest();
        (out += out.empty() ? "" : " ") += said;
        out += tail;
    }
    put_rest();
    return out;
}
// Names, and documents as "passport N0012345, Nigeria".
static std::string listed(const Visit& v, const json::bj::array& list) {
    std::string out;
    for (const auto& e : list) {
        out += out.empty() ? "" : "; ";
        if (e.is_string()) out += std::string(e.get_string());
        if (!e.is_object()) continue;
        const auto& d = e.get_object();
        out += code_name(v, "document-kind", text_of(d, "kind")) + " " + text_of(d, "number");
        if (auto country = text_of(d, "country"); !country.empty()) out += ", " + option_label(countries_in(v.w().language()), country);
    }
    return out;
}
std::string anything(const Visit& v, const object& o, std::string_view key) {
    static const std::map<std::string_view, std::string_view> lists{
        {"gender", "gender"}, {"age_band", "age-band"}, {"citizenship_group", "citizenship-group"}, {"finding", "finding"}, {"purpose", "purpose"}, {"form", "form"},
        {"region", "region"}, {"audience", "audience"}, {"entitlement", "letter"}, {"relation", "relation"}, {"kind", "service-kind"}, {"what", "redress"}};
    const auto* x = o.if_contains(key);
    const auto& w = v.w();
    if (!x || x->is_null()) return {};
    if (x->is_bool()) return std::string(w(x->get_bool() ? "form.yes" : "form.no"));
    if (x->is_int64()) return std::to_string(x->get_int64());
    if (x->is_array() && (key == "other_names" || key == "documents")) return listed(v, x->get_array());
    if (!x->is_string()) return {};
    std::string said(x->get_string());
    if (key == "agency" || key == "to" || key == "from" || key == "provider" || key == "by" || key == "lead")
        if (v.pack().agency(said)) return agency_name(v, said);
    if (key == "service") return service_name(v, said);
    if (key == "residence") return v.pack().clock(said) ? foreign(v, v.pack().clock(said)->name.in(v.pack_language)) : v.w().has("state." + said) ? state_word(v, said) : code_name(v, "permit", said);
    if (key == "citizenship" || key == "country") return option_label(countries_in(w.language()), said);
    if (key == "language") return option_label(languages_in(w.language()), said);
    if (auto l = lists.find(key); l != lists.end()) return code_name(v, l->second, said);
    if (said.size() >= 7 && said.size() <= 10 && said[4] == '-') return w.day(said);
    return w.has("state." + said) ? std::string(w("state." + said)) : said;
}
std::string advice_line(const Visit& v, const std::string& advice) {
    auto call = v.pack().text("said.call", v.pack_language);
    call.resize(std::min(call.find('{'), call.size()));
    if (advice.rfind(call, 0) == 0) return std::string(v.w()("screen.call")) + ": " + foreign(v, advice.substr(call.size())) + ".";
    return foreign(v, advice) + (advice.empty() || advice.back() == '.' ? "" : ".");
}
std::string withheld_line(const Visit& v, const object& body) {
    std::vector<std::string> fields;
    auto add = [&](const object& o) {
        for (const auto& m : object_of(o, "withheld")) {
            auto word = field_word(v, std::string_view(m.key().data(), m.key().size()));
            if (std::find(fields.begin(), fields.end(), word) == fields.end()) fields.push_back(word);
        }
    };
    add(body);
    add(object_of(body, "person"));
    add(object_of(body, "report"));
    for (const auto& p : list_of(body, "people")) add(p.get_object());
    if (fields.empty()) return {};
    std::string list;
    for (const auto& f : fields) list += (list.empty() ? "" : ", ") + f;
    return v.w()("case.withheld", {{"fields", list}});
}
bool role_may(const Visit& v, std::string_view command) {
    const auto* c = v.pack().command(command);
    return c && std::any_of(c->roles.begin(), c->roles.end(), [&](auto& r) { return r == "all" || r == v.viewer.role; });
}

}  // namespace soria::app
