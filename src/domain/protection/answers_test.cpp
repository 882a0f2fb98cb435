// What is kept of the answer to a referral, for whoever offered it.
#include <doctest/doctest.h>

#include "domain/core/evolve.hpp"
#include "domain/protection/events.hpp"
#include "domain/protection/support_events.hpp"
#include "domain/protection/support_views.hpp"

using namespace soria;
using namespace soria::domain;

namespace {

// The rows that these events put, by table and key.
class Kept_ : public RowReader {
public:
    Result<std::optional<Row>> get(const Table& t, std::span<const Value> key) override {
        for (const auto& [table, row] : rows)
            if (table == t.name && std::equal(key.begin(), key.end(), row.begin())) return std::optional<Row>(row);
        return std::optional<Row>{};
    }
    Result<std::vector<Row>> scan(const Table&, std::string_view, std::span<const Value>, std::span<const Value>, size_t) override { return std::vector<Row>{}; }
    Result<std::vector<Row>> range(const Table&, std::string_view, std::span<const Value>, const Value&, const Value&, size_t) override { return std::vector<Row>{}; }
    template <class E> void happens(const std::string& agency, int64_t recorded_us, const E& e) {
        EventRecord r;
        r.number = ++number_;
        r.stream = {StreamKind::case_, Id{7}};
        r.type = E::type;
        r.type_version = type_of<E>().version;
        r.recorded_us = recorded_us;
        r.agency = agency;
        r.clear = split(event_fields<E>(), &e, {}, {}).clear;
        auto changes = fold(r, *this, [](const EventRecord&, const SealedField&) { return Blob{}; }, {});
        REQUIRE_MESSAGE(changes, (changes ? "" : changes.error().text()));
        for (const auto& c : *changes) {
            std::erase_if(rows, [&](auto& kept) { return kept.first == c.table->name && std::equal(c.row.begin(), c.row.begin() + long(c.table->key_columns), kept.second.begin()); });
            if (c.kind != Change::Kind::remove) rows.emplace_back(c.table->name, c.row);
        }
    }
    std::vector<AnswerRow> answers() const {
        std::vector<AnswerRow> list;
        for (const auto& [table, row] : rows)
            if (table == AnswerRow::table) list.push_back(from_row<AnswerRow>(row));
        return list;
    }
    std::vector<std::pair<std::string_view, Row>> rows;

private:
    uint64_t number_ = 0;
};

}  // namespace

TEST_CASE("the answer to a referral is kept for whoever offered it, with who answered and when it was recorded") {
    constexpr int64_t day_us = 86'400'000'000;
    Kept_ r;
    r.happens("shelter", day_us, ReferralOffered{1, AgencyRef{"shelter"}, AgencyRef{"clinic"}, ServiceRef{"health-care"}, std::vector<ClassRef>{ClassRef{"health"}}, std::string()});
    r.happens("shelter", day_us, ReferralOffered{2, AgencyRef{"shelter"}, AgencyRef{"iom"}, ServiceRef{"return-assistance"}, std::vector<ClassRef>{}, std::string()});
    CHECK(r.answers().empty());
    r.happens("clinic", 3 * day_us + 5, ReferralAccepted{1, AgencyRef{"clinic"}});
    r.happens("iom", 4 * day_us, ReferralDeclined{2, AgencyRef{"iom"}, Code<"decline-reason">{"full"}});
    auto kept = r.answers();
    REQUIRE(kept.size() == 2);
    CHECK(kept[0].agency->value == "shelter");
    CHECK(kept[0].by->value == "clinic");
    CHECK(kept[0].service->value == "health-care");
    CHECK(kept[0].answer->value == "accepted");
    CHECK(*kept[0].day == Date(3));
    CHECK(*kept[0].since_us == 3 * day_us + 5);
    CHECK(kept[1].by->value == "iom");
    CHECK(kept[1].answer->value == "declined");
    CHECK(*kept[1].day == Date(4));
    auto row = r.get(table_of<ReferralRow>(), std::vector<Value>{value(Id{7}), value(int32_t(2))});
    REQUIRE((row && *row));
    auto declined = from_row<ReferralRow>(**row);
    CHECK(declined.state->value == "declined");
    CHECK(declined.reason->value == "full");
    r.happens("clinic", 9 * day_us, ReferralCompleted{1, AgencyRef{"clinic"}, std::string()});      // later acts are on the case, not news of the answer
    CHECK(r.answers().size() == 2);
}
