#include "app/service/plan_acts.hpp"

#include <algorithm>

#include "domain/core/command_type.hpp"

namespace soria::app {
namespace {

using json::bj::array;
using json::bj::object;
using namespace domain;
using Names = std::set<std::string_view>;

constexpr std::string_view rooms[] = {"plan", "cooperation", "prevention", "international"};
constexpr size_t looked_at_most = 2000;
constexpr int soon_days = 30;

// Whose decision asks that the plan names the agency for the measure; and whose, that the agency began the work.
const Names of_the_responsible{"set-milestone", "reach-milestone", "appropriate-funds", "publish-conclusion", "update-measure", "record-deployment", "record-conduct-case", "agree-project", "decline-project",
                               "choose-project", "close-project",
                               "pay-instalment", "compare-law", "move-proposal", "follow-series", "record-treaty-step", "make-commitment", "keep-commitment", "hold-dialogue"};
const Names of_the_beginner{"disburse-funds", "publish-study", "certify-course", "give-seat", "set-programme", "record-participants",
                            "conclude-conference", "revise-guidance", "survey-campaign", "record-value"};
// The states in which a command has something to do; a command that is not here always has.
const std::map<std::string_view, Names> in_states{{"reach-milestone", {"set", "overdue"}}, {"publish-study", {"commissioned"}}, {"keep-commitment", {"made"}},
    {"agree-project", {"proposed", "chosen"}}, {"decline-project", {"proposed", "chosen"}}, {"choose-project", {"proposed"}}, {"move-proposal", {"under-review"}},
    {"close-project", {"agreed", "paid", "with-results"}}, {"pay-instalment", {"agreed", "paid", "with-results"}}, {"record-result", {"agreed", "paid", "with-results"}},
    {"decide-in-forum", {"meeting"}}};

// Work of one kind of measure: offered where a figure of the measure counts it.
const std::map<std::string_view, std::string_view> counted_as{{"record-deployment", "DeploymentRecorded"}, {"record-conduct-case", "ConductCaseRecorded"},
                                                              {"record-inspection", "InspectionRecorded"}, {"release-data", "DataReleased"}, {"compare-law", "LawCompared"}};
bool counts(const pack::Pack& p, const pack::Measure& m, std::string_view event) {
    return std::any_of(p.figures.begin(), p.figures.end(), [&](auto& f) {
        return std::find(f.measures.begin(), f.measures.end(), m.id) != f.measures.end() && std::any_of(f.plus.begin(), f.plus.end(), [&](auto& t) { return t.event == event; });
    });
}

bool may_answer_for(const pack::Pack& p, const std::string& measure, const access::Viewer& v) {
    const auto* m = p.measure(measure);
    return v.kind == "coordinating-unit" || (m && std::find(m->ministries.begin(), m->ministries.end(), v.agency) != m->ministries.end());
}
bool may_answer_for_any(const pack::Pack& p, const access::Viewer& v) {
    return std::any_of(p.measures.begin(), p.measures.end(), [&](auto& m) { return may_answer_for(p, m.id, v); });
}
bool of_these_rooms(const CommandType& c) { return std::find(std::begin(rooms), std::end(rooms), c.room) != std::end(rooms); }

object act_with(std::string_view command, object with) { return {{"command", command}, {"with", std::move(with)}}; }

// A command's own limits, besides its states: nothing is offered that would be refused for what is known here.
bool has_room(std::string_view command, const Work& w, Date day) {
    if (command == "enrol-in-course") return w.enrolled < w.planned;
    if (command == "certify-course") return w.done < w.enrolled;
    if (command == "disburse-funds") return w.done < w.planned;
    if (command == "conclude-conference" || command == "record-participants") return !w.due || *w.due <= day;
    if (command == "set-programme") return !w.due || day <= *w.due;
    return true;
}

struct Waiting { Date day; std::string what, agency; int32_t item = 0; };
// What in a piece of work has a day and is not done.
Result<std::vector<Waiting>> waiting_in(Folder& f, const Moment& m, const WorkRow& row) {
    static const std::map<std::string_view, Names> open{{"milestone", {"set", "overdue"}}, {"study", {"commissioned"}}, {"conference", {"planned"}},
                                                        {"commitment", {"made"}}, {"project", {"agreed", "paid", "with-results"}}};
    std::vector<Waiting> list;
    auto kind = open.find(row.kind->value);
    if (kind != open.end() && kind->second.count(row.state->value) && *row.due) list.push_back({**row.due, row.title->value, row.agency->value});
    if (row.kind->value != "forum" && row.kind->value != "conference") return list;
    auto w = TRY(work_at(f, m, row));
    for (const auto& [n, o] : w.owed)
        if (!o.done) list.push_back({o.due, o.what, o.owner, n});
    return list;
}

Result<std::vector<WorkRow>> plan_rows_of(Folder& f, const Moment& m, const char* index, std::vector<Value> prefix) {
    auto rows = TRY(scan<WorkRow>(*m.rows, index, std::move(prefix), looked_at_most));
    std::vector<WorkRow> list;
    for (auto& row : rows) {
        auto then = TRY(work_as_of(f, m, std::move(row)));
        if (then) list.push_back(std::move(*then));
    }
    return list;
}

object told_next(const pack::Pack& p, const WorkRow& row, const Waiting& w, Date day) {
    const auto* m = p.measure(row.measure->value);
    object o{{"work", row.code->value}, {"kind", row.kind->value}, {"title", row.title->value}, {"what", w.what}, {"agency", w.agency}, {"measure", m ? m->number : 0}, {"due", w.day.text()}};
    o["state"] = w.day < day ? "overdue" : "due";
    if (w.item) o["item"] = w.item;
    return o;
}
array by_day(std::vector<object> list) {
    std::stable_sort(list.begin(), list.end(), [](auto& a, auto& b) { return a.at("due").as_string() < b.at("due").as_string(); });
    array out;
    for (auto& o : list) out.push_back(std::move(o));
    return out;
}

}  // namespace

json::bj::array acts_of_plan(Folder& f, const access::Viewer& v, const pack::Measure* m) {
    const auto& p = *f.pack();
    array list;
    for (const auto* c : command_types()) {
        if (!of_these_rooms(*c) || !f.policy().could_do(v, {}, c->name)) continue;
        auto fields = c->fields();
        if (std::none_of(fields.begin(), fields.end(), [](auto& s) { return s.kind == FieldShape::Kind::measure; })) continue;
        if (of_the_responsible.count(c->name) && !(m ? may_answer_for(p, m->id, v) : may_answer_for_any(p, v))) continue;
        if (auto as = counted_as.find(c->name); m && as != counted_as.end() && !counts(p, *m, as->second)) continue;
        if (c->name == "publish-conclusion" && m) {
            const auto* promise = p.promise(m->id);
            if (!promise || promise->kind != "considers") continue;
        }
        list.push_back(act_with(c->name, m ? object{{"measure", m->id}} : object{}));
    }
    return list;
}

json::bj::array acts_on_work(Folder& f, const access::Viewer& v, const WorkRow& row, const Work& w, Date day) {
    array list;
    for (const auto* c : command_types()) {
        if (!of_these_rooms(*c) || !f.policy().could_do(v, {}, c->name)) continue;
        auto fields = c->fields();
        if (std::none_of(fields.begin(), fields.end(), [&](auto& s) { return s.kind == FieldShape::Kind::ref && s.name == row.kind->value; })) continue;
        if (of_the_responsible.count(c->name) && !may_answer_for(*f.pack(), row.measure->value, v)) continue;
        if (of_the_beginner.count(c->name) && row.agency->value != v.agency) continue;
        if (auto states = in_states.find(c->name); states != in_states.end() && !states->second.count(row.state->value)) continue;
        if (!has_room(c->name, w, day)) continue;
        object with{{row.kind->value, row.code->value}};
        const char* item = c->name == "complete-decision" ? "decision" : c->name == "follow-up-conclusion" ? "conclusion" : nullptr;
        if (!item) {
            list.push_back(act_with(c->name, std::move(with)));
            continue;
        }
        for (const auto& [n, o] : w.owed) {
            if (o.done || (o.owner != v.agency && row.agency->value != v.agency)) continue;
            object one = with;
            one[item] = n;
            list.push_back(act_with(c->name, std::move(one)));
        }
    }
    return list;
}

Result<array> next_in_measure(Folder& f, const Moment& m, const pack::Measure& measure) {
    std::vector<object> list;
    auto rows = TRY(plan_rows_of(f, m, "by_measure", {value(MeasureRef{measure.id})}));
    for (const auto& row : rows) {
        auto open = TRY(waiting_in(f, m, row));
        for (const auto& w : open) list.push_back(told_next(*f.pack(), row, w, m.day));
    }
    return by_day(std::move(list));
}

Result<array> plan_on_desk(Folder& f, const Moment& m, const access::Viewer& v) {
    std::vector<object> list;
    Date until = m.day.plus_days(soon_days);
    auto add = [&](const WorkRow& row, bool ours, bool soon) -> Status {
        auto open = TRY(waiting_in(f, m, row));
        for (const auto& w : open) {
            if (w.item ? w.agency != v.agency : !ours || (soon && w.day > until)) continue;
            list.push_back(told_next(*f.pack(), row, w, m.day));
        }
        return {};
    };
    for (auto [kind, states] : {std::pair<const char*, std::vector<const char*>>{"milestone", {"set", "overdue"}}, {"commitment", {"made"}}, {"study", {"commissioned"}}})
        for (const char* state : states) {
            auto found = TRY(m.rows->range(table_of<WorkRow>(), "by_due", std::vector<Value>{value(Name{kind}), value(Name{state})}, value(Date(-1'000'000)), value(until.plus_days(1)), looked_at_most));
            for (const auto& r : found) {
                auto row = TRY(work_as_of(f, m, from_row<WorkRow>(r)));
                if (!row) continue;
                const auto* measure = f.pack()->measure(row->measure->value);
                bool named = row->kind->value != "study" && measure && std::find(measure->ministries.begin(), measure->ministries.end(), v.agency) != measure->ministries.end();
                TRY(add(*row, named || row->agency->value == v.agency, true));
            }
        }
    for (const char* kind : {"forum", "conference"}) {
        auto rows = TRY(plan_rows_of(f, m, "by_due", {value(Name{kind})}));
        for (const auto& row : rows) TRY(add(row, row.agency->value == v.agency, true));
    }
    return by_day(std::move(list));
}

Result<Work> work_at(Folder& f, const Moment& m, const WorkRow& row) {
    Stream s{*stream_of_work(row.kind->value), *row.id};
    Loader loader(f, m.last);
    TRY(loader.load(s));
    return loader.take().world.works.at(s.id);
}

Result<std::optional<WorkRow>> work_as_of(Folder& f, const Moment& m, WorkRow row) {
    if (*row.since > m.day) return std::optional<WorkRow>{};
    if (m.last == UINT64_MAX) return std::optional(std::move(row));
    auto w = TRY(work_at(f, m, row));
    row.state = Name{w.state};
    row.due = w.due;
    row.planned = w.planned;
    row.done = w.done;
    return std::optional(std::move(row));
}

}  // namespace soria::app
