#pragma once
// Telephone, e-mail and document numbers that several persons share: a link between them, not evidence that they are one.
#include "engines/matching/score.hpp"

namespace soria::matching {

struct SharedValue {
    uint32_t attribute = 0, code = 0, rows = 0;
};
// Takes the worth from every identifier whose holders are, by everything else that is known of them, more often two persons
// than one. Identifiers of one or two rows are judged as they are. Returns what it found, by attribute and text.
std::vector<SharedValue> discount_shared(const Table&, const Model&, Scorer&);

}  // namespace soria::matching
