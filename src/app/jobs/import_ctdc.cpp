// Records of the Counter-Trafficking Data Collaborative, 2012-2018, as others recoded them: their values were collapsed
// before we saw them, and the answer says so.
#include <openssl/sha.h>
#include <zlib.h>

#include <array>
#include <atomic>
#include <fstream>
#include <map>
#include <ostream>
#include <thread>

#include "app/jobs/jobs.hpp"
#include "base/csv.hpp"

namespace soria::app {
namespace {

using json::bj::array;
using json::bj::object;

constexpr size_t file_bytes_max = 256u << 20;
constexpr size_t workers = 48;             // in flight, so that one flush serves many rows
constexpr size_t faults_kept_max = 100;

Result<std::string> read_file(const std::filesystem::path& path) {
    gzFile f = gzopen(path.string().c_str(), "rb");    // reads plain files too
    if (!f) return fail(Fault::absent, "cannot open this file", path.string());
    std::string text;
    std::string chunk(1 << 16, '\0');
    int n = 0;
    while ((n = gzread(f, chunk.data(), unsigned(chunk.size()))) > 0 && text.size() <= file_bytes_max) text.append(chunk, 0, size_t(n));
    gzclose(f);
    if (n < 0) return fail(Fault::storage, "cannot read this file to its end", path.string());
    if (text.size() > file_bytes_max) return fail(Fault::limit, "the file is larger than 256 MiB", path.string());
    return text;
}

using Map = std::map<std::string, std::string, std::less<>>;
const Map genders{{"Female", "woman"}, {"Male", "man"}};
const Map ages{{"Age 0-8", "0-8"}, {"Age 9-17", "9-17"}, {"Age 18-20", "18-20"}, {"Age 21-23", "21-23"}, {"Age 24-26", "24-26"},
               {"Age 27-29", "27-29"}, {"Age 30-38", "30-38"}, {"Age 39-47", "39-47"}, {"Age 48+", "48-plus"}};
const Map forms{{"Sexual Exploitation", "sexual-other"}, {"Forced Labor", "forced-labour"}, {"Forced Marriage", "forced-marriage"}, {"Other", "other"}};
const Map channels{{"Case Management", "agency"}, {"Hotline", "hotline"}};
const Map means{{"Threats", "threats"}, {"Financial", "financial"}, {"Survival", "survival"}, {"Physical", "physical"}, {"Other", "other"}};

const std::vector<std::string> columns_read{"yearOfRegistration", "Datasource", "gender", "citizenship", "ControlCategory", "ExploitType", "ageCategories"};

struct Row {
    std::string key;                       // what the row says, and how many equal rows stand before it
    std::string year, channel, gender, age, form, means, citizenship;
};

std::string short_hash(std::string_view text) {
    std::array<uint8_t, 32> h{};
    SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), h.data());
    return hex_of(h).substr(0, 32);
}

tl::unexpected<Error> wrong_cell(const csv::Record& r, size_t column, const std::string& what) {
    return invalid("'" + r.cells[column].substr(0, 40) + "' " + what, std::to_string(r.line) + ":" + std::to_string(column + 1));
}
Result<std::string> mapped(const Map& m, const csv::Record& r, size_t column, const char* name) {
    auto found = m.find(r.cells[column]);
    if (found == m.end()) return wrong_cell(r, column, std::string("is not a value of ") + name);
    return found->second;
}

Result<Row> row_of(const csv::Record& r, const std::vector<size_t>& at, size_t columns, Date today) {
    if (r.cells.size() != columns)
        return invalid("has " + std::to_string(r.cells.size()) + " cells, the header has " + std::to_string(columns), std::to_string(r.line) + ":1");
    Row row;
    row.year = r.cells[at[0]];
    auto year = Happened::parse(row.year);
    if (!year || year->precision != Precision::year) return wrong_cell(r, at[0], "is not a year (yearOfRegistration)");
    if (year->date > today) return wrong_cell(r, at[0], "lies after the day of the import, " + today.text() + " (yearOfRegistration)");
    row.channel = TRY(mapped(channels, r, at[1], "Datasource"));
    row.gender = TRY(mapped(genders, r, at[2], "gender"));
    row.citizenship = r.cells[at[3]];
    bool letters = row.citizenship.size() == 2 && std::isupper(static_cast<unsigned char>(row.citizenship[0])) && std::isupper(static_cast<unsigned char>(row.citizenship[1]));
    if (!letters && row.citizenship != "0") return wrong_cell(r, at[3], "is not a country's two letters (citizenship)");
    row.means = TRY(mapped(means, r, at[4], "ControlCategory"));
    row.form = TRY(mapped(forms, r, at[5], "ExploitType"));
    row.age = TRY(mapped(ages, r, at[6], "ageCategories"));
    // What is read of the row, in one order of columns: the file may be mended, grow or be sorted, and the row is the same row.
    std::string says;
    for (size_t i : at) says += r.cells[i] + '\n';
    row.key = "ctdc-" + short_hash(says);
    return row;
}

CommandRequest request(const char* name, const Row& row, const std::string& origin, object fields, const char* step) {
    CommandRequest c;
    c.name = name;
    c.viewer = {std::string(import_actor), "kom", "coordinating-unit", "national-desk", "statistics", "en"};
    c.happened = *Happened::parse(row.year);
    c.fields = std::move(fields);
    c.idempotency_key = row.key + "/" + step;
    c.body = c.idempotency_key;
    c.origin = origin;
    c.means_of_control = row.means;
    c.derived = true;
    return c;
}

std::string word(const CommandAnswer& a, std::string_view what) {
    for (const auto& [k, v] : a.answer)
        if (k == what) return v;
    return {};
}

// A report, a screening that nobody made, a case. New: whether anything was recorded that was not there.
Result<bool> import_row(Folder& f, const Row& row, const std::string& origin) {
    object person{{"gender", row.gender}, {"age", row.age}};
    person["citizenship_group"] = row.citizenship == "0" ? "unknown" : row.citizenship == "BG" || row.citizenship == "RO" ? "bulgaria-romania" : "other";
    if (row.citizenship != "0") person["citizenship"] = row.citizenship;
    object report{{"channel", row.channel}, {"region", "abroad"}, {"form", row.form}, {"people", array{std::move(person)}}};
    report["seen"] = "Imported record: nobody wrote a report; the values were collapsed by others.";
    auto received = TRY(run_command(f, request("receive-report", row, origin, std::move(report), "report")));
    object screening{{"report", word(received, "report")}, {"list", "ctdc-means"}};
    screening["indicators"] = array{object{{"indicator", row.means}, {"evidence", "derived from the column ControlCategory; nobody screened"}}};
    auto screened = TRY(run_command(f, request("screen-report", row, origin, std::move(screening), "screening")));
    bool child = row.age == "0-8" || row.age == "9-17";
    object open{{"report", word(received, "report")}, {"audience", child ? "children" : row.gender == "man" ? "men" : "women"}};
    auto opened = TRY(run_command(f, request("open-case", row, origin, std::move(open), "case")));
    return !received.repeated || !screened.repeated || !opened.repeated;
}

struct Tally {
    std::atomic<size_t> next{0}, done{0}, fresh{0};
    std::mutex mutex;
    std::vector<Error> faults;
    std::atomic<bool> stop{false};
};

void work(Folder& f, const std::vector<Row>& rows, const std::string& origin, Tally& t) {
    for (size_t i; !t.stop && (i = t.next++) < rows.size();) {
        auto r = import_row(f, rows[i], origin);
        if (!r) {
            std::lock_guard lock(t.mutex);
            t.faults.push_back(r.error());
            t.stop = true;
            return;
        }
        if (*r) ++t.fresh;
        ++t.done;
    }
}

struct FileRows {
    std::vector<Row> rows;
    std::vector<Error> faults;             // the first of them
    size_t bad = 0;
};

// The whole file is read before anything is recorded: without --continue one bad row stops all, and nothing is half done.
Result<FileRows> rows_of_file(const std::string& text, const std::string& name, bool go_on, Date today) {
    auto placed = [&](Error e) {
        e.where = name + (e.where.empty() ? "" : ":" + e.where);
        return tl::unexpected(std::move(e));
    };
    csv::Reader reader(text);
    auto header = reader.next();
    if (!header) return placed(header.error());
    if (!*header) return invalid("the file is empty", name);
    auto at = csv::columns(**header, columns_read);
    if (!at) return placed(at.error());
    FileRows read;
    std::map<std::string, size_t> equal;
    for (;;) {
        auto r = reader.next();
        if (r && !*r) break;
        auto row = r ? row_of(**r, *at, (*header)->cells.size(), today) : Result<Row>(tl::unexpected(r.error()));
        if (row) {
            row->key += "/" + std::to_string(equal[row->key]++);
            read.rows.push_back(std::move(*row));
            continue;
        }
        Error e = placed(row.error()).value();
        if (!go_on) {
            e.change = "--continue imports the other rows and reports the bad ones; nothing was imported";
            return tl::unexpected(e);
        }
        ++read.bad;
        if (read.faults.size() < faults_kept_max) read.faults.push_back(std::move(e));
    }
    if (!read.rows.empty()) return read;
    if (!read.bad) return invalid("the file has no records", name);
    Error none = invalid("none of the file's " + std::to_string(read.bad) + " rows can be imported; nothing was", name).value();
    for (const auto& e : read.faults) none.facts.push_back(e.where + ": " + e.because);
    return tl::unexpected(none);
}

}  // namespace

Result<object> import_ctdc(const std::filesystem::path& dir, const std::filesystem::path& file, ImportOptions o, std::ostream& progress) {
    std::string text = TRY(read_file(file));
    std::string origin = "ctdc-" + short_hash(text).substr(0, 16);
    Date first_day = TRY(Date::of(2018, 12, 31));
    FileRows read;
    {
        auto f = TRY(Folder::open({dir, false}));
        bool holds_something = f->ledger().size() > 3;
        if (f->kind() != "trial" && holds_something)
            return refuse("import-trial", "this folder holds " + f->kind() + " records: other people's records go into a trial folder of their own");
        read = TRY(rows_of_file(text, file.filename().string(), o.go_on, holds_something ? f->today() : first_day));
        if (!holds_something) {            // an empty trial is made anew too: its day lies after the file's last year
            f.reset();
            TRY(Folder::become(dir, "trial", origin, first_day));
        }
    }
    const auto& rows = read.rows;
    auto folder = TRY(Folder::open({dir, false}));
    Tally tally;
    std::vector<std::thread> threads;
    for (size_t i = 0; i < workers; ++i) threads.emplace_back([&] { work(*folder, rows, origin, tally); });
    size_t said = 0;
    while (tally.done < rows.size() && !tally.stop) {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        if (size_t d = tally.done; d >= said + 2000) progress << d << " of " << rows.size() << " records\n", said = d - d % 2000;
    }
    for (auto& t : threads) t.join();
    if (!tally.faults.empty()) {
        Error e = tally.faults[0];
        e.because = std::to_string(tally.done.load()) + " of " + std::to_string(rows.size()) + " records are recorded and stay; the next was not (" + e.because + ")";
        e.change = "importing the file again records only the rest";
        return tl::unexpected(e);
    }
    object out{{"file", file.filename().string()}, {"records", rows.size()}, {"new", tally.fresh.load()}, {"bad_rows", read.bad}};
    array list;
    for (const auto& e : read.faults) list.push_back(object{{"where", e.where}, {"what", e.because}});
    if (read.bad) out["faults"] = std::move(list);
    out["note"] = "A trial: values were collapsed by others before we saw them; screenings are derived, nobody screened; only years are known, so no clock of the law runs.";
    return out;
}

}  // namespace soria::app
