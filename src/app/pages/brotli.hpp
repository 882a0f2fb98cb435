#pragma once
// A page made smaller for a browser that takes it so.
#include <optional>
#include <string>
#include <string_view>

namespace soria::app {

bool accepts_brotli(std::string_view accept_encoding);
std::optional<std::string> brotli(std::string_view bytes);

}  // namespace soria::app
