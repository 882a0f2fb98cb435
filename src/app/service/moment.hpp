#pragma once
// The views at one moment: now, or as of the end of a day. Internal to the looks.
#include "app/service/look.hpp"
#include "domain/protection/views.hpp"

namespace soria::app {

struct Moment {
    std::unique_ptr<RowReader> rows;
    Date day;
    uint64_t last = UINT64_MAX;          // the last event that counts
    // The day and the last event alone, for who reads no views.
    static Result<Moment> of_day(Folder& f, const Asked& a) {
        Moment m;
        m.day = f.today();
        if (!a.as_of) return m;
        if (*a.as_of > m.day) return invalid("lies in the future: today is " + m.day.text(), "as-of");
        m.day = *a.as_of;
        m.last = TRY(f.ledger().last_recorded_until(f.zone().start_of(m.day.plus_days(1)).us));
        return m;
    }
    static Result<Moment> of(Folder& f, const Asked& a) {
        Moment m = TRY(of_day(f, a));
        m.rows = TRY(a.as_of ? f.ledger().replayed(m.last) : f.ledger().snapshot());
        return m;
    }
    Result<int64_t> figure(const std::string& cell) const {
        int64_t sum = 0;
        auto list = TRY(domain::scan<domain::FigureRow>(*rows, "", {domain::value(Name{cell})}, 100'000));
        for (const auto& f : list) sum += *f.delta;
        return sum;
    }
};

// One thing of a person, a case or a house as an answer shows it.
template <class R> Result<json::bj::object> shown(Folder& f, const R& row, const access::Viewer& v, const access::Bond& b) {
    auto d = TRY(access::disclose(row, f.policy(), v, b, f.opener()));
    return d.answer();
}

std::string encrypt_cursor(const std::string& after, std::string_view what);
Result<std::string> decrypt_cursor(std::string_view cursor, std::string_view what);

}  // namespace soria::app
