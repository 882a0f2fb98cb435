// Persons and their cases as rows of the standard: what this viewer may see of each, and what the standard cannot say.
#include <algorithm>

#include "app/htcds/standard.hpp"
#include "app/service/moment.hpp"
#include "domain/protection/events.hpp"

namespace soria::app {
namespace {

using json::bj::array;
using json::bj::object;
using namespace domain;
using htcds::Standard;

constexpr size_t scanned_at_once = 200, events_max = 500;

// Opens of an event what this viewer may see of it, and nothing else.
class Within : public Opener {
public:
    Within(Folder& f, const access::Viewer& v, const access::Bond& b) : folder_(f), viewer_(v), bond_(b) {}
    Result<std::optional<std::string>> open(const EventRecord& e, const SealedField& s) override {
        if (!folder_.policy().may_see(viewer_, bond_, s.cls).shown) return std::optional<std::string>{};
        return folder_.open(e, s);
    }

private:
    Folder& folder_;
    const access::Viewer& viewer_;
    const access::Bond& bond_;
};

struct Told {
    std::map<std::string, size_t> unsaid;                 // what Soria holds and the standard cannot say -> rows
    std::map<std::string, std::pair<std::string, size_t>> withheld;   // class -> rule, rows
};

class RowOf {
public:
    RowOf(Folder& f, Moment& m, const access::Viewer& v, const Standard& s, const World& w, Told& told) : f_(f), m_(m), v_(v), s_(s), w_(w), told_(told) {}

    std::map<std::string, std::string, std::less<>> cells;    // by the standard's name
    std::vector<Id> subjects;

    Status person(const PersonRow& row, const access::Bond& bond) {
        subjects.push_back(row.id->value);
        see(bond, Class::statistical, [&] { return put("person.gender", s_.theirs(*s_.at("person.gender"), row.gender->value)); });
        auto name = TRY(revealed(row.full_name, bond));
        if (name) names(name->value);
        auto born = TRY(revealed(row.born, bond));
        if (born && *born) {
            if ((*born)->exact()) put("person.born", (*born)->date.text());
            else unsaid("a birth known to the month or year only");
        } else if (row.age_band->value != "unknown") {
            unsaid("an age band without a date of birth");
        }
        auto country = TRY(revealed(row.citizenship, bond));
        if (country) put("person.citizenship", country->value);
        auto language = TRY(revealed(row.language, bond));
        if (language) put("person.language", language->value);
        auto documents = TRY(revealed(row.documents, bond));
        if (documents) numbers(*documents);
        auto others = TRY(revealed(row.other_names, bond));
        if (others && !others->empty()) unsaid("another name than the full one");
        auto contact = TRY(revealed(row.contact, bond));
        if (contact) lines("person.contact", *contact, "contact in words of its own");
        return {};
    }

    Status report(const ReportRow& row, const access::Bond& bond, bool alone) {
        subjects.push_back(row.id->value);
        see(bond, Class::statistical, [&] { form(row.form->value); });
        auto seen = TRY(revealed(row.seen, bond));
        if (seen) put("report.seen", *seen);
        auto place = TRY(revealed(row.place, bond));
        if (place) lines("report.place", *place, "a place in words of its own");
        return *row.screenings ? means(row, bond, alone) : Status{};
    }

    Status case_(const CaseRow& row, const access::Bond& bond) {
        subjects.push_back(row.id->value);
        put("case.status", s_.theirs(*s_.at("case.status"), row.phase->value));
        if (row.phase->value == "returning" || row.phase->value == "returned") unsaid("a return");
        if (row.phase->value == "closed") TRY(closed(row, bond));
        return finding(row.id->value, bond);
    }

private:
    void unsaid(std::string what) { ++told_.unsaid[std::move(what)]; }
    void put(std::string_view held, std::string text, std::string_view label = {}) {
        if (const auto* f = s_.at(held, label); f && !text.empty()) cells[f->field] = std::move(text);
    }
    void withhold(Class c, const std::string& rule) {
        auto& w = told_.withheld[std::string(name_of(c))];
        w.first = rule;
        if (std::find(counted_.begin(), counted_.end(), c) == counted_.end()) counted_.push_back(c), ++w.second;
    }
    template <class Fn> void see(const access::Bond& b, Class c, Fn fn) {
        auto verdict = f_.policy().may_see(v_, b, c);
        if (verdict.shown) fn();
        else withhold(c, verdict.rule);
    }
    template <Class C, class T> Result<std::optional<T>> revealed(const Sealed<C, T>& field, const access::Bond& b) {
        auto verdict = f_.policy().may_see(v_, b, C);
        if (!verdict.shown) withhold(C, verdict.rule);
        return access::reveal(field, f_.policy(), v_, b, f_.opener());
    }

    void names(const std::string& name) {
        auto parts = htcds::parts_of_name(name);
        put("person.name.first", parts.first);
        put("person.name.middle", parts.middle);
        put("person.name.second", parts.second);
        if (parts.guessed) unsaid("a name of more than three words: which are which is a guess");
    }
    void numbers(const std::vector<DocumentHeld>& documents) {
        bool told = false;
        for (const auto& d : documents) {
            if (told || d.kind.value != "state-number") unsaid("a document, or a second number of a state");
            else put("person.number", d.number.value), told = true;
        }
    }
    void lines(std::string_view held, const std::string& text, const char* otherwise) {
        std::vector<std::string> labels;
        for (const auto& f : s_.pack().htcds)
            if (f.held == held) labels.push_back(f.label);
        auto found = htcds::lines_of_text(text, labels);
        if (!found) return unsaid(otherwise);
        for (auto& [label, value] : *found) put(held, std::move(value), label);
    }
    void form(const std::string& code) {
        if (code == "unknown") return;
        auto type = s_.theirs(*s_.at("report.form"), code);
        if (type.empty()) unsaid("the form " + code + ", written as Other");
        put("report.form", type.empty() ? "Other" : type);
        put("report.form.sexual", s_.theirs(*s_.at("report.form.sexual"), code));
    }

    // The events of a stream of one type, with what may be seen of them.
    template <class E> Result<std::vector<std::pair<EventRecord, E>>> events(const Stream& s, const access::Bond& bond) {
        Within opener(f_, v_, bond);
        auto found = m_.now ? m_.now->load(s) : f_.ledger().load(s);
        auto records = TRY(std::move(found));
        std::vector<std::pair<EventRecord, E>> list;
        for (auto& r : records) {
            if (r.number > m_.last) break;
            if (r.type != E::type || list.size() == events_max) continue;
            auto e = TRY(joined<E>(r, &opener));
            list.emplace_back(std::move(r), std::move(e));
        }
        return list;
    }

    Status means(const ReportRow& row, const access::Bond& bond, bool alone) {
        auto screened = TRY(events<ReportScreened>({StreamKind::report, row.id->value}, bond));
        auto verdict = f_.policy().may_see(v_, bond, Class::story);
        std::vector<std::string> codes;
        for (const auto& [record, e] : screened) {
            if (e.list->value != "htcds-means") unsaid("a screening with another list");
            else if (!verdict.shown) withhold(Class::story, verdict.rule);
            else if (!alone) unsaid("means of control in a report about several people");
            else for (const auto& i : e.indicators.value)
                if (std::find(codes.begin(), codes.end(), i.indicator.value) == codes.end()) codes.push_back(i.indicator.value);
        }
        std::string all;
        for (const auto& code : codes) {
            auto theirs = s_.theirs(*s_.at("report.means"), code);
            if (theirs.empty()) unsaid("the means of control " + code);
            else all += (all.empty() ? "" : ";") + theirs;
        }
        put("report.means", all);
        return {};
    }

    Status closed(const CaseRow& row, const access::Bond& bond) {
        auto ended = TRY(events<CaseClosed>({StreamKind::case_, row.id->value}, bond));
        auto verdict = f_.policy().may_see(v_, bond, Class::care);
        if (!verdict.shown) withhold(Class::care, verdict.rule);
        else if (!ended.empty()) put("case.closed-because", ended.back().second.why.value);
        return {};
    }

    // Findings stand side by side; a row has room for one: the own agency's last, else the last.
    Status finding(const Id& case_id, const access::Bond& bond) {
        const auto& c = w_.cases.at(case_id);
        auto rows = TRY(scan<FindingRow>(*m_.rows, "", {value(c.person)}, events_max));
        if (rows.empty() || !f_.policy().may_see(v_, bond, Class::statistical).shown) return {};
        std::stable_sort(rows.begin(), rows.end(), [](auto& a, auto& b) { return *a.number < *b.number; });
        auto own = std::find_if(rows.rbegin(), rows.rend(), [&](auto& r) { return r.agency->value == v_.agency; });
        const auto& chosen = own == rows.rend() ? rows.back() : *own;
        put("finding.status", s_.theirs(*s_.at("finding.status"), chosen.finding->value));
        see(bond, Class::staff, [&] {
            const auto* agency = s_.pack().agency(chosen.agency->value);
            if (agency) put("finding.by", s_.theirs(*s_.at("finding.by"), agency->kind));
        });
        if (rows.size() > 1) unsaid("a finding beside the one that is written");
        auto grounds = TRY(revealed(chosen.grounds, bond));
        if (grounds && !grounds->empty()) unsaid("the grounds of a finding");
        return {};
    }

    Folder& f_;
    Moment& m_;
    const access::Viewer& v_;
    const Standard& s_;
    const World& w_;
    Told& told_;
    std::vector<Class> counted_;
};

class Export {
public:
    Export(Folder& f, Moment& m, const access::Viewer& v, bool survey) : f_(f), m_(m), v_(v), standard_(*f.pack()), survey_(survey) {}

    // Adds a person's rows when there is room for another; nothing when this viewer knows of none.
    enum class Added { hidden, yes, no_room };
    Result<Added> add(const PersonRow& person, bool room, Look& out) {
        bool erased = TRY(erased_by_now(f_, m_, *person.id));
        if (erased) return Added::hidden;
        Loader loader(f_, m_.last, m_.now);
        TRY(loader.add({StreamKind::person, person.id->value}));
        std::vector<Id> reports{loader.world().persons.at(person.id->value).report.value};
        for (const auto& [id, c] : loader.world().cases) reports.push_back(c.report.value);
        for (const auto& id : reports)
            if (id != Id{}) TRY(loader.add({StreamKind::report, id}));
        World w = loader.take().world;
        const auto& p = w.persons.at(person.id->value);
        auto bond = without_orders(bond_with(w, p, v_, m_.day));
        if (!f_.policy().present(v_, bond)) return Added::hidden;
        if (!room) return Added::no_room;
        std::vector<const Case*> cases;
        for (const auto& [id, c] : w.cases)
            if (c.person == p.id && f_.policy().present(v_, without_orders(bond_with(w, c, v_, m_.day)))) cases.push_back(&c);
        if (cases.size() > 1) told_.unsaid["a person with several cases is a row for each"] += 1;
        if (cases.empty()) cases.push_back(nullptr);
        for (const auto* c : cases) TRY(row(w, p, person, bond, c, out));
        return Added::yes;
    }

    object report() const {
        array unsaid, withheld;
        for (const auto& [what, rows] : told_.unsaid) unsaid.push_back(object{{"what", what}, {"rows", rows}});
        for (const auto& [cls, w] : told_.withheld) withheld.push_back(object{{"class", cls}, {"rule", w.first}, {"rows", w.second}});
        return {{"not_in_the_standard", std::move(unsaid)}, {"withheld", std::move(withheld)}};
    }
    array columns() const {
        array a;
        for (const auto& f : standard_.pack().htcds)
            if (!f.held.empty()) a.push_back(json::bj::string(survey_ && !f.xlsform.empty() ? f.xlsform : f.field));
        return a;
    }
    array rows;

private:
    Status row(const World& w, const Person& p, const PersonRow& person, const access::Bond& bond, const Case* c, Look& out) {
        RowOf r(f_, m_, v_, standard_, w, told_);
        TRY(r.person(person, bond));
        auto report = TRY(get<ReportRow>(*m_.rows, {value(c ? c->report : p.report)}));
        if (report) {
            const auto& from = w.reports.at(report->id->value);
            auto with = without_orders(bond_with(w, from, v_, m_.day));
            if (f_.policy().present(v_, with)) TRY(r.report(*report, with, from.people.size() == 1));
        }
        if (c) {
            auto kept = TRY(get<CaseRow>(*m_.rows, {value(c->id)}));
            if (kept) TRY(r.case_(*kept, without_orders(bond_with(w, *c, v_, m_.day))));
        }
        array cells;
        for (const auto& f : standard_.pack().htcds) {
            if (f.held.empty()) continue;
            auto found = r.cells.find(f.field);
            std::string text = found == r.cells.end() ? "" : found->second;
            if (survey_ && f.type == "multiselect") std::replace(text.begin(), text.end(), ';', ' ');
            cells.push_back(json::bj::string(text));
        }
        rows.push_back(std::move(cells));
        out.subjects.insert(out.subjects.end(), r.subjects.begin(), r.subjects.end());
        return {};
    }

    Folder& f_;
    Moment& m_;
    const access::Viewer& v_;
    Standard standard_;
    bool survey_;
    Told told_;
};

}  // namespace

Result<Look> look_htcds(Folder& f, const Asked& a, std::string_view names) {
    if (names != "standard" && names != "xlsform") return invalid("must be standard or xlsform", "names");
    if (f.pack()->htcds.empty()) return refuse("htcds", "this folder's pack says nothing of the standard: it has no htcds.yaml");
    Moment m = TRY(Moment::of(f, a));
    std::string what = of_list("htcds " + a.viewer.agency, a);
    std::vector<Value> after;
    if (!a.cursor.empty()) {
        auto at = TRY(decrypt_cursor(a.cursor, what));
        if (at.size() != 16) return invalid("is not a cursor of this server: begin the list again", "cursor");
        after = {Blob{at}};
    }
    Look out{{}, {}, "export htcds", ""};
    Export page(f, m, a.viewer, names == "xlsform");
    std::string last;
    bool more = true, full = false;
    size_t persons = 0;
    // As in the list of cases: a page is full of persons that are shown, so that its size tells nothing of the others.
    while (more && !full) {
        auto found = TRY(scan<PersonRow>(*m.rows, "", {}, scanned_at_once, after));
        more = found.size() == scanned_at_once;
        for (const auto& person : found) {
            auto added = TRY(page.add(person, persons < a.limit, out));
            if ((full = added == Export::Added::no_room)) break;
            after = {value(*person.id)};
            if (added == Export::Added::hidden) continue;
            last = std::string(reinterpret_cast<const char*>(person.id->value.data()), 16);
            ++persons;
        }
    }
    out.body["as_of"] = m.day.text();
    out.body["columns"] = page.columns();
    out.body["rows"] = std::move(page.rows);
    out.body["report"] = page.report();
    if (full) out.body["next"] = encrypt_cursor(last, what);
    return out;
}

}  // namespace soria::app
