// A desk's line is gone once somebody has opened the case: which looks count, and how far back they are searched.
#include "app/service/opened.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace soria;

namespace {

constexpr int64_t second_us = 1'000'000, since_us = 1000 * second_us, always_us = INT64_MAX;

// A journal, the last recorded at the end; counts how many were read.
struct Journal final : ledger::Looks {
    std::vector<ledger::ReadEntry> recorded;
    size_t read = 0;

    void look(int64_t at_us, const char* agency, const char* what = "case page") { recorded.push_back({at_us, "somebody", agency, "assistance", what, {Id{}}}); }
    Status of(const Id& subject, const std::function<bool(const ledger::ReadEntry&)>& more) override {
        for (auto r = recorded.rbegin(); r != recorded.rend(); ++r) {
            if (std::count(r->subjects.begin(), r->subjects.end(), subject) == 0) continue;
            ++read;
            if (!more(*r)) break;
        }
        return {};
    }
    bool opened(int64_t over_us = always_us) { return *app::case_opened(*this, "rosa", Id{}, since_us, over_us); }
};

}  // namespace

TEST_CASE("a look at the case's page by the agency, after it happened, takes it off the desk") {
    Journal j;
    CHECK(!j.opened());
    j.look(since_us, "rosa");
    j.look(since_us + 1, "clinic");
    j.look(since_us + 1, "rosa", "list of readers");
    CHECK(!j.opened());
    j.look(since_us + 1, "rosa");
    CHECK(j.opened());
    CHECK(!j.opened(since_us + 1));                          // as of a day that ended before
}

TEST_CASE("a look that was recorded before an older one counts") {
    Journal j;
    j.look(since_us + 1, "rosa");
    j.look(since_us - 59 * second_us, "clinic");             // made a minute earlier, and recorded after it
    CHECK(j.opened());
}

TEST_CASE("looks from before it happened are not searched to their end") {
    Journal j;
    for (int i = 0; i < 500; ++i) j.look(since_us - 3600 * second_us + i, "rosa");
    CHECK(!j.opened());
    CHECK(j.read == 1);
}

TEST_CASE("of looks that do not count, so many are searched and no more") {
    Journal j;
    j.look(since_us + 1, "rosa");
    for (int i = 0; i < 5000; ++i) j.look(since_us + 2 + i, "clinic");
    CHECK(!j.opened());
    CHECK(j.read == 2000);
}
