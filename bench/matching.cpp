#include "matching.hpp"

#include <fstream>

#include "engines/matching/index.hpp"
#include "engines/matching/train.hpp"

namespace soria::bench {
namespace {

using namespace matching;

Table load(const std::string& file, Memory& memory) {
    LoadOptions o;
    o.guests = true;
    Loader loader(o, run_here, memory);
    must(loader.begin_file(), "reading");
    std::ifstream in(file, std::ios::binary);
    std::string chunk(1 << 20, '\0');
    while (in.read(chunk.data(), std::streamsize(chunk.size())), in.gcount() > 0) must(loader.feed(std::string_view(chunk).substr(0, size_t(in.gcount()))), "reading");
    must(loader.end_file(), "reading");
    return must(loader.table(), "reading");
}

object spread(std::vector<double> us) {
    double sum = 0;
    for (double x : us) sum += x;
    double mean = us.empty() ? 0 : sum / double(us.size());
    return {{"count", us.size()}, {"mean_us", mean}, {"p50_us", percentile(us, 0.5)}, {"p99_us", percentile(us, 0.99)}, {"most_us", us.empty() ? 0 : us.back()}};
}

template <class F> double microseconds(F&& f) {
    double from = wall_s();
    f();
    return (wall_s() - from) * 1e6;
}

Index::Person person_of(const Table& t, size_t row) {
    Index::Person p;
    for (size_t k = 0; k < t.width(); ++k) p.emplace_back(t.row(row)[k] ? std::string(t.store(k).text(t.row(row)[k])) : std::string());
    return p;
}

}  // namespace

object run_online(const std::string& known, const std::string& asked) {
    Memory memory;
    auto table = load(known, memory), people = load(asked, memory);
    TrainOptions o;
    o.unknown_more = 0.1;
    auto model = must(train(table, o, run_here, memory, {}), "training");
    Span building;
    auto index = must(Index::build(std::move(table), model, run_here, memory), "building the index");
    double build_cpu_s = building.cpu_s_used();
    size_t questions = std::min<size_t>(people.rows, 20'000);
    std::vector<double> ask, add, explain;
    double found = 0;
    for (size_t i = 0; i < questions; ++i) {
        auto p = person_of(people, i);
        std::vector<Candidate> answer;
        ask.push_back(microseconds([&] { answer = index->ask(p, 0.05, 20); }));
        found += !answer.empty();
        if (!answer.empty())
            explain.push_back(microseconds([&] {
                volatile float bits = index->score(p, answer[0].row);
                (void)bits;
                auto steps = index->explain(p, answer[0].row);
            }));
    }
    for (size_t i = 0; i < questions; ++i) {
        auto p = person_of(people, i);
        add.push_back(microseconds([&] { must(index->add("added-" + std::to_string(i), p), "adding"); }));
    }
    object out{{"rows", index->table().rows - questions}, {"passes", model.passes.size()}, {"build_cpu_s", build_cpu_s}, {"index_mb", double(index->bytes()) / 1e6}};
    out["ask"] = spread(ask);
    out["add"] = spread(add);
    out["score_and_explain"] = spread(explain);
    out["questions_with_a_candidate"] = found / double(std::max<size_t>(1, questions));
    out["candidates_left_out"] = index->left_out();
    return out;
}

}  // namespace soria::bench
