// What is kept of a stream is given out as of a moment only when it is what the stream was then.
#include "app/service/known.hpp"

#include <doctest/doctest.h>

#include <deque>
#include <random>

using namespace soria;
using app::States;

namespace {

Stream stream(uint8_t n) {
    Stream s{StreamKind::case_, {}};
    s.id[0] = n;
    return s;
}

EventRecord event(const Stream& s, uint32_t version, uint64_t number) {
    EventRecord e;
    e.stream = s;
    e.version = version;
    e.number = number;
    return e;
}

void tell(States& states, EventRecord e) { states.happened({&e}); }

}  // namespace

TEST_CASE("a state is what it was read to be until something happens, and is none of an earlier moment") {
    States states;
    states.begin(10);
    states.keep(stream(1), {3, 7, 10}, domain::Case(), states.era());
    CHECK(states.find(stream(1))->as_of(10));
    CHECK(states.find(stream(1))->as_of(7));
    CHECK(!states.find(stream(1))->as_of(6));
    CHECK(!states.find(stream(1))->as_of(11));              // committed, and nobody has told whose it is
    tell(states, event(stream(2), 1, 11));
    CHECK(states.find(stream(1))->as_of(11));
    tell(states, event(stream(1), 4, 12));
    CHECK(states.find(stream(1))->version() == 4);
    CHECK(states.find(stream(1))->as_of(12));
    CHECK(!states.find(stream(1))->as_of(11));
}

TEST_CASE("whoever is kept is told what happens, of every kind of stream") {
    for (uint8_t kind = 0; kind < 64; ++kind) {
        States states;
        states.begin(10);
        Stream s{StreamKind(kind), {}};
        states.keep(s, {3, 7, 10}, domain::Case(), states.era());
        tell(states, event(s, 4, 11));
        auto known = states.find(s);
        CHECK_MESSAGE((!known || known->version() == 4), int(kind));
    }
    States states;
    states.begin(10);
    states.keep({StreamKind::peer, {}}, {3, 7, 10}, domain::Peer(), states.era());
    CHECK(states.find({StreamKind::peer, {}}));
}

TEST_CASE("before anything is told to be the ledger's end, nothing is known to be whole") {
    States states;
    states.keep(stream(1), {3, 7, 10}, domain::Case(), states.era());
    CHECK(!states.find(stream(1))->as_of(10));
}

TEST_CASE("what was read at an older moment than is told is asked for again, and then known") {
    States states;
    states.begin(10);
    states.keep(stream(1), {3, 7, 9}, domain::Case(), states.era());
    CHECK(!states.find(stream(1))->as_of(10));
    states.confirm(stream(1), {2, 6, 10});                  // of another version: says nothing
    CHECK(!states.find(stream(1))->as_of(10));
    states.confirm(stream(1), {3, 7, 10});
    CHECK(states.find(stream(1))->as_of(10));
    states.forget();
    CHECK(!states.find(stream(1)));
}

// A ledger of few streams that commits, tells later, and is read at any of its moments.
TEST_CASE("whatever order commits, tellings and readings come in, what is given out as of a moment is what was then") {
    std::mt19937_64 random(7);
    size_t given = 0, refused = 0;
    for (int run = 0; run < 200; ++run) {
        States states;
        std::vector<std::vector<uint64_t>> numbers(4);      // of each stream's events
        std::deque<EventRecord> untold;
        uint64_t size = 5;
        states.begin(size);
        auto version_at = [&](size_t s, uint64_t at) { return uint32_t(std::count_if(numbers[s].begin(), numbers[s].end(), [&](uint64_t n) { return n <= at; })); };
        std::vector<std::pair<uint64_t, uint64_t>> readers;  // moment, era
        for (int step = 0; step < 400; ++step) {
            size_t s = random() % numbers.size();
            switch (random() % 5) {
                case 0:
                    numbers[s].push_back(++size);
                    untold.push_back(event(stream(uint8_t(s)), uint32_t(numbers[s].size()), size));
                    break;
                case 1:
                    if (untold.empty()) break;
                    tell(states, std::move(untold.front()));
                    untold.pop_front();
                    break;
                case 2: readers.emplace_back(size, states.era()); break;
                default: {
                    if (readers.empty()) break;
                    auto [at, era] = readers[random() % readers.size()];
                    uint32_t version = version_at(s, at);
                    auto known = states.find(stream(uint8_t(s)));
                    if (known && known->as_of(at)) {
                        CHECK(known->version() == version);
                        ++given;
                        break;
                    }
                    ++refused;
                    if (version == 0) break;
                    States::Made made{version, numbers[s][version - 1], at};
                    if (known && known->version() == version) states.confirm(stream(uint8_t(s)), made);
                    else states.keep(stream(uint8_t(s)), made, domain::Case(), era);
                }
            }
        }
    }
    CHECK(given > 1000);
    CHECK(refused > 1000);
}
