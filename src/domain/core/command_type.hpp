#pragma once
// A command is a described struct with `name` and `summary`; its JSON, its checks against the pack, its schema and its
// place in the API follow from that declaration. decide() is pure: state, command and law in, events or a refusal out.
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "domain/core/event_type.hpp"
#include "domain/core/field_shape.hpp"
#include "domain/protection/state.hpp"
#include "pack/law.hpp"

namespace soria::domain {

struct Actor {
    std::string user, agency, agency_kind, role, purpose;
};

// New ids and spoken codes, from a source that a test can fix.
class IdSource {
public:
    virtual ~IdSource() = default;
    virtual Id id() = 0;
    virtual std::string code() = 0;
};

// Who a person may be, as the machine found them before the decision: it proposes, and decides nothing.
struct LikelyPerson {
    PersonId person;
    std::string grounds;              // "surname:sounds:for born:same:strongly-for": what, how far it agrees, its weight in a word; no values
};

struct Context {
    const pack::Law& law;
    Happened happened;                // when it happened, as the command says
    Date today;                       // the day it is recorded, in the pack's zone
    Actor actor;
    IdSource& ids;
    std::string_view language = "en";
    std::vector<LikelyPerson> likely = {};
};

struct Decision {
    Events events;
    std::vector<std::pair<std::string, std::string>> answer;   // what the caller is told: codes of what is new
    std::vector<std::string> advice;                           // whom to call, what a rule warns of
};

enum class Needs : uint8_t { nothing, case_team, case_or_referral, child_welfare };

struct RefSlot {
    StreamKind kind;
    std::string* code;
    Id* id;
    std::string path;
};

namespace detail {
// What a command does with one member, once it is decoded.
struct FieldSteps {
    Status (*check)(const void*, const pack::Pack&, std::optional<Date> on, const std::string& path);
    void (*refs)(void*, const std::string& path, std::vector<RefSlot>& out);
};
using StepMembers = std::span<const Member<const FieldSteps*>>;
}  // namespace detail

struct CommandType {
    std::string_view name, room, summary;
    bool takes_away;                                            // from an agency, which may then be closed
    std::shared_ptr<void> (*make)();
    json::JsonMembers members;
    detail::StepMembers steps;
    std::span<const Member<ShapeParts::What>> shapes;
    Result<Decision> (*decide)(const World&, const void*, const Context&);

    Result<std::shared_ptr<void>> decode(const json::bj::value&) const;
    // Every code, agency, service, list and class exists; and the agency is not closed on that day, unless the command takes something from it.
    Status check(const void*, const pack::Pack&, Date on) const;
    std::vector<RefSlot> refs(void*) const;
    json::bj::object schema() const { return json::schema(members); }
    std::vector<FieldShape> fields() const;                     // in the order a form asks them
};

const std::vector<const CommandType*>& command_types();         // in the order of their names
const CommandType* command_type(std::string_view name);

// --- how a described struct becomes a CommandType ---

namespace detail {

Status check_code(const pack::Pack&, std::string_view list, std::string_view value, const std::string& path);
Status check_agency(const pack::Pack&, std::string_view, std::optional<Date> on, const std::string& path);
Status check_measure(const pack::Pack&, std::string_view, const std::string& path);
Status check_service(const pack::Pack&, std::string_view, const std::string& path);
Status check_list(const pack::Pack&, std::string_view, const std::string& path);
Status check_class(std::string_view, const std::string& path);
Status check_letters(std::string_view, size_t min, size_t max, bool upper, std::string_view what, const std::string& path);

template <class T> Status check(const T& v, const pack::Pack&, std::optional<Date> on, const std::string& path);
template <class T> void find_refs(T& v, const std::string& path, std::vector<RefSlot>& out);

template <class M> inline constexpr FieldSteps field_steps{
    [](const void* m, const pack::Pack& p, std::optional<Date> on, const std::string& path) { return check(*static_cast<const M*>(m), p, on, path); },
    [](void* m, const std::string& path, std::vector<RefSlot>& out) { find_refs(*static_cast<M*>(m), path, out); }};
struct StepParts {
    using What = const FieldSteps*;
    template <class M> static constexpr What of() { return &field_steps<M>; }
};
Status check(StepMembers, const void*, const pack::Pack&, std::optional<Date> on, const std::string& path);
void find_refs(StepMembers, void*, const std::string& path, std::vector<RefSlot>& out);

template <class T> Status check(const T& v, const pack::Pack& p, std::optional<Date> on, const std::string& path) {
    if constexpr (requires { v.has_value(); }) {
        if (v) return check(*v, p, on, path);
    } else if constexpr (requires { typename T::is_name; std::string_view(T::list); }) {
        return check_code(p, T::list, v.value, path);
    } else if constexpr (std::is_same_v<T, AgencyRef>) {
        return check_agency(p, v.value, on, path);
    } else if constexpr (std::is_same_v<T, MeasureRef>) {
        return check_measure(p, v.value, path);
    } else if constexpr (std::is_same_v<T, ServiceRef>) {
        return check_service(p, v.value, path);
    } else if constexpr (std::is_same_v<T, ListRef>) {
        return check_list(p, v.value, path);
    } else if constexpr (std::is_same_v<T, ClassRef>) {
        return check_class(v.value, path);
    } else if constexpr (std::is_same_v<T, CountryRef>) {
        return check_letters(v.value, 2, 2, true, "a country's two letters, like NG", path);
    } else if constexpr (std::is_same_v<T, LanguageRef>) {
        return check_letters(v.value, 2, 3, false, "a language's two or three letters, like ro", path);
    } else if constexpr (std::is_same_v<T, std::string> || requires { typename T::is_name; }) {
        return {};
    } else if constexpr (requires { v.begin(); }) {
        size_t i = 0;
        for (const auto& e : v) TRY(check(e, p, on, path + "[" + std::to_string(i++) + "]"));
    } else if constexpr (codec::DescribedStruct<T>) {
        return check(members<T, StepParts>(), &v, p, on, path);
    }
    return {};
}

template <class T> void find_refs(T& v, const std::string& path, std::vector<RefSlot>& out) {
    if constexpr (requires { v.code; v.id.value; }) {
        out.push_back({stream_of(&v.id), &v.code, &v.id.value, path});
    } else if constexpr (requires { v.has_value(); *v; }) {
        if (v) find_refs(*v, path, out);
    } else if constexpr (codec::DescribedStruct<T>) {
        find_refs(members<T, StepParts>(), &v, path, out);
    }
}

template <class C> constexpr CommandType command_of{
    C::name, C::room, C::summary, requires { C::takes_away; },
    [] { return std::shared_ptr<void>(static_cast<void*>(new C{}), +[](void* c) { delete static_cast<C*>(c); }); },
    soria::members<C, json::MemberParts>(), soria::members<C, StepParts>(), soria::members<C, ShapeParts>(),
    [](const World& w, const void* c, const Context& x) { return decide(w, *static_cast<const C*>(c), x); }};
template <class C> const CommandType& command() { return command_of<C>; }

}  // namespace detail
}  // namespace soria::domain
