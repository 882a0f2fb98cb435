#include "pack/pack.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "pack/words.hpp"

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
std::string Basis::text(std::string_view language) const {
    bool nb = language == "nb";
    if (assumption()) return (nb ? "antakelse: " : "assumption: ") + note.in(language);
    std::string s = source + ", " + (nb ? place_in_words(where, language) : where);
    if (line_first) s += ", " + lines_in_words(line_first, line_last, language);
    if (!note.empty()) s += " (" + note.in(language) + ")";
    return s;
}

std::string_view name_of(Standing s, std::string_view language) {
    bool nb = language == "nb";
    switch (s) {
        case Standing::in_force: return nb ? "gjelder" : "in force";
        case Standing::announced: return nb ? "varslet" : "announced";
        case Standing::proposed: return nb ? "foreslått" : "proposed";
        case Standing::considered: return nb ? "vurderes" : "considered";
        case Standing::assumption: return nb ? "antakelse" : "assumption";
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
const PeerRule* Pack::peer(std::string_view id) const { return find(peers, id); }
const DeskRule* Pack::desk_rule(std::string_view id) const { return find(desk, id); }
const Service* Pack::service(std::string_view id) const { return find(services, id); }
const Clock* Pack::clock(std::string_view id) const { return find(clocks, id); }
const Entitlement* Pack::entitlement(std::string_view id) const { return find(entitlements, id); }
const Duty* Pack::duty(std::string_view id) const { return find(duties, id); }
const Kind* Pack::kind(std::string_view id) const { return find(kinds, id); }
const NegativeFinding* Pack::negative_finding(std::string_view finding) const { return find(negative_findings, finding); }
bool Duty::arises_after(std::string_view event) const { return std::find(after.begin(), after.end(), event) != after.end(); }
const Source* Pack::source(std::string_view id) const { return find(sources, id); }
const Measure* Pack::measure(std::string_view id) const { return find(measures, id); }
const Figure* Pack::figure(std::string_view id) const { return find(figures, id); }
const Budget* Pack::budget(std::string_view id) const { return find(budgets, id); }
const Promise* Pack::promise(std::string_view id) const { return find(promises, id); }
const CommandAccess* Pack::command(std::string_view id) const { return find(commands, id); }
const LookAccess* Pack::look(std::string_view id) const { return find(looks, id); }
const EstimateList* Pack::estimate_list(std::string_view kind) const {
    for (const auto& l : estimate_lists)
        if (std::find(l.kinds.begin(), l.kinds.end(), kind) != l.kinds.end()) return &l;
    return nullptr;
}

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

namespace {

// What a folder holds of a pack; a file that cannot be part of one is a finding, a folder that cannot be read an error.
struct Gathered { std::string bytes; std::vector<Finding> findings; };

std::optional<std::string> contents(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in.is_open()) return std::nullopt;
    std::string text(file_bytes_max + 1, '\0');
    in.read(text.data(), std::streamsize(text.size()));
    if (in.bad()) return std::nullopt;
    text.resize(size_t(in.gcount()));
    return text;
}

Result<Gathered> gather(const std::filesystem::path& dir) {
    namespace fs = std::filesystem;
    Gathered out;
    std::error_code ec;
    if (!fs::is_directory(dir, ec)) return fail(Fault::absent, "there is no pack in this folder", dir.string());
    std::vector<std::pair<std::string, fs::path>> files;
    for (auto it = fs::recursive_directory_iterator(dir, ec); !ec && it != fs::recursive_directory_iterator(); it.increment(ec)) {
        std::string name = it->path().lexically_relative(dir).generic_string();
        if (it->path().extension() == ".yml") out.findings.push_back({name, 0, 0, "a pack's files end in .yaml; this one would be passed over"});
        if (it->path().extension() != ".yaml" || !it->is_regular_file(ec)) continue;
        files.emplace_back(std::move(name), it->path());
        if (files.size() > files_max) return fail(Fault::limit, "a pack has at most 64 files", dir.string());
    }
    if (ec) return fail(Fault::storage, "cannot read the pack: " + ec.message(), dir.string());
    std::sort(files.begin(), files.end());
    for (const auto& [name, path] : files) {
        auto text = contents(path);
        if (!text) out.findings.push_back({name, 0, 0, "cannot read this file"});
        else if (text->size() > file_bytes_max) out.findings.push_back({name, 0, 0, "a pack's file has at most 1 MiB"});
        else out.bytes += name + '\0' + std::to_string(text->size()) + '\0' + *text;
    }
    return out;
}

}  // namespace

Result<std::string> bundle(const std::filesystem::path& dir) {
    auto g = TRY(gather(dir));
    if (!g.findings.empty()) return fail(Fault::limit, g.findings[0].what, (dir / g.findings[0].file).string());
    return std::move(g.bytes);
}

Result<Checked> load_folder(const std::filesystem::path& dir, const Vocabulary& v) {
    auto g = TRY(gather(dir));
    auto checked = load(g.bytes, v);
    if (g.findings.empty()) return checked;
    checked.pack = nullptr;
    g.findings.insert(g.findings.end(), std::make_move_iterator(checked.findings.begin()), std::make_move_iterator(checked.findings.end()));
    checked.findings = std::move(g.findings);
    return checked;
}

}  // namespace soria::pack
