// Decision 27: power cuts and full disks, by a VFS that knows what a disk would hold (testing/disk.hpp).
#include <doctest/doctest.h>

#include <array>

#include "ledger/testing/disk.hpp"
#include "ledger/testing/load.hpp"

using namespace soria;
using namespace soria::ledger;
using namespace soria::testing;
namespace fs = std::filesystem;

namespace {

constexpr int cuts_in_a_row = 3;       // on one folder, so that a cut also meets what the last one left
constexpr int writers = 64;
enum class Mutant { none, normal, off, answer_before_commit };

struct Tally {
    int cuts = 0;
    size_t commands = 0, reads = 0, lost = 0, cuts_with_loss = 0;
};

struct Cutter {
    Scratch scratch;
    Mutant mutant;
    uint64_t operations_most = 0;      // of a run without a cut
    Tally tally;
    std::string name = "power";

    explicit Cutter(Mutant m) : mutant(m) {
        auto o = load_options(scratch.path / "new");
        REQUIRE(Ledger::create(o, "test.example/durability"));
        auto l = Ledger::open(o);
        REQUIRE(l);
        Load first(1, "before");
        first.run(**l, nullptr, 4, 2);
        REQUIRE(first.answered() == 8);
    }

    // One run on the folder `at`, cut at its `cut_at`th operation; leaves what the disk holds in `at`.
    void run(const fs::path& at, Load& load, uint64_t seed, uint64_t cut_at) {
        std::mt19937_64 random(seed);
        Disk disk(name, seed, mutant == Mutant::normal ? Disk::Syncing::normal : mutant == Mutant::off ? Disk::Syncing::off : Disk::Syncing::as_asked);
        if (random() % 4) disk.write_back_every(8 + int(random() % 60));
        if (mutant == Mutant::answer_before_commit) {
            disk.committing = [&] { load.committing(disk); };
            disk.committing_file = "soria.db";
        }
        disk.cut_after(cut_at);
        auto o = load_options(at, name);
        o.batch_max = std::array<size_t, 4>{8, 16, 64, 512}[random() % 4];
        if (mutant == Mutant::answer_before_commit) o.fold = load.fold();
        bool close_first = random() % 2;
        {
            auto l = Ledger::open(o);
            if (l) load.run(**l, &disk, writers, 2);
            if (!close_first) disk.cut_now();
        }
        disk.cut_now();
        operations_most = std::max(operations_most, disk.operations());
        disk.remains(at, scratch.path / "left", seed);
        fs::remove_all(at);
        fs::rename(scratch.path / "left", at);
    }

    void group(uint64_t seed, int cuts) {
        auto at = scratch.path / "data";
        copy_folder(scratch.path / "new", at);
        std::vector<std::unique_ptr<Load>> loads;
        std::mt19937_64 random(seed);
        if (operations_most == 0)      // once, to know how far runs go
            for (uint64_t s = 1; s <= 12; ++s) {
                Load dry(s, "dry");
                run(at, dry, s, UINT64_MAX / 2);
                copy_folder(scratch.path / "new", at);
            }
        for (int i = 0; i < cuts; ++i) {
            uint64_t cut_at = random() % (operations_most + 1), run_seed = random();
            loads.push_back(std::make_unique<Load>(run_seed, "s" + std::to_string(seed) + "c" + std::to_string(i)));
            run(at, *loads.back(), run_seed, cut_at);
            check(at, loads, seed, i, cut_at);
        }
    }

    void check(const fs::path& at, const std::vector<std::unique_ptr<Load>>& loads, uint64_t seed, int i, uint64_t cut_at) {
        // On a copy: the next run shall meet what the cut left, not what opening it makes of that.
        auto copy = scratch.path / "check";
        copy_folder(at, copy);
        Found found;
        {
            auto l = Ledger::open(load_options(copy));
            if (l) found = compare(**l, loads, i == cuts_in_a_row - 1);
            else found.what.push_back(l.error().text()), ++found.lost;
            Sent next = loads.back()->make(1000, 0);
            if (l && !loads.back()->send(**l, next)) found.what.push_back("the ledger does not go on");
        }
        ++tally.cuts;
        tally.commands += loads.back()->answered();
        for (const auto& k : loads.back()->looked) tally.reads += k.number > 0;
        tally.lost += found.lost;
        tally.cuts_with_loss += !found.clean();
        if (mutant == Mutant::none) CHECK_MESSAGE(found.clean(), "seed " << seed << ", cut " << i << " at operation " << cut_at << ": " << found.text());
    }
};

}  // namespace

TEST_CASE("power cuts: what was acknowledged is there, the rest is whole or absent, the ledger verifies") {
    Cutter c(Mutant::none);
    int cuts = scaled(1000);
    for (uint64_t seed = 1; c.tally.cuts < cuts; ++seed) c.group(seed, std::min(cuts_in_a_row, cuts - c.tally.cuts));
    CHECK(c.tally.commands > 0);
    CHECK(c.tally.reads > 0);
    CHECK(c.tally.lost == 0);
    MESSAGE(c.tally.cuts << " cuts, " << c.tally.commands << " commands and " << c.tally.reads << " reads acknowledged, " << c.tally.lost << " lost");
}

TEST_CASE("power cuts catch the mutants: synchronous=NORMAL, synchronous=OFF, an answer before the commit") {
    for (auto [mutant, name] : {std::pair{Mutant::normal, "NORMAL"}, {Mutant::off, "OFF"}, {Mutant::answer_before_commit, "answer before commit"}}) {
        Cutter c(mutant);
        int cuts = std::max(30, scaled(60));
        for (uint64_t seed = 1; c.tally.cuts < cuts; ++seed) c.group(seed, 1);
        CHECK_MESSAGE(c.tally.lost > 0, name);
        MESSAGE(std::string(name) << ": " << c.tally.cuts << " cuts, " << c.tally.commands << " commands acknowledged, " << c.tally.lost << " lost in " << c.tally.cuts_with_loss << " cuts");
    }
}
