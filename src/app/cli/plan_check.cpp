#include "app/cli/plan_check.hpp"

#include <filesystem>
#include <fstream>

#include "engines/published/published.hpp"

namespace soria::app {
namespace {

using json::bj::array;
using json::bj::object;

constexpr size_t published_bytes_max = 16u << 20;

array said(const std::vector<published::Said>& list) {
    array a;
    for (const auto& s : list) a.push_back(object{{"figure", s.figure}, {"value", s.value}, {"source", s.source}, {"line", s.line}});
    return a;
}
array told(const std::vector<published::Contradiction>& list) {
    array a;
    for (const auto& c : list) a.push_back(object{{"kind", c.kind}, {"about", c.about}, {"computation", c.computation}, {"says", said(c.says)}});
    return a;
}

}  // namespace

Result<object> check_published(const std::string& file) {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(file, ignored)) return fail(Fault::absent, "there is no such file", file);
    if (std::filesystem::file_size(file, ignored) > published_bytes_max) return fail(Fault::limit, "a file of published figures has at most 16 MiB", file);
    std::ifstream in(file, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    if (!in) return fail(Fault::storage, "cannot be read", file);
    auto rows = TRY(published::read(text));
    auto r = published::check(rows);
    object o{{"file", std::filesystem::path(file).filename().string()}, {"figures", r.rows}, {"contradictions", told(r.contradictions)}};
    o["remainders"] = told(r.remainders);
    o["not_numbers"] = said(r.unread);
    return o;
}

}  // namespace soria::app
