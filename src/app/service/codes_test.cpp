// Codes are short, so that two things may be given the same one: the second is given another.
#include <doctest/doctest.h>

#include <atomic>

#include "app/service/command.hpp"

using namespace soria;
using namespace soria::app;

namespace {

// Random, but for spoken codes (8 bytes at once): those come from a list that repeats itself.
class FewCodes final : public ledger::Random {
public:
    void fill(void* out, size_t size) override {
        if (size != sizeof(uint64_t)) return ledger::system_random().fill(out, size);
        static constexpr uint64_t list[] = {1, 2, 1, 3, 2, 2, 4, 5};
        uint64_t n = next_++;
        uint64_t bits = n < std::size(list) ? list[n] : 100 + n;
        std::memcpy(out, &bits, size);
    }
    std::atomic<uint64_t> next_{0};
};

struct Place {
    std::filesystem::path dir;
    Place() {
        std::string t = (std::filesystem::temp_directory_path() / "soria-test-XXXXXX").string();
        dir = mkdtemp(t.data());
    }
    ~Place() { std::filesystem::remove_all(dir); }
};

std::map<std::string, std::string> report(Folder& f) {
    CommandRequest c;
    c.name = "receive-report";
    c.viewer = *f.policy().viewer("rosa", "");
    c.fields = *json::parse(R"({"channel":"agency","region":"oslo","form":"other","seen":"made up","people":[{"gender":"woman","age":"adult","citizenship_group":"other"}]})");
    auto a = run_command(f, std::move(c));
    REQUIRE(a);
    return {a->answer.begin(), a->answer.end()};
}

}  // namespace

TEST_CASE("a code that is taken is not given twice") {
    Place place;
    auto bundle = pack::bundle(SORIA_ROOT "/packs/norway-2006");
    REQUIRE(bundle);
    REQUIRE(Folder::create(place.dir / "data", *bundle, "demonstration", "test", Date::of(2007, 1, 1).value()));
    FewCodes random;
    FolderOptions o{place.dir / "data", false};
    o.random = &random;
    auto f = Folder::open(o);
    REQUIRE(f);
    auto first = report(**f), second = report(**f), third = report(**f);
    std::set<std::string> codes;
    for (const auto* r : {&first, &second, &third})
        for (const auto& [what, code] : *r) codes.insert(code);
    CHECK(codes.size() == 6);
    Loader loader(**f);
    for (const auto* r : {&first, &second, &third}) {
        CHECK(loader.find(StreamKind::report, r->at("report"), ""));
        CHECK(loader.find(StreamKind::person, r->at("person"), ""));
    }
    CHECK(random.next_ > 6);   // the list was used, and then some
}
