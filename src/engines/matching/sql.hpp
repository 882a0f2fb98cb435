#pragma once
// The part of SQL that Splink's settings are written in: conditions on two rows, l and r, of one table. Text in; a tree out, bound to the
// columns; what is not known is an error that says the character. DuckDB's words, Spark's, Athena's, PostgreSQL's and SQLite's.
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engines/matching/table.hpp"

namespace soria::matching::sql {

// Nothing, a number (a truth is 0 or 1), a text, a list, or a moment in seconds. What is unknown stays unknown, as in SQL.
struct Value {
    enum Kind : uint8_t { null, number, text, list, moment } kind = null;
    double n = 0;
    std::string_view s;
    std::span<const Value> items;
    bool holds() const { return kind == number && n != 0; }
};
inline Value of(double n) { return {Value::number, n, {}, {}}; }
inline Value of(std::string_view s) { return {Value::text, 0, s, {}}; }

enum class Op : uint8_t { null, number, text, column, variable, call, lambda, both, either, negate, equal, unequal, less, at_most, more, at_least, plus, minus, times, over,
    joined, is_null, between, among, when, cast, item, list };
enum class Fn : uint8_t;                   // sql_functions.hpp
struct Regex;                              // a compiled pattern

struct Node {
    Op op = Op::null;
    bool right = false;                    // a column of r
    bool whole = false;                    // an item counted from 0 (Spark); a cast to a whole number
    Fn fn{};
    Value::Kind type = Value::null;        // what is cast to
    int column = -1;                       // or the variable's place; and of `memo` the values' place
    int memo = -1;
    double number = 0;
    std::string text;                      // a constant, a format
    std::vector<Node> args;
    std::shared_ptr<const Regex> regex;
};

// The place of a column in the table; -1 when there is none of that name.
using Columns = std::function<int(std::string_view name)>;
Result<Node> parse(std::string_view text, std::string_view dialect, const Columns&, const std::string& path);

// Which columns of l and of r are asked; a bit for each.
struct Asked { uint32_t l = 0, r = 0; };
Asked asked(const Node&);
// The same words for what says the same; with l and r exchanged, or called alike.
enum class Sides { kept, exchanged, alike };
std::string written(const Node&, Sides = Sides::kept);

// Texts and lists that come up on the way; they live as long as this does.
struct Arena {
    std::vector<std::unique_ptr<std::string>> texts;
    std::vector<std::unique_ptr<std::vector<Value>>> lists;
    Value keep(std::string s) { return of(std::string_view(*texts.emplace_back(std::make_unique<std::string>(std::move(s))))); }
    Value keep(std::vector<Value> v) { return {Value::list, 0, {}, *lists.emplace_back(std::make_unique<std::vector<Value>>(std::move(v)))}; }
};

// What was computed once for each value of a column, where a condition asks of one column of one row alone.
class Memo {
public:
    // Marks such parts of the condition; `prepare` computes them for every value.
    void mark(Node&);
    Status prepare(const Table&, const Run&, Memory&);
    Value at(int memo, uint32_t code) const { return parts_[size_t(memo)].values[code]; }

private:
    struct Part {
        Node node;
        size_t column = 0;
        std::string words;
        std::vector<Value> values;
        Arena arena;
    };
    std::vector<Part> parts_;
};

struct Frame {
    const Table& table;
    const Memo* memo;
    const uint32_t *l, *r;
    Arena arena;
    std::vector<Value> variables;
};
Value eval(const Node&, Frame&);

}  // namespace soria::matching::sql
