#pragma once
// A described struct's members as data: name, place, and what a purpose does with one of that type. What walks a struct is so written
// once, and not compiled once for every struct: that was most of what commands, events and rows cost to build.
#include <span>
#include <type_traits>

#include <boost/describe.hpp>
#include <boost/mp11.hpp>

#include "base/core/classes.hpp"

namespace soria {

template <class What> struct Member {
    const char* name;
    const void* first;                // where a struct would begin, and this member be
    const void* place;
    What what;
    size_t at() const { return size_t(static_cast<const char*>(place) - static_cast<const char*>(first)); }
    void* in(void* s) const { return static_cast<char*>(s) + at(); }
    const void* in(const void* s) const { return static_cast<const char*>(s) + at(); }
};

namespace detail {
// Room for a struct that is never made: its members have addresses, so that the tables are made when the program is built.
template <class T> union Hollow {
    char nothing;
    T t;
    constexpr Hollow() : nothing() {}
    constexpr ~Hollow() {}
};
template <class T> inline constexpr Hollow<T> hollow{};

template <class T, class Purpose, class L> struct MemberList;
template <class T, class Purpose, template <class...> class L, class... D> struct MemberList<T, Purpose, L<D...>> {
    static constexpr Member<typename Purpose::What> list[]{
        {D::name, &hollow<T>.t, &(hollow<T>.t.*D::pointer), Purpose::template of<std::remove_cvref_t<decltype(hollow<T>.t.*D::pointer)>>()}...};
};
template <class T, class Purpose, template <class...> class L> struct MemberList<T, Purpose, L<>> {
    static constexpr std::span<const Member<typename Purpose::What>> list{};
};
}  // namespace detail

// In the order they are described. `Purpose` has a type `What` and `template <class M> static constexpr What of()`.
template <class T, class Purpose> constexpr std::span<const Member<typename Purpose::What>> members() {
    return detail::MemberList<T, Purpose, members_of<T>>::list;
}

}  // namespace soria
