#pragma once
// Which event makes a row of a view, on the stream whose id is in the row's key: where none happened there is no row, and no table
// need be asked. Later events change the row or remove it.
#include "domain/core/folding.hpp"
#include "domain/law/events.hpp"
#include "domain/protection/events.hpp"
#include "domain/protection/support_events.hpp"
#include "domain/protection/support_views.hpp"
#include "domain/protection/views.hpp"

namespace soria::app {

template <class Row> inline constexpr uint16_t made_by = 0;      // on another stream: ask
template <> inline constexpr uint16_t made_by<domain::FindingRow> = domain::FindingRecorded::type;
template <> inline constexpr uint16_t made_by<domain::ConsentRow> = domain::ConsentGiven::type;
template <> inline constexpr uint16_t made_by<domain::ReviewRow> = domain::ReviewAsked::type;
template <> inline constexpr uint16_t made_by<domain::RelationRow> = domain::RelationRecorded::type;
template <> inline constexpr uint16_t made_by<domain::ClockRow> = domain::ClockStarted::type;
template <> inline constexpr uint16_t made_by<domain::DutyRow> = domain::DutyArose::type;
template <> inline constexpr uint16_t made_by<domain::ReferralRow> = domain::ReferralOffered::type;
template <> inline constexpr uint16_t made_by<domain::OrderRow> = domain::ServiceOrdered::type;
template <> inline constexpr uint16_t made_by<domain::ThreatRow> = domain::ThreatRecorded::type;
template <> inline constexpr uint16_t made_by<domain::RedressRow> = domain::RedressRecorded::type;
template <> inline constexpr uint16_t made_by<domain::NeedRow> = domain::NeedRecorded::type;
template <> inline constexpr uint16_t made_by<domain::StepRow> = domain::StepPlanned::type;
template <> inline constexpr uint16_t made_by<domain::FollowUpRow> = domain::ReturnFollowedUp::type;
template <> inline constexpr uint16_t made_by<domain::LetterRow> = domain::LetterIssued::type;
template <> inline constexpr uint16_t made_by<domain::SafetyPlanRow> = domain::SafetyPlanAgreed::type;
template <> inline constexpr uint16_t made_by<domain::ReturnChannelRow> = domain::ReturnChannelChosen::type;
template <> inline constexpr uint16_t made_by<domain::CounselRow> = domain::CounselAppointed::type;

template <class Row> bool makes(uint16_t event) {
    if constexpr (std::is_same_v<Row, domain::NoteRow>) return domain::leaves_note(event);
    else return made_by<Row> == 0 || made_by<Row> == event;
}

}  // namespace soria::app
