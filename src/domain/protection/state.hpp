#pragma once
// What decide() knows about a report, a person, a case and a house: nothing but what their events said.
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/core/date.hpp"
#include "base/core/event.hpp"
#include "base/core/ids.hpp"
#include "domain/core/work.hpp"

namespace soria::domain {

// When, by whom.
struct Meta {
    Happened happened;
    Date recorded;                    // the day in the pack's zone
    std::string actor, agency;
    uint64_t number = 0;              // 0 while it is being decided
};

// The Convention on the Rights of the Child, article 1. Decisions ask the pack's rule of age; this is for who may see.
inline constexpr int adult_at_years = 18;

// What a corrected day changed, and when that was recorded.
struct Moved {
    Date from, ends;                  // before
    std::string rule;
    Date on;
};
struct RunningClock {
    Date from, ends;
    std::string rule, agency;
    std::set<Date> warned;
    bool over = false;
    std::string how;                  // "expired", or the event that ended it
    std::optional<Date> over_on;
    std::vector<Moved> moved;
};
struct RunningDuty {
    Date from, due;
    std::string rule, holder;
    std::optional<Date> done;
    bool overdue = false;
    std::vector<Moved> moved;
    std::string agency;               // whose it is, when the holder is no kind; else whose act it arose from
    bool ended = false;               // not done: what it was owed for holds no longer
};
struct Promises {
    std::map<std::string, RunningClock> clocks;
    std::map<std::string, RunningDuty> duties;
};

// The last event of a stream: who loses a race is told of it.
struct Changed {
    uint64_t number = 0;
    Date on;
    std::string agency;
};

struct Report {
    ReportId id;
    uint32_t version = 0;
    Changed last;
    std::string code, agency, region, form, period;
    bool by_reception_centre = false;
    std::vector<PersonId> people;
    int screenings = 0;
    std::set<Id> accepted_for;        // cases
};

struct Finding {
    std::string finding, agency, rule;
    Happened when;
};
struct Consent {
    std::string to, purpose;
    std::vector<std::string> classes;
    std::optional<Date> until;
    Happened given;
    std::string by;                   // the agency that wrote it down
    Date written;
    bool as_adult = false;            // when it was given
    bool holds(Date on) const { return !until || on <= *until; }
};
// A consent that holds no longer.
struct PastConsent {
    std::string by;
    Date on;
};
struct Residence {
    Date from, until;
    std::string rule, permit;
    bool withdrawn = false;
    bool running(Date on) const { return !withdrawn && from <= on && on < until; }
};

struct Document {
    std::string kind, number, country;             // the number as it was written
};

struct Person {
    PersonId id;
    uint32_t version = 0;
    Changed last;
    std::string code, gender, age_band, citizenship_group, registered_by;
    std::string full_name;
    std::vector<std::string> other_names;
    std::vector<Document> documents;
    std::optional<Happened> born;
    bool maybe_child = false, age_in_doubt = false, erased = false;
    std::optional<bool> decided_under_18;
    std::vector<Finding> findings;
    std::vector<Consent> consents;                 // those that were not withdrawn
    std::map<std::pair<std::string, std::string>, PastConsent> past_consents;   // by agency and purpose
    std::optional<Residence> reflection, permit;
    bool reflection_used = false;                  // in this situation: a new case is a new one
    std::set<std::string> pending;                 // applications and appeals that nobody has decided yet
    std::map<Id, std::string> relations;           // to other people
    std::set<std::string> concern_to;              // agencies told of a concern
    std::set<std::string> reviews_asked;           // agencies asked to look at their finding again
    bool broke_away = false, investigation = false, complaint = false, rights_told = false, concern_reported = false;
    std::optional<Date> complaint_on;
    std::optional<std::string> representative;     // the agency; only an independent one
    std::optional<bool> best_interests_support_return;
    int32_t legal_aid_minutes = 0, legal_aid_used_minutes = 0;
    ReportId report;                               // that named the person first
    Date registered;
    std::vector<CaseId> cases;
    std::string erasure_asked_by;
    Promises promises;

    std::optional<bool> under(int years, Date on) const;   // by the birth date; no value when that cannot say
    bool child(int years, Date on) const;                  // doubt counts as a child
    bool presumed() const;
    const Consent* consent(std::string_view to, std::string_view purpose, std::string_view cls, Date on) const;
};

struct Referral {
    std::string from, to, service;
    std::vector<std::string> parts;
    enum class State { offered, accepted, declined, completed, withdrawn } state = State::offered;
    std::string by;                                // who changed it last, and when that was recorded
    Date on;
    bool stands() const { return state == State::offered || state == State::accepted; }
};
struct Order {
    std::string provider, service;
    bool delivered = false, accepted = false, declined = false;
};
struct Threat {
    PersonId feared;                               // zero: nobody whom the register knows
    bool over = false;
};
struct Step {
    std::string kind;
    bool reached = false, dropped = false;
};
struct Letter {
    std::string entitlement;
    Date until;
    bool revoked = false;
};
struct Return {
    std::string kind;
    bool anonymous = false, carer_named = false, departed = false, channel_chosen = false;
    std::optional<bool> risk_acceptable;
};
struct Case {
    CaseId id;
    uint32_t version = 0;
    Changed last;
    std::string code, lead, audience, region, form;
    PersonId person;
    ReportId report;
    std::set<std::string> team;
    std::map<int32_t, Referral> referrals;
    std::map<int32_t, Order> orders;
    std::map<int32_t, Threat> threats;
    std::set<std::string> needs;                   // services that nobody has delivered yet
    std::map<int32_t, Step> steps;
    std::map<std::string, Letter> letters;
    std::set<std::string> counsel;                 // agencies appointed
    std::optional<std::pair<HouseId, int32_t>> bed;
    std::string bed_by;                            // who held it, and when
    Date bed_on;
    Date opened;
    std::optional<Return> going_home;
    bool closed = false;
    std::optional<Date> closed_on;
    Promises promises;
};

struct Bed {
    CaseId held_for;
    bool used = false;
    std::string held_by;
    Date on;
};
struct House {
    HouseId id;
    uint32_t version = 0;
    std::string code, audience, region, run_by;
    int32_t beds = 0;
    std::map<int32_t, Bed> taken;
    std::set<std::string> warnings;
    Bed last;                         // the last that was held
};

// A list of indicators that an agency derived from one of the pack's.
struct DerivedList {
    ListId id;
    uint32_t version = 0;             // of the stream
    std::string code, agency, from, title;
    int32_t edition = 0;
    std::vector<std::string> indicators;
    bool has(std::string_view indicator) const { return std::find(indicators.begin(), indicators.end(), indicator) != indicators.end(); }
};

// A question whether two persons are one. Neither person's own events know of it.
struct Match {
    MatchId id;
    uint32_t version = 0;
    std::string code, asked_by, reviewer, answer;  // answer: empty until somebody has answered
    PersonId first, second;                        // zero when a key was destroyed
    bool merged = false;
    std::string peer;                              // another Soria, which knows the one of the two that is not here
    bool of(const PersonId& p) const { return first == p || second == p; }
    PersonId other(const PersonId& p) const { return first == p ? second : first; }
};

// The blind questions that went to another Soria and came from it, without the persons.
struct Peer {
    struct Question {
        std::string code, agency;
        bool received = false, settled = false, failed = false;
        Date on;
    };
    Id id{};
    uint32_t version = 0;
    std::vector<Question> questions;
    const Question* find(std::string_view code, bool received) const {
        for (const auto& q : questions)
            if (q.code == code && q.received == received) return &q;
        return nullptr;
    }
};

// Everything a command needs, loaded before it is judged.
struct World {
    std::map<Id, Report> reports;
    std::map<Id, Person> persons;
    std::map<Id, Case> cases;
    std::map<Id, House> houses;
    std::map<Id, DerivedList> lists;
    std::map<Id, Match> matches;
    std::map<Id, Peer> peers;
    std::map<Id, Work> works;
    const Person& person_of(const Case& c) const { return persons.at(c.person.value); }
};

}  // namespace soria::domain
