#pragma once
// The command line: every command of the program, its words and its exit status.

namespace soria::app {

// 0: done; 1: refused or failed; 2: wrong usage.
int run_cli(int argc, char** argv);

}  // namespace soria::app
