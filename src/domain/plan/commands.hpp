#pragma once
// What concerns the folder as a whole: days, and erasure by two officers.
#include "domain/protection/commands.hpp"

namespace soria::domain {

struct RequestErasure {
    SORIA_COMMAND(RequestErasure, "plan", "request-erasure", "Ask that a person's key be destroyed; judged by the pack's retention rules.");
    Ref<PersonId> person;
};
BOOST_DESCRIBE_STRUCT(RequestErasure, (), (person))

struct ConfirmErasure {
    SORIA_COMMAND(ConfirmErasure, "plan", "confirm-erasure", "Confirm an erasure that another officer asked for; the key is destroyed.");
    Ref<PersonId> person;
};
BOOST_DESCRIBE_STRUCT(ConfirmErasure, (), (person))

SORIA_DECIDE(RequestErasure) SORIA_DECIDE(ConfirmErasure)

}  // namespace soria::domain
