#pragma once
// Errors are values. A refusal names the rule that refuses, where that rule stands, the facts used and what was computed,
// so that the person in front of the screen can be told why and what would change it.
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace soria {

enum class Fault {
    invalid,    // the input is wrong: says what and where
    refused,    // a rule of the pack or of the house says no
    forbidden,  // this person may not; an answer gives nothing away
    absent,     // no such thing, or none that this person may know of
    stale,      // somebody else was first
    limit,      // larger or more than this program takes
    busy,       // another process holds the folder, or the deadline passed
    storage,    // the disk or a file: nothing half done
    damaged,    // a file is not what was written
    usage,      // the command line was wrong
};

std::string_view name_of(Fault);

struct Error {
    Fault fault = Fault::invalid;
    std::string because;               // one plain sentence
    std::string where;                 // file:line:column, or a path in the input; empty when there is none
    std::string rule;                  // the pack's rule, or a rule of the house; empty for plain faults
    std::string source;                // where the rule stands: "plan, 5.5, lines 1042-1045"
    std::vector<std::string> facts;    // "carer named: no"
    std::string computation;           // "2007-02-05 + P6M = 2007-08-05"
    std::string change;                // what would change the answer

    std::string text() const;          // all of it on one line, for a terminal or a log without fields
};

template <class T> using Result = tl::expected<T, Error>;
using Status = Result<void>;

inline tl::unexpected<Error> fail(Fault fault, std::string because, std::string where = {}) {
    return tl::unexpected(Error{fault, std::move(because), std::move(where), {}, {}, {}, {}, {}});
}
inline tl::unexpected<Error> invalid(std::string because, std::string where = {}) {
    return fail(Fault::invalid, std::move(because), std::move(where));
}
inline tl::unexpected<Error> refuse(std::string rule, std::string because) {
    Error e;
    e.fault = Fault::refused;
    e.because = std::move(because);
    e.rule = std::move(rule);
    return tl::unexpected(std::move(e));
}

template <class T> T take(Result<T>& r) { return std::move(*r); }
inline void take(Status&) {}

}  // namespace soria

// Only as a whole initialiser or a whole statement (docs/decisions/0021-try.md): inside a larger expression GCC 12.2
// skips the destructors of temporaries on the early return.
#define TRY(...)                                                            \
    ({                                                                      \
        auto r_ = (__VA_ARGS__);                                            \
        if (!r_) return tl::unexpected(std::move(r_).error());              \
        ::soria::take(r_);                                                  \
    })
