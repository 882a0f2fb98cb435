// Who may see and do what (access.yaml).
#include <algorithm>

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
        if (f != "real" && f != "demonstration" && f != "trial" && !(f == "public" && r.folders.size() == 1))
            e.fault("a folder is real, demonstration or trial; 'public' stands alone", "folders");
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

void read_look_access(Entry& e, Pack& p) {
    LookAccess l;
    l.id = e.id("look's access");
    if (std::find(looks_known.begin(), looks_known.end(), l.id) == looks_known.end()) e.fault("there is no look '" + l.id + "'", "id");
    l.name = e.text("name");
    l.roles = e.refs("roles", "role", {"all"});
    l.basis = e.basis();
    l.standing = e.standing(l.basis, true);
    p.looks.push_back(std::move(l));
}

void read_negative_finding(Entry& e, Pack& p) {
    NegativeFinding n;
    n.id = e.id("finding that is no verdict");
    if (!n.id.empty()) e.reading().names("finding code", n.id, e.node()["id"]);
    n.relations = e.refs("relations", "relation");
    n.basis = e.basis();
    n.standing = e.standing(n.basis, true);
    p.negative_findings.push_back(std::move(n));
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

void read_peer(Entry& e, Pack& p) {
    PeerRule t;
    t.id = e.id("peer");
    t.purposes = e.refs("purposes", "purpose code");
    t.asks = e.number("asks", 0, 100'000);
    t.answers = e.number("answers", 0, 100'000);
    if (auto per = e.period("per")) t.per = *per;
    t.basis = e.basis();
    t.standing = e.standing(t.basis, true);
    p.peers.push_back(std::move(t));
}

void read_desk_rule(Entry& e, Pack& p) {
    DeskRule t;
    t.id = e.id("rule of the desk");
    if (!t.id.empty() && t.id != "answered-referral") e.fault("there is no rule of the desk '" + t.id + "'", "id");
    t.name = e.text("name");
    t.shown = e.period("shown").value_or(Period{0, 1});
    if (t.shown.months || t.shown.days < 1 || t.shown.days > 90) e.fault("a desk shows it for 1 to 90 days", "shown");
    t.basis = e.basis();
    t.standing = e.standing(t.basis, true);
    p.desk.push_back(std::move(t));
}

// Each is a value of the list that people choose from, and each of its values is one; what they find somebody judges.
void check_peers(Reading_& r, const Pack& p) {
    const auto* list = p.code_list("peer");
    for (const auto& peer : p.peers) {
        const auto& place = r.defined["peer"].at(peer.id);
        if (!list || !list->find(peer.id)) r.fault(place, "the peer '" + peer.id + "' is no value of the code list 'peer'");
        if (p.match_reviewers.empty()) r.fault(place, "there are peers and no 'match_reviewers': nobody would judge what they find");
    }
}

void read_user(Entry& e, Pack& p) {
    User u;
    u.id = e.id("user");
    u.name = e.text("name");
    u.agency = e.ref("agency", "agency");
    u.role = e.ref("role", "role");
    p.users.push_back(std::move(u));
}

// A role of the public reports, and does nothing else; it sees nothing but a letter whose code it has been shown. One user stands for everybody who does so.
void check_public(Reading_& r, const Pack& p) {
    auto stands_in = [](const std::vector<std::string>& roles, const Role& role) { return std::find(roles.begin(), roles.end(), role.id) != roles.end(); };
    int users = 0;
    for (const auto& role : p.roles) {
        if (role.folders != std::vector<std::string>{"public"}) continue;
        const auto& place = r.defined["role"].at(role.id);
        for (const auto& u : p.users) users += u.role == role.id;
        for (const auto& d : p.disclosure)
            if (stands_in(d.roles, role)) r.fault(place, "the public role '" + role.id + "' stands in the disclosure '" + d.id + "': the public sees nothing");
        for (const auto& l : p.looks)
            if (l.id != "letter" && stands_in(l.roles, role)) r.fault(place, "the public role '" + role.id + "' may look at '" + l.id + "': the public sees nothing");
        for (const auto& c : p.commands)
            if (stands_in(c.roles, role) != (c.id == "receive-report"))
                r.fault(place, c.id == "receive-report" ? "the public role '" + role.id + "' may not do 'receive-report': it would be of no use"
                                                        : "the public role '" + role.id + "' may do '" + c.id + "': the public reports, and does nothing else");
        if (users != 1) r.fault(place, "a public role has one user, who stands for everybody; there are " + std::to_string(users));
    }
}

}  // namespace soria::pack
