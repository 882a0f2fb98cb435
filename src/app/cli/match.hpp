#pragma once
// The command line's `match`.
#include <string>

namespace CLI { class App; }

namespace soria::app {

// Declares it; `format` is read and `code` set when it is called.
void declare_match(CLI::App& app, const std::string& format, int& code);

}  // namespace soria::app
