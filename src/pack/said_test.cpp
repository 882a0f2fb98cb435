#include <doctest/doctest.h>

#include "pack/pack.hpp"

using namespace soria::pack;

TEST_CASE("what the program says is read in another language, with what it fills in") {
    Pack p;
    auto say = [&](const char* id, const char* en, const char* nb) { p.texts[std::string("said.") + id].by_language = {{"en", en}, {"nb", nb}}; };
    say("full", "every bed is taken; the last {0}", "alle senger er tatt; den siste {0}");
    say("by", "by {0} on {1}", "av {0} den {1}");
    say("short", "the last {0}", "den siste {0}");
    say("two", "{0} of {1}", "{1}: {0}");
    say("same", "the same", "det samme");
    CHECK(p.said("the same", "nb") == "det samme");
    CHECK(p.said("the same", "en") == "the same");
    CHECK(p.said("every bed is taken; the last by Rosa on 2007-02-01", "nb") == "alle senger er tatt; den siste av Rosa den 2007-02-01");
    CHECK(p.said("2 of 17", "nb") == "17: 2");
    CHECK(p.said("the same; the last one", "nb") == "det samme; den siste one");
    CHECK(p.said("nobody has words for this", "nb") == "nobody has words for this");
    CHECK(p.said("by ", "nb") == "by ");
    CHECK(p.said(" of ", "nb") == " of ");
    CHECK(p.said("", "nb").empty());
}
