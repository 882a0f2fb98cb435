#include "access/stranger.hpp"

#include <algorithm>

namespace soria::access {
namespace {

bool has(const std::vector<std::string>& list, std::string_view id) { return std::find(list.begin(), list.end(), id) != list.end(); }

bool role_fits(const std::vector<std::string>& roles, const std::string& id, const pack::Pack& p) {
    if (has(roles, id)) return true;
    const auto* role = has(roles, "all") ? p.role(id) : nullptr;
    return has(roles, "all") && !(role && is_public(*role));
}

bool relation_fits(const std::vector<std::string>& relations, const Bond& b) {
    if (has(relations, "any")) return true;
    if (b.relations.empty()) return has(relations, "none");
    return std::any_of(relations.begin(), relations.end(), [&](auto& r) { return b.relations.count(r) > 0; });
}

}  // namespace

const std::set<std::string, std::less<>>& relation_names() {
    static const std::set<std::string, std::less<>> names{"lead", "team", "referral", "order", "representative",
                                                          "counsel", "author", "inbox", "reviewer", "none"};
    return names;
}

Policy::Policy(std::shared_ptr<const pack::Pack> pack, std::string folder) : pack_(std::move(pack)), folder_(std::move(folder)) {
    if (!pack_) return;
    for (const auto& r : pack_->roles) by_role_.emplace(r.id, sorted_for(r.id));
    of_no_role_ = sorted_for("");
}

Policy::ForRole Policy::sorted_for(const std::string& role) const {
    ForRole out;
    for (const auto& d : pack_->disclosure) {
        if (!role_fits(d.roles, role, *pack_)) continue;
        for (size_t i = 0; i < std::size(all_classes); ++i)
            if (has(d.classes, name_of(all_classes[i]))) out.rules[i].push_back(&d);
    }
    for (const auto& c : pack_->commands)
        if (role_fits(c.roles, role, *pack_)) out.commands.emplace(c.id, &c);
    return out;
}

const Policy::ForRole& Policy::for_role(std::string_view role) const {
    auto known = by_role_.find(role);
    return known == by_role_.end() ? of_no_role_ : known->second;
}

bool Policy::here(const pack::User& u) const {
    const auto* role = pack_->role(u.role);
    return role && !is_public(*role) && (role->folders.empty() || has(role->folders, folder_));
}

Result<Viewer> Policy::viewer(std::string_view user, std::string_view purpose) const {
    const auto* u = pack_->user(user);
    if (!u || !here(*u)) return fail(Fault::forbidden, "there is no such user");
    const auto* role = pack_->role(u->role);
    const auto* agency = pack_->agency(u->agency);
    if (!role || !agency || role->purposes.empty()) return fail(Fault::forbidden, "the user has no role");
    std::string p = purpose.empty() ? role->purposes[0] : std::string(purpose);
    if (!has(role->purposes, p)) {
        std::string known;
        for (const auto& k : role->purposes) known += (known.empty() ? "" : ", ") + k;
        auto e = fail(Fault::forbidden, "this role has no such purpose; it has: " + known);
        e.value().rule = "purpose-of-role";
        return e;
    }
    return Viewer{u->id, u->agency, agency->kind, u->role, std::move(p), "en"};
}

bool is_public(const pack::Role& role) { return has(role.folders, "public"); }

std::optional<Viewer> stranger(const pack::Pack& p) {
    for (const auto& u : p.users) {
        const auto* role = p.role(u.role);
        const auto* agency = p.agency(u.agency);
        if (role && is_public(*role) && agency && !role->purposes.empty()) return Viewer{u.id, u.agency, agency->kind, u.role, role->purposes[0], "en"};
    }
    return std::nullopt;
}

Verdict Policy::may_see(const Viewer& v, const Bond& b, Class c) const {
    std::string_view name = name_of(c);
    auto at = size_t(std::find(std::begin(all_classes), std::end(all_classes), c) - std::begin(all_classes));
    for (const auto* rule : for_role(v.role).rules[at]) {
        const auto& d = *rule;
        if (!relation_fits(d.relations, b)) continue;
        if (!has(d.purposes, "any") && !has(d.purposes, v.purpose)) continue;
        bool shown = d.verdict == "shown" || (d.verdict == "with-consent" && b.consented.count(name)) ||
                     (d.verdict == "as-referred" && b.parts.count(name));
        // A rule that waits for a consent or a referral that is not there leaves the question to the next rule.
        if (!shown && d.verdict != "withheld") continue;
        return {shown, d.id, &d.basis};
    }
    return {false, "default-closed", nullptr};
}

Status Policy::may_look(const Viewer& v, std::string_view look) const {
    const auto* l = pack_->look(look);
    if (l && role_fits(l->roles, v.role, *pack_)) return {};
    auto e = fail(Fault::forbidden, "this role may not look at that");
    e.value().rule = "look." + std::string(look);
    if (l) e.value().source = l->basis.text(v.language);
    e.value().facts = {"role: " + v.role};
    return e;
}

bool Policy::could_do(const Viewer& v, const Bond& b, std::string_view command) const {
    const auto& may = for_role(v.role).commands;
    auto c = may.find(command);
    return c != may.end() && relation_fits(c->second->relations, b);
}

Status Policy::may_do(const Viewer& v, const Bond& b, std::string_view command) const {
    if (could_do(v, b, command)) return {};
    const auto* c = pack_->command(command);
    auto e = fail(Fault::forbidden, "this role, with this relation to the case, may not do that");
    e.value().rule = "command." + std::string(command);
    if (c) e.value().source = c->basis.text(v.language);
    std::string relations;
    for (const auto& r : b.relations) relations += (relations.empty() ? "" : ", ") + r;
    e.value().facts = {"role: " + v.role, "relation: " + (relations.empty() ? std::string("none") : relations)};
    return e;
}

}  // namespace soria::access
