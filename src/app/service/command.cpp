#include "app/service/command.hpp"

#include <sodium.h>

#include <algorithm>
#include <future>

#include "app/peers/record.hpp"
#include "base/core/codec.hpp"
#include "domain/international/commands.hpp"
#include "domain/law/follow.hpp"
#include "domain/matching/commands.hpp"
#include "domain/matching/events.hpp"
#include "domain/plan/all_events.hpp"
#include "domain/plan/commands.hpp"
#include "domain/plan/events.hpp"
#include "domain/plan/plan_commands.hpp"
#include "domain/plan/views.hpp"
#include "domain/prevention/commands.hpp"
#include "domain/protection/events.hpp"
#include "domain/protection/support_events.hpp"
#include "domain/protection/views.hpp"

namespace soria::app {
namespace {

constexpr size_t idempotency_key_bytes_max = 100;

std::string day_bytes(const Happened& h) { return codec::bytes_of(h); }

// What ties the viewer to one thing that a command names; Fault::absent, in the words of a thing that never was, when it is
// none of theirs to know. A house is known by its code to whoever runs it or may hold a bed; a derived list, to its agency.
Result<access::Bond> bond_of(const domain::World& w, const domain::RefSlot& ref, const access::Viewer& v, Date on, const access::Policy& policy) {
    access::Bond b;
    bool known = false;
    if (ref.kind == StreamKind::house) {
        known = w.houses.at(*ref.id).run_by == v.agency || policy.could_do(v, {{"lead"}, {}, {}}, "hold-bed");
    } else if (ref.kind == StreamKind::list) {
        known = w.lists.at(*ref.id).agency == v.agency;        // an agency's list is for its own people
        if (known) b.relations.insert("lead");
    } else if (domain::of_work(ref.kind)) {
        const auto& work = w.works.at(*ref.id);
        if (work.agency == v.agency) b.relations.insert("author");
        known = policy.may_see(v, b, Class::public_).shown;
    } else {
        if (ref.kind == StreamKind::case_) b = bond_with(w, w.cases.at(*ref.id), v, on);
        if (ref.kind == StreamKind::report) b = bond_with(w, w.reports.at(*ref.id), v, on);
        if (ref.kind == StreamKind::person) b = bond_with(w, w.persons.at(*ref.id), v, on);
        if (ref.kind == StreamKind::match) b = bond_with(w.matches.at(*ref.id), v);
        known = policy.present(v, b);
    }
    if (!known) return fail(Fault::absent, "there is no " + std::string(name_of(ref.kind)) + " " + *ref.code, ref.path);
    return b;
}

// Commands that are judged by who else is in the register.
bool needs_register(std::string_view name) {
    using namespace domain;
    for (auto n : {AskMatch::name, AnswerMatch::name, MergePersons::name, UndoMerge::name, ConfirmErasure::name})
        if (n == name) return true;
    return false;
}

struct Judged {
    ledger::Pending pending;
    CommandAnswer answer;
};

class Judge {
public:
    Judge(Folder& f, const CommandRequest& r, Trust trust) : folder_(f), request_(r), law_(f.pack(), r.viewer.language), trust_(trust) {}

    Result<Judged> judge() {
        const auto* type = domain::command_type(request_.name);
        if (!type) return fail(Fault::absent, "there is no command '" + request_.name.substr(0, 60) + "'");
        auto command = TRY(type->decode(request_.fields));
        Date today = folder_.today();
        TRY(type->check(command.get(), *folder_.pack(), today));
        Happened happened = request_.happened.value_or(Happened{today, Precision::day});
        if (happened.date > today) return invalid("lies in the future: today is " + today.text(), "happened");
        auto refs = type->refs(command.get());
        const auto& v = request_.viewer;
        if (needs_register(request_.name)) TRY(folder_.people_known());
        Loader loader(folder_, trust_);
        auto bond = TRY(find(loader, refs, v, today));
        auto likely = TRY(find_likely(loader, refs));
        TRY(add_likewise(loader, command.get(), refs));
        if (request_.name == domain::AskPeer::name) TRY(peers::load_peer(folder_, loader, std::static_pointer_cast<domain::AskPeer>(command)->peer.value));
        if (!request_.if_match.empty() && request_.if_match != etag_of(folder_, loader.loaded(), v, today)) {
            Error e;
            e.fault = Fault::stale;
            e.rule = "if-match";
            e.because = "it has changed since you read it: look again" + last_change(loader.world(), v, today);
            return tl::unexpected(e);
        }
        // After the ETag, which is of what a page showed.
        for (const auto& ref : refs)
            if (request_.name == domain::HoldBed::name && ref.kind == StreamKind::house) TRY(loader.add_sleeping(*ref.id));
        Loaded loaded = loader.take();
        if (v.user != import_actor) TRY(folder_.policy().may_do(v, bond, request_.name));
        domain::Context x{law_, happened, today, {v.user, v.agency, v.kind, v.role, v.purpose}, folder_, v.language, std::move(likely)};
        TRY(still_somebody(loaded.world, refs));
        TRY(domain::permits(loaded.world, request_.name, refs, x));
        auto decision = TRY(type->decide(loaded.world, command.get(), x));
        if (!request_.origin.empty()) mark_import(decision);
        TRY(domain::follow(loaded.world, x, decision));
        bool exact_today = happened.exact() && happened.date == today;
        auto pending = TRY(pending_of(folder_, decision.events, loaded.versions, v,
                                      exact_today ? std::nullopt : std::optional<Happened>(happened), today));
        pending.idempotency_key = request_.idempotency_key;
        pending.request = request_.name + "\n" + request_.body;
        Judged judged{std::move(pending), {std::move(decision.answer), std::move(decision.advice), false, {}, {}, {}}};
        for (const auto& e : decision.events.list) {
            if (e.type->number == domain::SubjectErased::type) judged.answer.erased.push_back(PersonId{e.stream.id});
            if (e.type->number == domain::MatchProposed::type) {
                const auto& m = *static_cast<const domain::MatchProposed*>(e.event.get());
                judged.answer.asked.push_back({MatchId{e.stream.id}, *m.first, *m.second});
            }
            if (e.type->number == domain::IdentityStated::type) add_stated(judged.answer, PersonId{e.stream.id}, *static_cast<const domain::IdentityStated*>(e.event.get()));
            if (e.type->number != domain::PersonRegistered::type) continue;
            const auto& p = *static_cast<const domain::PersonRegistered*>(e.event.get());
            judged.answer.people.emplace_back(PersonId{e.stream.id}, Likeness{p.full_name->value, likeness_day(*p.born), p.citizenship->value, p.gender->value, *p.contact});
        }
        return judged;
    }

    // Of somebody new it joins what the indexes are told; of somebody known they are told anew, from what is written then.
    static void add_stated(CommandAnswer& a, const PersonId& id, const domain::IdentityStated& e) {
        for (auto& [person, likeness] : a.people) {
            if (!(person == id)) continue;
            for (const auto& n : *e.other_names) likeness.other_names.push_back(n.value);
            for (const auto& d : *e.documents) likeness.documents.push_back({d.kind.value, d.number.value, d.country.value});
            return;
        }
        a.stated.push_back(id);
    }

    // Who changed last what the viewer may know of, and when; by name when they may know that too.
    std::string last_change(const domain::World& w, const access::Viewer& v, Date on) const {
        domain::Changed last;
        bool named = false;
        auto see = [&](const auto& map) {
            for (const auto& [id, thing] : map) {
                auto bond = domain::without_orders(bond_with(w, thing, v, on));
                if (thing.last.number <= last.number || !folder_.policy().present(v, bond)) continue;
                last = thing.last;
                named = last.agency == v.agency || folder_.policy().may_see(v, bond, Class::staff).shown;
            }
        };
        see(w.cases), see(w.reports), see(w.persons);
        if (!last.number) return {};
        const auto* agency = named ? folder_.pack()->agency(last.agency) : nullptr;
        return "; changed by " + (agency ? agency->name.in(v.language) : std::string("another agency")) + " on " + last.on.text();
    }

    bool trusted = false;             // a refusal may rest on what is not so any longer

private:
    // Of a case whose person was erased nobody is left whom the law could judge by, and nothing could be sealed for.
    static Status still_somebody(const domain::World& w, const std::vector<domain::RefSlot>& refs) {
        for (const auto& ref : refs)
            if (ref.kind == StreamKind::case_ && !w.cases.at(*ref.id).person)
                return refuse("person-erased", "the person whose case it is was erased: nothing more is recorded on it");
        return {};
    }
    // One after the other, so that a hidden thing hides what is named after it too. The bond that counts is the case's, else
    // the first thing's.
    Result<access::Bond> find(Loader& loader, std::vector<domain::RefSlot>& refs, const access::Viewer& v, Date today) {
        access::Bond bond;
        bool any = false;
        for (auto& ref : refs) {
            *ref.id = TRY(loader.find(ref.kind, *ref.code, ref.path));
            TRY(loader.add({ref.kind, *ref.id}));
            trusted = trusted || loader.trusted();
            auto b = TRY(bond_of(loader.world(), ref, v, today, folder_.policy()));
            if (ref.kind == StreamKind::house || (any && ref.kind != StreamKind::case_)) continue;
            bond = std::move(b);
            any = true;
        }
        return bond;
    }
    // For a command about questions of identity: those that there are about the person and, when somebody asks, whom the machine
    // takes for likely, among all: what comes of it reaches who may decide, and the answer is the same either way.
    Result<std::vector<domain::LikelyPerson>> find_likely(Loader& loader, const std::vector<domain::RefSlot>& refs) {
        constexpr size_t proposed_max = 5;
        std::vector<domain::LikelyPerson> out;
        bool asks = request_.name == domain::AskMatch::name;
        if (refs.empty() || (!asks && request_.name != domain::ConfirmErasure::name)) return out;
        PersonId person{*refs[0].id};
        TRY(loader.add_matches(person));
        if (!asks) return out;
        auto rows = TRY(folder_.ledger().snapshot());
        auto row = TRY(domain::get<domain::PersonRow>(*rows, {domain::value(person)}));
        if (!row) return out;
        auto likeness = TRY(likeness_of(*row, folder_.opener()));
        auto found = folder_.likely().ask(person, likeness, proposed_max, [](const PersonId&) { return PersonIndex::May{true, true}; });
        for (const auto& l : found) {
            TRY(loader.add({StreamKind::person, l.person.value}));
            domain::LikelyPerson p{l.person, {}};
            for (const auto& g : l.grounds)
                p.grounds += (p.grounds.empty() ? "" : " ") + std::string(name_of(g)) + ":" + g.level + ":" + std::string(weight_word(g.bits));
            out.push_back(std::move(p));
        }
        return out;
    }
    // Work that a command does not name and that decides about it: other appropriations of the budget, the same series, the steps
    // of the same country with the same treaty.
    Status add_likewise(Loader& loader, const void* command, const std::vector<domain::RefSlot>& refs) {
        if (request_.name == domain::AppropriateFunds::name) {
            const auto& c = *static_cast<const domain::AppropriateFunds*>(command);
            return c.budget ? add_budget(loader, c.budget->value) : Status();
        }
        if (request_.name == domain::DisburseFunds::name) return add_budget(loader, loader.world().works.at(*refs.at(0).id).budget);
        if (request_.name == domain::FollowSeries::name) {
            const auto& c = *static_cast<const domain::FollowSeries*>(command);
            return add_works(loader, "series", [&](const domain::WorkRow& w) { return w.about->value == c.series.value; });
        }
        if (request_.name == domain::RecordTreatyStep::name) {
            const auto& c = *static_cast<const domain::RecordTreatyStep*>(command);
            return add_works(loader, "treaty", [&](const domain::WorkRow& w) { return w.country->value == c.country.value; });
        }
        return {};
    }
    template <class Fits> Status add_works(Loader& loader, const char* kind, Fits fits) {
        constexpr size_t page = 1000;
        auto rows = TRY(folder_.ledger().snapshot());
        std::vector<Value> after;
        for (bool more = true; more;) {
            auto works = TRY(domain::scan<domain::WorkRow>(*rows, "by_due", {domain::value(Name{kind})}, page, after));
            more = works.size() == page;
            for (const auto& w : works) {
                after = {domain::value(*w.kind), domain::value(*w.state), domain::value(*w.due), domain::value(*w.id)};
                if (fits(w)) TRY(loader.add({*domain::stream_of_work(kind), *w.id}));
            }
        }
        return {};
    }
    Status add_budget(Loader& loader, const std::string& id) {
        constexpr size_t appropriations_max = 1000;
        const auto* budget = folder_.pack()->budget(id);
        if (!budget) return {};
        auto rows = TRY(folder_.ledger().snapshot());
        for (const auto& m : budget->measures) {
            auto works = TRY(domain::scan<domain::WorkRow>(*rows, "by_measure", {domain::value(MeasureRef{m}), domain::value(Name{"appropriation"})}, appropriations_max));
            if (works.size() == appropriations_max) return fail(Fault::limit, "there are too many appropriations of this budget", "budget");
            for (const auto& w : works) TRY(loader.add({StreamKind::budget, *w.id}));
        }
        return {};
    }
    // An import says so in what it records; only here, so that no command of a person can.
    void mark_import(domain::Decision& d) {
        for (auto& e : d.events.list) {
            if (e.type->number == domain::ReportReceived::type) {
                auto copy = *std::static_pointer_cast<const domain::ReportReceived>(e.event);
                copy.origin = Name{request_.origin};
                e.event = std::make_shared<const domain::ReportReceived>(std::move(copy));
            } else if (e.type->number == domain::PersonRegistered::type) {
                auto copy = *std::static_pointer_cast<const domain::PersonRegistered>(e.event);
                copy.means_of_control = Name{request_.means_of_control};
                e.event = std::make_shared<const domain::PersonRegistered>(std::move(copy));
            } else if (e.type->number == domain::ReportScreened::type) {
                auto copy = *std::static_pointer_cast<const domain::ReportScreened>(e.event);
                copy.derived = request_.derived;
                e.event = std::make_shared<const domain::ReportScreened>(std::move(copy));
            }
        }
    }
    Folder& folder_;
    const CommandRequest& request_;
    pack::Law law_;
    Trust trust_;
};

// What the answer says of an event, when it is one of these.
template <class E> Status say(CommandAnswer& a, const EventRecord& r, const char* what, std::string (*text)(const E&)) {
    if (r.type != E::type) return {};
    E event = TRY(domain::joined<E>(r, nullptr));
    a.answer.emplace_back(what, text(event));
    return {};
}

// Work is answered by its code, and what is owed in it by its number.
Status say_work(CommandAnswer& a, const EventRecord& e) {
    using namespace domain;
    Status ok;
    boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, WorkEvents>>([&]<class I>(I) {
        using E = typename I::type;
        if constexpr (requires { E::answers; })
            if (ok) ok = say<E>(a, e, E::answers.data(), [](const E& x) {
                if constexpr (requires { x.code; }) return x.code->value;
                else return std::to_string(*x.item);
            });
    });
    if (ok) ok = say<CampaignPlanned>(a, e, "sample", [](auto& c) { return std::to_string(*c.sample); });
    return ok;
}

// The answer to a repeat, from what was recorded then.
Result<CommandAnswer> answer_again(Folder& f, const ledger::Receipt& receipt) {
    CommandAnswer a;
    a.repeated = true;
    if (receipt.first > receipt.last) return a;
    TRY(f.ledger().each(receipt.first, receipt.last, [&](const EventRecord& e) -> Status {
        using namespace domain;
        TRY(say<ReportReceived>(a, e, "report", [](auto& r) { return r.code->value; }));
        TRY(say<PersonRegistered>(a, e, "person", [](auto& p) { return p.code->value; }));
        TRY(say<CaseOpened>(a, e, "case", [](auto& c) { return c.code->value; }));
        TRY(say<HouseOpened>(a, e, "house", [](auto& h) { return h.code->value; }));
        TRY(say<ListDerived>(a, e, "list", [](auto& l) { return l.code->value; }));
        TRY(say<ListRevised>(a, e, "edition", [](auto& l) { return std::to_string(*l.edition); }));
        TRY(say<ReferralOffered>(a, e, "referral", [](auto& r) { return std::to_string(*r.referral); }));
        TRY(say<ServiceOrdered>(a, e, "order", [](auto& o) { return std::to_string(*o.order); }));
        TRY(say<BedHeld>(a, e, "bed", [](auto& b) { return std::to_string(*b.bed); }));
        TRY(say<ThreatRecorded>(a, e, "threat", [](auto& t) { return std::to_string(*t.threat); }));
        TRY(say<StepPlanned>(a, e, "step", [](auto& s) { return std::to_string(*s.step); }));
        TRY(say<QuestionAsked>(a, e, "question", [](auto& q) { return q.question->value; }));
        TRY(say<LetterIssued>(a, e, "letter", [](auto& l) { return l.letter->value; }));
        TRY(say<ResidenceStartCorrected>(a, e, "ends", [](auto& p) { return p.until->text(); }));
        TRY(say<ReflectionPeriodGranted>(a, e, "ends", [](auto& p) { return p.until->text(); }));
        return say_work(a, e);
    }));
    return a;
}

}  // namespace

std::string etag_of(Folder& f, const Loaded& loaded, const access::Viewer& viewer, Date on) {
    const auto& w = loaded.world;
    auto known = [&](const Stream& s) {
        access::Bond b;
        if (s.kind == StreamKind::case_) b = bond_with(w, w.cases.at(s.id), viewer, on);
        else if (s.kind == StreamKind::report) b = bond_with(w, w.reports.at(s.id), viewer, on);
        else if (s.kind == StreamKind::person) b = bond_with(w, w.persons.at(s.id), viewer, on);
        else return false;
        return f.policy().present(viewer, domain::without_orders(std::move(b)));
    };
    auto sorted = loaded.versions;
    std::erase_if(sorted, [&](auto& v) { return !known(v.stream); });
    if (sorted.empty()) return {};
    std::sort(sorted.begin(), sorted.end(), [](auto& a, auto& b) { return a.stream < b.stream; });
    std::string s(reinterpret_cast<const char*>(f.ledger().id().data()), 16);
    for (const auto& v : sorted) {
        s += char(v.stream.kind);
        s.append(reinterpret_cast<const char*>(v.stream.id.data()), 16);
        s += std::to_string(v.version) + ",";
    }
    unsigned char h[16];
    crypto_generichash(h, sizeof h, reinterpret_cast<const unsigned char*>(s.data()), s.size(), nullptr, 0);
    char text[33];
    sodium_bin2hex(text, sizeof text, h, sizeof h);
    return text;
}

Result<ledger::Pending> pending_of(Folder& f, const domain::Events& events, const std::vector<ledger::Pending::Expected>& versions,
                                   const access::Viewer& v, std::optional<Happened> happened, Date) {
    ledger::Pending p;
    p.actor = v.user;
    p.recorded_us = f.now_us();
    p.expected = versions;
    std::map<Stream, uint32_t> next;
    for (const auto& e : versions) next[e.stream] = e.version;
    for (const auto& e : events.list) {
        auto at = next.find(e.stream);
        if (at == next.end()) {
            // Nobody read it: it begins here, under an id that was drawn a moment ago. The writer checks.
            p.expected.push_back({e.stream, 0});
            at = next.emplace(e.stream, 0).first;
        }
        EventRecord r;
        r.stream = e.stream;
        r.version = ++at->second;
        r.type = e.type->number;
        r.type_version = e.type->version;
        r.actor = v.user;
        r.agency = v.agency;
        r.purpose = v.purpose;
        auto encoded = domain::split(e.type->parts, e.event.get(), e.stream.id, e.owners);
        r.clear = std::move(encoded.clear);
        if (happened && e.stream.kind != StreamKind::system)
            encoded.sealed.insert(encoded.sealed.begin(), OpenField{0, Class::care, e.stream.id, day_bytes(*happened)});
        for (const auto& field : encoded.sealed) {
            auto sealed = TRY(f.ledger().seal(field, r.stream, r.version, r.type, p.new_keys_created));
            r.sealed.push_back(std::move(sealed));
        }
        if (e.type->number == domain::SubjectErased::type) {
            const auto& erased = *static_cast<const domain::SubjectErased*>(e.event.get());
            p.destroy_keys = erased.keys.value;
        }
        p.events.push_back(std::move(r));
    }
    return p;
}

namespace {

// Answered already, or judged: what is to be appended.
struct Read {
    std::optional<ledger::Receipt> before;
    Judged judged;
};
// By what is known; what is appended is compared by the writer. A refusal is judged again by what is written, unless the
// same request was answered before, when it would have been possible still.
Result<Read> read_and_judge(Folder& f, const CommandRequest& request) {
    f.judges().acquire();
    struct Leave {
        Folder& f;
        ~Leave() { f.judges().release(); }
    } leave{f};
    Judge quick(f, request, Trust::newest);
    auto judged = quick.judge();
    if (judged) return Read{std::nullopt, std::move(*judged)};
    if (!request.idempotency_key.empty())
        if (auto before = f.ledger().answered_before(request.viewer.user, request.idempotency_key, request.name + "\n" + request.body)) {
            auto receipt = TRY(std::move(*before));
            return Read{receipt, {}};
        }
    if (!quick.trusted) return tl::unexpected(judged.error());
    auto again = TRY(Judge(f, request, Trust::snapshot).judge());
    return Read{std::nullopt, std::move(again)};
}

}  // namespace

Result<ledger::Pending> judge_command(Folder& f, const CommandRequest& request, Trust trust) {
    auto judged = TRY(Judge(f, request, trust).judge());
    return std::move(judged.pending);
}

void run_command(Folder& f, CommandRequest request, CommandDone done) {
    if (request.idempotency_key.size() > idempotency_key_bytes_max)
        return done(fail(Fault::limit, "an idempotency key has at most 100 bytes", "Idempotency-Key"));
    auto shared = std::make_shared<CommandRequest>(std::move(request));
    auto read = read_and_judge(f, *shared);
    if (!read) return done(tl::unexpected(read.error()));
    if (read->before) return done(answer_again(f, *read->before));
    auto answer = std::make_shared<CommandAnswer>(std::move(read->judged.answer));
    auto again = [&f, shared, answer]() -> Result<ledger::Pending> {
        auto judged = TRY(Judge(f, *shared, Trust::writing).judge());
        *answer = std::move(judged.answer);
        return std::move(judged.pending);
    };
    f.ledger().append(std::move(read->judged.pending), again, [&f, answer, done = std::move(done)](Result<ledger::Receipt> r) {
        if (!r) return done(tl::unexpected(r.error()));
        if (r->repeated) return done(answer_again(f, *r));
        for (const auto& [id, seen] : answer->people) f.got_to_know(id, seen);
        for (const auto& id : answer->stated) f.got_to_know_more(id);
        for (const auto& [match, first, second] : answer->asked) f.match_links().add(match, first, second);
        for (const auto& id : answer->erased) f.forget(id);
        if (!answer->erased.empty()) f.states().forget();
        done(std::move(*answer));
    });
}

Result<CommandAnswer> run_command(Folder& f, CommandRequest request) {
    std::promise<Result<CommandAnswer>> p;
    auto answer = p.get_future();
    run_command(f, std::move(request), [&](Result<CommandAnswer> r) { p.set_value(std::move(r)); });
    return answer.get();
}

}  // namespace soria::app
