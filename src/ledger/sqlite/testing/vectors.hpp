#pragma once
// The vectors of docs/format/ledger.md, read out of the document, and their hexadecimal digits.
#include <doctest/doctest.h>

#include <array>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <vector>

#include "base/json.hpp"

namespace soria::testing {

namespace fs = std::filesystem;

inline std::string unhex(std::string_view s) {
    std::string out;
    REQUIRE_MESSAGE(s.size() % 2 == 0, "not whole bytes: " << s);
    for (size_t i = 0; i < s.size(); i += 2) out += char(std::stoi(std::string(s.substr(i, 2)), nullptr, 16));
    return out;
}
inline std::string hexed(std::string_view s) {
    std::string out;
    for (unsigned char c : s) out += "0123456789abcdef"[c >> 4], out += "0123456789abcdef"[c & 15];
    return out;
}
inline std::string contents(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}
inline const fs::path document_path = fs::path(SORIA_ROOT) / "docs/format/ledger.md";
template <size_t N> std::array<uint8_t, N> array_of(std::string_view s) {
    std::array<uint8_t, N> a{};
    REQUIRE(s.size() == N);
    std::memcpy(a.data(), s.data(), N);
    return a;
}

// The document's blocks: ```vector NAME, a line for each vector, ```.
struct Block {
    std::vector<std::string> lines;
    std::map<std::string, std::string> named;   // "key = value" by key
    const std::string& raw(const std::string& key) const {
        auto at = named.find(key);
        REQUIRE_MESSAGE(at != named.end(), "the document has no " << key);
        return at->second;
    }
    std::string bytes(const std::string& key) const { return unhex(raw(key)); }
    std::string text(const std::string& key) const { return std::string(json::parse(raw(key)).value().get_string()); }
    int64_t number(const std::string& key) const { return std::stoll(raw(key)); }
    Id id(const std::string& key) const { return array_of<16>(bytes(key)); }
};
inline const std::map<std::string, Block>& document() {
    static const auto blocks = [] {
        std::map<std::string, Block> all;
        std::istringstream in(contents(document_path));
        Block* open = nullptr;
        for (std::string line; std::getline(in, line);) {
            if (line.starts_with("```vector ")) {
                open = &all[line.substr(10)];
            } else if (line.starts_with("```")) {
                open = nullptr;
            } else if (open) {
                open->lines.push_back(line);
                if (size_t is = line.find(" = "); is != std::string::npos) open->named[line.substr(0, is)] = line.substr(is + 3);
            }
        }
        return all;
    }();
    return blocks;
}
inline const Block& block(const std::string& name) {
    auto at = document().find(name);
    REQUIRE_MESSAGE(at != document().end(), "docs/format/ledger.md has no vectors named " << name);
    return at->second;
}

}  // namespace soria::testing
