// A pack from its files: everything that is wrong, at once, each with its place.
#include <openssl/sha.h>
#include <yaml-cpp/eventhandler.h>

#include <algorithm>

#include "base/core/utf8.hpp"
#include "base/zone.hpp"
#include "pack/kept.hpp"
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
    p.id = e.id("pack");
    p.version = e.str("version");
    p.languages = e.strings("languages");
    if (p.languages.empty() && e.has("languages")) e.fault("a pack has at least one language", "languages");
    for (const auto& l : p.languages)
        if (l.size() != 2 || !std::all_of(l.begin(), l.end(), [](char c) { return c >= 'a' && c <= 'z'; })) e.fault("a language is two letters, like nb", "languages");
    r.languages = p.languages;
    p.name = e.text("name");
    p.country = e.str("country");
    bool capital = p.country.size() == 2 && std::all_of(p.country.begin(), p.country.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    if (!p.country.empty() && !capital) e.fault("'country' must be two capital letters of ISO 3166", "country");
    p.zone = e.str("zone");
    if (auto zone = Zone::find(p.zone); !p.zone.empty() && !zone) e.fault("'zone': " + zone.error().because, "zone");
    p.leave_page_to = e.str("leave_page_to");
    p.emergency_number = e.str("emergency_number");
    bool dialled = std::all_of(p.emergency_number.begin(), p.emergency_number.end(), [](char c) { return (c >= '0' && c <= '9') || c == ' ' || c == '+'; });
    if (!dialled || p.emergency_number.size() > 20) e.fault("'emergency_number' must be digits, at most 20", "emergency_number");
    if (!p.leave_page_to.empty() && p.leave_page_to.rfind("https://", 0) != 0) e.fault("'leave_page_to' must begin with https://", "leave_page_to");
}

void read_measure(Entry& e, Pack& p) {
    Measure m;
    m.id = e.id("measure");
    m.number = int(e.number("number", 1, 999));
    e.reading().define("measure number", std::to_string(m.number), e.node());
    m.goal = e.ref("goal", "goal");
    m.name = e.text("name");
    if (auto n = e.text("name_in_list", false); !n.empty()) m.name_in_list = std::move(n);
    m.ministries = e.refs("ministries", "agency");
    m.from = int(e.number("from", 1900, 2200));
    m.until = int(e.number("until", 1900, 2200));
    if (m.until < m.from) e.fault("'until' is before 'from'", "until");
    m.new_in_list = e.flag("new_in_list", true);
    m.new_in_chapter = e.flag("new_in_chapter", true);
    m.basis = e.basis();
    m.text_basis = e.basis("text_basis");
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
    if (auto t = e.text("rule", false); !t.empty()) l.rule = std::move(t);
    l.wording = e.text("wording");
    l.basis = e.basis();
    std::set<std::string> ids;
    e.each("groups", [&](const YAML::Node& n) {
        Entry g(e.reading(), n, "a group of indicators");
        IndicatorGroup group;
        if (auto t = g.text("heading", false); !t.empty()) group.heading = std::move(t);
        g.each("items", [&](const YAML::Node& m) {
            Entry i(e.reading(), m, "an indicator");
            Indicator item{i.str("id"), i.text("text")};
            if (!ids.insert(item.id).second) i.fault("the indicator '" + item.id + "' is there twice in this list", "id");
            group.items.push_back(std::move(item));
        });
        if (group.items.empty() && g.has("items")) g.fault("a group has at least one indicator", "items");
        l.groups.push_back(std::move(group));
    });
    if (l.groups.empty() && e.has("groups")) e.fault("a list has at least one group", "groups");
    p.lists.push_back(std::move(l));
}

// A value of the standard as it spells it, or the statement that it has none.
template <class T> void read_htcds(Entry& e, T& value, const std::string& id) {
    value.htcds = e.str("htcds", false);
    value.htcds_missing = e.flag("htcds_missing");
    if (value.htcds.empty() == !value.htcds_missing) e.fault("'" + id + "' needs its value in the standard, or 'htcds_missing: true'");
}

void read_codes(Entry& e, Pack& p) {
    CodeList l;
    l.id = e.id("code list");
    l.name = e.text("name");
    l.htcds = e.str("htcds", false);
    l.basis = e.basis();
    e.each("values", [&](const YAML::Node& n) {
        Entry v(e.reading(), n, "a code");
        CodeValue c;
        c.id = v.id((l.id + " code").c_str());
        c.name = v.text("name");
        c.note = v.text("note", false);
        if (!l.htcds.empty()) read_htcds(v, c, c.id);
        else if (v.has("htcds") || v.has("htcds_missing")) {
            v.at("htcds", false);
            v.at("htcds_missing", false);
            v.fault("the list names no field of the standard");
        }
        l.values.push_back(std::move(c));
    });
    if (l.values.empty() && e.has("values")) e.fault("a code list has at least one value", "values");
    p.codes.push_back(std::move(l));
}

void read_service(Entry& e, Pack& p) {
    Service s;
    s.id = e.id("service");
    s.name = e.text("name");
    s.note = e.text("note", false);
    s.kind = e.ref("kind", "service-kind code");
    s.delivered_by = e.refs("delivered_by", "kind");
    s.needs = e.refs("needs", "fact", {}, false);
    s.basis = e.basis();
    for (const auto& fact : s.needs)
        if (never_for_help(fact)) e.fault("a service may not require '" + fact + "': help never depends on a complaint, testimony, an investigation or residence", "needs");
    p.services.push_back(std::move(s));
}

Named read_place(Entry& e, const char* kind) {
    Named n;
    n.id = e.id(kind);
    n.name = e.text("name");
    n.note = e.text("note", false);
    n.basis = e.basis();
    return n;
}

// An agency that ends names who goes on, so that no referral and no case is left with nobody.
void read_end(Entry& e, Agency& a) {
    std::string until = e.str("until", false);
    a.successor = e.ref("successor", "agency", false);
    if (until.empty() != a.successor.empty()) e.fault("an agency that ends has both its last day, 'until', and a 'successor'");
    if (until.empty()) return;
    auto d = Date::parse(until);
    if (!d) return e.fault("'until': " + d.error().because, "until");
    a.until = *d;
    if (a.successor == a.id) e.fault("an agency is not its own successor", "successor");
}

using Reader = void (*)(Entry&, Pack&);
const std::map<std::string, Reader, std::less<>>& readers() {
    static const std::map<std::string, Reader, std::less<>> r{
        {"sources", [](Entry& e, Pack& p) {
             Source s;
             s.id = e.id("source");
             s.title = e.text("title");
             s.kind = e.one_of("kind", {"plan", "treaty", "act", "document", "standard"});
             s.note = e.text("note", false);
             if (s.id == "assumption") e.fault("the source 'assumption' is built in", "id");
             s.year = int(e.number("year", 1800, 2200, false));
             if (e.has("lines")) e.reading().lines_of[s.id] = int64_t(e.number("lines", 1, 1'000'000));
             p.sources.push_back(std::move(s));
         }},
        {"goals", [](Entry& e, Pack& p) {
             Goal g;
             g.id = e.id("goal");
             g.name = e.text("name");
             g.chapter = e.str("chapter");
             g.basis = e.basis();
             if (auto b = e.basis("chapter_basis", false); !b.source.empty()) g.chapter_basis = std::move(b);
             p.goals.push_back(std::move(g));
         }},
        {"measures", read_measure},
        {"figures", read_figure},
        {"promises", read_promise},
        {"plan_events", read_plan_event},
        {"small_numbers", read_small_numbers},
        {"units", read_unit},
        {"steps", read_step},
        {"trials", read_trial},
        {"reports", read_report},
        {"contradictions", [](Entry& e, Pack& p) {
             Contradiction c;
             c.id = e.id("contradiction");
             c.about = e.text("about");
             c.measures = e.refs("measures", "measure", {}, false);
             e.each("readings", [&](const YAML::Node& n) {
                 Entry r(e.reading(), n, "a reading");
                 Text says = r.text("says");
                 c.readings.push_back({std::move(says), r.basis()});
             });
             if (c.readings.size() < 2) e.fault("a contradiction has at least two readings");
             p.contradictions.push_back(std::move(c));
         }},
        {"budgets", read_budget},
        {"evaluations", read_evaluation}, {"numbers", read_cited},
        {"kinds", [](Entry& e, Pack& p) {
             Kind k;
             k.id = e.id("kind");
             k.name = e.text("name");
             read_htcds(e, k, k.id);
             if (e.has("represents_children")) k.represents_children = e.basis("represents_children");
             p.kinds.push_back(std::move(k));
         }},
        {"agencies", [](Entry& e, Pack& p) {
             Agency a;
             a.id = e.id("agency");
             a.name = e.text("name");
             a.kind = e.ref("kind", "kind");
             a.parent = e.ref("parent", "agency", false);
             a.city = e.str("city", false);
             a.note = e.text("note", false);
             a.basis = e.basis();
             read_end(e, a);
             p.agencies.push_back(std::move(a));
         }},
        {"networks", [](Entry& e, Pack& p) { p.networks.push_back(read_place(e, "network")); }},
        {"programmes", [](Entry& e, Pack& p) { p.programmes.push_back(read_place(e, "programme")); }},
        {"instruments", [](Entry& e, Pack& p) {
             auto n = read_place(e, "instrument");
             n.kind = e.one_of("kind", {"treaty", "act", "agreement", "policy", "report", "circular"});
             p.instruments.push_back(std::move(n));
         }},
        {"lists", read_indicators},
        {"codes", read_codes},
        {"htcds", read_htcds_field},
        {"htcds_contradictions", read_htcds_contradiction},
        {"citizenship_groups", read_citizenship_group},
        {"services", read_service},
        {"retention", [](Entry& e, Pack& p) {
             Retention t;
             t.id = e.id("retention");
             t.class_name = e.ref("class", "class");
             t.name = e.text("name");
             t.keep = e.period("keep").value_or(Period{});
             t.basis = e.basis();
             t.standing = e.standing(t.basis);
             p.retention.push_back(std::move(t));
         }},
        {"estimates", [](Entry& e, Pack& p) {
             EstimateRule t;
             t.id = e.id("estimate rule");
             if (std::find(estimate_rules.begin(), estimate_rules.end(), t.id) == estimate_rules.end()) e.fault("there is no rule of estimates '" + t.id + "'", "id");
             t.name = e.text("name");
             t.value = e.number("value", 0, 1'000'000);
             t.unit = e.one_of("unit", {"percent", "bic", "persons", "lists"});
             t.basis = e.basis();
             t.standing = e.standing(t.basis, true);
             p.estimates.push_back(std::move(t));
         }},
        {"estimate_lists", [](Entry& e, Pack& p) {
             EstimateList l;
             l.id = e.id("list of estimates");
             l.name = e.text("name");
             l.kinds = e.refs("kinds", "kind");
             for (const auto& kind : l.kinds)
                 if (p.estimate_list(kind)) e.fault("the kind '" + kind + "' is in two lists of estimates", "kinds");
             l.enters = e.flag("enters", true);
             l.basis = e.basis();
             l.standing = e.standing(l.basis, true);
             p.estimate_lists.push_back(std::move(l));
         }},
        {"demonstration", read_demonstration},
        {"negative_findings", read_negative_finding}, {"match_reviewers", read_match_reviewer},
        {"peers", read_peer}, {"desk", read_desk_rule},
        {"roles", read_role},
        {"disclosure", read_disclosure},
        {"commands", read_command_access},
        {"looks", read_look_access},
        {"users", read_user}};
    return r;
}

// The keys that may stand at the top of a file.
bool fits(const std::string& path, const std::string& key) {
    static const std::map<std::string, std::set<std::string>> of{
        {"pack.yaml", {"pack"}}, {"sources.yaml", {"sources"}}, {"plan.yaml", {"goals", "measures", "contradictions", "programmes", "instruments", "budgets", "evaluations", "numbers"}},
        {"agencies.yaml", {"kinds", "agencies", "networks"}}, {"indicators.yaml", {"lists"}}, {"codes.yaml", {"codes"}},
        {"figures.yaml", {"figures", "promises", "plan_events", "small_numbers", "units", "steps", "trials"}}, {"reports.yaml", {"reports"}}, {"services.yaml", {"services"}}, {"retention.yaml", {"retention"}}, {"estimates.yaml", {"estimates", "estimate_lists"}},
        {"demonstration.yaml", {"demonstration"}},
        {"htcds.yaml", {"htcds", "htcds_contradictions", "citizenship_groups"}},
        {"access.yaml", {"roles", "disclosure", "commands", "looks", "users", "negative_findings", "match_reviewers", "peers", "desk"}}, {"texts.yaml", {"texts"}}};
    if (path.rfind("law/", 0) == 0) return is_law(key);
    if (is_pages_file(path)) return key == "name" || key == "read_by" || key == "words";
    auto f = of.find(path);
    return f != of.end() && f->second.count(key) > 0;
}

// A text that is called after something the program knows is called after something it does know.
void read_text_id(Reading_& r, const std::string& id, const YAML::Node& n) {
    for (const char* kind : {"fact", "event", "command", "class", "relation"})
        if (std::string prefix = std::string(kind) + "."; id.rfind(prefix, 0) == 0) return r.names(kind, id.substr(prefix.size()), n);
}

void read_texts(Reading_& r, Pack& p, const YAML::Node& n) {
    if (!n.IsMap()) return r.fault(n.Mark(), "'texts' must be a mapping");
    for (const auto& m : n) {
        auto id = m.first.IsScalar() ? m.first.Scalar() : "";
        read_text_id(r, id, m.first);
        if (id.empty()) r.fault(m.first.Mark(), "a text needs an id");
        else if (!p.texts.emplace(id, read_text(r, m.second, "the text '" + id + "'")).second)
            r.fault(m.first.Mark(), "the text '" + id + "' is there twice");
    }
}

void read_top(Reading_& r, Pack& p, const std::string& key, const YAML::Node& n) {
    if (is_pages_file(r.file)) return read_pages(r, p, key, n);
    if (key == "pack") return read_pack(r, p, n);
    if (key == "texts") return read_texts(r, p, n);
    if (is_law(key)) return read_law(r, p, key, n);
    if (!n.IsSequence()) return r.fault(n.Mark(), "'" + key + "' must be a list");
    for (const auto& item : n) {
        Entry e(r, item, "an entry of '" + key + "'");
        readers().at(key)(e, p);
    }
}

// What YAML can do and a pack has no need of: a list that repeats itself by an alias grows without end, a tag changes what
// a word means, and depth costs the reader's stack (yaml-cpp itself stops at 500).
class Plain : public YAML::EventHandler {
public:
    explicit Plain(Reading_& r) : r_(r) {}
    void OnDocumentStart(const YAML::Mark& m) override {
        if (++documents_ == 2) found(m, "a second document in the file");
    }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& m, YAML::anchor_t a) override { seen(m, "", a); }
    void OnAlias(const YAML::Mark& m, YAML::anchor_t) override { found(m, "aliases are not allowed in a pack"); }
    void OnScalar(const YAML::Mark& m, const std::string& tag, YAML::anchor_t a, const std::string&) override { seen(m, tag, a); }
    void OnSequenceStart(const YAML::Mark& m, const std::string& tag, YAML::anchor_t a, YAML::EmitterStyle::value) override { seen(m, tag, a), deeper(m); }
    void OnSequenceEnd() override { --depth_; }
    void OnMapStart(const YAML::Mark& m, const std::string& tag, YAML::anchor_t a, YAML::EmitterStyle::value) override { seen(m, tag, a), deeper(m); }
    void OnMapEnd() override { --depth_; }
    bool ok = true;

private:
    void found(const YAML::Mark& m, std::string what) { r_.fault(m, std::move(what)), ok = false; }
    void seen(const YAML::Mark& m, const std::string& tag, YAML::anchor_t a) {
        if (a) found(m, "anchors are not allowed in a pack");
        if (!tag.empty() && tag != "?" && tag != "!") found(m, "tags are not allowed in a pack");
    }
    void deeper(const YAML::Mark& m) {
        if (++depth_ == depth_max) found(m, "nested deeper than " + std::to_string(depth_max) + " levels");
    }
    static constexpr int depth_max = 40;
    Reading_& r_;
    int depth_ = 0, documents_ = 0;
};

YAML::Mark mark_of(std::string_view text, size_t offset) {
    YAML::Mark m;
    m.pos = int(offset);
    m.line = int(std::count(text.begin(), text.begin() + long(offset), '\n'));
    auto start = text.substr(0, offset).rfind('\n');
    m.column = int(start == std::string_view::npos ? offset : offset - start - 1);
    return m;
}

// What is no text is not given to YAML, which would guess an encoding.
bool is_text(Reading_& r, std::string_view text) {
    if (auto nul = text.find('\0'); nul != std::string_view::npos) return r.fault(mark_of(text, nul), "a NUL byte in a text file"), false;
    if (text.substr(0, 3) == "\xEF\xBB\xBF") return r.fault(mark_of(text, 0), "a byte order mark before the text"), false;
    for (size_t from = 0; from < text.size();) {
        auto end = std::min(text.find('\n', from), text.size());
        if (!valid_utf8(text.substr(from, end - from))) return r.fault(mark_of(text, from), "this line is not UTF-8"), false;
        from = end + 1;
    }
    return true;
}

// Whether it could be read to its end: what is named in a file that could not is not known to be missing.
bool read_file(Reading_& r, Pack& p, const File& f) {
    r.file = f.path;
    if (!is_text(r, f.text)) return false;
    try {
        std::istringstream in(f.text);
        YAML::Parser parser(in);
        Plain plain(r);
        while (plain.ok && parser.HandleNextDocument(plain)) {}   // over "," yaml-cpp makes documents without end
        if (!plain.ok) return false;
        auto documents = YAML::LoadAll(f.text);
        if (documents.empty() || documents[0].IsNull()) return r.fault(mark_of(f.text, 0), "the file is empty"), false;
        if (!documents[0].IsMap()) return r.fault(documents[0].Mark(), "a file must be one mapping"), false;
        std::set<std::string> seen;
        for (const auto& m : documents[0]) {
            auto key = m.first.IsScalar() ? m.first.Scalar() : "";
            if (!fits(f.path, key)) r.fault(m.first.Mark(), "unknown key '" + (valid_utf8(key) ? key.substr(0, 60) : "?") + "' in " + f.path);
            else if (!seen.insert(key).second) r.fault(m.first.Mark(), "the key '" + key + "' is there twice");
            else r.top.emplace(key, Reading_::Place{f.path, m.first.Mark()}), read_top(r, p, key, m.second);
        }
    } catch (const YAML::Exception& e) {
        r.fault(e.mark, "not YAML: " + e.msg);
        return false;
    }
    return true;
}

std::vector<Finding> in_order(std::vector<Finding> list) {
    std::stable_sort(list.begin(), list.end(), [](auto& a, auto& b) { return std::tie(a.file, a.line, a.column) < std::tie(b.file, b.line, b.column); });
    return list;
}

Checked read(std::string_view bytes, const Vocabulary& vocabulary, bool kept) {
    Checked out;
    auto files = unbundle(bytes);
    if (!files) {
        out.findings.push_back({"bundle", 0, 0, files.error().because});
        return out;
    }
    auto pack = std::make_shared<Pack>();
    Reading_ r{vocabulary, {}, {}, {}, {}, {}, {}, {}};
    auto first = std::find_if(files->begin(), files->end(), [](auto& f) { return f.path == "pack.yaml"; });
    if (first == files->end()) {
        out.findings.push_back({"pack.yaml", 0, 0, "the pack has no file pack.yaml"});
        return out;
    }
    read_file(r, *pack, *first);          // languages first: every text is checked against them
    if (pack->languages.empty()) {        // else every text of the pack would be called wrong
        if (r.findings.empty()) r.fault(YAML::Mark::null_mark(), "'pack' is missing");
        out.findings = std::move(r.findings);
        return out;
    }
    bool whole = true;
    for (const auto& f : *files)
        if (f.path != "pack.yaml") whole = read_file(r, *pack, f) && whole;
    if (!whole) {
        out.findings = in_order(std::move(r.findings));
        return out;
    }
    std::sort(pack->commands.begin(), pack->commands.end(), [](auto& a, auto& b) { return a.id < b.id; });
    std::sort(pack->measures.begin(), pack->measures.end(), [](auto& a, auto& b) { return a.number < b.number; });
    r.resolve();
    check_parents(r, *pack);
    check_sources(r, *pack);
    check_whole(r, *pack);
    check_figures(r, *pack);
    check_reports(r, *pack);
    check_pages(r, *pack);
    check_public(r, *pack);
    check_peers(r, *pack);
    SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), pack->sha256.data());
    bool sound = r.findings.empty();
    check_named(r, *pack);                // last: of a kept pack, that is what a newer program asks for
    out.findings = in_order(std::move(r.findings));
    if (out.findings.empty() || (kept && sound)) out.pack = pack;
    return out;
}

}  // namespace

Checked load(std::string_view bytes, const Vocabulary& vocabulary) { return read(bytes, vocabulary, false); }
Checked load_kept(std::string_view bytes, const Vocabulary& vocabulary) { return read(bytes, vocabulary, true); }

}  // namespace soria::pack
