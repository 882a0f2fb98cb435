#pragma once
// The views ahead of the file: what the commands of a batch changed, kept in memory until it is written once at the batch's
// end. A row that fold has read stays for later batches, so that what is hot (the day's figures, a case being worked on) is
// read from the file once. Each command can be undone as if by a savepoint. For the writer's thread.
#include <functional>
#include <optional>
#include <unordered_map>

#include "ledger/sqlite/rows.hpp"

namespace soria::ledger::sqlite {

// Which keys were ever written, as far as a Bloom filter tells (Bloom 1970): "no" is certain, "yes" means to ask the file.
class Written {
public:
    explicit Written(uint64_t events);
    void add(const Table&, const std::string& key);
    bool maybe(const Table&, const std::string& key) const;

private:
    template <class Fn> bool each_bit(const Table&, const std::string& key, Fn) const;
    std::vector<uint64_t> words_;
};

class Draft final : public RowReader {
public:
    // `rows_max`: beyond so many rows, those that are in the file already are let go.
    explicit Draft(Db& db, size_t rows_max = 20'000) : db_(db), file_(db), rows_max_(rows_max) {}
    // For folding everything anew: the file's tables are empty, nobody else writes, and nothing is undone.
    struct FromNothing { uint64_t events; };
    Draft(Db& db, size_t rows_max, FromNothing from) : Draft(db, rows_max) { written_.emplace(from.events); }

    Result<std::optional<Row>> get(const Table&, std::span<const Value> key) override;
    Result<std::vector<Row>> scan(const Table&, std::string_view index, std::span<const Value> prefix, std::span<const Value> after,
                                  size_t limit) override;
    Result<std::vector<Row>> range(const Table&, std::string_view index, std::span<const Value> prefix, const Value& lower,
                                   const Value& upper, size_t limit) override;

    Status apply(Change);                // refused only where the file cannot be read
    void keep();                         // the command stands
    void undo();                         // the command never was
    Status write();                      // what is ahead, into the open transaction; between two commands only
    void forget();                       // all of it: the file alone is right
    size_t ahead() const { return ahead_.size(); }

private:
    struct Slot {
        Row row;
        bool there = false;              // there is such a row
        bool ahead = false;              // not as in the file
        bool read = false;               // fold has read it, and may again
        bool in_file = false, known = false;   // whether the file has such a row, if that is known
    };
    using Slots = std::unordered_map<std::string, Slot>;
    struct Ahead {
        const Table* table;
        Slots::value_type* slot;
    };
    struct Before {
        const Table* table;
        Slots::value_type* at;
        Slot slot;                       // as it was
        bool fresh;                      // the slot was made by this change
    };
    using Wanted = std::function<bool(const Row&, const std::vector<size_t>& order)>;
    struct Found {
        Slots::value_type* at;
        bool fresh;                      // nothing was known of it before
    };
    Result<Found> look(const Table&, std::span<const Value> key);
    std::vector<Row> merged(const Table&, std::string_view index, std::vector<Row> found, size_t limit, const Wanted&) const;
    size_t ahead_of(const Table&) const;
    void let_go();

    Db& db_;
    DbRows file_;
    size_t rows_max_;
    std::unordered_map<const Table*, Slots> tables_;
    std::vector<Ahead> ahead_;
    std::vector<Before> undo_;           // of the command that runs
    size_t kept_ahead_ = 0;              // how much of ahead_ belongs to commands that stand
    size_t slots_count_ = 0;
    std::optional<Written> written_;     // of tables that were empty; then there is no undo
};

}  // namespace soria::ledger::sqlite
