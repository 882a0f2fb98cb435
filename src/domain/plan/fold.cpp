// The view of work: one row for each, kept by what its events have in common.
#include "domain/core/folding.hpp"
#include "domain/core/work_event.hpp"
#include "domain/plan/all_events.hpp"
#include "domain/plan/views.hpp"

namespace soria::domain {
namespace {

template <class E> void begin(WorkRow& w, const E& e) {
    w.code = e.code;
    w.measure = e.measure;
    w.agency = e.agency;
    w.title = e.title;
    w.about = Name{about_of(e)};
    w.country = Name{country_of(e)};
    if constexpr (requires { e.region; }) w.region = Name{e.region->value};
}
template <class E> void go_on(WorkRow& w, const E& e) {
    if constexpr (changes_kind<E>) w.about = Name{about_of(e)};
    if constexpr (!E::becomes.empty()) w.state = Name{std::string(E::becomes)};
    if constexpr (requires { e.planned; }) w.planned = amount_of(*e.planned);
    w.done = *w.done + added_by(e);
    if constexpr (requires { e.due; } && !requires { e.item; }) w.due = std::optional<Date>(*e.due);
}

// Every field of these events is in the clear, so the event itself can be read.
template <class E> Status fold_work(const EventRecord& r, Rows& rows) {
    E e;
    TRY(join(e, r, nullptr));
    if constexpr (requires { e.code; }) {
        Date day = TRY(recorded_day(rows, r));
        WorkRow w;
        w.id = r.stream.id;
        w.kind = Name{std::string(E::answers)};
        w.since = day;
        begin(w, e);
        go_on(w, e);
        rows.put(w);
        return code(rows, r, *w.code);
    } else {
        return own<WorkRow>(rows, r, [&](WorkRow& w) { go_on(w, e); });
    }
}

template <class... E> FoldTable table_of_all(boost::mp11::mp_list<E...>) {
    FoldTable t{};
    ((t[E::type] = &fold_work<E>), ...);
    return t;
}

template <class... E> std::vector<WorkKind> kinds_of_all(boost::mp11::mp_list<E...>) {
    std::vector<WorkKind> list;
    auto add = [&]<class One>(One*) {
        if constexpr (requires(One e) { e.code; One::answers; }) list.push_back({One::answers, One::stream});
    };
    (add(static_cast<E*>(nullptr)), ...);
    return list;
}

}  // namespace

const std::vector<WorkKind>& work_kinds() {
    static const auto list = kinds_of_all(WorkEvents{});
    return list;
}
std::optional<StreamKind> stream_of_work(std::string_view kind) {
    for (const auto& k : work_kinds())
        if (k.name == kind) return k.stream;
    return std::nullopt;
}

const FoldTable& work_folds() {
    static const FoldTable table = table_of_all(WorkEvents{});
    return table;
}

}  // namespace soria::domain
