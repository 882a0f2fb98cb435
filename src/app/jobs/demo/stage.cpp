#include "app/jobs/demo/stage.hpp"

#include "app/service/look.hpp"

#include <algorithm>
#include <thread>

namespace soria::app::demo {

namespace { constexpr size_t tellers_max = 16; }       // lives told at a time, so that one flush serves many

std::map<std::string, std::string> Stage::act(Life&, const std::string& user, const char* command, object fields, std::optional<Happened> happened) {
    // Who is seen again has no case until one is opened; what was planned on the one before comes to nothing.
    if (auto* of = fields.if_contains("case"); of && of->is_string() && of->get_string().empty()) {
        std::lock_guard lock(mutex_);
        ++refused_["not-visible-any-more"];
        return {};
    }
    if (observer_) observer_(user, command, fields);
    ++commands_;
    CommandRequest c;
    c.name = command;
    c.fields = std::move(fields);
    c.happened = happened;
    auto viewer = folder_.viewer(user, "");
    auto answered = Result<CommandAnswer>(CommandAnswer{});
    if (viewer) c.viewer = *viewer, answered = run_command(folder_, std::move(c));
    else answered = tl::unexpected(viewer.error());
    std::lock_guard lock(mutex_);
    if (answered) {
        ++done_[command];
        std::map<std::string, std::string> said{{"done", "yes"}};
        for (const auto& [what, text] : answered->answer) said.emplace(what, text);
        return said;
    }
    const Error& e = answered.error();
    if (e.fault == Fault::absent) ++refused_["not-visible-any-more"];          // a consent or a referral ended meanwhile
    else if (e.fault == Fault::refused) ++refused_[e.rule.substr(0, e.rule.find('@'))];
    else if (fault_) fault_ = fail(e.fault, std::string(command) + " by " + user + ": " + e.text());
    return {};
}

std::string Stage::to_judge(const std::string& user) const {
    auto viewer = folder_.policy().viewer(user, "");
    if (!viewer) return {};
    Asked a;
    a.viewer = *viewer;
    auto queue = look_reviews(folder_, a);
    if (!queue) return {};
    for (const auto& e : queue->body["matches"].as_array())
        if (e.at("state").as_string() == "waiting") return std::string(e.at("code").as_string());
    return {};
}

void Stage::put(Life& l, Date day, Step step, bool in_houses) {
    (in_houses ? l.in_houses : l.own).emplace(Life::When{day, l.planned++}, std::move(step));
    std::lock_guard lock(mutex_);
    agenda_[day].insert(l.number);
}
void Stage::later(Life& l, int days, Step s) { put(l, today_.plus_days(std::max(days, 1)), std::move(s), false); }
void Stage::later_in_houses(Life& l, int days, Step s) { put(l, today_.plus_days(std::max(days, 1)), std::move(s), true); }
void Stage::begin(Life& l, Date day, Step s) { put(l, day, std::move(s), false); }

void Stage::tell(Stage& stage, Life& l, bool in_houses) {
    auto& steps = in_houses ? l.in_houses : l.own;
    while (!steps.empty() && steps.begin()->first.day <= stage.today_) {
        auto step = steps.extract(steps.begin());
        step.mapped()(stage, l);
    }
}

void Stage::tell_own(std::vector<Life*>& lives) {
    std::atomic<size_t> next{0};
    auto work = [&] {
        for (size_t i; (i = next++) < lives.size();) tell(*this, *lives[i], false);
    };
    std::vector<std::thread> others;
    for (size_t i = 1; i < std::min(lives.size(), tellers_max); ++i) others.emplace_back(work);
    work();
    for (auto& t : others) t.join();
}

Status Stage::tell_day(std::vector<Life>& lives) {
    auto today = agenda_.extract(today_);
    if (today.empty()) return {};
    std::vector<Life*> with_steps;
    for (size_t n : today.mapped()) with_steps.push_back(&lives[n]);
    tell_own(with_steps);
    for (auto* l : with_steps) tell(*this, *l, true);          // in the order of their numbers
    return fault_;
}

Status Stage::tell_until(std::vector<Life>& lives, Date until, std::ostream& progress) {
    int year = 0;
    for (Date d = folder_.today(); d <= until; d = d.plus_days(1)) {
        if (d > folder_.today()) TRY(pass_days(folder_, d));
        today_ = d;
        if (d.year() != year) year = d.year(), progress << year << ": " << commands_ << " commands so far\n";
        TRY(tell_day(lives));
    }
    return {};
}

std::map<std::string, int64_t> Stage::refused() const { return refused_; }
std::map<std::string, int64_t> Stage::done() const { return done_; }

}  // namespace soria::app::demo
