#include "app/http/path.hpp"

#include <algorithm>

namespace soria::http {

std::vector<std::string> split_path(std::string_view path) {
    std::vector<std::string> parts;
    for (size_t i = 1; i <= path.size();) {
        size_t next = std::min(path.find('/', i), path.size());
        parts.emplace_back(path.substr(i, next - i));
        i = next + 1;
    }
    return parts;
}

std::optional<std::vector<std::string>> match_path(std::string_view pattern, const std::vector<std::string>& path) {
    auto want = split_path(pattern);
    if (want.size() != path.size()) return std::nullopt;
    std::vector<std::string> values;
    for (size_t i = 0; i < want.size(); ++i) {
        if (!want[i].empty() && want[i][0] == '{' && !path[i].empty()) values.push_back(path[i]);
        else if (want[i] != path[i]) return std::nullopt;
    }
    return values;
}

}  // namespace soria::http
