#pragma once
// Who may this person be? Everybody in the register, in memory, with the engine's passes and scorer; kept current as people are
// registered. Its weights do not depend on who is in the register: two registers that differ in somebody hidden weigh the same.
#include <mutex>

#include "base/core/date.hpp"
#include "base/core/ids.hpp"
#include "engines/matching/index.hpp"

namespace soria::app {

// What of a person can be compared. Empty: not known, or not this viewer's to know.
struct Likeness {
    std::string full_name, born, citizenship, gender, contact;
    bool empty() const { return full_name.empty() && born.empty() && contact.empty(); }
};
std::string likeness_day(const std::optional<Happened>&);

enum class Compared : uint8_t { given, surname, born, citizenship, gender, phone, mail };
std::string_view name_of(Compared);                // given-name, surname, born, ...
bool of_contact(Compared);

struct Ground {                                    // one thing compared, and what it is worth
    Compared what = Compared::given;
    std::string level;                             // of the pack's list `agreement`: same, shared (a link, worth nothing), other, ...
    float bits = 0;
};
struct Likely {
    PersonId person;
    std::vector<Ground> grounds;                   // without what is not known of one of the two
    float bits = 0;                                // of the odds that they are one, by these grounds
};
// A word for a weight: strongly-for, for, a-little-for, nothing, a-little-against, against.
std::string_view weight_word(float bits);

class PersonIndex {
public:
    PersonIndex();
    void put(const PersonId&, const Likeness&);    // again: what is known now
    void remove(const PersonId&);
    // Of those about whom `may_use` says what may be compared (nothing: they are not there), who may be that person, the
    // likeliest first. An identifier that three or more of them hold says nothing when they are otherwise different people.
    struct May { bool known = false, contact = false; };
    std::vector<Likely> ask(const PersonId& but, const Likeness&, size_t limit, const std::function<May(const PersonId&)>& may_use);
    size_t size() const;

private:
    matching::Index::Person as_person(const Likeness&) const;
    std::vector<uint32_t> near(const matching::Index::Person&);
    matching::Index::Person turned(matching::Index::Person) const;
    Likely judge(const matching::Index::Person&, uint32_t row, bool contact);
    Likely weigh(const matching::Index::Person&, uint32_t row, bool contact);
    struct Holder { Compared what; PersonId person; bool another; };
    std::vector<Holder> holders(const matching::Index::Person&);
    static void discount_shared(std::vector<Likely>&, const std::vector<Holder>&);
    mutable std::mutex mutex_;
    std::unique_ptr<matching::Index> index_;
    std::vector<Compared> columns_;                // of the index's table
    std::vector<PersonId> rows_;
    std::unordered_map<Id, uint32_t, IdHash> row_of_;
};

// Which persons questions of identity were asked about. The views keep that sealed; here it is known.
class MatchLinks {
public:
    void add(const MatchId&, const PersonId& first, const PersonId& second);
    std::vector<MatchId> of(const PersonId&) const;

private:
    mutable std::mutex mutex_;
    std::unordered_map<Id, std::vector<MatchId>, IdHash> by_person_;
};

}  // namespace soria::app
