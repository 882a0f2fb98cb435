// Time passes by events: each day once, with what falls on it, caught up after a stop.
#include <condition_variable>

#include "app/service/command.hpp"
#include "domain/law/follow.hpp"
#include "domain/law/events.hpp"
#include "domain/plan/events.hpp"
#include "domain/plan/plan_events.hpp"
#include "domain/plan/views.hpp"
#include "domain/protection/closing.hpp"
#include "domain/protection/views.hpp"

namespace soria::app {
namespace {

constexpr size_t page = 10'000;
constexpr int64_t idempotency_us_max = 90LL * 86'400 * 1'000'000;   // docs/decisions/0017-idempotency.md

using Streams = std::set<Stream>;

// Clocks or duties in that state, by their date, from a day to before another. Both tables have kind, id and name as their
// key, then state, and the date as their sixth column.
template <class R> Status each_by_date(RowReader& rows, std::string_view index, const char* state, Date from, Date until, const std::function<void(const R&)>& see) {
    Value in = domain::value(Name{state});
    std::vector<Value> after{in, domain::value(from.plus_days(-1))};
    for (;;) {
        auto found = TRY(rows.scan(domain::table_of<R>(), index, std::span(&in, 1), after, page));
        for (const auto& row : found) {
            if (std::get<int64_t>(row[5]) >= until.days()) return {};
            see(domain::from_row<R>(row));
            after = {row[3], row[5], row[0], row[1], row[2]};
        }
        if (found.size() < page) return {};
    }
}
const Date long_ago{-1'000'000};

// Streams with a running clock that has ended by that day.
Status ended_by(RowReader& rows, Date day, Streams& list) {
    return each_by_date<domain::ClockRow>(rows, "by_ends", "running", long_ago, day.plus_days(1),
                                          [&](const domain::ClockRow& c) { list.insert({StreamKind(*c.kind), *c.id}); });
}
// Streams with a running clock that warns on that day. A month back from different days may be the same day.
Status warned_on(RowReader& rows, const pack::Pack& p, Date day, Streams& list) {
    for (const auto& clock : p.clocks)
        for (const auto& before : clock.warns_at) {
            Date about = day + before;
            TRY(each_by_date<domain::ClockRow>(rows, "by_ends", "running", about.plus_days(-4), about.plus_days(5), [&](const domain::ClockRow& c) {
                                                   if (c.clock->value == clock.id && *c.ends - before == day) list.insert({StreamKind(*c.kind), *c.id});
                                               }));
        }
    return {};
}
// Streams with a duty whose day is over.
Status overdue_on(RowReader& rows, Date day, Streams& list) {
    return each_by_date<domain::DutyRow>(rows, "by_due", "due", long_ago, day, [&](const domain::DutyRow& d) { list.insert({StreamKind(*d.kind), *d.id}); });
}
// Milestones that nobody has reached by their day.
Status milestones_past(RowReader& rows, Date day, Streams& list) {
    std::vector<Value> set{domain::value(Name{"milestone"}), domain::value(Name{"set"})};
    auto found = TRY(rows.range(domain::table_of<domain::WorkRow>(), "by_due", set, domain::value(long_ago), domain::value(day), page));
    for (const auto& row : found) list.insert({StreamKind::milestone, *domain::from_row<domain::WorkRow>(row).id});
    return {};
}
// Streams on which a clock started or moved since the day before began: its warning may lie before the day it was recorded on.
Status started_since(Folder& f, uint64_t number, Streams& list) {
    return f.ledger().each(number + 1, f.ledger().size(), [&](const EventRecord& e) -> Status {
        if (e.type == domain::ClockStarted::type || e.type == domain::ClockMoved::type) list.insert(e.stream);
        return {};
    });
}

access::Viewer the_day() { return {"soria", "soria", "", "", "administration", "en"}; }

// Appends that wait for nothing but their number; the first that fails is told at the end.
class Appends {
public:
    explicit Appends(Folder& f) : folder_(f) {}
    ~Appends() { (void)wait(0); }
    void append(ledger::Pending p, ledger::Ledger::Again again) {
        (void)wait(waiting_max - 1);
        {
            std::lock_guard lock(mutex_);
            ++waiting_;
        }
        folder_.ledger().append(std::move(p), std::move(again), [this](Result<ledger::Receipt> r) {
            std::lock_guard lock(mutex_);
            if (!r && ok_) ok_ = tl::unexpected(r.error());
            --waiting_;
            wake_.notify_all();
        });
    }
    Status wait(size_t at_most = 0) {
        std::unique_lock lock(mutex_);
        wake_.wait(lock, [&] { return waiting_ <= at_most; });
        return ok_;
    }

private:
    static constexpr size_t waiting_max = 512;
    Folder& folder_;
    std::mutex mutex_;
    std::condition_variable wake_;
    size_t waiting_ = 0;
    Status ok_;
};

struct Passing {
    ledger::Pending pending;
    domain::Events events;
};
Result<Passing> what_passes(Folder& f, const Stream& s, Date day, Trust trust) {
    Loader loader(f, trust);
    TRY(loader.load(s));
    Loaded loaded = loader.take();
    const domain::Promises* p = nullptr;
    if (s.kind == StreamKind::person) p = &loaded.world.persons.at(s.id).promises;
    if (s.kind == StreamKind::case_) p = &loaded.world.cases.at(s.id).promises;
    Passing out;
    if (p) out.events = domain::pass_day(s, *p, s.kind == StreamKind::person ? &loaded.world.persons.at(s.id) : nullptr, day, pack::Law(f.pack()));
    if (s.kind == StreamKind::milestone)
        if (const auto& m = loaded.world.works.at(s.id); m.state == "set" && *m.due < day) out.events.add_on(s, domain::MilestoneOverdue{MeasureRef{m.measure}});
    out.pending = TRY(pending_of(f, out.events, loaded.versions, the_day(), std::nullopt, day));
    return out;
}

Status pass_stream(Folder& f, const Stream& s, Date day, DayPassed& out, Appends& appends) {
    auto passing = TRY(what_passes(f, s, day, Trust::snapshot));
    if (passing.events.list.empty()) return {};
    for (const auto& e : passing.events.list) {
        if (e.type->number == domain::ClockWarned::type) ++out.warnings;
        if (e.type->number == domain::ClockExpired::type) ++out.expiries;
        if (e.type->number == domain::DutyOverdue::type || e.type->number == domain::MilestoneOverdue::type) ++out.overdue;
    }
    appends.append(std::move(passing.pending), [&f, s, day]() -> Result<ledger::Pending> {
        auto anew = TRY(what_passes(f, s, day, Trust::writing));
        return std::move(anew.pending);
    });
    return {};
}

// The number of the event with which the last day began.
Result<uint64_t> last_began(Folder& f, uint32_t version) {
    auto events = TRY(f.ledger().load({StreamKind::system, {}}, version));
    if (events.empty()) return fail(Fault::damaged, "the folder has no first day");
    return events.back().number;
}

// Cases that have something of an agency: on the team, or asked for what is not done.
Status cases_of(RowReader& rows, const std::string& agency, Streams& list) {
    Value of = domain::value(AgencyRef{agency});
    auto team = TRY(domain::scan<domain::TeamRow>(rows, "", {of}, page));
    for (const auto& t : team) list.insert({StreamKind::case_, t.id->value});
    for (const char* state : {"offered", "accepted"}) {
        auto referrals = TRY(domain::scan<domain::ReferralRow>(rows, "by_to", {of, domain::value(Name{state})}, page));
        for (const auto& r : referrals) list.insert({StreamKind::case_, r.id->value});
    }
    for (const char* state : {"ordered", "accepted"}) {
        auto orders = TRY(domain::scan<domain::OrderRow>(rows, "by_provider", {of, domain::value(Name{state})}, page));
        for (const auto& o : orders) list.insert({StreamKind::case_, o.id->value});
    }
    return {};
}

Result<Passing> what_closing_brings(Folder& f, const Stream& s, const pack::Agency& agency, Date day, Trust trust) {
    Loader loader(f, trust);
    TRY(loader.add(s));
    Loaded loaded = loader.take();
    pack::Law law(f.pack());
    auto v = the_day();
    domain::Context x{law, {day, Precision::day}, day, {v.user, v.agency, v.kind, v.role, v.purpose}, f, v.language};
    auto decided = TRY(domain::agency_closes(loaded.world, CaseId{s.id}, agency, x));
    Passing out;
    out.events = std::move(decided.events);
    out.pending = TRY(pending_of(f, out.events, loaded.versions, v, std::nullopt, day));
    return out;
}

// Agencies whose last day has passed: their cases go on with the successor, and what they had not done comes back. Each case
// changes, so the next look finds the rest.
Status close_agencies(Folder& f, Date day) {
    for (const auto& agency : f.pack()->agencies) {
        if (agency.open_on(day)) continue;
        for (bool changed = true; changed;) {
            changed = false;
            Streams cases;
            {
                auto rows = TRY(f.ledger().snapshot());
                TRY(cases_of(*rows, agency.id, cases));
            }
            Appends appends(f);
            for (const auto& s : cases) {
                auto closing = TRY(what_closing_brings(f, s, agency, day, Trust::snapshot));
                if (closing.events.list.empty()) continue;
                changed = true;
                appends.append(std::move(closing.pending), [&f, s, &agency, day]() -> Result<ledger::Pending> {
                    auto anew = TRY(what_closing_brings(f, s, agency, day, Trust::writing));
                    return std::move(anew.pending);
                });
            }
            TRY(appends.wait());
        }
    }
    return {};
}

// Everything that falls on that day, after it has begun. `since`: when the day before began.
Status pass_day(Folder& f, Date day, uint64_t since, bool unfinished, DayPassed& out) {
    Streams due;
    {
        auto rows = TRY(f.ledger().snapshot());
        TRY(ended_by(*rows, day, due));
        TRY(warned_on(*rows, *f.pack(), day, due));
        if (unfinished) TRY(warned_on(*rows, *f.pack(), day.plus_days(-1), due));   // the process may have stopped within that day's work
        TRY(overdue_on(*rows, day, due));
        TRY(milestones_past(*rows, day, due));
    }
    TRY(started_since(f, since, due));
    Appends appends(f);
    for (const auto& s : due) TRY(pass_stream(f, s, day, out, appends));
    return appends.wait();
}

}  // namespace

Result<DayPassed> pass_days(Folder& f, Date day) {
    std::lock_guard lock(f.day_mutex());
    DayPassed out;
    auto rows = TRY(f.ledger().snapshot());
    auto last = TRY(domain::get<domain::FolderRow>(*rows, {domain::value(Name{"day"})}));
    if (!last) return fail(Fault::damaged, "the folder has no first day");
    rows.reset();
    Date begun{int32_t(*last->number)};
    if (day < begun) return refuse("days-forward", "a day that has begun is not taken back; it is " + begun.text());
    if (days_between(begun, day) > 20'000) return fail(Fault::limit, "that is more than fifty years ahead");
    // Days on which nothing falls are passed in one step: what is due between is recorded on the day it is due.
    for (Date d = begun.plus_days(1); d <= day; d = d.plus_days(1)) {
        if (f.own_clock()) f.set_day(d);
        uint32_t version = TRY(f.ledger().version_of({StreamKind::system, {}}));
        domain::Events began;
        began.add_on({StreamKind::system, {}}, domain::DayBegan{d});
        auto pending = TRY(pending_of(f, began, {{{StreamKind::system, {}}, version}}, the_day(), std::nullopt, d));
        uint64_t since = TRY(last_began(f, version));
        auto receipt = f.ledger().append(std::move(pending), {}).get();
        if (!receipt) return tl::unexpected(receipt.error());
        TRY(pass_day(f, d, since, out.days == 0, out));
        TRY(close_agencies(f, d));
        ++out.days;
    }
    if (out.days > 0) TRY(f.ledger().forget_requests(f.now_us() - idempotency_us_max, import_actor));
    return out;
}

}  // namespace soria::app
