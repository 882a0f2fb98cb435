#include "app/cli/files.hpp"

#include <CLI/CLI.hpp>

#include "app/cli/door.hpp"
#include "app/estimate/estimate.hpp"
#include "app/cli/export.hpp"
#include "app/cli/plan.hpp"
#include "app/jobs/jobs.hpp"

namespace soria::app {
namespace {

// What a question to the ledger takes of the flags of a file's, and what it has of its own.
struct LedgerFlags {
    bool wanted = false;
    std::vector<EstimateFlag> own{{"--from", "with --ledger: the first day of the period", {}}, {"--until", "with --ledger: its last day", {}},
                                  {"--by", "with --ledger: groups by sex, age or form", {}}, {"--each", "with --ledger: a list for each agency, or for each kind", {}},
                                  {"--matchings", "with --ledger: draws of who is the same person; else 20", {}}};
};

// Over the folder's door, so that access, the record and the limits are those of every look.
int ask_estimate(const Options& o, const LedgerFlags& ledger, const std::vector<EstimateFlag>& flags) {
    static const std::set<std::string_view> shared{"--method", "--model", "--bootstrap", "--seed", "--order", "--p", "--level"};
    auto wrong = [&](std::string because) { return report(o, Error{Fault::usage, std::move(because), {}, {}, {}, {}, {}, {}}); };
    http::Request r;
    r.method = "GET";
    r.path = "/api/v1/estimate";
    std::string page = o.format == "json" ? "" : "text";
    for (const auto& f : ledger.own)
        if (!f.value.empty()) r.query.emplace_back(f.name + 2, f.value);
    for (const auto& f : flags) {
        if (f.value.empty()) continue;
        if (std::string_view(f.name) == "--page") page = f.value;
        else if (shared.count(f.name)) r.query.emplace_back(f.name + 2, f.value);
        else return wrong(std::string(f.name) + " does not go with --ledger");
    }
    if (o.format == "csv") return wrong("from the ledger there is text, JSON, a page or a picture");
    if (!page.empty()) r.query.emplace_back("as", page);
    r.headers["soria-as"] = o.as;
    r.headers["accept-language"] = o.language;
    if (!o.purpose.empty()) r.headers["soria-purpose"] = o.purpose;
    auto door = Door::open(data_of(o), true);
    if (!door) return report(o, door.error());
    auto response = (*door)->send(std::move(r));
    if (!response) return report(o, response.error());
    auto body = json::parse(response->body);
    if (!body) return report(o, body.error());
    if (response->status >= 400) return report(o, error_of_problem(body->get_object()));
    // As it came: read and written again, a number would lose its last digit.
    if (page.empty()) std::cout << response->body;
    else std::cout << std::string_view(body->get_object().at("printed").get_string());
    return 0;
}

int print_estimate(const Options& o, const std::string& file, const LedgerFlags& ledger, const std::vector<EstimateFlag>& flags) {
    auto wrong = [&](const char* because) { return report(o, Error{Fault::usage, because, {}, {}, {}, {}, {}, {}}); };
    if (ledger.wanted) return file.empty() ? ask_estimate(o, ledger, flags) : wrong("either a file or --ledger");
    if (file.empty()) return wrong("a file of lists, or --ledger with --from and --until");
    for (const auto& f : ledger.own)
        if (!f.value.empty()) return wrong("--from, --until, --by, --each and --matchings go with --ledger");
    EstimateSaid begun;
    auto said = estimate(file, flags, &begun);
    if (!said) return o.format == "json" && said.error().fault != Fault::usage ? say(o, refused_estimate(said.error(), begun)), 1 : report(o, said.error());
    std::cout << (said->page == "html"   ? as_page(*said)
                  : said->page == "svg" ? as_svg(*said)
                  : o.format == "json"  ? json::write_pretty(as_json(*said))
                  : o.format == "csv"   ? as_csv(*said)
                                        : as_text(*said));
    return 0;
}

// The rows on standard output or in a file, the report beside them on standard error.
int export_rows(const Options& o, ExportOptions e) {
    auto door = Door::open(data_of(o), false);
    if (!door) return report(o, door.error());
    e.request.headers["soria-as"] = o.as;
    if (!o.purpose.empty()) e.request.headers["soria-purpose"] = o.purpose;
    auto told = export_htcds(**door, e, std::cout);
    if (!told) return report(o, told.error());
    std::cerr << printed(*told, o.format == "json" ? Format::json : Format::table);
    return 0;
}

void declare_estimate(CLI::App& app, Options& o, int& code) {
    static std::string file;
    static auto flags = estimate_flags();
    auto* guess = app.add_subcommand("estimate", "how many presumed victims no list has, from lists that overlap: a range, every model, a verdict");
    static LedgerFlags ledger;
    guess->add_option("file", file, "CSV: a column of 0 and 1 for each list, and count; or a row for each person");
    guess->add_flag("--ledger", ledger.wanted, "instead of a file: the agencies' presumed victims in a period, from the data folder");
    for (auto& f : ledger.own) guess->add_option(f.name, f.value, f.about);
    for (auto& f : flags) guess->add_option(f.name, f.value, f.about);
    guess->callback([&] { code = print_estimate(o, file, ledger, flags); });
}
void declare_htcds(CLI::App& app, CLI::App& import, Options& o, int& code) {
    static std::string file, happened;
    static HtcdsOptions rows;
    auto* htcds = import.add_subcommand("htcds", "a CSV file of the HTCDS standard, as the user who asks may record it");
    htcds->add_option("file", file, "the CSV file, its columns named as in the standard or in its XLSForm")->required();
    htcds->add_flag("--continue", rows.go_on, "go on after a row that is wrong, and report it");
    htcds->add_option("--happened", happened, "the day the reports came; else today");
    htcds->callback([&] {
        rows.user = o.as, rows.purpose = o.purpose, rows.language = o.language, rows.happened = happened;
        code = say(o, import_htcds(data_of(o), file, rows));
    });
    static ExportOptions wanted;
    auto* out = app.add_subcommand("export", "records for others, as the user who asks may see them");
    out->require_subcommand(1);
    declare_events(*out, o, code);
    auto* persons = out->add_subcommand("htcds", "persons and cases as CSV of the HTCDS standard; the report of what it cannot say goes to standard error");
    persons->add_option("--names", wanted.names, "standard or xlsform, as the columns are spelt")->check(CLI::IsMember({"standard", "xlsform"}));
    persons->add_option("--to", wanted.to, "a new file that only its owner reads; else standard output");
    persons->callback([&] { code = export_rows(o, wanted); });
}

}  // namespace

void declare_files(CLI::App& app, CLI::App& import, Options& o, int& code) {
    declare_estimate(app, o, code);
    declare_htcds(app, import, o, code);
}

}  // namespace soria::app
