#include "views/forms.hpp"

#include <algorithm>

#include "base/core/utf8.hpp"

namespace soria::views {
namespace {

constexpr size_t radios_max = 8;         // more choices than these are a list to open

bool blank(std::string_view s) { return s.find_first_not_of(" \t\r\n") == std::string_view::npos; }
bool looks_like_a_day(std::string_view s) { return s.size() == 10 && is_digits(s.substr(0, 4)) && s[4] == '-' && is_digits(s.substr(5, 2)) && s[7] == '-' && is_digits(s.substr(8)); }
bool looks_like_a_time(std::string_view s) {
    return looks_like_a_day(s) || (s.size() == 4 && is_digits(s)) || (s.size() == 7 && is_digits(s.substr(0, 4)) && s[4] == '-' && is_digits(s.substr(5)));
}
std::string join(std::string_view prefix, std::string_view name) { return joined(prefix, prefix.empty() ? "" : ".", name); }
bool knows(const Field& f, std::string_view value) {
    return std::any_of(f.options.begin(), f.options.end(), [&](auto& o) { return o.value == value; });
}

// --- the check ---

class Checking {
public:
    Checking(const Given& g, const Words& w, std::string_view today) : given_(g), words_(w), today_(today) {}
    void fields(const std::vector<Field>& list, std::string_view prefix) {
        for (const auto& f : list) field(f, join(prefix, f.name));
    }
    FieldErrors errors;

private:
    void fault(const std::string& name, const Field& f, std::string_view key, std::string_view most = {}) {
        errors.push_back({name, words_(key, {{"label", joined(of_, f.label)}, {"most", most}}), {}});
    }
    void field(const Field& f, const std::string& name) {
        using K = Field::Kind;
        if (f.kind == K::group) {
            if (f.required || given_under(given_, name)) fields(f.fields, name);
            return;
        }
        if (f.kind == K::groups) return groups(f, name);
        auto value = given(given_, name);
        if (f.kind == K::many_of) {
            auto all = given_all(given_, name);
            if (all.empty() && f.required) fault(name, f, "form.choose_some");
            for (auto v : all)
                if (!knows(f, v)) return fault(name, f, "form.no_such_choice");
            return;
        }
        if (blank(value)) {
            bool choice = f.kind == K::one_of || f.kind == K::yes_no;
            if (f.required) fault(name, f, choice ? "form.choose_one" : "form.missing");
            return;
        }
        if (f.kind == K::one_of && !f.options.empty() && !knows(f, value)) fault(name, f, "form.no_such_choice");
        if (f.kind == K::yes_no && value != "yes" && value != "no") fault(name, f, "form.no_such_choice");
        if (f.kind == K::number) number(f, name, value);
        if (f.kind == K::date && !looks_like_a_day(value)) fault(name, f, "form.no_day");
        if (f.kind == K::happened && !looks_like_a_time(value)) fault(name, f, "form.no_time");
        else if (f.kind == K::happened && value > today_.substr(0, value.size()) && !today_.empty()) fault(name, f, "form.not_yet");
        if (signs_in(value) > f.signs_max) fault(name, f, "form.too_long", digits_of(int64_t(f.signs_max)));
    }
    void number(const Field& f, const std::string& name, std::string_view value) {
        int64_t n = 0;
        bool ok = is_digits(value) && value.size() <= 10;
        for (char c : value)
            if (ok) n = n * 10 + (c - '0');
        if (!ok || n < f.min || n > f.max) fault(name, f, "form.no_number");
    }
    void groups(const Field& f, const std::string& name) {
        size_t n = groups_of(given_, name, f.groups_max), filled = 0;
        for (size_t i = 0; i < n; ++i) {
            std::string at = join(name, digits_of(int64_t(i)));
            if (!given_under(given_, at)) continue;
            ++filled;
            if (n > 1) of_ = joined(f.label, " ", digits_of(int64_t(i + 1)), ": ");      // which of them is wrong
            fields(f.fields, at);
            of_.clear();
        }
        if (f.required && filled == 0) fields(f.fields, join(name, "0"));      // one at least: what is missing is asked for in the first
    }
    const Given& given_;
    const Words& words_;
    std::string_view today_;
    std::string of_;
};

// --- the page ---

class Drawing {
public:
    Drawing(const Given& g, const FieldErrors& e, const Words& w) : given_(g), errors_(e), words_(w) {}

    // Required first and open; the others folded together, open when one of them is wrong or filled in.
    Html fields(const std::vector<Field>& list, std::string_view prefix) {
        Html out;
        std::vector<Html> folded;
        bool open = false;
        for (const auto& f : list) {
            if (f.fixed) {
                out += input(type("hidden"), name(join(prefix, f.name)), value(given(given_, join(prefix, f.name))));
            } else if (required(f)) {
                out += field(f, join(prefix, f.name));
            } else {
                folded.push_back(field(f, join(prefix, f.name)));
                open = open || given_under(given_, join(prefix, f.name)) || error_under(join(prefix, f.name));
            }
        }
        if (!folded.empty())
            out += details(cls("ds-details more"), flag("open", open), summary(words_("form.more")), div(cls("fields"), folded));
        return out;
    }

private:
    const FieldError* error_of(std::string_view name) const {
        for (const auto& e : errors_)
            if (e.name == name) return &e;
        return nullptr;
    }
    bool error_under(std::string_view name) const {
        return std::any_of(errors_.begin(), errors_.end(), [&](auto& e) { return e.name.substr(0, name.size()) == name; });
    }
    std::string described(const Field& f, const std::string& name) const {
        std::string s;
        auto own = id_of(name);
        if (!f.help.empty()) s = joined(own, "-help");
        if (error_of(name)) s = joined(s, s.empty() ? "" : " ", own, "-error");
        return s;
    }
    Html help(const Field& f, const std::string& name) const {
        return f.help.empty() ? Html() : p(id(joined(id_of(name), "-help")), cls("help"), f.help);
    }
    Html error(const std::string& name) const {
        const auto* e = error_of(name);
        if (!e) return {};
        return div(id(joined(id_of(name), "-error")), cls("ds-validation-message"), attr("data-color", "danger"), p(e->what), e->more);
    }
    bool required(const Field& f) const { return f.required && !asks_nothing_; }
    Html marked(const Field& f) const { return required(f) ? Html() : span(cls("optional"), " ", words_("form.optional")); }

    Html field(const Field& f, const std::string& name) {
        using K = Field::Kind;
        switch (f.kind) {
            case K::group: return grouped(f, name, fields(f.fields, name));
            case K::groups: return groups(f, name);
            case K::yes_no: return choices(f, name, "radio", {{"yes", std::string(words_("form.yes")), ""}, {"no", std::string(words_("form.no")), ""}});
            case K::many_of: return choices(f, name, "checkbox", f.options);
            case K::one_of:
                if (f.options.size() <= radios_max && !f.options.empty()) return choices(f, name, "radio", f.options);
                return labelled(f, name, list_to_open(f, name));
            default: return labelled(f, name, f.kind == K::long_text || f.kind == K::lines ? area(f, name) : line_of(f, name));
        }
    }
    Html labelled(const Field& f, const std::string& name, Html control) {
        return div(cls("ds-field"), label(cls("ds-label"), for_(id_of(name)), attr("data-weight", "semibold"), f.label, marked(f)), help(f, name), control, error(name));
    }
    Html line_of(const Field& f, const std::string& n) {
        using K = Field::Kind;
        bool wrong = error_of(n) != nullptr;
        const char* kind = f.kind == K::date ? "date" : "text";
        const char* width = f.kind == K::number ? "ds-input narrow" : f.kind == K::code || f.kind == K::date || f.kind == K::happened ? "ds-input medium" : "ds-input";
        return input(cls(width), type(kind), id(id_of(n)), name(n), value(given(given_, n)), described_by(described(f, n)), flag("required", required(f)),
                     Attribute{"aria-invalid", "true", wrong}, Attribute{"inputmode", "numeric", f.kind == K::number},
                     Attribute{"maxlength", digits_of(int64_t(f.signs_max)), f.kind == K::text}, Attribute{"autocomplete", "off"},
                     Attribute{"spellcheck", "false", f.kind == K::code});
    }
    Html area(const Field& f, const std::string& n) {
        return textarea(given(given_, n), cls("ds-input"), id(id_of(n)), name(n), attr("rows", "4"), described_by(described(f, n)), flag("required", required(f)),
                        Attribute{"aria-invalid", "true", error_of(n) != nullptr}, Attribute{"autocomplete", "off"});
    }
    Html list_to_open(const Field& f, const std::string& n) {
        auto chosen = given(given_, n);
        std::vector<Html> options{option(value(""), words_("form.choose"))};
        for (const auto& o : f.options) options.push_back(option(value(o.value), flag("selected", o.value == chosen), o.label));
        return select(cls("ds-input"), id(id_of(n)), name(n), described_by(described(f, n)), flag("required", required(f)),
                      Attribute{"aria-invalid", "true", error_of(n) != nullptr}, options);
    }
    Html choices(const Field& f, const std::string& n, const char* kind, const std::vector<Option>& options) {
        auto chosen = given_all(given_, n);
        std::vector<Html> list;
        for (size_t i = 0; i < options.size(); ++i) {
            const auto& o = options[i];
            std::string own = id_of(n);
            if (i) own = joined(own, "-", digits_of(int64_t(i)));
            std::string about = joined(own, "-about");
            bool is = std::find(chosen.begin(), chosen.end(), o.value) != chosen.end();
            list.push_back(div(cls("ds-field choice"),
                               input(cls("ds-input"), type(kind), id(own), name(n), value(o.value), flag("checked", is),
                                     described_by(o.help.empty() ? std::string_view() : about), flag("required", required(f) && kind[0] == 'r')),
                               label(cls("ds-label"), for_(own), attr("data-weight", "regular"), o.label),
                               o.help.empty() ? Html() : p(id(about), cls("help"), o.help)));
        }
        return fieldset(cls("ds-fieldset"), described_by(described(f, n)), legend(f.label, marked(f)), help(f, n), error(n), list);
    }
    Html grouped(const Field& f, const std::string& n, Html inside) {
        return fieldset(cls("ds-fieldset group"), id(id_of(n)), legend(f.label, marked(f)), help(f, n), error(n), inside);
    }
    Html groups(const Field& f, const std::string& n) {
        size_t count = std::max<size_t>(groups_of(given_, n, f.groups_max), 1);
        std::vector<Html> list;
        for (size_t i = 0; i < count; ++i) {
            std::string at = join(n, digits_of(int64_t(i)));
            bool before = asks_nothing_;
            asks_nothing_ = before || (!f.required && !given_under(given_, at));      // an empty one is left out
            bool several = count > 1 || f.groups_max > 1;
            list.push_back(fieldset(cls("ds-fieldset group"), id(id_of(at)), legend(f.label, several ? " " : "", several ? digits_of(int64_t(i + 1)) : std::string()),
                                    help(f, at), fields(f.fields, at), count > 1 ? step_button("_drop", at, words_("form.drop", {{"label", joined(f.label, " ", digits_of(int64_t(i + 1)))}})) : Html()));
            asks_nothing_ = before;
        }
        Html more = count < f.groups_max ? step_button("_add", n, words_("form.add_another", {{"label", f.label}})) : Html();
        return div(cls("groups"), id(id_of(n)), tabindex(), error(n), list, more);
    }
    static Html step_button(std::string_view step, std::string_view of, std::string_view says) {
        return button(cls("ds-button"), attr("data-variant", "secondary"), type("submit"), name(step), value(of), flag("formnovalidate"), says);
    }
    static Attribute tabindex() { return attr("tabindex", "-1"); }
    const Given& given_;
    const FieldErrors& errors_;
    const Words& words_;
    bool asks_nothing_ = false;              // within a group of a list that is left out while it is blank
};

std::string label_of(const Field& f, std::string_view value) {
    for (const auto& o : f.options)
        if (o.value == value) return o.label;
    return std::string(value);
}

void answered(std::vector<Html>& out, const std::vector<Field>& fields, const Given& g, const Words& w, const std::string& prefix, const std::string& of) {
    using K = Field::Kind;
    for (const auto& f : fields) {
        std::string name = join(prefix, f.name);
        if (f.kind == K::group) answered(out, f.fields, g, w, name, f.label);
        if (f.kind == K::groups)
            for (size_t i = 0; i < groups_of(g, name, f.groups_max); ++i)
                if (std::string at = join(name, digits_of(int64_t(i))); given_under(g, at)) answered(out, f.fields, g, w, at, joined(f.label, " ", digits_of(int64_t(i + 1))));
        std::string said;
        for (auto v : given_all(g, name)) {
            if (blank(v)) continue;
            said += (said.empty() ? "" : ", ");
            if (f.kind == K::yes_no) said += w(v == "yes" ? "form.yes" : "form.no");
            else if (f.kind == K::date || f.kind == K::happened) said += w.day(v);
            else said += label_of(f, v);
        }
        if (!said.empty()) out.push_back(div(dt(of, of.empty() ? "" : ": ", f.label), dd(cls("said"), said)));
    }
}

}  // namespace

std::string_view given(const Given& g, std::string_view name) {
    for (const auto& [n, v] : g)
        if (n == name) return v;
    return {};
}
std::vector<std::string_view> given_all(const Given& g, std::string_view name) {
    std::vector<std::string_view> all;
    for (const auto& [n, v] : g)
        if (n == name) all.push_back(v);
    return all;
}
bool given_under(const Given& g, std::string_view prefix) {
    return std::any_of(g.begin(), g.end(), [&](auto& e) {
        std::string_view n = e.first;
        return !blank(e.second) && n.substr(0, prefix.size()) == prefix && (n.size() == prefix.size() || n[prefix.size()] == '.');
    });
}
size_t groups_of(const Given& g, std::string_view name, size_t groups_max) {
    size_t n = 0;
    for (const auto& [key, v] : g) {
        std::string_view k = key;
        if (k.size() < name.size() + 2 || k.substr(0, name.size()) != name || k[name.size()] != '.') continue;
        k.remove_prefix(name.size() + 1);
        auto index = k.substr(0, k.find('.'));
        if (!is_digits(index) || index.size() > 3) continue;
        size_t i = 0;
        for (char c : index) i = i * 10 + size_t(c - '0');
        n = std::max(n, i + 1);
    }
    return std::min(n, groups_max);
}

std::string id_of(std::string_view field_name) {
    std::string s = "f-";
    for (char c : field_name) s += (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '-';
    return s;
}

static void add_presets(Given& out, const std::vector<Field>& fields, const std::string& prefix) {
    for (const auto& f : fields) {
        std::string at = prefix + f.name;
        if (!f.preset.empty()) out.emplace_back(at, f.preset);
        add_presets(out, f.fields, at + (f.kind == Field::Kind::groups ? ".0." : "."));
    }
}
Given presets(const Form& form) {
    Given out;
    add_presets(out, form.fields, "");
    return out;
}
bool regrouped(const Form& form, Given& g) {
    std::string more(given(g, "_add"));
    if (more.empty() && given(g, "_drop").empty()) return false;
    for (const auto& f : form.fields)
        if (f.kind == Field::Kind::groups && f.name == more) {
            std::string at = joined(more, ".", digits_of(int64_t(groups_of(g, more, f.groups_max))), ".");
            g.emplace_back(at, "");
            add_presets(g, f.fields, at);
        }
    return true;
}

FieldErrors check(const Form& form, const Given& g, const Words& w, std::string_view today) {
    Checking c(g, w, today);
    c.fields(form.fields, "");
    return std::move(c.errors);
}

Html hidden(const Given& g) {
    Html out;
    for (const auto& [n, v] : g) out += input(type("hidden"), name(n), value(v));
    return out;
}

Html error_summary(const FieldErrors& errors, const Words& w) {
    if (errors.empty()) return {};
    std::vector<Html> list;
    for (const auto& e : errors) {
        Html what = e.name.empty() ? p(e.what) : a(cls("ds-link"), href(Href::fragment(id_of(e.name))), e.what);
        list.push_back(li(what, e.name.empty() ? together({e.more}) : Html()));
    }
    return div(cls("ds-error-summary"), id("errors"), attr("role", "alert"), attr("tabindex", "-1"), flag("autofocus"), labelled_by("errors-title"),
               h2(id("errors-title"), cls("ds-heading"), attr("data-size", "xs"), w.count("form.errors", int64_t(errors.size()))), ul(cls("ds-list"), list));
}

Html form_page(const Form& f, const Given& g, const FieldErrors& errors, const Sending& s, const Words& w) {
    Drawing d(g, errors, w);
    std::vector<Html> others;
    for (const auto& [step, says] : s.others)
        others.push_back(button(cls("ds-button"), attr("data-variant", "secondary"), type("submit"), name("_step"), value(step), flag("formnovalidate"), says));
    return together({error_summary(errors, w),
                     form(id("form"), cls("form"), attr("method", "post"), action(s.to), flag("novalidate"), hidden(s.hidden), d.fields(f.fields, ""),
                          div(cls("buttons"), button(cls("ds-button"), type("submit"), s.submit.empty() ? f.submit : s.submit), others))});
}

Html answers(const Form& f, const Given& g, const Words& w) {
    std::vector<Html> list;
    answered(list, f.fields, g, w, "", "");
    Html kept;
    for (const auto& [n, v] : g)
        if (!n.empty() && n[0] != '_') kept += input(type("hidden"), name(n), value(v));
    return together({dl(cls("facts"), list), kept});
}

}  // namespace soria::views
