// Who may see and do what (access.yaml).
#include "pack/yaml.hpp"

namespace soria::pack {

void read_role(Entry& e, Pack& p) {
    Role r;
    r.id = e.id("role");
    r.name = e.text("name");
    r.kind = e.ref("kind", "kind");
    r.purposes = e.refs("purposes", "purpose code");
    r.folders = e.strings("folders", false);
    r.begins = e.refs("begins", "command", {}, false);
    for (const auto& f : r.folders)
        if (f != "real" && f != "demonstration" && f != "trial") e.fault("a folder is real, demonstration or trial", "folders");
    p.roles.push_back(std::move(r));
}

void read_disclosure(Entry& e, Pack& p) {
    Disclosure d;
    d.id = e.id("disclosure");
    d.name = e.text("name");
    d.roles = e.refs("roles", "role", {"all"});
    d.relations = e.refs("relations", "relation", {"any"});
    d.purposes = e.refs("purposes", "purpose code", {"any"});
    d.classes = e.refs("classes", "class");
    d.verdict = e.one_of("verdict", {"shown", "withheld", "with-consent", "as-referred"});
    d.basis = e.basis();
    d.standing = e.standing(d.basis, true);
    p.disclosure.push_back(std::move(d));
}

void read_command_access(Entry& e, Pack& p) {
    CommandAccess c;
    c.id = e.id("command's access");
    if (!c.id.empty()) e.reading().names("command", c.id, e.node()["id"]);
    c.roles = e.refs("roles", "role", {"all"});
    c.relations = e.refs("relations", "relation", {"any"});
    c.basis = e.basis();
    c.standing = e.standing(c.basis, true);
    p.commands.push_back(std::move(c));
}

void read_match_reviewer(Entry& e, Pack& p) {
    MatchReviewer r;
    r.id = e.id("reviewer of matches");
    r.name = e.text("name");
    r.agency = e.ref("agency", "agency");
    r.basis = e.basis();
    r.standing = e.standing(r.basis, true);
    p.match_reviewers.push_back(std::move(r));
}

void read_user(Entry& e, Pack& p) {
    User u;
    u.id = e.id("user");
    u.name = e.text("name");
    u.agency = e.ref("agency", "agency");
    u.role = e.ref("role", "role");
    p.users.push_back(std::move(u));
}

}  // namespace soria::pack
