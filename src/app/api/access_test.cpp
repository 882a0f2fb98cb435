// The first policy of disclosure, line by line, with the pack as it is. tests/access/matrix_test.py compares the whole matrix
// with a model written apart; tests/access/marks_test.py looks at what really leaves.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <initializer_list>

#include "app/service/folder.hpp"

using namespace soria;
using access::Bond;
using access::Policy;
using access::Viewer;

namespace {

std::shared_ptr<const pack::Pack> norway() {
    static const auto p = [] {
        auto checked = pack::load_folder(std::filesystem::path(SORIA_ROOT) / "packs/norway-2006", app::vocabulary());
        REQUIRE(checked);
        REQUIRE(checked->pack);
        return checked->pack;
    }();
    return p;
}
const Policy& policy() {
    static const Policy p(norway());
    return p;
}

Viewer as(const std::string& role, const std::string& purpose = "") {
    const auto* r = norway()->role(role);
    REQUIRE_MESSAGE(r, role);
    return {"u", "a", r->kind, role, purpose.empty() ? r->purposes[0] : purpose};
}
const Bond none{};
Bond by(std::initializer_list<const char*> relations) {
    Bond b;
    for (const char* r : relations) b.relations.insert(r);
    return b;
}
std::set<std::string, std::less<>> every_class() {
    std::set<std::string, std::less<>> names;
    for (Class c : all_classes) names.insert(std::string(name_of(c)));
    return names;
}
// Everything that can tie anybody to anything: what is withheld even now is withheld always.
Bond everything() {
    Bond b{{}, every_class(), every_class()};
    for (const auto& r : access::relation_names())
        if (r != "none") b.relations.insert(r);
    return b;
}
std::vector<Bond> every_bond() {
    std::vector<Bond> list{none, everything(), {{}, {}, every_class()}, {{"referral"}, every_class(), {}}};
    for (const auto& r : access::relation_names())
        if (r != "none") list.push_back(by({r.c_str()}));
    return list;
}

// "shown by rule" or "withheld by rule" for each class named.
void sees(const Viewer& v, const Bond& b, std::string_view rule, std::initializer_list<Class> classes) {
    for (Class c : classes) {
        auto verdict = policy().may_see(v, b, c);
        CHECK_MESSAGE(verdict.shown, v.role << " should see " << name_of(c));
        CHECK(verdict.rule == rule);
        CHECK(verdict.basis != nullptr);
    }
}
void sees_not(const Viewer& v, const Bond& b, std::string_view rule, std::initializer_list<Class> classes) {
    for (Class c : classes) {
        auto verdict = policy().may_see(v, b, c);
        CHECK_MESSAGE(!verdict.shown, v.role << " should not see " << name_of(c));
        CHECK(verdict.rule == rule);
    }
}
// Of all classes exactly these.
void sees_only(const Viewer& v, const Bond& b, std::initializer_list<Class> classes) {
    for (Class c : all_classes)
        CHECK_MESSAGE(policy().may_see(v, b, c).shown == (std::find(classes.begin(), classes.end(), c) != classes.end()), v.role << " and " << name_of(c));
}

using enum Class;
constexpr const char* outside = "default-closed";

}  // namespace

TEST_CASE("expulsion-membrane: immigration control sees nothing, whatever ties it to anybody") {
    for (const auto& b : every_bond()) sees_only(as("expulsion-officer"), b, {});
    sees_not(as("expulsion-officer"), everything(), "expulsion-membrane", {public_, statistical, status, staff, identity, contact, whereabouts, health, story, care, child, investigation, network, witness});
}

TEST_CASE("police-membrane: police see no care, health, story, contact or whereabouts") {
    for (const char* purpose : {"identification", "investigation", "prosecution"})
        for (const auto& b : every_bond()) sees_not(as("police-contact", purpose), b, "police-membrane", {care, health, story, contact, whereabouts, child});
    sees(as("police-contact"), {{}, {}, every_class()}, "consent-status", {status, staff, identity});
    sees_only(as("police-contact"), none, {public_, statistical});
}

TEST_CASE("desk-no-identity, desk-status: the coordinating unit sees codes and clocks and no identity") {
    for (const char* purpose : {"statistics", "oversight"})
        for (const auto& b : every_bond()) {
            sees_not(as("national-desk", purpose), b, "desk-no-identity", {identity, contact, whereabouts, health, story, care, child, investigation, network, witness});
            sees(as("national-desk", purpose), b, "desk-status", {public_, statistical, status, staff});
        }
}

TEST_CASE("auditor-status: auditors see who did what, not lives") {
    sees(as("auditor"), none, "auditor-status", {public_, statistical, status, staff});
    sees_only(as("auditor"), none, {public_, statistical, status, staff});
}

TEST_CASE("records-status: records officers see what an erasure is judged by") {
    sees(as("records-officer"), none, "records-status", {public_, status});
    sees_only(as("records-officer"), none, {public_, statistical, status});
}

TEST_CASE("statistics: what is coarse by construction is for all but immigration control") {
    for (const auto& r : norway()->roles)
        for (const auto& purpose : r.purposes) {
            CHECK(policy().may_see(as(r.id, purpose), none, statistical).shown == (r.id != "expulsion-officer" && r.id != "member-of-public"));
        }
    sees(as("provider-worker"), none, "statistics", {public_, statistical});
}

TEST_CASE("ministry-no-persons: a ministry sees statistical") {
    for (const auto& b : every_bond()) {
        sees_only(as("ministry-official"), b, {public_, statistical});
        sees_not(as("ministry-official"), b, "ministry-no-persons", {status, staff, identity, contact, whereabouts, health, story, care, child, investigation, network, witness});
    }
}

TEST_CASE("match-reviewer: who judges a match sees that it is there and why, and no identity") {
    sees(as("shelter-worker"), by({"reviewer"}), "match-reviewer", {status, care});
    sees_not(as("shelter-worker"), by({"reviewer"}), outside, {identity, contact, whereabouts, story, health, staff});
    sees_not(as("national-desk"), by({"reviewer"}), "desk-no-identity", {identity, care});
    sees_not(as("police-contact"), by({"reviewer"}), "police-membrane", {care});
    sees_not(as("ministry-official"), by({"reviewer"}), "ministry-no-persons", {status, care});
}
TEST_CASE("lead-sees: who leads a case sees it") {
    for (const char* role : {"outreach-worker", "shelter-worker", "child-welfare-officer"}) {
        sees(as(role), by({"lead"}), "lead-sees", {status, staff, identity, contact, whereabouts, story, care, child});
        sees_not(as(role), by({"lead"}), outside, {health, investigation, network, witness});
    }
    sees_not(as("child-welfare-officer"), none, outside, {status, staff, identity, contact, whereabouts, health, story, care, child});
}

TEST_CASE("health-own: health stays with those who treat") {
    for (const char* relation : {"lead", "team", "referral"}) sees(as("health-worker"), by({relation}), "health-own", {health});
    for (const auto& r : norway()->roles)
        for (const char* relation : {"lead", "team", "order", "representative", "counsel", "author", "inbox"})
            if (r.id != "health-worker") CHECK_FALSE(policy().may_see(as(r.id), by({relation}), health).shown);
    sees_not(as("health-worker"), by({"author"}), outside, {health});
}

TEST_CASE("child-place: child welfare on a team knows where the child is, and nobody else by that rule") {
    for (const char* purpose : {"child-protection", "assistance", "return"}) sees(as("child-welfare-officer", purpose), by({"team"}), "child-place", {whereabouts});
    sees_not(as("child-welfare-officer"), by({"referral"}), outside, {whereabouts});
    sees_not(as("shelter-worker"), by({"team"}), outside, {whereabouts});
}

TEST_CASE("team-sees: the team around the person") {
    for (const char* role : {"outreach-worker", "shelter-worker", "health-worker", "child-welfare-officer", "return-adviser"}) {
        sees(as(role), by({"team"}), "team-sees", {status, staff, identity, care, child});
        sees_not(as(role), by({"team"}), outside, {contact, story});
        if (std::string_view(role) != "child-welfare-officer") sees_not(as(role), by({"team"}), outside, {whereabouts});
    }
    sees_only(as("labour-inspector"), by({"team"}), {public_, statistical, status, staff});
}

TEST_CASE("the public sees nothing, not even what they reported") {
    for (const auto& relation : access::relation_names())
        for (Class c : all_classes) CHECK_FALSE(policy().may_see(as("member-of-public"), relation == "none" ? none : by({relation.c_str()}), c).shown);
}

TEST_CASE("author-sees: who reported sees what they wrote") {
    for (const auto& r : norway()->roles)
        if (r.id != "member-of-public" && r.id != "expulsion-officer" && r.id != "ministry-official" && r.id != "national-desk" && r.id != "auditor" && r.id != "records-officer" && r.id != "police-contact")
            sees(as(r.id), by({"author"}), "author-sees", {status, staff, identity, story, contact});
    sees_not(as("police-contact"), by({"author"}), "police-membrane", {story, contact});
    sees(as("police-contact"), by({"author"}), "author-sees", {status, staff, identity});
    sees_not(as("reception-centre-worker"), by({"author"}), outside, {whereabouts, health, care, child});
}

TEST_CASE("inbox-sees: help sees new reports") {
    for (const char* role : {"shelter-worker", "child-welfare-officer"}) {
        sees(as(role, "assistance"), by({"inbox"}), "inbox-sees", {status, staff, identity, story, contact});
        sees_not(as(role, "return"), by({"inbox"}), outside, {status, identity, story, contact});
        sees_not(as(role, "assistance"), by({"inbox"}), outside, {whereabouts, care, health});
    }
    for (const char* role : {"outreach-worker", "health-worker", "provider-worker", "counsel", "immigration-officer", "labour-inspector", "reception-centre-worker", "return-adviser", "police-contact"})
        CHECK_FALSE(policy().present(as(role), by({"inbox"})));
}

TEST_CASE("concern-told: child welfare reads the concern that it received, and nobody else does by that") {
    sees(as("child-welfare-officer", "child-protection"), by({"inbox"}), "concern-told", {Class::child});
    sees(as("child-welfare-officer", "assistance"), by({"inbox"}), "concern-told", {Class::child});
    for (const char* role : {"shelter-worker", "police-contact", "immigration-officer", "health-worker"}) CHECK_FALSE(policy().may_see(as(role), by({"inbox"}), Class::child).shown);
    CHECK_FALSE(policy().may_see(as("child-welfare-officer", "child-protection"), none, Class::child).shown);
}

TEST_CASE("team-status: all on a case see its codes and clocks") {
    for (const char* relation : {"lead", "team", "referral", "representative", "counsel"}) {
        sees(as("immigration-officer"), by({relation}), "team-status", {status, staff});
        sees_only(as("immigration-officer"), by({relation}), {public_, statistical, status, staff});
    }
}

TEST_CASE("referral-parts: what travelled with the referral, no more") {
    Bond b{{"referral"}, {"identity", "story"}, {}};
    sees(as("immigration-officer"), b, "referral-parts", {identity, story});
    sees_only(as("immigration-officer"), b, {public_, statistical, status, staff, identity, story});
    sees_not(as("labour-inspector"), b, outside, {identity, story});   // not for its purpose
    Bond where{{"referral"}, {"whereabouts", "investigation"}, {}};    // parts that no referral carries
    sees_not(as("immigration-officer"), where, outside, {whereabouts, investigation});
    sees_not(as("immigration-officer"), {{}, {"identity"}, {}}, outside, {identity});   // parts without the referral
}

TEST_CASE("order-status: a provider sees its own order") {
    for (const char* role : {"provider-worker", "counsel"}) sees(as(role), by({"order"}), "order-status", {status, care});
    sees_only(as("provider-worker"), by({"order"}), {public_, statistical, status, care});
    sees_not(as("provider-worker"), none, outside, {status, staff, care, identity});
    sees_not(as("shelter-worker"), by({"order"}), outside, {status, care});
}

TEST_CASE("counsel-sees: a lawyer knows the client") {
    for (const char* purpose : {"assistance", "prosecution"}) sees(as("counsel", purpose), by({"counsel"}), "counsel-sees", {identity, contact, story});
    sees_only(as("counsel"), by({"counsel"}), {public_, statistical, status, staff, identity, contact, story});
}

TEST_CASE("representative-sees: only an appointed representative is told") {
    sees(as("child-representative"), by({"representative"}), "representative-sees", {identity, contact, care, child});
    sees_only(as("child-representative"), by({"representative"}), {public_, statistical, status, staff, identity, contact, care, child});
    sees_only(as("child-representative"), none, {public_, statistical});
}

TEST_CASE("consent-status: consent opens what it names, for the classes that consent opens") {
    Bond b{{}, {}, {"identity", "contact"}};
    sees(as("immigration-officer"), b, "consent-status", {identity, contact});
    sees_not(as("immigration-officer"), b, outside, {status, staff, story});
    Bond all{{}, {}, every_class()};
    sees_only(as("immigration-officer"), all, {public_, statistical, status, staff, identity, contact, story});
}

TEST_CASE("explain and simulate stand on the same verdicts: a status that is withheld is absent") {
    for (const char* role : {"expulsion-officer", "ministry-official"})
        for (const auto& b : every_bond()) CHECK_FALSE(policy().present(as(role), b));
    for (const char* role : {"national-desk", "auditor", "records-officer"})
        for (const auto& b : every_bond()) CHECK(policy().present(as(role), b));
    CHECK_FALSE(policy().may_see(as("expulsion-officer"), none, statistical).shown);   // neither figures nor a simulation
}

TEST_CASE("a purpose that is not the role's is refused, and every role has one") {
    for (const auto& u : norway()->users) {
        if (!policy().here(u)) continue;
        auto first = policy().viewer(u.id, "");
        REQUIRE(first);
        CHECK(first->purpose == norway()->role(u.role)->purposes[0]);
        for (const auto& p : norway()->code_list("purpose")->values) {
            const auto& own = norway()->role(u.role)->purposes;
            auto v = policy().viewer(u.id, p.id);
            CHECK(bool(v) == (std::find(own.begin(), own.end(), p.id) != own.end()));
            if (!v) CHECK(v.error().rule == "purpose-of-role");
        }
    }
    CHECK_FALSE(policy().viewer("nobody", ""));
}

TEST_CASE("who imports other people's records is a user of trial folders alone") {
    for (const char* kind : {"real", "demonstration", "", "trials"}) CHECK_FALSE(Policy(norway(), kind).viewer("importer", ""));
    auto v = Policy(norway(), "trial").viewer("importer", "");
    REQUIRE(v);
    const Bond author{{"author"}, {}, {}};
    CHECK(Policy(norway(), "trial").may_do(*v, author, "open-case"));
    CHECK_FALSE(policy().may_do(as("immigration-officer"), author, "open-case"));
    for (const char* kind : {"real", "demonstration"}) CHECK(Policy(norway(), kind).viewer("udi", ""));
}

// Every rule's id stands in a test's name above.
TEST_CASE("every line of the policy has its test") {
    std::ifstream in(std::filesystem::path(SORIA_ROOT) / "src/app/api/access_test.cpp");
    std::string text((std::istreambuf_iterator<char>(in)), {}), names;
    for (size_t at = text.find("TEST_CASE(\""); at != std::string::npos; at = text.find("TEST_CASE(\"", at + 1))
        names += " " + text.substr(at + 11, text.find(':', at) - at - 11) + ",";
    for (const auto& d : norway()->disclosure) CHECK_MESSAGE(names.find(" " + d.id + ",") != std::string::npos, "no test for " << d.id);
}

namespace {

// Verdicts as one letter each: which rule, in capitals when it shows.
template <class Each> void matrix(const Policy& p, const pack::Pack& rules, const std::vector<std::set<std::string, std::less<>>>& relations, Each each) {
    std::map<std::string, char> letters{{outside, '.'}};
    for (size_t i = 0; i < rules.disclosure.size(); ++i) letters[rules.disclosure[i].id] = char('a' + i);
    for (const auto& role : rules.roles)
        for (const auto& purpose : rules.code_list("purpose")->values)
            for (const auto& related : relations) {
                std::string verdicts;
                for (Class c : all_classes)
                    for (bool consented : {false, true})
                        for (bool travelled : {false, true}) {
                            Bond b{related, {}, {}};
                            if (consented) b.consented.insert(std::string(name_of(c)));
                            if (travelled) b.parts.insert(std::string(name_of(c)));
                            auto v = p.may_see({"u", "a", role.kind, role.id, purpose.id}, b, c);
                            char letter = letters.at(v.rule);
                            verdicts += v.shown ? char(std::toupper(letter)) : letter;
                        }
                each(role.id, purpose.id, related, verdicts);
            }
}
std::vector<std::set<std::string, std::less<>>> relation_sets(size_t most) {
    std::vector<std::string> names;
    for (const auto& r : access::relation_names())
        if (r != "none") names.push_back(r);
    std::vector<std::set<std::string, std::less<>>> sets;
    for (size_t bits = 0; bits < (size_t(1) << names.size()); ++bits) {
        std::set<std::string, std::less<>> s;
        for (size_t i = 0; i < names.size(); ++i)
            if (bits >> i & 1) s.insert(names[i]);
        if (s.size() <= most) sets.push_back(std::move(s));
    }
    return sets;
}

}  // namespace

TEST_CASE("each rule removed in turn changes what somebody sees") {
    auto shown_of = [](const pack::Pack& p) {
        std::string all;
        matrix(Policy(std::make_shared<pack::Pack>(p)), *norway(), relation_sets(1), [&](auto&, auto&, auto&, const std::string& verdicts) {
            for (char c : verdicts) all += c >= 'A' && c <= 'Z' ? '1' : '0';
        });
        return all;
    };
    auto before = shown_of(*norway());
    for (size_t i = 0; i < norway()->disclosure.size(); ++i) {
        pack::Pack less = *norway();
        less.disclosure.erase(less.disclosure.begin() + long(i));
        CHECK_MESSAGE(shown_of(less) != before, norway()->disclosure[i].id << " changes nothing: is it needed?");
    }
}

// For the second model: one line for each role, purpose and set of relations, when a file is named to write to.
TEST_CASE("the matrix of verdicts") {
    size_t lines = 0;
    const size_t relations = access::relation_names().size() - 1;       // "none" is the empty set of them
    const char* to = std::getenv("SORIA_MATRIX");
    std::ofstream out(to ? to : "/dev/null");
    for (const auto& d : norway()->disclosure) out << d.id << ' ';
    out << '\n';
    for (Class c : all_classes) out << name_of(c) << ' ';
    out << '\n';
    matrix(policy(), *norway(), relation_sets(relations), [&](auto& role, auto& purpose, auto& relations, const std::string& verdicts) {
        out << role << '\t' << purpose << '\t';
        for (const auto& r : relations) out << r << ' ';
        out << '\t' << verdicts << '\n';
        lines += verdicts.size() == 4 * std::size(all_classes);
    });
    CHECK(lines == norway()->roles.size() * norway()->code_list("purpose")->values.size() * (size_t(1) << relations));
}
