#pragma once
// Row x Viewer x Purpose x Consents -> Row with a verdict per field. The only way from a view's row to an answer.
#include <functional>
#include <map>

#include "access/policy.hpp"
#include "base/core/codec.hpp"
#include "base/core/table.hpp"
#include "base/json_out.hpp"

namespace soria::access {

// Opens a view's sealed bytes; no value: the key was destroyed.
using Open = std::function<Result<std::optional<std::string>>(const Blob&)>;

struct Disclosed {
    json::bj::object fields;                  // what is shown; an erased field is the text "(erased)"
    std::map<std::string, std::string> withheld;   // field -> rule; every withheld field, empty or not
    std::map<std::string, std::string> shown;      // class -> rule

    // One object for an answer: the fields, and under "withheld" why the others are not there.
    json::bj::object answer() const;
};

// What is shown of one field, by the same rules.
template <Class C, class T> Result<std::optional<T>> reveal(const Sealed<C, T>& field, const Policy& policy, const Viewer& v,
                                                            const Bond& b, const Open& open) {
    if (field.empty() || !policy.may_see(v, b, C).shown) return std::optional<T>{};
    auto bytes = TRY(open(field.blob));
    if (!bytes) return std::optional<T>{};
    T value = TRY(codec::value_of<T>(*bytes));
    return std::optional<T>(std::move(value));
}

template <class R> Result<Disclosed> disclose(const R& row, const Policy& policy, const Viewer& v, const Bond& b, const Open& open) {
    Disclosed out;
    std::map<Class, Verdict> verdicts;
    Status ok;
    boost::mp11::mp_for_each<members_of<R>>([&](auto D) {
        if (!ok) return;
        using M = std::remove_cvref_t<decltype(row.*D.pointer)>;
        using T = typename class_of<M>::type;
        constexpr Class cls = class_of<M>::value;
        if constexpr (json::is_internal_id<T>) return;
        else {
            std::string name = json::field_name(D.name);
            auto known = verdicts.find(cls);
            if (known == verdicts.end()) known = verdicts.emplace(cls, policy.may_see(v, b, cls)).first;
            if (!known->second.shown) {
                out.withheld[name] = known->second.rule;
                return;
            }
            out.shown[std::string(name_of(cls))] = known->second.rule;
            if constexpr (!is_sealed(cls)) out.fields[name] = json::encode((row.*D.pointer).value);
            else if ((row.*D.pointer).empty()) out.fields[name] = nullptr;
            else {
                auto bytes = open((row.*D.pointer).blob);
                if (!bytes) return void(ok = tl::unexpected(bytes.error()));
                if (!*bytes) return void(out.fields[name] = "(erased)");
                auto value = codec::value_of<T>(**bytes);
                if (!value) return void(ok = tl::unexpected(value.error()));
                out.fields[name] = json::encode(*value);
            }
        }
    });
    if (!ok) return tl::unexpected(ok.error());
    return out;
}

}  // namespace soria::access
