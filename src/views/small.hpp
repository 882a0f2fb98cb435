#pragma once
// What keeps the phone's engine small, where bytes count: texts and elements are put together by a few functions that are called, and
// not written out wherever they are used.
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#ifdef __wasm__
#define SORIA_ONCE __attribute__((noinline))
#else
#define SORIA_ONCE
#endif

namespace soria::views {

class Html;
struct Attribute;

// Parts travel as addresses, and in one number what each is, four bits a part: one function an arity serves every row of types, where a
// function for every tag and every row was a sixth of the engine.
enum class PartKind : uint8_t { attribute = 1, html, list, text, view, literal };
template <class P> constexpr uint64_t part_kind() {
    if constexpr (std::is_same_v<P, Attribute>) return uint64_t(PartKind::attribute);
    else if constexpr (std::is_same_v<P, Html>) return uint64_t(PartKind::html);
    else if constexpr (std::is_same_v<P, std::vector<Html>>) return uint64_t(PartKind::list);
    else if constexpr (std::is_same_v<P, std::string>) return uint64_t(PartKind::text);
    else if constexpr (std::is_same_v<P, std::string_view>) return uint64_t(PartKind::view);
    else {
        static_assert(std::is_convertible_v<const P&, const char*>, "an element is given attributes, texts, elements and lists of elements");
        return uint64_t(PartKind::literal);
    }
}
template <class P> const void* part_address(const P& p) {
    if constexpr (std::is_convertible_v<const P&, const char*>) return static_cast<const char*>(p);
    else return &p;
}
template <class... P> constexpr uint64_t part_kinds() {
    static_assert(sizeof...(P) <= 15, "four bits a part");
    uint64_t kinds = 0;
    int at = 0;
    ((kinds |= part_kind<P>() << (4 * at++)), ...);
    return kinds;
}

// Texts, one after the other.
std::string texts_joined(uint64_t kinds, const void* const* parts, size_t count);
template <class... A> SORIA_ONCE std::string joined_of(uint64_t kinds, A... addresses) {
    const void* all[]{addresses...};
    return texts_joined(kinds, all, sizeof...(addresses));
}
template <class... P> std::string joined(const P&... parts) { return joined_of(part_kinds<P...>(), part_address(parts)...); }

std::string digits_of(int64_t);          // in decimal; the library's own brings tables
bool is_digits(std::string_view);        // one at least
// What stands before `end`, which is taken from the text with it; all of it when there is no `end`.
std::string_view taken(std::string_view& text, char end);
// Percent-encoded but for letters, digits and "-_.", and "~" where `tilde` says so.
void encode(std::string& out, std::string_view, bool tilde);

}  // namespace soria::views
