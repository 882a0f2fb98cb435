// Which agency is above which, and the places in the sources.
#include <algorithm>

#include "pack/yaml.hpp"

namespace soria::pack {

// Agencies whose chain of parents comes back to them; each chain that does so is named once for each of its members.
void check_parents(Reading_& r, const Pack& p) {
    for (const auto& a : p.agencies) {
        const auto* up = &a;
        for (size_t steps = 0; up && !up->parent.empty() && steps <= p.agencies.size(); ++steps) {
            up = p.agency(up->parent);
            if (up == &a) {
                r.fault(r.defined["agency"].at(a.id), "a cycle: '" + a.id + "' is above itself");
                break;
            }
        }
    }
}

namespace {

// "measure 99" of a plan with 37.
bool names_no_measure(const Pack& p, const std::string& where) {
    constexpr std::string_view word = "measure ";
    if (p.measures.empty() || where.rfind(word, 0) != 0) return false;
    auto number = where.substr(word.size());
    return std::none_of(p.measures.begin(), p.measures.end(), [&](auto& m) { return std::to_string(m.number) == number; });
}

}  // namespace

void check_sources(Reading_& r, const Pack& p) {
    std::set<std::string> used;
    for (const auto& c : r.cited) {
        used.insert(c.source);
        const auto* s = p.source(c.source);
        if (!s) continue;
        if (s->kind == "plan" && !c.last_line) r.fault(c.place, "a place in a plan needs its 'lines'");
        if (s->kind == "plan" && names_no_measure(p, c.where)) r.fault(c.place, "there is no " + c.where);
        auto all = r.lines_of.find(s->id);
        if (all != r.lines_of.end() && c.last_line > all->second)
            r.fault(c.place, "line " + std::to_string(c.last_line) + " of '" + s->id + "', which has " + std::to_string(all->second));
    }
    for (const auto& s : p.sources)
        if (!used.count(s.id) && !s.id.empty()) r.fault(r.defined["source"].at(s.id), "nothing cites the source '" + s.id + "'");
}

}  // namespace soria::pack
