#include "engines/matching/shared.hpp"

#include <algorithm>
#include <cmath>

#include "engines/matching/blocks.hpp"

namespace soria::matching {
namespace {

constexpr size_t holders_max = 24;         // compared with each other

// What people who share a telephone or a passport share as well: whose it is, where they are kept.
bool goes_with(Kind k) { return is_identifier(k) || k == Kind::address || k == Kind::postcode || k == Kind::place; }

// Values that hardly anybody has but those who share an identifier: the same link once more (one address, one invented day of birth).
void held_by_them(const Table& t, const Model& m, const std::vector<uint32_t>& rows, std::vector<SharedValue>& out) {
    constexpr double mostly = 0.8;
    for (size_t k = 0; k < t.width(); ++k) {
        if (is_name(m.attributes[k].kind)) continue;
        std::vector<uint32_t> codes;
        for (uint32_t r : rows)
            if (uint32_t c = t.row(r)[k]) codes.push_back(c);
        std::sort(codes.begin(), codes.end());
        for (size_t i = 0; i < codes.size();) {
            size_t from = i;
            while (i < codes.size() && codes[i] == codes[from]) ++i;
            bool many = i - from > 2 && 2 * (i - from) > rows.size();
            if (many && double(i - from) >= mostly * double(t.counts[k][codes[from]])) out.push_back({uint32_t(k), codes[from], uint32_t(i - from)});
        }
    }
}

// People who share an identifier often come from one place, and how frequent a name is in the register says little of how frequent it is among
// them. A name is at least as frequent as among them, as far as its bearers are theirs; for all pairs alike, so that the identifier's agreement never
// lowers a score. What two rows of them have at most says nothing: they are seldom two persons'.
struct AmongThem { uint32_t attribute, code; double frequency; };
void names_among_them(const Table& t, const Model& m, const std::vector<uint32_t>& rows, std::vector<AmongThem>& out) {
    for (size_t k = 0; k < t.width(); ++k) {
        if (!is_name(m.attributes[k].kind)) continue;
        std::vector<uint32_t> codes;
        for (uint32_t r : rows)
            if (uint32_t c = t.row(r)[k]) codes.push_back(c);
        std::sort(codes.begin(), codes.end());
        for (size_t i = 0; i < codes.size();) {
            size_t from = i;
            while (i < codes.size() && codes[i] == codes[from]) ++i;
            double theirs = double(i - from);
            if (i - from > 2) out.push_back({uint32_t(k), codes[from], (theirs - 1) / double(codes.size()) * theirs / double(t.counts[k][codes[from]])});
        }
    }
}

// Which part of the pairs of holders are one person, by everything but the identifier: a beta prior that leans to "several",
// because what is not known of people must not join them.
double one_person_share(const std::vector<double>& odds) {
    double share = 0.4;
    for (int round = 0; round < 12; ++round) {
        double sum = 0.5;
        for (double o : odds) sum += share * o / (share * o + 1 - share);
        share = sum / (double(odds.size()) + 2);
    }
    return share;
}

}  // namespace

std::vector<SharedValue> discount_shared(const Table& t, const Model& m, Scorer& s) {
    std::vector<SharedValue> out;
    std::vector<SharedValue> with_it;
    std::vector<AmongThem> names;
    // Rules in SQL do not see names that changed places, so they must be surer that the holders are others.
    double enough = m.rules ? 0.2 : 0.5;
    for (size_t k = 0; k < t.width(); ++k) {
        if (!is_identifier(m.attributes[k].kind)) continue;
        std::vector<Item> holders, room;
        for (size_t r = 0; r < t.rows; ++r)
            if (uint32_t c = t.row(r)[k]; c && t.counts[k][c] > 2) holders.push_back(item_of(c, uint32_t(r)));
        sort_items(holders, room);
        for (size_t i = 0; i < holders.size();) {
            size_t end = i + 1;
            uint32_t code = key_of(holders[i]);
            while (end < holders.size() && key_of(holders[end]) == code) ++end;
            std::vector<double> odds;
            size_t step = std::max<size_t>(1, (end - i) / holders_max);
            for (size_t x = i; x < end; x += step)
                for (size_t y = x + step; y < end; y += step) {
                    const uint32_t *a = t.row(row_of(holders[x])), *b = t.row(row_of(holders[y]));
                    // What else they share with more than two rows is the same link once more, not evidence of its own.
                    uint32_t same_link = 1u << k;
                    for (size_t j = 0; j < t.width(); ++j)
                        if (a[j] && a[j] == b[j] && goes_with(m.attributes[j].kind) && t.counts[j][a[j]] > 2) same_link |= 1u << j;
                    float bits = s.apart(a, b, same_link);
                    odds.push_back(std::exp2(std::clamp(double(bits), -40.0, 40.0)));
                }
            if (one_person_share(odds) < enough) {
                out.push_back({uint32_t(k), code, uint32_t(end - i)});
                std::vector<uint32_t> rows;
                for (size_t x = i; x < end; ++x) rows.push_back(row_of(holders[x]));
                held_by_them(t, m, rows, with_it);
                names_among_them(t, m, rows, names);
            }
            i = end;
        }
    }
    for (const auto* list : {&out, &with_it})
        for (const auto& v : *list) s.take_off(v.attribute, v.code, 1e9f);
    for (const auto& n : names) s.not_rarer(n.attribute, n.code, n.frequency);
    std::sort(out.begin(), out.end(), [&](const SharedValue& x, const SharedValue& y) {
        return x.attribute != y.attribute ? x.attribute < y.attribute : t.store(x.attribute).text(x.code) < t.store(y.attribute).text(y.code);
    });
    return out;
}

}  // namespace soria::matching
