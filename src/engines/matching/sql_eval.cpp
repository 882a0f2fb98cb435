#include <algorithm>
#include <cmath>

#include "engines/matching/sql.hpp"
#include "engines/matching/sql_functions.hpp"

namespace soria::matching::sql {
namespace {

Value truth(bool x) { return of(x ? 1.0 : 0.0); }
Value truth_of(int order, bool (*holds)(int)) { return order == 2 ? Value{} : truth(holds(order)); }

Value all_of(const Node& n, Frame& f, bool looked_for) {
    bool unknown = false;
    for (const auto& a : n.args) {
        auto v = eval(a, f);
        if (v.kind == Value::null) unknown = true;
        else if (v.holds() == looked_for) return truth(looked_for);
    }
    return unknown ? Value{} : truth(!looked_for);
}

// The same column of both rows: its values stand once, so that equal is the same place.
bool one_column(const Node& n) {
    const auto &a = n.args[0], &b = n.args[1];
    return a.op == Op::column && b.op == Op::column && a.column == b.column;
}
uint32_t code_of(const Node& n, const Frame& f) { return (n.right ? f.r : f.l)[n.column]; }

Value compared(const Node& n, Frame& f) {
    if ((n.op == Op::equal || n.op == Op::unequal) && one_column(n)) {
        uint32_t a = code_of(n.args[0], f), b = code_of(n.args[1], f);
        return a && b ? truth((a == b) == (n.op == Op::equal)) : Value{};
    }
    auto a = eval(n.args[0], f), b = eval(n.args[1], f);
    int order = compare(a, b);
    switch (n.op) {
    case Op::equal: return truth_of(order, [](int x) { return x == 0; });
    case Op::unequal: return truth_of(order, [](int x) { return x != 0; });
    case Op::less: return truth_of(order, [](int x) { return x < 0; });
    case Op::at_most: return truth_of(order, [](int x) { return x <= 0; });
    case Op::more: return truth_of(order, [](int x) { return x > 0; });
    default: return truth_of(order, [](int x) { return x >= 0; });
    }
}

Value between(const Node& n, Frame& f) {
    auto x = eval(n.args[0], f);
    int from = compare(x, eval(n.args[1], f)), to = compare(x, eval(n.args[2], f));
    if (from == -1 || to == 1) return truth(false);
    return from == 2 || to == 2 ? Value{} : truth(true);
}

Value among(const Node& n, Frame& f) {
    auto x = eval(n.args[0], f);
    bool unknown = x.kind == Value::null;
    for (size_t i = 1; i < n.args.size() && !unknown; ++i) {
        int order = compare(x, eval(n.args[i], f));
        if (order == 0) return truth(true);
        unknown |= order == 2;
    }
    return unknown ? Value{} : truth(false);
}

Value arithmetic(const Node& n, Frame& f) {
    auto x = eval(n.args[0], f), y = eval(n.args[1], f);
    bool days = x.kind == Value::moment && y.kind == Value::moment && n.op == Op::minus;
    auto a = as_number(x), b = as_number(y);
    if (a.kind == Value::null || b.kind == Value::null) return {};
    if (days) return of(std::floor(a.n / day_s) - std::floor(b.n / day_s));
    double r = n.op == Op::plus ? a.n + b.n : n.op == Op::minus ? a.n - b.n : n.op == Op::times ? a.n * b.n : b.n == 0 ? std::nan("") : a.n / b.n;
    return std::isfinite(r) ? of(r) : Value{};
}

Value cast(const Node& n, Frame& f) {
    auto x = eval(n.args[0], f);
    if (x.kind == Value::null) return x;
    if (n.type == Value::text) return as_text(x, f.arena);
    if (n.type == Value::list) return as_list(x, f.arena);
    if (n.type == Value::moment) return as_moment(x);
    x = as_number(x);
    return n.whole && x.kind == Value::number ? of(std::round(x.n)) : x;
}

Value item(const Node& n, Frame& f) {
    auto list = as_list(eval(n.args[0], f), f.arena);
    auto place = as_number(eval(n.args[1], f));
    if (list.kind != Value::list || place.kind != Value::number) return {};
    double size = double(list.items.size()), i = n.whole ? place.n : place.n < 0 ? size + place.n : place.n - 1;
    return i >= 0 && i < size ? list.items[size_t(i)] : Value{};
}

Value joined(const Node& n, Frame& f) {
    auto a = as_text(eval(n.args[0], f), f.arena), b = as_text(eval(n.args[1], f), f.arena);
    if (a.kind == Value::null || b.kind == Value::null) return {};
    return f.arena.keep(std::string(a.s) + std::string(b.s));
}

// Of one column of one row, and more than that column or a constant.
bool is_part_of_one(const Node& n, size_t& column) {
    if (n.op == Op::column || n.op == Op::variable || n.op == Op::lambda || n.args.empty() || n.op == Op::is_null) return false;
    auto a = asked(n);
    uint32_t one = a.l | a.r;
    if (one == 0 || (one & (one - 1)) != 0 || (a.l && a.r)) return false;
    for (column = 0; !(one >> column & 1); ++column) {}
    return true;
}
// A variable of a lambda that stands outside.
bool has_free_variable(const Node& n, std::vector<int> bound) {
    if (n.op == Op::variable) return std::find(bound.begin(), bound.end(), n.column) == bound.end();
    if (n.op == Op::lambda) bound.push_back(n.column);
    return std::any_of(n.args.begin(), n.args.end(), [&](const Node& a) { return has_free_variable(a, bound); });
}

// A value that outlives the arena it was made in.
Value kept(Value v, Arena& a) {
    if (v.kind == Value::text) return a.keep(std::string(v.s));
    if (v.kind != Value::list) return v;
    std::vector<Value> items;
    for (auto x : v.items) items.push_back(kept(x, a));
    return a.keep(std::move(items));
}

}  // namespace

Value eval(const Node& n, Frame& f) {
    if (n.memo >= 0 && f.memo) return f.memo->at(n.memo, (n.right ? f.r : f.l)[n.column]);
    switch (n.op) {
    case Op::null: return {};
    case Op::number: return of(n.number);
    case Op::text: return of(std::string_view(n.text));
    case Op::column: {
        uint32_t code = code_of(n, f);
        return code ? of(f.table.store(size_t(n.column)).text(code)) : Value{};
    }
    case Op::variable: return size_t(n.column) < f.variables.size() ? f.variables[size_t(n.column)] : Value{};
    case Op::call: return call(n, f);
    case Op::lambda: return eval(n.args[0], f);
    case Op::both: return all_of(n, f, false);
    case Op::either: return all_of(n, f, true);
    case Op::negate: {
        auto v = eval(n.args[0], f);
        return v.kind == Value::null ? v : truth(!v.holds());
    }
    case Op::equal: case Op::unequal: case Op::less: case Op::at_most: case Op::more: case Op::at_least: return compared(n, f);
    case Op::plus: case Op::minus: case Op::times: case Op::over: return arithmetic(n, f);
    case Op::joined: return joined(n, f);
    case Op::is_null: return truth(eval(n.args[0], f).kind == Value::null);
    case Op::between: return between(n, f);
    case Op::among: return among(n, f);
    case Op::when:
        for (size_t i = 0; i + 1 < n.args.size(); i += 2)
            if (eval(n.args[i], f).holds()) return eval(n.args[i + 1], f);
        return n.args.size() % 2 ? eval(n.args.back(), f) : Value{};
    case Op::cast: return cast(n, f);
    case Op::item: return item(n, f);
    case Op::list: {
        std::vector<Value> items;
        for (const auto& a : n.args) items.push_back(eval(a, f));
        return f.arena.keep(std::move(items));
    }
    }
    return {};
}

void Memo::mark(Node& n) {
    size_t column = 0;
    if (!is_part_of_one(n, column) || has_free_variable(n, {})) {
        for (auto& a : n.args) mark(a);
        return;
    }
    bool right = asked(n).r != 0;
    auto words = sql::written(n, Sides::alike);
    size_t i = 0;
    while (i < parts_.size() && parts_[i].words != words) ++i;
    if (i == parts_.size()) {
        auto& part = parts_.emplace_back();
        part.node = n;
        part.column = column;
        part.words = std::move(words);
    }
    n.memo = int(i);
    n.column = int(column);
    n.right = right;
}

Status Memo::prepare(const Table& t, const Run& run, Memory& memory) {
    size_t bytes = 0;
    for (const auto& p : parts_) bytes += t.store(p.column).values.size() * (sizeof(Value) + sizeof(std::string) + 16);
    TRY(memory.take(bytes, "the conditions on one column"));
    run(parts_.size(), [&](size_t i) {
        auto& p = parts_[i];
        p.values.resize(t.store(p.column).values.size());
        std::array<uint32_t, attributes_max> row{};
        for (uint32_t code = 0; code < p.values.size(); ++code) {
            row[p.column] = code;
            Frame f{t, nullptr, row.data(), row.data(), {}, {}};
            p.values[code] = kept(eval(p.node, f), p.arena);
        }
    });
    return {};
}

}  // namespace soria::matching::sql
