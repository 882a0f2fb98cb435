#include "base/core/result.hpp"

namespace soria {

std::string_view name_of(Fault f) {
    switch (f) {
        case Fault::invalid: return "invalid";
        case Fault::refused: return "refused";
        case Fault::forbidden: return "forbidden";
        case Fault::absent: return "absent";
        case Fault::stale: return "stale";
        case Fault::limit: return "limit";
        case Fault::busy: return "busy";
        case Fault::storage: return "storage";
        case Fault::damaged: return "damaged";
        case Fault::usage: return "usage";
    }
    return "invalid";
}

std::string Error::text() const {
    std::string s;
    if (!where.empty()) s += where + ": ";
    if (!rule.empty()) s += rule + ": ";
    s += because;
    for (const auto& f : facts) s += "; " + f;
    if (!computation.empty()) s += "; " + computation;
    if (!source.empty()) s += " (" + source + ")";
    if (!change.empty()) s += ". " + change;
    return s;
}

}  // namespace soria
