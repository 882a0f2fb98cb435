#pragma once
// People as rows of codes: distinct values stand once, each cell is 32 bits. Rows are ordered by their id, so that the order
// of the file's rows changes nothing.
#include <memory>
#include <optional>

#include "engines/matching/columns.hpp"
#include "engines/matching/csv_feed.hpp"
#include "engines/matching/run.hpp"
#include "engines/matching/values.hpp"

namespace soria::matching {

inline constexpr size_t attributes_max = 12;
inline constexpr size_t rows_max = 200'000'000;

struct Attribute {
    std::string name;                      // the column's
    Kind kind = Kind::ignored;
    uint32_t store = 0;                    // where its values are; all names share one
    const char* because = "";              // what the kind was found out from
    std::string with;                      // the other file's column that holds the same, where its heading is another: of the two the later one
};

// Values that may be compared with each other.
struct Store {
    Dictionary texts;
    std::vector<Value> values{1};          // by code
    std::vector<std::string> guests;       // texts of the first codes, when these are kept for values that only pass by (index.hpp)
    uint32_t intern(std::string_view text, Family family, bool unvowelled = false);
    std::string_view text(uint32_t code) const { return code <= guests.size() ? std::string_view(guests[code - 1]) : texts.text(code); }
    void keep_guests();
    size_t bytes() const { return texts.bytes() + values.capacity() * sizeof(Value); }
};

// The rows' names: numbers in four bytes when all are numbers, else text.
class Ids {
public:
    void add(std::string_view id);
    std::string text(size_t row) const;
    // Orders them: numbers by value, else bytes. What stands where; an id that stands twice is an error.
    Result<std::vector<uint32_t>> order(const std::vector<uint8_t>& source, Memory&);
    size_t size() const { return size_; }
    void to_text();                        // for a table that grows: an id that is no number would move them all at once
    size_t bytes() const { return numbers_.capacity() * 4 + starts_.capacity() * 8 + arena_.capacity(); }

private:
    std::string_view view(size_t row) const { return {arena_.data() + starts_[row], starts_[row + 1] - starts_[row]}; }
    bool numeric_ = true;
    size_t size_ = 0;
    std::vector<uint32_t> numbers_;
    std::vector<uint64_t> starts_;
    std::string arena_;
};

struct Table {
    std::vector<Attribute> attributes;
    std::vector<Store> stores;
    std::vector<uint32_t> cells;           // row by row; no row lies across two lines of the processor's cache without need
    size_t stride = 1, first_cell = 0;
    std::vector<std::vector<uint32_t>> counts;   // by attribute and code: rows that have it
    Ids ids;
    std::vector<uint8_t> source;           // which file a row is of; empty when there is one
    size_t rows = 0;
    struct Misread { std::string column; uint64_t values, of; std::string first; };
    std::vector<Misread> misread;          // dates that were not understood: how many, and where the first stands
    uint32_t latest = latest_unless_told;
    std::vector<std::string> passed_over;  // columns that nothing is done with, and why

    size_t width() const { return attributes.size(); }
    const uint32_t* row(size_t r) const { return cells.data() + first_cell + r * stride; }
    uint32_t* row(size_t r) { return cells.data() + first_cell + r * stride; }
    void make_rows(size_t count, Memory&);
    const Store& store(size_t attribute) const { return stores[attributes[attribute].store]; }
    int find(Kind) const;                  // the first attribute of that kind; -1
    size_t bytes() const;
};

struct LoadOptions {
    std::string id = "unique_id";
    std::vector<std::pair<std::string, Kind>> kinds;   // columns whose kind is told
    uint32_t latest = latest_unless_told;  // no date written with a year of two digits is later
    std::vector<std::string> verbatim;     // when not empty: these columns and no others, letter for letter as they stand in the file
    bool guests = false;                   // keep codes for values that only pass by
};

// Files in, one after the other, in chunks; the table out.
class Loader {
public:
    Loader(LoadOptions, Run, Memory&);
    ~Loader();
    Status begin_file();
    Status feed(std::string_view chunk);
    Status end_file();
    Result<Table> table();
    size_t rows() const;

private:
    struct Inside;
    std::unique_ptr<Inside> in_;
};

}  // namespace soria::matching
