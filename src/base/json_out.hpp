#pragma once
// JSON out: the values of described structs. Ids never leave; where an answer needs one it gives the spoken code.
#include "base/json.hpp"

namespace soria::json {

template <class T> constexpr bool is_internal_id = false;
template <class Tag> constexpr bool is_internal_id<TypedId<Tag>> = true;
template <> inline constexpr bool is_internal_id<Id> = true;
template <class T> constexpr bool is_internal_id<std::vector<T>> = is_internal_id<T>;
template <class T> constexpr bool is_internal_id<std::optional<T>> = is_internal_id<T>;

template <class T> bj::value encode(const T& v);

struct EncodeParts {
    using What = bj::value (*)(const void*);
    template <class M> static constexpr What of() { return [](const void* m) { return encode(*static_cast<const M*>(m)); }; }
};
bj::value encode(std::span<const Member<EncodeParts::What>>, const void*);

template <class T> bj::value encode(const T& v) {
    if constexpr (std::is_same_v<T, bool>) return v;
    else if constexpr (std::integral<T>) return int64_t(v);
    else if constexpr (std::is_same_v<T, std::string>) return bj::string(v);
    else if constexpr (requires { typename T::is_name; }) return bj::string(v.value);
    else if constexpr (requires { v.has_value(); }) return v ? encode(*v) : bj::value(nullptr);
    else if constexpr (requires { v.text(); }) return bj::string(v.text());
    else if constexpr (requires { v.begin(); }) {
        bj::array a;
        for (const auto& e : v) a.push_back(encode(e));
        return a;
    } else {
        return encode(members<T, EncodeParts>(), &v);
    }
}

}  // namespace soria::json
