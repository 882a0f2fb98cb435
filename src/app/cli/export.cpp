#include "app/cli/export.hpp"

#include <fstream>
#include <map>
#include <ostream>

namespace soria::app {
namespace {

using json::bj::array;
using json::bj::object;

constexpr const char* persons_in_page = "50";       // at most some 13 kB each, and a document has at most 1 MiB

std::string csv_cell(std::string_view s) {
    if (s.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(s);
    std::string out = "\"";
    for (char c : s) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + "\"";
}
std::string csv_line(const array& cells) {
    std::string line;
    for (size_t i = 0; i < cells.size(); ++i) line += (i ? "," : "") + csv_cell(std::string_view(cells[i].get_string()));
    return line + "\n";
}

// The counts of a page's report, added to those before.
struct Sums {
    std::map<std::string, int64_t> unsaid;
    std::map<std::pair<std::string, std::string>, int64_t> withheld;
    size_t rows = 0;

    static std::string word(const object& o, const char* key) { return std::string(o.at(key).get_string()); }
    void add(const object& report) {
        for (const auto& e : report.at("not_in_the_standard").as_array()) unsaid[word(e.as_object(), "what")] += e.at("rows").to_number<int64_t>();
        for (const auto& e : report.at("withheld").as_array())
            withheld[{word(e.as_object(), "class"), word(e.as_object(), "rule")}] += e.at("rows").to_number<int64_t>();
    }
    object told() const {
        array u, w;
        for (const auto& [what, n] : unsaid) u.push_back(object{{"what", what}, {"rows", n}});
        for (const auto& [key, n] : withheld) w.push_back(object{{"class", key.first}, {"rule", key.second}, {"rows", n}});
        return {{"rows", rows}, {"not_in_the_standard", std::move(u)}, {"withheld", std::move(w)}};
    }
};

}  // namespace

Result<object> export_htcds(Door& door, const ExportOptions& o, std::ostream& out) {
    std::ofstream file;
    std::error_code ignored;
    if (!o.to.empty()) {
        if (std::filesystem::exists(o.to, ignored)) return fail(Fault::usage, "there is a file already", o.to);
        file.open(o.to, std::ios::binary);
        if (!file) return fail(Fault::storage, "cannot write this file", o.to);
        std::filesystem::permissions(o.to, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, ignored);
    }
    std::ostream& to = o.to.empty() ? out : file;
    Sums sums;
    std::string cursor;
    for (bool first = true; first || !cursor.empty(); first = false) {
        http::Request r = o.request;
        r.method = "GET";
        r.path = "/api/v1/export/htcds";
        r.query = {{"names", o.names}, {"limit", persons_in_page}};
        if (!cursor.empty()) r.query.emplace_back("cursor", cursor);
        auto response = TRY(door.send(std::move(r)));
        if (response.status >= 400) {
            auto body = json::parse(response.body);
            return tl::unexpected(error_of_problem(body && body->is_object() ? body->get_object() : object{}));
        }
        auto body = TRY(json::parse(response.body));
        if (first) to << csv_line(body.at("columns").as_array());
        for (const auto& row : body.at("rows").as_array()) to << csv_line(row.as_array()), ++sums.rows;
        sums.add(body.at("report").as_object());
        auto* next = body.as_object().if_contains("next");
        cursor = next ? std::string(next->get_string()) : "";
    }
    to.flush();
    if (!to) return fail(Fault::storage, "the file could not be written to its end", o.to);
    return sums.told();
}

}  // namespace soria::app
