#include "base/core/classes.hpp"

#include "base/core/event.hpp"

namespace soria {

std::string_view name_of(Class c) {
    switch (c) {
        case Class::public_: return "public";
        case Class::statistical: return "statistical";
        case Class::status: return "status";
        case Class::staff: return "staff";
        case Class::identity: return "identity";
        case Class::contact: return "contact";
        case Class::whereabouts: return "whereabouts";
        case Class::health: return "health";
        case Class::story: return "story";
        case Class::care: return "care";
        case Class::child: return "child";
        case Class::investigation: return "investigation";
        case Class::network: return "network";
        case Class::witness: return "witness";
    }
    return "unknown";
}

std::string_view name_of(StreamKind k) {
    switch (k) {
        case StreamKind::system: return "system";
        case StreamKind::report: return "report";
        case StreamKind::person: return "person";
        case StreamKind::case_: return "case";
        case StreamKind::house: return "house";
        case StreamKind::agency: return "agency";
        case StreamKind::project: return "project";
        case StreamKind::measure: return "measure";
        case StreamKind::contact: return "contact";
        case StreamKind::list: return "list";
        case StreamKind::match: return "match";
        case StreamKind::milestone: return "milestone";
        case StreamKind::budget: return "budget";
        case StreamKind::study: return "study";
        case StreamKind::course: return "course";
        case StreamKind::forum: return "forum";
        case StreamKind::conference: return "conference";
        case StreamKind::lesson: return "lesson";
        case StreamKind::organisation: return "organisation";
        case StreamKind::guidance: return "guidance";
        case StreamKind::campaign: return "campaign";
        case StreamKind::series: return "series";
        case StreamKind::commitment: return "commitment";
        case StreamKind::peer: return "peer";
    }
    return "unknown";
}

}  // namespace soria
