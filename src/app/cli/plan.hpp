#pragma once
// `soria plan` and `soria export events`.
#include "app/cli/options.hpp"

namespace CLI { class App; }

namespace soria::app {

// `get`: sends a request through the folder's door and prints the answer.
using Get = int (*)(const Options&, std::string path, std::vector<std::pair<std::string, std::string>> query, const std::string& part);
void declare_plan(CLI::App& app, Options& o, Get get, int& code);
void declare_events(CLI::App& out, Options& o, int& code);

}  // namespace soria::app
