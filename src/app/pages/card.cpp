// The card for the person: in every language, without signing in. Nothing is set, kept or recorded; who is signed in does not matter.
#include "access/stranger.hpp"
#include "app/pages/screens.hpp"
#include "pack/law.hpp"
#include "views/pages_card.hpp"

namespace soria::app {
namespace {

void as_stranger(Visit& v) {
    v.session = {};
    v.token.clear();
}

std::string in_words(const Period& p, const views::Words& w) {
    std::string s;
    auto add = [&](const char* key, int64_t n) {
        if (n) s += (s.empty() ? "" : ", ") + w.count(key, n);
    };
    add("period.years", p.months / 12);
    add("period.months", p.months % 12);
    add("period.days", p.days);
    return s;
}

// The version of a rule that binds today; an assumption is marked as one.
template <class Rule> const auto* today(const Visit& v, const Rule* rule) { return rule ? rule->on(v.folder->today()) : nullptr; }
bool assumed(const pack::Version& version) { return version.standing != pack::Standing::in_force; }
std::string longest(const pack::ClockVersion& c, const views::Words& w) { return in_words(c.length ? *c.length : c.max.value_or(Period{}), w); }

// A right is told by the rule of that name: what it gives is the law's today. When no version of it binds, it is not told.
std::optional<views::CardLine> right(const Visit& v, const std::string& id) {
    std::string period, hours, age;
    bool is_assumed = false;
    auto binds = [&](const pack::Version* version) {
        is_assumed = version && (assumed(*version) || version->basis.assumption());
        return version != nullptr;
    };
    const auto& pack = v.pack();
    if (const auto* clock = pack.clock(id)) {
        const auto* version = today(v, clock);
        if (!binds(version)) return std::nullopt;
        period = longest(*version, v.w());
    } else if (const auto* entitlement = pack.entitlement(id)) {
        const auto* version = today(v, entitlement);
        if (!binds(version)) return std::nullopt;
        hours = v.w().count("period.hours", version->amount / 60);
    } else if (const auto* service = pack.service(id)) {
        is_assumed = service->basis.assumption();
    } else {                                          // the pack's check: the one age that there is
        const auto* version = pack.ages[0].on(v.folder->today());
        if (!binds(version)) return std::nullopt;
        age = std::to_string(version->under);
    }
    return views::CardLine{v.w()("card.right." + id, {{"period", period}, {"hours", hours}, {"age", age}}), is_assumed};
}

// What English has of a part, in its order: the ids behind "card.right.".
std::vector<std::string> ids_of(const Visit& v, std::string_view part) {
    std::vector<std::string> ids;
    std::string_view catalogue = v.pack().pages.at("en");
    while (!catalogue.empty()) {
        auto line = catalogue.substr(0, catalogue.find('\n'));
        catalogue.remove_prefix(std::min(line.size() + 1, catalogue.size()));
        if (line.substr(0, part.size()) == part) ids.emplace_back(line.substr(part.size(), line.find('\t') - part.size()));
    }
    return ids;
}

std::optional<views::CardLine> route(const Visit& v, const pack::Route& r) {
    const auto* version = today(v, &r);
    if (!version) return std::nullopt;
    std::string period;
    if (const auto* clock = today(v, v.pack().clock(r.clock))) period = longest(*clock, v.w());
    return views::CardLine{v.w()("card.route." + r.id, {{"period", period}}), assumed(*version)};
}

void answer(Visit& v, Paper p) {
    p.untitled = p.alone = true;
    v.reply(v.pages->paper(v, std::move(p)));
}

bool there(Visit& v) {
    if (has_card(v.pack())) return true;
    v.reply(v.pages->refused(v, "problem.no_page"));
    return false;
}

}  // namespace

bool has_card(const pack::Pack& p) { return p.pages.count("en") && p.pages.at("en").find("\ncard.right.") != std::string::npos; }

void card_choice(Visit v) {
    as_stranger(v);
    if (there(v)) answer(v, {"", views::card_languages(v.pages->languages(), v.w()), "", false, 200});
}

void card(Visit v) {
    as_stranger(v);
    v.pages->speak(v, v.path[0]);
    if (!there(v)) return;
    views::CardPage c;
    c.number = v.pack().emergency_number;
    c.day = v.folder->today().text();
    c.languages = v.pages->languages();
    c.may_report = access::stranger(v.pack()).has_value();
    c.rights.push_back({std::string(v.w()("card.information"))});
    for (const auto& id : ids_of(v, "card.right."))
        if (auto line = right(v, id)) c.rights.push_back(std::move(*line));
    const auto* child = v.pack().ages[0].on(v.folder->today());
    for (const auto& id : ids_of(v, "card.help."))
        if (const auto* agency = v.pack().agency(id))
            c.help.push_back({agency_name(v, id), v.w()("card.help." + id, {{"age", child ? std::to_string(child->under) : ""}}), agency->basis.assumption()});
    for (const auto& r : v.pack().routes)
        if (auto line = route(v, r)) c.routes.push_back(std::move(*line));
    answer(v, {"", views::card_page(c, v.w()), "", false, 200});
}

}  // namespace soria::app
