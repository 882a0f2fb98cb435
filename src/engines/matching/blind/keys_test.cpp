#include "engines/matching/blind/keys.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace soria::matching::blind;

namespace {

std::set<std::string> elements(std::string_view name, std::string_view born) {
    std::set<std::string> out;
    for (const auto& k : keys_of(name, {}, born)) out.insert(k.element);
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
    CHECK(keys_of("Blessing", {}, "1990-11-02").empty());
    CHECK(keys_of("Blessing Osagie", {}, "").empty());
    CHECK(keys_of("", {}, "1990-11-02").empty());
    CHECK(keys_of("B O", {}, "1990-11-02").empty());
    CHECK(keys_of("Blessing Osagie", {}, "no day").empty());
    std::string long_name;
    for (int i = 0; i < 40; ++i) long_name += "Namel" + std::string(1, char('a' + i % 26)) + std::string(1, char('a' + i % 7)) + "n ";
    CHECK(keys_of(long_name, {}, "1990-11-02").size() <= keys_max);
    CHECK(elements(long_name, "1990-11-02").size() == keys_of(long_name, {}, "1990-11-02").size());
}

TEST_CASE("who is known under another name is met by any of their names") {
    using Names = std::vector<std::string>;
    auto asked = [](std::string_view name, const Names& others, std::string_view born = "1990-11-02") {
        std::set<std::string> out;
        for (const auto& k : keys_of(name, others, born)) out.insert(k.element);
        return out;
    };
    auto both = [](const std::set<std::string>& a, const std::set<std::string>& b) {
        return std::any_of(a.begin(), a.end(), [&](auto& e) { return b.count(e) > 0; });
    };
    auto candy = asked("Candy Ferreira", {});
    CHECK(both(asked("Adaeze Nwosu", {"Candy Ferreira"}), candy));
    CHECK(both(asked("Adaeze Nwosu", {"Ferreira, Kandy"}), candy));
    CHECK(both(asked("", {"Candy Ferreira"}), candy));
    CHECK_FALSE(both(asked("Adaeze Nwosu", {"Grace Obi"}), candy));
    CHECK(both(asked("Adaeze Nwosu", {"Joy", "Candy Ferreira"}), asked("Grace Obi", {"Rose Okafor", "Candy Ferreira"})));
    // One word stands in the given name's place, and is nothing alone.
    CHECK(both(asked("Maria Sokolova", {"Masha"}), asked("Masha Sokolova", {})));
    CHECK_FALSE(both(asked("Maria Sokolova", {"Masha"}), asked("Masha Petrova", {})));
    CHECK(asked("", {"Masha"}).empty());
    // Which of them is the full one, the answerer knows.
    auto own = asked("Adaeze Nwosu", {});
    for (const auto& k : keys_of("Adaeze Nwosu", Names{"Candy Ferreira"}, "1990-11-02")) CHECK(k.other_name != own.contains(k.element));
    // However many names and words: as many keys as are sent, the same each time, and each name has its first.
    Names many;
    for (char c : std::string("bcdfghklmnp")) many.push_back(std::string(1, c) + "aro Mavi " + std::string(1, c) + "elt Sondo " + std::string(1, c) + "ik");
    auto keys = keys_of("Adaeze Chi Ngozi Nwosu", many, "1990-11-02");
    CHECK(keys.size() == keys_max);
    CHECK(asked("Adaeze Chi Ngozi Nwosu", many).size() == keys_max);
    for (const auto& n : many) CHECK(both(asked("Adaeze Chi Ngozi Nwosu", many), asked(n, {})));
    for (size_t i = 0; i < keys.size(); ++i) CHECK(keys[i].element == keys_of("Adaeze Chi Ngozi Nwosu", many, "1990-11-02")[i].element);
    // Four names of two words are wholly asked by.
    CHECK(asked("Adaeze Nwosu", {"Candy Ferreira", "Grace Obiora", "Rose Okafor"}).size() == 16);
}
