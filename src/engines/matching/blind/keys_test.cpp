#include "engines/matching/blind/keys.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace soria::matching::blind;

namespace {

std::set<std::string> elements(std::string_view name, std::string_view born) {
    std::set<std::string> out;
    for (const auto& k : keys_of(name, born)) out.insert(k.element);
    return out;
}
bool meet(std::string_view a, std::string_view born_a, std::string_view b, std::string_view born_b) {
    auto x = elements(a, born_a), y = elements(b, born_b);
    return std::any_of(x.begin(), x.end(), [&](auto& e) { return y.count(e) > 0; });
}

}  // namespace

TEST_CASE("a person meets themselves under another spelling, order, script, with a middle name or a swapped day") {
    CHECK(meet("Tatjana Sokolova", "1983-05-17", "Sokolova, Tatjana", "1983-05-17"));
    CHECK(meet("Tatjana Sokolova", "1983-05-17", "Tatiana Sokolowa", "1983-05-17"));
    CHECK(meet("Tatjana Sokolova", "1983-05-17",
               "\u0422\u0430\u0442\u044c\u044f\u043d\u0430 \u0421\u043e\u043a\u043e\u043b\u043e\u0432\u0430", "1983-05-17"));
    CHECK(meet("Blessing Joy Osagie", "1990-11-02", "Blessing Osagie", "1990-11-02"));
    CHECK(meet("Blessing Osagie", "1990-11-02", "Blesing Osagie", "1990-02-11"));
    CHECK(meet("Zenobia Kwabena Osei", "1985-06-24", "Osei, Zenobia Quabena", "1985-06-24"));      // too short to have a sound
    CHECK(meet("Blessing Osagie", "1990-11-02", "Osagie Blessing", "1990"));
    CHECK(meet("Blessing Osagie", "1990-01-01", "Blessing Osagie", "1990-07-08"));
    CHECK(meet("王小明", "1990-11-02", "Xiaoming Wang", "1990-11-02"));
}

TEST_CASE("two people do not meet by a name alone, by a day alone, or by a day that nobody knew") {
    CHECK_FALSE(meet("Blessing Osagie", "1990-11-02", "Blessing Osagie", "1985-11-02"));
    CHECK_FALSE(meet("Blessing Osagie", "1990-11-02", "Mercy Okafor", "1990-11-02"));
    CHECK_FALSE(meet("Blessing Osagie", "1990-11-02", "Blessing Okafor", "1990-11-02"));
    CHECK_FALSE(meet("Blessing Osagie", "1990-01-01", "Blesing Ossagie", "1990-01-01"));
}

TEST_CASE("too little is nothing, and nobody has more keys than are sent") {
    CHECK(keys_of("Blessing", "1990-11-02").empty());
    CHECK(keys_of("Blessing Osagie", "").empty());
    CHECK(keys_of("", "1990-11-02").empty());
    CHECK(keys_of("B O", "1990-11-02").empty());
    CHECK(keys_of("Blessing Osagie", "no day").empty());
    std::string long_name;
    for (int i = 0; i < 40; ++i) long_name += "Namel" + std::string(1, char('a' + i % 26)) + std::string(1, char('a' + i % 7)) + "n ";
    CHECK(keys_of(long_name, "1990-11-02").size() <= keys_max);
    CHECK(elements(long_name, "1990-11-02").size() == keys_of(long_name, "1990-11-02").size());
}
