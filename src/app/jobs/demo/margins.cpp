#include "app/jobs/demo/margins.hpp"

#include <cmath>

namespace soria::app::demo {
namespace {

template <class Map> const std::string& pick(const Map& chances, Dice& dice) {
    double at = dice.unit();
    for (const auto& [value, chance] : chances)
        if ((at -= chance) < 0) return value;
    return std::prev(chances.end())->first;
}

std::map<std::string, double> normal(const std::vector<pack::DemonstrationValue>& values) {
    std::map<std::string, double> m;
    double sum = 0;
    for (const auto& v : values) sum += double(v.n);
    for (const auto& v : values) m[v.id] = double(v.n) / sum;
    return m;
}

}  // namespace

const std::vector<std::string_view>& Margins::needed_margins() {
    static const std::vector<std::string_view> ids{
        "demo-year", "demo-sex-and-age", "demo-form", "demo-form-odds", "demo-form-sexual", "demo-form-labour", "demo-form-other", "demo-citizenship",
        "demo-bed", "demo-first-seen", "demo-adult-age", "demo-child-age", "demo-region", "demo-follow-up", "demo-redress"};
    return ids;
}

const std::vector<std::string_view>& Margins::needed_shares() {
    static const std::vector<std::string_view> ids{
        "demo-first-year", "demo-reported-twice", "demo-recorded-late", "demo-start-corrected", "demo-screened", "demo-waits", "demo-with-child", "demo-with-partner", "demo-pregnant",
        "demo-outreach-leads", "demo-presumed", "demo-doubt", "demo-doubt-child", "demo-name-known", "demo-concern", "demo-rights", "demo-representative", "demo-turns-18",
        "demo-child-return", "demo-carer-found", "demo-consent-residence", "demo-reflection", "demo-consent-withdrawn", "demo-asylum", "demo-asylum-granted",
        "demo-appeal", "demo-residence-withdrawn", "demo-police", "demo-complaint", "demo-investigation", "demo-identified", "demo-police-differ", "demo-threat", "demo-safety-plan",
        "demo-plan-reviewed", "demo-moves", "demo-threat-ends", "demo-house-known", "demo-need", "demo-order-declined", "demo-delivered", "demo-referral", "demo-referral-declined",
        "demo-referral-withdrawn", "demo-referral-completed", "demo-step", "demo-step-reached", "demo-step-dropped", "demo-letter", "demo-letter-revoked",
        "demo-counsel", "demo-redress-claimed", "demo-return-wished", "demo-return-obliged", "demo-return-anonymous", "demo-return-channel", "demo-return-risk",
        "demo-followed-up", "demo-trafficked-again", "demo-closes"};
    return ids;
}

Result<Margins> Margins::of(const pack::Pack& p) {
    Margins m;
    for (const auto& f : p.demonstration) m.by_id_.emplace(f.id, &f);
    auto need = [&](std::string_view id, bool share) -> Status {
        auto found = m.by_id_.find(id);
        if (found == m.by_id_.end()) return invalid("the pack says nothing of " + std::string(id) + ": a demonstration needs it in demonstration.yaml");
        if (found->second->values.empty() != share) return invalid(std::string(id) + " must have " + (share ? "'percent'" : "'values'"));
        return {};
    };
    for (auto id : needed_margins()) TRY(need(id, false));
    for (auto id : needed_shares()) TRY(need(id, true));
    TRY(m.fit_forms());
    return m;
}

const pack::DemonstrationFigure& Margins::at(std::string_view id) const { return *by_id_.find(id)->second; }

std::map<std::string, double> Margins::chances(std::string_view margin) const { return normal(at(margin).values); }

const std::string& Margins::draw(std::string_view margin, Dice& dice, Drawn& drawn) const {
    const auto& values = at(margin).values;
    int64_t sum = 0;
    for (const auto& v : values) sum += v.n;
    int64_t n = int64_t(dice.next() % uint64_t(sum));
    for (const auto& v : values)
        if ((n -= v.n) < 0) {
            ++drawn[std::string(margin)][v.id];
            return v.id;
        }
    return values.back().id;
}

bool Margins::share(std::string_view id, Dice& dice, Drawn& drawn) const {
    bool yes = dice.below(100) < at(id).percent;
    ++drawn[std::string(id)][yes ? "yes" : "no"];
    return yes;
}

// Iterative proportional fitting: the odds say who is exploited how, the published margins how many in all.
Status Margins::fit_forms() {
    constexpr int rounds_max = 1000;
    constexpr double close_enough = 1e-12;
    auto rows = chances("demo-sex-and-age"), columns = chances("demo-form");
    for (const auto& odds : at("demo-form-odds").values) {
        size_t slash = odds.id.find('/');
        std::string row = odds.id.substr(0, slash), column = slash == std::string::npos ? "" : odds.id.substr(slash + 1);
        if (!rows.count(row) || !columns.count(column)) return invalid("'" + odds.id + "' must be SEX-AND-AGE/FORM of demo-sex-and-age and demo-form", "demo-form-odds");
        forms_[row][column] = double(odds.n);
    }
    for (const auto& [row, n] : rows)
        if (forms_[row].size() != columns.size()) return invalid("odds for " + row + " are missing", "demo-form-odds");
    double apart = 1;
    for (int round = 0; round < rounds_max && apart > close_enough; ++round) {
        for (const auto& [column, want] : columns) {
            double is = 0;
            for (auto& [row, cells] : forms_) is += cells[column];
            for (auto& [row, cells] : forms_) cells[column] *= want / is;
        }
        apart = 0;
        for (auto& [row, cells] : forms_) {
            double is = 0;
            for (auto& [column, n] : cells) is += n;
            apart = std::max(apart, std::abs(is - rows[row]));
            for (auto& [column, n] : cells) n *= rows[row] / is;
        }
    }
    if (!(apart <= close_enough)) return invalid("no table has both margins", "demo-form-odds");
    for (auto& [row, cells] : forms_)
        for (auto& [column, n] : cells) n /= rows[row];
    return {};
}

const std::string& Margins::form_group(const std::string& sex_and_age, Dice& dice, Drawn& drawn) const {
    const auto& group = pick(forms_.at(sex_and_age), dice);
    ++drawn["demo-form"][group];
    return group;
}

}  // namespace soria::app::demo
