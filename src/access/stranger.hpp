#pragma once
// Whoever reports without signing in, where the pack lets them: one user stands for everybody who does, may do that, and sees nothing.
#include <optional>

#include "access/policy.hpp"

namespace soria::access {

// A role of no folder's users: nobody signs in as it, no token is its, and "all" does not mean it.
bool is_public(const pack::Role&);
std::optional<Viewer> stranger(const pack::Pack&);

}  // namespace soria::access
