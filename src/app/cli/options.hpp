#pragma once
// What every command takes, and how each answers.
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>

#include "app/api/api.hpp"
#include "app/cli/print.hpp"

namespace soria::app {

struct Options {
    std::string data, as = "kom", purpose, format = "table", as_of, language = "en";
    Format printed_as() const { return format == "json" ? Format::json : format == "csv" ? Format::csv : Format::table; }
};

inline int report(const Options& o, const Error& e) {
    if (o.format == "json") std::cout << json::write_pretty(problem(e));
    else std::cerr << "soria: " << e.text() << "\n";
    return e.fault == Fault::usage ? 2 : 1;
}
inline int say(const Options& o, const json::bj::object& body) {
    std::cout << printed(body, o.printed_as());
    return 0;
}
inline int say(const Options& o, const Result<json::bj::object>& r) { return r ? say(o, *r) : report(o, r.error()); }

inline std::filesystem::path data_of(const Options& o) {
    if (!o.data.empty()) return o.data;
    if (const char* d = std::getenv("SORIA_DATA"); d && *d) return d;
    return "var/soria";
}

}  // namespace soria::app
