#include "app/jobs/match_io.hpp"

#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>

#include <chrono>
#include <cmath>

#include "engines/matching/rules.hpp"
#include "engines/matching/splink.hpp"

namespace soria::app {
namespace {

using namespace matching;
using json::bj::array;
using json::bj::object;

constexpr size_t chunk_bytes = 1 << 20;
constexpr size_t program_bytes = 36u << 20;            // what the program itself takes, with ICU's tables
constexpr size_t model_bytes_max = 1 << 20;
constexpr int threads_max = 256;
constexpr uintptr_t page_bytes = 4096;

Result<size_t> bytes_of(const std::string& text) {
    size_t end = 0, n = 0;
    while (end < text.size() && text[end] >= '0' && text[end] <= '9' && end < 15) n = n * 10 + size_t(text[end++] - '0');
    std::string unit = text.substr(end);
    if (end == 0 || n == 0) return fail(Fault::usage, "write bytes, or like 180MiB or 2GiB", "--memory");
    for (auto [word, shift] : {std::pair{"", 0}, {"B", 0}, {"KiB", 10}, {"MiB", 20}, {"GiB", 30}, {"K", 10}, {"M", 20}, {"G", 30}})
        if (unit == word) return n << shift;
    return fail(Fault::usage, "write bytes, or like 180MiB or 2GiB", "--memory");
}

std::string number(double x, const char* format) {
    char s[40];
    std::snprintf(s, sizeof s, format, x);
    return s;
}

}  // namespace

Status is_not_read(const std::filesystem::path& out, const std::vector<std::filesystem::path>& in) {
    for (const auto& path : in) {
        std::error_code ignored;
        bool same = !out.empty() && (std::filesystem::equivalent(out, path, ignored) || out.lexically_normal() == path.lexically_normal());
        if (same) return fail(Fault::usage, "is read, so it is not written over: name another file", out.string());
    }
    return {};
}

Result<std::unique_ptr<MatchRun>> MatchRun::begin(const MatchFiles& f, std::ostream& progress) {
    size_t memory = size_t(sysconf(_SC_PHYS_PAGES)) * size_t(sysconf(_SC_PAGE_SIZE)) / 5 * 4;
    if (!f.memory.empty()) memory = TRY(bytes_of(f.memory));
    if (f.threads < 0 || f.threads > threads_max) return fail(Fault::usage, "1 to " + std::to_string(threads_max), "--threads");
    auto read = f.in;
    read.push_back(f.model);
    for (const auto* out : {&f.out, &f.pairs, &f.model_out, &f.splink_out}) TRY(is_not_read(*out, read));
    size_t threads = f.threads ? size_t(f.threads) : std::max(1u, std::thread::hardware_concurrency());
    std::unique_ptr<MatchRun> r(new MatchRun(f, progress, threads, memory));
    r->memory_.on_large = [](void* at, size_t bytes) {
        auto from = (reinterpret_cast<uintptr_t>(at) + page_bytes - 1) / page_bytes * page_bytes, to = (reinterpret_cast<uintptr_t>(at) + bytes) / page_bytes * page_bytes;
        if (to > from) madvise(reinterpret_cast<void*>(from), to - from, MADV_HUGEPAGE);     // a wish; nothing hangs on it
    };
    TRY(r->memory_.take(program_bytes, "the program"));
    return r;
}

Say MatchRun::say() {
    if (files_.quiet) return {};
    return [this](const std::string& s) { progress_ << s << "\n" << std::flush; };
}

Status read_chunks(const std::filesystem::path& path, const std::function<Status(std::string_view)>& take) {
    gzFile f = gzopen(path.string().c_str(), "rb");    // reads plain files too
    if (!f) return fail(Fault::absent, "cannot open this file", path.string());
    gzbuffer(f, 1 << 18);
    std::string chunk(chunk_bytes, '\0');
    Status ok;
    int n = 0;
    while (ok && (n = gzread(f, chunk.data(), unsigned(chunk.size()))) > 0) ok = take(std::string_view(chunk).substr(0, size_t(n)));
    int closed = gzclose_r(f);
    if (!ok) return ok;
    if (n < 0 || closed != Z_OK) return fail(Fault::storage, "cannot read this file to its end", path.string());
    return {};
}

Result<std::string> read_small(const std::filesystem::path& path) {
    std::string text;
    auto take = [&](std::string_view s) -> Status {
        text += s;
        return text.size() > model_bytes_max ? Status(fail(Fault::limit, "the file is larger than 1 MiB", path.string())) : Status();
    };
    TRY(read_chunks(path, take));
    return text;
}

Status MatchRun::read_model(LoadOptions& o) {
    if (files_.model.empty()) return {};
    model_text_ = TRY(read_small(files_.model));
    model_ = TRY(json::parse(model_text_));
    if (!is_splink(model_)) return {};
    auto asks = TRY(splink_asks(model_));
    o.verbatim = std::move(asks.verbatim);
    if (o.id == MatchFiles().id && !asks.id.empty()) o.id = asks.id;
    return {};
}

Result<Table> MatchRun::load() {
    LoadOptions o;
    o.id = files_.id;
    TRY(read_model(o));
    auto today = std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()));
    o.latest = date_of(int(today.year()), int(unsigned(today.month())), int(unsigned(today.day())));
    for (const auto& k : files_.kinds) {
        auto equals = k.rfind('=');
        if (equals == std::string::npos) return fail(Fault::usage, "write column=kind", "--kind");
        auto kind = kind_named(k.substr(equals + 1));
        if (kind == Kind::ignored && k.substr(equals + 1) != "ignored") return fail(Fault::usage, "is not a kind of column: " + k.substr(equals + 1).substr(0, 40), "--kind");
        o.kinds.emplace_back(k.substr(0, equals), kind);
    }
    if (!model_.is_null() && !is_splink(model_)) {      // a column is what the model learnt it to be, whatever a small file looks like
        auto m = TRY(model_from_json(model_));
        for (const auto& l : m.attributes)
            if (std::none_of(o.kinds.begin(), o.kinds.end(), [&](auto& k) { return k.first == l.name; })) o.kinds.emplace_back(l.name, l.kind);
    }
    Loader loader(o, run(), memory_);
    for (const auto& path : files_.in) {
        TRY(loader.begin_file());
        auto done = read_chunks(path, [&](std::string_view s) { return loader.feed(s); });
        if (done) done = loader.end_file();
        if (!done) {
            Error e = done.error();
            if (e.where != path.string()) e.where = path.filename().string() + (e.where.empty() ? "" : ", " + e.where);
            return tl::unexpected(std::move(e));
        }
    }
    auto t = TRY(loader.table());
    for (const auto& k : files_.kinds) {
        auto column = k.substr(0, k.rfind('='));
        if (std::find(t.passed_over.begin(), t.passed_over.end(), column + ": no file has it") != t.passed_over.end())
            return fail(Fault::usage, "no file has a column " + column.substr(0, 60), "--kind");
    }
    if (auto s = say()) {
        s(std::to_string(t.rows) + " rows");
        for (const auto& a : t.attributes) s("  " + a.name + ": " + std::string(name_of(a.kind)) + " (" + a.because + ")" + (a.with.empty() ? "" : ", with the other file's " + a.with));
        for (const auto& p : t.passed_over) s("  passed over: " + p);
        for (const auto& d : t.misread)
            s("  " + d.column + ": " + std::to_string(d.values) + " of " + std::to_string(d.of) + " dates were not understood, first in " + d.first);
    }
    return t;
}

Result<MatchOptions> MatchRun::options(const Table& t) {
    MatchOptions o;
    o.train.pairs_per_row = files_.pairs_per_row;
    o.pairs_from = files_.pairs_from;
    o.one_to_one = files_.one_to_one;
    if (model_.is_null()) return o;
    if (is_splink(model_)) o.model = TRY(model_from_splink(model_text_, model_, t, run(), memory()));
    else o.model = TRY(model_from_json(model_));
    return o;
}

WholeFile::WholeFile(std::filesystem::path to) : to_(std::move(to)), draft_(to_.string() + ".part"), out_(draft_, std::ios::binary | std::ios::trunc) {}
WholeFile::~WholeFile() {
    std::error_code ignored;
    if (!kept_) std::filesystem::remove(draft_, ignored);
}
void WholeFile::flush() {
    out_.write(text_.data(), std::streamsize(text_.size()));
    text_.clear();
}
Status WholeFile::keep() {
    flush();
    out_.close();
    if (!out_) return fail(Fault::storage, "cannot write this file", to_.string());
    std::error_code ec;
    std::filesystem::rename(draft_, to_, ec);
    if (ec) return fail(Fault::storage, "cannot put this file in its place", to_.string());
    kept_ = true;
    return {};
}

std::string csv_cell(std::string_view s) {
    if (s.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(s);
    std::string out = "\"";
    for (char c : s) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + "\"";
}

Status write_clusters(const Table& t, const Matched& m, const std::filesystem::path& path) {
    WholeFile f(path);
    f.write("unique_id,cluster_id\n");
    for (size_t r = 0; r < t.rows; ++r) f.write(csv_cell(t.ids.text(r)) + "," + csv_cell(t.ids.text(m.cluster[r])) + "\n");
    return f.keep();
}

Status write_pairs(const Table& t, const Matched& m, const std::filesystem::path& path) {
    WholeFile f(path);
    f.write("id_l,id_r,weight,probability\n");
    for (const auto& p : m.pairs) {
        uint32_t a = p.a, b = p.b;
        if (!t.source.empty() && t.source[a] > t.source[b]) std::swap(a, b);
        f.write(csv_cell(t.ids.text(a)) + "," + csv_cell(t.ids.text(b)) + "," + number(double(p.bits), "%.4f") + "," + number(Scorer::probability(p.bits), "%.6f") + "\n");
    }
    return f.keep();
}

object summary(const Table& t, const Model& m) {
    array columns, passes;
    for (const auto& a : t.attributes) {
        object column{{"column", a.name}, {"is", json::bj::string(name_of(a.kind))}};
        if (!a.with.empty()) column["with"] = a.with;
        columns.push_back(std::move(column));
    }
    for (const auto& p : m.passes) {
        std::string words;
        for (auto [a, part] : p.parts) words += (words.empty() ? "" : ", ") + m.attributes[a].name + " " + std::string(part_words(part));
        if (p.in_any_order) words += ", in any order";
        passes.push_back(object{{"agree_in", words}, {"pairs_expected", std::llround(p.expected_pairs)}, {"recall_with_those_before", std::round(p.recall * 1e4) / 1e4}});
    }
    if (m.rules)
        for (const auto& r : m.rules->rules) passes.push_back(object{{"agree_in", r.text}});
    array dates;
    for (const auto& d : t.misread) dates.push_back(object{{"column", d.column}, {"dates", d.values}, {"of", d.of}, {"first_in", d.first}});
    object out{{"rows", t.rows}, {"columns", columns}, {"passes", passes}};
    if (!m.rules) out["recall_of_passes_estimated"] = std::round(m.recall * 1e4) / 1e4;
    out["same_person_pairs_estimated"] = std::llround(m.matches_per_row * double(t.rows) / 2);
    if (!dates.empty()) out["dates_not_understood"] = dates;
    array left_out;
    for (const auto& p : t.passed_over) left_out.push_back(json::bj::string(p));
    if (!left_out.empty()) out["passed_over"] = left_out;
    return out;
}

}  // namespace soria::app
