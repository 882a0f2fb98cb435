// A case page asks no table whose rows no event of the case can have made: held against every event of a demonstration.
#include "app/service/made_by.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "app/jobs/jobs.hpp"
#include "app/service/folder.hpp"
#include "ledger/memory_rows.hpp"
#include "pack/kept.hpp"

using namespace soria;
using namespace soria::domain;

namespace {

struct Made {
    const Table* table;
    bool (*by)(uint16_t event);
    size_t seen = 0;
};
template <class... R> std::vector<Made> all_made() { return {{&table_of<R>(), &app::makes<R>}...}; }

bool names(const Row& row, const Id& id) {
    return std::any_of(row.begin(), row.end(), [&](const Value& v) { return v == value(id); });
}

}  // namespace

TEST_CASE("a row of a case page is made by the event that says so, on the row's own stream, and by no other") {
    auto dir = std::filesystem::temp_directory_path() / ("soria-made-by-" + std::to_string(::getpid()));
    std::filesystem::remove_all(dir);
    auto bytes = pack::bundle(std::filesystem::path(SORIA_ROOT) / "packs/norway-2006");
    REQUIRE(bytes);
    auto ok = app::Folder::create(dir, *bytes, "demonstration", "test", *Date::parse("2006-01-01"));
    REQUIRE(ok);
    std::ostringstream said;
    auto made = app::make_demonstration(dir, 11, 240, said);
    REQUIRE_MESSAGE(made, (made ? "" : made.error().text()));
    auto tables = all_made<FindingRow, ConsentRow, ReviewRow, RelationRow, ClockRow, DutyRow, ReferralRow, OrderRow, ThreatRow, RedressRow, NeedRow, StepRow, FollowUpRow,
                           LetterRow, SafetyPlanRow, ReturnChannelRow, CounselRow, NoteRow>();
    {
        auto fold = app::fold_in(dir);
        auto f = app::Folder::open({dir, false});
        REQUIRE(f);
        ledger::MemoryRows rows;
        auto folded = (*f)->ledger().each(1, (*f)->ledger().size(), [&](const EventRecord& e) -> Status {
            auto changes = TRY(fold(e, rows));
            for (auto& c : changes) {
                auto m = std::find_if(tables.begin(), tables.end(), [&](auto& t) { return t.table == c.table; });
                if (m != tables.end() && c.kind == Change::Kind::put) {
                    auto before = TRY(rows.get(*c.table, std::span(c.row).first(c.table->key_columns)));
                    if (!before) {
                        CHECK_MESSAGE(m->by(e.type), "event type " << e.type << " makes a row of " << c.table->name);
                        CHECK_MESSAGE(names(c.row, e.stream.id), "a row of " << c.table->name << " is of another stream than its event");
                        ++m->seen;
                    }
                }
                rows.apply(std::move(c));
            }
            return {};
        });
        CHECK(folded);
    }
    for (const auto& m : tables) CHECK_MESSAGE(m.seen > 0, "no row of " << m.table->name << " was made: the test says nothing of it");
    std::filesystem::remove_all(dir);
}
