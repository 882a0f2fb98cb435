#pragma once
// Signed checkpoints: C2SP signed-note with a tlog checkpoint's lines (origin, size, root) and one line for the reads.
#include "ledger/hash.hpp"
#include "ledger/keys.hpp"

namespace soria::ledger {

struct Checkpoint {
    std::string origin;
    uint64_t size = 0;
    Hash root{};
    uint64_t reads_size = 0;
    Hash reads_root{};
};
std::string checkpoint_text(const Checkpoint&);
std::string sign_note(const Checkpoint&, const Keys&);
// Parses and checks the signature.
Result<Checkpoint> open_note(std::string_view note, std::string_view public_key);

}  // namespace soria::ledger
