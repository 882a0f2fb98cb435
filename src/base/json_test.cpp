#include "base/json.hpp"

#include <doctest/doctest.h>

using namespace soria;

namespace {
struct Inner {
    Date day;
    std::vector<Name> names;
};
BOOST_DESCRIBE_STRUCT(Inner, (), (day, names))
struct Outer {
    std::string text;
    std::optional<int32_t> count;
    Inner inner;
};
BOOST_DESCRIBE_STRUCT(Outer, (), (text, count, inner))

std::string fault(std::string_view json) {
    auto v = json::parse(json);
    if (!v) return v.error().text();
    auto o = json::decode<Outer>(*v, "");
    return o ? "" : o.error().text();
}
}  // namespace

TEST_CASE("a document that is as it should be") {
    auto o = json::decode<Outer>(*json::parse(R"({"text":"a","inner":{"day":"2007-02-05","names":["x"]}})"), "");
    REQUIRE(o);
    CHECK(o->inner.names[0].value == "x");
    CHECK_FALSE(o->count);
}

TEST_CASE("every fault says what and where") {
    CHECK(fault(R"({"text":"a","inner":{"day":"2007-02-31"}})") == "inner.day: there is no 2007-02-31 in the calendar");
    CHECK(fault(R"({"text":"a","inner":{"day":"2007-02-05","x":1}})") == "inner.x: is not a field known here");
    CHECK(fault(R"({"text":"a","text":"b","inner":{"day":"2007-02-05"}})") == "text: the field stands there twice");
    CHECK(fault(R"({"inner":{"day":"2007-02-05"}})") == "text: is missing");
    CHECK(fault(R"({"text":7,"inner":{"day":"2007-02-05"}})") == "text: must be text");
    CHECK(fault(R"({"text":"a","count":"7","inner":{"day":"2007-02-05"}})") == "count: must be a whole number");
    CHECK(fault(R"({"text":"a\u0000b","inner":{"day":"2007-02-05"}})") == "text: holds a control character");
    CHECK(fault("{\"text\":\"a\xff\",\"inner\":{}}").find("not JSON") != std::string::npos);
    CHECK(fault(R"({"text":"a","inner":{"day":"2007-02-05","names":[7]}})") == "inner.names[0]: must be text");
    CHECK(fault("{\"text\":\"" + std::string(10 << 20, 'x') + "\"}") == "a document has at most 1 MiB");
    CHECK(fault("{\"text\":\"" + std::string(5000, 'x') + "\",\"inner\":{\"day\":\"2007-02-05\"}}") == "text: has 5000 characters; the limit is 4000");
    CHECK(fault("{} {}").find("more after the end") != std::string::npos);
}

TEST_CASE("a text's limit is in signs, whatever bytes they take, and in the bytes that so many can have") {
    auto of = [](const char* sign, size_t times) {
        std::string s;
        for (size_t i = 0; i < times; ++i) s += sign;
        return json::text(json::bj::value(s), "what", 4000);
    };
    for (const char* sign : {"x", "\xD8\xB9", "\xE0\xB8\x81", "\xF0\x9F\xA7\x95"}) {      // Arabic, Thai, beyond U+FFFF
        CHECK(of(sign, 4000));
        CHECK(of(sign, 4001).error().text() == "what: has 4001 characters; the limit is 4000");
    }
    // A mark that joins its letter is a sign as it is typed, and none any more when it has joined.
    CHECK(json::text(json::bj::value("A\xcc\x8a"), "", 2));
    CHECK_FALSE(json::text(json::bj::value("A\xcc\x8a"), "", 1));
    CHECK_FALSE(json::at_most(std::string(17, '\x80'), 4, ""));       // no signs at all, and more bytes than four can have
}

TEST_CASE("text is brought to NFC") {
    CHECK(*json::text(json::bj::value("A\xcc\x8a"), "", 100) == "\xc3\x85");   // A and a ring: one letter
}

TEST_CASE("canonical bytes go there and back, and nothing else does") {
    Outer o{"tekst", 42, {*Date::parse("2007-02-05"), {Name{"a"}, Name{""}}}};
    auto bytes = codec::bytes_of(o);
    auto back = codec::value_of<Outer>(bytes);
    REQUIRE(back);
    CHECK(codec::bytes_of(*back) == bytes);
    for (size_t cut = 0; cut < bytes.size(); ++cut) {
        auto part = codec::value_of<Outer>(std::string_view(bytes).substr(0, cut));
        if (part) CHECK(codec::bytes_of(*part) == bytes.substr(0, cut));
    }
    std::string_view padded("\x80\x00", 2);
    CHECK_FALSE(codec::take_varint(padded));   // zero in two bytes is not its shortest form
}

TEST_CASE("a number that nothing can hold is refused: written again it would be no JSON") {
    CHECK(fault(R"({"text":1e999})").find("exponent overflow") != std::string::npos);
    CHECK(fault(R"({"text":-1e999})").find("exponent overflow") != std::string::npos);
    CHECK(json::parse("[1e308, -2.5, 0]"));
}
