// Work on the plan's measures: lists of it, one with its history, and what a campaign changed.
#include <algorithm>
#include <cmath>

#include "app/service/events_out.hpp"
#include "app/service/look_work.hpp"
#include "app/service/plan_acts.hpp"
#include "domain/plan/views.hpp"
#include "domain/prevention/proportions.hpp"

namespace soria::app {
namespace {

using json::bj::array;
using json::bj::object;
using namespace domain;

constexpr size_t page = 200;

struct Cursor {
    std::vector<Value> after;
    static std::string of(const WorkRow& w) {
        return w.kind->value + "\n" + std::to_string(w.since->days()) + "\n" + id_text(*w.id);
    }
    static Result<Cursor> read(std::string_view text, const std::string& measure) {
        auto first = text.find('\n'), second = text.find('\n', first + 1);
        if (first == std::string_view::npos || second == std::string_view::npos) return invalid("is not a cursor of this server: begin the list again", "cursor");
        auto id = TRY(parse_id(text.substr(second + 1)));
        Date since{int32_t(std::atoi(std::string(text.substr(first + 1)).c_str()))};
        Cursor c;
        if (!measure.empty()) c.after = {value(MeasureRef{measure}), value(Name{std::string(text.substr(0, first))})};
        c.after.push_back(value(since));
        c.after.push_back(value(id));
        return c;
    }
};

Result<array> owed_in(const Work& w, Date day) {
    array list;
    for (const auto& [n, o] : w.owed) {
        object one{{"item", n}, {"what", o.what}, {"owner", o.owner}, {"due", o.due.text()}};
        one["state"] = o.done ? "done" : o.due < day ? "overdue" : "due";
        list.push_back(std::move(one));
    }
    return list;
}

json::bj::value in_percent(double share) {
    double percent = std::round(share * 1000) / 10;
    if (percent == std::floor(percent)) return int64_t(percent);
    return percent;
}

// What two surveys tell: the difference with its interval, and whether enough were asked.
object effect_of(const Work& w) {
    object o;
    for (const auto& [wave, n] : w.waves) o[wave] = object{{"agreed", n.agreed}, {"asked", n.asked}, {"percent", in_percent(double(n.agreed) / double(n.asked))}};
    auto before = w.waves.find("before"), after = w.waves.find("after");
    if (before == w.waves.end() || after == w.waves.end()) return o;
    auto d = difference({{before->second.agreed, before->second.asked, after->second.agreed, after->second.asked}});
    o["change"] = object{{"percent_points", in_percent(d.value)}, {"low", in_percent(d.low)}, {"high", in_percent(d.high)}, {"percent", 95}, {"method", "Newcombe"}};
    return o;
}

}  // namespace

Result<WorkList> works(Folder& f, const Asked& a, const std::string& measure, const std::string& kind, const std::string& words) {
    WorkList out;
    if (!f.policy().may_see(a.viewer, {}, Class::public_).shown) return out;
    Moment m = TRY(Moment::of_present(f, a));
    std::vector<Value> prefix, after;
    std::string what = of_list("work " + measure + " " + kind + " " + words, a);
    if (!measure.empty()) prefix.push_back(value(MeasureRef{measure}));
    if (!measure.empty() && !kind.empty()) prefix.push_back(value(Name{kind}));
    if (!a.cursor.empty()) {
        auto at = TRY(decrypt_cursor(a.cursor, what));
        auto begun = TRY(Cursor::read(at, measure));
        after = std::move(begun.after);
    }
    const char* index = measure.empty() ? "by_since" : "by_measure";
    std::string last, wanted = fold_name(words);
    for (bool more = true; more && out.next.empty();) {
        auto rows = TRY(scan<WorkRow>(*m.rows, index, prefix, page, after));
        more = rows.size() == page;
        for (auto& row : rows) {
            auto here = TRY(Cursor::read(Cursor::of(row), measure));
            after = std::move(here.after);
            if (!kind.empty() && row.kind->value != kind) continue;
            if (!wanted.empty() && fold_name(row.title->value + " " + row.about->value).find(wanted) == std::string::npos) continue;
            auto then = TRY(work_as_of(f, m, std::move(row)));
            if (!then) continue;
            if (out.list.size() == a.limit) {
                out.next = encrypt_cursor(last, what);
                break;
            }
            auto o = TRY(shown(f, *then, a.viewer, {}));
            out.list.push_back(std::move(o));
            last = Cursor::of(*then);
        }
    }
    return out;
}

Result<std::set<std::string>> who_recorded(Folder& f, const Asked& a, const std::string& measure) {
    constexpr size_t works_max = 2000;
    std::set<std::string> who;
    Moment m = TRY(Moment::of_present(f, a));
    auto rows = TRY(scan<WorkRow>(*m.rows, "by_measure", {value(MeasureRef{measure})}, works_max));
    for (const auto& row : rows) {
        if (*row.since > m.day) continue;
        auto events = TRY(f.ledger().load({*stream_of_work(row.kind->value), *row.id}));
        for (const auto& e : events)
            if (e.number <= m.last && f.pack()->agency(e.agency)) who.insert(e.agency);
    }
    return who;
}

Result<Look> look_works(Folder& f, const Asked& a, const std::string& measure, const std::string& kind, const std::string& words) {
    std::string id = measure;
    for (const auto& m : f.pack()->measures)
        if (std::to_string(m.number) == measure) id = m.id;
    if (!id.empty() && !f.pack()->measure(id)) return fail(Fault::absent, "the plan has no measure " + measure.substr(0, 30), "measure");
    if (!kind.empty() && !stream_of_work(kind)) {
        std::string all;
        for (const auto& k : work_kinds()) all += (all.empty() ? "" : ", ") + std::string(k.name);
        return invalid("is no kind of work; these are: " + all, "kind");
    }
    auto found = TRY(works(f, a, id, kind, words));
    Look out{{}, {}, "work", ""};
    out.body["work"] = std::move(found.list);
    out.body["acts"] = acts_of_plan(f, a.viewer, f.pack()->measure(id));
    if (!found.next.empty()) out.body["next"] = found.next;
    return out;
}

Result<Look> look_work(Folder& f, const Asked& a, std::string_view code) {
    auto none = fail(Fault::absent, "there is no work " + std::string(code));
    Moment m = TRY(Moment::of_present(f, a));
    auto named = TRY(domain::get<CodeRow>(*m.rows, {value(Name{std::string(code)})}));
    if (!named || !of_work(StreamKind(*named->kind)) || !f.policy().may_see(a.viewer, {}, Class::public_).shown) return none;
    auto row = TRY(domain::get<WorkRow>(*m.rows, {value(*named->id)}));
    if (!row) return none;
    auto then = TRY(work_as_of(f, m, *row));
    if (!then) return none;
    Stream s{StreamKind(*named->kind), *named->id};
    Look out{{}, {s.id}, "work " + std::string(code), ""};
    out.body = TRY(shown(f, *then, a.viewer, {}));
    auto w = TRY(work_at(f, m, *then));
    out.body["acts"] = acts_on_work(f, a.viewer, *then, w, m.day);
    if (!w.owed.empty()) {
        auto owed = TRY(owed_in(w, m.day));
        out.body["owed"] = std::move(owed);
    }
    if (!w.waves.empty()) out.body["surveys"] = effect_of(w);
    if (s.kind == StreamKind::series) out.body["last"] = w.last;
    array history;
    auto events = TRY(f.ledger().load(s));
    for (const auto& e : events) {
        if (e.number > m.last) break;
        auto told = TRY(event_out(f, e));
        object one{{"event", told["event"]}, {"what", f.pack()->text("event." + std::string(told["event"].get_string()), a.viewer.language)}, {"day", told["day"]}};
        object fields;
        const auto* type = event_type(e.type);
        for (const auto& field : type->fields)
            if (auto* v = told["fields"].get_object().if_contains(field.name); v && f.policy().may_see(a.viewer, {}, field.cls).shown) fields[field.name] = *v;
        one["fields"] = std::move(fields);
        history.push_back(std::move(one));
    }
    out.body["history"] = std::move(history);
    out.body["as_of"] = m.day.text();
    return out;
}

}  // namespace soria::app
