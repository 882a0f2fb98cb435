// The law of one case, explained; another law, simulated.
#include <algorithm>

#include "app/service/safeguards.hpp"

namespace soria::app {
namespace {

using json::bj::array;
using json::bj::object;
using namespace domain;

object basis_of(const pack::Version& v, const std::string& language) {
    object o{{"standing", pack::name_of(v.standing, language)}, {"source", v.basis.text(language)}};
    if (v.run_as_assumption) o["run_as"] = "assumption";
    if (v.valid.dated_by_assumption) o["dated_by"] = "assumption";
    return o;
}

// What corrections changed: the first day, the end and the rule as they were, and the day on which that was recorded.
array moves_of(const std::vector<Moved>& moved) {
    array list;
    for (const auto& m : moved)
        list.push_back(object{{"recorded", m.on.text()}, {"from_before", m.from.text()}, {"ends_before", m.ends.text()}, {"rule_before", m.rule}});
    return list;
}

array clocks_of(const pack::Law& law, const Promises& p, Date day, const std::string& language) {
    array list;
    for (const auto& [id, c] : p.clocks) {
        object o{{"clock", id}, {"rule", c.rule}, {"from", c.from.text()}, {"ends", c.ends.text()}};
        o["state"] = c.over ? c.how : "running";
        if (!c.moved.empty()) o["corrected"] = moves_of(c.moved);
        if (!c.over) o["days_left"] = days_between(day, c.ends);
        if (auto reading = law.read_clock(id, c.from, std::nullopt)) {
            o["computation"] = reading->computation + (reading->ends == c.ends ? std::string() : (language == "nb" ? "; vedtaket sier " : "; the decision says ") + c.ends.text());
            for (auto& [k, v] : basis_of(*reading->version, language)) o[k] = v;
            array warns;
            for (const auto& before : reading->clock->warns_at)
                if (Date d = c.ends - before; d > c.from) warns.push_back(json::bj::string(d.text()));
            o["warns"] = std::move(warns);
            array ends_by;
            for (const auto& e : reading->clock->ends_by) ends_by.push_back(json::bj::string(law.pack().text("event." + e, language)));
            o["would_end_by"] = std::move(ends_by);
            o["on_expiry"] = reading->clock->on_expiry.in(language);
        }
        list.push_back(std::move(o));
    }
    return list;
}

array duties_of(const pack::Law& law, const Promises& p, const std::string& language, bool staff, const std::function<bool(Class)>& may) {
    array list;
    for (const auto& [id, d] : p.duties) {
        if (!may(class_of_duty(law.pack(), id))) continue;
        object o{{"duty", id}, {"rule", d.rule}, {"from", d.from.text()}, {"due", d.due.text()}};
        if (staff) o["holder"] = d.holder;
        o["state"] = d.ended ? "ended " + d.done->text() : d.done ? "done " + d.done->text() : d.overdue ? "overdue" : "due";
        if (!d.moved.empty()) o["corrected"] = moves_of(d.moved);
        if (const auto* duty = law.pack().duty(id)) {
            o["what"] = duty->what.in(language);
            if (const auto* v = duty->on(d.from)) {
                o["computation"] = d.from.text() + " + " + v->within.text() + " = " + d.due.text();
                for (auto& [k, value] : basis_of(*v, language)) o[k] = value;
            }
        }
        list.push_back(std::move(o));
    }
    return list;
}

array routes_of(const pack::Law& law, const pack::Facts& facts, Date day, const std::string& language) {
    array list;
    for (const auto& r : law.routes(facts, day)) {
        object o{{"route", r.route->id}, {"name", r.route->name.in(language)}, {"open", r.open}, {"rule", r.route->id + "@" + r.version->id}};
        object needs;
        for (const auto& [need, holds] : r.needs) needs[need] = holds;
        o["needs"] = std::move(needs);
        for (auto& [k, v] : basis_of(*r.version, language)) o[k] = v;
        list.push_back(std::move(o));
    }
    return list;
}

constexpr size_t page_rows = 10'000, shown_max = 500;

// What another length would have made of a clock that began on that day: read once for all that began on it.
class OtherLength {
public:
    OtherLength(const pack::Law& other, std::string_view clock) : other_(other), clock_(clock) {}
    const Result<pack::ClockReading>& from(Date day) {
        if (read_for_ != day) reading_ = other_.read_clock(clock_, day, std::nullopt);
        read_for_ = day;
        return reading_;
    }

private:
    const pack::Law& other_;
    std::string clock_;
    std::optional<Date> read_for_;
    Result<pack::ClockReading> reading_ = pack::ClockReading{};
};

// Every clock of a kind, by the day it began; none is left out.
template <class See> Status each_clock(RowReader& reader, std::string_view clock, See see) {
    std::vector<Value> after;
    for (bool more = true; more;) {
        auto rows = TRY(scan<ClockRow>(reader, "by_clock", {value(Name{std::string(clock)})}, page_rows, after));
        more = rows.size() == page_rows;
        for (const auto& row : rows) TRY(see(row));
        if (more) after = {value(*rows.back().clock), value(*rows.back().from), value(*rows.back().kind), value(*rows.back().id)};
    }
    return {};
}

}  // namespace

Result<Look> look_law(Folder& f, const Asked& a, std::string_view code) {
    Moment m = TRY(Moment::of_present(f, a));
    Loader loader(f, m.last, m.now);
    Id id = TRY(loader.find(StreamKind::case_, code, ""));
    if (auto ok = loader.add({StreamKind::case_, id}); !ok) return fail(Fault::absent, "there is no case " + std::string(code));
    if (const auto bed = loader.world().cases.at(id).bed) TRY(loader.load({StreamKind::house, bed->first.value}));    // who holds it
    Loaded loaded = loader.take();
    const auto& w = loaded.world;
    const Case& c = w.cases.at(id);
    auto bond = without_orders(bond_with(w, c, a.viewer, m.day));
    if (!f.policy().present(a.viewer, bond)) return fail(Fault::absent, "there is no case " + std::string(code));
    auto may = [&](Class cls) { return f.policy().may_see(a.viewer, bond, cls).shown; };
    pack::Law law(f.pack(), a.viewer.language);
    Look out{{{"case", c.code}, {"as_of", m.day.text()}}, {id}, "law explained", ""};
    out.body["clocks"] = clocks_of(law, c.promises, m.day, a.viewer.language);
    out.body["duties"] = duties_of(law, c.promises, a.viewer.language, may(Class::staff), may);
    // Of an erased person nothing is left to judge by.
    if (!c.person) {
        out.body["safeguards_that_refuse"] = out.body["routes_of_residence"] = array{};
        out.body["facts"] = object{};
        return out;
    }
    const Person& p = w.person_of(c);
    out.subjects.push_back(p.id.value);
    array clocks = clocks_of(law, p.promises, m.day, a.viewer.language), duties = duties_of(law, p.promises, a.viewer.language, may(Class::staff), may);
    for (auto [name, first] : {std::pair{"clocks", &clocks}, {"duties", &duties}}) {
        for (auto& e : out.body[name].as_array()) first->push_back(std::move(e));
        out.body[name] = std::move(*first);
    }
    auto safeguards = TRY(Safeguards::of(f, w, c, a.viewer, bond, m.day));
    const auto& facts = safeguards.facts();
    out.body["safeguards_that_refuse"] = safeguards.refuse();
    out.body["routes_of_residence"] = routes_of(law, facts, m.day, a.viewer.language);
    if (auto most = law.entitlement("legal-aid-before-complaint", m.day))
        out.body["legal_aid_minutes"] = object{{"at_most", *most}, {"granted", p.legal_aid_minutes}, {"used", p.legal_aid_used_minutes},
                                               {"left", p.complaint ? 0 : p.legal_aid_minutes - p.legal_aid_used_minutes}};
    object true_facts;
    for (const auto& [name, holds] : facts)
        if (!safeguards.withheld(name)) true_facts[name] = holds;
    out.body["facts"] = std::move(true_facts);
    return out;
}

// Asked of the law alone: it opens nothing, and no investigation is recorded here.
Result<Look> look_gate(Folder& f, const Asked& a, std::string_view method, std::string_view offence) {
    Moment m = TRY(Moment::of_day(f, a));
    pack::Law law(f.pack(), a.viewer.language);
    auto r = TRY(law.may_use(method, offence, m.day));
    object o{{"method", std::string(method)}, {"offence", std::string(offence)}, {"as_of", m.day.text()}, {"open", r.open}, {"because", r.because}};
    if (r.gate) o["gate"] = r.gate->id, o["rule"] = r.gate->id + "@" + r.version->id, o["name"] = r.gate->name.in(a.viewer.language), o["suspicion"] = r.version->suspicion.in(a.viewer.language);
    if (r.version)
        for (auto& [k, v] : basis_of(*r.version, a.viewer.language)) o[k] = v;
    return Look{std::move(o), {}, "gate asked", ""};
}

Result<LengthTried> try_length(const pack::Law& other, RowReader& reader, std::string_view clock, Date until) {
    LengthTried t;
    OtherLength length(other, clock);
    TRY(each_clock(reader, clock, [&](const ClockRow& row) -> Status {
        if (*row.from > until) return {};
        ++t.looked_at;
        const auto& reading = length.from(*row.from);
        int32_t by = reading ? days_between(*row.ends, reading->ends) : 0;
        t.days += by;
        ++(!reading ? t.no_rule : by < 0 ? t.shorter : by > 0 ? t.longer : t.same);
        return {};
    }));
    return t;
}

Result<Look> look_simulation(Folder& f, const Asked& a, std::string_view clock, Period length) {
    auto verdict = f.policy().may_see(a.viewer, {}, Class::statistical);
    if (!verdict.shown) {
        auto e = fail(Fault::forbidden, "this role sees no figures");
        e.value().rule = verdict.rule;
        return e;
    }
    Moment m = TRY(Moment::of(f, a));
    pack::Law law(f.pack(), a.viewer.language);
    pack::Law other = TRY(law.with_clock(clock, length));
    int64_t shorter = 0, longer = 0, same = 0, refused = 0, days = 0, hidden = 0;
    array affected;
    Look out{{}, {}, "law simulated", ""};
    OtherLength other_length(other, clock);
    // Counted without loading anything; loaded are those that may be shown, the viewer's own agency's and the first of others.
    size_t of_others = 0;
    TRY(each_clock(*m.rows, clock, [&](const ClockRow& row) -> Status {
        const auto& reading = other_length.from(*row.from);
        if (!reading) return ++refused, Status{};
        int32_t by = days_between(*row.ends, reading->ends);
        days += by;
        ++(by < 0 ? shorter : by > 0 ? longer : same);
        if (by == 0) return {};
        bool own = row.agency->value == a.viewer.agency;
        if (affected.size() >= shown_max || (!own && ++of_others > shown_max)) return ++hidden, Status{};
        Loader loader(f, m.last);
        TRY(loader.add({StreamKind(*row.kind), *row.id}));
        std::string code;
        for (const auto& [id, c] : loader.world().cases)
            if (f.policy().present(a.viewer, without_orders(bond_with(loader.world(), c, a.viewer, m.day)))) code = c.code;
        if (code.empty()) return ++hidden, Status{};
        affected.push_back(object{{"case", code}, {"from", row.from->text()}, {"ended_by_law", row.ends->text()},
                                  {"would_end", reading->ends.text()}, {"days", by}, {"rule", row.rule->value},
                                  {"computation", reading->computation}});
        out.subjects.push_back(*row.id);
        return {};
    }));
    out.body = object{{"clock", std::string(clock)}, {"under", length.text()}, {"standing", "simulated: binds nobody"}, {"as_of", m.day.text()},
                      {"cases", std::move(affected)}};
    if (auto rule = small_among(f, a.viewer, {shorter, longer, same, refused}); !rule.empty()) out.body["held_back_by"] = rule;
    else
        for (auto& [name, n] : object{{"looked_at", shorter + longer + same + refused}, {"shorter", shorter}, {"longer", longer}, {"same", same}, {"no_rule", refused},
                                      {"days_in_all", days}, {"cases_not_shown_to_you", hidden}})
            out.body[name] = n;
    return out;
}

}  // namespace soria::app
