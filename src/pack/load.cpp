// A pack from its files: everything that is wrong, at once, each with its place.
#include <openssl/sha.h>
#include <yaml-cpp/eventhandler.h>

#include <algorithm>

#include "pack/yaml.hpp"

namespace soria::pack {
namespace {

struct File { std::string path, text; };

std::string_view until_nul(std::string_view& rest) {
    auto n = rest.find('\0');
    if (n == std::string_view::npos) return {};
    auto part = rest.substr(0, n);
    rest.remove_prefix(n + 1);
    return part;
}

Result<std::vector<File>> unbundle(std::string_view bytes) {
    std::vector<File> files;
    while (!bytes.empty()) {
        std::string path(until_nul(bytes)), digits(until_nul(bytes));
        bool number = !digits.empty() && digits.size() < 10 && std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
        if (path.empty() || !number || std::stoul(digits) > bytes.size()) return fail(Fault::damaged, "the pack's bundle is not what was written");
        size_t size = std::stoul(digits);
        files.push_back({std::move(path), std::string(bytes.substr(0, size))});
        bytes.remove_prefix(size);
    }
    return files;
}

void read_pack(Reading_& r, Pack& p, const YAML::Node& n) {
    Entry e(r, n, "the pack");
    p.id = e.str("id");
    p.version = e.str("version");
    p.languages = e.strings("languages");
    if (p.languages.empty()) e.fault("a pack has at least one language");
    r.languages = p.languages;
    p.name = e.text("name");
    p.country = e.str("country");
    p.zone = e.str("zone");
    p.leave_page_to = e.str("leave_page_to");
}

void read_measure(Entry& e, Pack& p) {
    Measure m;
    m.id = e.id("measure");
    m.number = int(e.number("number", 1, 999));
    e.reading().define("measure number", std::to_string(m.number), e.node());
    m.goal = e.ref("goal", "goal");
    m.name = e.text("name");
    if (e.has("name_in_list")) m.name_in_list = e.text("name_in_list");
    m.ministries = e.refs("ministries", "agency");
    m.from = int(e.number("from", 1900, 2200));
    m.until = int(e.number("until", 1900, 2200));
    if (m.until < m.from) e.fault("'until' is before 'from'", "until");
    m.new_in_list = e.flag("new_in_list", true);
    m.new_in_chapter = e.flag("new_in_chapter", true);
    if (e.has("period_basis")) m.period_basis = e.basis("period_basis");
    m.basis = e.basis();
    m.list_basis = e.basis("list_basis");
    p.measures.push_back(std::move(m));
}

void read_indicators(Entry& e, Pack& p) {
    IndicatorList l;
    l.id = e.id("list");
    l.name = e.text("name");
    l.for_kinds = e.refs("for", "kind", {"all"});
    l.weighted = e.flag("weighted", true);
    if (l.weighted) e.fault("no list of this version is weighted", "weighted");
    l.truncated = e.flag("truncated");
    if (e.has("rule")) l.rule = e.text("rule");
    l.basis = e.basis();
    std::set<std::string> ids;
    e.each("groups", [&](const YAML::Node& n) {
        Entry g(e.reading(), n, "a group of indicators");
        IndicatorGroup group;
        if (g.has("heading")) group.heading = g.text("heading");
        else g.at("heading", false);
        g.each("items", [&](const YAML::Node& m) {
            Entry i(e.reading(), m, "an indicator");
            Indicator item{i.str("id"), i.text("text")};
            if (!ids.insert(item.id).second) i.fault("the indicator '" + item.id + "' is there twice in this list", "id");
            group.items.push_back(std::move(item));
        });
        l.groups.push_back(std::move(group));
    });
    p.lists.push_back(std::move(l));
}

void read_codes(Entry& e, Pack& p) {
    CodeList l;
    l.id = e.id("code list");
    l.name = e.text("name");
    l.htcds = e.str("htcds", false);
    e.each("values", [&](const YAML::Node& n) {
        Entry v(e.reading(), n, "a code");
        CodeValue c;
        c.id = v.str("id");
        c.name = v.text("name");
        c.htcds = v.str("htcds", false);
        c.htcds_missing = v.flag("htcds_missing");
        if (v.has("basis")) v.basis();
        else v.at("basis", false);
        if (!l.htcds.empty() && c.htcds.empty() == !c.htcds_missing)
            v.fault("'" + c.id + "' needs its value in the standard, or 'htcds_missing: true'");
        e.reading().define(l.id, c.id, n);
        l.values.push_back(std::move(c));
    });
    if (l.values.empty()) e.fault("a code list has at least one value");
    p.codes.push_back(std::move(l));
}

void read_service(Entry& e, Pack& p) {
    static const std::set<std::string_view> never{"complaint.made", "person.complaint_made", "testimony.given",
                                                  "person.reflection_period_granted", "person.reflection_period_running"};
    Service s;
    s.id = e.id("service");
    s.name = e.text("name");
    s.kind = e.str("kind");
    s.delivered_by = e.refs("delivered_by", "kind");
    s.needs = e.refs("needs", "fact", {}, false);
    s.basis = e.basis();
    for (const auto& fact : s.needs)
        if (never.count(fact)) e.fault("a service may not require '" + fact + "': help never depends on a complaint, testimony or a reflection period", "needs");
    p.services.push_back(std::move(s));
}

using Reader = void (*)(Entry&, Pack&);
const std::map<std::string, Reader, std::less<>>& readers() {
    static const std::map<std::string, Reader, std::less<>> r{
        {"sources", [](Entry& e, Pack& p) {
             Source s;
             s.id = e.id("source");
             s.title = e.str("title");
             s.kind = e.one_of("kind", {"plan", "treaty", "act", "document", "standard"});
             s.note = e.str("note", false);
             s.year = int(e.number("year", 1800, 2200, false));
             p.sources.push_back(std::move(s));
         }},
        {"goals", [](Entry& e, Pack& p) {
             Goal g;
             g.id = e.id("goal");
             g.name = e.text("name");
             g.chapter = e.str("chapter");
             g.basis = e.basis();
             p.goals.push_back(std::move(g));
         }},
        {"measures", read_measure},
        {"contradictions", [](Entry& e, Pack& p) {
             Contradiction c;
             c.id = e.id("contradiction");
             c.about = e.text("about");
             e.each("readings", [&](const YAML::Node& n) {
                 Entry r(e.reading(), n, "a reading");
                 Text says = r.text("says");
                 c.readings.push_back({std::move(says), r.basis()});
             });
             if (c.readings.size() < 2) e.fault("a contradiction has at least two readings");
             p.contradictions.push_back(std::move(c));
         }},
        {"kinds", [](Entry& e, Pack& p) {
             Kind k;
             k.id = e.id("kind");
             k.name = e.text("name");
             k.htcds = e.str("htcds", false);
             p.kinds.push_back(std::move(k));
         }},
        {"agencies", [](Entry& e, Pack& p) {
             Agency a;
             a.id = e.id("agency");
             a.name = e.text("name");
             a.kind = e.ref("kind", "kind");
             a.parent = e.ref("parent", "agency", false);
             a.city = e.str("city", false);
             a.note = e.str("note", false);
             a.basis = e.basis();
             p.agencies.push_back(std::move(a));
         }},
        {"networks", [](Entry& e, Pack& p) {
             Named n;
             n.id = e.id("network");
             n.name = e.text("name");
             e.str("note", false);
             n.basis = e.basis();
             p.networks.push_back(std::move(n));
         }},
        {"lists", read_indicators},
        {"codes", read_codes},
        {"services", read_service},
        {"retention", [](Entry& e, Pack& p) {
             Retention t;
             t.id = e.id("retention");
             t.class_name = e.ref("class", "class");
             t.name = e.text("name");
             t.keep = e.period("keep").value_or(Period{});
             t.standing = e.standing();
             t.basis = e.basis();
             p.retention.push_back(std::move(t));
         }},
        {"roles", [](Entry& e, Pack& p) {
             Role r;
             r.id = e.id("role");
             r.name = e.text("name");
             r.kind = e.ref("kind", "kind");
             r.purposes = e.refs("purposes", "purpose");
             p.roles.push_back(std::move(r));
         }},
        {"disclosure", [](Entry& e, Pack& p) {
             Disclosure d;
             d.id = e.id("disclosure");
             d.name = e.text("name");
             d.roles = e.refs("roles", "role", {"all"});
             d.relations = e.refs("relations", "relation", {"any"});
             d.purposes = e.refs("purposes", "purpose", {"any"});
             d.classes = e.refs("classes", "class");
             d.verdict = e.one_of("verdict", {"shown", "withheld", "with-consent", "as-referred"});
             d.basis = e.basis();
             p.disclosure.push_back(std::move(d));
         }},
        {"commands", [](Entry& e, Pack& p) {
             CommandAccess c;
             c.id = e.id("command's access");
             if (!c.id.empty()) e.reading().names("command", c.id, e.node()["id"]);
             c.roles = e.refs("roles", "role", {"all"});
             c.relations = e.refs("relations", "relation", {"any"});
             c.basis = e.basis();
             p.commands.push_back(std::move(c));
         }},
        {"users", [](Entry& e, Pack& p) {
             User u;
             u.id = e.id("user");
             u.name = e.text("name");
             u.agency = e.ref("agency", "agency");
             u.role = e.ref("role", "role");
             p.users.push_back(std::move(u));
         }}};
    return r;
}

// The keys that may stand at the top of a file.
bool fits(const std::string& path, const std::string& key) {
    static const std::map<std::string, std::set<std::string>> of{
        {"pack.yaml", {"pack"}}, {"sources.yaml", {"sources"}}, {"plan.yaml", {"goals", "measures", "contradictions"}},
        {"agencies.yaml", {"kinds", "agencies", "networks"}}, {"indicators.yaml", {"lists"}}, {"codes.yaml", {"codes"}},
        {"services.yaml", {"services"}}, {"retention.yaml", {"retention"}},
        {"access.yaml", {"roles", "disclosure", "commands", "users"}}, {"texts.yaml", {"texts"}}};
    if (path.rfind("law/", 0) == 0) return is_law(key);
    auto f = of.find(path);
    return f != of.end() && f->second.count(key) > 0;
}

void read_texts(Reading_& r, Pack& p, const YAML::Node& n) {
    if (!n.IsMap()) return r.fault(n.Mark(), "'texts' must be a mapping");
    for (const auto& m : n) {
        auto id = m.first.IsScalar() ? m.first.Scalar() : "";
        if (id.empty()) r.fault(m.first.Mark(), "a text needs an id");
        else if (!p.texts.emplace(id, read_text(r, m.second, "the text '" + id + "'")).second)
            r.fault(m.first.Mark(), "the text '" + id + "' is there twice");
    }
}

void read_top(Reading_& r, Pack& p, const std::string& key, const YAML::Node& n) {
    if (key == "pack") return read_pack(r, p, n);
    if (key == "texts") return read_texts(r, p, n);
    if (is_law(key)) return read_law(r, p, key, n);
    if (!n.IsSequence()) return r.fault(n.Mark(), "'" + key + "' must be a list");
    for (const auto& item : n) {
        Entry e(r, item, "an entry of '" + key + "'");
        readers().at(key)(e, p);
    }
}

// A list that repeats itself by an alias can grow without end; a pack has no need of any.
class NoAliases : public YAML::EventHandler {
public:
    explicit NoAliases(Reading_& r) : r_(r) {}
    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
    void OnAlias(const YAML::Mark& m, YAML::anchor_t) override { r_.fault(m, "aliases are not allowed in a pack"); found = true; }
    void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t, const std::string&) override {}
    void OnSequenceStart(const YAML::Mark& m, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override { deeper(m); }
    void OnSequenceEnd() override { --depth_; }
    void OnMapStart(const YAML::Mark& m, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override { deeper(m); }
    void OnMapEnd() override { --depth_; }
    bool found = false;

private:
    void deeper(const YAML::Mark& m) {
        if (++depth_ == 40) r_.fault(m, "nested deeper than 40 levels"), found = true;
    }
    Reading_& r_;
    int depth_ = 0;
};

void read_file(Reading_& r, Pack& p, const File& f) {
    r.file = f.path;
    if (f.text.find('\0') != std::string::npos) return r.fault(YAML::Mark::null_mark(), "a NUL byte in a text file");
    try {
        // yaml-cpp recurses: brackets are counted before it sees them.
        int depth = 0, deepest = 0;
        for (char c : f.text) deepest = std::max(deepest, depth += (c == '[' || c == '{') - (c == ']' || c == '}'));
        if (deepest > 40) return r.fault(YAML::Mark::null_mark(), "nested deeper than 40 levels");
        std::istringstream in(f.text);
        YAML::Parser parser(in);
        NoAliases aliases(r);
        while (parser.HandleNextDocument(aliases)) {}
        if (aliases.found) return;
        auto documents = YAML::LoadAll(f.text);
        if (documents.size() != 1 || !documents[0].IsMap()) return r.fault(YAML::Mark::null_mark(), "must be one mapping");
        std::set<std::string> seen;
        for (const auto& m : documents[0]) {
            auto key = m.first.IsScalar() ? m.first.Scalar() : "";
            if (!fits(f.path, key)) r.fault(m.first.Mark(), "unknown key '" + key.substr(0, 60) + "' in " + f.path);
            else if (!seen.insert(key).second) r.fault(m.first.Mark(), "the key '" + key + "' is there twice");
            else read_top(r, p, key, m.second);
        }
    } catch (const YAML::Exception& e) {
        r.fault(e.mark, "not YAML: " + e.msg);
    }
}

void check_whole(Reading_& r, Pack& p) {
    auto fault = [&](const char* file, std::string what) {
        r.file = file;
        r.fault(YAML::Mark::null_mark(), std::move(what));
    };
    for (const auto& a : p.agencies) {
        size_t steps = 0;
        for (auto* up = &a; up && !up->parent.empty() && steps <= p.agencies.size(); ++steps) up = p.agency(up->parent);
        if (steps > p.agencies.size()) fault("agencies.yaml", "a cycle: '" + a.id + "' is above itself");
    }
    for (const auto& fact : r.vocabulary.facts)
        if (!p.texts.count("fact." + fact)) fault("texts.yaml", "there is no text 'fact." + fact + "'");
    for (const auto& event : r.vocabulary.events)
        if (!p.texts.count("event." + event)) fault("texts.yaml", "there is no text 'event." + event + "'");
    for (const auto& command : r.vocabulary.commands)
        if (!p.command(command)) fault("access.yaml", "nobody may do '" + command + "': it has no entry in 'commands'");
    for (const auto& command : r.vocabulary.commands)
        if (!p.texts.count("command." + command)) fault("texts.yaml", "there is no text 'command." + command + "'");
    if (p.ages.size() != 1 || p.ages[0].id != "child") fault("law/", "there must be one age, 'child'");
    if (p.presumers.size() != 1) fault("law/", "there must be one rule of who presumes and identifies");
}

}  // namespace

Checked load(std::string_view bytes, const Vocabulary& vocabulary) {
    Checked out;
    auto files = unbundle(bytes);
    if (!files) {
        out.findings.push_back({"bundle", 0, 0, files.error().because});
        return out;
    }
    auto pack = std::make_shared<Pack>();
    Reading_ r{vocabulary, {}, {}, {}, {}, {}};
    auto first = std::find_if(files->begin(), files->end(), [](auto& f) { return f.path == "pack.yaml"; });
    if (first == files->end()) {
        out.findings.push_back({"pack.yaml", 0, 0, "the pack has no file pack.yaml"});
        return out;
    }
    read_file(r, *pack, *first);          // languages first: every text is checked against them
    for (const auto& f : *files)
        if (f.path != "pack.yaml") read_file(r, *pack, f);
    std::sort(pack->commands.begin(), pack->commands.end(), [](auto& a, auto& b) { return a.id < b.id; });
    std::sort(pack->measures.begin(), pack->measures.end(), [](auto& a, auto& b) { return a.number < b.number; });
    r.resolve();
    check_whole(r, *pack);
    SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), pack->sha256.data());
    out.findings = std::move(r.findings);
    if (out.findings.empty()) out.pack = pack;
    return out;
}

Result<Checked> load_folder(const std::filesystem::path& dir, const Vocabulary& v) {
    auto bytes = TRY(bundle(dir));
    return load(bytes, v);
}

}  // namespace soria::pack
