#pragma once
// What every fuzz target shares: a property that must hold, and simple ways of taking an input apart.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/core/result.hpp"

namespace soria::fuzz {

// A broken property ends the run as a crash does, so that the input is kept.
inline void must(bool holds, const char* property, std::string_view detail = {}) {
    if (holds) return;
    std::fprintf(stderr, "BROKEN: %s%s%.*s\n", property, detail.empty() ? "" : ": ", int(detail.size()), detail.data());
    std::abort();
}

inline void must_explain(const Error& e) { must(!e.because.empty() && !e.text().empty(), "an error says what is wrong"); }

// The first byte, and what follows it; 0 for nothing.
inline uint8_t take_byte(std::string_view& in) {
    if (in.empty()) return 0;
    auto b = uint8_t(in[0]);
    in.remove_prefix(1);
    return b;
}

// UTF-8 as Unicode defines it (table 3-7), written apart from the program's own.
inline bool is_utf8(std::string_view s) {
    for (size_t i = 0; i < s.size();) {
        auto at = [&](size_t k) { return i + k < s.size() ? uint8_t(s[i + k]) : 0; };
        auto in = [&](size_t k, uint8_t low, uint8_t high) { return at(k) >= low && at(k) <= high; };
        uint8_t c = at(0);
        if (c < 0x80) i += 1;
        else if (c >= 0xC2 && c <= 0xDF && in(1, 0x80, 0xBF)) i += 2;
        else if (((c == 0xE0 && in(1, 0xA0, 0xBF)) || (c == 0xED && in(1, 0x80, 0x9F)) || (c >= 0xE1 && c <= 0xEF && c != 0xED && in(1, 0x80, 0xBF))) && in(2, 0x80, 0xBF)) i += 3;
        else if (((c == 0xF0 && in(1, 0x90, 0xBF)) || (c == 0xF4 && in(1, 0x80, 0x8F)) || (c >= 0xF1 && c <= 0xF3 && in(1, 0x80, 0xBF))) && in(2, 0x80, 0xBF) && in(3, 0x80, 0xBF)) i += 4;
        else return false;
    }
    return true;
}

}  // namespace soria::fuzz

// libFuzzer's entry. Each target defines `run`.
#define SORIA_FUZZ_TARGET(run)                                                        \
    extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {         \
        run(std::string_view(reinterpret_cast<const char*>(data), size));             \
        return 0;                                                                     \
    }
