#pragma once
// The views at one moment: now, or as of the end of a day. Internal to the looks.
#include "app/service/look.hpp"
#include "domain/protection/views.hpp"

namespace soria::app {

struct Moment {
    std::unique_ptr<RowReader> rows;
    Date day;
    uint64_t last = UINT64_MAX;          // the last event that counts
    ledger::Snapshot* now = nullptr;     // the same as rows when it is the present
    // The day and the last event alone, for who reads no views.
    static Result<Moment> of_day(Folder& f, const Asked& a);
    // Now; or as of a day by folding every event until then anew, which is bounded.
    static Result<Moment> of(Folder& f, const Asked& a);
    // Now, whatever day is asked: for who reads what says of itself when it was recorded.
    static Result<Moment> of_present(Folder& f, const Asked& a);
    // What the loader has read, now or as of a day; the loader reads at the same moment.
    Status show(Folder& f, const Loaded&);
    Result<int64_t> figure(const std::string& cell) const;
};

// Of these streams alone, what the views said after event `last`.
Result<std::unique_ptr<RowReader>> folded(Folder&, std::vector<Stream>, uint64_t last);

// Whether that person's key is destroyed, today: a look at an earlier day brings nobody back.
Result<bool> erased_by_now(Folder&, const Moment&, const PersonId&);

// One thing of a person, a case or a house as an answer shows it.
template <class R> Result<json::bj::object> shown(Folder& f, const R& row, const access::Viewer& v, const access::Bond& b) {
    auto d = TRY(access::disclose(row, f.policy(), v, b, f.opener()));
    return d.answer();
}

// A person, and by the law of that day whether they count as a child: no row says that, for birthdays and doubts change it.
Result<json::bj::object> shown_person(Folder&, const Moment&, const domain::PersonRow&, const domain::Person&, const access::Viewer&, const access::Bond&);

// Everybody in the register as it stood at a moment that is not now, of which every row was folded.
Result<std::unique_ptr<PersonIndex>> index_then(Folder&, Moment&);
// Who that person may be, among those the viewer may know of, with the grounds in words; whose data it shows is added to `subjects`.
Result<json::bj::array> may_be(Folder&, Moment&, const PersonId&, const access::Viewer&, std::vector<Id>& subjects);
// "same_person" and "conflicts": with whom a person is joined, and what of the law both have; only of those the viewer may know of.
Status add_joined(Folder&, Moment&, const PersonId&, const access::Viewer&, json::bj::object& out, std::vector<Id>& subjects);

// What a duty's name tells, by the pack: shown to whoever sees that class.
Class class_of_duty(const pack::Pack&, const std::string& duty);
// The warnings of a house, by their names with commas between.
std::string warnings_in_words(const pack::Pack&, const std::string& ids, const std::string& language);

// The rule that keeps numbers of persons from this viewer; none where there is none, or they follow each case by its code.
const pack::SmallNumbers* small_numbers_for(Folder&, const access::Viewer&);
// Its id, when one of these numbers is so small that none of them is told; else empty.
std::string small_among(Folder&, const access::Viewer&, std::initializer_list<int64_t>);

// A list's cursor goes on with that list only: `what` names it, and the day it is asked as of belongs to it.
inline std::string of_list(std::string what, const Asked& a) { return std::move(what) + (a.as_of ? " as of " + a.as_of->text() : ""); }

std::string encrypt_cursor(const std::string& after, std::string_view what);
Result<std::string> decrypt_cursor(std::string_view cursor, std::string_view what);

}  // namespace soria::app
