// What a later pack no longer has of an earlier one.
#include <algorithm>

#include "pack/pack.hpp"

namespace soria::pack {
namespace {

class Losses {
public:
    template <class T> void ids(const char* kind, const std::vector<T>& before, const std::vector<T>& after) {
        for (const auto& b : before)
            if (!has(after, b.id)) add(kind, b.id);
    }
    // A rule keeps its versions too: what was decided by one cites it for ever.
    template <class R> void rules(const char* kind, const std::vector<R>& before, const std::vector<R>& after) {
        for (const auto& b : before) {
            auto now = std::find_if(after.begin(), after.end(), [&](auto& a) { return a.id == b.id; });
            if (now == after.end()) add(kind, b.id);
            else
                for (const auto& v : b.versions)
                    if (!has(now->versions, v.id)) add(kind, b.id + "@" + v.id);
        }
    }
    void add(const std::string& kind, const std::string& id) { lost.push_back(kind + " " + id); }
    std::vector<std::string> lost;

    template <class T> static bool has(const std::vector<T>& list, const std::string& id) {
        return std::any_of(list.begin(), list.end(), [&](auto& x) { return x.id == id; });
    }
};

void values_of(Losses& l, const Pack& before, const Pack& after) {
    for (const auto& b : before.codes)
        for (const auto& v : b.values)
            if (!after.has_code(b.id, v.id)) l.add("code " + b.id, v.id);
    for (const auto& b : before.lists)
        for (const auto& g : b.groups)
            for (const auto& i : g.items)
                if (const auto* now = after.list(b.id); now && !now->find(i.id)) l.add("indicator of " + b.id, i.id);
}

}  // namespace

std::vector<std::string> lost(const Pack& before, const Pack& after) {
    Losses l;
    l.ids("source", before.sources, after.sources);
    l.ids("measure", before.measures, after.measures);
    l.ids("kind of agency", before.kinds, after.kinds);
    l.ids("agency", before.agencies, after.agencies);
    l.ids("list of indicators", before.lists, after.lists);
    l.ids("code list", before.codes, after.codes);
    l.ids("service", before.services, after.services);
    l.ids("role", before.roles, after.roles);
    l.ids("user", before.users, after.users);
    l.ids("finding that is no verdict", before.negative_findings, after.negative_findings);
    l.rules("clock", before.clocks, after.clocks);
    l.rules("safeguard", before.safeguards, after.safeguards);
    l.rules("duty", before.duties, after.duties);
    l.rules("entitlement", before.entitlements, after.entitlements);
    l.rules("route", before.routes, after.routes);
    l.rules("age", before.ages, after.ages);
    l.rules("rule of who presumes", before.presumers, after.presumers);
    l.rules("gate", before.gates, after.gates);
    values_of(l, before, after);
    return std::move(l.lost);
}

}  // namespace soria::pack
