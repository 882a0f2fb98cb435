// Rows of the standard become the commands that say the same, given by a user with that user's rights.
#include <sodium.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <thread>

#include "app/htcds/plan.hpp"
#include "app/jobs/jobs.hpp"

namespace soria::app {
namespace {

using htcds::Plan;
using htcds::Row;
using htcds::Standard;
using json::bj::array;
using json::bj::object;

constexpr size_t file_bytes_max = 256u << 20;
constexpr size_t workers = 24;             // in flight, so that one flush serves many rows
constexpr size_t told_max = 200;           // faults and losses printed; all are counted
constexpr std::string_view origin_of_rows = "htcds-2.0";   // of a report, in the clear: nothing of the file

struct Work {
    Plan plan;
    std::string key;
};

Result<std::string> read_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::error_code ignored;
    if (!in || std::filesystem::is_directory(path, ignored)) return fail(Fault::absent, "cannot open this file", path.string());
    std::string text;
    std::string chunk(1 << 16, '\0');
    while (in && text.size() <= file_bytes_max) {
        in.read(chunk.data(), std::streamsize(chunk.size()));
        text.append(chunk, 0, size_t(in.gcount()));
    }
    if (in.bad()) return fail(Fault::storage, "cannot read this file to its end", path.string());
    if (text.size() > file_bytes_max) return fail(Fault::limit, "the file is larger than 256 MiB", path.string());
    return text;
}

// What a row says, hashed with the ledger's own key: in the clear it would tell who guesses a person that they guessed right.
// Rows that say the same are told apart by their order.
std::string key_of(Folder& f, const Row& row, std::map<std::string, size_t>& seen) {
    std::string said = "htcds row\n" + row.record + "\n";
    for (const auto& [field, cell] : row.cells) said += field + "=" + std::to_string(cell.size()) + ":" + cell + "\n";
    auto h = f.ledger().keyed_hash(said);
    char hex[33];
    sodium_bin2hex(hex, sizeof hex, reinterpret_cast<const unsigned char*>(h.data()), 16);
    return "htcds/" + std::string(hex) + "/" + std::to_string(++seen[hex]);
}

class Import {
public:
    Import(Folder& f, access::Viewer v, Date day) : folder_(f), viewer_(std::move(v)), day_(day) {}

    // A report; then, where the row says so, a derived screening, a case, a finding, its end.
    Result<bool> row(const Work& w) {
        auto received = TRY(run(w, "report", "receive-report", w.plan.report));
        std::string report = word(received, "report");
        if (!w.plan.means.empty()) {
            object screening{{"report", report}, {"list", "htcds-means"}};
            array seen;
            for (const auto& m : w.plan.means) seen.push_back(object{{"indicator", m}, {"evidence", "vic_MethodsOfControl of an imported row; nobody screened"}});
            screening["indicators"] = std::move(seen);
            TRY(run(w, "screening", "screen-report", std::move(screening)));
        }
        if (w.plan.audience.empty()) return !received.repeated;
        auto opened = TRY(run(w, "case", "open-case", object{{"report", report}, {"audience", w.plan.audience}}));
        std::string code = word(opened, "case");
        if (!w.plan.finding.empty()) TRY(run(w, "finding", "record-finding", object{{"case", code}, {"finding", w.plan.finding}}));
        if (w.plan.closed) TRY(run(w, "close", "close-case", object{{"case", code}, {"why", w.plan.why_closed}}));
        return !received.repeated;
    }

private:
    static std::string word(const CommandAnswer& a, std::string_view what) {
        for (const auto& [k, v] : a.answer)
            if (k == what) return v;
        return {};
    }
    Result<CommandAnswer> run(const Work& w, const char* step, const char* name, object fields) {
        CommandRequest c;
        c.name = name;
        c.viewer = viewer_;
        if (day_ != folder_.today()) c.happened = Happened{day_, Precision::day};
        c.fields = std::move(fields);
        c.idempotency_key = w.key + "/" + step;
        c.body = c.idempotency_key;
        c.origin = origin_of_rows;
        c.derived = true;
        auto done = run_command(folder_, std::move(c));
        if (!done) {
            Error e = done.error();
            e.where = std::to_string(w.plan.line) + ":" + name + (e.where.empty() ? "" : "." + e.where);
            return tl::unexpected(e);
        }
        return done;
    }
    Folder& folder_;
    access::Viewer viewer_;
    Date day_;
};

struct Tally {
    std::atomic<size_t> next{0}, done{0}, fresh{0};
    std::atomic<bool> stop{false};
    std::mutex mutex;
    std::vector<Error> faults;
};

void work(Import import, const std::vector<Work>& list, bool go_on, Tally& t) {
    for (size_t i; !t.stop && (i = t.next++) < list.size();) {
        auto r = import.row(list[i]);
        if (r) {
            t.fresh += *r;
            ++t.done;
            continue;
        }
        std::lock_guard lock(t.mutex);
        t.faults.push_back(r.error());
        if (!go_on) t.stop = true;
    }
}

// What the file says that Soria does not keep, what the standard says against itself, and what is wrong.
object told(const Standard& s, const htcds::Table& t, const std::vector<Work>& list, const std::vector<Error>& faults, const std::string& language) {
    object out;
    array bad, not_held, not_kept, against;
    for (const auto& e : faults)
        if (bad.size() < told_max) bad.push_back(object{{"where", e.where}, {"what", e.because}});
    for (const auto& [field, cells] : t.not_held) not_held.push_back(object{{"field", field}, {"cells", cells}, {"why", s.named(field)->note.in(language)}});
    for (const auto& c : t.strangers) not_held.push_back(object{{"field", c}, {"why", "not a field of HTCDS 2.0"}});
    size_t lost = 0;
    for (const auto& w : list)
        for (const auto& l : w.plan.lost)
            if (++lost <= told_max) not_kept.push_back(object{{"where", l.where}, {"what", l.what}});
    for (const auto& c : s.pack().htcds_contradictions)
        if (std::find(t.columns.begin(), t.columns.end(), c.field) != t.columns.end())
            against.push_back(object{{"field", c.field}, {"says", c.says.in(language)}, {"does", c.does.in(language)}});
    if (!bad.empty()) out["faults"] = std::move(bad);
    out["not_held"] = std::move(not_held);
    out["values_not_kept"] = lost;
    if (lost) out["not_kept"] = std::move(not_kept);
    out["standard_contradicts_itself"] = std::move(against);
    return out;
}

// Every row planned before anything is recorded: a fault without --continue stops all.
std::vector<Work> planned(Folder& f, const htcds::Importer& by, const htcds::Table& t, std::vector<Error>& faults) {
    std::vector<Work> list;
    std::map<std::string, size_t> seen;
    for (const auto& row : t.rows) {
        auto plan = plan_of(by, row);
        if (plan) list.push_back({std::move(*plan), key_of(f, row, seen)});
        else faults.push_back(plan.error());
    }
    return list;
}

}  // namespace

Result<object> import_htcds(const std::filesystem::path& dir, const std::filesystem::path& file, HtcdsOptions o) {
    std::string text = TRY(read_file(file));
    auto folder = TRY(Folder::open({dir, false}));
    auto viewer = TRY(folder->policy().viewer(o.user, o.purpose));
    viewer.language = o.language;
    Standard standard(*folder->pack());
    if (standard.empty()) return refuse("htcds", "this folder's pack says nothing of the standard: it has no htcds.yaml");
    Date day = folder->today();
    if (!o.happened.empty()) {
        auto said = Date::parse(o.happened);
        if (!said) return invalid(said.error().because, "--happened");
        day = *said;
    }
    if (day > folder->today()) return invalid("lies in the future: today is " + folder->today().text(), "--happened");
    auto placed = [&](Error e) {
        e.where = file.filename().string() + (e.where.empty() ? "" : ":" + e.where);
        return e;
    };
    auto table = htcds::read_table(standard, text);
    if (!table) return tl::unexpected(placed(table.error()));
    pack::Law law(folder->pack(), o.language);
    auto faults = table->faults;
    auto list = planned(*folder, {standard, folder->policy(), law, viewer, day}, *table, faults);
    if (!faults.empty() && !o.go_on) {
        auto first = *std::min_element(faults.begin(), faults.end(), [](auto& a, auto& b) { return std::atoi(a.where.c_str()) < std::atoi(b.where.c_str()); });
        first.change = "--continue imports the other rows and reports the bad ones; nothing was imported";
        return tl::unexpected(placed(first));
    }
    Tally tally;
    std::vector<std::thread> threads;
    Import import(*folder, viewer, day);
    for (size_t i = 0; i < std::min(workers, list.size()); ++i) threads.emplace_back([&] { work(import, list, o.go_on, tally); });
    for (auto& t : threads) t.join();
    if (!tally.faults.empty() && !o.go_on) {
        auto e = placed(tally.faults[0]);
        e.change = std::to_string(tally.done.load()) + " rows are recorded; the same command again goes on with the others and repeats none";
        return tl::unexpected(e);
    }
    for (auto& e : tally.faults) faults.push_back(std::move(e));
    std::stable_sort(faults.begin(), faults.end(), [](auto& a, auto& b) { return std::atoi(a.where.c_str()) < std::atoi(b.where.c_str()); });
    object out{{"file", file.filename().string()}, {"rows", table->rows.size() + table->faults.size()}, {"recorded", tally.done.load()}, {"new", tally.fresh.load()}, {"bad_rows", faults.size()}};
    for (auto& e : faults) e = placed(e);
    for (auto& m : told(standard, *table, list, faults, o.language)) out[m.key()] = m.value();
    return out;
}

}  // namespace soria::app
