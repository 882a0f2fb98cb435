#pragma once
// The lists that a ledger holds: each agency's presumed victims in a period, persons that were merged once, and of each capture whether
// another agency had brought the person there. docs/guide/prevalence.md says the same in words.
#include "app/service/moment.hpp"
#include "engines/prevalence/linkage.hpp"

namespace soria::app {

struct ListsAsked {
    Date from, until;                    // both included
    bool by_kind = false;                // a list for each kind of agency instead of each agency
    std::vector<std::string> by;         // strata: sex, age, form
};

struct LeftOut {
    std::string list;                    // an agency's or kind's id
    int64_t persons = 0;
    enum class Why : uint8_t { no_basis, not_declared, too_few } why = Why::no_basis;
    const pack::EstimateList* declared = nullptr;
};

// One human being as far as anybody decided: a person, or several that were merged.
struct OnLists {
    std::vector<PersonId> persons;
    prevalence::Mask on = 0, referred = 0;           // referred: the captures that another agency brought about; never all
    std::string stratum;                             // "sex=woman, age=18-20"; empty without strata
};

struct LedgerLists {
    std::vector<std::string> lists;
    std::vector<OnLists> people;                     // on one list at least
    std::vector<LeftOut> left_out;
    std::vector<std::pair<PersonId, PersonId>> not_same;     // whom somebody judged not to be one
    int64_t merged = 0;                              // persons that another one stands for
    int64_t vague = 0;                               // acts known by month or year only, that may lie outside the period: not counted
    int64_t erased = 0;                              // persons presumed in it whom nothing can be said about any more
};
// Fault::limit where the ledger is larger than such a look may read.
Result<LedgerLists> lists_of(Folder&, const Moment&, const ListsAsked&);

// As the engine takes it. `partition`: which of the people are one, else none are.
prevalence::Input input_of(const LedgerLists&, const ListsAsked&, const prevalence::Partition* partition = nullptr);
// The same as a CSV file that `soria estimate --referred referred` reads; its SHA-256 is the data's.
std::string table_of(const LedgerLists&, const ListsAsked&);

// Pairs of people who may be one, by the register's index, as odds; without those whom somebody judged to be two. Sorted.
Result<std::vector<prevalence::Link>> links_of(Folder&, const app::Asked&, const LedgerLists&);

}  // namespace soria::app
