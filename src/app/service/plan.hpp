#pragma once
// The plan as it stands: measures with their status, figures as answers show them. Internal to the looks and the reports.
#include <algorithm>

#include "app/service/figures.hpp"
#include "app/service/moment.hpp"
#include "app/service/plan_status.hpp"

namespace soria::app {

class PlanView {
public:
    // Refused to a role that sees no figures.
    static Result<PlanView> of(Folder&, const Asked&);
    const pack::Pack& pack() const { return *pack_; }
    const std::string& language() const { return language_; }
    Date day() const { return moment_.day; }

    // With its parts and its years when they are wanted.
    enum class Detail { number, parts, years };
    Result<json::bj::object> figure(const pack::Figure&, Detail);
    Result<PlanStatus> status(const pack::Measure&);
    void say(const PlanStatus&, json::bj::object&) const;
    Result<json::bj::object> measure(const pack::Measure&, Detail);
    json::bj::array contradictions(const std::string& measure) const;   // of one measure; of the whole plan when it is empty
    std::vector<const pack::Figure*> figures_of(const std::string& measure) const;
    // For reports: lines of numbers, each with its provenance.
    // Of a year, or as the figure itself is.
    Status add_numbers(const pack::Figure&, std::optional<int> year, const std::string& section, const std::string& question, const std::vector<std::string>& by, json::bj::array& out);
    Span span_of(const pack::Figure&) const;              // as the figure itself is
    Span span_in(const pack::Figure&, int year) const;    // in a year
    Result<json::bj::array> steps(std::optional<int> year = {});     // those that came through in that year; who waits at its end
    // Which agencies the events of a measure name: who recorded work on it, who delivered what it counts.
    Result<std::set<std::string>> agencies(const pack::Measure&);
    Result<std::map<std::string, std::map<int, int64_t>>> kroner(const std::string& event, const std::string& field, int first, int last);
    // Whether one of these counts of cases is too small to be told to this viewer.
    bool few(std::initializer_list<int64_t> counts) const {
        return !follows_ && std::any_of(counts.begin(), counts.end(), [&](int64_t n) { return n > 0 && n < below(); });
    }

private:
    PlanView(Folder& f, Moment m, std::string language, bool now, bool follows)
        : folder_(&f), pack_(f.pack()), moment_(std::move(m)), figures_(std::make_unique<Figures>(*pack_, *moment_.rows, moment_.day)), language_(std::move(language)), now_(now), follows_(follows) {}
    Date until() const { return now_ ? always.until : day().plus_days(1); }
    json::bj::object computed_from(const pack::Figure&, const Value_&, Span) const;
    Status add_parts(const pack::Figure&, Span, json::bj::object&);
    Status add_years(const pack::Figure&, json::bj::object&);
    // Of each year since its measures began; `held`: not shown, for so few people are in it.
    struct InYear { int year; Value_ v; bool held; };
    Result<std::vector<InYear>> years(const pack::Figure&);
    Status add_quarters(const pack::Figure&, const std::vector<InYear>&, json::bj::object&);
    Status add_earlier(const pack::Figure&, std::vector<InYear>&);
    Result<bool> held_back(const pack::Figure&, const Value_&, std::optional<int> year);
    int64_t below() const { return pack_->small_numbers.empty() ? 0 : pack_->small_numbers[0].below; }
    Status take_events(const std::vector<const pack::Figure*>&, Span, Recorded_&);
    Status name_the_late(const pack::Measure&, PlanStatus&);
    Folder* folder_;
    std::shared_ptr<const pack::Pack> pack_;
    Moment moment_;
    std::unique_ptr<Figures> figures_;
    std::string language_;
    bool now_;
    bool follows_;        // the viewer follows each case by its code: the whole country's small numbers are no news to them
};

// A basis as an answer shows it.
json::bj::object place_of(const pack::Basis&, const std::string& language);

}  // namespace soria::app
