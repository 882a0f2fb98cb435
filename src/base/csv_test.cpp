#include "base/csv.hpp"

#include <doctest/doctest.h>

using namespace soria;

namespace {
// Every record's cells with a bar between them, and every fault with its place, one a line.
std::string read(std::string_view text) {
    csv::Reader reader(text);
    std::string out;
    for (;;) {
        auto r = reader.next();
        if (!r) {
            out += "! " + r.error().text() + "\n";
            continue;
        }
        if (!*r) return out;
        out += std::to_string((*r)->line) + " ";
        for (size_t i = 0; i < (*r)->cells.size(); ++i) out += (i ? "|" : "") + (*r)->cells[i];
        out += "\n";
    }
}
}  // namespace

TEST_CASE("records as RFC 4180 has them") {
    CHECK(read("a,b\r\nc,d") == "1 a|b\n2 c|d\n");
    CHECK(read("\xEF\xBB\xBFid,name\n1,\xC3\x85se\n") == "1 id|name\n2 1|\xC3\x85se\n");
    CHECK(read("\"a,\"\"b\"\"\nc\",d\ne,\n") == "1 a,\"b\"\nc|d\n3 e|\n");
    CHECK(read("a\n\n\r\nb\n") == "1 a\n4 b\n");
    CHECK(read("") == "");
}

TEST_CASE("a fault says line and column, and the next line is read") {
    CHECK(read("a,b\"c\nd\n") == "! 1:2: a quote inside a cell that does not begin with one\n2 d\n");
    CHECK(read("\"a\"b,c\nd\n") == "! 1:1: something stands after a closing quote\n2 d\n");
    CHECK(read("a,\"b\nc\n") == "! 1:2: a quote is not closed\n2 c\n");
    CHECK(read(std::string_view("a\0b\nc", 5)) == "! 1:1: a NUL byte\n2 c\n");
    CHECK(read(std::string(10'001, 'x') + "\nc\n") == "! 1:1: a cell has at most 10000 bytes\n2 c\n");
    CHECK(read(std::string(200, ',') + "\nc\n") == "! 1:201: more than 200 columns\n2 c\n");
}

TEST_CASE("text that is not UTF-8 is refused: cut short, overlong, a surrogate, beyond the last letter") {
    for (const char* wrong : {"\xC3", "\xE0\x90\xBE", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF0\x80\x80\xAF", "\xF5\x80\x80\x80", "\x80"})
        CHECK(read(wrong) == "! 1:1: is not UTF-8\n");
    for (const char* right : {"\xC3\xB8", "\xE0\xA4\x85", "\xED\x9F\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) CHECK(read(right) == "1 " + std::string(right) + "\n");
}

TEST_CASE("a missing or doubled column is named") {
    csv::Record header{1, {"id", "sex", "id"}};
    CHECK(csv::columns(header, {"sex"})->at(0) == 1);
    CHECK(csv::columns(header, {"age"}).error().text() == "1:1: the column 'age' is missing");
    CHECK(csv::columns(header, {"id"}).error().text() == "1:3: the column 'id' is there 2 times");
}
