#pragma once
// Whether somebody of an agency has opened a case's page since something happened: the journal of reads knows.
#include "ledger/ledger.hpp"

namespace soria::app {

// Looks made after `since_us` and before `over_us` count. The newest are asked first, `looks_max` at most; looks that were made at
// once are recorded in any order, within their deadlines, so that the search ends at one made `late_us_max` before `since_us`.
inline Result<bool> case_opened(ledger::Looks& looks, const std::string& agency, const Id& id, int64_t since_us, int64_t over_us) {
    constexpr int64_t late_us_max = 60'000'000;
    size_t looks_max = 2000;
    bool seen = false;
    TRY(looks.of(id, [&](const ledger::ReadEntry& r) {
        seen = r.agency == agency && r.what == "case page" && r.at_us > since_us && r.at_us < over_us;
        return !seen && r.at_us > since_us - late_us_max && --looks_max > 0;
    }));
    return seen;
}

}  // namespace soria::app
