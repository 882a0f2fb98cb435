#pragma once
// An event is declared once, as a described struct with `type`, `name` and `stream`; its canonical bytes, its sealed parts
// and its documentation follow from that declaration.
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/core/codec.hpp"
#include "base/core/event.hpp"
#include "base/core/members.hpp"
#include "base/core/table.hpp"
#include "domain/core/type_name.hpp"

namespace soria::domain {

// Opens sealed fields. No value: the key was destroyed.
class Opener {
public:
    virtual ~Opener() = default;
    virtual Result<std::optional<std::string>> open(const EventRecord&, const SealedField&) = 0;
};

// Whose keys seal the fields that do not belong to the stream's own subject.
struct Owners {
    Id person{}, case_{};
};

struct Encoded {
    std::string clear;
    std::vector<OpenField> sealed;
};

struct FieldInfo {
    uint8_t number;
    std::string_view name;
    Class cls;
    Owner owner;
    std::string type;                 // the value's type in the words of docs/format/events.md
};

// An event type that changes declares `type_version`, keeps its old declaration as `Before` and says in a pure
// `static E from(Before)` what the old one means now. Its sealed fields keep number, class, owner and type: views hold
// their bytes unopened. Kept bytes are never rewritten.
template <class E> constexpr uint16_t type_version_of() {
    if constexpr (requires { E::type_version; }) {
        static_assert(E::Before::type == E::type, "a version and the one before it are one type");
        static_assert(type_version_of<typename E::Before>() + 1 == E::type_version, "versions are dense");
        return E::type_version;
    } else {
        return 1;
    }
}

// What splitting and joining do with one field; its `Classified` is at the pointer.
struct FieldOps {
    Class cls;
    Owner owner;
    bool (*must_be)();                // the type's empty value has bytes, so that a field without any is damage
    std::string (*bytes)(const void*);
    Status (*set)(void*, std::string_view bytes);
    void (*erase)(void*);
    std::string (*type)();
};
template <class M> inline constexpr FieldOps field_ops{
    class_of<M>::value, class_of<M>::owner,
    [] {
        static const bool must = !codec::bytes_of(typename class_of<M>::type{}).empty();
        return must;
    },
    [](const void* field) { return codec::bytes_of(static_cast<const M*>(field)->value); },
    [](void* field, std::string_view bytes) { return codec::set(static_cast<M*>(field)->value, bytes); },
    [](void* field) { static_cast<M*>(field)->erased = true; },
    &type_name<typename class_of<M>::type>};
struct FieldParts {
    using What = const FieldOps*;
    template <class M> static constexpr What of() { return &field_ops<M>; }
};
using EventFields = std::span<const Member<const FieldOps*>>;

// One type of event, free of its C++ type: split() encodes it, evolve() applies it to the stream's state, fold() to the views.
struct EventType {
    uint16_t number;
    uint16_t version;
    std::string_view name;
    StreamKind stream;
    Class tells;                      // what its being there tells: a timeline shows it to whoever may see that class
    std::vector<FieldInfo> fields;
    EventFields parts;
    const EventType* before;          // the version before this one, whose bytes are still read; null for the first
};

Encoded split(EventFields, const void* event, const Id& stream_owner, const Owners&);
Status join(EventFields, void* event, const EventRecord&, Opener*);
std::vector<FieldInfo> field_infos(EventFields);

template <class E> EventFields event_fields() {
    static_assert(fully_classified<E>(), "every field of an event has a confidentiality class");
    return members<E, FieldParts>();
}

// The event with its clear fields, and its sealed ones too when there is an opener.
template <class E> Status join(E& e, const EventRecord& r, Opener* opener) {
    if constexpr (type_version_of<E>() > 1) {
        if (r.type_version < E::type_version) {
            typename E::Before before;
            TRY(join(before, r, opener));
            e = E::from(std::move(before));
            return {};
        }
    }
    return join(event_fields<E>(), &e, r, opener);
}
template <class E> Result<E> joined(const EventRecord& r, Opener* opener) {
    E e;
    TRY(join(e, r, opener));
    return e;
}

template <class E> constexpr Class tells_of() {
    if constexpr (requires { E::tells; }) return E::tells;
    else return Class::status;
}
template <class E> const EventType& type_of() {
    const EventType* before = nullptr;
    if constexpr (type_version_of<E>() > 1) before = &type_of<typename E::Before>();
    static const EventType t{E::type, type_version_of<E>(), E::name, E::stream, tells_of<E>(), field_infos(event_fields<E>()), event_fields<E>(), before};
    return t;
}

// What a decision says happened.
struct Emitted {
    Stream stream;
    const EventType* type;
    std::shared_ptr<const void> event;
    Owners owners;
};
class Events {
public:
    template <class E> void add(const Id& stream_id, E event, Owners owners = {}) {
        list.push_back({{E::stream, stream_id}, &type_of<E>(), std::make_shared<const E>(std::move(event)), owners});
    }
    // For the few events that stand on more than one kind of stream (clocks, duties).
    template <class E> void add_on(const Stream& stream, E event, Owners owners = {}) {
        list.push_back({stream, &type_of<E>(), std::make_shared<const E>(std::move(event)), owners});
    }
    std::vector<Emitted> list;
};

}  // namespace soria::domain
