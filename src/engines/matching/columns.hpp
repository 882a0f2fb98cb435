#pragma once
// What a column holds, found out from its name and from what stands in it.
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engines/matching/values.hpp"

namespace soria::matching {

enum class Kind : uint8_t { ignored, given, surname, full_name, alias, date, place, address, postcode, country, language, email, phone, document, sex, code };
std::string_view name_of(Kind);
Kind kind_named(std::string_view name);               // `ignored` for an unknown one

int telling(Kind);                                     // the less, the more it says of who somebody is: which columns stay where there are too many

// How two values are compared.
enum class Family : uint8_t { words, date, plain };
Family family_of(Kind);
inline bool is_name(Kind k) { return k == Kind::given || k == Kind::surname || k == Kind::full_name || k == Kind::alias; }
// An identifier that one person is meant to have: shared by several, it is a link between them.
inline bool is_identifier(Kind k) { return k == Kind::email || k == Kind::phone || k == Kind::document; }

struct Seen {                                          // a value and how many rows have it
    std::string_view text;
    uint32_t count;
};
// `values`: the distinct values, or as many of them as one likes to show, the same whatever the order of rows.
struct Taken {
    Kind kind = Kind::ignored;
    bool by_heading = false;               // else by its values
    bool like_names = false;               // no heading says so, but these are single words, many and different
};
Taken kind_of(std::string_view header, std::span<const Seen> values);

// One spelling of a value of that kind, from what stands in the file. Empty when it says nothing.
std::string normal(Kind, std::string_view raw, uint32_t latest_date = latest_unless_told);
bool says_nothing(std::string_view raw);                // "unknown" and the like

}  // namespace soria::matching
