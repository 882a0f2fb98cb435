// Packs: the input is one file of an otherwise good pack (its first letter says which), or a whole bundle. There is a pack
// exactly when nothing was found wrong; every finding says where and what; what the check lets through can be asked anything.
#include <algorithm>

#include "fuzz.hpp"
#include "pack/law.hpp"
#include "pack/pack.hpp"

namespace {

using namespace soria;
using fuzz::must;

const pack::Vocabulary vocabulary{{"person.child"}, {"Granted", "Ended"}, {"act"}, {"care"}, {"team"}};

struct File {
    char letter;
    std::string path, text;
};
std::string bundle_of(const std::vector<File>& files) {
    std::string out;
    for (const auto& f : files) out += f.path + '\0' + std::to_string(f.text.size()) + '\0' + f.text;
    return out;
}

// The good pack's files, in their order; the letters are those of the seeds.
const std::vector<File>& good() {
    static const auto list = [] {
        auto bytes = pack::bundle(SORIA_ROOT "/tests/fuzz/pack");
        must(bytes.has_value(), "the good pack is there", bytes ? "" : bytes.error().text());
        auto checked = pack::load(*bytes, vocabulary);
        for (const auto& f : checked.findings) std::fprintf(stderr, "%s\n", f.text().c_str());
        must(checked.pack != nullptr, "the good pack is good");
        std::vector<File> files;
        for (std::string_view rest = *bytes; !rest.empty();) {
            File f;
            f.path = rest.substr(0, rest.find('\0'));
            rest.remove_prefix(f.path.size() + 1);
            auto size = std::string(rest.substr(0, rest.find('\0')));
            rest.remove_prefix(size.size() + 1);
            f.text = rest.substr(0, std::stoul(size));
            rest.remove_prefix(f.text.size());
            f.letter = f.path == "access.yaml" ? 'x' : f.path == "pack.yaml" ? 'k' : f.path == "services.yaml" ? 'v' : f.path[0];
            files.push_back(std::move(f));
        }
        return files;
    }();
    return list;
}

void ask(const pack::Pack& p, const pack::Law& law, Date day) {
    pack::Facts facts{{"person.child", day.days() % 2 == 0}};
    for (const auto& c : p.clocks) {
        auto r = law.read_clock(c.id, day, std::nullopt);
        if (!r) {
            fuzz::must_explain(r.error());
            continue;
        }
        must(r->starts == day && r->ends > r->starts, "a clock runs forward", r->computation);
        must(std::is_sorted(r->warns.begin(), r->warns.end()) && std::all_of(r->warns.begin(), r->warns.end(), [&](Date w) { return w > r->starts; }),
             "a clock warns in order, after it has started");
        must(!r->computation.empty() && !r->rule().empty(), "a clock's date names its rule and computation");
        auto same = law.read_clock(c.id, day, r->ends);
        must(same && same->ends == r->ends, "a clock may be asked for its own end");
    }
    if (auto s = law.permits("act", facts, day); !s) {
        fuzz::must_explain(s.error());
        must(!s.error().rule.empty() && !s.error().source.empty(), "a refusal names its rule and source");
    }
    for (const auto& d : law.duties_after("Granted", facts, day)) must(d.due >= day && !d.computation.empty(), "a duty is due afterwards");
    for (const auto& e : p.entitlements)
        if (auto n = law.entitlement(e.id, day)) must(*n >= 1, "an entitlement is something");
    if (auto years = law.child_under(day)) must(*years >= 1 && *years <= 100, "a child is under some age");
    for (const auto& r : law.routes(facts, day))
        must(r.open == std::all_of(r.needs.begin(), r.needs.end(), [](auto& n) { return n.second; }), "a route is open when all it needs is there");
}

void check(std::string_view bundle) {
    auto c = pack::load(bundle, vocabulary);
    must((c.pack == nullptr) == !c.findings.empty(), "there is a pack exactly when there is no finding");
    for (const auto& f : c.findings) must(!f.file.empty() && !f.what.empty() && f.line >= 0 && f.column >= 0 && !f.text().empty(), "a finding says where and what");
    if (!c.pack) return;
    const auto& p = *c.pack;
    must(!p.languages.empty(), "a pack has a language");
    pack::Law law(c.pack, p.languages[0]);
    for (int32_t d : {13'000, 13'483, 13'484, 14'000}) ask(p, law, Date(d));      // 2005, the change of law, 2008
    for (const auto& m : p.measures) must(pack::explain(p, m.id, p.languages[0]).has_value(), "what has an id can be explained", m.id);
    for (const auto& k : p.clocks) must(pack::explain(p, k.id, p.languages[0]).has_value() && p.clock(k.id), "what has an id can be explained", k.id);
    for (const auto& l : p.lists) must(pack::explain(p, l.id, p.languages[0]).has_value(), "what has an id can be explained", l.id);
}

void run(std::string_view in) {
    const auto& files = good();
    char letter = char(fuzz::take_byte(in));
    if (letter == 'B') return check(in);
    auto replaced = files;
    auto f = std::find_if(replaced.begin(), replaced.end(), [&](auto& file) { return file.letter == letter; });
    if (f == replaced.end()) return;
    f->text = in;
    check(bundle_of(replaced));
}

}  // namespace

SORIA_FUZZ_TARGET(run)
