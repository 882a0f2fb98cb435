// Reports and screening. Neither is ever refused for want of a rule.
#include <cstdlib>
#include <iterator>

#include "domain/protection/people.hpp"
#include "domain/protection/support_events.hpp"

namespace soria::domain {
namespace {

// What is kept in the clear about when: the month, or the year when nobody knows more.
std::string coarse(const Happened& h) { return h.precision == Precision::year ? h.text() : h.date.month_text(); }

// Whether an age band leaves room for a child: "9-17", "under-18" and "unknown" do, "18-20", "adult" and "48-plus" do not.
bool may_be_child(const std::string& band, int years) {
    if (band == "unknown" || band.rfind("under-", 0) == 0) return true;
    int from = std::atoi(band.c_str());
    return band[0] >= '0' && band[0] <= '9' && from < years;
}

// An age band of children alone; "unknown" says nothing.
bool is_childs(const std::string& band, int years) { return band != "unknown" && may_be_child(band, years); }

// What the list says, in words. It never decides, and ends with whom to call.
std::string reading(const std::string& list, size_t seen, size_t listed) {
    std::string s = std::to_string(seen) + " of " + std::to_string(listed) + " indicators of the list \"" + list + "\" were seen. ";
    s += seen == 0 ? "That is not enough to say anything: absence of signs rules nothing out."
                   : "A list never decides: presence of one or more confirms nothing by itself.";
    return s;
}

std::vector<std::string> calls(const Context& x, bool child) {
    std::vector<std::string> list;
    for (const auto* a : whom_to_call(x.law, x.happened.date, child)) list.push_back("call: " + a->name.in(x.language));
    return list;
}

}  // namespace

std::vector<const pack::Agency*> whom_to_call(const pack::Law& law, Date on, bool child) {
    std::vector<const pack::Agency*> list;
    for (const auto& a : law.pack().agencies) {
        bool call = child ? a.kind == "child-welfare" : law.may_presume(a.kind, on) && a.kind == "shelter";
        if (call && list.size() < 3) list.push_back(&a);
    }
    return list;
}

Result<PersonRegistered> person_seen(const PersonSeen& seen, const ReportId& report, const Context& x, const std::string& path) {
    if (seen.born && seen.born->date > x.happened.date) return invalid("the birth lies after the report", path + "born");
    PersonRegistered p;
    p.code = Name{x.ids.code()};
    p.gender = seen.gender;
    p.age_band = seen.age;
    p.citizenship_group = seen.citizenship_group;
    int years = TRY(x.law.child_under(x.happened.date));
    Person by_birth;
    by_birth.born = seen.born;
    p.maybe_child = by_birth.under(years, x.happened.date).value_or(may_be_child(seen.age.value, years));
    p.full_name = seen.full_name.value_or(Name{});
    p.born = seen.born;
    p.citizenship = seen.citizenship.value_or(CountryRef{});
    p.language = seen.language.value_or(LanguageRef{});
    p.contact = seen.contact.value_or("");
    p.report = report;
    return p;
}

Result<std::optional<AgeDoubted>> age_doubt(const PersonSeen& seen, const Context& x) {
    int years = TRY(x.law.child_under(x.happened.date));
    Person by_birth;
    by_birth.born = seen.born;
    auto born_a_child = by_birth.under(years, x.happened.date);
    if (!born_a_child || *born_a_child || !is_childs(seen.age.value, years)) return std::optional<AgeDoubted>{};
    std::string why = "the age that was seen is a child's, and the birth that was told is an adult's";
    return std::optional(AgeDoubted{AgencyRef{x.actor.agency}, std::move(why)});
}

Result<Decision> decide(const World&, const ReceiveReport& c, const Context& x) {
    if (c.people.empty()) return invalid("a report names at least one person, known or not", "people");
    if (c.people.size() > report_people_max) return fail(Fault::limit, "a report names at most 20 people", "people");
    if (x.happened.date > x.today) return invalid("lies in the future", "happened");
    Decision d;
    ReportReceived report;
    Id report_id = x.ids.id();
    std::string code = x.ids.code();
    report.code = Name{code};
    report.agency = AgencyRef{x.actor.agency};
    report.channel = c.channel;
    report.region = c.region;
    report.form = c.form;
    report.period = Name{coarse(x.happened)};
    report.by_reception_centre = x.actor.agency_kind == "reception-centre";
    report.seen = c.seen;
    report.place = c.place.value_or("");
    d.answer.emplace_back("report", code);
    bool any_child = false;
    Events people;
    for (size_t i = 0; i < c.people.size(); ++i) {
        Id id = x.ids.id();
        std::string path = "people[" + std::to_string(i) + "].";
        PersonRegistered p = TRY(person_seen(c.people[i], ReportId{report_id}, x, path));
        auto stated = TRY(identity_seen(c.people[i], x, path));
        auto doubt = TRY(age_doubt(c.people[i], x));
        any_child = any_child || *p.maybe_child || doubt;
        d.answer.emplace_back("person", p.code->value);
        report.people.value.push_back(PersonId{id});
        people.add(id, std::move(p));
        if (stated) people.add(id, std::move(*stated));
        if (doubt) people.add(id, std::move(*doubt));
    }
    d.events.add(report_id, std::move(report));
    std::move(people.list.begin(), people.list.end(), std::back_inserter(d.events.list));
    d.advice = calls(x, any_child);
    return d;
}

Result<Decision> decide(const World& w, const ScreenReport& c, const Context& x) {
    const auto& report = w.reports.at(c.report.id.value);
    const auto& list = *x.law.pack().list(c.list.value);
    const DerivedList* own = c.derived ? &w.lists.at(c.derived->id.value) : nullptr;
    if (own && own->from != list.id) return invalid("was derived from the list " + own->from, "derived");
    size_t listed = 0;
    for (const auto& g : list.groups) listed += own ? 0 : g.items.size();
    if (own) listed = own->indicators.size();
    Decision d;
    ReportScreened e;
    e.agency = AgencyRef{x.actor.agency};
    e.list = c.list;
    e.listed = int32_t(listed);
    e.note = c.note.value_or("");
    for (size_t i = 0; i < c.indicators.size(); ++i) {
        const auto& given = c.indicators[i];
        std::string path = "indicators[" + std::to_string(i) + "].";
        if (!list.find(given.indicator.value)) return invalid("does not stand in the list " + list.id, path + "indicator");
        if (own && !own->has(given.indicator.value))
            return invalid("does not stand in edition " + std::to_string(own->edition) + " of the list " + own->code + "; the common list has it", path + "indicator");
        for (size_t j = 0; j < i; ++j)
            if (c.indicators[j].indicator == given.indicator) return invalid("stands there twice", path + "indicator");
        if (given.evidence.empty()) return invalid("say what was seen", path + "evidence");
        e.indicators.value.push_back({given.indicator, given.evidence});
    }
    e.seen = int32_t(c.indicators.size());
    d.advice.push_back(reading(own ? own->title : list.name.in(x.language), c.indicators.size(), listed));
    bool child = false;
    int years = TRY(x.law.child_under(x.happened.date));
    for (const auto& p : report.people) child = child || w.persons.at(p.value).child(years, x.happened.date);
    for (auto& a : calls(x, child)) d.advice.push_back(std::move(a));
    d.events.add(report.id.value, std::move(e));
    if (own) d.events.add(report.id.value, DerivedListUsed{own->id, Name{own->code}, own->edition});
    return d;
}

}  // namespace soria::domain
