#include "engines/matching/holdings.hpp"

#include <algorithm>
#include <map>

#include "engines/matching/fold.hpp"

namespace soria::matching {
namespace {

constexpr std::string_view birth[] = {"birth", "dob", "born", "fodsel", "fodel", "fodt", "fodested", "geburt", "naissance", "nacimiento"};
constexpr std::string_view passport[] = {"pass"};
constexpr std::string_view number_of_state[] = {"ssn", "soc sec", "social security", "national id", "personnummer", "fodselsnummer"};
constexpr std::string_view nationality[] = {"nationalit", "nacionalidad", "citizenship", "statsborger", "medborgar", "staatsangehorigkeit"};
constexpr std::string_view home[] = {"city", "town", "place", "village", "wohnort", "ville", "ciudad", "ort", "by", "poststed", "postort"};
constexpr std::string_view any_date[] = {"date", "dato", "datum", "fecha"};

bool has_one(const std::string& heading, std::span<const std::string_view> words) {
    return std::any_of(words.begin(), words.end(), [&](auto w) { return heading.find(w) != std::string::npos; });
}
bool is_one(const std::string& heading, std::span<const std::string_view> words) { return std::find(words.begin(), words.end(), heading) != words.end(); }

// What of that kind it is: two dates are the same only when both are days of birth, or nothing is said of which.
std::string which(const Holding& h) {
    auto heading = fold(h.name);
    switch (h.kind) {
    case Kind::date: return has_one(heading, birth) || is_one(heading, any_date) ? "birth" : heading;
    case Kind::place: return has_one(heading, birth) ? "birth" : is_one(heading, home) ? "home" : heading;
    case Kind::alias: return has_one(heading, birth) ? "birth" : "";
    case Kind::document: return has_one(heading, number_of_state) ? "number" : has_one(heading, passport) ? "passport" : heading;
    case Kind::country: return has_one(heading, nationality) ? "nationality" : heading;
    case Kind::code: return heading;
    default: return "";
    }
}

}  // namespace

Alike held_alike(std::span<const Holding> columns) {
    Alike out;
    std::map<std::pair<Kind, std::string>, std::array<std::vector<size_t>, 2>> groups;
    for (size_t c = 0; c < columns.size(); ++c)
        if (columns[c].sure && columns[c].kind != Kind::ignored && columns[c].only_in >= 0 && columns[c].only_in < 2)
            groups[{columns[c].kind, which(columns[c])}][size_t(columns[c].only_in)].push_back(c);
    for (const auto& [key, files] : groups) {
        const auto& [a, b] = files;
        if (a.empty() || b.empty()) continue;
        if (a.size() == 1 && b.size() == 1) {
            out.joined.push_back({key.first, {{a[0], 2}, {b[0], 2}}});
            continue;
        }
        for (size_t file : {0, 1})
            for (size_t c : files[file]) {
                std::string others;
                for (size_t o : files[1 - file]) others += (others.empty() ? "" : ", ") + columns[o].name;
                out.unclear.emplace_back(c, "may be the other file's " + others + "; which is not clear: give the two one heading");
            }
    }
    // A whole name here, and its parts there.
    auto only = [&](Kind kind, int file) {
        size_t found = columns.size(), many = 0;
        for (size_t c = 0; c < columns.size(); ++c)
            if (columns[c].kind == kind && (columns[c].only_in == file || columns[c].only_in < 0)) found = c, ++many;
        return many == 1 && columns[found].only_in == file ? int(found) : many ? -2 : -1;
    };
    for (int file : {0, 1}) {
        int whole = only(Kind::full_name, file), given = only(Kind::given, 1 - file), surname = only(Kind::surname, 1 - file);
        bool parted = only(Kind::given, file) != -1 || only(Kind::surname, file) != -1 || only(Kind::full_name, 1 - file) != -1;
        if (whole < 0 || given < 0 || surname < 0 || parted) continue;
        for (auto [kind, part, part_of] : {std::tuple{Kind::given, size_t(0), given}, {Kind::surname, size_t(1), surname}}) {
            HeldAlike h{kind, {{size_t(whole), part}, {size_t(part_of), 2}}};
            if (file == 1) std::swap(h.from[0], h.from[1]);
            out.joined.push_back(std::move(h));
        }
    }
    return out;
}

}  // namespace soria::matching
