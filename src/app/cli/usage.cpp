#include "app/cli/usage.hpp"

#include "app/cli/options.hpp"

namespace soria::app {
namespace {

// Read from the words themselves: a line that could not be parsed has set no option.
bool wants_json(int argc, char** argv) {
    for (int i = 1; i < argc; ++i) {
        std::string_view word = argv[i];
        if (word == "--format=json" || (word == "--format" && i + 1 < argc && std::string_view(argv[i + 1]) == "json")) return true;
    }
    return false;
}

// "there is no command 'natoinal'": the first word where a command was expected; empty when it is something else.
std::string unknown_word(const CLI::App& app) {
    const CLI::App* at = &app;
    std::string path;
    while (!at->get_subcommands().empty()) {
        at = at->get_subcommands().front();
        path += at->get_name() + " ";
    }
    if (at->get_subcommands([](const CLI::App*) { return true; }).empty()) return {};
    for (const auto& word : app.remaining(true))
        if (!word.empty() && word[0] != '-') return "there is no command '" + path + word.substr(0, 60) + "'; soria " + path + "--help lists them";
    return {};
}

}  // namespace

CLI::Validator not_empty() {
    return CLI::Validator([](std::string& text) { return text.empty() ? std::string("is empty") : std::string(); }, "");
}
CLI::Validator a_day() {
    return CLI::Validator([](std::string& text) { auto day = Date::parse(text); return day ? std::string() : day.error().because; }, "");
}

void PageOptions::declare(CLI::App& on) {
    on.add_option("--limit", limit, "how many at most, 1 to 200; else 50");
    on.add_option("--cursor", cursor, "go on: what the answer before gave as next; only while the same soria serve runs")->check(not_empty());
}
std::vector<std::pair<std::string, std::string>> PageOptions::query() const {
    std::vector<std::pair<std::string, std::string>> q;
    if (!limit.empty()) q.emplace_back("limit", limit);
    if (!cursor.empty()) q.emplace_back("cursor", cursor);
    return q;
}

int wrong_usage(const CLI::App& app, const CLI::ParseError& error, int argc, char** argv) {
    if (error.get_exit_code() == 0) return app.exit(error, std::cout, std::cerr);
    auto word = unknown_word(app);
    if (wants_json(argc, argv)) {
        std::cout << json::write_pretty(problem(Error{Fault::usage, word.empty() ? error.what() : word, {}, {}, {}, {}, {}, {}}));
    } else if (!word.empty()) {
        std::cerr << "soria: " << word << "\n";
    } else {
        app.exit(error, std::cout, std::cerr);
    }
    return 2;
}

}  // namespace soria::app
