#pragma once
// What happens for a child, and for whoever may be one.
#include "domain/core/event_type.hpp"

namespace soria::domain {

struct AgeDoubted {
    static constexpr uint16_t type = 64;
    static constexpr std::string_view name = "AgeDoubted";
    static constexpr StreamKind stream = StreamKind::person;
    static constexpr Class tells = Class::child;
    Staff<AgencyRef> agency;
    Child<std::string> why;
};
BOOST_DESCRIBE_STRUCT(AgeDoubted, (), (agency, why))

struct AgeDecided {
    static constexpr uint16_t type = 65;
    static constexpr std::string_view name = "AgeDecided";
    static constexpr StreamKind stream = StreamKind::person;
    static constexpr Class tells = Class::child;
    Statistical<bool> under_18;
    Staff<AgencyRef> agency;
    Child<std::string> grounds;
};
BOOST_DESCRIBE_STRUCT(AgeDecided, (), (under_18, agency, grounds))

struct RepresentativeAppointed {
    static constexpr uint16_t type = 66;
    static constexpr std::string_view name = "RepresentativeAppointed";
    static constexpr StreamKind stream = StreamKind::person;
    static constexpr Class tells = Class::child;
    Staff<AgencyRef> agency;                       // that represents
    Staff<AgencyRef> by;
    StatusOf<bool> independent;                    // of every suspect, recorded by child welfare
    Child<Name> representative;
};
BOOST_DESCRIBE_STRUCT(RepresentativeAppointed, (), (agency, by, independent, representative))

struct ConcernReported {
    static constexpr uint16_t type = 67;
    static constexpr std::string_view name = "ConcernReported";
    static constexpr StreamKind stream = StreamKind::person;
    static constexpr Class tells = Class::child;
    Staff<AgencyRef> from, to;
    Child<std::string> what;
};
BOOST_DESCRIBE_STRUCT(ConcernReported, (), (from, to, what))

struct BestInterestsDetermined {
    static constexpr uint16_t type = 68;
    static constexpr std::string_view name = "BestInterestsDetermined";
    static constexpr StreamKind stream = StreamKind::person;
    static constexpr Class tells = Class::child;
    StatusOf<bool> supports_return;
    Staff<AgencyRef> agency;
    Child<std::string> grounds;
    Child<std::string> view_of_the_child;
};
BOOST_DESCRIBE_STRUCT(BestInterestsDetermined, (), (supports_return, agency, grounds, view_of_the_child))

struct RightsTold {
    static constexpr uint16_t type = 69;
    static constexpr std::string_view name = "RightsTold";
    static constexpr StreamKind stream = StreamKind::person;
    static constexpr Class tells = Class::child;
    Statistical<LanguageRef> language;
    Statistical<bool> in_writing;
    Staff<AgencyRef> agency;
};
BOOST_DESCRIBE_STRUCT(RightsTold, (), (language, in_writing, agency))

struct CarerNamed {
    static constexpr uint16_t type = 70;
    static constexpr std::string_view name = "CarerNamed";
    static constexpr StreamKind stream = StreamKind::case_;
    static constexpr Class tells = Class::child;
    Staff<AgencyRef> agency;
    Child<Name> carer;
    Child<std::string> how_known;
};
BOOST_DESCRIBE_STRUCT(CarerNamed, (), (agency, carer, how_known))

}  // namespace soria::domain
