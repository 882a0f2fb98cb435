#pragma once
// A country's pack: loaded, checked and asked. The format is docs/format/pack.md.
#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/core/date.hpp"
#include "base/core/result.hpp"
#include "pack/figure.hpp"

namespace soria::pack {

// `assumption`: no source sets the rule; it binds, and is shown as what it is wherever it decides.
enum class Standing { in_force, announced, proposed, considered, assumption };
std::string_view name_of(Standing, std::string_view language = "en");

struct Validity { std::optional<Date> from, until; bool dated_by_assumption = false; bool covers(Date) const; };

// What every version of every rule has.
struct Version {
    Standing standing = Standing::in_force;
    bool run_as_assumption = false;
    Validity valid;
    Basis basis;
    std::string id;                       // "<basis.where>" or "assumption", cited in events as rule@version
    bool binds() const { return standing == Standing::in_force || standing == Standing::assumption || run_as_assumption; }
};
struct ClockVersion : Version { std::optional<Period> length, max; };
struct SafeguardVersion : Version { std::vector<std::string> when, required; };
struct GateVersion : Version { std::vector<std::string> offences; Text suspicion, provision, decided_by; std::optional<Period> for_at_most; };   // nobody named to decide: closed
struct DutyVersion : Version { Period within; };
struct EntitlementVersion : Version { int64_t amount = 0; };
struct RouteVersion : Version { std::vector<std::string> needs; };
struct AgeVersion : Version { int under = 0; Basis doubt_basis; };       // doubt counts as a child: by what
struct PresumerVersion : Version { std::vector<std::string> may_presume, may_identify; };

template <class V> struct Rule {
    std::string id;
    Text name;
    std::vector<V> versions;
    // The version that binds on that day, or null. Overlaps were refused by the check.
    const V* on(Date d) const { for (const auto& v : versions) if (v.binds() && v.valid.covers(d)) return &v; return nullptr; }
};
struct Clock : Rule<ClockVersion> {
    std::string subject, starts; std::vector<Period> warns_at; Basis warns_basis; Standing warns_standing = Standing::in_force;
    std::vector<std::string> ends_by; Text on_expiry; std::string once_per; Basis once_basis;
};
struct Safeguard : Rule<SafeguardVersion> { std::string act; Text because; };
struct Gate : Rule<GateVersion> { std::vector<std::string> methods; };
// `holder`: a kind of agency; or "lead", whoever leads the case; or "asked", whoever was asked. `tells`: the class that its name tells, or empty.
struct Duty : Rule<DutyVersion> { std::string subject, holder, tells; std::vector<std::string> after, when, done_by; Text what; bool arises_after(std::string_view event) const; };
struct Entitlement : Rule<EntitlementVersion> { std::string subject, unit, granted_by; std::vector<std::string> ends_by; };
struct Route : Rule<RouteVersion> { std::string clock; };
struct Age : Rule<AgeVersion> {};
struct Presumers : Rule<PresumerVersion> {};
// Networks, programmes, instruments, offences, what is no offence, methods.
struct Named { std::string id; Text name, note, section, provision; std::string kind; std::optional<Period> penalty_at_most; Basis basis; };

struct Source { std::string id, kind; Text title, note; int year = 0; };
struct Goal { std::string id; Text name; std::string chapter; Basis basis; std::optional<Basis> chapter_basis; };
struct Measure { int number = 0; std::string id, goal; Text name; std::optional<Text> name_in_list; std::vector<std::string> ministries; int from = 0, until = 0; bool new_in_list = false, new_in_chapter = false; Basis basis, text_basis, list_basis; };
struct Reading { Text says; Basis basis; };
struct Contradiction { std::string id; Text about; std::vector<std::string> measures; std::vector<Reading> readings; };
// Money that the plan itself sets aside; `each_year`: that amount in every year. Its parts as the plan divides it.
struct BudgetPart { std::string id; Text name; int64_t amount = 0; };      // 0: told in words, and held to nothing
struct Budget { std::string id; Text name; std::vector<std::string> measures; std::string payer; int64_t amount = 0; int from = 0, until = 0; bool each_year = false; std::vector<BudgetPart> parts; Basis basis; };
// An evaluation that the plan promises.
struct Evaluation { std::string id; Text name; std::string measure; Basis basis; };
// A number that the plan itself cites; of measures when they rest on it.
struct Cited { std::string id; Text name; std::vector<std::string> measures; Basis basis; };
struct Kind { std::string id; Text name; std::string htcds; bool htcds_missing = false; std::optional<Basis> represents_children; };   // by what its agencies do
struct Agency {
    std::string id;
    Text name;
    std::string kind, parent, city, successor;
    Text note;
    Basis basis;
    std::optional<Date> until;            // its last day; then its work is the successor's
    bool open_on(Date d) const { return !until || d <= *until; }
};
struct Indicator { std::string id; Text text; };
struct IndicatorGroup { std::optional<Text> heading; std::vector<Indicator> items; };
struct IndicatorList { std::string id; Text name; std::vector<std::string> for_kinds; bool weighted = false, truncated = false; std::optional<Text> rule; Text wording; std::vector<IndicatorGroup> groups; Basis basis; const Indicator* find(std::string_view) const; };
struct CodeValue { std::string id; Text name, note; std::string htcds; bool htcds_missing = false; };
struct CodeList { std::string id; Text name; std::string htcds; Basis basis; std::vector<CodeValue> values; const CodeValue* find(std::string_view) const; };
struct Service { std::string id; Text name, note; std::string kind; std::vector<std::string> delivered_by, needs; Basis basis; };
struct Retention { std::string id, class_name; Text name; Period keep; Standing standing; Basis basis; };
// Who judges whether two agencies' persons are one where neither leads a case: in this order, the first that did not ask.
struct MatchReviewer { std::string id, agency; Text name; Standing standing; Basis basis; };
// Another Soria that may be asked blindly, and may ask: a value of the code list `peer`. `asks`: of each of our agencies in the period;
// `answers`: of the peer. Only for these purposes.
struct PeerRule { std::string id; std::vector<std::string> purposes; int64_t asks = 0, answers = 0; Period per; Standing standing; Basis basis; };
// The rules that `soria estimate` asks for: all of them or, without any, its own.
inline constexpr std::array<std::string_view, 8> estimate_rules{"estimate-dropped-most", "estimate-near-bic", "estimate-spread-none", "estimate-spread-fragile",
                                                               "estimate-referred-most", "estimate-stratum-least", "estimate-lists-least", "estimate-known-least"};
// The looks that a pack says who may have. What stands in no entry nobody may look at.
inline constexpr std::array<std::string_view, 2> looks_known{"estimate", "letter"};
struct DeskRule { std::string id; Text name; Period shown; Standing standing; Basis basis; };     // how long a desk shows what nobody has looked at
struct EstimateRule { std::string id, unit; Text name; int64_t value = 0; Standing standing; Basis basis; };   // when an estimate is not well founded
// Which agencies' presumed victims are a list that an estimate may use. `enters` needs a legal basis for statistics; a kind that is
// in no entry does not enter.
struct EstimateList { std::string id; Text name; std::vector<std::string> kinds; bool enters = false; Standing standing; Basis basis; };
// What made-up data follow: values drawn in proportion, or a share in a hundred. Its basis says whether it was published.
struct DemonstrationValue { std::string id; int64_t n = 0; };
struct DemonstrationFigure { std::string id; Text name; std::vector<DemonstrationValue> values; int percent = 0; Basis basis; };
struct Role { std::string id; Text name; std::string kind; std::vector<std::string> purposes, folders, begins; };   // folders: the kinds it is of; empty: any. begins: commands its desk offers first
struct Disclosure { std::string id; Text name; std::vector<std::string> roles, relations, purposes, classes; std::string verdict; Standing standing; Basis basis; };
struct CommandAccess { std::string id; std::vector<std::string> roles, relations; Standing standing; Basis basis; };   // who may do what
struct LookAccess { std::string id; Text name; std::vector<std::string> roles; Standing standing; Basis basis; };      // who may look at what belongs to no one case
// A finding of that value is no verdict for others: its agency reads it, and whoever has one of these relations to the case.
struct NegativeFinding { std::string id; std::vector<std::string> relations; Standing standing; Basis basis; };
struct User { std::string id; Text name; std::string agency, role; };
// The HTCDS standard's fields: where Soria holds one (htcds.cpp knows the places), which of its values are which of ours.
// Several of ours may be one of theirs: the first is what an import makes. `becomes`: what is kept of a value that Soria lacks.
struct HtcdsValue { std::string value; std::vector<std::string> ours; std::string becomes; };
struct HtcdsField { std::string field, xlsform, type, held, codes, label; bool deprecated = false; std::vector<HtcdsValue> values; Text note; };
struct HtcdsContradiction { std::string id, field; std::vector<std::string> picklist, definitions; Text says, does; Basis basis; };
struct CitizenshipGroup { std::string group; std::vector<std::string> countries; Basis basis; };

struct Pack {
    std::string id, version, country, zone, leave_page_to, emergency_number;
    std::array<uint8_t, 32> sha256{};                // of the canonical bundle (see bundle())
    Text name;
    std::vector<std::string> languages;
    std::vector<Source> sources;
    std::vector<Goal> goals;
    std::vector<Measure> measures;
    std::vector<Contradiction> contradictions;
    std::vector<Budget> budgets;
    std::vector<Evaluation> evaluations;
    std::vector<Kind> kinds;
    std::vector<Agency> agencies;
    std::vector<Cited> numbers;
    std::vector<Named> networks, programmes, instruments, offences, not_offences, methods;
    std::vector<IndicatorList> lists;
    std::vector<CodeList> codes;
    std::vector<Service> services;
    std::vector<Clock> clocks;
    std::vector<Safeguard> safeguards;
    std::vector<Gate> gates;
    std::vector<Duty> duties;
    std::vector<Entitlement> entitlements;
    std::vector<Route> routes;
    std::vector<Age> ages;
    std::vector<Presumers> presumers;
    std::vector<Retention> retention;
    std::vector<MatchReviewer> match_reviewers;
    std::vector<PeerRule> peers;
    std::vector<DeskRule> desk;
    std::vector<EstimateRule> estimates;
    std::vector<EstimateList> estimate_lists;
    std::vector<DemonstrationFigure> demonstration;
    std::vector<Role> roles;
    std::vector<Disclosure> disclosure;
    std::vector<CommandAccess> commands;             // in the order of their ids
    std::vector<LookAccess> looks;
    std::vector<NegativeFinding> negative_findings;
    std::vector<User> users;
    std::vector<HtcdsField> htcds;
    std::vector<HtcdsContradiction> htcds_contradictions;
    std::vector<CitizenshipGroup> citizenship_groups;
    std::map<std::string, Text> texts;
    std::vector<Figure> figures;
    std::vector<Promise> promises;                   // one for each measure
    std::vector<PlanEvent> plan_events;
    std::vector<SmallNumbers> small_numbers;         // one, when there are figures
    std::vector<Unit> units;
    std::vector<Step> steps;
    std::vector<Trial> trials;
    std::vector<ReportForm> reports;
    std::map<std::string, std::string> pages;        // by language, the words of the pages: one line an entry, as views/words.hpp says

    // By id; null when there is none. Logarithmic or hashed: decide asks on every command.
    const Agency* agency(std::string_view id) const;
    const Role* role(std::string_view id) const;
    const User* user(std::string_view id) const;
    const IndicatorList* list(std::string_view id) const;
    const CodeList* code_list(std::string_view id) const;
    const PeerRule* peer(std::string_view id) const;
    const DeskRule* desk_rule(std::string_view id) const;
    const Service* service(std::string_view id) const;
    const Clock* clock(std::string_view id) const;
    const Entitlement* entitlement(std::string_view id) const;
    const Duty* duty(std::string_view id) const;
    const Kind* kind(std::string_view id) const;
    const NegativeFinding* negative_finding(std::string_view finding) const;
    const CommandAccess* command(std::string_view id) const;
    const LookAccess* look(std::string_view id) const;
    const EstimateList* estimate_list(std::string_view agency_kind) const;       // null: that kind is in no entry
    const Source* source(std::string_view id) const;
    const Measure* measure(std::string_view id) const;
    const Figure* figure(std::string_view id) const;
    const Budget* budget(std::string_view id) const;
    const Promise* promise(std::string_view measure) const;
    bool has_code(std::string_view list, std::string_view value) const;
    // The text with that id in that language, in the default language if it is missing there, else the id itself.
    const std::string& text(std::string_view id, std::string_view language) const;
    // A sentence of the program, which speaks English, in that language; as it is when the pack has no words for it (said.cpp).
    std::string said(const std::string& english, std::string_view language) const;
};

// One thing wrong with a pack: "law/residence.yaml:12:5: unknown key 'lenght' in a clock's version".
struct Finding { std::string file; int line = 0, column = 0; std::string what; std::string text() const; };

// What the program itself knows, for the check of dangling names.
struct Vocabulary { std::set<std::string, std::less<>> facts, events, commands, classes, relations; std::map<std::string, CountedEvent, std::less<>> counted = {}; };

// A pack's files as one canonical byte string: for each file in order of its path, path, NUL, length as decimal, NUL, bytes.
// This is what is hashed and kept in the data folder, so that a decision's law can be read for ever.
Result<std::string> bundle(const std::filesystem::path& dir);              // reads *.yaml, at most 64 files of 1 MiB
struct Checked { std::shared_ptr<const Pack> pack; std::vector<Finding> findings; };   // pack is null when there are findings
Checked load(std::string_view bundle_bytes, const Vocabulary&);
Result<Checked> load_folder(const std::filesystem::path& dir, const Vocabulary&);

// What `after` lacks of `before`, each as its kind and id: an edition only adds, for records name what was there. Empty when nothing.
std::vector<std::string> lost(const Pack& before, const Pack& after);

// Whatever has that id in words, in that language: first what it says, then its source with the place, its standing and what is
// assumed. Fault::absent when there is none. With several kinds sharing an id all are explained.
Result<std::string> explain(const Pack&, std::string_view id, std::string_view language);

}  // namespace soria::pack
