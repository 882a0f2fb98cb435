#pragma once
// Dates of the civil calendar and periods as ISO 8601 writes them. A day has no clock and no zone; which day an instant
// belongs to is the pack's zone's business (base/zone.hpp).
#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/core/result.hpp"

namespace soria {

// Calendar days; months are added first and clamp (31 August + P6M is the last of February), then days. Source: law.md.
struct Period {
    int32_t months = 0;
    int32_t days = 0;
    auto operator<=>(const Period&) const = default;

    static Result<Period> parse(std::string_view iso);   // P45D, P6M, P1Y, P1Y6M, P2W; at most 200 years
    std::string text() const;                            // canonical: P45D, P6M, P1Y, P1Y6M, P0D
};

class Date {
public:
    Date() = default;
    constexpr explicit Date(int32_t days_since_1970) : days_(days_since_1970) {}
    Date(std::chrono::sys_days d) : days_(int32_t(d.time_since_epoch().count())) {}

    // YYYY-MM-DD, year 1875 to 2200, a day that exists. Anything else is an error that says which part is wrong.
    static Result<Date> parse(std::string_view text);
    static Result<Date> of(int year, unsigned month, unsigned day);

    constexpr int32_t days() const { return days_; }
    std::chrono::year_month_day civil() const;
    std::string text() const;           // 2007-02-05
    std::string month_text() const;     // 2007-02
    int year() const;

    auto operator<=>(const Date&) const = default;
    Date plus_days(int32_t n) const { return Date(days_ + n); }

private:
    int32_t days_ = 0;
};

// What the ledger's bytes can say; what people may say is narrower (Date::parse).
inline constexpr Date first_day{-719'162}, last_day{2'932'896};   // 0001-01-01, 9999-12-31

Date operator+(Date from, Period p);
Date operator-(Date from, Period p);    // months back first, clamped, then days back
inline int32_t days_between(Date from, Date until) { return until.days() - from.days(); }

// A month of the calendar: how fine a date in the clear may be.
struct Month {
    int32_t index = 0;                  // months since 1970-01
    auto operator<=>(const Month&) const = default;
    static Month of(Date);
    static Result<Month> parse(std::string_view);   // YYYY-MM
    std::string text() const;
};

// Microseconds since 1970 in UTC. When something was recorded.
struct Instant {
    int64_t us = 0;
    auto operator<=>(const Instant&) const = default;
    std::string text() const;           // 2007-02-05T10:00:00.000000Z
    static Result<Instant> parse(std::string_view);
};

// When something happened, as exactly as anybody knows.
enum class Precision : uint8_t { day, month, year };
struct Happened {
    Date date;                          // the first day of the month or year when it is not exact
    Precision precision = Precision::day;
    auto operator<=>(const Happened&) const = default;
    static Result<Happened> parse(std::string_view);   // 2007-02-05, 2007-02, 2007
    std::string text() const;
    bool exact() const { return precision == Precision::day; }
};

}  // namespace soria
