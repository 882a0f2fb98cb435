#include "app/cli/plan.hpp"

#include <CLI/CLI.hpp>

#include "app/cli/door.hpp"
#include "app/cli/plan_check.hpp"
#include "app/cli/usage.hpp"

namespace soria::app {
namespace {

using json::bj::object;

// One page of events, from the folder itself or through the server that holds it.
Result<object> events_page(Door& door, const std::string& from) {
    if (auto* f = door.folder()) return owner_act(*f, "events", from);
    http::Request r;
    r.method = "POST";
    r.path = "/owner/events";
    r.body = from;
    auto response = TRY(door.send(std::move(r)));
    auto body = TRY(json::parse(response.body));
    if (response.status >= 400 || !body.is_object()) return fail(Fault::storage, "the folder answered " + std::to_string(response.status));
    return body.get_object();
}

// A line for each event, each a JSON object: a file of any size is read line by line.
int export_events(const Options& o) {
    auto door = Door::open(data_of(o), false);
    if (!door) return report(o, door.error());
    for (std::string from = "1"; !from.empty();) {
        auto page = events_page(**door, from);
        if (!page) return report(o, page.error());
        for (const auto& e : page->at("events").as_array()) std::cout << json::write(e) << "\n";
        auto* next = page->if_contains("next");
        from = next ? std::to_string(next->to_number<uint64_t>()) : "";
    }
    std::cout.flush();
    return std::cout ? 0 : 1;
}

// What contradicts itself is found, and that is no success.
int check_file(const Options& o, const std::string& file) {
    auto found = check_published(file);
    if (!found) return report(o, found.error());
    bool any = !found->at("contradictions").as_array().empty();
    say(o, *found);
    return any ? 1 : 0;
}

// As CSV a report is one table of numbers; a spreadsheet has no use for more.
std::string numbers_alone(const Options& o) { return o.printed_as() == Format::csv ? "numbers" : ""; }
std::vector<std::pair<std::string, std::string>> of_year(const std::string& year) {
    if (year.empty()) return {};
    return {{"year", year}};
}

}  // namespace

void declare_plan(CLI::App& app, Options& o, Get get, int& code) {
    static std::string number, file, year, of;
    static PageOptions pages;
    auto* plan = app.add_subcommand("plan", "the plan's measures, their status and their figures, computed from the work");
    plan->require_subcommand(1);
    // As JSON the measures alone, which each say of what day they are.
    plan->add_subcommand("list", "every measure: who owes it, where it stands and why, its figures")->callback([&, get] {
        code = get(o, "/api/v1/plan", {}, o.printed_as() == Format::json ? "measures" : "");
    });
    plan->add_subcommand("figures", "every figure with its parts and what it was computed from")->callback([&, get] { code = get(o, "/api/v1/figures", {}, ""); });
    auto* show = plan->add_subcommand("show", "one measure: its places in the plan, its figures by year and part");
    show->add_option("measure", number, "its number")->required();
    show->callback([&, get] { code = get(o, "/api/v1/plan/measures/" + number, {}, ""); });
    auto* sheet = plan->add_subcommand("sheet", "one measure on a sheet: every number with what it was computed from, milestones, money, what is published");
    sheet->add_option("measure", number, "its number")->required();
    sheet->callback([&, get] { code = get(o, "/api/v1/plan/measures/" + number + "/sheet", {}, numbers_alone(o)); });
    plan->add_subcommand("steps", "where cases stand still: how long each step takes, and how many wait in it")->callback([&, get] { code = get(o, "/api/v1/plan/steps", {}, ""); });
    auto* figure = plan->add_subcommand("figure", "one figure, and the work and cases behind it that you may know of");
    figure->add_option("figure", of, "its id, like national-new")->required();
    pages.declare(*figure);
    figure->callback([&, get] { code = get(o, "/api/v1/figures/" + of, pages.query(), ""); });
    auto* report = plan->add_subcommand("report", "a report filled from the ledger; --format csv gives its numbers as one table");
    report->require_subcommand(1);
    auto* annual = report->add_subcommand("annual", "the annual report of a year");
    auto* status = report->add_subcommand("status", "what a ministry owes, and where it stands");
    status->add_option("ministry", of, "like justice-ministry")->required();
    status->callback([&, get] { code = get(o, "/api/v1/plan/ministries/" + of, {}, numbers_alone(o)); });
    auto* filled = report->add_subcommand("return", "what can be answered of a questionnaire from abroad, and what cannot");
    filled->add_option("return", of, "like glotip or greta")->required();
    for (auto* each : {annual, filled}) each->add_option("--year", year, "else the year of the day asked");
    annual->callback([&, get] { code = get(o, "/api/v1/plan/annual", of_year(year), numbers_alone(o)); });
    filled->callback([&, get] { code = get(o, "/api/v1/plan/returns/" + of, of_year(year), numbers_alone(o)); });
    auto* check = plan->add_subcommand("check", "what contradicts itself in a file of published figures: totals, parts, editions");
    check->add_option("file", file, "CSV or JSON")->required();
    check->callback([&] { code = check_file(o, file); });
}

void declare_events(CLI::App& out, Options& o, int& code) {
    out.add_subcommand("events", "every event with its clear fields, a line of JSON each: for the folder's owner; what is sealed stays out")
        ->callback([&] { code = export_events(o); });
}

}  // namespace soria::app
