#include "domain/plan/work.hpp"

#include <algorithm>

#include "domain/plan/identifying.hpp"

namespace soria::domain {

Opening opening(Decision& d, const Context& x, std::string_view what) {
    Opening o{x.ids.id(), Name{x.ids.code()}};
    d.answer.emplace_back(std::string(what), o.code.value);
    return o;
}

Id id_of_the_one(const std::string& what) {
    Id id{};
    for (size_t half = 0; half < 2; ++half) {
        uint64_t h = 14695981039346656037u ^ (half * 0x9e3779b97f4a7c15u);      // FNV-1a
        for (unsigned char c : what) h = (h ^ c) * 1099511628211u;
        for (size_t i = 0; i < 8; ++i) id[half * 8 + i] = uint8_t(h >> (8 * i));
    }
    return id;
}

Status clear_text(const std::string& text, const char* field) {
    if (text.empty()) return invalid("is empty", field);
    auto found = marks_of_a_person(text);
    if (found.empty()) return {};
    auto r = refuse("no-person-here", "what is recorded here is read by everybody, and this still identifies somebody");
    r.value().where = field;
    r.value().facts = std::move(found);
    r.value().change = "the same without it";
    return r;
}
Status clear_text(const Name& name, const char* field) { return clear_text(name.value, field); }

Status answers_for(const MeasureRef& m, const Context& x) {
    const auto& ministries = x.law.pack().measure(m.value)->ministries;
    if (x.actor.agency_kind == "coordinating-unit") return {};
    if (std::find(ministries.begin(), ministries.end(), x.actor.agency) != ministries.end()) return {};
    auto r = refuse("measure-owner", "the plan does not name this agency as responsible for the measure");
    r.value().source = x.law.pack().measure(m.value)->basis.text(x.language);
    for (const auto& a : ministries) r.value().facts.push_back("responsible: " + x.law.pack().agency(a)->name.in(x.language));
    r.value().change = "it is recorded by one of these, or by the coordinating unit";
    return r;
}

Status own_work(const Work& w, const Context& x) {
    if (w.agency == x.actor.agency) return {};
    return refuse("work-owner", "another agency has begun this, and goes on with it");
}

Status not_before(Date due, const Context& x, const char* field) {
    if (due < x.happened.date) return invalid("lies before the day it is recorded for", field);
    return {};
}

Status owed_by(const Work& w, int32_t item, const Context& x, const char* field) {
    auto o = w.owed.find(item);
    if (o == w.owed.end()) return fail(Fault::absent, "there is none of that number", field);
    if (o->second.done) return refuse("done-already", "that is done already");
    if (o->second.owner == x.actor.agency || w.agency == x.actor.agency) return {};
    return refuse("work-owner", "another agency owes this");
}

}  // namespace soria::domain
