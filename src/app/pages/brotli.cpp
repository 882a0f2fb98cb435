#include "app/pages/brotli.hpp"

#include <brotli/encode.h>

#include <algorithm>

namespace soria::app {

// "gzip, br;q=0.9": named, and not with a weight of nothing.
bool accepts_brotli(std::string_view header) {
    while (!header.empty()) {
        size_t end = std::min(header.find(','), header.size());
        auto one = header.substr(0, end);
        header.remove_prefix(std::min(end + 1, header.size()));
        while (!one.empty() && one.front() == ' ') one.remove_prefix(1);
        auto name = one.substr(0, one.find_first_of("; "));
        if (name != "br") continue;
        size_t q = one.find("q=");
        return q == std::string_view::npos || one.substr(q + 2).find_first_of("123456789") != std::string_view::npos;
    }
    return false;
}

std::optional<std::string> brotli(std::string_view bytes) {
    constexpr int quality = 5;        // a page is made for every request
    size_t size = BrotliEncoderMaxCompressedSize(bytes.size());
    if (size == 0) return std::nullopt;
    std::string out(size, '\0');
    if (!BrotliEncoderCompress(quality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, bytes.size(), reinterpret_cast<const uint8_t*>(bytes.data()), &size,
                               reinterpret_cast<uint8_t*>(out.data())))
        return std::nullopt;
    out.resize(size);
    return out;
}

}  // namespace soria::app
