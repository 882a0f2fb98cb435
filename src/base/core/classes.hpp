#pragma once
// A field's confidentiality class is its type. A described event with a field that has none does not compile.
// Classes: design of record in docs/decisions/0008-sealed.md.
#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

namespace soria {

enum class Class : uint8_t {
    public_ = 0, statistical = 1, status = 2, staff = 3,   // kept in the clear, and therefore coarse
    identity = 16, contact = 17, whereabouts = 18, health = 19, story = 20, care = 21, child = 22,
    investigation = 23, network = 24, witness = 25,        // sealed with the owner's key
};
constexpr bool is_sealed(Class c) { return uint8_t(c) >= 16; }
std::string_view name_of(Class);
inline constexpr Class all_classes[] = {
    Class::public_, Class::statistical, Class::status, Class::staff, Class::identity, Class::contact,
    Class::whereabouts, Class::health, Class::story, Class::care, Class::child, Class::investigation,
    Class::network, Class::witness};

// Whose key seals a field. Most fields belong to the subject of the stream they stand in.
enum class Owner : uint8_t { stream, person, case_ };

template <Class C, class T, Owner O = Owner::stream> struct Classified {
    T value{};
    bool erased = false;   // set when the key was destroyed: the value is then the type's empty one
    Classified() = default;
    Classified(T v) : value(std::move(v)) {}
    const T& operator*() const { return value; }
    const T* operator->() const { return &value; }
};

template <class T> using Public = Classified<Class::public_, T>;
template <class T> using Statistical = Classified<Class::statistical, T>;
template <class T> using StatusOf = Classified<Class::status, T>;
template <class T> using Staff = Classified<Class::staff, T>;
template <class T, Owner O = Owner::stream> using Identity = Classified<Class::identity, T, O>;
template <class T, Owner O = Owner::stream> using Contact = Classified<Class::contact, T, O>;
template <class T, Owner O = Owner::stream> using Whereabouts = Classified<Class::whereabouts, T, O>;
template <class T, Owner O = Owner::stream> using Health = Classified<Class::health, T, O>;
template <class T, Owner O = Owner::stream> using Story = Classified<Class::story, T, O>;
template <class T, Owner O = Owner::stream> using Care = Classified<Class::care, T, O>;
template <class T, Owner O = Owner::stream> using Child = Classified<Class::child, T, O>;

template <class T> struct class_of;   // undefined: an unclassified field
template <Class C, class T, Owner O> struct class_of<Classified<C, T, O>> {
    static constexpr Class value = C;
    static constexpr Owner owner = O;
    using type = T;
};

template <class E> using members_of = boost::describe::describe_members<E, boost::describe::mod_public>;

template <class E> constexpr bool fully_classified() {
    bool ok = true;
    boost::mp11::mp_for_each<members_of<E>>([&]<class D>(D) {
        using Member = std::remove_cvref_t<decltype(std::declval<E>().*D::pointer)>;
        ok = ok && requires { class_of<Member>::value; };
    });
    return ok;
}

}  // namespace soria
