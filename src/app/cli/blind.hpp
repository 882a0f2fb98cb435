#pragma once
// `soria match blind` between two running Sorias: ask, carry, and how each knows the other.
#include "app/cli/plan.hpp"

namespace soria::app {

void declare_peers(CLI::App& app, Options& o, Get get, int& code);

}  // namespace soria::app
