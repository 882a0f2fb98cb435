#pragma once
// A linkage schema of clkhash (version 3): how a row becomes one Bloom filter, a CLK.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/core/result.hpp"

namespace soria::matching::blind {

inline constexpr size_t features_max = 60;
inline constexpr size_t filter_bits_max = 1 << 16;     // before folding

struct Feature {
    enum class Format : uint8_t { text, integer, date, choice };
    enum class Comparison : uint8_t { ngram, exact };
    std::string identifier;
    bool ignored = false;
    Format format = Format::text;
    std::string date_format;                           // with %Y, %m and %d
    std::vector<std::string> choices;
    size_t letters_min = 0, letters_max = SIZE_MAX;
    bool lower = false, upper = false, ascii = false;
    int64_t minimum = INT64_MIN, maximum = INT64_MAX;
    Comparison comparison = Comparison::ngram;
    int n = 2;
    bool positional = false;
    bool blake = true, prevent_singularity = false;    // else HMAC-SHA1 and HMAC-MD5, doubly hashed
    int bits_per_token = 0, bits_per_feature = 0;      // one of the two
    std::optional<std::string> missing, missing_as;
};

struct Schema {
    size_t bits = 1024;                                // of a CLK as it leaves, after folding
    int xor_folds = 0;
    bool sha512 = false;
    std::string salt, info;
    size_t key_bytes = 64;
    std::vector<Feature> features;
    size_t filter_bits() const { return bits << xor_folds; }
};

Result<Schema> read_schema(std::string_view json);

}  // namespace soria::matching::blind
