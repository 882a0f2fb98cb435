#pragma once
// A decoded path and the patterns of routes: "/cases/{code}".
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace soria::http {

std::vector<std::string> split_path(std::string_view path);
// The values of the {names}, when the path fits.
std::optional<std::vector<std::string>> match_path(std::string_view pattern, const std::vector<std::string>& path);

}  // namespace soria::http
