// Stories: reading ends; a fault names its line; a story that is read has its lines in order and days that go forward, and
// reads the same with other line ends and wider gaps.
#if __has_include("app/story/story.hpp")
#include <algorithm>

#include "app/story/story.hpp"
#include "fuzz.hpp"

namespace {

using namespace soria;
using namespace soria::app;
using fuzz::must;

const std::string name = "tale.story";

void check_fault(const Error& e, size_t lines) {
    fuzz::must_explain(e);
    if (e.where == name) return must(e.fault == Fault::limit, "only a whole story that is too long has no line");
    must(e.where.rfind(name + ":", 0) == 0, "a fault names the file", e.where);
    auto line = e.where.substr(name.size() + 1);
    must(!line.empty() && line.size() < 7 && std::all_of(line.begin(), line.end(), [](char c) { return c >= '0' && c <= '9'; }), "a fault names the line", e.where);
    must(std::stoul(line) <= std::max<size_t>(lines, 1), "a fault's line is one of the story's", e.where);
}

void check_sentence(const Sentence& s, size_t line, size_t& last) {
    static const auto phrases = story_phrases();
    must(line >= last, "lines ascend");
    last = line;
    must(s.phrase < phrases.size(), "a sentence is one of the phrases");
    const auto& p = phrases[s.phrase];
    must(s.gaps.size() == size_t(std::count(p.begin(), p.end(), '{')), "a sentence fills the gaps of its phrase", p);
    for (const auto& g : s.gaps) must(g.size() <= story_line_bytes_max && g.find_first_of(std::string_view("\0\n", 2)) == std::string::npos, "a gap is part of a line", p);
}

bool same(const Sentence& a, const Sentence& b) { return a.phrase == b.phrase && a.gaps == b.gaps; }
bool same(const Story& a, const Story& b) {
    return a.title == b.title && a.pack == b.pack &&
           std::equal(a.steps.begin(), a.steps.end(), b.steps.begin(), b.steps.end(), [](const Step& x, const Step& y) {
               return x.line == y.line && x.day == y.day && x.at_once == y.at_once &&
                      std::equal(x.acts.begin(), x.acts.end(), y.acts.begin(), y.acts.end(), [](const Act& m, const Act& n) {
                          return m.line == n.line && m.actor == n.actor && m.happened == n.happened && same(m.says, n.says);
                      }) &&
                      std::equal(x.then.begin(), x.then.end(), y.then.begin(), y.then.end(),
                                 [](const Expectation& m, const Expectation& n) { return m.line == n.line && same(m.says, n.says); });
           });
}

void run(std::string_view text) {
    size_t lines = size_t(std::count(text.begin(), text.end(), '\n')) + 1;
    auto s = parse_story(text, name);
    if (!s) return check_fault(s.error(), lines);
    must(!s->title.empty() && !s->pack.empty() && !s->steps.empty(), "a story has a title, a pack and something that happens");
    size_t last = 0;
    for (size_t i = 0; i < s->steps.size(); ++i) {
        const auto& step = s->steps[i];
        must(step.line <= lines, "a step's line is one of the story's");
        must(i == 0 || s->steps[i - 1].day <= step.day, "days go forward");
        size_t acted = last, expected = last;
        for (const auto& a : step.acts) {
            must(!a.actor.empty(), "somebody acts");
            check_sentence(a.says, a.line, acted);
        }
        for (const auto& e : step.then) check_sentence(e.says, e.line, expected);
        last = std::max(acted, expected);
    }
    std::string other;
    for (char c : text) other += c == '\n' ? std::string("  \r\n") : std::string(1, c);
    auto again = parse_story(other, name);
    if (again) must(same(*s, *again), "a story reads the same with other line ends");
    else must(again.error().fault == Fault::limit, "a story is read with other line ends", again.error().text());
}

}  // namespace

SORIA_FUZZ_TARGET(run)
#endif
