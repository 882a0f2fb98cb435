#pragma once
// What child welfare and those who meet a child ask for.
#include "domain/protection/commands.hpp"

namespace soria::domain {

struct DoubtAge {
    SORIA_COMMAND(DoubtAge, "children", "doubt-age", "Record doubt about a person's age; doubt counts as a child.");
    Ref<CaseId> case_;
    std::string why;
};
BOOST_DESCRIBE_STRUCT(DoubtAge, (), (case_, why))

struct DecideAge {
    SORIA_COMMAND(DecideAge, "children", "decide-age", "Record a decision about a person's age, with its grounds. No service or bed ends by it.");
    Ref<CaseId> case_;
    bool under_18 = false;
    std::string grounds;
};
BOOST_DESCRIBE_STRUCT(DecideAge, (), (case_, under_18, grounds))

struct AppointRepresentative {
    SORIA_COMMAND(AppointRepresentative, "children", "appoint-representative", "Appoint a child's representative, recorded by child welfare as independent of every suspect.");
    Ref<CaseId> case_;
    AgencyRef agency;
    Name representative;
    bool independent = false;
};
BOOST_DESCRIBE_STRUCT(AppointRepresentative, (), (case_, agency, representative, independent))

struct ReportConcern {
    SORIA_COMMAND(ReportConcern, "children", "report-concern", "Report a concern about a child to child welfare.");
    Ref<ReportId> report;
    AgencyRef to;
    std::string what;
};
BOOST_DESCRIBE_STRUCT(ReportConcern, (), (report, to, what))

struct DetermineBestInterests {
    SORIA_COMMAND(DetermineBestInterests, "children", "determine-best-interests", "Record a best-interests determination and the child's own view.");
    Ref<CaseId> case_;
    bool supports_return = false;
    std::string grounds;
    std::optional<std::string> view_of_the_child;
};
BOOST_DESCRIBE_STRUCT(DetermineBestInterests, (), (case_, supports_return, grounds, view_of_the_child))

struct TellRights {
    SORIA_COMMAND(TellRights, "children", "tell-rights", "Record that a child was told their rights, in which language and how.");
    Ref<CaseId> case_;
    LanguageRef language;
    bool in_writing = false;
};
BOOST_DESCRIBE_STRUCT(TellRights, (), (case_, language, in_writing))

struct NameCarer {
    SORIA_COMMAND(NameCarer, "children", "name-carer", "Name the carer or welfare service that receives a child.");
    Ref<CaseId> case_;
    Name carer;
    std::string how_known;
};
BOOST_DESCRIBE_STRUCT(NameCarer, (), (case_, carer, how_known))

SORIA_DECIDE(DoubtAge) SORIA_DECIDE(DecideAge) SORIA_DECIDE(AppointRepresentative) SORIA_DECIDE(ReportConcern)
SORIA_DECIDE(DetermineBestInterests) SORIA_DECIDE(TellRights) SORIA_DECIDE(NameCarer)

}  // namespace soria::domain
