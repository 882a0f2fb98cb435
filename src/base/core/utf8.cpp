#include "base/core/utf8.hpp"

#include <cstdint>
#include <cstring>

namespace soria {

bool valid_text(std::string_view s) { return s.find('\0') == std::string_view::npos && valid_utf8(s); }

size_t signs_in(std::string_view s) {
    size_t n = 0;
    for (char c : s) n += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    return n;
}

bool valid_utf8(std::string_view s) {
    for (size_t i = 0; i < s.size();) {
        uint64_t eight;                          // most texts are plain letters
        if (s.size() - i >= 8 && (std::memcpy(&eight, s.data() + i, 8), (eight & 0x8080808080808080) == 0)) {
            i += 8;
            continue;
        }
        unsigned char c = s[i];
        size_t more = c < 0x80 ? 0 : (c >= 0xC2 && c <= 0xDF) ? 1 : (c & 0xF0) == 0xE0 ? 2 : (c >= 0xF0 && c <= 0xF4) ? 3 : s.size();
        if (more >= s.size() - i) return false;
        unsigned code = more == 0 ? c : more == 1 ? c & 0x1F : more == 2 ? c & 0x0F : c & 0x07;
        for (size_t k = 1; k <= more; ++k) {
            unsigned char n = s[i + k];
            if ((n & 0xC0) != 0x80) return false;
            code = code << 6 | (n & 0x3F);
        }
        if ((more == 2 && (code < 0x800 || (code >= 0xD800 && code < 0xE000))) || (more == 3 && (code < 0x10000 || code > 0x10FFFF))) return false;
        i += 1 + more;
    }
    return true;
}

}  // namespace soria
