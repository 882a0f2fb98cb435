// What a table by two things holds back.
#include "app/service/figures.hpp"

#include <doctest/doctest.h>

using namespace soria::app;

namespace {
std::vector<std::vector<Portion>> table_of_counts(std::initializer_list<std::initializer_list<int64_t>> lines) {
    std::vector<std::vector<Portion>> out;
    for (const auto& line : lines) {
        auto& to = out.emplace_back();
        for (int64_t n : line) to.push_back({"a place", n});
    }
    return out;
}
std::string told(const std::vector<std::vector<Portion>>& lines) {
    std::string s;
    for (const auto& line : lines) {
        for (const auto& p : line) s += p.n ? std::to_string(*p.n) + " " : "- ";
        s += "\n";
    }
    return s;
}
}  // namespace

TEST_CASE("a cell of few people is held back, and more until no line tells it by what it leaves") {
    auto t = table_of_counts({{20, 3, 12}, {11, 14, 8}, {9, 30, 0}});
    protect_table(t, 5);
    CHECK(told(t) == "20 - - \n11 - - \n9 30 0 \n");
    t = table_of_counts({{20, 8}, {11, 14}});
    protect_table(t, 5);
    CHECK(told(t) == "20 8 \n11 14 \n");
    // Nothing stands beside it that could be held back: its lines' sums are its own.
    t = table_of_counts({{3, 0}, {0, 0}});
    protect_table(t, 5);
    CHECK(told(t) == "- 0 \n0 0 \n");
    std::vector<std::vector<Portion>> none;
    protect_table(none, 5);
    CHECK(none.empty());
}
