#include "app/service/moment.hpp"

#include <algorithm>

namespace soria::app {
namespace {

// Folding takes about ten microseconds an event, and an answer has ten seconds.
constexpr uint64_t replayed_events_max = 300'000;

}  // namespace

Class class_of_duty(const pack::Pack& p, const std::string& id) {
    const auto* duty = p.duty(id);
    for (Class c : all_classes)
        if (duty && name_of(c) == duty->tells) return c;
    return Class::status;
}

std::string warnings_in_words(const pack::Pack& p, const std::string& ids, const std::string& language) {
    const auto* list = p.code_list("house-warning");
    std::string words;
    for (size_t at = 0; at < ids.size();) {
        std::string id = ids.substr(at, ids.find(' ', at) - at);
        at += id.size() + 1;
        const auto* code = list ? list->find(id) : nullptr;
        words += (words.empty() ? "" : ", ") + (code ? code->name.in(language) : id);
    }
    return words;
}

Result<json::bj::object> shown_person(Folder& f, const Moment& m, const domain::PersonRow& row, const domain::Person& p, const access::Viewer& v, const access::Bond& b) {
    auto d = TRY(access::disclose(row, f.policy(), v, b, f.opener()));
    auto verdict = f.policy().may_see(v, b, Class::statistical);
    int years = TRY(pack::Law(f.pack()).child_under(m.day));
    if (verdict.shown) d.fields["maybe_child"] = p.child(years, m.day);
    else d.withheld["maybe_child"] = verdict.rule;
    return d.answer();
}

const pack::SmallNumbers* small_numbers_for(Folder& f, const access::Viewer& v) {
    const auto& rules = f.pack()->small_numbers;
    return rules.empty() || f.policy().may_see(v, {}, Class::status).shown ? nullptr : &rules[0];
}

std::string small_among(Folder& f, const access::Viewer& v, std::initializer_list<int64_t> numbers) {
    const auto* rule = small_numbers_for(f, v);
    bool small = rule && std::any_of(numbers.begin(), numbers.end(), [&](int64_t n) { return n > 0 && n < rule->below; });
    return small ? rule->id : "";
}

Result<Moment> Moment::of_day(Folder& f, const Asked& a) {
    Moment m;
    m.day = f.today();
    if (!a.as_of) return m;
    if (*a.as_of > m.day) return invalid("lies in the future: today is " + m.day.text(), "as-of");
    m.day = *a.as_of;
    m.last = TRY(f.ledger().last_recorded_until(f.zone().start_of(m.day.plus_days(1)).us));
    return m;
}

Result<Moment> Moment::of_present(Folder& f, const Asked& a) {
    Moment m = TRY(of_day(f, a));
    auto now = TRY(f.ledger().snapshot());
    m.now = now.get();
    m.rows = std::move(now);
    return m;
}

Result<Moment> Moment::of(Folder& f, const Asked& a) {
    if (!a.as_of) return of_present(f, a);
    Moment m = TRY(of_day(f, a));
    if (m.last > replayed_events_max)
        return fail(Fault::limit, "as of that day, this look would fold " + std::to_string(m.last) + " events anew, and takes at most " +
                                      std::to_string(replayed_events_max) + "; the national figures, a case, a report and their law can be had as of any day", "as-of");
    m.rows = TRY(f.ledger().replayed(m.last));
    return m;
}

Result<std::unique_ptr<RowReader>> folded(Folder& f, std::vector<Stream> streams, uint64_t last) {
    streams.push_back({StreamKind::system, {}});        // it says which pack's zone a day is of
    return f.ledger().replayed(streams, last);
}

Result<bool> erased_by_now(Folder& f, const Moment& m, const PersonId& id) {
    std::unique_ptr<ledger::Snapshot> today;
    if (!m.now) today = TRY(f.ledger().snapshot());
    auto row = TRY(domain::get<domain::PersonRow>(m.now ? *m.rows : *today, {domain::value(id)}));
    return row && *row->erased;
}

Status Moment::show(Folder& f, const Loaded& loaded) {
    if (last == UINT64_MAX) return {};
    std::vector<Stream> streams;
    for (const auto& v : loaded.versions) streams.push_back(v.stream);
    for (const auto& [id, c] : loaded.world.cases)      // the house, for its code
        if (c.bed) streams.push_back({StreamKind::house, c.bed->first.value});
    now = nullptr;
    rows = TRY(folded(f, std::move(streams), last));
    return {};
}

Result<int64_t> Moment::figure(const std::string& cell) const {
    auto all = TRY(domain::get<domain::TotalRow>(*rows, {domain::value(cell)}));
    int64_t sum = all ? *all->total : 0;
    if (last == UINT64_MAX) return sum;
    constexpr size_t days_max = 100'000;
    auto later = TRY(rows->range(domain::table_of<domain::FigureRow>(), "", std::vector<Value>{domain::value(cell)}, domain::value(day.plus_days(1)),
                                 domain::value(Date(1'000'000)), days_max));
    for (const auto& r : later) sum -= *domain::from_row<domain::FigureRow>(r).delta;
    return sum;
}

}  // namespace soria::app
