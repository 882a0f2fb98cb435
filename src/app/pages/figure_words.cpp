// Numbers and values of figures, in the page's language.
#include <unicode/dcfmtsym.h>

#include <algorithm>
#include <cmath>

#include "app/pages/command_form.hpp"
#include "app/pages/screens.hpp"
#include "views/plots.hpp"

namespace soria::app {

using json::bj::object;

// Digits as everywhere on these pages (Latin ones, in groups of three with a space between), with the decimal sign of the language; one
// place after it at most.
std::string number_in(const Visit& v, double n) {
    double rounded = std::round(n * 10) / 10, whole = std::trunc(rounded);
    auto out = views::grouped(int64_t(whole));
    int tenth = int(std::lround(std::abs(rounded - whole) * 10));
    if (tenth == 0) return out;
    icu::Locale locale((v.w().language() + "@numbers=latn").c_str());
    UErrorCode e = U_ZERO_ERROR;
    icu::DecimalFormatSymbols symbols(locale, e);
    std::string sign;
    if (U_SUCCESS(e)) symbols.getConstSymbol(icu::DecimalFormatSymbols::kDecimalSeparatorSymbol).toUTF8String(sign);
    if (whole == 0 && rounded < 0) out = "-0";
    return out + (sign.empty() ? "." : sign) + std::to_string(tenth);
}
std::optional<double> number_of_json(const json::bj::value* n) {
    if (!n) return std::nullopt;
    if (n->is_int64()) return double(n->get_int64());
    if (n->is_uint64()) return double(n->get_uint64());
    if (n->is_double()) return n->get_double();
    return std::nullopt;
}

// With its unit; of one alone the figure's name says what it is. Empty where nothing could be computed.
std::string figure_value(const Visit& v, const object& f) {
    auto n = number_of_json(f.if_contains("value"));
    auto unit = text_of(f, "unit");
    if (!n) return text_of(f, "value");
    auto said = number_in(v, *n);
    if (unit == "percent") return said + (v.w().language() == "en" || v.w().language() == "pcm" ? "%" : "\u00A0%");
    if (*n == 1) return said;
    for (const auto& u : v.pack().units)
        if (u.id == unit) return said + " " + foreign(v, u.name.in(v.pack_language));
    return said;
}

// What a part of a figure is called: a value of a list, an agency, a service, a country, an event, or a state.
std::string figure_part(const Visit& v, std::string_view field, const std::string& id) {
    static const std::map<std::string_view, std::string_view> lists{{"age", "age-band"}, {"age_band", "age-band"}, {"citizenship_group", "citizenship-group"}, {"outcome", "follow-up"},
        {"task", "counsel-task"}, {"target", "target-group"}, {"answer", "dialogue-answer"}, {"theme", "lesson-theme"}, {"module", "training-module"}, {"information.how", "information"}};
    const auto& pack = v.pack();
    if (id == "true" || id == "false") return std::string(v.w()(id == "true" ? "form.yes" : "form.no"));
    if (auto event = pack.texts.find("event." + id); event != pack.texts.end()) return foreign(v, event->second.in(v.pack_language));    // what ended a clock is named by its event
    if (field.find("language") != field.npos) return option_label(languages_in(v.w().language()), id);
    if (field == "country") return option_label(countries_in(v.w().language()), id);
    if (pack.agency(id)) return agency_name(v, id);
    if (field == "service" && pack.service(id)) return service_name(v, id);
    if (field == "purpose")
        for (const auto& b : pack.budgets)
            for (const auto& part : b.parts)
                if (part.id == id) return foreign(v, part.name.in(v.pack_language));
    if (const auto* duty = pack.duty(id)) return foreign(v, duty->what.in(v.pack_language));
    if (const auto* m = pack.measure(id)) return std::string(v.w()("plan.measure")) + " " + std::to_string(m->number);
    if (const auto* clock = pack.clock(id)) return foreign(v, clock->name.in(v.pack_language));
    for (const auto& i : pack.instruments)
        if (i.id == id) return foreign(v, i.name.in(v.pack_language));
    auto listed = lists.find(field);
    if (const auto* l = pack.code_list(listed == lists.end() ? field : listed->second); l && l->find(id)) return code_name(v, l->id, id);
    const auto* indicators = pack.list(id);
    if (field == "list" && indicators) return foreign(v, indicators->name.in(v.pack_language));
    if (v.w().has("state." + id)) return state_word(v, id);
    for (const auto& l : pack.codes)
        if (l.find(id)) return code_name(v, l.id, id);
    if (indicators) return foreign(v, indicators->name.in(v.pack_language));
    return pack.service(id) ? service_name(v, id) : state_word(v, id);
}

// Several lists have an "education": the one that is meant has all the parts.
std::string list_of_parts(const Visit& v, const std::string& field, const std::vector<std::string>& ids) {
    const auto& codes = v.pack().codes;
    auto has_all = [&](const pack::CodeList& l) { return std::all_of(ids.begin(), ids.end(), [&](auto& id) { return l.find(id) != nullptr; }); };
    auto found = std::find_if(codes.begin(), codes.end(), has_all);
    return field != "kind" || found == codes.end() || ids.empty() ? field : found->id;
}

}  // namespace soria::app
