#include "matching.hpp"

#include <sodium.h>

#include <fstream>

#include "engines/matching/blind/dice.hpp"
#include "engines/matching/blind/encode.hpp"
#include "engines/matching/blind/psi.hpp"
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

object run_blind(size_t rows) {
    using namespace blind;
    static constexpr const char* schema = R"({"version":3,"clkConfig":{"l":1024,"kdf":{"type":"HKDF"}},"features":[
        {"identifier":"given","format":{"type":"string"},"hashing":{"comparison":{"type":"ngram","n":2},"strategy":{"bitsPerToken":15}}},
        {"identifier":"surname","format":{"type":"string"},"hashing":{"comparison":{"type":"ngram","n":2},"strategy":{"bitsPerToken":15}}},
        {"identifier":"born","format":{"type":"date","format":"%Y-%m-%d"},"hashing":{"comparison":{"type":"ngram","n":2,"positional":true},"strategy":{"bitsPerToken":15}}}]})";
    constexpr const char* parts[] = {"ami", "bles", "chri", "dora", "eka", "fati", "gre", "hele", "iva", "jul", "kat", "lud", "mer", "nad", "ole", "pre"};
    auto word = [&](size_t i) { return std::string(parts[i % 16]) + parts[i / 16 % 16] + parts[i / 256 % 16]; };
    auto encoder = must(Encoder::make(must(read_schema(schema), "the schema"), "a secret of both sides"), "the encoder");
    std::vector<uint8_t> clk(encoder.bytes());
    Filters filters(encoder.bytes());
    std::vector<std::array<std::string, 3>> people;
    for (size_t i = 0; i < rows; ++i) people.push_back({word(i * 7), word(i * 13 + 5), std::to_string(1960 + i % 40) + "-0" + std::to_string(1 + i % 9) + "-" + std::to_string(10 + i % 18)});
    Span encoding;
    for (const auto& p : people) {
        std::array<std::string_view, 3> cells{p[0], p[1], p[2]};
        must(encoder.encode(cells, clk.data()), "encoding");
        filters.add(clk.data());
    }
    object out{{"clk_encoded_s", double(rows) / encoding.cpu_s_used()}};
    object compared;
    for (auto [kernel, name] : {std::pair{Kernel::scalar, "scalar"}, {Kernel::avx2, "avx2"}, {Kernel::avx512, "avx512"}}) {
        if (!has(kernel)) continue;
        Span comparing;
        auto found = must(compare(filters, filters, 0.999, kernel, run_here, 100'000'000), "comparing");
        compared[name] = double(rows) * double(rows) / comparing.cpu_s_used() / 1e6;
    }
    out["clk_compared_million_s"] = std::move(compared);
    std::vector<std::string> elements;
    for (size_t i = 0; i < std::min<size_t>(rows, 20'000); ++i) elements.push_back(people[i][0] + people[i][1] + std::to_string(i));
    std::vector<std::string_view> views(elements.begin(), elements.end());
    std::array<uint8_t, 64> bytes{};
    bytes[0] = 7;
    auto key = must(scalar_of(bytes), "a scalar");
    double n = double(views.size());
    // What libsodium alone needs for it, in turn with ours, because the machine is not equally fast all the time.
    constexpr size_t turn = 500;
    std::vector<Point> points;
    double ours_s = 0, alone_s = 0;
    for (size_t at = 0; at < views.size(); at += turn) {
        auto some = std::span(views).subspan(at, std::min(turn, views.size() - at));
        Span hashing;
        auto more = must(blinded(some, key, run_here), "blinding");
        ours_s += hashing.cpu_s_used();
        points.insert(points.end(), more.begin(), more.end());
        Span alone;
        for (size_t i = 0; i < some.size(); ++i) {
            uint8_t hash[64] = {7, uint8_t(i), uint8_t(i >> 8)};
            Point p, blind;
            crypto_core_ristretto255_from_hash(p.data(), hash);
            if (crypto_scalarmult_ristretto255(blind.data(), key.data(), p.data())) stop("libsodium refuses a point");
        }
        alone_s += alone.cpu_s_used();
    }
    out["psi_blinded_s"] = n / ours_s;
    out["psi_libsodium_blinded_s"] = n / alone_s;
    out["psi_blinded_of_libsodium"] = alone_s / ours_s;
    Span multiplying;
    auto back = must(evaluated(points, key, run_here), "evaluating");
    out["psi_evaluated_s"] = n / multiplying.cpu_s_used();
    Span undoing;
    auto tags = must(unblinded(back, key, run_here), "unblinding");
    out["psi_unblinded_s"] = n / undoing.cpu_s_used();
    return out;
}

}  // namespace soria::bench
