#pragma once
// Who may this person be? Everybody in the register, in memory, with the engine's passes and scorer; kept current as people are
// registered. Its weights do not depend on who is in the register: two registers that differ in somebody hidden weigh the same.
#include <mutex>
#include <set>

#include "base/core/date.hpp"
#include "base/core/ids.hpp"
#include "engines/matching/index.hpp"

namespace soria::app {

// What of a person can be compared. Empty: not known, or not this viewer's to know.
struct Likeness {
    std::string full_name, born, citizenship, gender, contact;
    std::vector<std::string> other_names = {};
    struct Document { std::string kind, number, country; };
    std::vector<Document> documents = {};
    bool empty() const { return full_name.empty() && born.empty() && contact.empty() && other_names.empty() && documents.empty(); }
};
std::string likeness_day(const std::optional<Happened>&);

enum class Compared : uint8_t { given, surname, born, citizenship, gender, phone, mail, document };
bool of_contact(Compared);

struct Ground {                                    // one thing compared, and what it is worth
    Compared what = Compared::given;
    std::string level;                             // of the pack's list `agreement`: same, shared (a link, worth nothing), other, ...
    float bits = 0;
    bool by_other_name = false;                    // a name that agrees is another than the full name, of one or of both
};
std::string_view name_of(const Ground&);           // given-name, other-given-name, surname, born, ...
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
    using Person = matching::Index::Person;
    // A person by each of their names, without a document; and each document. The first name is the full one, where that is known.
    struct Asked {
        std::vector<Person> names;
        std::vector<Likeness::Document> documents;
        bool named = false;
    };
    // Every name of a person with every document is a row: `first`, and those after it.
    struct Rows {
        uint32_t first = 0;
        uint8_t names = 1, documents = 0;
        bool named = false;
        uint32_t all() const { return uint32_t(names) * std::max<uint32_t>(documents, 1); }
        uint32_t row(size_t name, size_t document) const { return first + uint32_t(name) * std::max<uint32_t>(documents, 1) + uint32_t(document); }
    };
    enum class Documents : uint8_t { all, agreeing, none };
    struct Judged {
        Likely likely;
        int document = -1;                         // of those asked: the one that is the same
    };
    struct Holder { Compared what; PersonId person; bool another; int document; };
    Asked as_asked(const Likeness&) const;
    Person alone(const Asked&, Compared, const std::string& number) const;
    Person with_document(Person, const std::string& number) const;
    Person turned(Person) const;
    size_t column(Compared) const;
    void take_out(const Id&);
    std::vector<PersonId> near(const Asked&);
    Judged judge(const Asked&, const PersonId&, bool contact, Documents = Documents::all, const std::set<int>& but = {});
    struct Pair { int mine = -1, theirs = 0; float bits = 0; bool same = false; };
    Pair best_documents(const Asked&, const PersonId&, const Rows&, bool agreeing, const std::set<int>& but);
    Likely judge_row(const Person&, uint32_t row, bool contact);
    Likely weigh(const Person&, uint32_t row, bool contact);
    std::vector<Holder> holders(const Asked&);
    static void discount_shared(std::vector<Likely>&, const std::vector<Holder>&);
    mutable std::mutex mutex_;
    std::unique_ptr<matching::Index> index_;
    std::vector<Compared> columns_;                // of the index's table
    std::vector<PersonId> rows_;
    std::unordered_map<Id, Rows, IdHash> rows_of_;
    std::unordered_map<Id, std::vector<Likeness::Document>, IdHash> documents_of_;    // of those who have any
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
