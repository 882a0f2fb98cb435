// What is counted of events, as an event, a field, a sum, a first and a time between two.
#include <algorithm>
#include <map>

#include <doctest/doctest.h>

#include "domain/core/evolve.hpp"
#include "domain/core/tally.hpp"
#include "domain/law/events.hpp"
#include "domain/protection/events.hpp"

using namespace soria;
using namespace soria::domain;

namespace {

// Rows by table and key, as a store would keep them.
class Kept : public RowReader {
public:
    Result<std::optional<Row>> get(const Table& t, std::span<const Value> key) override {
        auto found = tables[t.name].find(Row(key.begin(), key.end()));
        return found == tables[t.name].end() ? std::optional<Row>{} : std::optional<Row>(found->second);
    }
    Result<std::vector<Row>> scan(const Table&, std::string_view, std::span<const Value>, std::span<const Value>, size_t) override { return std::vector<Row>{}; }
    Result<std::vector<Row>> range(const Table&, std::string_view, std::span<const Value>, const Value&, const Value&, size_t) override { return std::vector<Row>{}; }
    void apply(const std::vector<Change>& changes) {
        for (const auto& c : changes) {
            auto& rows = tables[c.table->name];
            Row key(c.row.begin(), c.row.begin() + long(c.table->key_columns));
            if (c.kind == Change::Kind::remove) rows.erase(key);
            else if (auto there = rows.find(key); c.kind == Change::Kind::add && there != rows.end()) add_last(there->second, c.row);
            else rows[key] = c.row;
        }
    }
    struct Less {
        bool operator()(const Row& a, const Row& b) const {
            return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(), [](auto& x, auto& y) {
                if (x.index() != y.index()) return x.index() < y.index();
                if (x.index() == 1) return std::get<1>(x) < std::get<1>(y);
                if (x.index() == 2) return std::get<2>(x) < std::get<2>(y);
                return x.index() == 3 && std::get<3>(x).bytes < std::get<3>(y).bytes;
            });
        }
    };
    std::map<std::string_view, std::map<Row, Row, Less>> tables;
};

constexpr int64_t day_us = 86'400'000'000;

class Counting {
public:
    // Counts one event of stream `which` on that day, and says how many rows of the counts it touched.
    template <class E> size_t count(uint8_t which, int32_t day, const E& e) {
        EventRecord r;
        r.number = ++number_;
        r.stream.kind = E::stream;
        r.stream.id[0] = which;
        r.type = E::type;
        r.type_version = type_of<E>().version;
        r.recorded_us = day * day_us;
        r.clear = split(event_fields<E>(), &e, {}, {}).clear;
        DayOf by_pack = [](const std::string&, int64_t us) { return Result<Date>(Date(int32_t(us / day_us))); };
        Rows rows(kept, [](const EventRecord&, const SealedField&) { return Blob{}; }, by_pack);
        auto ok = tally(rows, r);
        REQUIRE(ok);
        size_t counted = size_t(std::count_if(rows.changes.begin(), rows.changes.end(), [](auto& c) { return c.table == &table_of<CountRow>(); }));
        kept.apply(rows.changes);
        return counted;
    }
    // Of a type, over all days: part, cell -> how many.
    template <class E> std::map<std::pair<std::string, std::string>, int64_t> counts() {
        std::map<std::pair<std::string, std::string>, int64_t> out;
        for (const auto& [key, row] : kept.tables[CountRow::table]) {
            auto c = from_row<CountRow>(row);
            if (*c.type == E::type) out[{c.part->value, c.cell->value}] += *c.n;
        }
        return out;
    }
    Kept kept;

private:
    uint64_t number_ = 0;
};

using Counts = std::map<std::pair<std::string, std::string>, int64_t>;

ServiceOrdered ordered(int32_t order, const char* service) { return {order, AgencyRef{"clinic"}, ServiceRef{service}, std::string("Made up.")}; }
ServiceDelivered delivered(int32_t order) { return {order, AgencyRef{"clinic"}, std::string("Made up.")}; }

}  // namespace

TEST_CASE("an event is counted by its clear fields together, and a sealed one never") {
    Counting c;
    FindingRecorded f{Code<"finding">{"presumed"}, AgencyRef{"rosa"}, RuleRef{}, std::string("nobody counts this")};
    c.count(1, 10, f);
    c.count(2, 11, f);
    f.finding = Code<"finding">{"identified"};
    c.count(1, 12, f);
    CHECK(c.counts<FindingRecorded>() == Counts{{{"", "finding=presumed;agency=rosa"}, 2}, {{"", "finding=identified;agency=rosa"}, 1},
                                                {{"first", "finding=presumed"}, 2}, {{"first", "finding=identified"}, 1}});
    for (const auto& [table, rows] : c.kept.tables)
        for (const auto& [key, row] : rows)
            for (const auto& v : row)
                if (const auto* text = std::get_if<std::string>(&v)) CHECK(text->find("nobody") == std::string::npos);
}

TEST_CASE("the first of its stream counts once, for each value of what parts it") {
    Counting c;
    FindingRecorded f{Code<"finding">{"presumed"}, AgencyRef{"rosa"}, RuleRef{}, std::string()};
    for (int day : {10, 11, 12}) c.count(1, day, f);
    CHECK(c.counts<FindingRecorded>()[{"first", "finding=presumed"}] == 1);
    CHECK(c.counts<FindingRecorded>()[{"", "finding=presumed;agency=rosa"}] == 3);
}

TEST_CASE("what there is much of is counted by two fields together and by each other one alone") {
    Counting c;
    PersonRegistered p;
    p.gender = Code<"gender">{"woman"};
    p.age_band = Code<"age-band">{"18-24"};
    p.citizenship_group = Code<"citizenship-group">{"other"};
    p.maybe_child = false;
    size_t touched = c.count(1, 10, p);
    p.gender = Code<"gender">{"man"};
    p.maybe_child = true;
    c.count(2, 10, p);
    auto counts = c.counts<PersonRegistered>();
    CHECK(counts == Counts{{{"", "gender=woman;age_band=18-24"}, 1}, {{"", "gender=man;age_band=18-24"}, 1}, {{"by.citizenship_group", "citizenship_group=other"}, 2},
                           {{"by.maybe_child", "maybe_child=true"}, 1}});
    CHECK(touched == 2);
}

TEST_CASE("days are counted from the first of the one to the first of the other, each order for itself") {
    Counting c;
    c.count(1, 10, ordered(1, "health-care"));
    c.count(1, 12, ordered(2, "housing"));
    c.count(2, 20, ordered(1, "health-care"));
    c.count(1, 15, delivered(2));
    c.count(1, 17, delivered(1));
    c.count(1, 30, delivered(1));        // once more: it was delivered already
    auto counts = c.counts<ServiceDelivered>();
    CHECK(counts[{"days.ServiceOrdered", "days=3"}] == 1);
    CHECK(counts[{"days.ServiceOrdered", "days=7"}] == 1);
    int64_t all = 0;
    for (const auto& [cell, n] : counts) all += cell.first == "days.ServiceOrdered" ? n : 0;
    CHECK(all == 2);
}

TEST_CASE("what can begin again is measured from its last beginning, and each beginning once") {
    Counting c;
    ApplicationLodged lodged{Code<"application">{"reflection-period"}, AgencyRef{"rosa"}};
    ApplicationDecided decided{Code<"application">{"reflection-period"}, false, AgencyRef{"udi"}};
    c.count(1, 10, lodged);
    c.count(1, 14, decided);
    c.count(1, 20, decided);             // of nothing that was lodged
    c.count(1, 30, lodged);
    c.count(1, 32, lodged);
    decided.granted = true;
    c.count(1, 40, decided);
    auto counts = c.counts<ApplicationDecided>();
    CHECK(counts[{"days.ApplicationLodged", "application=reflection-period;days=4"}] == 1);
    CHECK(counts[{"days.ApplicationLodged", "application=reflection-period;days=8"}] == 1);
    int64_t all = 0;
    for (const auto& [cell, n] : counts) all += cell.first == "days.ApplicationLodged" ? n : 0;
    CHECK(all == 2);
}

TEST_CASE("two clocks that run at once are two") {
    Counting c;
    auto started = [](const char* clock) { return ClockStarted{Name{clock}, Date(0), Date(99), RuleRef{}, AgencyRef{"udi"}}; };
    c.count(1, 10, started("reflection-period"));
    c.count(1, 12, started("permit"));
    c.count(1, 20, ClockEnded{Name{"permit"}, Date(20), Name{"CaseClosed"}});
    c.count(1, 21, ClockEnded{Name{"reflection-period"}, Date(21), Name{"CaseClosed"}});
    auto counts = c.counts<ClockEnded>();
    CHECK(counts[{"days.ClockStarted", "clock=permit;days=8"}] == 1);
    CHECK(counts[{"days.ClockStarted", "clock=reflection-period;days=11"}] == 1);
}

TEST_CASE("a value cannot forge a cell: the signs that part cells are taken out of it, and it is cut between letters") {
    Counting c;
    FindingRecorded f{Code<"finding">{"a;finding=b"}, AgencyRef{"x"}, RuleRef{}, std::string()};
    c.count(1, 10, f);
    CHECK(c.counts<FindingRecorded>().count({"", "finding=a finding b;agency=x"}) == 1);
    std::string letters(119, 'a');
    f.finding = Code<"finding">{letters + "\xC3\xA5"};
    c.count(2, 10, f);
    CHECK(c.counts<FindingRecorded>().count({"", "finding=" + letters + ";agency=x"}) == 1);
}

TEST_CASE("what can be counted is what a pack may ask for") {
    const auto& all = counted();
    CHECK(all.size() == event_types().size());
    CHECK(all.at("PersonRegistered").groups == std::vector<std::vector<std::string>>{{"gender", "age_band"}, {"citizenship_group"}, {"maybe_child"}});
    CHECK(all.at("FindingRecorded").groups.size() == 1);
    CHECK(all.at("FindingRecorded").first_by == "finding");
    CHECK(all.at("ServiceDelivered").days.count("ServiceOrdered") == 1);
    CHECK(all.at("FindingRecorded").fields.count("grounds") == 0);
    CHECK(all.at("PersonRegistered").fields.count("full_name") == 0);
}
