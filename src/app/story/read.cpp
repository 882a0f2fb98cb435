// Reading a story: lines, days, actors, and the phrases that sentences fit.
#include <algorithm>

#include "app/story/phrases.hpp"

namespace soria::app {
namespace story {
namespace {

bool is_name(std::string_view s) {       // R1, C2, P3, H1, L1, S1
    return s.size() >= 2 && s.size() <= 8 && s[0] >= 'A' && s[0] <= 'Z' && std::all_of(s.begin() + 1, s.end(), [](char c) { return c >= '0' && c <= '9'; });
}
bool is_word(std::string_view s) {
    return !s.empty() && s.size() <= 80 &&
           std::all_of(s.begin(), s.end(), [](unsigned char c) { return std::islower(c) || std::isdigit(c) || c == '-' || c == '.' || c == '_'; });
}
bool is_number(std::string_view s) { return !s.empty() && s.size() <= 6 && std::all_of(s.begin(), s.end(), [](unsigned char c) { return std::isdigit(c); }); }

bool fits(std::string_view kind, std::string_view s) {
    if (kind == "case" || kind == "report" || kind == "person" || kind == "house" || kind == "letter" || kind == "signs") return is_name(s) && s[0] == char(std::toupper(kind[0]));
    if (kind == "thing") return is_name(s);
    if (kind == "day") return Date::parse(s).has_value();
    if (kind == "number") return is_number(s);
    if (kind == "amount") return !s.empty() && s.size() <= 12 && std::all_of(s.begin(), s.end(), [](unsigned char c) { return std::isdigit(c); });
    if (kind == "country") return s.size() == 2 && s[0] >= 'A' && s[0] <= 'Z' && s[1] >= 'A' && s[1] <= 'Z';
    if (kind == "text" || kind == "words") return !s.empty();
    return is_word(s);                   // user, agency, service, class ...: the pack says which there are
}

struct Part {
    bool gap;
    std::string text;                    // a literal, or the gap's kind
    size_t number = 0;                   // of the gap
};
struct Form {                            // a pattern with its optional parts decided
    std::vector<Part> parts;
};

// "a[ b {x}] c" to "a c" and "a b {x} c"; gaps keep their numbers.
void expand(std::string_view pattern, Form so_far, size_t gap, bool inside, std::vector<Form>& out, std::string_view after = {}) {
    std::string literal;
    auto flush = [&] {
        if (!literal.empty()) so_far.parts.push_back({false, std::move(literal), 0});
        literal.clear();
    };
    for (size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == '{') {
            flush();
            size_t end = pattern.find('}', i);
            so_far.parts.push_back({true, std::string(pattern.substr(i + 1, end - i - 1)), gap++});
            i = end;
        } else if (pattern[i] == '[' && !inside) {
            flush();
            size_t end = pattern.find(']', i);
            auto optional = pattern.substr(i + 1, end - i - 1), rest = pattern.substr(end + 1);
            size_t gaps = size_t(std::count(optional.begin(), optional.end(), '{'));
            expand(optional, so_far, gap, true, out, rest);              // said
            expand(rest, so_far, gap + gaps, false, out);                // not said
            return;
        } else {
            literal += pattern[i];
        }
    }
    flush();
    if (inside) return expand(after, std::move(so_far), gap, false, out);
    out.push_back(std::move(so_far));
}

bool match(const std::vector<Part>& parts, size_t at, std::string_view text, std::vector<std::string>& gaps) {
    if (at == parts.size()) return text.empty();
    const Part& p = parts[at];
    if (!p.gap) return text.substr(0, p.text.size()) == p.text && match(parts, at + 1, text.substr(p.text.size()), gaps);
    if (at + 1 == parts.size()) {
        if (!fits(p.text, text)) return false;
        gaps[p.number] = text;
        return true;
    }
    const std::string& next = parts[at + 1].text;     // two gaps never stand side by side
    for (size_t end = text.find(next); end != std::string_view::npos; end = text.find(next, end + 1)) {
        if (!fits(p.text, text.substr(0, end)) || !match(parts, at + 1, text.substr(end), gaps)) continue;
        gaps[p.number] = text.substr(0, end);
        return true;
    }
    return false;
}

struct Ready {
    std::vector<Form> forms;
    size_t gaps;
};
const std::vector<Ready>& ready() {
    static const auto list = [] {
        std::vector<Ready> l;
        for (const auto& p : phrases()) {
            Ready r;
            r.gaps = size_t(std::count(p.pattern.begin(), p.pattern.end(), '{'));
            expand(p.pattern, {}, 0, false, r.forms);
            l.push_back(std::move(r));
        }
        return l;
    }();
    return list;
}

std::string_view trimmed(std::string_view s) {
    while (!s.empty() && (s.back() == ' ' || s.back() == '\r' || s.back() == '\t')) s.remove_suffix(1);
    while (!s.empty() && (s.front() == ' ' || s.front() == '\t')) s.remove_prefix(1);
    return s;
}
std::string one_space(std::string_view s) {
    std::string out;
    for (char c : s)
        if (c != ' ' || out.empty() || out.back() != ' ') out += c;
    return out;
}

}  // namespace

const std::vector<Phrase>& phrases() {
    static const auto list = [] {
        auto l = acts();
        for (auto& e : expectations()) l.push_back(std::move(e));
        return l;
    }();
    return list;
}

std::optional<Sentence> understood(Phrase::Kind kind, std::string_view text) {
    for (size_t i = 0; i < phrases().size(); ++i) {
        if (phrases()[i].kind != kind) continue;
        for (const auto& form : ready()[i].forms) {
            Sentence s{i, std::vector<std::string>(ready()[i].gaps)};
            if (match(form.parts, 0, text, s.gaps)) return s;
        }
    }
    return std::nullopt;
}

namespace {

class Reading {
public:
    explicit Reading(const std::string& name) : name_(name) {}

    Result<Story> read(std::string_view text) {
        if (text.size() > story_bytes_max) return fail(Fault::limit, "a story has at most 256 KiB", name_);
        constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
        if (text.substr(0, byte_order_mark.size()) == byte_order_mark) text.remove_prefix(byte_order_mark.size());
        while (!text.empty()) {
            auto end = text.find('\n');
            auto line = text.substr(0, end);
            text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
            if (++line_ > story_lines_max) return fail(Fault::limit, "a story has at most 5000 lines", here());
            TRY(read_line(line));
        }
        if (story_.title.empty()) return invalid("a story begins with its title: # The woman who owes a debt", name_ + ":1");
        if (story_.pack.empty()) return invalid("a story names its pack: pack norway-2006", name_ + ":1");
        if (story_.steps.empty()) return invalid("nothing happens in this story", here());
        return std::move(story_);
    }

private:
    std::string here() const { return name_ + ":" + std::to_string(line_); }

    Status read_line(std::string_view line) {
        if (line.size() > story_line_bytes_max) return fail(Fault::limit, "a line has at most 1000 bytes", here());
        if (line.find('\0') != std::string_view::npos) return invalid("a NUL byte", here());
        bool indented = !line.empty() && (line[0] == ' ' || line[0] == '\t');
        line = trimmed(line);
        if (line.empty()) return {};
        if (line[0] == '#') {
            if (story_.title.empty()) story_.title = trimmed(line.substr(1));
            return {};
        }
        if (!indented && line.rfind("pack ", 0) == 0) {
            auto id = trimmed(line.substr(5));
            if (!is_word(id) || id.find('.') != std::string_view::npos) return invalid("a pack is called like norway-2006", here());
            story_.pack = id;
            story_.pack_line = line_;
            return {};
        }
        if (line.rfind("then ", 0) == 0) return read_then(line.substr(5));
        if (!indented) return read_dated(line);
        if (story_.steps.empty()) return invalid("begin with a day: 2007-02-01", here());
        if (!story_.steps.back().at_once) story_.steps.push_back({line_, story_.steps.back().day, false, {}, {}});
        return read_act(line);
    }
    Status read_dated(std::string_view line) {
        auto gap = line.find(' ');
        auto day = Date::parse(line.substr(0, gap));
        if (!day) return invalid("a line begins with a day (" + day.error().because + "), or is indented", here());
        if (!story_.steps.empty() && *day < story_.steps.back().day)
            return invalid("time goes forward: it was " + story_.steps.back().day.text() + " already; what happened earlier says so with \"; it happened DAY\"", here());
        story_.steps.push_back({line_, *day, false, {}, {}});
        auto rest = trimmed(line.substr(std::min(gap, line.size())));
        if (rest.empty() || rest[0] == '(') return {};
        if (rest == "at once:") {
            story_.steps.back().at_once = true;
            return {};
        }
        return read_act(rest);
    }
    Status read_act(std::string_view text) {
        Act a;
        a.line = line_;
        auto gap = text.find(' ');
        a.actor = text.substr(0, gap);
        if (!is_word(a.actor) && !is_name(a.actor)) return invalid("who does it? A user of the pack, or a case like C1", here());
        std::string says = one_space(trimmed(text.substr(std::min(gap, text.size()))));
        constexpr std::string_view earlier = "; it happened ";
        if (auto at = says.rfind(earlier); at != std::string::npos) {
            auto when = Happened::parse(says.substr(at + earlier.size()));
            if (!when) return invalid("when did it happen? " + when.error().because, here());
            a.happened = *when;
            says.resize(at);
        }
        auto s = understood(Phrase::Kind::act, says);
        if (!s) return invalid("nobody here understands \"" + says.substr(0, 120) + "\"; docs/stories.md has the sentences", here());
        a.says = std::move(*s);
        story_.steps.back().acts.push_back(std::move(a));
        return {};
    }
    Status read_then(std::string_view text) {
        if (story_.steps.empty()) return invalid("nothing has happened yet", here());
        std::string says = one_space(trimmed(text));
        auto s = understood(Phrase::Kind::then, says);
        if (!s) return invalid("nobody here understands \"then " + says.substr(0, 120) + "\"; docs/stories.md has the sentences", here());
        story_.steps.back().then.push_back({line_, std::move(*s)});
        return {};
    }

    const std::string& name_;
    size_t line_ = 0;
    Story story_;
};

}  // namespace
}  // namespace story

Result<Story> parse_story(std::string_view text, const std::string& name) { return story::Reading(name).read(text); }

std::vector<std::string> story_phrases() {
    std::vector<std::string> list;
    for (const auto& p : story::phrases()) list.push_back((p.kind == story::Phrase::Kind::then ? "then " : "") + p.pattern);
    return list;
}

}  // namespace soria::app
