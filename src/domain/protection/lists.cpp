// Lists of indicators that an agency derives from the common ones, edition by edition.
#include "domain/protection/support_commands.hpp"
#include "domain/protection/support_events.hpp"

namespace soria::domain {
namespace {

// The chosen signs in the order of the common list, each once.
Result<std::vector<IndicatorRef>> chosen(const pack::IndicatorList& common, const std::vector<IndicatorRef>& wanted) {
    if (wanted.empty()) return invalid("a list has at least one indicator", "indicators");
    std::set<std::string> ids;
    for (size_t i = 0; i < wanted.size(); ++i) {
        std::string path = "indicators[" + std::to_string(i) + "]";
        if (!common.find(wanted[i].value)) return invalid("does not stand in the list " + common.id, path);
        if (!ids.insert(wanted[i].value).second) return invalid("stands there twice", path);
    }
    std::vector<IndicatorRef> list;
    for (const auto& g : common.groups)
        for (const auto& item : g.items)
            if (ids.count(item.id)) list.push_back(IndicatorRef{item.id});
    return list;
}

}  // namespace

Result<Decision> decide(const World&, const DeriveList& c, const Context& x) {
    if (c.title.empty()) return invalid("is empty", "title");
    auto indicators = TRY(chosen(*x.law.pack().list(c.from.value), c.indicators));
    Decision d;
    ListDerived e{Name{x.ids.code()}, AgencyRef{x.actor.agency}, c.from, c.title, std::move(indicators)};
    d.answer = {{"list", e.code->value}, {"edition", "1"}};
    d.events.add(x.ids.id(), std::move(e));
    return d;
}

Result<Decision> decide(const World& w, const ReviseList& c, const Context& x) {
    const auto& l = w.lists.at(c.list.id.value);
    const auto* common = x.law.pack().list(l.from);
    if (!common) return fail(Fault::damaged, "the pack has no list " + l.from + ", which this one was derived from");
    auto indicators = TRY(chosen(*common, c.indicators));
    bool same = indicators.size() == l.indicators.size() && std::all_of(indicators.begin(), indicators.end(), [&](auto& i) { return l.has(i.value); });
    if (same) return refuse("list-revised", "edition " + std::to_string(l.edition) + " has these indicators already");
    Decision d;
    d.answer = {{"list", l.code}, {"edition", std::to_string(l.edition + 1)}};
    d.events.add(l.id.value, ListRevised{l.edition + 1, std::move(indicators)});
    return d;
}

}  // namespace soria::domain
