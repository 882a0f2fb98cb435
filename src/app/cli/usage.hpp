#pragma once
// What the command line asks of its words, and how it says that they are wrong.
#include <CLI/CLI.hpp>
#include <string>
#include <utility>
#include <vector>

namespace soria::app {

CLI::Validator not_empty();
CLI::Validator a_day();

// --limit and --cursor of a list that is answered in pages.
struct PageOptions {
    std::string limit, cursor;
    void declare(CLI::App& on);
    std::vector<std::pair<std::string, std::string>> query() const;
};

// Help, or what is wrong: in words on standard error, or as JSON on standard output when that was asked for. Gives the exit status.
int wrong_usage(const CLI::App& app, const CLI::ParseError& error, int argc, char** argv);

}  // namespace soria::app
