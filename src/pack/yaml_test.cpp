#include <doctest/doctest.h>

#include "pack/pack.hpp"

using namespace soria;

TEST_CASE("a file over which yaml-cpp would make documents without end is refused") {
    for (std::string text : {",", "}", "]", "a: b\n,", "- a\n]", "--- a\n--- b", "---\n...\n---\n"}) {
        std::string bundle = std::string("pack.yaml") + '\0' + std::to_string(text.size()) + '\0' + text;
        auto c = pack::load(bundle, {});
        CHECK(c.pack == nullptr);
        REQUIRE_FALSE(c.findings.empty());
        CHECK_MESSAGE(c.findings[0].file == "pack.yaml", c.findings[0].text());
    }
}
