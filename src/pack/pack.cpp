#include "pack/pack.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace soria::pack {
namespace {

constexpr size_t files_max = 64;
constexpr size_t file_bytes_max = 1 << 20;
const std::string nothing;

// Lists are short (tens); the few that are asked for on every command stay below a hundred entries.
template <class T> const T* find(const std::vector<T>& list, std::string_view id) {
    for (const auto& e : list)
        if (e.id == id) return &e;
    return nullptr;
}

}  // namespace

const std::string& Text::in(std::string_view language) const {
    auto t = by_language.find(std::string(language));
    if (t != by_language.end()) return t->second;
    return by_language.empty() ? nothing : by_language.begin()->second;
}

bool Basis::assumption() const { return source == "assumption"; }
std::string Basis::text() const {
    if (assumption()) return "assumption: " + note;
    std::string s = source + ", " + where;
    if (line_first) s += line_first == line_last ? ", line " + std::to_string(line_first)
                                                 : ", lines " + std::to_string(line_first) + "-" + std::to_string(line_last);
    if (!note.empty()) s += " (" + note + ")";
    return s;
}

std::string_view name_of(Standing s) {
    switch (s) {
        case Standing::in_force: return "in force";
        case Standing::announced: return "announced";
        case Standing::proposed: return "proposed";
        case Standing::considered: return "considered";
    }
    return "";
}

bool Validity::covers(Date d) const { return (!from || *from <= d) && (!until || d < *until); }

const Indicator* IndicatorList::find(std::string_view id) const {
    for (const auto& g : groups)
        for (const auto& i : g.items)
            if (i.id == id) return &i;
    return nullptr;
}
const CodeValue* CodeList::find(std::string_view id) const { return pack::find(values, id); }

const Agency* Pack::agency(std::string_view id) const { return find(agencies, id); }
const Role* Pack::role(std::string_view id) const { return find(roles, id); }
const User* Pack::user(std::string_view id) const { return find(users, id); }
const IndicatorList* Pack::list(std::string_view id) const { return find(lists, id); }
const CodeList* Pack::code_list(std::string_view id) const { return find(codes, id); }
const Service* Pack::service(std::string_view id) const { return find(services, id); }
const Clock* Pack::clock(std::string_view id) const { return find(clocks, id); }
const Entitlement* Pack::entitlement(std::string_view id) const { return find(entitlements, id); }
const Duty* Pack::duty(std::string_view id) const { return find(duties, id); }
const Source* Pack::source(std::string_view id) const { return find(sources, id); }
const CommandAccess* Pack::command(std::string_view id) const { return find(commands, id); }

bool Pack::has_code(std::string_view list, std::string_view value) const {
    const auto* l = code_list(list);
    return l && l->find(value);
}

const std::string& Pack::text(std::string_view id, std::string_view language) const {
    auto t = texts.find(std::string(id));
    if (t != texts.end()) return t->second.in(language);
    static thread_local std::string missing;
    missing = std::string(id);
    return missing;
}

std::string Finding::text() const {
    std::string s = file;
    if (line) s += ":" + std::to_string(line) + ":" + std::to_string(column);
    return s + ": " + what;
}

Result<std::string> bundle(const std::filesystem::path& dir) {
    namespace fs = std::filesystem;
    std::error_code ec;
    if (!fs::is_directory(dir, ec)) return fail(Fault::absent, "there is no pack in this folder", dir.string());
    std::vector<fs::path> files;
    for (auto it = fs::recursive_directory_iterator(dir, ec); !ec && it != fs::recursive_directory_iterator(); it.increment(ec)) {
        if (it->path().extension() != ".yaml" || !it->is_regular_file(ec)) continue;
        files.push_back(it->path());
        if (files.size() > files_max) return fail(Fault::limit, "a pack has at most 64 files", dir.string());
    }
    if (ec) return fail(Fault::storage, "cannot read the pack: " + ec.message(), dir.string());
    std::vector<std::pair<std::string, fs::path>> sorted;
    for (auto& f : files) sorted.emplace_back(f.lexically_relative(dir).generic_string(), f);
    std::sort(sorted.begin(), sorted.end());
    std::string out;
    for (const auto& [name, path] : sorted) {
        std::ifstream in(path, std::ios::binary);
        std::string text(file_bytes_max + 1, '\0');
        in.read(text.data(), std::streamsize(text.size()));
        text.resize(size_t(in.gcount()));
        if (in.bad() || (!in.is_open())) return fail(Fault::storage, "cannot read this file", path.string());
        if (text.size() > file_bytes_max) return fail(Fault::limit, "a pack's file has at most 1 MiB", path.string());
        out += name + '\0' + std::to_string(text.size()) + '\0' + text;
    }
    return out;
}

}  // namespace soria::pack
