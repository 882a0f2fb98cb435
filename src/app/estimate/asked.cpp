#include "app/estimate/estimate.hpp"

#include <atomic>
#include <charconv>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <mutex>
#include <thread>

#include "app/service/command.hpp"
#include "ledger/hash.hpp"
#include "pack/pack.hpp"

namespace soria::app {
namespace {

using namespace prevalence;

constexpr uintmax_t file_bytes_max = 200'000'000;
constexpr size_t resamples_min = 20;

tl::unexpected<Error> usage(std::string because) { return fail(Fault::usage, std::move(because)); }

// Carries out the engine's pieces on some threads. What takes longer than a second says on standard error how far it is, once a second,
// also while one piece takes long.
class Runner {
public:
    explicit Runner(unsigned threads) : threads_(threads), teller_([this] { tell(); }) {}
    ~Runner() {
        {
            std::lock_guard held(one_);
            over_ = true;
        }
        change_.notify_all();
        teller_.join();
    }
    bool operator()(std::string_view what, size_t n, const std::function<void(size_t)>& piece) {
        bool inside = what.empty();                      // of a piece whose name and end are told
        if (!inside) {
            std::lock_guard held(one_);
            what_ = what, done_ = 0, of_ = n;
        }
        std::atomic<size_t> next{0};
        auto work = [&] {
            for (size_t i; (i = next++) < n;) {
                piece(i);
                if (!inside) ++done_;
            }
        };
        std::vector<std::thread> others;
        for (unsigned t = 1; t < std::min<size_t>(threads_, n); ++t) others.emplace_back(work);
        work();
        for (auto& t : others) t.join();
        return true;
    }

private:
    void tell() {
        std::unique_lock held(one_);
        while (!change_.wait_for(held, std::chrono::seconds(1), [this] { return over_; }))
            std::cerr << "soria: " + what_ + (of_ ? ", " + std::to_string(done_ * 100 / of_) + " %" : "") + "\n" << std::flush;
    }
    unsigned threads_;
    std::mutex one_;
    std::condition_variable change_;
    std::string what_ = "reading";
    std::atomic<size_t> done_{0};
    size_t of_ = 0;
    bool over_ = false;
    std::thread teller_;
};

Result<std::string> bytes_of(const std::string& file) {
    std::error_code fault;
    auto size = std::filesystem::file_size(file, fault);
    if (fault) return fail(Fault::storage, "cannot be read: " + fault.message(), file);
    if (size > file_bytes_max) return fail(Fault::limit, "a file has at most 200 MB", file);
    std::ifstream in(file, std::ios::binary);
    std::string bytes(size, '\0');
    if (!in.read(bytes.data(), std::streamsize(size))) return fail(Fault::storage, "cannot be read", file);
    return bytes;
}

template <class T> Status number(const std::string& name, const std::string& text, T min, T max, T& into) {
    if (text.empty()) return {};
    T n{};
    auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (fault != std::errc() || end != text.data() + text.size() || !(n >= min && n <= max)) {
        std::string from = json::write(min), to = json::write(max);
        return usage(name + " is a number from " + from + " to " + to + ", not '" + text.substr(0, 30) + "'");
    }
    into = n;
    return {};
}

std::vector<std::string> names_in(const std::string& text) {
    std::vector<std::string> names;
    for (size_t at = 0; at < text.size();) {
        size_t end = std::min(text.find(',', at), text.size());
        if (end > at) names.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return names;
}

Result<bool> yes_or_no(const std::string& name, const std::string& text) {
    if (text.empty() || text == "no") return false;
    if (text == "yes") return true;
    return usage(name + " is yes or no");
}

Result<Report> from_lists(const std::string& bytes, EstimateAsked& a, const Run& run) {
    Input input = TRY(read(bytes, a.columns));
    if (!a.resamples.empty()) {
        std::string saved = TRY(bytes_of(a.resamples));
        auto given = read_resamples(saved, input.all.width());
        if (!given) return fail(given.error().fault, given.error().because, a.resamples + ":" + given.error().where);
        a.report.settings.given = std::move(*given);
    }
    return report(input, a.report, run);
}

Result<Report> from_records(const std::string& bytes, const EstimateAsked& a, const Run& run) {
    if (!a.columns.strata.empty() || !a.columns.referred.empty() || !a.columns.lists.empty() || !a.resamples.empty())
        return usage("--matched goes without --lists, --strata, --referred and --resamples");
    Matched m = TRY(read_matched(bytes));
    std::vector<Overlaps> draws;
    for (const auto& p : m.partitions) {
        auto o = TRY(overlaps_of(m.records, p));
        draws.push_back(std::move(o));
    }
    return report_matched(draws, a.report, run);
}

}  // namespace

Status take_rules(const pack::Pack& p, EstimateAsked& a) {
    if (p.estimates.empty()) return {};
    auto value = [&](std::string_view id) -> Result<double> {
        for (const auto& r : p.estimates)
            if (r.id == id) return r.unit == "percent" ? double(r.value) / 100 : double(r.value);
        return invalid("the pack has no rule '" + std::string(id) + "'", p.id);
    };
    auto& rules = a.report.rules;
    rules.dropped_max = TRY(value("estimate-dropped-most"));
    rules.near_bic = TRY(value("estimate-near-bic"));
    rules.spread_none = TRY(value("estimate-spread-none"));
    rules.spread_fragile = TRY(value("estimate-spread-fragile"));
    rules.referred_max = TRY(value("estimate-referred-most"));
    for (auto [id, into] : {std::pair{"estimate-stratum-least", &rules.stratum_known_min}, {"estimate-lists-least", &rules.lists_min}, {"estimate-known-least", &rules.known_min}}) {
        double least = TRY(value(id));
        *into = int64_t(least);
    }
    a.rules_of = "pack " + p.id + ", version " + p.version;
    return {};
}

Result<EstimateAsked> estimate_asked(std::map<std::string, std::string> of) {
    EstimateAsked a;
    auto& s = a.report.settings;
    auto number = [&](const char* name, auto min, auto max, auto& into) {
        using T = std::remove_reference_t<decltype(into)>;
        return app::number<T>(name, of[name], T(min), T(max), into);
    };
    if (!of["--method"].empty()) {
        auto m = parse_method(of["--method"]);
        if (!m) return usage(m.error().because + ": stepwise, bic, aic, downhill, fixed, decomposable, threshold or latent");
        s.method = *m;
    }
    TRY(number("--bootstrap", 0, Resamples::resamples_max, s.resamples));
    if (s.resamples > 0 && s.resamples < resamples_min)
        return usage("--bootstrap is 0 or at least " + std::to_string(resamples_min) + ": of fewer resamples nobody can say where the middle 95 % lie");
    TRY(number("--seed", 0, UINT64_MAX, s.seed));
    TRY(number("--order", 1, lists_max, s.order));
    TRY(number("--p", 1e-12, 0.999999, s.p));
    TRY(number("--level", 0.5, 0.999, s.level));
    TRY(number("--top", 1, Family::models_max, s.top));
    TRY(number("--models", 1, Family::models_max, a.models_max));
    TRY(number("--delta", 1e-6, 1000.0, s.delta));
    TRY(number("--unseen-max", 100, 2'000'000, s.unseen_max));
    TRY(number("--draws", 100, 10'000'000, s.draws));
    TRY(number("--classes", 1, 50, s.classes));
    TRY(number("--chains", 2, 64, s.chains));
    a.threads = std::max(1u, std::thread::hardware_concurrency());
    TRY(number("--threads", 1, 256, a.threads));
    s.model = of["--model"];
    if (s.method == Method::fixed && s.model.empty()) return usage("the fixed method needs --model, like --model [12,3]");
    if (s.method != Method::fixed && !s.model.empty()) return usage("--model goes with --method fixed");
    a.columns.lists = names_in(of["--lists"]);
    a.columns.strata = names_in(of["--strata"]);
    a.columns.referred = of["--referred"];
    a.resamples = of["--resamples"];
    a.replicates = TRY(yes_or_no("--replicates", of["--replicates"]));
    a.page = of["--page"];
    if (!a.page.empty() && a.page != "html" && a.page != "svg") return usage("--page is html or svg");
    if (const auto& dir = of["--pack"]; !dir.empty()) {
        auto checked = pack::load_folder(dir, vocabulary());
        if (!checked) return tl::unexpected(checked.error());
        if (!checked->pack) return invalid("the pack has faults; see: soria pack check " + dir);
        TRY(take_rules(*checked->pack, a));
    }
    a.matched = TRY(yes_or_no("--matched", of["--matched"]));
    bool checks = TRY(yes_or_no("--no-checks", of["--no-checks"]));
    a.report.checks = !checks;
    return a;
}

std::vector<EstimateFlag> estimate_flags() {
    return {
        {"--method", "stepwise (the default), bic, aic, downhill, fixed, decomposable, threshold or latent", {}},
        {"--bootstrap", "resamples, each choosing its model anew; else 1000; at least 20, or 0 for none", {}},
        {"--seed", "the same seed, the same numbers; else 1", {}},
        {"--order", "the highest interaction of a model; else all but the highest up to five lists, pairs beyond", {}},
        {"--p", "stepwise adds a pair of lists less probable than this; else 0.02", {}},
        {"--level", "of the interval; else 0.95", {}},
        {"--model", "of the fixed method, lists numbered from 1: [12,3]", {}},
        {"--top", "bic and aic: so many models are ranked anew in each resample; else all, or 1000 of very many", {}},
        {"--lists", "columns that are lists, with commas between; else every column of 0 and 1", {}},
        {"--strata", "columns whose values divide the persons, with commas between", {}},
        {"--referred", "the column that names the lists which a referral reached", {}},
        {"--matched", "yes: a row for each record, with a column list and a column for each draw of who is the same person", {}},
        {"--resamples", "a CSV file of resamples to use instead of drawn ones", {}},
        {"--replicates", "yes: JSON has each resample's estimate", {}},
        {"--models", "at most so many models in the answer; else 40000", {}},
        {"--no-checks", "yes: leave out the estimates without a list, with merged lists, and held out", {}},
        {"--delta", "decomposable: of the prior; else 2 to the power of minus the lists", {}},
        {"--unseen-max", "decomposable: the largest number of unseen tried; else 20 times the known", {}},
        {"--draws", "threshold and latent: kept draws; else 10000", {}},
        {"--classes", "latent: classes at most; else 10", {}},
        {"--chains", "latent: chains; else 4", {}},
        {"--page", "html or svg: the page, or its picture of every model alone, instead of text", {}},
        {"--pack", "a pack's folder: the verdict by its rules; else by the program's own", {}},
        {"--threads", "else as many as there are processors; the answer is the same for any number", {}},
    };
}

Result<EstimateSaid> estimate(const std::string& file, const std::vector<EstimateFlag>& flags, EstimateSaid* begun) {
    std::map<std::string, std::string> given;
    for (const auto& f : flags) given[f.name] = f.value;
    EstimateAsked a = TRY(estimate_asked(std::move(given)));
    Runner runner(a.threads);
    EstimateSaid said;
    said.seed = a.report.settings.seed;
    said.report.level = a.report.settings.level;
    said.rules_of = a.rules_of;
    if (begun) *begun = said;
    std::string bytes = TRY(bytes_of(file));
    said.sha256 = ledger::hex(ledger::sha256(bytes));
    if (begun) begun->sha256 = said.sha256;
    auto in_file = [&](Error e) {
        e.where = file + (e.where.empty() ? "" : ":" + e.where);
        return tl::unexpected(std::move(e));
    };
    Run run = [&](std::string_view what, size_t n, const std::function<void(size_t)>& piece) { return runner(what, n, piece); };
    auto report = a.matched ? from_records(bytes, a, run) : from_lists(bytes, a, run);
    if (!report) return in_file(report.error());
    said.report = std::move(*report);
    said.models_max = a.models_max;
    said.replicates = a.replicates;
    said.page = a.page;
    said.rules = a.report.rules;
    return said;
}

}  // namespace soria::app
