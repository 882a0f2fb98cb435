#include "app/pages/phones.hpp"

#include <doctest/doctest.h>
#include <sodium.h>
#include <sys/stat.h>

#include <cstdlib>

using namespace soria;
using namespace soria::app;

namespace {

struct Folder_ {
    std::filesystem::path dir;
    Folder_() {
        std::string name = (std::filesystem::temp_directory_path() / "soria-phones-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()));
        dir = name;
    }
    ~Folder_() { std::filesystem::remove_all(dir); }
};
Date day(const char* s) { return *Date::parse(s); }

}  // namespace

TEST_CASE("a phone is known by its token, after a restart too, until its user forgets it") {
    Folder_ f;
    std::string token, key;
    {
        Phones phones(f.dir);
        auto made = phones.enrol("rosa", day("2026-11-28"));
        REQUIRE(made);
        token = *made;
        key = phones.public_key();
        CHECK(phones.by_token(token)->user == "rosa");
        CHECK(!phones.by_token(""));
        CHECK(!phones.by_token(phones.by_token(token)->id));      // the id names it and opens nothing
    }
    Phones phones(f.dir);
    CHECK(phones.public_key() == key);
    REQUIRE(phones.by_token(token));
    CHECK(phones.by_token(token)->enrolled.text() == "2026-11-28");
    struct stat s {};
    REQUIRE(::stat((f.dir / "intake.key").c_str(), &s) == 0);
    CHECK((s.st_mode & 0777) == 0600);
    CHECK(phones.forget("rosa"));
    CHECK(!phones.by_token(token));
}

TEST_CASE("a user has five phones, and the oldest leaves") {
    Folder_ f;
    Phones phones(f.dir);
    auto first = phones.enrol("rosa", day("2026-11-28"));
    auto other = phones.enrol("iom", day("2026-11-28"));
    for (int i = 0; i < 5; ++i) REQUIRE(phones.enrol("rosa", day("2026-11-29")));
    CHECK(phones.of_user("rosa").size() == 5);
    CHECK(!phones.by_token(*first));
    CHECK(phones.by_token(*other));
}

TEST_CASE("only what is sealed to this folder's key is opened") {
    Folder_ f, g;
    Phones phones(f.dir), others(g.dir);
    auto sealed_to = [](const Phones& p, std::string_view text) {
        unsigned char key[crypto_box_PUBLICKEYBYTES];
        REQUIRE(sodium_hex2bin(key, sizeof key, p.public_key().data(), p.public_key().size(), nullptr, nullptr, nullptr) == 0);
        std::string out(text.size() + crypto_box_SEALBYTES, '\0');
        crypto_box_seal(reinterpret_cast<unsigned char*>(out.data()), reinterpret_cast<const unsigned char*>(text.data()), text.size(), key);
        return out;
    };
    auto sealed = sealed_to(phones, "seen");
    CHECK(phones.open(sealed) == "seen");
    CHECK(!phones.open(sealed_to(others, "seen")));
    sealed[40] = char(sealed[40] ^ 1);
    CHECK(!phones.open(sealed));
    CHECK(!phones.open("short"));
}

TEST_CASE("a file that is damaged says so and enrols nobody") {
    Folder_ f;
    {
        Phones phones(f.dir);
        REQUIRE(phones.enrol("rosa", day("2026-11-28")));
    }
    std::filesystem::resize_file(f.dir / "intake.key", 10);
    Phones phones(f.dir);
    auto refused = phones.enrol("rosa", day("2026-11-28"));
    REQUIRE(!refused);
    CHECK(refused.error().fault == Fault::damaged);
}
