#pragma once
// What the law refuses before it is asked for: of a case, as far as this viewer may know the facts that it rests on.
#include <set>

#include "app/service/moment.hpp"
#include "domain/law/follow.hpp"

namespace soria::app {

class Safeguards {
public:
    static Result<Safeguards> of(Folder&, const domain::World&, const domain::Case&, const access::Viewer&, const access::Bond&, Date);
    const pack::Law& law() const { return law_; }
    const pack::Facts& facts() const { return facts_; }
    bool withheld(const std::string& fact) const { return withheld_.count(fact) > 0; }
    // Each that refuses, with what it is asked before.
    json::bj::array refuse() const;
    // The first that refuses a bed in a house for that audience; empty when none does.
    json::bj::object refuse_bed(const std::string& audience) const;

private:
    explicit Safeguards(pack::Law law) : law_(std::move(law)) {}
    json::bj::object refused(const pack::Safeguard&, const pack::Facts&) const;
    pack::Law law_;
    pack::Facts facts_;
    std::set<std::string, std::less<>> withheld_;
    Date day_;
};

// Houses with a free bed, by code, for who may hold one for this case: those for such a person in the case's region, those for
// such a person elsewhere, then others; with why the law refuses it, where it does. A country's whole list stands on its own page.
Status free_beds(Folder&, Moment&, const domain::World&, const domain::Case&, const access::Viewer&, const access::Bond&, json::bj::object& out);

}  // namespace soria::app
