#pragma once
// What a command's fields are, read from its declaration: from this a form is made for every command.
#include <string>
#include <string_view>
#include <vector>

#include "base/core/event.hpp"
#include "base/core/names.hpp"
#include "base/json.hpp"

namespace soria::domain {

struct FieldShape {
    enum class Kind : uint8_t { text, name, code, agency, service, list, indicator, measure,
                                cls, country, language, date, happened, number, yes_no, ref, group };
    std::string name;
    Kind kind = Kind::text;
    std::string_view list;               // of a code: its code list
    StreamKind of = StreamKind::system;  // of a ref
    bool optional = false, many = false;
    std::vector<FieldShape> fields;      // of a group
};

inline constexpr StreamKind stream_of(const ReportId*) { return StreamKind::report; }
inline constexpr StreamKind stream_of(const PersonId*) { return StreamKind::person; }
inline constexpr StreamKind stream_of(const CaseId*) { return StreamKind::case_; }
inline constexpr StreamKind stream_of(const HouseId*) { return StreamKind::house; }
inline constexpr StreamKind stream_of(const ListId*) { return StreamKind::list; }
inline constexpr StreamKind stream_of(const MatchId*) { return StreamKind::match; }
inline constexpr StreamKind stream_of(const ProjectId*) { return StreamKind::project; }
inline constexpr StreamKind stream_of(const MilestoneId*) { return StreamKind::milestone; }
inline constexpr StreamKind stream_of(const BudgetId*) { return StreamKind::budget; }
inline constexpr StreamKind stream_of(const StudyId*) { return StreamKind::study; }
inline constexpr StreamKind stream_of(const CourseId*) { return StreamKind::course; }
inline constexpr StreamKind stream_of(const ForumId*) { return StreamKind::forum; }
inline constexpr StreamKind stream_of(const ConferenceId*) { return StreamKind::conference; }
inline constexpr StreamKind stream_of(const OrganisationId*) { return StreamKind::organisation; }
inline constexpr StreamKind stream_of(const GuidanceId*) { return StreamKind::guidance; }
inline constexpr StreamKind stream_of(const CampaignId*) { return StreamKind::campaign; }
inline constexpr StreamKind stream_of(const SeriesId*) { return StreamKind::series; }
inline constexpr StreamKind stream_of(const CommitmentId*) { return StreamKind::commitment; }

template <class T> FieldShape shape_of(std::string name);
struct ShapeParts {
    using What = FieldShape (*)(std::string name);
    template <class M> static constexpr What of() { return &shape_of<M>; }
};

template <class T> FieldShape shape_of(std::string name) {
    using K = FieldShape::Kind;
    FieldShape s;
    T* t = nullptr;
    auto is = [&](K kind) {
        s.name = std::move(name);
        s.kind = kind;
        return s;
    };
    if constexpr (requires { t->code; t->id.value; }) {
        s.of = stream_of(static_cast<decltype(&t->id)>(nullptr));
        return is(K::ref);
    } else if constexpr (requires { t->has_value(); }) {
        s = shape_of<typename T::value_type>(std::move(name));
        s.optional = true;
        return s;
    } else if constexpr (requires { std::string_view(T::list); }) {
        s.list = T::list;
        return is(K::code);
    } else if constexpr (std::is_same_v<T, std::string>) return is(K::text);
    else if constexpr (std::is_same_v<T, Name>) return is(K::name);
    else if constexpr (std::is_same_v<T, AgencyRef>) return is(K::agency);
    else if constexpr (std::is_same_v<T, ServiceRef>) return is(K::service);
    else if constexpr (std::is_same_v<T, ListRef>) return is(K::list);
    else if constexpr (std::is_same_v<T, IndicatorRef>) return is(K::indicator);
    else if constexpr (std::is_same_v<T, MeasureRef>) return is(K::measure);
    else if constexpr (std::is_same_v<T, ClassRef>) return is(K::cls);
    else if constexpr (std::is_same_v<T, CountryRef>) return is(K::country);
    else if constexpr (std::is_same_v<T, LanguageRef>) return is(K::language);
    else if constexpr (std::is_same_v<T, Date>) return is(K::date);
    else if constexpr (std::is_same_v<T, Happened>) return is(K::happened);
    else if constexpr (std::is_same_v<T, bool>) return is(K::yes_no);
    else if constexpr (std::is_integral_v<T> || std::is_same_v<T, Nok>) return is(K::number);
    else if constexpr (requires { t->begin(); }) {
        s = shape_of<typename T::value_type>(std::move(name));
        s.many = true;
        s.optional = !json::must_name<T>;
        return s;
    } else {
        static_assert(codec::DescribedStruct<T>, "a field of this type has no shape for a form");
        for (const auto& m : members<T, ShapeParts>()) s.fields.push_back(m.what(json::field_name(m.name)));
        return is(K::group);
    }
}

}  // namespace soria::domain
