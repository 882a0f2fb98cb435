#pragma once
// Which elements two sides share, over ristretto255: the asker blinds, the answerer evaluates with a key of this one exchange,
// the asker unblinds. Neither sees an element of the other. Keys and seeds come from outside.
#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "engines/matching/run.hpp"

namespace soria::matching::blind {

using Point = std::array<uint8_t, 32>;
using Scalar = std::array<uint8_t, 32>;
using Tag = std::array<uint8_t, 16>;                   // what is compared in the end

// From 64 random bytes, never zero.
Result<Scalar> scalar_of(std::span<const uint8_t, 64> random);
Point point_of(std::string_view element);              // hashed to the group

// Each element hashed and multiplied. The asker's scalar is of one question and is forgotten with it.
Result<std::vector<Point>> blinded(std::span<const std::string_view> elements, const Scalar&, const Run&);
// The other side's points, in their order; Fault::invalid when one is none of the group.
Result<std::vector<Point>> evaluated(std::span<const Point>, const Scalar& key, const Run&);
Result<std::vector<Tag>> unblinded(std::span<const Point> evaluated, const Scalar& blind, const Run&);
// The answerer's own elements, in the order of their tags, which says nothing of theirs.
Result<std::vector<Tag>> tags_of(std::span<const std::string_view> elements, const Scalar& key, const Run&);
// The places of those of `asked` that are in `sorted`.
std::vector<uint32_t> shared(std::span<const Tag> asked, std::span<const Tag> sorted);

}  // namespace soria::matching::blind
