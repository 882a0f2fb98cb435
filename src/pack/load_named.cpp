// What a pack must have for the program's own names, and what there must be one of.
#include "pack/kept.hpp"
#include "pack/yaml.hpp"

namespace soria::pack {
namespace {

// Where a part of a pack begins, or the file in which it is missing.
Reading_::Place top(const Reading_& r, const char* key, const char* file) {
    auto t = r.top.find(key);
    return t == r.top.end() ? Reading_::Place{file, YAML::Mark::null_mark()} : t->second;
}

}  // namespace

// A word and an entry for whatever the program knows by name.
void check_named(Reading_& r, const Pack& p) {
    const auto& v = r.vocabulary;
    for (const auto& [prefix, names] : {std::pair{"fact.", &v.facts}, {"event.", &v.events}, {"command.", &v.commands}, {"class.", &v.classes}, {"relation.", &v.relations}})
        for (const auto& name : *names)
            if (!p.texts.count(prefix + name)) r.fault(top(r, "texts", "texts.yaml"), std::string("there is no text '") + prefix + name + "'");
    for (const auto& command : v.commands)
        if (!p.command(command)) r.fault(top(r, "commands", "access.yaml"), "nobody may do '" + command + "': it has no entry in 'commands'");
}

void check_whole(Reading_& r, const Pack& p) {
    if (p.ages.size() != 1 || p.ages[0].id != "child") r.fault(top(r, "ages", "law/"), "there must be one age, 'child'");
    if (p.presumers.size() != 1) r.fault(top(r, "presumers", "law/"), "there must be one rule of who presumes and identifies");
}

std::vector<std::string> closed_commands(const Pack& p, const Vocabulary& v) {
    std::vector<std::string> list;
    for (const auto& command : v.commands)
        if (!p.command(command)) list.push_back(command);
    return list;
}

}  // namespace soria::pack
