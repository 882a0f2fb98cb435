#pragma once
// The folder's own stream: which pack, which day, whose erasure.
#include "domain/core/event_type.hpp"

namespace soria::domain {

struct FolderCreated {
    static constexpr uint16_t type = 1;
    static constexpr std::string_view name = "FolderCreated";
    static constexpr StreamKind stream = StreamKind::system;
    StatusOf<Name> kind;              // real, demonstration, trial
    StatusOf<Name> origin;
};
BOOST_DESCRIBE_STRUCT(FolderCreated, (), (kind, origin))

struct PackActivated {
    static constexpr uint16_t type = 2;
    static constexpr std::string_view name = "PackActivated";
    static constexpr StreamKind stream = StreamKind::system;
    StatusOf<Name> pack, version;
    StatusOf<Name> sha256;            // hexadecimal; the bytes are kept by it
};
BOOST_DESCRIBE_STRUCT(PackActivated, (), (pack, version, sha256))

struct DayBegan {
    static constexpr uint16_t type = 3;
    static constexpr std::string_view name = "DayBegan";
    static constexpr StreamKind stream = StreamKind::system;
    StatusOf<Date> day;
};
BOOST_DESCRIBE_STRUCT(DayBegan, (), (day))

struct ErasureRequested {
    static constexpr uint16_t type = 4;
    static constexpr std::string_view name = "ErasureRequested";
    static constexpr StreamKind stream = StreamKind::person;
    Staff<Name> officer;
    StatusOf<RuleRef> rule;
};
BOOST_DESCRIBE_STRUCT(ErasureRequested, (), (officer, rule))

struct SubjectErased {
    static constexpr uint16_t type = 5;
    static constexpr std::string_view name = "SubjectErased";
    static constexpr StreamKind stream = StreamKind::person;
    Staff<Name> first_officer, second_officer;
    StatusOf<Date> complete_on;       // when the key's backups have aged out
    Public<std::vector<Id>> keys;     // destroyed; says nothing to whoever has not got the folder
};
BOOST_DESCRIBE_STRUCT(SubjectErased, (), (first_officer, second_officer, complete_on, keys))

}  // namespace soria::domain
