#pragma once
// The files of web/, built small and compiled in: their names carry a hash of their content, so that they may be kept for ever.
#include <span>
#include <string_view>

namespace soria::app {

struct Asset {
    std::string_view name, type;         // "soria.1a2b3c4d.css"
    std::string_view bytes, brotli;      // brotli is empty when it would not be smaller
};
std::span<const Asset> assets();
// The name with its hash of a file by the name it was made from: "soria.css".
std::string_view asset_name(std::string_view of);

}  // namespace soria::app
