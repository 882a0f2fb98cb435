#pragma once
// JSON in: strict. Unknown, missing and duplicate fields, wrong types, NUL, invalid UTF-8, impossible dates and texts beyond
// their limit are errors that say the path. Text is brought to NFC. JSON out: canonical enough to compare.
#include <algorithm>
#include <boost/json.hpp>
#include <string>
#include <string_view>

#include "base/core/codec.hpp"
#include "base/core/members.hpp"
#include "base/core/names.hpp"

namespace soria::json {

namespace bj = boost::json;

inline constexpr size_t document_bytes_max = 1 << 20;
inline constexpr size_t depth_max = 16;
inline constexpr size_t list_items_max = 500;

// Fault::invalid with "line:column" in `where`.
Result<bj::value> parse(std::string_view text);

std::string write(const bj::value&);          // compact
std::string write_pretty(const bj::value&);   // two spaces, for people

// Whether a text has at most so many code points, and the bytes that so many can have (core/names.hpp).
Status at_most(std::string_view, size_t signs_max, const std::string& path);

// A string that a person typed: valid UTF-8, no control characters but line feed and tab, NFC, at most `signs_max` code points as they were typed.
Result<std::string> text(const bj::value&, const std::string& path, size_t signs_max);

template <class T> struct Json;
template <class T> Result<T> decode(const bj::value& v, const std::string& path) { return Json<T>::decode(v, path); }

Result<int64_t> integer(const bj::value&, const std::string& path, int64_t min, int64_t max);

template <std::integral T> struct Json<T> {
    static Result<T> decode(const bj::value& v, const std::string& path) {
        int64_t n = TRY(integer(v, path, 0, 1'000'000'000));
        return T(n);
    }
    static bj::object schema() { return {{"type", "integer"}, {"minimum", 0}, {"maximum", 1'000'000'000}}; }
};
template <> struct Json<Nok> {
    static Result<Nok> decode(const bj::value& v, const std::string& path) {
        int64_t n = TRY(integer(v, path, 0, kroner_max));
        return Nok{n};
    }
    static bj::object schema() { return {{"type", "integer"}, {"minimum", 0}, {"maximum", kroner_max}, {"description", "whole kroner"}}; }
};
template <> struct Json<bool> {
    static Result<bool> decode(const bj::value& v, const std::string& path) {
        if (!v.is_bool()) return invalid("must be true or false", path);
        return v.get_bool();
    }
    static bj::object schema() { return {{"type", "boolean"}}; }
};
template <> struct Json<std::string> {
    static Result<std::string> decode(const bj::value& v, const std::string& path) { return text(v, path, text_signs_max); }
    static bj::object schema() { return {{"type", "string"}, {"maxLength", text_signs_max}}; }
};
template <class T> requires requires { typename T::is_name; } struct Json<T> {
    static Result<T> decode(const bj::value& v, const std::string& path) {
        T t;
        t.value = TRY(text(v, path, name_signs_max));
        return t;
    }
    static bj::object schema() {
        bj::object s{{"type", "string"}, {"maxLength", name_signs_max}};
        if constexpr (requires { std::string_view(T::list); }) s["description"] = "a value of the pack's code list " + std::string(T::list);
        return s;
    }
};
template <class T> struct JsonText {
    static Result<T> decode(const bj::value& v, const std::string& path) {
        auto s = TRY(text(v, path, 64));
        auto r = T::parse(s);
        if (!r) return invalid(r.error().because, path);
        return *r;
    }
};
template <> struct Json<Date> : JsonText<Date> {
    static bj::object schema() { return {{"type", "string"}, {"format", "date"}}; }
};
template <> struct Json<Happened> : JsonText<Happened> {
    static bj::object schema() { return {{"type", "string"}, {"description", "a day, a month or a year: 2007-02-05, 2007-02, 2007"}}; }
};
template <> struct Json<Month> : JsonText<Month> {
    static bj::object schema() { return {{"type", "string"}, {"pattern", "^[0-9]{4}-[0-9]{2}$"}}; }
};
template <class IdT> struct Json<Ref<IdT>> {
    static Result<Ref<IdT>> decode(const bj::value& v, const std::string& path) {
        auto s = TRY(text(v, path, 32));
        auto c = parse_code(s);
        if (!c) return invalid(c.error().because, path);
        return Ref<IdT>{*c, {}};
    }
    static bj::object schema() { return {{"type", "string"}, {"description", "a code, like K7M-4QX-Z"}}; }
};
template <class T> struct Json<std::optional<T>> {
    static Result<std::optional<T>> decode(const bj::value& v, const std::string& path) {
        if (v.is_null()) return invalid("is null: leave out what is not known", path);
        T t = TRY(json::decode<T>(v, path));
        return std::optional<T>(std::move(t));
    }
    static bj::object schema() { return Json<T>::schema(); }
};
template <class T> struct Json<std::vector<T>> {
    static Result<std::vector<T>> decode(const bj::value& v, const std::string& path) {
        if (!v.is_array()) return invalid("must be a list", path);
        if (v.get_array().size() > list_items_max) return fail(Fault::limit, "a list has at most 500 items", path);
        std::vector<T> list;
        for (const auto& e : v.get_array()) {
            T t = TRY(json::decode<T>(e, path + "[" + std::to_string(list.size()) + "]"));
            list.push_back(std::move(t));
        }
        return list;
    }
    static bj::object schema() { return {{"type", "array"}, {"items", Json<T>::schema()}, {"maxItems", list_items_max}}; }
};

template <class T> struct Json<Some<T>> {
    static Result<Some<T>> decode(const bj::value& v, const std::string& path) {
        auto list = TRY(json::decode<std::vector<T>>(v, path));
        if (list.empty()) return invalid("is empty: name at least one", path);
        Some<T> some;
        some.swap(list);
        return some;
    }
    static bj::object schema() {
        auto s = Json<std::vector<T>>::schema();
        s["minItems"] = 1;
        return s;
    }
};

template <class T> constexpr bool must_name = requires { typename T::never_empty; };
template <class T> constexpr bool may_miss = requires(T t) { t.has_value(); } || requires(T t) { t.reserve(1); t.empty(); requires !std::is_same_v<T, std::string> && !must_name<T>; };

// What JSON does with one member of a struct.
struct MemberOps {
    bool may_miss;
    Status (*decode)(void*, const bj::value&, const std::string& path);
    bj::object (*schema)();
};
template <class T> Status set(T& m, const bj::value& v, const std::string& path) {
    m = TRY(json::decode<T>(v, path));
    return {};
}
template <class M> inline constexpr MemberOps member_ops{
    may_miss<M>, [](void* m, const bj::value& v, const std::string& path) { return set(*static_cast<M*>(m), v, path); }, &Json<M>::schema};
struct MemberParts {
    using What = const MemberOps*;
    template <class M> static constexpr What of() { return &member_ops<M>; }
};
using JsonMembers = std::span<const Member<const MemberOps*>>;

Status decode(JsonMembers, void* t, const bj::value&, const std::string& path);
bj::object schema(JsonMembers);
// A C++ keyword gets an underscore at its end, which the outside does not see.
std::string field_name(const char* name);

template <codec::DescribedStruct T> struct Json<T> {
    static Result<T> decode(const bj::value& v, const std::string& path) {
        T t{};
        TRY(json::decode(members<T, MemberParts>(), &t, v, path));
        return t;
    }
    static bj::object schema() { return json::schema(members<T, MemberParts>()); }
};

}  // namespace soria::json
