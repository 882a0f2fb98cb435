#pragma once
// Canonical bytes of values: one value, one byte string, for ever. Specified in docs/format/ledger.md with test vectors.
//   integers     zigzag LEB128, shortest form       dates, months   the same, of days or months since 1970
//   bool         one byte, 0 or 1                   text            UTF-8 in NFC, without NUL
//   id           16 bytes                           happened        precision byte, then the date
//   optional     nothing, or the value              list            count, then each with its length before it
//   struct       for each field with bytes: number (1-based), length, bytes, ascending
#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/core/classes.hpp"
#include "base/core/date.hpp"
#include "base/core/ids.hpp"
#include "base/core/money.hpp"
#include "base/core/names.hpp"
#include "base/core/utf8.hpp"

namespace soria::codec {

void put_varint(std::string& out, uint64_t n);
// Shortest form only; anything else is damage.
Result<uint64_t> take_varint(std::string_view& in);
Result<std::string_view> take_bytes(std::string_view& in, uint64_t size);

inline uint64_t zigzag(int64_t n) { return (uint64_t(n) << 1) ^ uint64_t(n >> 63); }
inline int64_t unzigzag(uint64_t n) { return int64_t(n >> 1) ^ -int64_t(n & 1); }

template <class T> concept DescribedStruct = boost::describe::has_describe_members<T>::value && std::is_class_v<T>;

// Every value type says how it becomes bytes; the list is closed, so that the format is.
template <class T> struct Codec;

template <std::integral T> struct Codec<T> {
    static void put(std::string& out, T v) { put_varint(out, zigzag(int64_t(v))); }
    static Result<T> take(std::string_view& in) {
        uint64_t n = TRY(take_varint(in));
        int64_t v = unzigzag(n);
        if (int64_t(T(v)) != v) return fail(Fault::damaged, "an integer is out of range");
        return T(v);
    }
};
template <> struct Codec<bool> {
    static void put(std::string& out, bool v) { out += char(v); }
    static Result<bool> take(std::string_view& in) {
        auto b = TRY(take_bytes(in, 1));
        if (uint8_t(b[0]) > 1) return fail(Fault::damaged, "a truth value is neither 0 nor 1");
        return b[0] == 1;
    }
};
template <> struct Codec<Nok> {
    static void put(std::string& out, Nok v) { Codec<int64_t>::put(out, v.kroner); }
    static Result<Nok> take(std::string_view& in) {
        int64_t n = TRY(Codec<int64_t>::take(in));
        return Nok{n};
    }
};
template <> struct Codec<std::string> {
    static void put(std::string& out, const std::string& v) { out += v; }
    static Result<std::string> take(std::string_view& in) {
        if (!valid_text(in)) return fail(Fault::damaged, "a text is not UTF-8, or holds a NUL");
        std::string v(in);
        in = {};
        return v;
    }
};
template <class T> requires requires { typename T::is_name; } struct Codec<T> {
    static void put(std::string& out, const T& v) { out += v.value; }
    static Result<T> take(std::string_view& in) {
        if (!valid_text(in)) return fail(Fault::damaged, "a name is not UTF-8, or holds a NUL");
        T v;
        v.value = in;
        in = {};
        return v;
    }
};
template <> struct Codec<Date> {
    static void put(std::string& out, Date v) { Codec<int32_t>::put(out, v.days()); }
    static Result<Date> take(std::string_view& in) {
        int32_t d = TRY(Codec<int32_t>::take(in));
        if (d < first_day.days() || d > last_day.days()) return fail(Fault::damaged, "a date is not of the years 1 to 9999");
        return Date(d);
    }
};
template <> struct Codec<Month> {
    static void put(std::string& out, Month v) { Codec<int32_t>::put(out, v.index); }
    static Result<Month> take(std::string_view& in) {
        int32_t m = TRY(Codec<int32_t>::take(in));
        if (m < 12 * (1 - 1970) || m >= 12 * (10'000 - 1970)) return fail(Fault::damaged, "a month is not of the years 1 to 9999");
        return Month{m};
    }
};
template <> struct Codec<Happened> {
    static void put(std::string& out, Happened v) {
        out += char(v.precision);
        Codec<Date>::put(out, v.date);
    }
    static Result<Happened> take(std::string_view& in) {
        auto p = TRY(take_bytes(in, 1));
        if (uint8_t(p[0]) > 2) return fail(Fault::damaged, "a date's precision is unknown");
        auto d = TRY(Codec<Date>::take(in));
        Happened h{d, Precision(uint8_t(p[0]))};
        if (!h.exact() && (unsigned(d.civil().day()) != 1 || (h.precision == Precision::year && unsigned(d.civil().month()) != 1)))
            return fail(Fault::damaged, "a date that is not known to the day is not the first of its month or year");
        return h;
    }
};
template <> struct Codec<Id> {
    static void put(std::string& out, const Id& v) { out.append(reinterpret_cast<const char*>(v.data()), v.size()); }
    static Result<Id> take(std::string_view& in) {
        auto b = TRY(take_bytes(in, 16));
        Id id;
        std::memcpy(id.data(), b.data(), 16);
        return id;
    }
};
template <class Tag> struct Codec<TypedId<Tag>> {
    static void put(std::string& out, const TypedId<Tag>& v) { Codec<Id>::put(out, v.value); }
    static Result<TypedId<Tag>> take(std::string_view& in) {
        Id id = TRY(Codec<Id>::take(in));
        return TypedId<Tag>{id};
    }
};
template <class T> struct Codec<std::optional<T>> {
    static void put(std::string& out, const std::optional<T>& v) { if (v) Codec<T>::put(out, *v); }
    static Result<std::optional<T>> take(std::string_view& in) {
        if (in.empty()) return std::optional<T>{};
        T v = TRY(Codec<T>::take(in));
        return std::optional<T>(std::move(v));
    }
};
template <class T> struct Codec<std::vector<T>> {
    static void put(std::string& out, const std::vector<T>& v) {
        put_varint(out, v.size());
        for (const auto& e : v) {
            std::string b;
            Codec<T>::put(b, e);
            put_varint(out, b.size());
            out += b;
        }
    }
    static Result<std::vector<T>> take(std::string_view& in) {
        uint64_t n = TRY(take_varint(in));
        if (n > in.size()) return fail(Fault::damaged, "a list is longer than its bytes");
        std::vector<T> v;
        v.reserve(n);
        for (uint64_t i = 0; i < n; ++i) {
            uint64_t size = TRY(take_varint(in));
            auto b = TRY(take_bytes(in, size));
            T e = TRY(Codec<T>::take(b));
            if (!b.empty()) return fail(Fault::damaged, "bytes are left over in a list");
            v.push_back(std::move(e));
        }
        return v;
    }
};

template <class T> std::string bytes_of(const T& v) {
    std::string b;
    Codec<T>::put(b, v);
    return b;
}
template <class T> Result<T> value_of(std::string_view bytes) {
    T v = TRY(Codec<T>::take(bytes));
    if (!bytes.empty()) return fail(Fault::damaged, "bytes are left over after a value");
    return v;
}

// Sets the value, or says why the bytes are none and leaves it.
template <class T> Status set(T& value, std::string_view bytes) {
    value = TRY(value_of<T>(bytes));
    return {};
}

inline void put_field(std::string& out, uint64_t number, std::string_view bytes) {
    if (bytes.empty()) return;
    put_varint(out, number);
    put_varint(out, bytes.size());
    out += bytes;
}
struct RawField {
    uint64_t number;
    std::string_view bytes;
};
Result<std::vector<RawField>> take_fields(std::string_view in);   // ascending, none empty, none twice

template <DescribedStruct T> struct Codec<T> {
    static void put(std::string& out, const T& v) {
        uint64_t number = 0;
        boost::mp11::mp_for_each<members_of<T>>([&](auto D) { put_field(out, ++number, bytes_of(v.*D.pointer)); });
    }
    static Result<T> take(std::string_view& in) {
        auto fields = TRY(take_fields(in));
        in = {};
        T v{};
        uint64_t number = 0;
        size_t next = 0;
        Status ok;
        boost::mp11::mp_for_each<members_of<T>>([&](auto D) {
            ++number;
            if (!ok) return;
            if (next == fields.size() || fields[next].number != number) {
                if (!bytes_of(v.*D.pointer).empty()) ok = fail(Fault::damaged, "a field is missing");
                return;
            }
            auto r = value_of<std::remove_cvref_t<decltype(v.*D.pointer)>>(fields[next++].bytes);
            if (r) v.*D.pointer = std::move(*r);
            else ok = tl::unexpected(r.error());
        });
        if (!ok) return tl::unexpected(ok.error());
        if (next != fields.size()) return fail(Fault::damaged, "a field has an unknown number");
        return v;
    }
};

}  // namespace soria::codec
