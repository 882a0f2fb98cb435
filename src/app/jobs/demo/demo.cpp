// Demonstration data: made-up people whose cases go through everything the rooms can do. Nobody in it exists, and every
// text says so. What a rule refuses here is refused as for anybody; the refusals are counted and printed.
#include "app/jobs/demo/acts.hpp"
#include "app/jobs/jobs.hpp"

namespace soria::app {
namespace {

using json::bj::array;
using json::bj::object;

object counted(const std::map<std::string, int64_t>& counts) {
    object o;
    for (const auto& [what, n] : counts) o[what] = n;
    return o;
}

// What was drawn of each figure, for whoever compares it with the pack.
object drawn_in_all(const std::vector<demo::Life>& lives) {
    demo::Drawn sum;
    for (const auto& l : lives)
        for (const auto& [figure, values] : l.drawn)
            for (const auto& [value, n] : values) sum[figure][value] += n;
    object o;
    for (const auto& [figure, values] : sum) o[figure] = counted(values);
    return o;
}

}  // namespace

Result<object> make_demonstration(const std::filesystem::path& dir, uint64_t seed, int cases, std::ostream& progress, DemonstrationObserver observer) {
    Date first = TRY(Date::of(2006, 1, 2));       // the plan's years
    Date last = TRY(Date::of(2009, 12, 31));
    {
        auto folder = TRY(Folder::open({dir, false}));
        TRY(demo::Margins::of(*folder->pack()));          // before the folder becomes anything
    }
    TRY(Folder::become(dir, "demonstration", "seed " + std::to_string(seed), first));
    auto folder = TRY(Folder::open({dir, false}));
    auto pack = folder->pack();
    auto margins = TRY(demo::Margins::of(*pack));
    demo::Stage stage(*folder, margins, std::move(observer));
    std::vector<demo::Life> lives;
    lives.reserve(size_t(cases) + 1);
    lives.emplace_back(seed, 0);                       // the country itself
    stage.lives = cases;
    stage.begin(lives[0], first, demo::run_the_country);
    for (int i = 1; i <= cases; ++i) {
        auto& l = lives.emplace_back(seed, size_t(i));
        draw_life(l, margins, first, last);
        stage.begin(l, l.begins, demo::arrive);
    }
    TRY(stage.tell_until(lives, last, progress));
    object out{{"today", last.text()}, {"lives", cases}, {"commands", stage.commands()}};
    auto done = stage.done();
    for (auto [key, command] : {std::pair{"persons_reported", "receive-report"}, {"cases", "open-case"}, {"outreach_contacts", "log-contact"}}) out[key] = done[command];
    out["refused_by_rule"] = counted(stage.refused());
    out["done"] = counted(done);
    out["drawn"] = drawn_in_all(lives);
    out["note"] = "Made up: nobody in it exists. Margins and their sources: soria demo --explain.";
    return out;
}

}  // namespace soria::app
