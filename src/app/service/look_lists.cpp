// The desk, the lists, the national figures.
#include <sodium.h>

#include <algorithm>
#include <map>
#include <set>

#include "app/service/figures.hpp"
#include "app/service/moment.hpp"
#include "domain/matching/views.hpp"
#include "domain/protection/support_views.hpp"

namespace soria::app {
namespace {

using json::bj::array;
using json::bj::object;
using namespace domain;

constexpr int due_soon_days = 14;
constexpr size_t lists_max = 200;

// A key of this process: a cursor is for going on, not for keeping.
const std::array<unsigned char, crypto_secretbox_KEYBYTES>& cursor_key() {
    static const auto key = [] {
        std::array<unsigned char, crypto_secretbox_KEYBYTES> k;
        randombytes_buf(k.data(), k.size());
        return k;
    }();
    return key;
}

access::Bond on_team(bool lead) { return {{lead ? "lead" : "team"}, {}, {}}; }

// How many clocks of each kind end from today on until that day, by what was recorded until the moment's day.
Result<std::map<std::string, int64_t>> ending_until(const pack::Pack& p, Moment& m, Date until) {
    constexpr size_t rows_max = 100'000;
    std::map<std::string, int64_t> by_clock;
    for (const auto& clock : p.clocks) {
        auto rows = TRY(m.rows->range(table_of<ClockDayRow>(), "", std::vector<Value>{value(Name{clock.id})}, value(m.day), value(until.plus_days(1)), rows_max));
        int64_t n = 0;
        for (const auto& r : rows)
            if (auto row = from_row<ClockDayRow>(r); *row.day <= m.day) n += *row.delta;
        if (n) by_clock[clock.id] = n;
    }
    return by_clock;
}

Status figures(const Moment& m, object& out, const char* name, const std::string& prefix, const std::vector<std::string>& cells) {
    object o;
    for (const auto& c : cells) {
        auto n = TRY(m.figure(prefix + c));
        o[c] = n;
    }
    out[name] = std::move(o);
    return {};
}

// Every cell whose name begins so, by the rest of its name.
Result<object> summed(Moment& m, const std::string& prefix) {
    std::map<std::string, int64_t> by_rest;
    auto rows = TRY(m.rows->range(table_of<FigureRow>(), "", {}, value(Name{prefix}), value(Name{prefix + "\x7f"}), 100'000));
    for (const auto& r : rows)
        if (auto row = from_row<FigureRow>(r); *row.day <= m.day) by_rest[row.cell->value.substr(prefix.size())] += *row.delta;
    object o;
    for (const auto& [rest, n] : by_rest) o[rest] = n;
    return o;
}

std::vector<std::string> values_of(const pack::Pack& p, std::string_view list) {
    std::vector<std::string> v;
    if (const auto* l = p.code_list(list))
        for (const auto& c : l->values) v.push_back(c.id);
    return v;
}

// Whoever does not follow each case by its code is not told numbers that come near to one person, nor what would tell them.
void protect_small(object& o, const pack::SmallNumbers& rule) {
    static const std::set<std::string_view> of_no_person{"beds"};
    bool held = false;
    for (auto& m : o) {
        if (!m.value().is_object() || of_no_person.count(m.key())) continue;
        std::vector<Portion> portions;
        for (const auto& cell : m.value().get_object()) portions.push_back({std::string(cell.key()), cell.value().get_int64()});
        protect(portions, rule.below);
        for (const auto& portion : portions)
            if (!portion.n) m.value().get_object()[portion.value] = nullptr, held = true;
    }
    // Clocks run for those who have a residence: beside what is held back of those, their number would tell it.
    const auto& residence = o["persons_by_residence"].get_object();
    if (std::any_of(residence.begin(), residence.end(), [](auto& cell) { return cell.value().is_null(); }))
        for (auto& cell : o["clocks"].get_object()) cell.value() = nullptr;
    if (held) o["held_back_by"] = rule.id;
}

}  // namespace

std::string encrypt_cursor(const std::string& after, std::string_view what) {
    std::string plain = std::string(what) + '\0' + after;
    std::string box(crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + plain.size(), '\0');
    auto* p = reinterpret_cast<unsigned char*>(box.data());
    randombytes_buf(p, crypto_secretbox_NONCEBYTES);
    crypto_secretbox_easy(p + crypto_secretbox_NONCEBYTES, reinterpret_cast<const unsigned char*>(plain.data()), plain.size(), p, cursor_key().data());
    std::string text(sodium_base64_encoded_len(box.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
    sodium_bin2base64(text.data(), text.size(), p, box.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    text.pop_back();
    return text;
}

Result<std::string> decrypt_cursor(std::string_view cursor, std::string_view what) {
    std::string box(cursor.size(), '\0');
    size_t size = 0;
    auto wrong = [] { return invalid("is not a cursor of this server: begin the list again", "cursor"); };
    if (cursor.size() > 2000 || sodium_base642bin(reinterpret_cast<unsigned char*>(box.data()), box.size(), cursor.data(), cursor.size(), nullptr,
                                                  &size, nullptr, sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
        return wrong();
    if (size < crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES) return wrong();
    auto* p = reinterpret_cast<const unsigned char*>(box.data());
    std::string plain(size - crypto_secretbox_NONCEBYTES - crypto_secretbox_MACBYTES, '\0');
    if (crypto_secretbox_open_easy(reinterpret_cast<unsigned char*>(plain.data()), p + crypto_secretbox_NONCEBYTES,
                                   size - crypto_secretbox_NONCEBYTES, p, cursor_key().data()) != 0)
        return wrong();
    std::string head = std::string(what) + '\0';
    if (plain.compare(0, head.size(), head) != 0) return wrong();
    return plain.substr(head.size());
}

Result<Look> look_national(Folder& f, const Asked& a) {
    auto verdict = f.policy().may_see(a.viewer, {}, Class::statistical);
    if (!verdict.shown) {
        auto e = fail(Fault::forbidden, "this role sees no figures");
        e.value().rule = verdict.rule;
        return e;
    }
    Moment m = TRY(Moment::of_present(f, a));
    const auto& p = *f.pack();
    Look out{{}, {}, "national figures", ""};
    object& o = out.body;
    o["as_of"] = m.day.text();
    o["folder"] = f.kind();
    for (const char* cell : {"persons", "reports", "cases"}) {
        int64_t n = TRY(m.figure(cell));
        o[cell] = n;
    }
    int64_t joined = TRY(m.figure("persons.joined"));
    o["persons_joined"] = joined;
    TRY(figures(m, o, "persons_by_stage", "persons.stage.", {"reported", "presumed", "identified"}));
    std::vector<std::string> residence{"none", "reflection-period"};
    for (auto& v : values_of(p, "permit")) residence.push_back(v);
    TRY(figures(m, o, "persons_by_residence", "persons.residence.", residence));
    TRY(figures(m, o, "persons_by_gender", "persons.gender.", values_of(p, "gender")));
    TRY(figures(m, o, "persons_by_age", "persons.age.", values_of(p, "age-band")));
    TRY(figures(m, o, "persons_by_citizenship", "persons.citizenship.", values_of(p, "citizenship-group")));
    TRY(figures(m, o, "cases_by_phase", "cases.phase.", {"open", "returning", "returned", "closed"}));
    TRY(figures(m, o, "reports_by_form", "reports.form.", values_of(p, "form")));
    TRY(figures(m, o, "screenings", "screenings.", {"by-people", "derived"}));
    TRY(figures(m, o, "beds", "beds.", {"in-all", "held", "used"}));
    auto& beds = o["beds"].get_object();
    beds["free"] = beds["in-all"].get_int64() - beds["held"].get_int64() - beds["used"].get_int64();
    TRY(figures(m, o, "duties", "duties.", {"due", "overdue", "done"}));
    TRY(figures(m, o, "clocks", "clocks.", {"running", "expired", "ended"}));
    TRY(figures(m, o, "referrals", "referrals.", {"offered", "accepted", "declined", "completed", "withdrawn"}));
    TRY(figures(m, o, "services", "services.", {"ordered", "accepted", "declined", "delivered"}));
    TRY(figures(m, o, "needs", "needs.", {"recorded", "met", "days-waited"}));
    TRY(figures(m, o, "safety", "safety.", {"threats", "plans"}));
    TRY(figures(m, o, "steps", "steps.", {"planned", "reached", "dropped"}));
    TRY(figures(m, o, "letters", "letters.", values_of(p, "letter")));
    TRY(figures(m, o, "redress", "redress.", values_of(p, "redress-step")));
    TRY(figures(m, o, "reviews", "reviews.", {"asked", "answered"}));
    TRY(figures(m, o, "returns_followed_up", "returns.followed-up.", values_of(p, "follow-up")));
    TRY(figures(m, o, "contacts", "contacts.", {"all", "women", "men", "help-offered", "referred"}));
    TRY(figures(m, o, "contacts_by_region", "contacts.region.", values_of(p, "region")));
    TRY(figures(m, o, "contacts_by_arena", "contacts.arena.", values_of(p, "arena")));
    TRY(figures(m, o, "information", "information.how.", values_of(p, "information")));
    object languages = TRY(summed(m, "information.language."));
    o["information_by_language"] = std::move(languages);
    auto by_clock = TRY(ending_until(p, m, m.day.plus_days(due_soon_days)));
    object due;
    for (const auto& [clock, n] : by_clock) due[clock] = n;
    o["clocks_due_in_14_days"] = std::move(due);
    if (f.kind() == "trial") {
        object means = TRY(summed(m, "persons.means."));
        object years = TRY(summed(m, "reports.year."));
        o["persons_by_means_of_control"] = std::move(means);
        o["reports_by_year"] = std::move(years);
    }
    if (const auto* rule = small_numbers_for(f, a.viewer)) protect_small(o, *rule);
    object rests;
    for (const char* of : {"persons_by_stage", "persons_joined", "clocks_due_in_14_days", "duties", "needs", "beds", "screenings"})
        rests[of] = p.text(std::string("rests.") + of, a.viewer.language);
    o["rests_on"] = std::move(rests);
    if (f.own_clock()) o["note"] = f.kind() == "trial" ? "Trial on imported records: a file's rows, not this country's people." : p.text("page.demonstration", a.viewer.language);
    return out;
}

Result<Look> look_cases(Folder& f, const Asked& a) {
    Moment m = TRY(Moment::of(f, a));
    std::vector<Value> after;
    const std::string what = of_list("cases " + a.viewer.agency, a);
    if (!a.cursor.empty()) {
        auto at = TRY(decrypt_cursor(a.cursor, what));
        if (at.size() != 16) return invalid("is not a cursor of this server: begin the list again", "cursor");
        after = {value(AgencyRef{a.viewer.agency}), Blob{at}};
    }
    size_t limit = std::min(a.limit, lists_max);
    Look out{{}, {}, "list of cases", ""};
    array list;
    std::string last;
    bool more = true, full = false;
    // A page is full of cases that are shown: how many are not cannot be read from its size or from a next one.
    while (more && !full) {
        auto teams = TRY(scan<TeamRow>(*m.rows, "", {value(AgencyRef{a.viewer.agency})}, lists_max, after));
        more = teams.size() == lists_max;
        for (const auto& team : teams) {
            after = {value(AgencyRef{a.viewer.agency}), value(*team.id)};
            auto bond = on_team(*team.lead);
            auto row = TRY(get<CaseRow>(*m.rows, {value(*team.id)}));
            if (!row || !f.policy().present(a.viewer, bond)) continue;
            if ((full = list.size() == limit)) break;
            auto o = TRY(shown(f, *row, a.viewer, bond));
            o.erase("withheld");
            list.push_back(std::move(o));
            out.subjects.push_back(row->id->value);
            last = std::string(reinterpret_cast<const char*>(row->id->value.data()), 16);
        }
    }
    out.body["cases"] = std::move(list);
    if (full) out.body["next"] = encrypt_cursor(last, what);
    return out;
}

Result<Look> look_persons(Folder& f, const Asked& a, std::string_view name) {
    Look out{{}, {}, "search by name", ""};
    if (fold_name(name).size() < 2) return invalid("give at least two letters", "name");
    Moment m = TRY(Moment::of(f, a));
    array list;
    for (const auto& id : f.names().find(name, 5000)) {
        Loader loader(f, m.last);
        if (!loader.add({StreamKind::person, id.value})) continue;
        const auto& w = loader.world();
        auto bond = without_orders(bond_with(w, w.persons.at(id.value), a.viewer, m.day));
        auto row = TRY(get<PersonRow>(*m.rows, {value(id)}));
        if (!row) continue;
        if (row->full_name.empty() && row->other_names.empty()) continue;
        if (!f.policy().present(a.viewer, bond) || !f.policy().may_see(a.viewer, bond, Class::identity).shown) continue;
        auto o = TRY(shown_person(f, m, *row, w.persons.at(id.value), a.viewer, bond));
        array cases;
        for (const auto& [cid, c] : w.cases)
            if (f.policy().present(a.viewer, bond_with(w, c, a.viewer, m.day))) cases.push_back(json::bj::string(c.code));
        o["cases"] = std::move(cases);
        list.push_back(std::move(o));
        out.subjects.push_back(id.value);
        if (list.size() >= a.limit) break;
    }
    out.body["persons"] = std::move(list);
    if (!f.names().ready) out.body["note"] = "names are still being read; ask again in a moment";
    return out;
}

Result<Look> look_houses(Folder& f, const Asked& a) {
    Moment m = TRY(Moment::of(f, a));
    Look out{{}, {}, "houses", ""};
    array list;
    auto rows = TRY(scan<HouseRow>(*m.rows, "", {}, 1000));
    for (const auto& h : rows) {
        access::Bond bond;
        if (h.run_by->value == a.viewer.agency) bond.relations.insert("lead");
        if (!f.policy().may_see(a.viewer, bond, Class::statistical).shown) continue;
        auto o = TRY(shown(f, h, a.viewer, bond));
        // Shared capacity is an exception to absence: a house is known by its code to all who may hold a bed.
        if (f.policy().could_do(a.viewer, {{"lead"}, {}, {}}, "hold-bed")) {
            o["code"] = h.code->value;
            if (auto* withheld = o.if_contains("withheld")) withheld->get_object().erase("code");
            if (auto* withheld = o.if_contains("withheld"); withheld && withheld->get_object().empty()) o.erase("withheld");
        }
        list.push_back(std::move(o));
    }
    out.body["houses"] = std::move(list);
    return out;
}

// The pack's lists, and what the viewer's agency derived from them, every edition.
Result<Look> look_indicator_lists(Folder& f, const Asked& a) {
    Moment m = TRY(Moment::of(f, a));
    array common, derived;
    for (const auto& l : f.pack()->lists) {
        size_t n = 0;
        for (const auto& g : l.groups) n += g.items.size();
        common.push_back(object{{"list", l.id}, {"name", l.name.in(a.viewer.language)}, {"indicators", n}});
    }
    access::Bond own{{"lead"}, {}, {}};
    auto rows = TRY(scan<DerivedListRow>(*m.rows, "by_agency", {value(AgencyRef{a.viewer.agency})}, 1000));
    for (const auto& row : rows) {
        if (!f.policy().may_see(a.viewer, own, Class::statistical).shown) continue;
        auto o = TRY(shown(f, row, a.viewer, own));
        derived.push_back(std::move(o));
    }
    return Look{{{"lists", std::move(common)}, {"derived", std::move(derived)}}, {}, "lists of indicators", ""};
}

Result<Look> look_pack(Folder& f, const Asked& a) {
    const auto& p = *f.pack();
    array measures;
    for (const auto& m : p.measures)
        measures.push_back(object{{"number", m.number}, {"name", m.name.in("en")}, {"ministries", json::encode(m.ministries)},
                                  {"from", m.from}, {"until", m.until}, {"new_in_list", m.new_in_list}, {"new_in_chapter", m.new_in_chapter}});
    array codes;
    for (const auto& l : p.codes) {
        array values;
        for (const auto& v : l.values) values.push_back(object{{"id", v.id}, {"name", v.name.in("en")}});
        codes.push_back(object{{"id", l.id}, {"values", std::move(values)}});
    }
    array users;
    for (const auto& u : p.users)
        if (f.policy().here(u)) users.push_back(object{{"user", u.id}, {"name", u.name.in(a.viewer.language)}, {"agency", u.agency}, {"role", u.role}});
    return Look{{{"id", p.id}, {"version", p.version}, {"measures", std::move(measures)}, {"codes", std::move(codes)}, {"users", std::move(users)}}, {}, "pack", ""};
}

Result<Look> look_rule(Folder& f, const Asked& a, std::string_view id) {
    auto words = TRY(pack::explain(*f.pack(), id, a.viewer.language));
    return Look{{{"id", std::string(id)}, {"explained", words}}, {}, "rule explained", ""};
}

}  // namespace soria::app
