#pragma once
// For tests: a table from text, and what came out of it.
#include <doctest/doctest.h>

#include "engines/matching/match.hpp"

namespace soria::matching {

inline Result<Table> table_of(std::string_view csv, LoadOptions o = {}, size_t chunk = 7) {
    Memory memory;
    Loader loader(std::move(o), run_here, memory);
    TRY(loader.begin_file());
    for (size_t at = 0; at < csv.size(); at += chunk) TRY(loader.feed(csv.substr(at, chunk)));
    TRY(loader.end_file());
    return loader.table();
}

// Made-up people, each registered one to three times with small errors; the label is the id's first part.
inline std::string some_people(size_t persons, uint64_t seed) {
    static constexpr const char* parts[] = {"ka", "lo", "mi", "ne", "ru", "so", "ta", "vi", "ber", "dan", "gor", "hel", "nik", "pav", "ter", "zo"};
    uint64_t state = seed;
    auto below = [&](size_t n) { return size_t((state = mix(state + 1, 0x1234567)) >> 11) % n; };
    auto name = [&](size_t n) {
        std::string s;
        for (size_t i = 0; i < n; ++i) s += parts[below(std::size(parts))];
        return s;
    };
    std::string out = "unique_id,given_name,surname,dob,city,phone\n";
    for (size_t p = 0; p < persons; ++p) {
        std::string given = name(2), surname = name(3), city = parts[below(8)], phone = "9" + std::to_string(1'000'000 + below(8'999'999));
        std::string dob = std::to_string(1950 + below(50)) + "-0" + std::to_string(1 + below(9)) + "-" + std::to_string(10 + below(19));
        for (size_t k = 0, times = 1 + below(3); k < times; ++k) {
            std::string g = given, s = surname, d = dob;
            if (below(6) == 0) g.erase(below(g.size()), 1);
            if (below(6) == 0) s[below(s.size())] = 'x';
            if (below(12) == 0) std::swap(g, s);
            if (below(8) == 0) d = "";
            out += std::to_string(p) + "-" + std::to_string(k) + "," + g + "," + s + "," + d + "," + city + "," + (below(3) ? phone : "") + "\n";
        }
    }
    return out;
}

inline Matched matched(const Table& t, const Run& run = run_here, double unknown_more = 0) {
    Memory memory;
    MatchOptions o;
    o.train.unknown_more = unknown_more;
    o.keep_pairs = true;
    auto m = match(t, o, run, memory, {});
    REQUIRE(m);
    return std::move(*m);
}

// "id cluster" a line, by id.
inline std::string written(const Table& t, const Matched& m) {
    std::string out;
    for (size_t r = 0; r < t.rows; ++r) out += t.ids.text(r) + " " + t.ids.text(m.cluster[r]) + "\n";
    for (const auto& p : m.pairs) out += t.ids.text(p.a) + " " + t.ids.text(p.b) + " " + std::to_string(p.bits) + "\n";
    return out;
}

}  // namespace soria::matching
