#include "app/jobs/match.hpp"

#include <algorithm>
#include <cmath>

#include "app/jobs/match_io.hpp"
#include "engines/matching/rules.hpp"
#include "engines/matching/splink.hpp"

namespace soria::app {
namespace {

using namespace matching;
using json::bj::array;
using json::bj::object;

double rounded(double x, double to) { return std::round(x * to) / to + 0.0; }   // no minus before a zero

array shared_words(const Table& t, const Matched& m) {
    array out;
    constexpr size_t told = 20;
    for (const auto& v : m.shared) {
        if (out.size() == told) break;
        out.push_back(object{{"column", t.attributes[v.attribute].name}, {"rows", v.rows}});
    }
    return out;
}

object words_of(const Table& t, const Matched& m, const Memory& memory) {
    object out = summary(t, m.model);
    if (m.every_pair) {
        out["passes"] = array{object{{"agree_in", "every pair: the file is small"}, {"pairs_expected", m.looked_at}, {"recall_with_those_before", 1}}};
        out["recall_of_passes_estimated"] = 1;
    }
    out["pairs_looked_at"] = m.looked_at;
    if (m.left_out) out["pairs_left_out_in_overfull_blocks"] = m.left_out;
    if (!m.shared.empty()) {
        out["identifiers_shared_by_several"] = m.shared.size();
        out["shared"] = shared_words(t, m);
    }
    out["memory_mib"] = rounded(double(memory.most()) / double(1 << 20), 10);
    return out;
}

// The same for settings of Splink: a step for each of its comparisons, and for what a value's frequency adds.
template <class Put> double rules_steps(const Table& t, const Model& m, const Scorer& s, size_t a, size_t b, Put put) {
    double sum = 0;
    auto texts = [&](size_t row, uint32_t columns) {
        std::string out;
        for (size_t k = 0; k < t.width(); ++k)
            if (uint32_t c = t.row(row)[k]; c && columns >> k & 1) out += (out.empty() ? "" : ", ") + std::string(t.store(k).text(c));
        return out;
    };
    for (const auto& w : m.rules->steps(t, s.links(), t.row(a), t.row(b))) {
        std::string says(w.says);
        if (w.linked) says += ", but several people share it: a link, not evidence";
        put(std::string(w.comparison), texts(a, w.columns), texts(b, w.columns), says, w.bits);
        if (w.frequency != 0) put(std::string(w.comparison), "", "", "how frequent it is", w.frequency);
        sum += w.bits + w.frequency;
    }
    return sum;
}

// One pair as a waterfall.
object waterfall(const Table& t, const Model& m, const Scorer& s, size_t a, size_t b) {
    array steps;
    auto step = [&](std::string column, std::string left, std::string right, std::string what, double bits) {
        steps.push_back(object{{"column", column}, {"left", left}, {"right", right}, {"says", what}, {"bits", rounded(bits, 100)}});
    };
    step("(before looking)", "", "", "one pair in " + std::to_string(std::llround(1 / m.prior)) + " is one person", double(s.prior_bits()));
    double sum = double(s.prior_bits());
    if (m.rules) {
        sum += rules_steps(t, m, s, a, b, step);
        return {{"left", t.ids.text(a)}, {"right", t.ids.text(b)}, {"waterfall", steps}, {"weight", rounded(sum, 100)},
                {"probability", rounded(Scorer::probability(float(sum)), 1e6)}};
    }
    int given = t.find(Kind::given), surname = t.find(Kind::surname);
    for (const auto& w : s.steps(t.row(a), t.row(b))) {
        size_t other_column = !w.crossed ? w.attribute : size_t(int(w.attribute) == given ? surname : given);
        auto text = [&](size_t row, size_t column) {
            uint32_t c = t.row(row)[column];
            return c ? std::string(t.store(column).text(c)) : std::string();
        };
        auto family = family_of(t.attributes[w.attribute].kind);
        std::string what(level_words(family, w.level));
        bool shared = w.level == exact && w.bits == 0 && !w.derived && (is_identifier(t.attributes[w.attribute].kind) || t.attributes[w.attribute].kind == Kind::address);
        if (shared) what += ", but several people share it: a link, not evidence";
        if (w.derived) what += ", but it is made of the names: only what it says beyond them counts";
        if (w.aliased) what += " as the other's alias";
        if (w.crossed) what += ", against the other's " + t.attributes[other_column].name;
        step(t.attributes[w.attribute].name, text(a, w.attribute), text(b, other_column), what, double(w.bits));
        sum += double(w.bits);
    }
    float bits = s.full(t.row(a), t.row(b));
    if (std::abs(double(bits) - sum) > 0.01) step("(both)", "", "", "a name is another, and nothing that is a person's own agrees: the rest does not make them one person", double(bits) - sum);
    return {{"left", t.ids.text(a)}, {"right", t.ids.text(b)}, {"waterfall", steps}, {"weight", rounded(double(bits), 100)},
            {"probability", rounded(Scorer::probability(bits), 1e6)}};
}

Result<size_t> row_of_id(const Table& t, const std::string& id, int source) {
    for (size_t r = 0; r < t.rows; ++r)
        if (t.ids.text(r) == id && (source < 0 || t.source.empty() || t.source[r] == source)) return r;
    return fail(Fault::absent, "no row has the id '" + id.substr(0, 60) + "'");
}

Result<Matched> matched(MatchRun& run, const Table& t, MatchOptions o) { return match(t, o, run.run(), run.memory(), run.say()); }

Status write_text(const std::string& text, const std::filesystem::path& path) {
    WholeFile f(path);
    f.write(text);
    return f.keep();
}

}  // namespace

Result<object> match_dedupe(const MatchFiles& f, std::ostream& progress) {
    if (!f.pairs.empty() && f.pairs.lexically_normal() == f.out.lexically_normal()) return fail(Fault::usage, "would write over the clusters; name another file", "--pairs");
    auto run = TRY(MatchRun::begin(f, progress));
    auto t = TRY(run->load());
    auto o = TRY(run->options(t));
    o.keep_pairs = !f.pairs.empty();
    auto m = TRY(matched(*run, t, o));
    TRY(write_clusters(t, m, f.out));
    if (o.keep_pairs) TRY(write_pairs(t, m, f.pairs));
    object out = words_of(t, m, run->memory());
    out["persons"] = m.persons;
    if (o.keep_pairs) out["pairs_written"] = m.pairs.size();
    return out;
}

Result<object> match_link(const MatchFiles& f, std::ostream& progress) {
    auto run = TRY(MatchRun::begin(f, progress));
    auto t = TRY(run->load());
    auto o = TRY(run->options(t));
    o.keep_pairs = true;
    auto m = TRY(matched(*run, t, o));
    TRY(write_pairs(t, m, f.out));
    object out = words_of(t, m, run->memory());
    out["links"] = m.pairs.size();
    return out;
}

Result<object> match_train(const MatchFiles& f, std::ostream& progress) {
    auto run = TRY(MatchRun::begin(f, progress));
    auto t = TRY(run->load());
    auto o = TRY(run->options(t));
    auto m = TRY(learn(t, o, run->run(), run->memory(), run->say()));
    TRY(write_text(model_text(m), f.model_out));
    if (!f.splink_out.empty()) TRY(write_text(splink_text(m, false, f.id), f.splink_out));
    return summary(t, m);
}

Result<object> match_score(const MatchFiles& f, std::ostream& progress) {
    auto run = TRY(MatchRun::begin(f, progress));
    auto t = TRY(run->load());
    auto o = TRY(run->options(t));
    o.keep_pairs = true;
    auto m = TRY(matched(*run, t, o));
    TRY(write_pairs(t, m, f.out));
    object out = words_of(t, m, run->memory());
    out["pairs_written"] = m.pairs.size();
    return out;
}

Result<object> match_explain(const MatchFiles& f, std::ostream& progress) {
    auto run = TRY(MatchRun::begin(f, progress));
    auto t = TRY(run->load());
    auto o = TRY(run->options(t));
    bool two = f.in.size() == 2;
    size_t a = TRY(row_of_id(t, f.left, two ? 0 : -1));
    size_t b = TRY(row_of_id(t, f.right, two ? 1 : -1));
    if (a == b) return invalid("is the same row twice", f.right);
    auto m = TRY(learn(t, o, run->run(), run->memory(), run->say()));
    Scorer s(t, m, distinct_rows(t));
    discount_shared(t, m, s);
    return waterfall(t, m, s, a, b);
}

Result<object> match_review(const MatchFiles& f, std::ostream& progress) {
    auto run = TRY(MatchRun::begin(f, progress));
    auto t = TRY(run->load());
    auto o = TRY(run->options(t));
    o.keep_pairs = true;
    o.pairs_from = 0.05;
    auto m = TRY(matched(*run, t, o));
    // The least sure first; of the same, by row.
    std::stable_sort(m.pairs.begin(), m.pairs.end(), [](const Pair& x, const Pair& y) { return std::abs(x.bits) < std::abs(y.bits); });
    Scorer s(t, m.model, distinct_rows(t));
    discount_shared(t, m.model, s);
    array queue;
    for (const auto& p : m.pairs) {
        if (queue.size() == f.limit || std::abs(p.bits) > 4.3) break;      // 5 and 95 in a hundred
        queue.push_back(waterfall(t, m.model, s, p.a, p.b));
    }
    size_t unsure = size_t(std::count_if(m.pairs.begin(), m.pairs.end(), [](const Pair& p) { return std::abs(p.bits) <= 4.3; }));
    return object{{"unsure_pairs", unsure}, {"shown", queue.size()}, {"queue", queue}};
}

}  // namespace soria::app
