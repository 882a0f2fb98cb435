#include <doctest/doctest.h>

#include <filesystem>

#include "app/service/folder.hpp"
#include "pack/kept.hpp"

using namespace soria;

TEST_CASE("a pack that a folder keeps is read by a newer program; what it cannot know of is closed") {
    auto bytes = pack::bundle(std::filesystem::path(SORIA_ROOT) / "packs/norway-2006");
    REQUIRE(bytes);
    auto tomorrow = app::vocabulary();
    tomorrow.commands.insert("do-tomorrow");
    tomorrow.events.insert("DoneTomorrow");
    CHECK_FALSE(pack::load(*bytes, tomorrow).pack);
    auto kept = pack::load_kept(*bytes, tomorrow);
    REQUIRE(kept.pack);
    CHECK(kept.findings.size() == 3);      // two words and an entry
    CHECK(pack::closed_commands(*kept.pack, tomorrow) == std::vector<std::string>{"do-tomorrow"});
    CHECK(pack::closed_commands(*kept.pack, app::vocabulary()).empty());
    // Anything else that is wrong with it still is.
    tomorrow.commands.erase("open-case");
    CHECK_FALSE(pack::load_kept(*bytes, tomorrow).pack);
    CHECK_FALSE(pack::load_kept(std::string_view(*bytes).substr(0, bytes->size() / 2), app::vocabulary()).pack);
}
