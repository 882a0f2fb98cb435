#include "app/cli/files.hpp"

#include <CLI/CLI.hpp>

#include "app/cli/door.hpp"
#include "app/cli/estimate.hpp"
#include "app/cli/export.hpp"
#include "app/cli/plan.hpp"
#include "app/jobs/jobs.hpp"

namespace soria::app {
namespace {

int print_estimate(const Options& o, const std::string& file, const std::vector<EstimateFlag>& flags) {
    auto said = estimate(file, flags);
    if (!said) return o.format == "json" && said.error().fault != Fault::usage ? say(o, refused_estimate(said.error())), 1 : report(o, said.error());
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
    guess->add_option("file", file, "CSV: a column of 0 and 1 for each list, and count; or a row for each person")->required();
    for (auto& f : flags) guess->add_option(f.name, f.value, f.about);
    guess->callback([&] { code = print_estimate(o, file, flags); });
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
