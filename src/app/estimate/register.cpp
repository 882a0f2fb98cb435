#include "app/estimate/register.hpp"

#include <algorithm>

#include "domain/matching/events.hpp"
#include "domain/plan/events.hpp"
#include "domain/protection/events.hpp"
#include "domain/protection/support_events.hpp"

namespace soria::app {
namespace {

using namespace domain;

class Reading {
public:
    Reading(Folder& f, Register& r) : f_(f), r_(r) {}

    Status take(const EventRecord& e) {
        switch (e.type) {
            case ReportReceived::type: return on<ReportReceived>(e, &f_);
            case PersonAdded::type: return on<PersonAdded>(e, &f_);
            case PersonRegistered::type: return on<PersonRegistered>(e, nullptr);      // nothing sealed is needed
            case FindingRecorded::type: return on<FindingRecorded>(e, nullptr);
            case CaseOpened::type: return on<CaseOpened>(e, &f_);
            case ReferralOffered::type: return on<ReferralOffered>(e, nullptr);
            case ReferralAccepted::type: return on<ReferralAccepted>(e, nullptr);
            case SubjectErased::type: r_.persons[e.stream.id].erased = true; return {};
            case MatchProposed::type: return on<MatchProposed>(e, &f_);
            case MatchAnswered::type: return on<MatchAnswered>(e, nullptr);
            case PersonsMerged::type: r_.matches[e.stream.id].merged = true; return {};
            case MergeUndone::type: r_.matches[e.stream.id].merged = false; return {};
            default: return {};
        }
    }

private:
    template <class E> Status on(const EventRecord& record, Opener* opener) {
        E e = TRY(joined<E>(record, opener));
        return add(record, e);
    }
    uint16_t agency(const std::string& name) {
        auto [at, fresh] = number_of_.try_emplace(name, uint16_t(r_.agencies.size()));
        if (fresh) r_.agencies.push_back(name);
        return at->second;
    }
    Date recorded(const EventRecord& e) { return f_.zone().day_of(Instant{e.recorded_us}); }
    Result<Deed> act(const EventRecord& e) {
        auto h = TRY(happened_of(e, f_));
        if (!h) return Deed{e.number, recorded(e), recorded(e)};
        if (h->exact()) return Deed{e.number, h->date, h->date};
        return Deed{e.number, h->date, (h->date + Period{h->precision == Precision::month ? 1 : 12, 0}).plus_days(-1)};
    }

    Status add(const EventRecord& r, const ReportReceived& e) {
        auto& report = r_.reports[r.stream.id];
        report.agency = agency(e.agency->value);
        report.number = r.number;
        report.form = e.form->value;
        Deed when = TRY(act(r));
        if (!e.people.erased)
            for (const auto& p : *e.people) report.people.push_back({p.value, report.agency, when});
        return {};
    }
    Status add(const EventRecord& r, const PersonAdded& e) {
        Deed when = TRY(act(r));
        if (!e.person.erased) r_.reports[r.stream.id].people.push_back({e.person->value, agency(e.agency->value), when});
        return {};
    }
    Status add(const EventRecord& r, const PersonRegistered& e) {
        auto& p = r_.persons[r.stream.id];
        p.registered = r.number;
        p.gender = e.gender->value;
        p.age_band = e.age_band->value;
        return {};
    }
    Status add(const EventRecord& r, const FindingRecorded& e) {
        Deed when = TRY(act(r));
        bool presumed = e.finding->value == "presumed" || e.finding->value == "identified";
        r_.persons[r.stream.id].findings.push_back({agency(e.agency->value), presumed, recorded(r), when});
        return {};
    }
    Status add(const EventRecord& r, const CaseOpened& e) {
        auto& c = r_.cases[r.stream.id];
        if (!e.person.erased) c.person = e.person->value;
        if (!e.report.erased) c.report = e.report->value;
        c.lead = agency(e.lead->value);
        c.opened = TRY(act(r));
        return {};
    }
    Status add(const EventRecord& r, const ReferralOffered& e) {
        r_.cases[r.stream.id].referrals[*e.referral] = {agency(e.from->value), agency(e.to->value), r.number, {}};
        return {};
    }
    Status add(const EventRecord& r, const ReferralAccepted& e) {
        Deed when = TRY(act(r));
        r_.cases[r.stream.id].referrals[*e.referral].accepted = when;
        return {};
    }
    Status add(const EventRecord& r, const MatchProposed& e) {
        auto& m = r_.matches[r.stream.id];
        if (!e.first.erased && !e.second.erased) m.first = e.first->value, m.second = e.second->value;
        return {};
    }
    Status add(const EventRecord& r, const MatchAnswered& e) {
        r_.matches[r.stream.id].not_same = e.answer->value == "not-the-same";
        return {};
    }

    Folder& f_;
    Register& r_;
    std::map<std::string, uint16_t> number_of_;
};

}  // namespace

Result<Register> read_register(Folder& f, uint64_t until) {
    uint64_t last = f.ledger().size();
    if (last > register_events_max)
        return fail(Fault::limit, "the ledger has " + std::to_string(last) + " events, and this reads at most " + std::to_string(register_events_max));
    Register r;
    Reading reading(f, r);
    if (last) TRY(f.ledger().each(1, last, [&](const EventRecord& e) -> Status {
        bool counts = e.number <= until || e.type == domain::SubjectErased::type;      // who was erased since is on no list of any day
        return counts ? reading.take(e) : Status{};
    }));
    return r;
}

}  // namespace soria::app
