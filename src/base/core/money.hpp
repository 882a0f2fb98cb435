#pragma once
// Money is a type of its own: whole kroner, so that no count is taken for an amount.
#include <compare>
#include <cstdint>

namespace soria {

struct Nok {
    int64_t kroner = 0;
    auto operator<=>(const Nok&) const = default;
};
inline constexpr int64_t kroner_max = 1'000'000'000'000;     // a thousand thousand million: beyond it somebody has mistyped

}  // namespace soria
