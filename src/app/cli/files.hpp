#pragma once
// The command line's commands that read or write files of others: estimates from lists, records of the HTCDS standard.
#include "app/cli/options.hpp"

namespace CLI { class App; }

namespace soria::app {

// Declares them; `o` is read and `code` set when one is called.
void declare_files(CLI::App& app, CLI::App& import, Options& o, int& code);

}  // namespace soria::app
