// From a figure down to the work it was computed from: of work on the plan everything, for it is about nobody; of cases those that this
// viewer may know of, and of these the events that a case's page would tell them.
#include <algorithm>

#include "app/service/events_out.hpp"
#include "app/service/plan.hpp"
#include "domain/plan/views.hpp"

namespace soria::app {
namespace {

using json::bj::array;
using json::bj::object;
using namespace domain;
using pack::Figure;

// So many cases or works are looked through for one answer; the next begins where it ended.
constexpr size_t looked_at_max = 1000, scan_max = 200, shown_events_max = 20;

struct Wanted { std::string sum; bool due; std::map<std::string, std::vector<std::string>> where; };
// The types of events that a figure is computed from, each with what is wanted of its fields.
std::multimap<std::string, Wanted> wanted_by(const Figure& f) {
    std::multimap<std::string, Wanted> all;
    for (const auto* terms : {&f.plus, &f.less, &f.of})
        for (const auto& t : *terms) all.emplace(t.event, Wanted{t.sum, t.due, t.where});
    if (f.form == Figure::Form::median) all.emplace(f.to, Wanted{"", false, f.where});
    if (f.form == Figure::Form::change) {
        auto where = f.change.where;
        where[f.change.field] = {f.change.before, f.change.after};
        all.emplace(f.change.event, Wanted{f.change.whole, false, std::move(where)});
    }
    return all;
}

std::string word(const json::bj::value& v) { return v.is_string() ? std::string(v.get_string()) : json::write(v); }
bool has(const json::bj::value& field, const std::string& part, const std::vector<std::string>& values) {
    if (field.is_array())
        return std::any_of(field.get_array().begin(), field.get_array().end(), [&](auto& item) { return has(item, part, values); });
    if (!part.empty()) {
        const auto* p = field.is_object() ? field.get_object().if_contains(part) : nullptr;
        return p && has(*p, "", values);
    }
    return std::find(values.begin(), values.end(), word(field)) != values.end();
}
bool fits(const object& fields, const Wanted& w) {
    return std::all_of(w.where.begin(), w.where.end(), [&](auto& want) {
        auto dot = want.first.find('.');
        const auto* field = fields.if_contains(want.first.substr(0, dot));
        return field && has(*field, dot == std::string::npos ? "" : want.first.substr(dot + 1), want.second);
    });
}

class Behind {
public:
    Behind(Folder& f, const Asked& a, const Moment& m, const Figure& figure, Span span) : f_(f), a_(a), m_(m), wanted_(wanted_by(figure)), span_(span) {
        for (const auto& [event, w] : wanted_) {
            const auto* t = type_called(event);
            if (t) (of_work(t->stream) ? works_ : cases_) = true;
        }
    }

    Status look(const std::string& from) {
        after_ = from;
        if (works_ && (after_.empty() || after_[0] == 'w')) TRY(look_at_works());
        if (cases_ && !full_) TRY(look_at_cases());
        return {};
    }
    array list;
    std::vector<Id> subjects;
    std::string next;                    // empty: there is no more

private:
    static const EventType* type_called(const std::string& name) {
        for (const auto* t : event_types())
            if (t->name == name) return t;
        return nullptr;
    }
    // An event as it is listed, when the figure counts it.
    Result<std::optional<object>> counted(const EventRecord& e, const access::Bond& bond) {
        const auto* type = event_type(e.type);
        if (!type || !wanted_.count(std::string(type->name))) return std::optional<object>{};
        if (!of_work(type->stream) && !f_.policy().may_see(a_.viewer, bond, type->tells).shown) return std::optional<object>{};
        auto told = TRY(event_out(f_, e));
        auto day = TRY(Date::parse(told["day"].get_string()));
        const auto& fields = told["fields"].get_object();
        auto [from, until] = wanted_.equal_range(std::string(type->name));
        for (auto w = from; w != until; ++w) {
            if (!fits(fields, w->second) || !may_see(*type, w->second, bond)) continue;
            Date on = w->second.due ? std::max(day, due_in(fields)) : day;
            if (on < span_.from || on >= span_.until) continue;
            object o{{"event", type->name}, {"what", f_.pack()->text("event." + std::string(type->name), a_.viewer.language)}, {"day", day.text()}};
            if (!w->second.sum.empty())
                if (const auto* n = fields.if_contains(w->second.sum)) o["adds"] = *n;
            return std::optional(std::move(o));
        }
        return std::optional<object>{};
    }
    static Date due_in(const object& fields) {
        for (const char* name : {"due", "was_due"})
            if (const auto* day = fields.if_contains(name); day && day->is_string())
                if (auto due = Date::parse(day->get_string())) return *due;
        return always.from;
    }
    // That it fits what is wanted tells the field: whoever may not see its class is not told that it does.
    bool may_see(const EventType& t, const Wanted& w, const access::Bond& bond) const {
        return std::all_of(t.fields.begin(), t.fields.end(), [&](auto& field) {
            bool asked = std::any_of(w.where.begin(), w.where.end(), [&](auto& want) { return want.first.substr(0, want.first.find('.')) == field.name; });
            return !asked || f_.policy().may_see(a_.viewer, bond, field.cls).shown;
        });
    }

    Status look_at_works() {
        std::vector<Value> after;
        if (after_.size() == 1 + 4 + 16) after = {value(Date{day_in(after_)}), Blob{after_.substr(5)}};
        for (size_t looked = 0;;) {
            auto rows = TRY(domain::scan<WorkRow>(*m_.rows, "by_since", {}, scan_max, after));
            for (const auto& row : rows) {
                if (full_ = list.size() >= a_.limit || looked++ >= looked_at_max; full_) return next_from('w');
                after = {value(*row.since), value(*row.id)};
                after_ = "w" + bytes_of(row.since->days()) + raw(*row.id);
                TRY(look_at_work(row));
            }
            if (rows.size() < scan_max) break;
        }
        after_ = "c";
        return {};
    }
    Status look_at_work(const WorkRow& row) {
        auto kind = stream_of_work(row.kind->value);
        if (!kind || !f_.policy().may_see(a_.viewer, {}, Class::public_).shown) return {};
        bool any = std::any_of(wanted_.begin(), wanted_.end(), [&](auto& w) {
            const auto* t = type_called(w.first);
            auto measure = w.second.where.find("measure");
            return t && t->stream == *kind && (measure == w.second.where.end() || std::find(measure->second.begin(), measure->second.end(), row.measure->value) != measure->second.end());
        });
        if (!any) return {};
        auto events = TRY(f_.ledger().load({*kind, *row.id}));
        array found;
        TRY(take(events, {}, found));
        if (found.empty()) return {};
        auto o = TRY(shown(f_, row, a_.viewer, {}));
        list.push_back(object{{"work", o["code"]}, {"kind", o["kind"]}, {"title", o["title"]}, {"agency", o["agency"]}, {"times", found.size()}, {"events", first(std::move(found))}});
        return {};
    }
    Status take(const std::vector<EventRecord>& events, const access::Bond& bond, array& found) {
        for (const auto& e : events) {
            if (e.number > m_.last) break;
            auto one = TRY(counted(e, bond));
            if (one) found.push_back(std::move(*one));
        }
        return {};
    }
    static array first(array all) {
        if (all.size() > shown_events_max) all.erase(all.begin() + long(shown_events_max), all.end());
        return all;
    }

    // Whoever may know of every case by its code looks through all of them; everybody else through their agency's own.
    Status look_at_cases() {
        bool every = f_.policy().present(a_.viewer, {});
        std::vector<Value> after, prefix;
        if (!every) prefix = {value(AgencyRef{a_.viewer.agency})};
        if (after_.size() == 17) after = every ? std::vector<Value>{Blob{after_.substr(1)}} : std::vector<Value>{prefix[0], Blob{after_.substr(1)}};
        for (size_t looked = 0;;) {
            std::vector<CaseId> ids;
            if (every) {
                auto rows = TRY(domain::scan<CaseRow>(*m_.rows, "", {}, scan_max, after));
                for (const auto& r : rows) ids.push_back(*r.id);
            } else {
                auto rows = TRY(domain::scan<TeamRow>(*m_.rows, "", prefix, scan_max, after));
                for (const auto& r : rows) ids.push_back(*r.id);
            }
            for (const auto& id : ids) {
                if (full_ = list.size() >= a_.limit || looked++ >= looked_at_max; full_) return next_from('c');
                after = every ? std::vector<Value>{value(id)} : std::vector<Value>{prefix[0], value(id)};
                after_ = "c" + raw(id.value);
                TRY(look_at_case(id));
            }
            if (ids.size() < scan_max) return {};
        }
    }
    Status look_at_case(const CaseId& id) {
        Loader loader(f_, m_.last, m_.now);
        loader.keep_events();
        if (auto ok = loader.add({StreamKind::case_, id.value}); !ok) return ok.error().fault == Fault::absent ? Status() : ok;   // as of a day before it was opened
        const auto& w = loader.world();
        const auto& c = w.cases.at(id.value);
        auto bond = bond_with(w, c, a_.viewer, m_.day);
        if (!f_.policy().present(a_.viewer, without_orders(bond))) return {};
        auto row = TRY(get<CaseRow>(*m_.rows, {value(id)}));
        if (!row) return {};
        array found;
        for (const Stream& s : {Stream{StreamKind::report, c.report.value}, Stream{StreamKind::person, c.person.value}, Stream{StreamKind::case_, id.value}})
            if (auto events = loader.loaded().events.find(s); events != loader.loaded().events.end()) TRY(take(events->second, bond, found));
        if (found.empty()) return {};
        auto o = TRY(shown(f_, *row, a_.viewer, bond));
        const auto* code = o.if_contains("code");
        if (!code) return {};
        list.push_back(object{{"case", *code}, {"times", found.size()}, {"events", first(std::move(found))}});
        subjects.push_back(id.value);
        if (c.person) subjects.push_back(c.person.value);
        return {};
    }

    static std::string raw(const Id& id) { return std::string(reinterpret_cast<const char*>(id.data()), id.size()); }
    static std::string bytes_of(int32_t n) { return std::string(reinterpret_cast<const char*>(&n), sizeof n); }
    static int32_t day_in(const std::string& s) {
        int32_t n = 0;
        std::copy_n(s.data() + 1, sizeof n, reinterpret_cast<char*>(&n));
        return n;
    }
    Status next_from(char where) {
        next = after_.empty() ? std::string(1, where) : after_;
        return {};
    }
    Folder& f_;
    const Asked& a_;
    const Moment& m_;
    std::multimap<std::string, Wanted> wanted_;
    Span span_;
    bool works_ = false, cases_ = false, full_ = false;
    std::string after_;                  // w: works from here on; c: cases
};

}  // namespace

Result<Look> look_figure(Folder& f, const Asked& a, std::string_view id) {
    auto v = TRY(PlanView::of(f, a));
    const auto* figure = v.pack().figure(id);
    if (!figure) return fail(Fault::absent, "the pack has no figure " + std::string(id.substr(0, 100)), "figure");
    Look out{{}, {}, "figure " + figure->id, ""};
    out.body = TRY(v.figure(*figure, PlanView::Detail::years));
    out.body["folder"] = f.kind();
    std::string what = of_list("figure " + figure->id, a), from;
    if (!a.cursor.empty()) from = TRY(decrypt_cursor(a.cursor, what));
    Moment m = TRY(Moment::of_present(f, a));
    Span span = v.span_of(*figure);
    if (figure->during) span.from = always.from;
    Behind behind(f, a, m, *figure, span);
    TRY(behind.look(from));
    out.body["behind"] = std::move(behind.list);
    out.subjects = std::move(behind.subjects);
    if (!behind.next.empty()) out.body["next"] = encrypt_cursor(behind.next, what);
    return out;
}

}  // namespace soria::app
