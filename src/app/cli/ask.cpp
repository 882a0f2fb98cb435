#include "app/cli/ask.hpp"

#include <iostream>

namespace soria::app {
namespace {

using json::bj::object;

std::string in_words(const object& problem) {
    auto get = [&](const char* k) -> std::string {
        auto* v = problem.if_contains(k);
        return v && v->is_string() ? std::string(v->get_string()) : std::string();
    };
    std::string text = (get("where").empty() ? "" : get("where") + ": ") + get("detail");
    for (auto [k, label] : {std::pair{"rule", "rule"}, {"source", "source"}, {"computation", "computed"}, {"would_open", "what would open it"}})
        if (!get(k).empty()) text += std::string("\n  ") + label + ": " + get(k);
    if (auto* f = problem.if_contains("facts"); f && f->is_array())
        for (const auto& fact : f->get_array()) text += "\n  " + std::string(fact.get_string());
    return text;
}

}  // namespace

bool faults_in(const json::bj::value& answer) {
    const auto* f = answer.is_object() ? answer.get_object().if_contains("faults") : nullptr;
    return f && f->is_array() && !f->get_array().empty();
}

http::Request asked_by(const Options& o, http::Request r) {
    r.headers["soria-as"] = o.as;
    if (!o.purpose.empty()) r.headers["soria-purpose"] = o.purpose;
    r.headers["accept-language"] = o.language;
    if (!o.as_of.empty()) r.query.emplace_back("as-of", o.as_of);
    return r;
}

int print_answer(const Options& o, const http::Response& response, const std::string& part, PrintPage* as_a_page) {
    auto body = json::parse(response.body);
    if (response.status >= 400) {
        if (o.format == "json") std::cout << response.body;
        else std::cerr << "soria: " << (body && body->is_object() ? in_words(body->get_object()) : response.body) << "\n";
        return 1;
    }
    if (!body) return report(o, body.error());
    if (!part.empty()) {
        if (body->at(part).is_string() && o.printed_as() == Format::table) {
            std::cout << std::string_view(body->at(part).get_string());
            return 0;
        }
        if (body->at(part).is_array() && o.printed_as() == Format::csv) {
            std::cout << csv_part(body->get_object(), part);
            return 0;
        }
        json::bj::value only = body->at(part);
        *body = o.printed_as() == Format::json ? std::move(only) : object{{part, std::move(only)}};
    }
    bool page = as_a_page && part.empty() && o.printed_as() == Format::table;
    std::cout << (page ? as_a_page(body->as_object()) : printed(*body, o.printed_as()));
    return faults_in(*body) ? 1 : 0;
}

int ask(const Options& o, http::Request r, const std::string& part) {
    auto door = Door::open(data_of(o), asks_for_people(r.path));
    if (!door) return report(o, door.error());
    auto* as_a_page = r.path == "/api/v1/national" ? printed_national : r.path == "/api/v1/plan" ? printed_plan : nullptr;
    // The program's own document, deeper than anything that comes from outside may be: it goes out as it came.
    bool as_it_came = r.path == "/api/v1/openapi.json";
    auto response = (*door)->send(asked_by(o, std::move(r)));
    if (!response) return report(o, response.error());
    if (as_it_came && response->status < 400) {
        std::cout << response->body << "\n";
        return 0;
    }
    return print_answer(o, *response, part, as_a_page);
}

int get(const Options& o, std::string path, Query query, const std::string& part) {
    http::Request r;
    r.method = "GET";
    r.path = std::move(path);
    r.query = std::move(query);
    return ask(o, std::move(r), part);
}

int get_all(const Options& o, const std::string& path, const char* list) {
    auto door = Door::open(data_of(o), asks_for_people(path));
    if (!door) return report(o, door.error());
    json::bj::array rows;
    for (std::string cursor;;) {
        http::Request r;
        r.method = "GET";
        r.path = path;
        r.query = {{"limit", "200"}};
        if (!cursor.empty()) r.query.emplace_back("cursor", cursor);
        auto response = (*door)->send(asked_by(o, std::move(r)));
        if (!response) return report(o, response.error());
        auto body = json::parse(response->body);
        if (response->status >= 400 || !body || !body->is_object()) return print_answer(o, *response);
        auto& page = body->get_object();
        for (auto& row : page.at(list).as_array()) rows.push_back(std::move(row));
        auto* next = page.if_contains("next");
        if (!next) {
            page[list] = std::move(rows);
            return say(o, page);
        }
        cursor = next->as_string();
    }
}

}  // namespace soria::app
