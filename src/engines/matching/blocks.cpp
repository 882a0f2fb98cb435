#include "engines/matching/blocks.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "engines/matching/fold.hpp"

namespace soria::matching {
namespace {

constexpr double least_gain = 0.0004;      // of the matches, that a pass must add
constexpr double pass_cost = 0.5;          // of a pass for each row, in pairs looked at
constexpr size_t passes_max = 16;

constexpr std::string_view words[parts_count] = {"the same", "sounding the same", "the same first three letters", "the same first letter", "the same year and month",
                                                 "the same day and month", "the same year and day", "the same year", "the same last three letters", "the same consonants"};

uint32_t never_zero(uint64_t h) { return uint32_t(h >> 32) | 1; }

// How often two blindly taken rows agree in a part: over the values, those of a large store by a sample of the parts' hashes.
double agree_by_chance(const Table& t, size_t a, uint8_t part) {
    const auto& store = t.store(a);
    auto family = family_of(t.attributes[a].kind);
    const auto& counts = t.counts[a];
    uint32_t keep = counts.size() > 40'000 ? 8 : 1;
    std::vector<std::pair<uint32_t, uint32_t>> seen;
    for (uint32_t c = 1; c < counts.size(); ++c) {
        if (!counts[c]) continue;
        uint32_t h = part_hash(store, family, part, c);
        if (h && (keep == 1 || mix(h, 5) % keep == 0)) seen.emplace_back(h, counts[c]);
    }
    std::sort(seen.begin(), seen.end());
    double sum = 0;
    for (size_t i = 0; i < seen.size();) {
        double n = 0;
        for (size_t h = seen[i].first; i < seen.size() && seen[i].first == h; ++i) n += seen[i].second;
        sum += n * std::max(0.0, n - 1);
    }
    return sum * keep / std::max(1.0, double(t.rows) * (double(t.rows) - 1));
}

struct Candidate {
    std::vector<size_t> parts;             // places in the list of parts
    double pairs = 0;
    size_t gain_at_most = ~size_t{0};      // what it added when last asked: it never adds more later
};
struct PartOf { uint8_t attribute, part; double chance; };
using Bits = std::vector<uint64_t>;

std::vector<PartOf> parts_of(const Table& t) {
    std::vector<PartOf> out;
    for (size_t a = 0; a < t.width(); ++a)
        for (uint8_t p = 0; p < parts_count; ++p)
            if (part_of(t.attributes[a].kind, p)) {
                double chance = agree_by_chance(t, a, p);
                if (chance > 0 && chance < 0.6) out.push_back({uint8_t(a), p, chance});
            }
    return out;
}

std::vector<Candidate> candidates(const std::vector<PartOf>& parts, double pairs_in_all, double budget) {
    std::vector<Candidate> out;
    auto add = [&](std::vector<size_t> list) {
        double pairs = pairs_in_all;
        for (size_t i = 0; i < list.size(); ++i) {
            pairs *= parts[list[i]].chance;
            for (size_t k = 0; k < i; ++k)
                if (parts[list[i]].attribute == parts[list[k]].attribute) return;
        }
        if (pairs <= budget) out.push_back({std::move(list), pairs, ~size_t{0}});
    };
    for (size_t i = 0; i < parts.size(); ++i) {
        add({i});
        for (size_t j = i + 1; j < parts.size(); ++j) {
            add({i, j});
            for (size_t k = j + 1; k < parts.size(); ++k) add({i, j, k});
        }
    }
    return out;
}

// Names that are written without vowels: by their consonants and the year, or both names' consonants.
void add_passes_of_consonants(const Table& t, Model& m, const PassBudget& budget) {
    int given = t.find(Kind::given), surname = t.find(Kind::surname), date = t.find(Kind::date);
    bool there = budget.any_script;
    for (int k : {given, surname})
        if (k >= 0)
            for (const auto& v : t.store(size_t(k)).values) there |= (v.flags & Value::unvowelled) != 0;
    if (!there) return;
    double in_all = budget.rows * (budget.rows - 1) / 2;
    auto add = [&](int x, uint8_t part_x, int y, uint8_t part_y) {
        if (x < 0 || y < 0) return;
        double pairs = in_all * agree_by_chance(t, size_t(x), part_x) * agree_by_chance(t, size_t(y), part_y);
        if (pairs > budget.pairs / 3) return;
        m.passes.push_back({{{uint8_t(x), part_x}, {uint8_t(y), part_y}}, pairs, m.recall, false});
    };
    add(given, bones, date, year);
    add(surname, bones, date, year);
    add(given, bones, surname, bones);
}

// Names that changed places: the same two, whichever stands where.
void add_pass_of_names_in_any_order(const Table& t, Model& m, const PassBudget& budget) {
    int given = t.find(Kind::given), surname = t.find(Kind::surname);
    if (given < 0 || surname < 0) return;
    double pairs = budget.rows * (budget.rows - 1) / 2 * agree_by_chance(t, size_t(given), whole) * agree_by_chance(t, size_t(surname), whole);
    if (pairs <= budget.pairs / 3) m.passes.push_back({{{uint8_t(given), whole}, {uint8_t(surname), whole}}, 2 * pairs, m.recall, true});
}

}  // namespace

std::string_view part_words(uint8_t part) { return part < parts_count ? words[part] : std::string_view("?"); }

bool part_of(Kind kind, uint8_t part) {
    if (part == whole) return true;
    auto f = family_of(kind);
    if (f == Family::date) return part >= year_month && part <= year;
    if (f == Family::plain) return false;
    if (is_name(kind)) return part == sound || part == start || part == first_letter || part == ending;
    if (part == bones || (part == ending && kind == Kind::email)) return false;      // an e-mail ends as its provider's do
    return part == start || part == ending || (part == sound && kind != Kind::document && kind != Kind::phone && kind != Kind::postcode);
}

uint32_t part_hash(const Store& s, Family family, uint8_t part, uint32_t code) {
    if (code == 0) return 0;
    const auto& v = s.values[code];
    if (part == whole) return v.hash | 1;
    if (family == Family::date) {
        if (v.flags & Value::partial) return part == year && year_of(v.mask) ? never_zero(mix(uint64_t(year_of(v.mask)), 7)) : 0;
        auto y = uint64_t(year_of(v.mask)), m = uint64_t(month_of(v.mask)), d = uint64_t(day_of(v.mask));
        switch (part) {
        case year_month: return never_zero(mix(y << 8 | m, 4));
        case month_day: return v.flags & Value::new_year ? 0 : never_zero(mix(std::min(m, d) << 8 | std::max(m, d), 5));
        case day_year: return never_zero(mix(y << 8 | d, 6));
        default: return never_zero(mix(y, 7));
        }
    }
    if (part == sound) return v.sound ? v.sound : 0;
    auto text = s.text(code);
    if (part == bones) {
        auto key = skeleton(text);
        return key.empty() ? 0 : never_zero(mix(hash_of(key), 9));
    }
    if (part == first_letter) return never_zero(mix(uint64_t(static_cast<unsigned char>(text[0])), 3));
    if (text.size() < 3) return 0;
    return never_zero(mix(hash_of(part == start ? text.substr(0, 3) : text.substr(text.size() - 3)), part));
}

void Keys::prepare(const Pass& pass) {
    for (auto [a, part] : pass.parts) {
        auto& list = hashes_[a][part];
        const auto& store = t_.store(a);
        if (list.size() == store.values.size()) continue;
        list.resize(store.values.size());
        auto family = family_of(t_.attributes[a].kind);
        for (uint32_t c = 1; c < list.size(); ++c) list[c] = t_.counts[a][c] ? part_hash(store, family, part, c) : 0;
    }
}

size_t Keys::bytes() const {
    size_t n = 0;
    for (const auto& a : hashes_)
        for (const auto& p : a) n += p.capacity() * 4;
    return n;
}

void sort_items(std::vector<Item>& items, std::vector<Item>& room) {
    room.resize(items.size());
    constexpr int digit = 11;
    for (int shift = 32; shift < 64; shift += digit) {
        std::array<uint32_t, (1 << digit) + 1> at{};
        for (auto i : items) ++at[(i >> shift & ((1 << digit) - 1)) + 1];
        for (size_t d = 1; d < at.size(); ++d) at[d] += at[d - 1];
        for (auto i : items) room[at[i >> shift & ((1 << digit) - 1)]++] = i;
        items.swap(room);
    }
}

Distinct distinct_rows(const Table& t) {
    std::vector<Item> items(t.rows), room;
    size_t width = t.width();
    for (size_t r = 0; r < t.rows; ++r) {
        uint64_t h = t.source.empty() ? 0 : t.source[r];
        for (size_t k = 0; k < width; ++k) h = mix(h, t.row(r)[k]);
        items[r] = item_of(uint32_t(h >> 32), uint32_t(r));
    }
    sort_items(items, room);
    room = {};
    Distinct out;
    std::vector<bool> is_copy(t.rows);
    for (size_t i = 0; i < items.size();) {
        size_t end = i + 1;
        while (end < items.size() && key_of(items[end]) == key_of(items[i])) ++end;
        for (size_t k = i + 1; k < end; ++k)
            for (size_t j = i, tries = 0; j < k && tries < 8; ++j) {
                uint32_t a = row_of(items[j]), b = row_of(items[k]);
                if (is_copy[a]) continue;
                ++tries;
                bool one_file = t.source.empty() || t.source[a] == t.source[b];
                if (!one_file || !std::equal(t.row(a), t.row(a) + width, t.row(b))) continue;
                is_copy[b] = true;
                out.copies.emplace_back(b, a);
                break;
            }
        i = end;
    }
    for (size_t r = 0; r < t.rows; ++r)
        if (!is_copy[r]) out.rows.push_back(uint32_t(r));
    std::sort(out.copies.begin(), out.copies.end());
    return out;
}

void choose_passes(const Table& t, Model& model, const std::vector<Agreement>& drawn, const PassBudget& budget) {
    model.passes.clear();
    model.recall = 0;
    if (drawn.empty()) return;
    double rows = budget.rows, in_all = rows * (rows - 1) / 2;
    auto parts = parts_of(t);
    auto list = candidates(parts, in_all, budget.pairs / 3);
    size_t blocks = (drawn.size() + 63) / 64;
    Bits decidable(blocks), found(blocks);
    std::vector<Bits> has(parts.size(), Bits(blocks));
    float enough = float(std::log2(std::max(model.prior, 1e-12))) * -1 - 4;
    for (size_t i = 0; i < drawn.size(); ++i) {
        if (drawn[i].bits > enough) decidable[i / 64] |= 1ull << i % 64;
        for (size_t p = 0; p < parts.size(); ++p)
            if (drawn[i].parts[parts[p].attribute] >> parts[p].part & 1) has[p][i / 64] |= 1ull << i % 64;
    }
    auto gain = [&](const Candidate& c) {
        size_t n = 0;
        for (size_t b = 0; b < blocks; ++b) {
            uint64_t x = decidable[b] & ~found[b];
            for (size_t p : c.parts) x &= has[p][b];
            n += size_t(std::popcount(x));
        }
        return n;
    };
    double left = budget.pairs;
    while (model.passes.size() < passes_max) {
        Candidate* best = nullptr;
        double best_worth = 0;
        for (auto& c : list) {
            if (c.pairs > left || double(c.gain_at_most) / (c.pairs + pass_cost * rows) <= best_worth) continue;
            size_t g = c.gain_at_most = gain(c);
            if (double(g) < least_gain * double(drawn.size())) continue;
            double worth = double(g) / (c.pairs + pass_cost * rows);
            if (worth > best_worth) best = &c, best_worth = worth;
        }
        if (!best) break;
        left -= best->pairs;
        Pass pass;
        pass.expected_pairs = best->pairs;
        for (size_t p : best->parts) pass.parts.emplace_back(parts[p].attribute, parts[p].part);
        size_t n = 0;
        for (size_t b = 0; b < blocks; ++b) {
            uint64_t x = ~0ull;
            for (size_t p : best->parts) x &= has[p][b];
            found[b] |= x;
            n += size_t(std::popcount(found[b]));
        }
        model.recall = std::min(1.0, double(n) / double(drawn.size()));
        model.passes.push_back(std::move(pass));
    }
    auto wholes = [](const Pass& p) { return std::all_of(p.parts.begin(), p.parts.end(), [](auto& x) { return x.second == whole; }); };
    std::stable_partition(model.passes.begin(), model.passes.end(), wholes);
    // What each finds with those before it, in the order in which they are made.
    std::fill(found.begin(), found.end(), 0);
    for (auto& pass : model.passes) {
        size_t n = 0;
        for (size_t b = 0; b < blocks; ++b) {
            uint64_t x = ~0ull;
            for (auto [a, part] : pass.parts)
                for (size_t p = 0; p < parts.size(); ++p)
                    if (parts[p].attribute == a && parts[p].part == part) x &= has[p][b];
            n += size_t(std::popcount(found[b] |= x));
        }
        pass.recall = std::min(1.0, double(n) / double(drawn.size()));
    }
    add_pass_of_names_in_any_order(t, model, budget);
    add_passes_of_consonants(t, model, budget);
}

}  // namespace soria::matching
