// Time passes by events: each day once, with what falls on it, caught up after a stop.
#include "app/service/command.hpp"
#include "domain/law/follow.hpp"
#include "domain/law/events.hpp"
#include "domain/plan/events.hpp"
#include "domain/protection/views.hpp"

namespace soria::app {
namespace {

constexpr size_t page = 100'000;
constexpr int64_t idempotency_us_max = 90LL * 86'400 * 1'000'000;   // docs/decisions/0017-idempotency.md

// Streams with a running clock that ends or warns by that day, or a duty whose day is over.
Result<std::set<Stream>> due_on(Folder& f, Date day) {
    std::set<Stream> list;
    auto rows = TRY(f.ledger().snapshot());
    Period furthest{};
    for (const auto& c : f.pack()->clocks)
        for (const auto& w : c.warns_at) furthest = std::max(furthest, w);
    Date until = day + furthest;
    Value from = domain::value(Date(-1'000'000));
    for (Value lower = from;;) {
        auto found = TRY(rows->range(domain::table_of<domain::ClockRow>(), "by_ends", std::vector<Value>{domain::value(Name{"running"})}, lower,
                                     domain::value(until.plus_days(1)), page));
        Date last;
        for (const auto& row : found) {
            auto c = domain::from_row<domain::ClockRow>(row);
            list.insert({StreamKind(*c.kind), *c.id});
            last = *c.ends;
        }
        if (found.size() < page) break;
        Value next = domain::value(last);
        lower = next == lower ? domain::value(last.plus_days(1)) : next;
    }
    for (Value lower = from;;) {
        auto found = TRY(rows->range(domain::table_of<domain::DutyRow>(), "by_due", std::vector<Value>{domain::value(Name{"due"})}, lower,
                                     domain::value(day), page));
        Date last;
        for (const auto& row : found) {
            auto d = domain::from_row<domain::DutyRow>(row);
            list.insert({StreamKind(*d.kind), *d.id});
            last = *d.due;
        }
        if (found.size() < page) break;
        Value next = domain::value(last);
        lower = next == lower ? domain::value(last.plus_days(1)) : next;
    }
    return list;
}

access::Viewer the_day() { return {"soria", "soria", "", "", "administration", "en"}; }

Status pass_stream(Folder& f, const Stream& s, Date day, DayPassed& out) {
    pack::Law law(f.pack());
    auto decide = [&f, s, day, law]() -> Result<std::pair<ledger::Pending, domain::Events>> {
        Loader loader(f);
        TRY(loader.add(s));
        Loaded loaded = loader.take();
        const domain::Promises* p = nullptr;
        if (s.kind == StreamKind::person) p = &loaded.world.persons.at(s.id).promises;
        if (s.kind == StreamKind::case_) p = &loaded.world.cases.at(s.id).promises;
        domain::Events events = p ? domain::pass_day(s, *p, day, law) : domain::Events{};
        std::vector<ledger::Pending::Expected> versions;
        for (const auto& v : loaded.versions)
            if (v.stream == s) versions.push_back(v);
        auto pending = TRY(pending_of(f, events, versions, the_day(), std::nullopt, day));
        return std::make_pair(std::move(pending), std::move(events));
    };
    auto decided = TRY(decide());
    if (decided.second.list.empty()) return {};
    for (const auto& e : decided.second.list) {
        if (e.type->number == domain::ClockWarned::type) ++out.warnings;
        if (e.type->number == domain::ClockExpired::type) ++out.expiries;
        if (e.type->number == domain::DutyOverdue::type) ++out.overdue;
    }
    auto again = [decide]() -> Result<ledger::Pending> {
        auto d = TRY(decide());
        return std::move(d.first);
    };
    auto receipt = f.ledger().append(std::move(decided.first), again).get();
    if (!receipt) return tl::unexpected(receipt.error());
    return {};
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
        auto receipt = f.ledger().append(std::move(pending), {}).get();
        if (!receipt) return tl::unexpected(receipt.error());
        auto due = TRY(due_on(f, d));
        for (const auto& s : due) TRY(pass_stream(f, s, d, out));
        ++out.days;
    }
    if (out.days > 0) TRY(f.ledger().forget_requests(f.now_us() - idempotency_us_max, import_actor));
    return out;
}

}  // namespace soria::app
