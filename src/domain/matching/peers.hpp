#pragma once
// Blind questions of another Soria, as this one receives and answers them. Pure, as decide is; no person asks for these.
#include "domain/core/command_type.hpp"
#include "domain/matching/events.hpp"

namespace soria::domain {

// A question as the other side names it; agency and purpose are words of its pack.
struct PeerQuestion {
    std::string question, agency, purpose;
};
BOOST_DESCRIBE_STRUCT(PeerQuestion, (), (question, agency, purpose))

struct Received {
    Events events;
    std::vector<std::string> compare, answered, refused;     // open; answered before; beyond what the pack lets that peer ask
};
Received receive_questions(const Peer&, const pack::PeerRule&, const std::vector<PeerQuestion>&, Date today);

// Whom a question found here, with what agrees and no value.
struct PeerHit {
    std::string question, grounds;
    PersonId person;
};
// Each open question answered, each hit put before who leads the case or the neutral reviewer.
Events answer_questions(const World&, const Peer&, const std::string& peer, const std::vector<std::string>& questions,
                        const std::vector<PeerHit>&, const pack::Pack&, IdSource&);
// The other side's reviewer says that it is the same: told to who leads the case here or the neutral reviewer, not to who asked.
Events bring_answer(const World&, const std::string& peer, const std::string& question, const std::string& asked_by, const PersonId&,
                    const pack::Pack&, IdSource&);

// Who leads the person's case, else the first neutral reviewer of the pack; never `but`. Empty: nobody.
std::string reviewer_of(const World&, const Person&, const std::string& but, const pack::Pack&);

}  // namespace soria::domain
