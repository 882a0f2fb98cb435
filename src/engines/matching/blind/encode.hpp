#pragma once
// A row to its CLK, after clkhash's published description (schema version 3): HKDF keys for each feature, n-grams hashed into a
// Bloom filter, folded. No bits have been compared with clkhash's own yet: how dates and whole numbers are written, and how
// bitsPerFeature is shared out, rest on the description alone. A CLK is attackable (docs/guide/matching.md) and is never called anonymous.
#include <memory>
#include <span>

#include "engines/matching/blind/schema.hpp"

namespace soria::matching::blind {

// One thread's: it remembers the bits of the tokens it has met. Bit i is 0x80 >> i % 8 of byte i / 8.
class Encoder {
public:
    // `balanced`: every filter is followed by its complement, so that all CLKs have the same number of bits set.
    static Result<Encoder> make(Schema, std::string_view secret, bool balanced = false);
    Encoder(Encoder&&) noexcept;
    ~Encoder();
    size_t bytes() const;                              // of a CLK
    // The cells in the order of the schema's features. `out` has bytes().
    Status encode(std::span<const std::string_view> cells, uint8_t* out);

private:
    struct Inside;
    explicit Encoder(std::unique_ptr<Inside>);
    std::unique_ptr<Inside> in_;
};

}  // namespace soria::matching::blind
