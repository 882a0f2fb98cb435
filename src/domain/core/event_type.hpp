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

// One type of event, free of its C++ type. `split` encodes, `evolve` applies to the stream's state, `fold` to the views.
struct EventType {
    uint16_t number;
    uint16_t version;
    std::string_view name;
    StreamKind stream;
    Class tells;                      // what its being there tells: a timeline shows it to whoever may see that class
    std::vector<FieldInfo> fields;
    Encoded (*split)(const void* event, const Id& stream_owner, const Owners&);
    const EventType* before;          // the version before this one, whose bytes are still read; null for the first
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

template <class E> Encoded split(const void* event, const Id& stream_owner, const Owners& owners) {
    static_assert(fully_classified<E>(), "every field of an event has a confidentiality class");
    const E& e = *static_cast<const E*>(event);
    Encoded out;
    uint8_t number = 0;
    boost::mp11::mp_for_each<members_of<E>>([&](auto D) {
        ++number;
        using M = std::remove_cvref_t<decltype(e.*D.pointer)>;
        auto bytes = codec::bytes_of((e.*D.pointer).value);
        if constexpr (is_sealed(class_of<M>::value)) {
            if (bytes.empty()) return;
            const Id& owner = class_of<M>::owner == Owner::person ? owners.person
                              : class_of<M>::owner == Owner::case_ ? owners.case_ : stream_owner;
            out.sealed.push_back({number, class_of<M>::value, owner, std::move(bytes)});
        } else {
            codec::put_field(out.clear, number, bytes);
        }
    });
    return out;
}

// The event with its clear fields, and its sealed ones too when there is an opener.
template <class E> Result<E> join(const EventRecord& r, Opener* opener) {
    if constexpr (type_version_of<E>() > 1) {
        if (r.type_version < E::type_version) {
            auto before = TRY(join<typename E::Before>(r, opener));
            return E::from(std::move(before));
        }
    }
    E e;
    auto clear = TRY(codec::take_fields(r.clear));
    Status ok;
    uint8_t number = 0;
    size_t c = 0, s = !r.sealed.empty() && r.sealed[0].number == 0 ? 1 : 0;   // 0 is the day it happened
    boost::mp11::mp_for_each<members_of<E>>([&](auto D) {
        ++number;
        using M = std::remove_cvref_t<decltype(e.*D.pointer)>;
        using T = typename class_of<M>::type;
        auto set = [&](std::string_view bytes) {
            auto v = codec::value_of<T>(bytes);
            if (v) (e.*D.pointer).value = std::move(*v);
            else ok = tl::unexpected(v.error());
        };
        if (!ok) return;
        if constexpr (is_sealed(class_of<M>::value)) {
            if (s == r.sealed.size() || r.sealed[s].number != number) {
                if (!codec::bytes_of((e.*D.pointer).value).empty()) ok = fail(Fault::damaged, "a field is missing");
                return;
            }
            const auto& field = r.sealed[s++];
            if (!opener) return;
            auto opened = opener->open(r, field);
            if (!opened) ok = tl::unexpected(opened.error());
            else if (*opened) set(**opened);
            else (e.*D.pointer).erased = true;
        } else if (c < clear.size() && clear[c].number == number) {
            set(clear[c++].bytes);
        } else if (!codec::bytes_of((e.*D.pointer).value).empty()) {
            ok = fail(Fault::damaged, "a field is missing");
        }
    });
    if (!ok) return tl::unexpected(ok.error());
    if (c != clear.size() || s != r.sealed.size()) return fail(Fault::damaged, "a field has an unknown number");
    return e;
}

template <class E> std::vector<FieldInfo> fields_of() {
    std::vector<FieldInfo> f;
    E e{};
    uint8_t number = 0;
    boost::mp11::mp_for_each<members_of<E>>([&](auto D) {
        using Of = class_of<std::remove_cvref_t<decltype(e.*D.pointer)>>;
        f.push_back({++number, D.name, Of::value, Of::owner, type_name<typename Of::type>()});
    });
    return f;
}

template <class E> constexpr Class tells_of() {
    if constexpr (requires { E::tells; }) return E::tells;
    else return Class::status;
}
template <class E> const EventType& type_of() {
    const EventType* before = nullptr;
    if constexpr (type_version_of<E>() > 1) before = &type_of<typename E::Before>();
    static const EventType t{E::type, type_version_of<E>(), E::name, E::stream, tells_of<E>(), fields_of<E>(), &split<E>, before};
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
