#include "domain/core/tally.hpp"

#include "domain/core/evolve.hpp"
#include "domain/core/folding.hpp"

namespace soria::domain {
namespace {

using Names = std::set<std::string_view>;

// Types of which there are many for each case: all their fields together would make nearly a row for each event, each field alone
// would write many rows for each event. Every event is counted by the two named here together, then by each other field alone.
struct Many { std::string_view event, first, second; };
constexpr Many many[] = {{"ReportReceived", "region", "form"}, {"ReportScreened", "list", "agency"}, {"PersonRegistered", "gender", "age_band"},
                         {"CaseOpened", "audience", "form"}, {"ContactLogged", "region", "arena"}};
// Of these, two more that are counted together.
constexpr Many beside[] = {{"ContactLogged", "city", "referred"}};
// Clear fields that say what a promise is about, though their class is not `statistical`; and amounts.
const Names counted_besides{"ClockStarted.clock", "ClockExpired.clock", "ClockEnded.clock", "ClockEnded.by", "DutyArose.duty", "DutyDone.duty",
                            "DutyOverdue.duty", "ReportScreened.agency", "ServiceDelivered.provider", "FindingRecorded.agency",
                            "DeploymentRecorded.unit", "FundsDisbursed.purpose"};
const Names summed_besides{"LegalAidGranted.minutes", "LegalAidUsed.minutes", "SeriesOpened.planned"};
const Names left_out{"ReportScreened.seen", "ReportScreened.listed", "ReportReceived.period", "ReportReceived.origin", "CaseOpened.period",
                     "PersonRegistered.means_of_control"};
constexpr uint16_t first_of_the_plan = 123;      // from here on, agencies are counted too: such events are few
constexpr size_t value_bytes_max = 120;

// Days between two events of one stream. `once`: from the first of the one to the first of the other; else from the last of
// the one to the next of the other. The fields say which of several in a stream belong together.
struct Span { std::string_view from, from_which, to, to_which; bool once; };
constexpr Span spans[] = {
    {"ReportReceived", "", "ReportAccepted", "", true},
    {"PersonRegistered", "", "FindingRecorded", "", true},
    {"PersonRegistered", "", "RightsTold", "", true},
    {"ConcernReported", "", "CaseLinked", "", true},
    {"CaseOpened", "", "ServiceDelivered", "", true},
    {"CaseOpened", "", "BedAssigned", "", true},
    {"CaseOpened", "", "CaseClosed", "", true},
    {"NeedRecorded", "service", "ServiceDelivered", "order.service", true},
    {"ServiceOrdered", "order", "ServiceDelivered", "order", true},
    {"ReferralOffered", "referral", "ReferralAccepted", "referral", true},
    {"Departed", "", "ReturnFollowedUp", "", true},
    {"ApplicationLodged", "application", "ApplicationDecided", "application", false},
    {"BedAssigned", "", "BedLeft", "", false},
    {"ClockStarted", "clock", "ClockEnded", "clock", false},
    {"ClockStarted", "clock", "ClockExpired", "clock", false},
};
struct First { std::string_view event, by; };
constexpr First firsts[] = {{"FindingRecorded", "finding"}, {"ReportAccepted", ""}, {"ReportScreened", ""}, {"ServiceDelivered", ""},
                            {"StepPlanned", ""}, {"StepReached", ""}, {"ReflectionPeriodGranted", ""}, {"RightsTold", ""},
                            {"ConcernReported", ""}, {"ReturnFollowedUp", ""}, {"BedAssigned", ""}, {"LegalAidUsed", ""}};

enum class Kind : uint8_t { text, flag, number, texts, structs };
struct Field {
    uint8_t number = 0;
    std::string name;
    Kind kind = Kind::text;
    std::vector<std::string> parts;      // of a list of structs: the names of their fields
};
struct Watch { std::string which; bool counts = false; };   // the first of its stream, and whether that is a figure of its own
struct Plan {
    int32_t type = 0;
    std::vector<std::vector<Field>> cells;   // each group together; an event always stands in the first
    std::vector<Field> lists, sums, all;
    std::optional<Field> due;                // counted once more, on the day it falls due
    std::vector<Watch> watched;
    std::vector<const Span*> ends, begins;
};

bool begins(std::string_view s, std::string_view with) { return s.substr(0, with.size()) == with; }

// "list(struct(how code(information), language language))" -> how, language
std::vector<std::string> names_in(std::string_view type) {
    std::vector<std::string> names;
    type = type.substr(type.find("struct(") + 7);
    for (size_t at = 0; at < type.size();) {
        names.emplace_back(type.substr(at, type.find(' ', at) - at));
        auto comma = type.find(", ", at);
        at = comma == std::string_view::npos ? type.size() : comma + 2;
    }
    return names;
}
std::string_view bare(std::string_view type) {
    return begins(type, "optional(") ? type.substr(9, type.size() - 10) : type;
}
bool named(std::string_view t) {
    return begins(t, "code(") || t == "service" || t == "indicator-list" || t == "language" || t == "country" || t == "measure";
}

bool in_first_group(const EventType& t, std::string_view field) {
    for (const auto& m : many)
        if (m.event == t.name) return field == m.first || field == m.second;
    return true;
}

// Of two that are counted together beside the first group, the group that the earlier one opened.
std::vector<Field>* group_beside(Plan& p, const EventType& t, std::string_view field) {
    for (const auto& m : beside)
        if (m.event == t.name && field == m.second)
            for (auto& group : p.cells)
                if (!group.empty() && group.front().name == m.first) return &group;
    return nullptr;
}

void read_field(Plan& p, const EventType& t, const FieldInfo& f) {
    std::string full = std::string(t.name) + "." + std::string(f.name);
    auto type = bare(f.type);
    Field field{f.number, std::string(f.name), Kind::text, {}};
    if (type == "bool") field.kind = Kind::flag;
    if (type == "int32" || type == "int64" || type == "nok") field.kind = Kind::number;
    p.all.push_back(field);
    if (t.number >= first_of_the_plan && type == "date" && (f.name == "due" || f.name == "was_due")) p.due = field;
    if (is_sealed(f.cls) || left_out.count(full)) return;
    bool statistical = f.cls == Class::statistical;
    if (field.kind == Kind::number) {
        if (statistical || summed_besides.count(full)) p.sums.push_back(std::move(field));
        return;
    }
    if (begins(type, "list(struct(") && statistical) {
        field.kind = Kind::structs;
        field.parts = names_in(type);
        p.lists.push_back(std::move(field));
    } else if (begins(type, "list(") && statistical) {
        field.kind = Kind::texts;
        p.lists.push_back(std::move(field));
    } else if (counted_besides.count(full) || (named(type) && f.cls != Class::staff) || (type == "bool" && f.cls != Class::staff) ||
               (type == "name" && statistical) || (type == "agency" && t.number >= first_of_the_plan)) {
        if (in_first_group(t, f.name)) p.cells.front().push_back(std::move(field));
        else if (auto* group = group_beside(p, t, f.name)) group->push_back(std::move(field));
        else p.cells.push_back({std::move(field)});
    }
}

void watch(Plan& p, std::string_view which, bool counts) {
    for (auto& w : p.watched)
        if (w.which == which) {
            w.counts = w.counts || counts;
            return;
        }
    p.watched.push_back({std::string(which), counts});
}
Plan plan_for(const EventType& t) {
    Plan p;
    p.type = t.number;
    p.cells.emplace_back();
    for (const auto& f : t.fields) read_field(p, t, f);
    for (const auto& s : spans) {
        if (s.to == t.name) {
            p.ends.push_back(&s);
            if (s.once) watch(p, s.to_which, false);
        }
        if (s.from != t.name) continue;
        if (s.once) watch(p, s.from_which, false);
        else if (p.begins.empty()) p.begins.push_back(&s);   // two pairs that begin alike share their beginning
    }
    for (const auto& f : firsts)
        if (f.event == t.name) watch(p, f.by, true);
    return p;
}
// By number of the type, then by version of the type.
const std::vector<std::vector<Plan>>& plans() {
    static const auto list = [] {
        std::vector<std::vector<Plan>> all;
        for (const auto* t : event_types()) {
            if (all.size() <= t->number) all.resize(size_t(t->number) + 1);
            for (const auto* v = t; v; v = v->before) all[t->number].insert(all[t->number].begin(), plan_for(*v));
        }
        return all;
    }();
    return list;
}
int32_t number_of(std::string_view name) {
    static const auto numbers = [] {
        std::map<std::string_view, int32_t> m;
        for (const auto* t : event_types()) m[t->name] = t->number;
        return m;
    }();
    return numbers.at(name);
}

// A value as a cell holds it: without the signs that part cells.
std::string in_cell(std::string_view value) {
    size_t size = std::min(value.size(), value_bytes_max);
    while (size < value.size() && size > 0 && (uint8_t(value[size]) & 0xC0) == 0x80) --size;   // whole letters
    std::string s(value.substr(0, size));
    for (auto& c : s)
        if (c == ';' || c == '=') c = ' ';
    return s;
}

// One event with its clear bytes, taken apart once.
class Event {
public:
    Event(Rows& rows, const EventRecord& r, const Plan& p, std::vector<codec::RawField> fields, Date day)
        : rows_(rows), record_(r), plan_(p), fields_(std::move(fields)), day_(day) {}

    Status count() {
        auto whole = cell_of(plan_.cells.front());
        for (size_t i = 1; i < plan_.cells.size(); ++i) {
            const auto& f = plan_.cells[i].front();
            auto v = text(f);
            if (!v.empty() && v != "false") add("by." + f.name, cell_of(plan_.cells[i]), 1);
        }
        add("", whole, 1);
        TRY(due(whole));
        return sum(whole);
    }
    Status lists() {
        for (const auto& f : plan_.lists) {
            auto bytes = raw(f.number);
            if (bytes.empty()) continue;
            uint64_t n = TRY(codec::take_varint(bytes));
            for (uint64_t i = 0; i < n; ++i) {
                uint64_t size = TRY(codec::take_varint(bytes));
                auto item = TRY(codec::take_bytes(bytes, size));
                if (f.kind == Kind::texts) {
                    add("in." + f.name, f.name + "=" + in_cell(item), 1);
                    continue;
                }
                auto parts = TRY(codec::take_fields(item));
                for (const auto& part : parts)
                    if (part.number <= f.parts.size()) add("in." + f.name, f.name + "." + f.parts[part.number - 1] + "=" + in_cell(part.bytes), 1);
            }
        }
        return {};
    }
    Status measure() {
        std::set<std::string> fresh;
        for (const auto& w : plan_.watched) {
            auto which = TRY(which_of(w.which));
            auto before = TRY(rows_.get<FirstRow>({value(record_.stream.id), value(plan_.type), value(Name{which})}));
            if (before) continue;
            rows_.put(FirstRow{record_.stream.id, plan_.type, Name{which}, day_});
            fresh.insert(w.which);
            if (w.counts) add("first", which, 1);
        }
        for (const auto* s : plan_.ends) TRY(s->once ? end_once(*s, fresh.count(std::string(s->to_which)) > 0) : end_pair(*s));
        for (const auto* s : plan_.begins) {
            auto which = TRY(which_of(s->from_which));
            rows_.put(FirstRow{record_.stream.id, plan_.type, Name{"~" + which}, day_});
        }
        return {};
    }

private:
    void add(std::string_view part, std::string cell, int64_t n) { add_on(day_, part, std::move(cell), n); }
    void add_on(Date day, std::string_view part, std::string cell, int64_t n) {
        rows_.add(CountRow{plan_.type, Name{std::string(part)}, Name{std::move(cell)}, day, n});
    }
    // What falls due before it is known is due when it is known.
    Status due(const std::string& cell) {
        if (!plan_.due) return {};
        auto bytes = raw(plan_.due->number);
        auto day = TRY(codec::Codec<std::optional<Date>>::take(bytes));
        add_on(day ? std::max(*day, day_) : day_, "due", cell, 1);
        return {};
    }
    std::string cell_of(const std::vector<Field>& group) const {
        std::string cell;
        for (const auto& f : group) {
            auto v = text(f);
            if (!v.empty()) cell += (cell.empty() ? "" : ";") + f.name + "=" + v;
        }
        return cell;
    }
    std::string_view raw(uint8_t number) const {
        for (const auto& f : fields_)
            if (f.number == number) return f.bytes;
        return {};
    }
    std::string text(const Field& f) const {
        auto bytes = raw(f.number);
        if (f.kind == Kind::flag) return bytes.empty() ? "" : bytes[0] ? "true" : "false";
        return in_cell(bytes);
    }
    Result<int64_t> number(const Field& f) const {
        auto bytes = raw(f.number);
        if (bytes.empty()) return int64_t(0);
        uint64_t n = TRY(codec::take_varint(bytes));
        return codec::unzigzag(n);
    }
    Status sum(const std::string& cell) {
        for (const auto& f : plan_.sums) {
            int64_t n = TRY(number(f));
            if (n) add("sum." + f.name, cell, n);
        }
        return {};
    }
    // "order=3"; a delivery's service stands in its order.
    Result<std::string> which_of(std::string_view field) {
        if (field.empty()) return std::string();
        bool by_order = field == "order.service";
        for (const auto& f : plan_.all) {
            if (f.name != (by_order ? "order" : field)) continue;
            if (f.kind != Kind::number) return f.name + "=" + in_cell(raw(f.number));
            int64_t n = TRY(number(f));
            if (!by_order) return f.name + "=" + std::to_string(n);
            auto order = TRY(rows_.get<OrderRow>({value(record_.stream.id), value(n)}));
            return "service=" + (order ? order->service->value : std::string());
        }
        return std::string();
    }
    Result<std::optional<FirstRow>> begun(const Span& s, const char* sign) {
        auto which = TRY(which_of(s.to_which));
        return rows_.get<FirstRow>({value(record_.stream.id), value(number_of(s.from)), value(Name{sign + which})});
    }
    Status end_once(const Span& s, bool first) {
        if (!first) return {};
        auto from = TRY(begun(s, ""));
        if (from) add("days." + std::string(s.from), "days=" + std::to_string(days_between(*from->day, day_)), 1);
        return {};
    }
    Status end_pair(const Span& s) {
        auto from = TRY(begun(s, "~"));
        if (!from) return {};
        rows_.remove<FirstRow>({value(record_.stream.id), value(*from->type), value(*from->which)});
        std::string which = from->which->value.substr(1);
        add("days." + std::string(s.from), (which.empty() ? "" : which + ";") + "days=" + std::to_string(days_between(*from->day, day_)), 1);
        return {};
    }
    Rows& rows_;
    const EventRecord& record_;
    const Plan& plan_;
    std::vector<codec::RawField> fields_;
    Date day_;
};

}  // namespace

Status tally(Rows& rows, const EventRecord& r) {
    if (r.stream.kind == StreamKind::system) return {};
    const Plan& p = plans()[r.type][size_t(r.type_version) - 1];
    auto fields = TRY(codec::take_fields(r.clear));
    Date day = TRY(recorded_day(rows, r));
    Event e(rows, r, p, std::move(fields), day);
    TRY(e.count());
    TRY(e.lists());
    return e.measure();
}

std::optional<Pairing> pairing(std::string_view from, std::string_view to) {
    for (const auto& s : spans)
        if (s.from == from && s.to == to) return Pairing{s.from_which, s.to_which, s.once};
    return std::nullopt;
}

const std::map<std::string, Counted>& counted() {
    static const auto all = [] {
        std::map<std::string, Counted> m;
        for (const auto* t : event_types()) {
            const Plan& p = plans()[t->number].back();
            Counted c;
            c.people = t->stream == StreamKind::report || t->stream == StreamKind::person || t->stream == StreamKind::case_ || t->stream == StreamKind::contact;
            auto type_of_field = [&](const Field& f) { return std::string(bare(t->fields[size_t(f.number) - 1].type)); };
            for (const auto& group : p.cells) {
                c.groups.emplace_back();
                for (const auto& f : group) c.fields[f.name] = type_of_field(f), c.groups.back().push_back(f.name);
            }
            for (const auto& f : p.lists) {
                if (f.kind == Kind::texts) c.fields[f.name] = type_of_field(f);
                for (const auto& part : f.parts) c.fields[f.name + "." + part] = "part";
            }
            for (const auto& f : p.sums) c.sums.insert(f.name);
            c.due = p.due.has_value();
            for (const auto* s : p.ends) c.days.insert(std::string(s->from));
            for (const auto& f : firsts)
                if (f.event == t->name) c.first = true, c.first_by = f.by;
            m[std::string(t->name)] = std::move(c);
        }
        return m;
    }();
    return all;
}

}  // namespace soria::domain
