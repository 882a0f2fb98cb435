#include "app/htcds/plan.hpp"

#include <algorithm>

#include "domain/core/command_type.hpp"
#include "domain/protection/people.hpp"

namespace soria::app::htcds {
namespace {

using json::bj::array;
using json::bj::object;

std::string said(std::string_view cell) { return "'" + std::string(cell.substr(0, 40)) + "'"; }

class Planner {
public:
    Planner(const Importer& by, const Row& row) : by_(by), row_(row) { plan_.line = row.line; }

    Result<Plan> plan() {
        TRY(consent());
        TRY(person());
        TRY(form());
        TRY(place_and_story());
        TRY(means());
        TRY(case_and_finding());
        plan_.report["people"] = array{person_};
        plan_.report["channel"] = "agency";
        TRY(decodes());
        return std::move(plan_);
    }

private:
    // The cell of the field that is held there; empty when the row says nothing.
    std::string cell(std::string_view held, std::string_view label = {}) const {
        const auto* f = by_.standard.at(held, label);
        auto c = f ? row_.cells.find(f->field) : row_.cells.end();
        return c == row_.cells.end() ? "" : c->second;
    }
    std::string place(std::string_view held, std::string_view label = {}) const {
        const auto* f = by_.standard.at(held, label);
        return row_.place(f ? f->field : held);
    }
    void lose(std::string_view held, std::string what) { plan_.lost.push_back({place(held), std::move(what)}); }

    Result<Standard::Ours> ours(std::string_view held, std::string_view value) {
        const auto& f = *by_.standard.at(held);
        auto found = by_.standard.ours(f, value);
        if (!found) return invalid(said(value) + " is not a value of " + f.field, place(held));
        if (found->lost) lose(held, std::string(value) + " is kept as " + found->code);
        return *found;
    }
    // Of a picklist of several, each value once.
    Result<std::vector<std::string>> all_of(std::string_view held) {
        auto values = several(cell(held));
        for (size_t i = 0; i < values.size(); ++i)
            if (std::find(values.begin(), values.begin() + long(i), values[i]) != values.begin() + long(i))
                return invalid(said(values[i]) + " stands there twice", place(held));
        return values;
    }

    // Nobody's row is recorded against their word, which the standard keeps in two fields.
    Status consent() {
        for (const char* field : {"con_Consent", "vic_AgreementToManagePersonalData"}) {
            auto c = row_.cells.find(field);
            if (c == row_.cells.end()) continue;
            std::string word = c->second;
            std::transform(word.begin(), word.end(), word.begin(), [](unsigned char x) { return std::tolower(x); });
            if (word == "false" || word == "0" || word == "no")
                return invalid("the row says that the person does not consent: nothing of it is recorded", row_.place(field));
            if (word != "true" && word != "1" && word != "yes") return invalid(said(c->second) + " is neither TRUE nor FALSE", row_.place(field));
        }
        return {};
    }

    Status person() {
        auto name = name_of_parts({cell("person.name.first"), cell("person.name.middle"), cell("person.name.second")});
        if (!name) return invalid(name.error().because, place("person.name.first"));
        if (!name->empty()) person_["full_name"] = *name;
        std::string gender = cell("person.gender");
        person_["gender"] = "unknown";
        if (!gender.empty()) {
            auto code = TRY(ours("person.gender", gender));
            person_["gender"] = code.code;
        }
        TRY(born());
        TRY(citizenship());
        if (auto language = cell("person.language"); !language.empty()) {
            bool small = std::all_of(language.begin(), language.end(), [](char c) { return c >= 'a' && c <= 'z'; });
            if (!small || language.size() < 2 || language.size() > 3)
                return invalid(said(language) + " is not a language's two or three small letters, like ro or ron", place("person.language"));
            person_["language"] = language;
        }
        if (auto number = cell("person.number"); !number.empty()) {
            TRY(domain::can_be_a_number(number, place("person.number")));
            person_["documents"] = array{object{{"kind", "state-number"}, {"number", number}}};
        }
        return contact();
    }

    Status born() {
        std::string text = cell("person.born");
        person_["age"] = "unknown";
        if (text.empty()) return {};
        auto day = Date::parse(text);
        if (!day) return invalid(said(text) + " is not a date, YYYY-MM-DD", place("person.born"));
        if (*day > by_.day) return invalid(said(text) + " lies after the day of the report, " + by_.day.text(), place("person.born"));
        person_["born"] = day->text();
        int years = 0;
        while (*day + Period{(years + 1) * 12, 0} <= by_.day) ++years;
        if (years > years_max) return invalid(said(text) + " makes the person " + std::to_string(years) + " years old", place("person.born"));
        person_["age"] = band_of(years);
        int limit = TRY(by_.law.child_under(by_.day));
        child_ = years < limit;
        return {};
    }
    static constexpr int years_max = 120;

    // The band of the pack that has that many years: "18-20", "48-plus".
    std::string band_of(int years) const {
        const auto* bands = by_.standard.pack().code_list("age-band");
        for (const auto& b : bands ? bands->values : std::vector<pack::CodeValue>{}) {
            auto dash = b.id.find('-');
            if (dash == std::string::npos || b.id[0] < '0' || b.id[0] > '9') continue;
            int from = std::atoi(b.id.c_str());
            int to = b.id.substr(dash + 1) == "plus" ? years_max : std::atoi(b.id.c_str() + dash + 1);
            if (from <= years && years <= to) return b.id;
        }
        return "unknown";
    }

    Status citizenship() {
        auto all = TRY(all_of("person.citizenship"));
        std::vector<std::string> countries;
        for (const auto& letters : all) {
            countries.push_back(country_of(letters));
            if (countries.back().empty()) return invalid(said(letters) + " is not a country's two or three capital letters", place("person.citizenship"));
        }
        for (size_t i = 1; i < countries.size(); ++i) lose("person.citizenship", "of several citizenships the first is kept; not " + countries[i]);
        std::string first = countries.empty() ? "" : countries[0];
        if (!first.empty()) person_["citizenship"] = first;
        person_["citizenship_group"] = by_.standard.citizenship_group(first);
        return {};
    }

    // The labelled lines of every field that is held there, in the standard's order.
    Lines lines(std::string_view held) const {
        Lines found;
        for (const auto& f : by_.standard.pack().htcds)
            if (f.held == held)
                if (auto c = row_.cells.find(f.field); c != row_.cells.end()) found.emplace_back(f.label, c->second);
        return found;
    }

    Status contact() {
        for (const char* label : {"home phone", "mobile phone"}) {
            std::string number = cell("person.contact", label);
            if (number.empty()) continue;
            std::string_view digits = number;
            if (digits[0] == '+') digits.remove_prefix(1);
            bool ok = digits.size() >= 2 && digits.size() <= 15 && digits[0] != '0' && std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
            if (!ok) return invalid(said(number) + " is not a number as E.164 writes it, like +4722334455", place("person.contact", label));
        }
        if (auto email = cell("person.contact", "email"); !email.empty() && (email.find('@') == std::string::npos || email.find_first_of(" \n\t") != std::string::npos))
            return invalid(said(email) + " is not an address of electronic mail", place("person.contact", "email"));
        if (auto found = lines("person.contact"); !found.empty()) person_["contact"] = text_of_lines(found);
        return {};
    }

    // Soria has one form for a report. The kind of sexual exploitation tells forms within it apart.
    Status form() {
        auto types = TRY(all_of("report.form"));
        auto kinds = TRY(all_of("report.form.sexual"));
        plan_.report["form"] = "unknown";
        const std::string sexual = "sexual-other";
        std::string first;
        for (size_t i = 0; i < types.size(); ++i) {
            if (i > 0) {
                if (!by_.standard.ours(*by_.standard.at("report.form"), types[i])) return invalid(said(types[i]) + " is not a value of vic_TypeOfExploitation", place("report.form"));
                lose("report.form", "of several forms the first is kept; not " + types[i]);
                continue;
            }
            auto code = TRY(ours("report.form", types[i]));
            first = code.code;
        }
        for (size_t i = 0; i < kinds.size(); ++i) {
            auto code = by_.standard.ours(*by_.standard.at("report.form.sexual"), kinds[i]);
            if (!code) return invalid(said(kinds[i]) + " is not a value of vic_TypeOfSexExploitation", place("report.form.sexual"));
            if (std::none_of(types.begin(), types.end(), [&](auto& t) { return by_.standard.ours(*by_.standard.at("report.form"), t)->code == sexual; }))
                return invalid("a type of sexual exploitation without SexualExploitation", place("report.form.sexual"));
            if (i > 0 || first != sexual || code->lost) lose("report.form.sexual", kinds[i] + " is not kept");
            else first = code->code;
        }
        if (!first.empty()) plan_.report["form"] = first;
        return {};
    }

    Status place_and_story() {
        plan_.report["seen"] = cell("report.seen");
        auto found = lines("report.place");
        if (!found.empty()) plan_.report["place"] = text_of_lines(found);
        std::string country = cell("report.place", "country");
        bool at_home = country.empty() || country_of(country) == by_.standard.pack().country;
        plan_.report["region"] = at_home ? "unknown" : "abroad";
        return {};
    }

    Status means() {
        auto values = TRY(all_of("report.means"));
        for (const auto& v : values) {
            auto code = TRY(ours("report.means", v));
            plan_.means.push_back(code.code);
        }
        return {};
    }

    Status case_and_finding() {
        std::string status = cell("case.status"), why = cell("case.closed-because"), found = cell("finding.status"), who = cell("finding.by");
        if (status.empty() && !found.empty()) return invalid("a finding stands on a case, and the row opens none: give cas_Status too", place("finding.status"));
        if (found.empty() && !who.empty()) return invalid("says who decided, and vic_TraffickingStatus does not say what", place("finding.by"));
        if (!status.empty()) {
            auto phase = TRY(ours("case.status", status));
            plan_.closed = phase.code == "closed";
            std::string_view gender(person_["gender"].get_string());
            plan_.audience = child_ ? "children" : gender == "man" || gender == "trans-man" ? "men" : "women";
            TRY(allowed({{"author"}, {}, {}}, "open-case", "case.status"));
            if (plan_.closed) TRY(allowed({{"lead"}, {}, {}}, "close-case", "case.status"));
        }
        if (!why.empty() && !plan_.closed) return invalid("a reason for closing a case that is not closed", place("case.closed-because"));
        plan_.why_closed = why;
        return found.empty() ? Status{} : finding(found, who);
    }

    Status finding(const std::string& found, const std::string& who) {
        auto code = TRY(ours("finding.status", found));
        TRY(allowed({{"lead"}, {}, {}}, "record-finding", "finding.status"));
        const auto& kind = by_.viewer.kind;
        bool may = code.code == "identified" ? by_.law.may_identify(kind, by_.day) : by_.law.may_presume(kind, by_.day);
        if (!may) return invalid("an agency of the kind " + kind + " may not make that finding", place("finding.status"));
        if (!who.empty()) {
            const auto& f = *by_.standard.at("finding.by");
            if (!by_.standard.ours(f, who)) return invalid(said(who) + " is not a value of " + f.field, place("finding.by"));
            auto own = by_.standard.theirs(f, kind);
            if (who != own) return invalid("a finding is recorded by the agency that makes it, and " + by_.viewer.agency + " is " + (own.empty() ? "none of the list" : own) + ", not " + who, place("finding.by"));
        }
        plan_.finding = code.code;
        return {};
    }

    Status allowed(const access::Bond& bond, std::string_view command, std::string_view held) const {
        if (by_.policy.may_do(by_.viewer, bond, command)) return {};
        Error e;
        e.fault = Fault::forbidden;
        e.because = "the role " + by_.viewer.role + " may not " + std::string(command) + ", which this cell asks for";
        e.where = place(held);
        e.rule = command;
        return tl::unexpected(e);
    }

    // What the command itself would refuse: a name or a text too long, a sign that may not stand there.
    Status decodes() const {
        const auto* type = domain::command_type("receive-report");
        auto command = type->decode(plan_.report);
        auto checked = command ? type->check(command->get(), by_.standard.pack(), by_.day) : Status(tl::unexpected(command.error()));
        if (checked) checked = json::at_most(plan_.why_closed, text_signs_max, "case.closed-because");
        if (checked) return {};
        static const std::map<std::string, std::string, std::less<>> held{{"people[0].full_name", "person.name.first"}, {"people[0].contact", "person.contact"},
                                                                          {"people[0].documents[0].number", "person.number"},
                                                                          {"seen", "report.seen"}, {"place", "report.place"}, {"case.closed-because", "case.closed-because"}};
        Error e = checked.error();
        auto found = held.find(e.where);
        std::string_view slot = found == held.end() ? std::string_view(e.where) : found->second;
        e.where = place(slot, slot == "person.contact" ? "email" : slot == "report.place" ? "street" : "");
        return tl::unexpected(e);
    }

    const Importer& by_;
    const Row& row_;
    Plan plan_;
    object person_;
    bool child_ = false;
};

}  // namespace

Result<Plan> plan_of(const Importer& by, const Row& row) { return Planner(by, row).plan(); }

}  // namespace soria::app::htcds
