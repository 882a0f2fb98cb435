// What clusters are worth against labels: pairs in the same cluster against pairs of the same label.
#include <cmath>
#include <unordered_map>

#include "app/jobs/match_io.hpp"

namespace soria::app {
namespace {

using namespace matching;
using json::bj::object;

constexpr size_t rows_read_max = 50'000'000;

struct Rows {
    std::vector<std::string> header;
    std::vector<size_t> wanted;
    std::vector<std::vector<std::string>> rows;        // the wanted cells
};

// Reads the named columns of a file; `pick` says from the header which.
Result<Rows> read_rows(const std::filesystem::path& path, const std::function<Result<std::vector<size_t>>(const std::vector<std::string>&)>& pick) {
    Rows out;
    CsvFeed feed([&](std::span<const std::string_view> cells, size_t line) -> Status {
        if (out.header.empty()) {
            out.header.assign(cells.begin(), cells.end());
            out.wanted = TRY(pick(out.header));
            return {};
        }
        if (cells.size() != out.header.size()) return invalid("has another number of cells than the header", "line " + std::to_string(line));
        if (out.rows.size() == rows_read_max) return fail(Fault::limit, "more than " + std::to_string(rows_read_max) + " rows");
        auto& row = out.rows.emplace_back();
        for (size_t w : out.wanted) row.emplace_back(cells[w]);
        return {};
    });
    auto done = read_chunks(path, [&](std::string_view s) { return feed.feed(s); });
    if (done) done = feed.finish();
    if (done && out.header.empty()) done = invalid("the file is empty");
    if (!done) {
        Error e = done.error();
        if (e.where != path.string()) e.where = path.filename().string() + (e.where.empty() ? "" : ", " + e.where);
        return tl::unexpected(std::move(e));
    }
    return out;
}

Result<std::vector<size_t>> named(const std::vector<std::string>& header, std::initializer_list<std::string> names) {
    std::vector<size_t> out;
    for (const auto& n : names) {
        auto at = std::find(header.begin(), header.end(), n);
        if (at == header.end()) return invalid("no column '" + n + "'", "line 1");
        out.push_back(size_t(at - header.begin()));
    }
    return out;
}

object figures(double both, double found, double labelled) {
    auto four = [](double x) { return std::round(x * 1e6) / 1e6; };
    double precision = found > 0 ? both / found : 1, recall = labelled > 0 ? both / labelled : 1;
    return {{"precision", four(precision)}, {"recall", four(recall)}, {"f1", four(found + labelled > 0 ? 2 * both / (found + labelled) : 1)},
            {"pairs_in_clusters", uint64_t(found)}, {"pairs_labelled", uint64_t(labelled)}, {"pairs_in_both", uint64_t(both)}};
}

// Labels as pairs that people judged: of these pairs only.
object judged(const std::unordered_map<std::string, uint32_t>& cluster_of, const std::vector<std::vector<std::string>>& pairs) {
    double both = 0, found = 0, labelled = 0;
    for (const auto& p : pairs) {
        auto a = cluster_of.find(p[0]), b = cluster_of.find(p[1]);
        bool together = a != cluster_of.end() && b != cluster_of.end() && a->second == b->second;
        bool same = std::atof(p[2].c_str()) >= 0.5;
        both += together && same;
        found += together;
        labelled += same;
    }
    object out = figures(both, found, labelled);
    out["of"] = "the pairs that were judged";
    return out;
}

uint32_t number_of(std::unordered_map<std::string, uint32_t>& numbers, const std::string& text) { return numbers.emplace(text, uint32_t(numbers.size())).first->second; }

}  // namespace

Result<object> match_evaluate(const MatchFiles& f, std::ostream&) {
    auto clusters = TRY(read_rows(f.in[0], [](const auto& header) { return named(header, {"unique_id", "cluster_id"}); }));
    std::unordered_map<std::string, uint32_t> cluster_of, ids, names;
    for (const auto& r : clusters.rows)
        if (!r[1].empty() && !cluster_of.emplace(r[0], number_of(names, r[1])).second) return invalid("the id '" + r[0].substr(0, 60) + "' stands twice", f.in[0].filename().string());
    bool pairs = false;
    auto labels = TRY(read_rows(f.labels, [&](const auto& header) -> Result<std::vector<size_t>> {
        pairs = std::find(header.begin(), header.end(), "clerical_match_score") != header.end();
        if (pairs) return named(header, {"unique_id_l", "unique_id_r", "clerical_match_score"});
        return named(header, {f.id, "cluster"});
    }));
    if (pairs) return judged(cluster_of, labels.rows);
    std::vector<uint32_t> found, told;
    size_t unknown_ids = 0, without_label = 0;
    std::unordered_map<std::string, uint32_t> label_names;
    for (const auto& r : labels.rows) {
        if (r[1].empty()) {                            // of nobody whom the labels know: it says nothing of either
            ++without_label;
            continue;
        }
        auto at = cluster_of.find(r[0]);
        // A row that the clusters do not have is a person of its own there.
        unknown_ids += at == cluster_of.end();
        found.push_back(at == cluster_of.end() ? uint32_t(names.size() + unknown_ids) : at->second);
        told.push_back(number_of(label_names, r[1]));
    }
    auto a = agreement(found, told);
    object out = figures(double(a.in_both), double(a.in_clusters), double(a.in_labels));
    out["rows"] = labels.rows.size();
    out["persons_found"] = names.size();
    out["persons_labelled"] = label_names.size();
    if (without_label) out["rows_without_label"] = without_label;
    if (unknown_ids) out["labelled_rows_without_cluster"] = unknown_ids;
    return out;
}

}  // namespace soria::app
