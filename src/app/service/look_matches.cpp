// Who a person may be, and the questions of identity that an agency is asked to judge. Among those whom the viewer may know of:
// nothing here counts, ranks or weighs by anybody else.
#include <algorithm>
#include <sstream>

#include "app/service/moment.hpp"
#include "domain/matching/views.hpp"

namespace soria::app {
namespace {

using json::bj::array;
using json::bj::object;
using namespace domain;

constexpr size_t likely_max = 10;

std::string word(Folder& f, const char* list, const std::string& id, const access::Viewer& v) {
    const auto* l = f.pack()->code_list(list);
    const auto* value = l ? l->find(id) : nullptr;
    return value ? value->name.in(v.language) : id;
}

// A person as this viewer may know of them; no value: not at all.
struct Known {
    World world;
    access::Bond bond;
    PersonRow row;
    bool identity = false, contact = false;
    std::string code() const { return row.code->value; }
};
Result<std::optional<Known>> known(Folder& f, Moment& m, const PersonId& id, const access::Viewer& v) {
    Loader loader(f, m.last, m.now);
    if (!loader.add({StreamKind::person, id.value})) return std::optional<Known>{};
    Known k;
    k.world = loader.take().world;
    const auto& p = k.world.persons.at(id.value);
    k.bond = without_orders(bond_with(k.world, p, v, m.day));
    auto row = TRY(get<PersonRow>(*m.rows, {value(id)}));
    if (!row && m.last != UINT64_MAX) {                // of that day only what was asked about was folded
        auto alone = TRY(folded(f, {{StreamKind::person, id.value}}, m.last));
        row = TRY(get<PersonRow>(*alone, {value(id)}));
    }
    bool erased = TRY(erased_by_now(f, m, id));
    if (!row || erased || !f.policy().present(v, k.bond)) return std::optional<Known>{};
    k.row = std::move(*row);
    k.identity = f.policy().may_see(v, k.bond, Class::identity).shown;
    k.contact = f.policy().may_see(v, k.bond, Class::contact).shown;
    return std::optional<Known>(std::move(k));
}

array cases_of(Folder& f, Moment& m, const Known& k, const access::Viewer& v) {
    array cases;
    for (const auto& [id, c] : k.world.cases)
        if (f.policy().present(v, without_orders(bond_with(k.world, c, v, m.day)))) cases.push_back(json::bj::string(c.code));
    return cases;
}

object ground(Folder& f, const access::Viewer& v, const std::string& what, const std::string& level, const std::string& weight) {
    return {{"what", what}, {"level", level}, {"weight", weight},
            {"says", word(f, "compared", what, v) + ": " + word(f, "agreement", level, v) + "; " + word(f, "match-weight", weight, v)}};
}

// What both have of the law, and one person cannot have twice.
void add_conflicts(const Known& a, const Known& b, array& out) {
    const auto &x = a.world.persons.at(a.row.id->value), &y = b.world.persons.at(b.row.id->value);
    auto both = [&](const char* what, const std::optional<Residence>& p, const std::optional<Residence>& q) {
        if (!p || !q) return;
        array list;
        for (const auto& [code, r] : {std::pair{x.code, *p}, {y.code, *q}})
            list.push_back(object{{"person", code}, {"from", r.from.text()}, {"until", r.until.text()}, {"rule", r.rule}});
        out.push_back(object{{"conflict", what}, {"of", std::move(list)}});
    };
    both("two-reflection-periods", x.reflection, y.reflection);
    both("two-residence-permits", x.permit, y.permit);
}

// Blind: what agrees, never who asked; of the two persons those alone whom something ties the viewer's agency to.
Result<object> review(Folder& f, Moment& m, const MatchRow& row, const access::Viewer& v) {
    access::Bond bond{{"reviewer"}, {}, {}};
    object o = TRY(shown(f, row, v, bond));
    for (const char* told_by_name : {"grounds", "asked_by", "reviewer", "withheld"}) o.erase(told_by_name);
    array why;
    std::istringstream grounds(row.grounds->value);
    for (std::string g; grounds >> g;) {
        auto first = g.find(':'), last = g.rfind(':');
        if (last > first && last != std::string::npos) why.push_back(ground(f, v, g.substr(0, first), g.substr(first + 1, last - first - 1), g.substr(last + 1)));
    }
    o["why"] = std::move(why);
    array persons;
    bool elsewhere = !row.peer->empty();           // the other of the two is in another Soria
    if (elsewhere) persons.push_back(object{{"person", nullptr}});
    for (const auto& field : {row.first, row.second}) {
        if (field.empty()) continue;
        auto bytes = TRY(f.ledger().open(field.blob));
        if (!bytes) continue;
        PersonId id = TRY(codec::value_of<PersonId>(*bytes));
        auto k = TRY(known(f, m, id, v));
        if (k && !k->bond.relations.empty()) persons.push_back(object{{"person", k->code()}, {"cases", cases_of(f, m, *k, v)}});
        else persons.push_back(object{{"person", nullptr}});
    }
    o["persons"] = std::move(persons);
    array can;
    for (const auto* command : {"answer-match", "merge-persons", "undo-merge"}) {
        if (m.last != UINT64_MAX) break;               // of another day nothing is proposed
        bool merged = row.state->value == "merged";
        bool fits = std::string_view(command) == "undo-merge" ? merged : std::string_view(command) == "merge-persons" ? row.state->value == "same" : !merged;
        if (elsewhere && std::string_view(command) != "answer-match") continue;
        if (fits && f.policy().could_do(v, bond, command)) can.push_back(json::bj::string(command));
    }
    o["can_do"] = std::move(can);
    return o;
}

// About whom it was answered: who are joined with that person, and who are not the same as one of those. They are not proposed again.
Result<std::vector<PersonId>> settled(Folder& f, Moment& m, const PersonId& person) {
    Loader loader(f, m.last, m.now);
    TRY(loader.add_matches(person));
    std::vector<PersonId> joined{person}, out;
    auto add = [](std::vector<PersonId>& to, const PersonId& p) {
        if (std::find(to.begin(), to.end(), p) == to.end()) to.push_back(p);
    };
    for (size_t i = 0; i < joined.size(); ++i)
        for (const auto& [id, match] : loader.world().matches) {
            if (!match.of(joined[i]) || !match.peer.empty()) continue;
            if (match.merged) add(joined, match.other(joined[i]));
            else if (match.answer == "not-the-same") add(out, match.other(joined[i]));
        }
    for (size_t i = 1; i < joined.size(); ++i) add(out, joined[i]);
    return out;
}

}  // namespace

Result<std::unique_ptr<PersonIndex>> index_then(Folder& f, Moment& m) {
    constexpr size_t at_once = 1000;
    auto index = std::make_unique<PersonIndex>();
    std::vector<Value> after;
    for (bool more = true; more;) {
        auto people = TRY(scan<PersonRow>(*m.rows, "", {}, at_once, after));
        more = people.size() == at_once;
        for (const auto& p : people) {
            after = {value(*p.id)};
            auto likeness = TRY(likeness_of(p, f.opener()));
            if (!*p.erased && !likeness.empty()) index->put(*p.id, likeness);
        }
    }
    return index;
}

Result<array> may_be(Folder& f, Moment& m, const PersonId& person, const access::Viewer& v, std::vector<Id>& subjects) {
    array list;
    auto who = TRY(known(f, m, person, v));
    if (!who || !who->identity) return list;
    auto likeness = TRY(likeness_of(who->row, f.opener()));
    if (!who->contact) likeness.contact.clear();
    std::map<PersonId, Known> others;
    Status failed;
    auto may_use = [&](const PersonId& p) -> PersonIndex::May {
        auto k = known(f, m, p, v);
        if (!k) failed = tl::unexpected(k.error());
        if (!k || !*k || !(*k)->identity) return {};
        bool contact = (*k)->contact;
        others.emplace(p, std::move(**k));
        return {true, contact};
    };
    auto answered = TRY(settled(f, m, person));
    std::unique_ptr<PersonIndex> then;
    if (m.last != UINT64_MAX) then = TRY(index_then(f, m));
    auto likely = (then ? *then : f.likely()).ask(person, likeness, likely_max + answered.size(), may_use);
    TRY(failed);
    std::erase_if(likely, [&](const Likely& l) { return std::find(answered.begin(), answered.end(), l.person) != answered.end(); });
    if (likely.size() > likely_max) likely.resize(likely_max);
    for (const auto& l : likely) {
        const auto& k = others.at(l.person);
        object o{{"person", k.code()}, {"cases", cases_of(f, m, k, v)}};
        object seen = TRY(shown_person(f, m, k.row, k.world.persons.at(k.row.id->value), v, k.bond));
        array why;
        for (const auto& g : l.grounds) why.push_back(ground(f, v, std::string(name_of(g)), g.level, std::string(weight_word(g.bits))));
        o["why"] = std::move(why);
        o["seen"] = std::move(seen);
        list.push_back(std::move(o));
        subjects.push_back(l.person.value);
    }
    return list;
}

Status add_joined(Folder& f, Moment& m, const PersonId& person, const access::Viewer& v, object& out, std::vector<Id>& subjects) {
    out["same_person"] = array{};
    out["conflicts"] = array{};
    auto k = TRY(known(f, m, person, v));
    if (!k) return {};
    Loader loader(f, m.last, m.now);
    TRY(loader.add_matches(person));
    std::vector<PersonId> all{person};
    for (size_t i = 0; i < all.size(); ++i)
        for (const auto& [id, match] : loader.world().matches)
            if (match.merged && match.of(all[i]) && std::find(all.begin(), all.end(), match.other(all[i])) == all.end()) all.push_back(match.other(all[i]));
    std::vector<std::pair<std::string, object>> joined;
    array conflicts;
    for (const auto& id : all) {
        if (id == person) continue;
        auto other = TRY(known(f, m, id, v));
        if (!other) continue;
        joined.emplace_back(other->code(), object{{"person", other->code()}, {"cases", cases_of(f, m, *other, v)}});
        add_conflicts(*k, *other, conflicts);
        subjects.push_back(id.value);
    }
    std::sort(joined.begin(), joined.end(), [](auto& a, auto& b) { return a.first < b.first; });
    array list;
    for (auto& [code, o] : joined) list.push_back(std::move(o));
    out["same_person"] = std::move(list);
    out["conflicts"] = std::move(conflicts);
    return {};
}

Result<Look> look_matches(Folder& f, const Asked& a, std::string_view code) {
    TRY(f.people_known());
    Moment m = TRY(Moment::of(f, a));
    Loader loader(f, m.last, m.now);
    auto absent = fail(Fault::absent, "there is no person " + std::string(code));
    auto id = loader.find(StreamKind::person, code, "");
    if (!id) return id.error().fault == Fault::absent ? Result<Look>(absent) : tl::unexpected(id.error());
    auto who = TRY(known(f, m, PersonId{*id}, a.viewer));
    if (!who) return absent;
    Look out{{}, {*id}, "possible matches", ""};
    out.body["person"] = who->code();
    array list = TRY(may_be(f, m, PersonId{*id}, a.viewer, out.subjects));
    out.body["may_be"] = std::move(list);
    TRY(add_joined(f, m, PersonId{*id}, a.viewer, out.body, out.subjects));
    out.body["decides"] = "a machine proposes, from what the reports say; a person decides, and nothing is joined by this list";
    out.body["as_of"] = m.day.text();
    return out;
}

// A question is looked at by its own id: who reads that somebody looked at a person learns of no question.
Result<Look> look_reviews(Folder& f, const Asked& a) {
    bool may = f.policy().present(a.viewer, {{"reviewer"}, {}, {}});
    Moment m = TRY(may ? Moment::of(f, a) : Moment::of_day(f, a));
    Look out{{}, {}, "questions of identity", ""};
    out.body["matches"] = array{};
    out.body["as_of"] = m.day.text();
    if (!may) return out;
    constexpr size_t rows_max = 1000;
    auto rows = TRY(scan<MatchRow>(*m.rows, "by_reviewer", {value(AgencyRef{a.viewer.agency})}, rows_max));
    std::stable_sort(rows.begin(), rows.end(), [](auto& x, auto& y) { return (x.state->value == "waiting") > (y.state->value == "waiting"); });
    array list;
    for (const auto& row : rows) {
        if (list.size() >= a.limit) break;
        auto o = TRY(review(f, m, row, a.viewer));
        list.push_back(std::move(o));
        out.subjects.push_back(row.id->value);
    }
    out.body["matches"] = std::move(list);
    return out;
}

Result<Look> look_match(Folder& f, const Asked& a, std::string_view code) {
    auto absent = fail(Fault::absent, "there is no match " + std::string(code));
    if (!f.policy().present(a.viewer, {{"reviewer"}, {}, {}})) return absent;
    Moment m = TRY(Moment::of(f, a));
    Loader loader(f, m.last, m.now);
    auto id = loader.find(StreamKind::match, code, "");
    if (!id) return id.error().fault == Fault::absent ? Result<Look>(absent) : tl::unexpected(id.error());
    auto row = TRY(get<MatchRow>(*m.rows, {value(*id)}));
    if (!row || row->reviewer->value != a.viewer.agency) return absent;
    Look out{{}, {*id}, "question of identity", ""};
    out.body = TRY(review(f, m, *row, a.viewer));
    out.body["as_of"] = m.day.text();
    return out;
}

}  // namespace soria::app
