#pragma once
// What a run of the product wrote, batch by batch, ready to be written again by hand: the same bytes, rows, indexes and
// commits.
#include <filesystem>
#include <map>
#include <set>
#include <unordered_map>

#include "base/core/table.hpp"
#include "tools.hpp"

namespace soria::bench {

struct EventRow {
    int64_t number, version;
    std::string stream, body;
};
struct RequestRow {
    std::string actor, key, request;
    int64_t first, last, at_us;
};
struct KeyRow {
    std::string owner, wrapped;
    int64_t epoch;
};
struct ViewRow {
    Change change;
    bool fresh;                       // a put of a row that was not there: a plain INSERT does
};
struct TraceCommand {
    std::vector<EventRow> events;
    RequestRow request;
};
struct TraceBatch {
    std::vector<TraceCommand> commands;
    std::vector<KeyRow> keys;
    std::vector<ViewRow> rows;        // each once, as it is at the end of the batch
    std::vector<std::pair<int64_t, int64_t>> recorded;
    std::string tree, recorded_us;
};
struct Trace {
    std::vector<TraceBatch> batches;
    uint64_t commands = 0, events = 0, view_rows = 0, keys = 0;
};

// `base`: the folder as it was; `after`: as the run left it, with its file `batches`.
Trace trace_of(const std::filesystem::path& base, const std::filesystem::path& after);

// Rows ahead of those in a file: a map by table and key, and one by each prefix that a fold has asked for.
class Ahead : public RowReader {
public:
    explicit Ahead(RowReader* under) : under_(under) {}
    Result<std::optional<Row>> get(const Table&, std::span<const Value> key) override;
    Result<std::vector<Row>> scan(const Table&, std::string_view, std::span<const Value>, std::span<const Value>, size_t) override;
    Result<std::vector<Row>> range(const Table&, std::string_view, std::span<const Value>, const Value&, const Value&, size_t) override;
    void apply(Change);
    std::vector<ViewRow> take_changes();   // in the order in which they were first changed
    std::vector<ViewRow> take_sorted();    // by table and key

private:
    struct Entry {
        std::optional<Row> row;
        bool was_there = false, changed = false;
    };
    RowReader* under_;
    std::unordered_map<std::string, Entry> rows_;
    struct Changed { std::string text; const Table* table; Row key; };
    std::vector<Changed> changed_;
    struct Prefixes {
        std::vector<size_t> order;
        std::map<size_t, std::unordered_map<std::string, std::set<std::string>>> keys;   // by the columns of the prefix, by its values
        void add(const Row&, const std::string& text);
    };
    std::map<const Table*, std::map<std::string, Prefixes, std::less<>>> scanned_;
    const std::set<std::string>& keys_with(const Table&, std::string_view index, std::span<const Value> prefix);
};

}  // namespace soria::bench
