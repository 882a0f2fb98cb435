#include "engines/matching/distances.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

namespace soria::matching {
namespace {

bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }
bool one_byte_each(std::string_view s) {
    return std::all_of(s.begin(), s.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}
// What came from a file is valid UTF-8; a stray byte counts as a character of its own bytes.
std::u32string wide(std::string_view s) {
    std::u32string out;
    for (char c : s) {
        if (begins_character(c) || out.empty()) out += static_cast<unsigned char>(c);
        else out.back() = out.back() << 8 | static_cast<unsigned char>(c);
    }
    return out;
}

template <class View> int edit_distance(View a, View b) {
    if (a.size() > b.size()) std::swap(a, b);
    while (!a.empty() && a.front() == b.front()) a.remove_prefix(1), b.remove_prefix(1);
    while (!a.empty() && a.back() == b.back()) a.remove_suffix(1), b.remove_suffix(1);
    std::vector<int> row(a.size() + 1);
    for (size_t i = 0; i <= a.size(); ++i) row[i] = int(i);
    for (size_t j = 1; j <= b.size(); ++j) {
        int corner = row[0];
        row[0] = int(j);
        for (size_t i = 1; i <= a.size(); ++i) {
            int above = row[i];
            row[i] = std::min({above + 1, row[i - 1] + 1, corner + (a[i - 1] != b[j - 1])});
            corner = above;
        }
    }
    return row[a.size()];
}

// Lowrance and Wagner: for each cell the last place where the two letters stood the other way round.
template <class View> int damerau(View a, View b) {
    size_t n = a.size(), m = b.size(), width = m + 2;
    int far = int(n + m);
    std::vector<int> d((n + 2) * width);
    auto at = [&](size_t i, size_t j) -> int& { return d[i * width + j]; };
    at(0, 0) = far;
    for (size_t i = 0; i <= n; ++i) at(i + 1, 0) = far, at(i + 1, 1) = int(i);
    for (size_t j = 0; j <= m; ++j) at(0, j + 1) = far, at(1, j + 1) = int(j);
    std::unordered_map<uint32_t, size_t> last;
    for (size_t i = 1; i <= n; ++i) {
        size_t last_in_b = 0;
        for (size_t j = 1; j <= m; ++j) {
            auto found = last.find(uint32_t(b[j - 1]));
            size_t k = found == last.end() ? 0 : found->second, l = last_in_b;
            bool same = a[i - 1] == b[j - 1];
            if (same) last_in_b = j;
            at(i + 1, j + 1) = std::min({at(i, j) + !same, at(i + 1, j) + 1, at(i, j + 1) + 1, at(k, l) + int(i - k - 1) + 1 + int(j - l - 1)});
        }
        last[uint32_t(a[i - 1])] = i;
    }
    return at(n + 1, m + 1);
}

template <class View> double jaro(View a, View b) {
    if (a.empty() && b.empty()) return 1;
    if (a.empty() || b.empty()) return 0;
    size_t window = std::max(a.size(), b.size()) / 2;
    window = window > 0 ? window - 1 : 0;
    std::vector<bool> used_a(a.size()), used_b(b.size());
    size_t common = 0;
    for (size_t i = 0; i < a.size(); ++i)
        for (size_t j = i > window ? i - window : 0, to = std::min(b.size(), i + window + 1); j < to; ++j)
            if (a[i] == b[j] && !used_b[j]) {
                used_a[i] = used_b[j] = true;
                ++common;
                break;
            }
    if (common == 0) return 0;
    size_t misplaced = 0;
    for (size_t i = 0, j = 0; i < a.size(); ++i) {
        if (!used_a[i]) continue;
        while (!used_b[j]) ++j;
        misplaced += a[i] != b[j++];
    }
    double c = double(common);
    return (c / double(a.size()) + c / double(b.size()) + (c - double(misplaced / 2)) / c) / 3;
}

template <class View> double winkler(View a, View b) {
    double j = jaro(a, b);
    if (j <= 0.7) return j;
    size_t same = 0;
    while (same < 4 && same < a.size() && same < b.size() && a[same] == b[same]) ++same;
    return j + double(same) * 0.1 * (1 - j);
}

constexpr size_t compared_max = 1000;      // characters: the work and the room grow with their square

template <class F> auto of_characters(std::string_view a, std::string_view b, F measure) {
    if (a.size() > compared_max) a = characters(a, 1, compared_max);
    if (b.size() > compared_max) b = characters(b, 1, compared_max);
    if (one_byte_each(a) && one_byte_each(b)) return measure(a, b);
    auto x = wide(a), y = wide(b);
    return measure(std::u32string_view(x), std::u32string_view(y));
}

template <class View> std::vector<typename View::value_type> set_of(View s) {
    std::vector<typename View::value_type> out(s.begin(), s.end());
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

}  // namespace

int levenshtein(std::string_view a, std::string_view b) {
    return of_characters(a, b, [](auto x, auto y) { return edit_distance(x, y); });
}
int damerau_levenshtein(std::string_view a, std::string_view b) {
    return of_characters(a, b, [](auto x, auto y) { return damerau(x, y); });
}
double jaro_similarity(std::string_view a, std::string_view b) {
    return of_characters(a, b, [](auto x, auto y) { return jaro(x, y); });
}
double jaro_winkler_similarity(std::string_view a, std::string_view b) {
    return of_characters(a, b, [](auto x, auto y) { return winkler(x, y); });
}
double jaccard_similarity(std::string_view a, std::string_view b) {
    if (a.empty() || b.empty()) return -1;
    return of_characters(a, b, [](auto x, auto y) {
        auto s = set_of(x), t = set_of(y);
        decltype(s) both;
        std::set_intersection(s.begin(), s.end(), t.begin(), t.end(), std::back_inserter(both));
        return double(both.size()) / double(s.size() + t.size() - both.size());
    });
}
int hamming_distance(std::string_view a, std::string_view b) {
    return of_characters(a, b, [](auto x, auto y) {
        if (x.size() != y.size()) return -1;
        int n = 0;
        for (size_t i = 0; i < x.size(); ++i) n += x[i] != y[i];
        return n;
    });
}

size_t characters_in(std::string_view s) { return size_t(std::count_if(s.begin(), s.end(), begins_character)); }

std::string_view characters(std::string_view s, long from, long count) {
    long size = long(characters_in(s)), first = from > 0 ? from - 1 : from < 0 ? size + from : -1;
    long end = count > size ? size : std::min(size, first + count);
    first = std::max(0l, first);
    if (first >= end) return s.substr(0, 0);
    size_t begin = 0, at = 0;
    for (long n = -1; at <= s.size(); ++at) {
        if (at < s.size() && !begins_character(s[at])) continue;
        if (++n == first) begin = at;
        if (n == end) break;
    }
    return s.substr(begin, at - begin);
}

}  // namespace soria::matching
