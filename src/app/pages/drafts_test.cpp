#include <doctest/doctest.h>

#include "app/pages/drafts.hpp"

using soria::app::Drafts;

TEST_CASE("a draft is opened by the one who wrote it, with the same key, unchanged") {
    Drafts a({1}), b({2});
    auto sealed = a.seal("rosa", "Made up: a name");
    CHECK(a.open("rosa", sealed) == "Made up: a name");
    CHECK(!a.open("provider", sealed));
    CHECK(!a.open("", sealed));
    CHECK(!b.open("rosa", sealed));
    CHECK(sealed.find("Made") == std::string::npos);
    for (size_t i = 0; i < sealed.size(); ++i) {
        auto changed = sealed;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        CHECK(!a.open("rosa", changed));
        CHECK(!a.open("rosa", std::string_view(sealed).substr(0, i)));
    }
}

TEST_CASE("a mark stands for its user and is no draft") {
    Drafts a({1});
    CHECK(a.user_of(a.mark("rosa")) == "rosa");
    CHECK(a.mark("rosa") != a.mark("rosa"));
    CHECK(!a.user_of(a.seal("rosa", "rosa")));
    CHECK(!a.user_of("rosa"));
    CHECK(!a.user_of(""));
}
