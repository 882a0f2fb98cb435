// JSON: what is accepted serialises and reads the same; a command that is decoded, written and decoded again is the same;
// whatever is refused says why.
#include "base/json_out.hpp"
#include "domain/children/commands.hpp"
#include "domain/plan/commands.hpp"
#include "domain/protection/commands.hpp"
#include "fuzz.hpp"

namespace {

using namespace soria;
using fuzz::must;
namespace bj = boost::json;

// Boost.JSON reads a number with a fraction to within the last bit only; the program's own numbers are whole.
bool same(const bj::value& a, const bj::value& b) {
    if (a.is_double() || b.is_double()) {
        double x = a.is_double() ? a.get_double() : a.to_number<double>(), y = b.is_double() ? b.get_double() : b.to_number<double>();
        return x == y || std::abs(x - y) <= 1e-14 * std::abs(x);
    }
    if (a.kind() != b.kind()) return false;
    if (a.is_array()) {
        const auto &x = a.get_array(), &y = b.get_array();
        return std::equal(x.begin(), x.end(), y.begin(), y.end(), same);
    }
    if (a.is_object()) {
        const auto &x = a.get_object(), &y = b.get_object();
        return std::equal(x.begin(), x.end(), y.begin(), y.end(), [](auto& m, auto& n) { return m.key() == n.key() && same(m.value(), n.value()); });
    }
    return a == b;
}

// A command as the JSON that somebody would send for it.
template <class T> bj::value sent(const T& v) {
    if constexpr (requires { v.code; v.id.value; }) return bj::string(v.code);
    else if constexpr (requires { v.has_value(); }) return v ? sent(*v) : bj::value(nullptr);
    else if constexpr (requires { v.text(); } || requires { typename T::is_name; } || std::is_same_v<T, std::string>) return json::encode(v);
    else if constexpr (requires { v.begin(); }) {
        bj::array a;
        for (const auto& e : v) a.push_back(sent(e));
        return a;
    } else if constexpr (codec::DescribedStruct<T>) {
        bj::object o;
        boost::mp11::mp_for_each<members_of<T>>([&](auto D) {
            auto field = sent(v.*D.pointer);
            if (!field.is_null()) o[json::field_name(D.name)] = std::move(field);   // what is not known is left out
        });
        return o;
    } else {
        return json::encode(v);
    }
}

template <class C> void try_decode(const bj::value& v) {
    auto c = json::decode<C>(v, "");
    if (!c) return fuzz::must_explain(c.error());
    auto text = json::write(sent(*c));
    auto parsed = json::parse(text);
    must(parsed.has_value(), "what was decoded can be sent again", parsed ? "" : parsed.error().text());
    auto again = json::decode<C>(*parsed, "");
    must(again.has_value(), "what was decoded is decoded again", again ? "" : again.error().text());
    must(json::write(sent(*again)) == text, "what is decoded again is the same", text);
}

void run(std::string_view text) {
    auto v = json::parse(text);
    if (!v) return fuzz::must_explain(v.error());
    must(text.size() <= json::document_bytes_max, "a document keeps its limit");
    must(fuzz::is_utf8(text), "an accepted document is UTF-8");
    for (const auto& written : {json::write(*v), json::write_pretty(*v)}) {
        if (written.size() > json::document_bytes_max) continue;      // blanks may make it longer than may come in
        auto again = json::parse(written);
        must(again.has_value(), "a document written is read again", again ? "" : again.error().text());
        must(same(*v, *again), "a document written reads the same", written);
    }
    using namespace domain;
    try_decode<ReceiveReport>(*v);
    try_decode<ScreenReport>(*v);
    try_decode<OpenCase>(*v);
    try_decode<GiveConsent>(*v);
    try_decode<OfferReferral>(*v);
    try_decode<GrantReflectionPeriod>(*v);
    try_decode<DecideAge>(*v);
    try_decode<NameCarer>(*v);
    try_decode<RequestErasure>(*v);
    try_decode<std::vector<Date>>(*v);
    try_decode<std::vector<Happened>>(*v);
    try_decode<std::vector<Month>>(*v);
    try_decode<std::vector<int32_t>>(*v);
}

}  // namespace

SORIA_FUZZ_TARGET(run)
