#include "engines/matching/rules.hpp"

#include <algorithm>
#include <cmath>

#include "engines/matching/sql_functions.hpp"

namespace soria::matching {
namespace {

constexpr double pairs_max = 2e10;         // that the rules may ask to look at: some hours
constexpr size_t items_of_a_piece = 1 << 12;
constexpr size_t together = 8;             // items of an overfull block in one piece

struct Keyed {
    uint64_t key;
    uint32_t row;
    bool right;                            // stands on the right side of the rule only
};

uint64_t hash_of_value(const sql::Value& v, sql::Arena& arena) {
    // A number and the text of it are equal, so they have one hash.
    auto text = sql::as_text(v, arena);
    return hash_of(text.s);
}

// 0 when a part is not known: then nothing is equal to it.
uint64_t key_of_row(const std::vector<sql::Node>& parts, sql::Frame& f) {
    uint64_t h = 1;
    for (const auto& p : parts) {
        auto v = sql::eval(p, f);
        if (v.kind == sql::Value::null) return 0;
        h = mix(h, hash_of_value(v, f.arena));
    }
    return h | 1;
}

}  // namespace

Status Rules::prepare(const Table& t, const Run& run, Memory& memory) {
    for (auto& c : comparisons)
        for (auto& l : c.levels) memo_.mark(l.condition);
    for (auto& r : rules)
        for (auto& j : r.joins)
            for (auto* list : {&j.left, &j.right, &j.rest})
                for (auto& n : *list) memo_.mark(n);
    for (size_t k = 0; k < t.width(); ++k) {
        double sum = 0;
        for (size_t c = 1; c < t.counts[k].size(); ++c) sum += t.counts[k][c];
        known_.push_back(std::max(sum, 1.0));
    }
    return memo_.prepare(t, run, memory);
}

// l is of the first file, or the row whose id comes first.
sql::Frame Rules::frame(const Table& t, const uint32_t* a, const uint32_t* b) const {
    auto source = [&](const uint32_t* x) { return t.source.empty() ? 0 : t.source[size_t(x - t.row(0)) / t.stride]; };
    int x = source(a), y = source(b);
    if (x > y || (x == y && b < a)) std::swap(a, b);
    return {t, &memo_, a, b, {}, {}};
}

Rules::Step Rules::step(const Table& t, const Scorer::Links& links, const Comparison& c, sql::Frame& f) const {
    Step out{c.name, {}, c.columns, 0, 0, false};
    for (const auto& level : c.levels) {
        if (!level.otherwise && !sql::eval(level.condition, f).holds()) continue;
        out.says = level.label;
        if (level.says_nothing) return out;
        out.bits = level.bits;
        if (int k = level.frequency_of; k >= 0 && (f.l[k] || f.r[k])) {
            auto part = [&](uint32_t code) { return code ? double(t.counts[size_t(k)][code]) / known_[size_t(k)] : 0; };
            double frequency = std::max({part(f.l[k]), part(f.r[k]), level.frequency_min, 1e-10});
            out.frequency = level.frequency_weight * (level.exact_u_bits - std::log2(frequency));
        }
        for (size_t k = 0; k < t.width(); ++k)
            if (c.columns >> k & 1 && f.l[k] && f.l[k] == f.r[k] && links[k].contains(f.l[k])) out.linked = true;
        if (out.linked && out.bits + out.frequency > 0) out.bits = out.frequency = 0;
        return out;
    }
    return out;
}

double Rules::bits(const Table& t, const Scorer::Links& links, const uint32_t* a, const uint32_t* b, uint32_t left_out) const {
    auto f = frame(t, a, b);
    double sum = 0;
    for (const auto& c : comparisons) {
        if (c.columns & left_out) continue;
        auto s = step(t, links, c, f);
        sum += s.bits + s.frequency;
    }
    return sum;
}

std::vector<Rules::Step> Rules::steps(const Table& t, const Scorer::Links& links, const uint32_t* a, const uint32_t* b) const {
    auto f = frame(t, a, b);
    std::vector<Step> out;
    for (const auto& c : comparisons) out.push_back(step(t, links, c, f));
    return out;
}

namespace {

// The rows by their keys; those that stand alone are not among them.
std::vector<Keyed> keyed(const Table& t, const sql::Memo& memo, const Rules::Join& join, const std::vector<uint32_t>& rows, const Run& run) {
    constexpr size_t step = 1 << 14;
    std::vector<Keyed> out(rows.size() * (join.turned ? 1 : 2));
    run((rows.size() + step - 1) / step, [&](size_t piece) {
        for (size_t i = piece * step; i < std::min(rows.size(), (piece + 1) * step); ++i) {
            const uint32_t* row = t.row(rows[i]);
            sql::Frame f{t, &memo, row, row, {}, {}};
            out[i] = {key_of_row(join.left, f), rows[i], false};
            if (!join.turned) out[rows.size() + i] = {key_of_row(join.right, f), rows[i], true};
        }
    });
    std::erase_if(out, [](const Keyed& k) { return k.key == 0; });
    std::sort(out.begin(), out.end(), [](const Keyed& x, const Keyed& y) { return x.key != y.key ? x.key < y.key : x.right != y.right ? x.right < y.right : x.row < y.row; });
    return out;
}

struct RulePiece {
    size_t begin, end;                     // items that stand first in a pair
    std::vector<Edge> edges;
    uint64_t looked_at = 0;
};

}  // namespace

bool Rules::finds(const Table& t, uint32_t row_a, uint32_t row_b) const {
    if (!t.source.empty() && t.source[row_a] == t.source[row_b]) return false;
    auto f = frame(t, t.row(row_a), t.row(row_b));
    auto key = [&](const std::vector<sql::Node>& parts, const uint32_t* row) {
        sql::Frame one{t, &memo_, row, row, {}, {}};
        return key_of_row(parts, one);
    };
    auto found = [&](const Join& j) {
        uint64_t left = key(j.left, f.l);
        return left && left == key(j.right, f.r) && std::all_of(j.rest.begin(), j.rest.end(), [&](auto& n) { return sql::eval(n, f).holds(); });
    };
    return std::any_of(rules.begin(), rules.end(), [&](const Rule& r) { return std::any_of(r.joins.begin(), r.joins.end(), found); });
}

Result<Found> Rules::find(const Table& t, Scorer& scorer, const Distinct& distinct, float from, const Run& run, Memory& memory, const Say& say) const {
    Found found;
    size_t room = distinct.rows.size() * 2 * (sizeof(Keyed) + sizeof(size_t));
    TRY(memory.take(room, "the blocks"));
    auto before = [&](uint32_t a, uint32_t b) {        // a may stand on the left of b
        if (t.source.empty()) return a < b;
        return t.source[a] < t.source[b];
    };
    for (size_t r = 0; r < rules.size(); ++r) {
        for (const auto& join : rules[r].joins) {
            auto items = keyed(t, memo_, join, distinct.rows, run);
            std::vector<size_t> ends(items.size());
            double pairs = 0;
            for (size_t i = 0; i < items.size();) {
                size_t end = i;
                while (end < items.size() && items[end].key == items[i].key) ++end;
                pairs += double(end - i) * double(end - i) / 2;
                std::fill(ends.begin() + long(i), ends.begin() + long(end), end);
                i = end;
            }
            if (pairs > pairs_max) return fail(Fault::limit, "asks to look at more than " + std::to_string(uint64_t(pairs_max)) + " pairs", rules[r].text.substr(0, 100));
            std::vector<RulePiece> pieces;
            for (size_t i = 0; i < items.size();) {
                size_t step = ends[i] - i > items_of_a_piece ? together : items_of_a_piece, end = std::min(items.size(), i + step);
                pieces.push_back({i, end, {}, 0});
                i = end;
            }
            auto pair = [&](uint32_t a, uint32_t b, RulePiece& p) {
                if (!join.rest.empty()) {
                    sql::Frame f{t, &memo_, t.row(a), t.row(b), {}, {}};
                    for (const auto& n : join.rest)
                        if (!sql::eval(n, f).holds()) return;
                }
                ++p.looked_at;
                float bits = scorer.full(t.row(a), t.row(b));
                if (bits >= from) p.edges.push_back({std::min(a, b), std::max(a, b), bits});
            };
            run(pieces.size(), [&](size_t i) {
                auto& p = pieces[i];
                for (size_t x = p.begin; x < p.end; ++x)
                    for (size_t y = x + 1; y < ends[x]; ++y) {
                        uint32_t a = items[x].row, b = items[y].row;
                        if (join.turned) {
                            if (before(a, b)) pair(a, b, p);
                            else if (before(b, a)) pair(b, a, p);
                        } else if (!items[x].right && items[y].right && before(a, b)) pair(a, b, p);
                    }
            });
            size_t more = 0;
            for (const auto& p : pieces) more += p.edges.size(), found.looked_at += p.looked_at;
            TRY(memory.take(more * sizeof(Edge), "the pairs found"));
            for (auto& p : pieces) found.edges.insert(found.edges.end(), p.edges.begin(), p.edges.end());
        }
        if (say)
            say("rule " + std::to_string(r + 1) + " of " + std::to_string(rules.size()) + ": " + std::to_string(found.looked_at) + " pairs looked at, " +
                std::to_string(found.edges.size()) + " kept");
    }
    memory.give_back(room);
    std::sort(found.edges.begin(), found.edges.end(), [](const Edge& x, const Edge& y) { return x.a != y.a ? x.a < y.a : x.b < y.b; });
    auto twice = std::unique(found.edges.begin(), found.edges.end(), [](const Edge& x, const Edge& y) { return x.a == y.a && x.b == y.b; });
    found.edges.erase(twice, found.edges.end());
    return found;
}

}  // namespace soria::matching
