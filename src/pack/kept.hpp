#pragma once
// The packs that a folder keeps were checked when they were adopted, by the program of that day. A newer one knows more events and
// commands: what the pack has no words or entry for is closed, as whatever stands in no rule of access is, until an edition that has them
// is adopted.
#include "pack/pack.hpp"

namespace soria::pack {

// As load(), but a pack that lacks only what a newer program knows by name is there, beside findings that say so.
Checked load_kept(std::string_view bundle_bytes, const Vocabulary&);
// What nobody may do until such an edition is adopted.
std::vector<std::string> closed_commands(const Pack&, const Vocabulary&);

}  // namespace soria::pack
