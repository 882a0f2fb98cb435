#pragma once
// Forms as data: one description of a form's fields serves the page, the check of what was sent, and offline the same.
// What a person sent is Given: names and values in their order, as the browser sends them. A field of a group in a list is
// named by its place: people.0.gender.
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "views/html.hpp"
#include "views/words.hpp"

namespace soria::views {

struct Option { std::string value, label, help; };

struct Field {
    enum class Kind : uint8_t { text, long_text, one_of, many_of, date, happened, number, yes_no, code, group, groups, lines };      // lines: one value on each
    std::string name;                    // within its form or group
    Kind kind = Kind::text;
    std::string label, help;
    std::vector<Option> options;         // of one_of and many_of
    bool required = false;
    int64_t min = 0, max = 1'000'000'000;    // of a number
    size_t signs_max = 4000;             // of a text, in code points (base/core/names.hpp)
    std::vector<Field> fields;           // of a group and of each group in a list
    size_t groups_max = 20;
    bool fixed = false;                  // given by where the form is: sent along, not asked
    std::string preset = {};             // chosen already when the form is opened: what is known, or that it is not
};

using Given = std::vector<std::pair<std::string, std::string>>;
std::string_view given(const Given&, std::string_view name);                  // the first value, else empty
std::vector<std::string_view> given_all(const Given&, std::string_view name);
bool given_under(const Given&, std::string_view prefix);                      // anything that is not blank
// How many groups of that name the person has filled in or opened.
size_t groups_of(const Given&, std::string_view name, size_t groups_max);

struct FieldError {
    std::string name;                    // people.0.gender; empty: of the whole form
    std::string what;                    // one plain sentence
    std::vector<Html> more;              // rule, source, facts, computation, what would open it
};
using FieldErrors = std::vector<FieldError>;

struct Form {
    std::string id;                      // of the command
    std::string title, intro, submit;
    std::vector<Field> fields;
};

// What a form that is opened has answered already; of a list, in its first.
Given presets(const Form&);
// Another group of a list, or one less: what the buttons _add and _drop ask for, and nothing is sent. The form is compacted before.
bool regrouped(const Form&, Given&);

// What can be said without asking anybody: missing, too long, no number, no such choice; and when the day is known, later than it.
FieldErrors check(const Form&, const Given&, const Words&, std::string_view today = {});

// What surrounds the fields: where it goes, and what is sent along (session's token, idempotency key).
struct Sending {
    Href to;
    Given hidden;
    std::string submit;                  // else the form's
    std::vector<std::pair<std::string, std::string>> others;   // other buttons: the _step they mean, and what they say
};
Html form_page(const Form&, const Given&, const FieldErrors&, const Sending&, const Words&);   // with the summary of errors before it
Html error_summary(const FieldErrors&, const Words&);
// What was given, for reading before it is sent; every value also as a hidden field.
Html answers(const Form&, const Given&, const Words&);
Html hidden(const Given&);
std::string id_of(std::string_view field_name);      // of the element that an error links to

}  // namespace soria::views
