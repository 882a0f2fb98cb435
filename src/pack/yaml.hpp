#pragma once
// Reads the YAML of a pack strictly: every key is asked for or is an error, every fault says file, line and column.
// Internal to pack/.
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>
#include <yaml-cpp/yaml.h>

#include "pack/pack.hpp"

namespace soria::pack {

// What is collected while a pack is read: faults, what is defined, and what is named and must turn out to be defined.
struct Reading_ {
    struct Place { std::string file; YAML::Mark mark; };
    struct Named_ { std::string kind, id; Place place; };
    struct Cited { std::string source, where; int64_t last_line; Place place; };   // 0: without lines
    const Vocabulary& vocabulary;
    std::vector<Finding> findings;
    std::map<std::string, std::map<std::string, Place>> defined;      // kind -> id -> where
    std::map<std::string, Place> top;                                 // the keys at the top of the files
    std::vector<Named_> named;
    std::vector<Cited> cited;
    std::map<std::string, int64_t> lines_of;                          // how many a source's text edition has
    std::vector<std::string> languages;
    std::string file;

    void fault(YAML::Mark, std::string what);
    void fault(const Place&, std::string what);
    void define(std::string kind, const std::string& id, const YAML::Node&);
    void names(std::string kind, const std::string& id, const YAML::Node&);
    void resolve();                                            // names against definitions
};

// One mapping. Its destructor reports every key that nobody asked for.
class Entry {
public:
    Entry(Reading_& r, const YAML::Node& node, std::string what);
    ~Entry();
    Entry(const Entry&) = delete;
    Entry& operator=(const Entry&) = delete;

    bool has(const char* key) const { return node_.IsMap() && node_[key].IsDefined(); }
    YAML::Node at(const char* key, bool required = true);
    std::string str(const char* key, bool required = true);
    std::string id(const char* kind);                          // "id", defined as that kind
    std::string ref(const char* key, const char* kind, bool required = true);
    std::vector<std::string> refs(const char* key, const char* kind, std::initializer_list<const char*> besides = {}, bool required = true);
    std::vector<std::string> strings(const char* key, bool required = true);
    bool flag(const char* key, bool required = false);
    int64_t number(const char* key, int64_t min, int64_t max, bool required = true);
    Text text(const char* key, bool required = true);
    Basis basis(const char* key = "basis", bool required = true);
    std::optional<Period> period(const char* key, bool required = true);
    std::string one_of(const char* key, std::initializer_list<const char*> values, bool required = true);
    // "standing", which an assumption has when, and only when, its basis is one; `implied`: then it may be left out.
    Standing standing(const Basis&, bool implied = false);
    void each(const char* key, const std::function<void(const YAML::Node&)>&, bool required = true);
    void fault(std::string what, const char* key = nullptr);
    const YAML::Node& node() const { return node_; }
    Reading_& reading() { return r_; }

private:
    std::string scalar(const char* key, bool required);
    Reading_& r_;
    YAML::Node node_;
    std::string what_;
    std::set<std::string> used_;
};

Text read_text(Reading_&, const YAML::Node&, const std::string& what);
void read_law(Reading_&, Pack&, const std::string& key, const YAML::Node& list);   // one of the law's kinds
bool is_law(std::string_view key);
void read_htcds_field(Entry&, Pack&);
void read_htcds_contradiction(Entry&, Pack&);
void read_citizenship_group(Entry&, Pack&);
void read_figure(Entry&, Pack&);
void read_promise(Entry&, Pack&);
void read_plan_event(Entry&, Pack&);
void read_budget(Entry&, Pack&);
void read_evaluation(Entry&, Pack&);
void read_cited(Entry&, Pack&);
void read_small_numbers(Entry&, Pack&);
void read_unit(Entry&, Pack&);
void read_step(Entry&, Pack&);
void read_trial(Entry&, Pack&);
void read_report(Entry&, Pack&);
void check_figures(Reading_&, const Pack&);
void check_reports(Reading_&, const Pack&);
bool is_pages_file(std::string_view path);                                          // pages/<language>.yaml
void read_pages(Reading_&, Pack&, const std::string& key, const YAML::Node&);       // name, read_by, words
void check_pages(Reading_&, const Pack&);
void read_demonstration(Entry&, Pack&);
void read_role(Entry&, Pack&);
void read_disclosure(Entry&, Pack&);
void read_command_access(Entry&, Pack&);
void read_look_access(Entry&, Pack&);
void read_user(Entry&, Pack&);
void read_negative_finding(Entry&, Pack&);
void read_match_reviewer(Entry&, Pack&);
void read_peer(Entry&, Pack&);
void read_desk_rule(Entry&, Pack&);
void check_peers(Reading_&, const Pack&);
void check_public(Reading_&, const Pack&);
void check_named(Reading_&, const Pack&);
void check_parents(Reading_&, const Pack&);
void check_sources(Reading_&, const Pack&);
void check_whole(Reading_&, const Pack&);
// Facts on which help never depends: what somebody has told the police or been granted.
bool never_for_help(std::string_view fact);

}  // namespace soria::pack
