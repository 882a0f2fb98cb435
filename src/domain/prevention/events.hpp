#pragma once
// Prevention: projects and grants abroad, campaigns and what they changed, ethical guidelines, time series with targets.
#include "domain/core/event_type.hpp"

namespace soria::domain {

struct ProjectProposed1 {
    static constexpr uint16_t type = 151;
    static constexpr std::string_view name = "ProjectProposed", becomes = "proposed", answers = "project";
    static constexpr StreamKind stream = StreamKind::project;
    Public<Name> code;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<Name> title;
    Public<Name> partner;
    Public<CountryRef> country;
    Statistical<Code<"target-group">> target;
    Statistical<Nok> asked;
};
BOOST_DESCRIBE_STRUCT(ProjectProposed1, (), (code, measure, agency, title, partner, country, target, asked))

// With the foreign mission that found it.
struct ProjectProposed {
    static constexpr uint16_t type = 151, type_version = 2;
    static constexpr std::string_view name = "ProjectProposed", becomes = "proposed", answers = "project";
    static constexpr StreamKind stream = StreamKind::project;
    Public<Name> code;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<Name> title;
    Public<Name> partner;
    Public<CountryRef> country;
    Statistical<Code<"target-group">> target;
    Statistical<Nok> asked;
    Statistical<Name> mission;           // empty when none is named
    using Before = ProjectProposed1;
    static ProjectProposed from(Before b) { return {b.code, b.measure, b.agency, b.title, b.partner, b.country, b.target, b.asked, {}}; }
};
BOOST_DESCRIBE_STRUCT(ProjectProposed, (), (code, measure, agency, title, partner, country, target, asked, mission))

struct ProjectChosen {
    static constexpr uint16_t type = 204;
    static constexpr std::string_view name = "ProjectChosen", becomes = "chosen";
    static constexpr StreamKind stream = StreamKind::project;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;            // who chose it
    Public<CountryRef> country;
    Public<std::string> why;
};
BOOST_DESCRIBE_STRUCT(ProjectChosen, (), (measure, agency, country, why))

struct ProjectClosed {
    static constexpr uint16_t type = 205;
    static constexpr std::string_view name = "ProjectClosed", becomes = "closed";
    static constexpr StreamKind stream = StreamKind::project;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<CountryRef> country;
    Statistical<Code<"project-outcome">> outcome;
    Public<std::string> result;
};
BOOST_DESCRIBE_STRUCT(ProjectClosed, (), (measure, agency, country, outcome, result))

struct ProjectAgreed {
    static constexpr uint16_t type = 152;
    static constexpr std::string_view name = "ProjectAgreed", becomes = "agreed";
    static constexpr StreamKind stream = StreamKind::project;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<CountryRef> country;
    Statistical<Nok> planned;
    Public<Date> due;                    // the day it ends
};
BOOST_DESCRIBE_STRUCT(ProjectAgreed, (), (measure, agency, country, planned, due))

struct ProjectDeclined {
    static constexpr uint16_t type = 153;
    static constexpr std::string_view name = "ProjectDeclined", becomes = "declined";
    static constexpr StreamKind stream = StreamKind::project;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<CountryRef> country;
    Public<std::string> why;
};
BOOST_DESCRIBE_STRUCT(ProjectDeclined, (), (measure, agency, country, why))

struct InstalmentPaid {
    static constexpr uint16_t type = 154;
    static constexpr std::string_view name = "InstalmentPaid", becomes = "paid";
    static constexpr StreamKind stream = StreamKind::project;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<CountryRef> country;
    Public<Name> part;
    Statistical<Nok> amount;
};
BOOST_DESCRIBE_STRUCT(InstalmentPaid, (), (measure, agency, country, part, amount))

struct ResultRecorded {
    static constexpr uint16_t type = 155;
    static constexpr std::string_view name = "ResultRecorded", becomes = "with-results";
    static constexpr StreamKind stream = StreamKind::project;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<CountryRef> country;
    Statistical<int32_t> reached;        // people, as the partner counts them
    Public<std::string> result;
};
BOOST_DESCRIBE_STRUCT(ResultRecorded, (), (measure, agency, country, reached, result))

struct CampaignPlanned {
    static constexpr uint16_t type = 156;
    static constexpr std::string_view name = "CampaignPlanned", becomes = "planned", answers = "campaign";
    static constexpr StreamKind stream = StreamKind::campaign;
    Public<Name> code;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<Name> title;
    Statistical<Code<"target-group">> kind;
    Public<std::string> question;
    Public<int32_t> percent_before, percent_after;   // whom it expects to agree
    Public<int32_t> sample;              // in each survey: what it would need to see that
};
BOOST_DESCRIBE_STRUCT(CampaignPlanned, (), (code, measure, agency, title, kind, question, percent_before, percent_after, sample))

struct CampaignSurveyed1 {
    static constexpr uint16_t type = 157;
    static constexpr std::string_view name = "CampaignSurveyed", becomes = "surveyed";
    static constexpr StreamKind stream = StreamKind::campaign;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Statistical<Code<"wave">> wave;
    Statistical<int32_t> asked, agreed;
};
BOOST_DESCRIBE_STRUCT(CampaignSurveyed1, (), (measure, agency, wave, asked, agreed))

// By campaign: what each changed is not what all answers before and after would tell together.
struct CampaignSurveyed {
    static constexpr uint16_t type = 157, type_version = 2;
    static constexpr std::string_view name = "CampaignSurveyed", becomes = "surveyed";
    static constexpr StreamKind stream = StreamKind::campaign;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Statistical<Code<"wave">> wave;
    Statistical<int32_t> asked, agreed;
    Statistical<Name> campaign;          // its code
    using Before = CampaignSurveyed1;
    static CampaignSurveyed from(Before b) { return {b.measure, b.agency, b.wave, b.asked, b.agreed, {}}; }
};
BOOST_DESCRIBE_STRUCT(CampaignSurveyed, (), (measure, agency, wave, asked, agreed, campaign))

struct GuidelineAdopted {
    static constexpr uint16_t type = 158;
    static constexpr std::string_view name = "GuidelineAdopted", becomes = "adopted", answers = "guideline";
    static constexpr StreamKind stream = StreamKind::organisation;
    Public<Name> code;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<Name> title;                  // the body or enterprise
    Statistical<Code<"body">> kind;
};
BOOST_DESCRIBE_STRUCT(GuidelineAdopted, (), (code, measure, agency, title, kind))

struct SeriesOpened {
    static constexpr uint16_t type = 159;
    static constexpr std::string_view name = "SeriesOpened", becomes = "followed", answers = "series";
    static constexpr StreamKind stream = StreamKind::series;
    Public<Name> code;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Public<Name> title;
    Statistical<Code<"series">> series;
    Public<int32_t> planned;             // the target
};
BOOST_DESCRIBE_STRUCT(SeriesOpened, (), (code, measure, agency, title, series, planned))

// The change of the series' value is kept too, nothing for a day before its latest: their sum is the value of the latest day.
struct ValueRecorded {
    static constexpr uint16_t type = 160;
    static constexpr std::string_view name = "ValueRecorded", becomes = "followed";
    static constexpr StreamKind stream = StreamKind::series;
    Public<MeasureRef> measure;
    Public<AgencyRef> agency;
    Statistical<Code<"series">> series;
    Public<Date> on;
    Public<int32_t> value;
    Statistical<int32_t> change;
    Public<Name> reference;
};
BOOST_DESCRIBE_STRUCT(ValueRecorded, (), (measure, agency, series, on, value, change, reference))

using PreventionEvents = boost::mp11::mp_list<
    ProjectProposed, ProjectChosen, ProjectClosed, ProjectAgreed, ProjectDeclined, InstalmentPaid, ResultRecorded, CampaignPlanned, CampaignSurveyed,
    GuidelineAdopted, SeriesOpened, ValueRecorded>;

}  // namespace soria::domain
