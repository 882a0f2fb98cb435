#pragma once
namespace soria::app {
// The command line. 0: done; 1: refused or failed; 2: wrong usage.
int run_cli(int argc, char** argv);
}  // namespace soria::app
