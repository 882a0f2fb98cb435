#include "engines/matching/train.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace soria::matching {
namespace {

constexpr double guess_weight = 8;         // matching pairs that the first guess counts for
constexpr uint8_t straight = 1, crossed = 2;
constexpr size_t order_slot = 15;          // of the pattern: whether the names have changed places

// Levels of all attributes, four bits each.
using Pattern = uint64_t;
uint8_t level_in(Pattern p, size_t slot) { return p >> (4 * slot) & 15; }

struct Block {
    std::vector<uint8_t> attributes;       // that agree in it
    std::vector<std::pair<Pattern, double>> patterns;
    std::vector<std::pair<Pattern, std::array<uint16_t, attributes_max>>> samples;   // with the parts that agree
    double sampled = 1;                    // part of the block's keys looked at
    double pairs = 0, share = 0.2;
    bool holds(size_t a) const { return std::find(attributes.begin(), attributes.end(), a) != attributes.end(); }
};

Pass pass_of(const Block& b) {
    Pass pass;
    for (auto a : b.attributes) pass.parts.emplace_back(a, uint8_t(whole));
    return pass;
}

class Trainer {
public:
    Trainer(const Table& t, const TrainOptions& o, const Run& run) : t_(t), o_(o), run_(run), width_(t.width()), given_(t.find(Kind::given)), surname_(t.find(Kind::surname)) {
        if (surname_ < 0) given_ = -1;
    }
    Model learn(const Say& say);
    std::vector<Agreement> draw(const Model&) const;

private:
    void start(Model&);
    void frequencies(Model&, size_t a);
    void near_by_chance(Model&, size_t a);
    std::vector<bool> of_persons() const;
    void plan(const Model&);
    void look(Block&, const Keys&) const;
    Pattern pattern(const uint32_t* a, const uint32_t* b) const;
    void chance_corrected(Model&) const;
    void maximise(Model&);
    void estimate_prior(Model&) const;
    void count_apart(Model&) const;
    bool may_pair(uint32_t a, uint32_t b) const { return t_.source.empty() || t_.source[a] != t_.source[b]; }
    double pairs_in_all() const;
    const Table& t_;
    const TrainOptions& o_;
    const Run& run_;
    size_t width_;
    int given_, surname_;
    std::vector<std::array<double, levels_count>> seen_;   // how often levels are seen in pairs taken blindly
    std::vector<Block> blocks_;
};

double Trainer::pairs_in_all() const {
    double n = double(t_.rows);
    if (t_.source.empty()) return n * (n - 1) / 2;
    double first = double(std::count(t_.source.begin(), t_.source.end(), 0));
    return first * (n - first);
}

void Trainer::frequencies(Model& m, size_t a) {
    auto& l = m.attributes[a];
    double known = 0, same = 0;
    for (size_t c = 1; c < t_.counts[a].size(); ++c) {
        double n = t_.counts[a][c];
        known += n;
        same += n * (n - 1);
    }
    l.known = t_.rows ? known / double(t_.rows) : 0;
    seen_[a][exact] = known > 1 ? same / (known * (known - 1)) : 0;
}

// Levels of different values among all pairs of some rows: each distinct value once, with its weight.
void Trainer::near_by_chance(Model& m, size_t a) {
    auto family = family_of(m.attributes[a].kind);
    if (family == Family::plain) {
        seen_[a][other] = 1 - seen_[a][exact];
        return;
    }
    size_t step = std::max<size_t>(1, t_.rows / std::max<size_t>(1, o_.rows_for_u));
    std::map<uint32_t, double> weights;
    for (size_t r = 0; r < t_.rows; r += step)
        if (uint32_t c = t_.row(r)[a]) weights[c] += 1;
    std::vector<std::pair<uint32_t, double>> values(weights.begin(), weights.end());
    // By content, not by code: the sum of doubles must not depend on the order of arrival.
    const auto& store = t_.store(a);
    std::sort(values.begin(), values.end(), [&](auto& x, auto& y) { return store.text(x.first) < store.text(y.first); });
    std::array<double, levels_count> sum{};
    for (size_t i = 0; i < values.size(); ++i)
        for (size_t j = 0; j < i; ++j) sum[level_of(family, store, values[i].first, values[j].first)] += values[i].second * values[j].second;
    double total = 0;
    for (size_t v = 2; v < levels_count; ++v) total += sum[v];
    for (size_t v = 2; v < levels_count; ++v) seen_[a][v] = (1 - seen_[a][exact]) * (total > 0 ? sum[v] / total : v == other);
    seen_[a][0] = total;
}

// Pairs of one person are among those taken blindly: what they add is taken out.
void Trainer::chance_corrected(Model& m) const {
    for (size_t a = 0; a < width_; ++a) {
        auto& l = m.attributes[a];
        auto guess = first_guess(t_.attributes[a]);
        double known = l.known * double(t_.rows), pairs = std::max(1.0, std::min(known * known / 2, 1e7)), blind = std::max(1.0, seen_[a][0]);
        double sum = 0;
        for (size_t v = 1; v < other; ++v) {
            if (!level_used(family_of(l.kind), uint8_t(v))) continue;
            double seen = (seen_[a][v] - m.prior * l.m[v]) / (1 - m.prior);
            double trust = v == exact ? pairs : blind;
            seen = std::max(seen, 0.05 * seen_[a][v]);
            l.u[v] = (seen * trust + guess.u[v] * 20) / (trust + 20);
            sum += l.u[v];
        }
        l.u[other] = std::max(0.01, 1 - sum);
    }
}

Pattern Trainer::pattern(const uint32_t* a, const uint32_t* b) const {
    Pattern p = 0;
    auto put = [&](size_t k, uint32_t x, uint32_t y) { p |= Pattern(level_of(family_of(t_.attributes[k].kind), t_.store(k), x, y)) << (4 * k); };
    for (size_t k = 0; k < width_; ++k)
        if (int(k) != given_ && int(k) != surname_) put(k, a[k], b[k]);
    if (given_ < 0) {
        for (int k : {t_.find(Kind::given), t_.find(Kind::surname)})
            if (k >= 0) put(size_t(k), a[k], b[k]);
        return p;
    }
    auto g = size_t(given_), s = size_t(surname_);
    bool across = (a[g] && a[g] == b[s]) || (a[s] && a[s] == b[g]);
    bool along = (a[g] && a[g] == b[g]) || (a[s] && a[s] == b[s]);
    if (across && !along) {
        put(g, a[g], b[s]), put(s, a[s], b[g]);
        return p | Pattern(crossed) << (4 * order_slot);
    }
    put(g, a[g], b[g]), put(s, a[s], b[s]);
    return a[g] && a[s] && b[g] && b[s] ? p | Pattern(straight) << (4 * order_slot) : p;
}

void Trainer::start(Model& m) {
    m.rows = t_.rows;
    seen_.resize(width_);
    for (const auto& a : t_.attributes) m.attributes.push_back(first_guess(a));
    m.matches_per_row = 0.5;
    m.prior = std::min(0.5, m.matches_per_row * double(t_.rows) / 2 / std::max(1.0, pairs_in_all()));
    run_(width_, [&](size_t a) { frequencies(m, a), near_by_chance(m, a); });
    chance_corrected(m);
}

// Which attributes blocks are made of. Where two rows of one person have one value, they agree in something else too, more than chance has it. A number of the
// file or a day of entry does not, however its column is called, and blocks of it would teach what strangers are like. Names stay, and dates where no other
// is better; and all where nothing goes together, as in a file where nobody stands twice.
std::vector<bool> Trainer::of_persons() const {
    constexpr size_t pairs_asked = 2000, rows_of_value_max = 10, least = 2, together_min = 3;
    enum Goes : char { not_asked, alone, together };   // not asked: its values are not rare
    std::vector<Goes> goes(width_, not_asked);
    run_(width_, [&](size_t a) {
        const auto& values = t_.store(a).values;
        const auto& counts = t_.counts[a];
        double pairs = 0, rare = 0, known = 0;
        for (size_t c = 1; c < counts.size(); ++c) {
            double n = counts[c];
            known += n;
            if (n <= rows_of_value_max) rare += n, pairs += std::max(0.0, n - 1);
        }
        if (2 * rare <= known) return;
        auto keep = uint64_t(std::min(1.0, double(pairs_asked) / std::max(1.0, pairs)) * double(1ull << 32));
        auto asked = [&](uint32_t c) { return counts[c] > 1 && counts[c] <= rows_of_value_max && (mix(values[c].hash, 41) >> 32) < keep; };
        std::vector<Item> items, room;
        for (size_t r = 0; r < t_.rows; ++r)
            if (uint32_t c = t_.row(r)[a]; c && asked(c)) items.push_back(item_of(c, uint32_t(r)));
        sort_items(items, room);
        std::vector<size_t> seen(width_), same(width_);
        for (size_t i = 1; i < items.size(); ++i) {
            if (key_of(items[i]) != key_of(items[i - 1])) continue;
            const uint32_t *x = t_.row(row_of(items[i - 1])), *y = t_.row(row_of(items[i]));
            for (size_t k = 0; k < width_; ++k) seen[k] += x[k] && y[k], same[k] += x[k] && x[k] == y[k];
        }
        goes[a] = alone;
        for (size_t k = 0; k < width_; ++k) {
            double chance = double(seen[k]) * seen_[k][exact];
            if (k != a && same[k] >= least && double(same[k]) > 2 * chance + 3 * std::sqrt(chance)) goes[a] = together;
        }
    });
    std::vector<bool> out(width_, true);
    if (size_t(std::count(goes.begin(), goes.end(), together)) < together_min) return out;
    bool dated = false;
    for (size_t a = 0; a < width_; ++a) dated |= goes[a] == together && t_.attributes[a].kind == Kind::date;
    for (size_t a = 0; a < width_; ++a) {
        auto kind = t_.attributes[a].kind;
        out[a] = goes[a] != alone || is_name(kind) || (kind == Kind::date && !dated);
    }
    return out;
}

// Blocks in which few pairs agree by chance, until each attribute is outside of three.
void Trainer::plan(const Model& m) {
    struct Choice { std::vector<uint8_t> attributes; double chance; };
    std::vector<Choice> choices;
    auto agree = [&](size_t a) { return m.attributes[a].u[exact] * m.attributes[a].known * m.attributes[a].known; };
    auto usable = of_persons();
    for (size_t a = 0; a < width_; ++a) {
        if (m.attributes[a].known <= 0 || !usable[a]) continue;
        if (agree(a) < 0.01) choices.push_back({{uint8_t(a)}, agree(a)});
        for (size_t b = 0; b < a; ++b)
            if (usable[b] && agree(a) * agree(b) < 0.002) choices.push_back({{uint8_t(b), uint8_t(a)}, agree(a) * agree(b)});
    }
    // The fewer pairs by chance the better, until matches are the most of it; from then on what holds more matches.
    double matches = m.prior * pairs_in_all();
    auto worth = [&](const Choice& c) {
        double found = matches;
        for (auto a : c.attributes) found *= m.attributes[a].m[exact] * m.attributes[a].known * m.attributes[a].known;
        return found / (found + c.chance * pairs_in_all() + 1) * (c.attributes.size() == 1 ? 1.05 : 1);
    };
    std::stable_sort(choices.begin(), choices.end(), [&](auto& x, auto& y) { return worth(x) > worth(y); });
    std::vector<size_t> outside(width_);
    for (const auto& c : choices) {
        if (blocks_.size() >= 12) break;
        bool needed = blocks_.size() < 4;
        for (size_t a = 0; a < width_; ++a)
            needed |= outside[a] < 3 && std::find(c.attributes.begin(), c.attributes.end(), a) == c.attributes.end();
        if (!needed) continue;
        for (size_t a = 0; a < width_; ++a) outside[a] += std::find(c.attributes.begin(), c.attributes.end(), a) == c.attributes.end();
        Block b;
        b.attributes = c.attributes;
        double pairs = pairs_in_all() * c.chance + matches;
        b.sampled = std::min(1.0, double(o_.pairs_a_block) / std::max(1.0, pairs));
        blocks_.push_back(std::move(b));
    }
}

void Trainer::look(Block& block, const Keys& keys) const {
    Pass pass = pass_of(block);
    auto keep = uint64_t(block.sampled * double(1ull << 32));
    std::vector<Item> items, room;
    for (size_t r = 0; r < t_.rows; ++r) {
        uint32_t key = keys.key(pass, t_.row(r));
        if (key && (mix(key, 99) >> 32) < keep) items.push_back(item_of(key, uint32_t(r)));
    }
    sort_items(items, room);
    std::vector<Pattern> all;
    constexpr size_t longest = 400;        // rows of one key that are compared with each other
    for (size_t i = 0; i < items.size() && all.size() < 4 * o_.pairs_a_block;) {
        size_t end = i + 1;
        while (end < items.size() && key_of(items[end]) == key_of(items[i])) ++end;
        size_t stop = std::min(end, i + longest);
        for (size_t x = i; x < stop; ++x)
            for (size_t y = x + 1; y < stop; ++y) {
                uint32_t a = row_of(items[x]), b = row_of(items[y]);
                if (!may_pair(a, b)) continue;
                all.push_back(pattern(t_.row(a), t_.row(b)));
                if (mix(mix(key_of(items[x]), x - i), y - i) % 8 != 0 && block.samples.size() > 2000) continue;
                if (block.samples.size() >= 12'000) continue;
                std::array<uint16_t, attributes_max> parts{};
                for (size_t k = 0; k < width_; ++k)
                    for (uint8_t p = 0; p < parts_count; ++p) {
                        if (!part_of(t_.attributes[k].kind, p)) continue;
                        auto f = family_of(t_.attributes[k].kind);
                        uint32_t h = part_hash(t_.store(k), f, p, t_.row(a)[k]);
                        if (h && h == part_hash(t_.store(k), f, p, t_.row(b)[k])) parts[k] |= uint16_t(1 << p);
                    }
                block.samples.emplace_back(all.back(), parts);
            }
        i = end;
    }
    block.pairs = double(all.size());
    std::sort(all.begin(), all.end());
    for (size_t i = 0; i < all.size();) {
        size_t from = i;
        while (i < all.size() && all[i] == all[from]) ++i;
        block.patterns.emplace_back(all[from], double(i - from));
    }
}

// The chance that a pair of that pattern in that block is of one person.
double chance_of(const Model& m, const Block& b, Pattern p, size_t width) {
    double odds = b.share / (1 - b.share);
    for (size_t k = 0; k < width; ++k) {
        uint8_t v = level_in(p, k);
        if (v == unknown || b.holds(k)) continue;
        odds *= m.attributes[k].m[v] / m.attributes[k].u[v];
    }
    if (level_in(p, order_slot) == crossed) odds *= m.swapped;
    return odds / (1 + odds);
}

void Trainer::maximise(Model& m) {
    for (int round = 0; round < 30; ++round) {
        std::vector<std::array<double, levels_count>> sums(width_);
        double swaps = 0.2, order = 20;
        for (size_t k = 0; k < width_; ++k) {
            auto guess = first_guess(t_.attributes[k]);
            for (size_t v = 1; v < levels_count; ++v) sums[k][v] = guess.m[v] * guess_weight;
        }
        for (auto& b : blocks_) {
            double matched = 0;
            for (const auto& [p, count] : b.patterns) {
                double w = count * chance_of(m, b, p, width_);
                matched += w;
                for (size_t k = 0; k < width_; ++k)
                    if (uint8_t v = level_in(p, k); v != unknown && !b.holds(k)) sums[k][v] += w;
                uint8_t o = level_in(p, order_slot);
                if (o != 0 && given_ >= 0 && !b.holds(size_t(given_)) && !b.holds(size_t(surname_))) order += w, swaps += o == crossed ? w : 0;
            }
            b.share = std::clamp((matched + 0.5) / (b.pairs + 1), 1e-7, 0.9999);
        }
        for (size_t k = 0; k < width_; ++k) {
            double total = 0;
            for (size_t v = 1; v < levels_count; ++v) total += sums[k][v];
            for (size_t v = 1; v < levels_count; ++v) m.attributes[k].m[v] = sums[k][v] / total;
        }
        m.swapped = swaps / order;
    }
}

// What the blocks found, and what they cannot see because a part of theirs differs or is not known.
void Trainer::estimate_prior(Model& m) const {
    std::vector<double> estimates;
    for (const auto& b : blocks_) {
        double seen = b.share * b.pairs / b.sampled, part = 1;
        for (auto a : b.attributes) part *= m.attributes[a].m[exact] * m.attributes[a].known * m.attributes[a].known;
        if (part > 0.001) estimates.push_back(seen / part);
    }
    double matches = std::max(0.5, 0.25 * double(t_.rows));      // when nothing tells
    if (!estimates.empty()) {
        std::sort(estimates.begin(), estimates.end());
        matches = std::max(0.5, estimates[estimates.size() / 2]);
    }
    double most = 0.5 * pairs_in_all();
    matches = std::min(matches, std::max(0.5, most));
    m.prior = std::clamp(matches / std::max(1.0, pairs_in_all()), 1e-14, 0.5);
    m.matches_per_row = t_.rows ? 2 * matches / double(t_.rows) : 0;
}

// In one person's rows a given name and a document go wrong each for itself. Where both are others far more often than that, with one day, they
// are twins.
void Trainer::count_apart(Model& m) const {
    int given = t_.find(Kind::given), document = t_.find(Kind::document), born = t_.find(Kind::date);
    if (given < 0 || document < 0 || born < 0) return;
    double pairs[2][2] = {};               // the given name is another, the document is another
    for (const auto& b : blocks_) {
        if (b.holds(size_t(given)) || b.holds(size_t(document))) continue;
        for (const auto& [p, count] : b.patterns) {
            uint8_t g = level_in(p, size_t(given)), d = level_in(p, size_t(document)), day = level_in(p, size_t(born));
            if (g == unknown || d == unknown || day == unknown || day == day_unknown || day > two_digits) continue;
            pairs[g == other][d == other] += count * chance_of(m, b, p, width_);
        }
    }
    constexpr double half = 0.5;           // a pair that was not seen, so that nothing is divided by nothing
    double by_chance = (pairs[0][1] + half) * (pairs[1][0] + half) / (pairs[0][0] + half);
    m.apart = std::min(1.0, (by_chance + half) / (pairs[1][1] + half));
}

// Pairs of one person as they may be, each attribute drawn by itself from what the blocks without it saw.
std::vector<Agreement> Trainer::draw(const Model& m) const {
    constexpr size_t drawn = 1 << 14;
    struct Outcome { double until; uint16_t parts; uint8_t level; };
    std::vector<std::vector<Outcome>> outcomes(width_);
    for (size_t k = 0; k < width_; ++k) {
        std::map<std::pair<uint8_t, uint16_t>, double> weights;
        for (const auto& b : blocks_)
            if (!b.holds(k))
                for (const auto& [p, parts] : b.samples) weights[{level_in(p, k), parts[k]}] += chance_of(m, b, p, width_);
        double sum = 0;
        for (const auto& [what, w] : weights) outcomes[k].push_back({sum += w, what.second, what.first});
        if (outcomes[k].empty()) outcomes[k].push_back({sum = 1, 1, exact});
        for (auto& o : outcomes[k]) o.until /= sum;
    }
    std::vector<Agreement> out(drawn);
    for (size_t i = 0; i < drawn; ++i)
        for (size_t k = 0; k < width_; ++k) {
            double at = double(mix(mix(i + 1, 0x51AFD7ED), mix(k + 77, 3)) >> 11) * 0x1p-53;
            auto o = std::upper_bound(outcomes[k].begin(), outcomes[k].end(), at, [](double x, const Outcome& y) { return x < y.until; });
            if (o == outcomes[k].end()) --o;
            if (o_.unknown_more > 0 && double(mix(mix(i + 1, 0x2545F491), mix(k + 9, 4)) >> 11) * 0x1p-53 < o_.unknown_more) continue;
            out[i].parts[k] = o->parts;
            const auto& l = m.attributes[k];
            if (o->level != unknown) out[i].bits += float(std::log2(std::max(1e-9, l.m[o->level]) / std::max(1e-12, l.u[o->level])));
        }
    return out;
}

Model Trainer::learn(const Say& say) {
    Model m;
    start(m);
    plan(m);
    Keys keys(t_);
    for (const auto& b : blocks_) keys.prepare(pass_of(b));
    run_(blocks_.size(), [&](size_t b) { look(blocks_[b], keys); });
    double pairs = 0;
    for (const auto& b : blocks_) pairs += b.pairs;
    if (say) say("training on " + std::to_string(uint64_t(pairs)) + " pairs in " + std::to_string(blocks_.size()) + " blocks");
    for (int round = 0; round < 3; ++round) {
        maximise(m);
        estimate_prior(m);
        chance_corrected(m);
    }
    count_apart(m);
    return m;
}

}  // namespace

Result<Model> train(const Table& t, const TrainOptions& o, const Run& run, Memory& memory, const Say& say) {
    if (t.width() == 0) return invalid("no column to compare: all are empty, ids or labels");
    size_t needed = t.rows * 16 + o.pairs_a_block * 40 * 12;
    TRY(memory.take(needed, "training"));
    Trainer trainer(t, o, run);
    Model m = trainer.learn(say);
    choose_passes(t, m, trainer.draw(m), {o.unknown_more > 0, o.pairs_per_row * double(t.rows), double(t.rows)});
    memory.give_back(needed);
    return m;
}

}  // namespace soria::matching
