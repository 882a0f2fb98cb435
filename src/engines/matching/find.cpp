#include "engines/matching/find.hpp"

#include <algorithm>
#include <bit>

#include "engines/matching/rules.hpp"

namespace soria::matching {
namespace {

constexpr size_t rows_all_pairs = 1000;    // of so few every pair is looked at: passes are chosen by what few rows show, and would save nothing
constexpr size_t block_rows_max = 2000;    // a block beyond it is compared with the nearest rows only
constexpr size_t neighbours = 40;
constexpr size_t ahead = 12;                // rows fetched before they are needed
constexpr size_t piece_items = 1 << 14;

struct Piece {
    size_t begin = 0, end = 0;
    std::vector<Edge> edges;
    uint64_t looked_at = 0, left_out = 0;
    struct Waiting { uint32_t a, b; bool asked; };
    std::array<Waiting, 16> waiting{};
    size_t waits = 0;
};

class Scan {
public:
    Scan(const Table& t, const Model& m, const Keys& keys, const Scorer& s, float from, size_t pass) : t_(t), m_(m), keys_(keys), s_(s), from_(from) {
        for (size_t q = 0; q < pass; ++q) {
            uint32_t need = 0;
            bool wholes = true;
            for (auto [a, part] : m.passes[q].parts) need |= 1u << a, wholes &= part == whole;
            if (wholes && !m.passes[q].in_any_order) needs_.push_back(need);
            else others_.push_back(q);
        }
    }
    void piece(const std::vector<Item>& items, Piece& p) const {
        std::vector<uint32_t> rows;
        for (size_t i = p.begin; i < p.end;) {
            size_t end = i + 1;
            if (i + ahead < p.end) __builtin_prefetch(t_.row(row_of(items[i + ahead])));
            uint32_t key = key_of(items[i]);
            while (end < p.end && key_of(items[end]) == key) ++end;
            if (end - i > 1) {
                rows.clear();
                for (size_t k = i; k < end; ++k) {
                    rows.push_back(row_of(items[k]));
                    if (k + ahead < p.end) __builtin_prefetch(t_.row(row_of(items[k + ahead])));
                }
                block(rows, p);
            }
            i = end;
        }
        score(p);
    }

private:
    void block(std::vector<uint32_t>& rows, Piece& p) const {
        size_t reach = rows.size();
        if (rows.size() > block_rows_max) {
            order_by_content(rows);
            reach = neighbours;
            p.left_out += uint64_t(rows.size()) * (rows.size() - 1) / 2 - uint64_t(rows.size()) * neighbours;
        }
        for (size_t x = 0; x < rows.size(); ++x)
            for (size_t y = x + 1, stop = std::min(rows.size(), x + 1 + reach); y < stop; ++y) pair(std::min(rows[x], rows[y]), std::max(rows[x], rows[y]), p);
    }
    // Rows with like content side by side: by the text of their attributes, the rarest first.
    void order_by_content(std::vector<uint32_t>& rows) const {
        std::sort(rows.begin(), rows.end(), [&](uint32_t a, uint32_t b) {
            for (size_t k = 0; k < t_.width(); ++k) {
                uint32_t x = t_.row(a)[k], y = t_.row(b)[k];
                if (x == y) continue;
                if (!x || !y) return x == 0;
                return t_.store(k).text(x) < t_.store(k).text(y);
            }
            return a < b;
        });
    }
    void pair(uint32_t ra, uint32_t rb, Piece& p) const {
        const uint32_t *a = t_.row(ra), *b = t_.row(rb);
        if (!t_.source.empty() && t_.source[ra] == t_.source[rb]) return;
        uint32_t same = 0;
        for (size_t k = 0; k < t_.width(); ++k) same |= uint32_t(a[k] == b[k] && a[k] != 0) << k;
        for (uint32_t need : needs_)
            if ((same & need) == need) return;         // an earlier pass had it
        // Two rows of one person are met in many passes; the others seldom agree in so much.
        bool likely = bits_in(same) >= 3;
        if (likely && seen_before(a, b)) return;
        ++p.looked_at;
        if (!s_.promising(a, b)) return;
        s_.fetch(a, b);
        p.waiting[p.waits++] = {ra, rb, likely};
        if (p.waits == p.waiting.size()) score(p);
    }
    // A few pairs together: their values are on the way while others are looked at.
    void score(Piece& p) const {
        for (size_t i = 0; i < p.waits; ++i) {
            auto [ra, rb, asked] = p.waiting[i];
            const uint32_t *a = t_.row(ra), *b = t_.row(rb);
            float bits = s_.full(a, b);
            if (bits >= from_ && (asked || !seen_before(a, b))) p.edges.push_back({ra, rb, bits});
        }
        p.waits = 0;
    }
    bool seen_before(const uint32_t* a, const uint32_t* b) const {
        for (size_t q : others_)
            if (keys_.agree(m_.passes[q], a, b)) return true;
        return false;
    }
    const Table& t_;
    const Model& m_;
    const Keys& keys_;
    const Scorer& s_;
    float from_;
    std::vector<uint32_t> needs_;
    std::vector<size_t> others_;
};

std::vector<Piece> pieces_of(const std::vector<Item>& items) {
    std::vector<Piece> out;
    for (size_t i = 0; i < items.size();) {
        size_t end = std::min(items.size(), i + piece_items);
        while (end < items.size() && key_of(items[end]) == key_of(items[end - 1])) ++end;
        out.emplace_back();
        out.back().begin = i, out.back().end = end;
        i = end;
    }
    return out;
}

// Keys of all rows, and of these only such as another row may have too: a key that fell alone into its place of a table of
// bits stands alone.
class KeyList {
public:
    KeyList(const Table& t, const Keys& keys, const std::vector<uint32_t>& rows) : t_(t), keys_(keys), rows_(rows), list_(rows.size()) {
        size_t places = std::bit_ceil(std::max<size_t>(rows.size() * 4, 64));
        shift_ = 32 - std::min(32, std::countr_zero(places));
        once_.resize(((1ull << 32 >> shift_) + 63) / 64);
        again_.resize(once_.size());
    }
    void fill(const Pass& pass, std::vector<Item>& items, const Run& run) {
        constexpr size_t step = 1 << 16;
        run((rows_.size() + step - 1) / step, [&](size_t i) {
            for (size_t k = i * step; k < std::min(rows_.size(), (i + 1) * step); ++k) list_[k] = keys_.key(pass, t_.row(rows_[k]));
        });
        std::fill(once_.begin(), once_.end(), 0);
        std::fill(again_.begin(), again_.end(), 0);
        for (uint32_t key : list_) {
            uint32_t place = key >> shift_;
            uint64_t bit = 1ull << place % 64;
            again_[place / 64] |= once_[place / 64] & bit;
            once_[place / 64] |= bit;
        }
        items.clear();
        for (size_t k = 0; k < list_.size(); ++k) {
            uint32_t key = list_[k], place = key >> shift_;
            if (key && again_[place / 64] >> place % 64 & 1) items.push_back(item_of(key, rows_[k]));
        }
    }

private:
    const Table& t_;
    const Keys& keys_;
    const std::vector<uint32_t>& rows_;
    std::vector<uint32_t> list_;
    std::vector<uint64_t> once_, again_;
    int shift_ = 0;
};

}  // namespace

Result<Found> find_pairs(const Table& t, const Model& model, Scorer& scorer, const Distinct& distinct, float from_bits, const Run& run, Memory& memory,
                         const Say& say) {
    if (model.rules) return model.rules->find(t, scorer, distinct, from_bits, run, memory, say);
    Found found;
    size_t buffers = distinct.rows.size() * (2 * sizeof(Item) + 6);
    TRY(memory.take(buffers, "the blocks"));
    scorer.exact_from(from_bits);
    std::vector<Item> items, room;
    Keys keys(t);
    for (const auto& pass : model.passes) keys.prepare(pass);
    KeyList list(t, keys, distinct.rows);
    found.every_pair = distinct.rows.size() <= rows_all_pairs;
    size_t passes = found.every_pair ? 1 : model.passes.size();
    for (size_t p = 0; p < passes; ++p) {
        if (found.every_pair)
            for (auto r : distinct.rows) items.push_back(item_of(1, r));
        else list.fill(model.passes[p], items, run), sort_items(items, room);
        auto pieces = pieces_of(items);
        Scan scan(t, model, keys, scorer, from_bits, p);
        run(pieces.size(), [&](size_t i) { scan.piece(items, pieces[i]); });
        size_t more = 0;
        for (const auto& piece : pieces) more += piece.edges.size(), found.looked_at += piece.looked_at, found.left_out += piece.left_out;
        TRY(memory.take(more * sizeof(Edge), "the pairs found"));
        for (auto& piece : pieces) found.edges.insert(found.edges.end(), piece.edges.begin(), piece.edges.end());
        if (say)
            say("pass " + std::to_string(p + 1) + " of " + std::to_string(passes) + ": " + std::to_string(found.looked_at) + " pairs looked at, " +
                std::to_string(found.edges.size()) + " kept");
    }
    memory.give_back(buffers);
    std::sort(found.edges.begin(), found.edges.end(), [](const Edge& x, const Edge& y) { return x.a != y.a ? x.a < y.a : x.b < y.b; });
    // Two passes whose keys collide may both have it.
    auto twice = std::unique(found.edges.begin(), found.edges.end(), [](const Edge& x, const Edge& y) { return x.a == y.a && x.b == y.b; });
    found.edges.erase(twice, found.edges.end());
    return found;
}

}  // namespace soria::matching
