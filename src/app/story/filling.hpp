#pragma once
// How a sentence becomes a command: most are a case and a few fields. Internal to story/.
#include "app/story/teller.hpp"

namespace soria::app::story {

std::vector<std::string> split(std::string_view text, std::string_view by);   // trimmed; empty parts are left out

using Fill = std::function<Status(Teller&, const Gaps&, json::bj::object&)>;

// The thing in the gap `at` is the command's `field`; `fill` adds the rest.
inline Phrase command(std::string pattern, std::string name, const char* field, size_t at, Fill fill = {}) {
    auto act = [name, field = std::string(field), at, fill](Teller& t, const Gaps& g) -> Result<Sent> {
        Sent s;
        s.command = name;
        auto code = TRY(t.code(g[at]));
        s.fields[field] = code;
        if (fill) TRY(fill(t, g, s.fields));
        return s;
    };
    return {Phrase::Kind::act, std::move(pattern), act, {}};
}
inline Phrase of_case(std::string pattern, std::string name, size_t at = 0, Fill fill = {}) { return command(std::move(pattern), std::move(name), "case", at, std::move(fill)); }
inline Phrase act(std::string pattern, std::function<Result<Sent>(Teller&, const Gaps&)> fn) { return {Phrase::Kind::act, std::move(pattern), std::move(fn), {}}; }

inline Fill text(const char* field, size_t gap) {
    return [field, gap](Teller&, const Gaps& g, json::bj::object& f) -> Status {
        if (!g[gap].empty()) f[field] = g[gap];
        return {};
    };
}
inline Fill fixed(json::bj::object values) {
    return [values](Teller&, const Gaps&, json::bj::object& f) -> Status {
        for (const auto& m : values) f[m.key()] = m.value();
        return {};
    };
}
inline Fill both(Fill a, Fill b) {
    return [a, b](Teller& t, const Gaps& g, json::bj::object& f) -> Status {
        TRY(a(t, g, f));
        return b(t, g, f);
    };
}
inline Status put_value(Teller& t, json::bj::object& f, const char* field, const char* list, const std::string& words) {
    auto v = TRY(t.value(list, words));
    f[field] = v;
    return {};
}
inline json::bj::array words_of(const std::string& list) {
    json::bj::array a;
    for (const auto& w : split(list, ", ")) a.push_back(json::bj::string(w));
    return a;
}
// From and until of a decision; from today when it does not say.
inline Fill from_until(size_t from, size_t until) {
    return [from, until](Teller& t, const Gaps& g, json::bj::object& f) -> Status {
        f["from"] = g[from].empty() ? t.day().text() : g[from];
        if (!g[until].empty()) f["until"] = g[until];
        return {};
    };
}
inline Fill number(const char* field, size_t gap) {
    return [field, gap](Teller&, const Gaps& g, json::bj::object& f) -> Status {
        if (!g[gap].empty()) f[field] = std::atoi(g[gap].c_str());
        return {};
    };
}

// "also called NAME", "passport NUMBER of NG": added to what the command says. False: it is neither.
bool identity_of(const pack::Pack&, std::string_view text, json::bj::object& to);

void identity(std::vector<Phrase>&);     // acts_identity.cpp
void support(std::vector<Phrase>&);      // acts_support.cpp
void matching(std::vector<Phrase>&);     // acts_match.cpp
void work(std::vector<Phrase>&);         // acts_work.cpp

}  // namespace soria::app::story
