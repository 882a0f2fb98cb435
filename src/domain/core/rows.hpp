#pragma once
// Typed rows: described structs whose fields carry their class, to and from a store's rows.
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "base/core/table.hpp"
#include "domain/core/event_type.hpp"

namespace soria::domain {

template <class T> struct ValueOf;
template <std::integral T> struct ValueOf<T> {
    static constexpr ColumnType type = ColumnType::integer;
    static Value put(T v) { return int64_t(v); }
    static T take(const Value& v) { return T(std::get<int64_t>(v)); }
};
template <> struct ValueOf<Date> {
    static constexpr ColumnType type = ColumnType::integer;
    static Value put(Date v) { return int64_t(v.days()); }
    static Date take(const Value& v) { return Date(int32_t(std::get<int64_t>(v))); }
};
template <> struct ValueOf<Month> {
    static constexpr ColumnType type = ColumnType::integer;
    static Value put(Month v) { return int64_t(v.index); }
    static Month take(const Value& v) { return Month{int32_t(std::get<int64_t>(v))}; }
};
template <> struct ValueOf<Nok> {
    static constexpr ColumnType type = ColumnType::integer;
    static Value put(Nok v) { return v.kroner; }
    static Nok take(const Value& v) { return {std::get<int64_t>(v)}; }
};
template <> struct ValueOf<std::string> {
    static constexpr ColumnType type = ColumnType::text;
    static Value put(const std::string& v) { return v; }
    static std::string take(const Value& v) { return std::get<std::string>(v); }
};
template <class T> requires requires { typename T::is_name; } struct ValueOf<T> {
    static constexpr ColumnType type = ColumnType::text;
    static Value put(const T& v) { return v.value; }
    static T take(const Value& v) {
        T t;
        t.value = std::get<std::string>(v);
        return t;
    }
};
template <> struct ValueOf<Id> {
    static constexpr ColumnType type = ColumnType::bytes;
    static Value put(const Id& v) { return Blob{std::string(reinterpret_cast<const char*>(v.data()), 16)}; }
    static Id take(const Value& v) {
        Id id{};
        const auto& b = std::get<Blob>(v).bytes;
        std::memcpy(id.data(), b.data(), std::min<size_t>(16, b.size()));
        return id;
    }
};
template <class Tag> struct ValueOf<TypedId<Tag>> {
    static constexpr ColumnType type = ColumnType::bytes;
    static Value put(const TypedId<Tag>& v) { return ValueOf<Id>::put(v.value); }
    static TypedId<Tag> take(const Value& v) { return {ValueOf<Id>::take(v)}; }
};
template <class T> struct ValueOf<std::optional<T>> {
    static constexpr ColumnType type = ValueOf<T>::type;
    static Value put(const std::optional<T>& v) { return v ? ValueOf<T>::put(*v) : Value{}; }
    static std::optional<T> take(const Value& v) {
        if (std::holds_alternative<std::monostate>(v)) return std::nullopt;
        return ValueOf<T>::take(v);
    }
};

template <class M> struct ColumnOf;
template <Class C, class T, Owner O> struct ColumnOf<Classified<C, T, O>> {
    static_assert(!is_sealed(C), "a view keeps sealed bytes, never a sealed class in clear");
    static constexpr ColumnType type = ValueOf<T>::type;
    static Value put(const Classified<C, T, O>& m) { return ValueOf<T>::put(m.value); }
    static void take(Classified<C, T, O>& m, const Value& v) { m.value = ValueOf<T>::take(v); }
};
template <Class C, class T> struct ColumnOf<Sealed<C, T>> {
    static constexpr ColumnType type = ColumnType::bytes;
    static Value put(const Sealed<C, T>& m) { return m.empty() ? Value{} : Value{m.blob}; }
    static void take(Sealed<C, T>& m, const Value& v) {
        if (const Blob* b = std::get_if<Blob>(&v)) m.blob = *b;
    }
};

// What a table does with one column of a row.
struct ColumnOps {
    ColumnType type;
    Class cls;
    Value (*put)(const void*);
    void (*take)(void*, const Value&);
};
template <class M> inline constexpr ColumnOps column_ops{
    ColumnOf<M>::type, class_of<M>::value,
    [](const void* m) -> Value { return ColumnOf<M>::put(*static_cast<const M*>(m)); },
    [](void* m, const Value& v) { ColumnOf<M>::take(*static_cast<M*>(m), v); }};
struct ColumnParts {
    using What = const ColumnOps*;
    template <class M> static constexpr What of() { return &column_ops<M>; }
};
using RowColumns = std::span<const Member<const ColumnOps*>>;

Table table_from(RowColumns, std::string_view name, size_t key_columns, std::vector<Index>);
Row to_row(RowColumns, const void* r);
void from_row(RowColumns, void* r, const Row&);

template <class R> RowColumns columns_of() { return members<R, ColumnParts>(); }
template <class R> const Table& table_of() {
    static_assert(fully_classified<R>(), "every column has a class");
    static const Table t = table_from(columns_of<R>(), R::table, R::key_columns, R::indexes());
    return t;
}
template <class R> Row to_row(const R& r) { return to_row(columns_of<R>(), &r); }
template <class R> R from_row(const Row& row) {
    R r{};
    from_row(columns_of<R>(), &r, row);
    return r;
}
template <class T> Value value(const T& v) { return ValueOf<T>::put(v); }
inline Value value(const char* v) { return std::string(v); }

// Typed reading from a store.
template <class R> Result<std::optional<R>> get(RowReader& rows, std::vector<Value> key) {
    auto row = TRY(rows.get(table_of<R>(), key));
    if (!row) return std::optional<R>{};
    return std::optional<R>(from_row<R>(*row));
}
template <class R>
Result<std::vector<R>> scan(RowReader& rows, std::string_view index, std::vector<Value> prefix, size_t limit,
                            std::vector<Value> after = {}) {
    auto found = TRY(rows.scan(table_of<R>(), index, prefix, after, limit));
    std::vector<R> list;
    list.reserve(found.size());
    for (const auto& row : found) list.push_back(from_row<R>(row));
    return list;
}
// From `lower` (included) to `upper` (excluded) on the first index column after the prefix.
template <class R>
Result<std::vector<R>> range(RowReader& rows, std::string_view index, std::vector<Value> prefix, const Value& lower, const Value& upper, size_t limit) {
    auto found = TRY(rows.range(table_of<R>(), index, prefix, lower, upper, limit));
    std::vector<R> list;
    list.reserve(found.size());
    for (const auto& row : found) list.push_back(from_row<R>(row));
    return list;
}

using BlobOf = Blob (*)(const EventRecord&, const SealedField&);
// The day an event happened, sealed; empty when it is the day it was recorded.
inline Sealed<Class::care, Happened> sealed_day_of(const EventRecord& e, BlobOf blob_of) {
    Sealed<Class::care, Happened> s;
    for (const auto& f : e.sealed)
        if (f.number == 0) s.blob = blob_of(e, f);
    return s;
}
// The day an instant belongs to, by the zone of the pack of that hash. Handed in, since zones are no business of a fold.
using DayOf = std::function<Result<Date>(const std::string& pack_sha256, int64_t us)>;

// What a fold writes into. Reads see what this fold has put already.
class Rows {
public:
    Rows(RowReader& reader, BlobOf blob_of, const DayOf& day_of) : reader_(reader), blob_of_(blob_of), day_of_(day_of) {}
    template <class R> Result<std::optional<R>> get(std::vector<Value> key) {
        const Table* t = &table_of<R>();
        for (size_t i = changes.size(); i-- > 0;) {
            const Change& c = changes[i];
            if (c.table != t || !std::equal(key.begin(), key.end(), c.row.begin())) continue;
            if (c.kind == Change::Kind::remove) return std::optional<R>{};
            return std::optional<R>(from_row<R>(c.row));
        }
        return domain::get<R>(reader_, std::move(key));
    }
    template <class R> Result<std::vector<R>> scan(std::string_view index, std::vector<Value> prefix, size_t limit) {
        return domain::scan<R>(reader_, index, std::move(prefix), limit);
    }
    template <class R> void put(const R& r) { changes.push_back({Change::Kind::put, &table_of<R>(), to_row(r)}); }
    // Grows the row's last column, without reading it. Not for a row that the same fold gets.
    template <class R> void add(const R& r) { changes.push_back({Change::Kind::add, &table_of<R>(), to_row(r)}); }
    template <class R> void remove(std::vector<Value> key) { changes.push_back({Change::Kind::remove, &table_of<R>(), std::move(key)}); }
    BlobOf blob_of() const { return blob_of_; }
    const DayOf& day_of() const { return day_of_; }
    std::optional<Date> recorded;        // the event's day, once it has been asked for
    std::vector<Change> changes;

private:
    RowReader& reader_;
    BlobOf blob_of_;
    const DayOf& day_of_;
};

// An event as fold may see it: clear fields by value, sealed ones as bytes that nobody here can open.
template <class E> class Folding {
public:
    Folding(const EventRecord& r, BlobOf b) : record(r), blob_of_(b) {}
    Status read() { return join(clear_, record, nullptr); }
    template <Class C, class T, Owner O> auto operator()(Classified<C, T, O> E::*member) const {
        if constexpr (is_sealed(C)) {
            Sealed<C, T> s;
            uint8_t wanted = number_at(size_t(reinterpret_cast<const char*>(&(clear_.*member)) - reinterpret_cast<const char*>(&clear_)));
            for (const auto& f : record.sealed)
                if (f.number == wanted) s.blob = blob_of_(record, f);
            return s;
        } else {
            return (clear_.*member).value;
        }
    }
    Sealed<Class::care, Happened> happened() const { return sealed_day_of(record, blob_of_); }
    const EventRecord& record;

private:
    // The number of the field that stands there.
    static uint8_t number_at(size_t offset) {
        auto fields = event_fields<E>();
        return uint8_t(std::find_if(fields.begin(), fields.end(), [&](const auto& f) { return f.at() == offset; }) - fields.begin() + 1);
    }
    E clear_;
    BlobOf blob_of_;
};

}  // namespace soria::domain
