#pragma once
// Ids are 128 random bits; nothing about a thing can be read from its id (docs/decisions/0005-ids.md).
#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <string>
#include <string_view>

#include "base/core/result.hpp"

namespace soria {

using Id = std::array<uint8_t, 16>;

std::string id_text(const Id&);                    // 32 lower-case hexadecimal digits
Result<Id> parse_id(std::string_view);
constexpr Id no_id{};

template <class Tag> struct TypedId {
    Id value{};
    auto operator<=>(const TypedId&) const = default;
    explicit operator bool() const { return value != no_id; }
    std::string text() const { return id_text(value); }
};

using ReportId = TypedId<struct ReportTag>;
using PersonId = TypedId<struct PersonTag>;
using CaseId = TypedId<struct CaseTag>;
using HouseId = TypedId<struct HouseTag>;
using ListId = TypedId<struct ListTag>;            // a list of indicators derived for one agency
using MatchId = TypedId<struct MatchTag>;
using ProjectId = TypedId<struct ProjectTag>;
using MilestoneId = TypedId<struct MilestoneTag>;
using BudgetId = TypedId<struct BudgetTag>;
using StudyId = TypedId<struct StudyTag>;
using CourseId = TypedId<struct CourseTag>;
using ForumId = TypedId<struct ForumTag>;
using ConferenceId = TypedId<struct ConferenceTag>;
using OrganisationId = TypedId<struct OrganisationTag>;
using GuidanceId = TypedId<struct GuidanceTag>;
using CampaignId = TypedId<struct CampaignTag>;
using SeriesId = TypedId<struct SeriesTag>;
using CommitmentId = TypedId<struct CommitmentTag>;
using SubjectId = TypedId<struct SubjectTag>;      // owner of a key: any of the above

// What people say on the telephone: three letters or digits, three more, and a check letter: "K7M-4QX-Z".
// Twenty-nine signs without 0 O 1 I L U and vowels that spell; the check sign finds every single wrong sign and every
// swap of two neighbours (ISO 7064 MOD 29-style weighted sum; 29 is prime).
std::string spoken_code(uint64_t random_bits);
Result<std::string> parse_code(std::string_view);  // upper-cases, puts the dashes in, checks the sign

struct IdHash {
    size_t operator()(const Id& id) const {
        size_t h;
        std::memcpy(&h, id.data(), sizeof h);
        return h;
    }
};

}  // namespace soria
