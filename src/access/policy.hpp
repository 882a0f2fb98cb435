#pragma once
// Who may see and do what: the pack's rules of access, asked for one viewer with one purpose. Pure. Default closed.
#include <array>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/core/classes.hpp"
#include "pack/pack.hpp"

namespace soria::access {

struct Viewer {
    std::string user, agency, kind, role, purpose;
    std::string language = "en";
};

// What ties a viewer's agency to what is looked at, on the day of the look.
struct Bond {
    std::set<std::string, std::less<>> relations;    // names of relation_names(); empty: none
    std::set<std::string, std::less<>> parts;        // classes that travelled with a referral to the viewer's agency
    std::set<std::string, std::less<>> consented;    // classes the person consents to, for this agency and purpose
};
const std::set<std::string, std::less<>>& relation_names();

struct Verdict {
    bool shown = false;
    std::string rule;                                // "default-closed" when no rule fits
    const pack::Basis* basis = nullptr;              // of the rule; null for default-closed
};

class Policy {
public:
    // Of a folder of that kind; a role that is of other folders only has no user here.
    explicit Policy(std::shared_ptr<const pack::Pack> pack, std::string folder = "");

    // A demonstration user with a purpose of their role; an empty purpose is the role's first.
    Result<Viewer> viewer(std::string_view user, std::string_view purpose) const;
    bool here(const pack::User&) const;
    Verdict may_see(const Viewer&, const Bond&, Class) const;
    // A thing whose status may not be seen is absent: it answers like a thing that does not exist.
    bool present(const Viewer& v, const Bond& b) const { return may_see(v, b, Class::status).shown; }
    // What belongs to no one case: the pack names the roles, and what it does not name nobody may look at.
    Status may_look(const Viewer&, std::string_view look) const;
    Status may_do(const Viewer&, const Bond&, std::string_view command) const;
    // The same question where nobody is told why not: a page asks it of every command.
    bool could_do(const Viewer&, const Bond&, std::string_view command) const;

private:
    // What of the pack speaks to one role, sorted out once: a case's page asks thousands of times. Points into the pack.
    struct ForRole {
        std::array<std::vector<const pack::Disclosure*>, std::size(all_classes)> rules;     // in the pack's order
        std::map<std::string_view, const pack::CommandAccess*> commands;
    };
    ForRole sorted_for(const std::string& role) const;
    const ForRole& for_role(std::string_view role) const;

    std::shared_ptr<const pack::Pack> pack_;
    std::string folder_;
    std::map<std::string, ForRole, std::less<>> by_role_;
    ForRole of_no_role_;
};

}  // namespace soria::access
