#pragma once
// Strong types for what a pack or a person names. The door checks each against the pack and the limits before a command
// is judged, so that decide() never meets a code that nobody knows.
#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "base/core/ids.hpp"

namespace soria {

template <size_t N> struct FixedString {
    char data[N]{};
    constexpr FixedString(const char (&s)[N]) { std::copy_n(s, N, data); }
    constexpr operator std::string_view() const { return {data, N - 1}; }
};

// A value of the pack's code list of that name: Code<"form">.
template <FixedString List> struct Code {
    using is_name = void;
    static constexpr std::string_view list = List;
    std::string value;
    auto operator<=>(const Code&) const = default;
    bool empty() const { return value.empty(); }
};
struct AgencyRef { using is_name = void; std::string value; auto operator<=>(const AgencyRef&) const = default; bool empty() const { return value.empty(); } };
struct ServiceRef { using is_name = void; std::string value; auto operator<=>(const ServiceRef&) const = default; bool empty() const { return value.empty(); } };
struct ListRef { using is_name = void; std::string value; auto operator<=>(const ListRef&) const = default; bool empty() const { return value.empty(); } };
struct IndicatorRef { using is_name = void; std::string value; auto operator<=>(const IndicatorRef&) const = default; bool empty() const { return value.empty(); } };
struct ClassRef { using is_name = void; std::string value; auto operator<=>(const ClassRef&) const = default; bool empty() const { return value.empty(); } };
struct CountryRef { using is_name = void; std::string value; auto operator<=>(const CountryRef&) const = default; bool empty() const { return value.empty(); } };   // ISO 3166-1 alpha-2
struct LanguageRef { using is_name = void; std::string value; auto operator<=>(const LanguageRef&) const = default; bool empty() const { return value.empty(); } };  // ISO 639
struct MeasureRef { using is_name = void; std::string value; auto operator<=>(const MeasureRef&) const = default; bool empty() const { return value.empty(); } };         // of the plan: "m07"
struct RuleRef { using is_name = void; std::string value; auto operator<=>(const RuleRef&) const = default; bool empty() const { return value.empty(); } };          // "reflection-period@measure 7"

// What people type. Limits in signs: Unicode code points, the same in the page's form, in the phone's worker and in the API. HTML's
// maxlength counts units of UTF-16: of signs beyond U+FFFF (emoji) a browser takes half as many. A sign is at most sign_bytes_max bytes of
// UTF-8, which bounds what is held of a text.
inline constexpr size_t name_signs_max = 200, text_signs_max = 4000, sign_bytes_max = 4;
struct Name { using is_name = void; std::string value; auto operator<=>(const Name&) const = default; bool empty() const { return value.empty(); } };

// A list that a command must name something in.
template <class T> struct Some : std::vector<T> {
    using std::vector<T>::vector;
    using never_empty = void;
};

// A thing that exists already, named by its spoken code; `id` is filled in when the code has been looked up.
template <class TypedIdT> struct Ref {
    std::string code;
    TypedIdT id{};
    bool operator==(const Ref&) const = default;
};

}  // namespace soria
