#include <doctest/doctest.h>

#include "engines/matching/blind/dice.hpp"
#include "engines/matching/blind/encode.hpp"
#include "engines/matching/blind/psi.hpp"

using namespace soria;
using namespace soria::matching;
using namespace soria::matching::blind;

namespace {

std::string schema_text(const std::string& config, const std::string& hashing, const std::string& format = R"({"type":"string"})") {
    return R"({"version":3,"clkConfig":{)" + config + R"(,"kdf":{"type":"HKDF"}},"features":[{"identifier":"id","ignored":true},)"
           R"({"identifier":"name","format":)" + format + R"(,"hashing":)" + hashing + "}]}";
}
const std::string bigrams = R"({"comparison":{"type":"ngram","n":2},"strategy":{"bitsPerToken":10}})";

std::vector<uint8_t> clk(const std::string& schema, std::string_view name, bool balanced = false) {
    auto e = Encoder::make(read_schema(schema).value(), "secret", balanced).value();
    std::vector<uint8_t> out(e.bytes());
    std::array<std::string_view, 2> cells{"1", name};
    REQUIRE(e.encode(cells, out.data()));
    return out;
}
int bits_in(const std::vector<uint8_t>& v) {
    int n = 0;
    for (auto b : v) n += __builtin_popcount(b);
    return n;
}

struct Splitmix {
    uint64_t state;
    uint64_t operator()() {
        uint64_t z = state += 0x9E3779B97F4A7C15;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9, z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return z ^ z >> 31;
    }
};
Filters random_filters(size_t n, size_t bytes, uint64_t seed) {
    Filters f(bytes);
    Splitmix next{seed};
    std::vector<uint8_t> row(bytes);
    for (size_t i = 0; i < n; ++i) {
        for (auto& b : row) b = uint8_t(next() & next());
        f.add(row.data());
    }
    return f;
}
Scalar scalar(uint64_t seed) {
    Splitmix next{seed};
    std::array<uint8_t, 64> bytes;
    for (auto& b : bytes) b = uint8_t(next());
    return scalar_of(bytes).value();
}
std::vector<uint32_t> asked(const std::vector<std::string_view>& mine, const std::vector<std::string_view>& theirs, uint64_t seed) {
    auto r = scalar(seed), k = scalar(seed + 1);
    auto sent = blinded(mine, r, run_here).value();
    auto back = evaluated(sent, k, run_here).value();
    return shared(unblinded(back, r, run_here).value(), tags_of(theirs, k, run_here).value());
}

}  // namespace

TEST_CASE("a schema that would change the bits in a way not known is refused with its place") {
    auto where = [](const std::string& text) { return read_schema(text).error().where; };
    CHECK(read_schema(schema_text("\"l\":1024", bigrams)));
    CHECK(where("{}") == "version");
    CHECK(where(schema_text("\"l\":1001", bigrams)) == "clkConfig.l");
    CHECK(where(schema_text("\"l\":1000", bigrams)) == "clkConfig.l");   // blake hash needs a power of two
    CHECK(where(schema_text("\"l\":1024,\"k\":3", bigrams)) == "clkConfig.k");
    CHECK(read_schema(schema_text("\"l\":65536,\"xorFolds\":1", bigrams)).error().fault == Fault::limit);
    CHECK(where(schema_text("\"l\":1024", R"({"comparison":{"type":"numeric"},"strategy":{"bitsPerToken":10}})")) == "features[1].hashing.comparison.type");
    CHECK(where(schema_text("\"l\":1024", R"({"comparison":{"type":"exact"},"strategy":{}})")) == "features[1].hashing.strategy");
    CHECK(where(schema_text("\"l\":1024", bigrams, R"({"type":"string","pattern":".*"})")) == "features[1].format.pattern");
}

TEST_CASE("a value outside of the schema's format is refused, and the fault does not repeat it") {
    auto e = Encoder::make(read_schema(schema_text("\"l\":1024", bigrams, R"({"type":"string","maxLength":4,"case":"lower"})")).value(), "s").value();
    std::vector<uint8_t> out(e.bytes());
    for (std::string_view bad : {"abcde", "Abc", "\xff"}) {
        std::array<std::string_view, 2> cells{"1", bad};
        auto s = e.encode(cells, out.data());
        REQUIRE(!s);
        CHECK(s.error().where == "name");
        CHECK(s.error().because.find(bad) == std::string::npos);
    }
}

TEST_CASE("folding keeps parity, balancing sets half of all bits, another secret gives other bits") {
    auto plain = clk(schema_text("\"l\":1024", bigrams), "amina"), folded = clk(schema_text("\"l\":512,\"xorFolds\":1", bigrams), "amina");
    for (size_t i = 0; i < 64; ++i) CHECK(folded[i] == (plain[i] ^ plain[64 + i]));
    for (std::string_view name : {"", "amina", "a very long name indeed"})
        CHECK(bits_in(clk(schema_text("\"l\":1024", bigrams), name, true)) == 1024);
    auto other = Encoder::make(read_schema(schema_text("\"l\":1024", bigrams)).value(), "another").value();
    std::vector<uint8_t> out(128);
    std::array<std::string_view, 2> cells{"1", "amina"};
    REQUIRE(other.encode(cells, out.data()));
    CHECK(out != plain);
}

TEST_CASE("every kernel finds the same pairs, as by the definition") {
    for (size_t bytes : {8, 64, 128, 125, 256, 520})
        for (double threshold : {0.2, 0.5, 1.0}) {
            auto a = random_filters(70, bytes, bytes), b = random_filters(43, bytes, bytes + 1);
            std::vector<uint64_t> x(a.words()), y(a.words());
            a.row(3, x.data());
            b.add(reinterpret_cast<const uint8_t*>(x.data()));
            std::vector<std::array<uint32_t, 2>> want;
            for (uint32_t i = 0; i < a.size(); ++i)
                for (uint32_t j = 0; j < b.size(); ++j) {
                    a.row(i, x.data()), b.row(j, y.data());
                    int n = 0;
                    for (size_t w = 0; w < x.size(); ++w) n += __builtin_popcountll(x[w] & y[w]);
                    if (n && 2.0 * n >= threshold * (double(a.count(i)) + b.count(j))) want.push_back({i, j});
                }
            CHECK(!want.empty());
            for (auto k : {Kernel::scalar, Kernel::avx2, Kernel::avx512}) {
                if (!has(k)) continue;
                auto got = compare(a, b, threshold, k, run_here, 1'000'000).value();
                REQUIRE(got.size() == want.size());
                for (size_t i = 0; i < got.size(); ++i) CHECK((got[i].left == want[i][0] && got[i].right == want[i][1]));
            }
        }
    CHECK(compare(random_filters(9, 8, 1), random_filters(9, 8, 1), 0.01, Kernel::scalar, run_here, 5).error().fault == Fault::limit);
    CHECK(!compare(random_filters(9, 8, 1), random_filters(9, 16, 1), 0.5, Kernel::scalar, run_here, 5));
}

TEST_CASE("two sides learn what they share and nothing else crosses in clear") {
    std::vector<std::string_view> mine{"amina 1985", "blessing 1990", "clara 1979"}, theirs{"clara 1979", "dora 1981", "amina 1985"};
    for (uint64_t seed = 1; seed < 6; ++seed) CHECK(asked(mine, theirs, 10 * seed) == std::vector<uint32_t>{0, 2});
    CHECK(asked(mine, {}, 1).empty());
    CHECK(asked({}, theirs, 1).empty());
    auto once = blinded(mine, scalar(1), run_here).value(), again = blinded(mine, scalar(2), run_here).value();
    for (size_t i = 0; i < mine.size(); ++i) CHECK((once[i] != again[i] && once[i] != point_of(mine[i])));
    // The order of the answerer's elements is not that of the rows.
    std::vector<std::string_view> turned{theirs.rbegin(), theirs.rend()};
    CHECK(tags_of(theirs, scalar(3), run_here).value() == tags_of(turned, scalar(3), run_here).value());
}

TEST_CASE("what is no point of the group is refused") {
    for (uint8_t fill : {0, 1, 255}) {
        std::vector<Point> bad(1);
        bad[0].fill(fill);
        CHECK(!evaluated(bad, scalar(1), run_here));
        CHECK(!unblinded(bad, scalar(1), run_here));
    }
    std::array<uint8_t, 64> zero{};
    CHECK(!scalar_of(zero));
}
