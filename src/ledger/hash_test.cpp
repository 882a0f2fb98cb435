#include "ledger/hash.hpp"

#include <doctest/doctest.h>

using namespace soria::ledger;

TEST_CASE("base64 is read only as it is written") {
    CHECK(from_base64("AAEC/w==") == std::string("\0\1\2\xff", 4));
    for (const char* wrong : {"AAEC\xafw==", "AAEC/x==", "AAEC/w=", "AAEC/w", "AAEC /w==", "AAEC_w==", "=", "A"}) CHECK_FALSE(from_base64(wrong));
    CHECK(from_base64("") == "");
}

TEST_CASE("a tree's state is read only when it fits its size") {
    MerkleTree t;
    for (int i = 0; i < 11; ++i) t.append(sha256(std::to_string(i)));
    auto bytes = t.bytes();
    CHECK(*MerkleTree::parse(bytes) == t);
    CHECK_FALSE(MerkleTree::parse(std::string_view(bytes).substr(0, bytes.size() - 1)));
    CHECK_FALSE(MerkleTree::parse(std::string_view(bytes).substr(0, 7)));
    bytes[7] = 12;
    CHECK_FALSE(MerkleTree::parse(bytes));
}
