// `script/bench`: the figures of the ledger and of matching, each measured against what it is compared with, in one run.
#include <fstream>
#include <iostream>

#include "arms.hpp"
#include "calibrate.hpp"
#include "folders.hpp"
#include "prevalence.hpp"
#include "matching.hpp"
#include "matching_people.hpp"
#include "raw.hpp"
#include "reads.hpp"
#include "replay.hpp"

namespace soria::bench {
namespace {

object part(const std::vector<std::string>& a) {
    const std::string& what = a[0];
    auto arg = [&](size_t i) { return i < a.size() ? a[i] : (stop(what + ": too few arguments"), std::string()); };
    if (what == "calibrate") return calibrate();
    if (what == "grow") {
        std::filesystem::path dir = arg(1);
        if (!std::filesystem::exists(dir / "soria.db")) make_folder(dir);
        auto f = must(app::Folder::open({dir, false}), "opening the folder");
        auto g = grow(*f, std::stoull(arg(2)), std::stoull(arg(3)), arg(4) == "full" ? Profile::full : Profile::mixed, a.size() > 5 ? std::stoull(a[5]) : 30);
        return {{"persons", g.persons}, {"commands", g.commands}, {"events", g.events}, {"wall_s", g.wall_s}, {"cpu_s", g.cpu_s}, {"ledger", f->ledger().size()}};
    }
    if (what == "inprocess" || what == "http") {
        copy_folder(arg(1), arg(2));
        return what == "http" ? run_http(arg(2), std::stoi(arg(3))) : run_inprocess(arg(2), std::stoi(arg(3)));
    }
    if (what == "raw") {
        auto trace = trace_of(arg(1), arg(2));
        copy_folder(arg(1), arg(3));
        return run_raw(arg(3), trace);
    }
    if (what == "append") return run_inprocess(arg(1), std::stoi(arg(2)));
    if (what == "cases") return run_case_pages(arg(1), std::stoi(arg(2)), std::stoi(arg(3)), std::stoi(arg(4)));
    if (what == "desks") return run_desks(arg(1), std::stoi(arg(2)));
    if (what == "figures") return run_figures(arg(1), std::stoi(arg(2)));
    if (what == "counting") return run_counting(arg(1), std::stoull(arg(2)));
    if (what == "decide") return run_load_and_decide(arg(1), std::stoi(arg(2)));
    if (what == "people") {
        PeopleOptions o;
        o.rows = std::stoull(arg(2)), o.seed = std::stoull(arg(3));
        if (a.size() > 4) o.rescripted = std::stod(arg(4));
        if (a.size() > 5) o.errors = std::stod(arg(5));
        if (a.size() > 6) o.errors_seed = std::stoull(arg(6));
        make_people(arg(1), o);
        return {{"rows", o.rows}};
    }
    if (what == "people-errors") return errors_of(arg(1));
    if (what == "online") return run_online(arg(1), arg(2));
    if (what == "blind") return run_blind(std::stoul(arg(1)));
    if (what == "rebuild") return run_rebuild(arg(1));
    if (what == "raw-rows") return run_raw_rows(arg(1), arg(2) == "sorted");
    if (what == "prevalence") return prevalence(a);
    if (what == "coverage") return coverage(a);
    stop("no such part: " + what);
}

}  // namespace
}  // namespace soria::bench

int main(int argc, char** argv) {
    using namespace soria::bench;
    std::vector<std::string> args(argv + 1, argv + argc);
    if (args.empty()) stop("say which part");
    std::cout << soria::json::write_pretty(part(args)) << std::flush;
    return 0;
}
