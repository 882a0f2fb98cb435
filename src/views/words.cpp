#include "views/words.hpp"

#include <algorithm>

namespace soria::views {
namespace {

std::string filled(std::string_view text, Values values, std::string_view n) {
    std::string out;
    while (!text.empty()) {
        size_t open = text.find('{'), close = open == std::string_view::npos ? open : text.find('}', open);
        if (close == std::string_view::npos) break;
        out += text.substr(0, open);
        auto name = text.substr(open + 1, close - open - 1);
        auto v = std::find_if(values.begin(), values.end(), [&](auto& p) { return p.first == name; });
        if (v != values.end()) out += v->second;
        else if (name == "n" && !n.empty()) out += n;
        else out += text.substr(open, close - open + 1);
        text.remove_prefix(close + 1);
    }
    return out += text;
}


}  // namespace

// The rules of CLDR for whole numbers; a test holds them against ICU.
std::string_view plural(std::string_view language, int64_t n) {
    if (n < 0) n = -n;
    int64_t ten = n % 10, hundred = n % 100;
    if (language == "ar") {
        if (n == 0) return "zero";
        if (n == 1) return "one";
        if (n == 2) return "two";
        if (hundred >= 3 && hundred <= 10) return "few";
        return hundred >= 11 ? "many" : "other";
    }
    if (language == "ru" || language == "uk") {
        if (ten == 1 && hundred != 11) return "one";
        return ten >= 2 && ten <= 4 && (hundred < 12 || hundred > 14) ? "few" : "many";
    }
    if (language == "ro") {
        if (n == 1) return "one";
        return n == 0 || (hundred >= 1 && hundred <= 19) ? "few" : "other";
    }
    if (language == "th" || language == "vi") return "other";
    if (language == "pcm") return n == 0 || n == 1 ? "one" : "other";
    return n == 1 ? "one" : "other";      // nb, en, bg, sq
}

bool right_to_left(std::string_view language) { return language == "ar"; }

Words::Words(std::string_view language, std::string_view text, const Words* english) : language_(language), english_(english) {
    while (!text.empty()) {
        size_t end = std::min(text.find('\n'), text.size());
        auto one = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        size_t tab = one.find('\t');
        if (tab != std::string_view::npos && tab > 0) entries_.emplace_back(one.substr(0, tab), one.substr(tab + 1));
    }
    // Small, and quick where the text is in order but for a few; where a key is there twice its place in the text keeps the order.
    for (size_t i = 1; i < entries_.size(); ++i) {
        auto e = entries_[i];
        size_t at = i;
        for (; at > 0 && e.first < entries_[at - 1].first; --at) entries_[at] = entries_[at - 1];
        entries_[at] = e;
    }
}

std::string_view Words::own(std::string_view key) const {
    auto e = std::lower_bound(entries_.begin(), entries_.end(), key, [](auto& a, std::string_view k) { return a.first < k; });
    return e != entries_.end() && e->first == key ? e->second : std::string_view();
}
std::string_view Words::find(std::string_view key) const {
    auto t = own(key);
    return t.empty() && english_ ? english_->own(key) : t;
}
int64_t Words::missing() const {
    if (!english_) return 0;
    int64_t n = 0;
    for (const auto& [key, text] : english_->entries_)
        if (own(key.substr(0, key.find('['))).empty() && own(std::string(key.substr(0, key.find('['))) + "[other]").empty()) ++n;
    return n;
}
std::string_view Words::operator()(std::string_view key) const {
    auto t = find(key);
    return t.empty() ? key : t;
}
std::string Words::operator()(std::string_view key, Values values) const { return filled((*this)(key), values, {}); }

std::string Words::count(std::string_view key, int64_t n, Values values) const {
    std::string number = digits_of(n);
    for (const Words* in : {this, english_}) {
        if (!in) continue;
        for (std::string_view form : {plural(in->language_, n), std::string_view("other")})
            if (auto t = in->own(joined(key, "[", form, "]")); !t.empty()) return filled(t, values, number);
        if (auto t = in->own(key); !t.empty()) return filled(t, values, number);
    }
    return joined(number, " ", key);
}

std::string Words::day(std::string_view iso) const {
    bool month = iso.size() >= 7 && iso[4] == '-' && is_digits(iso.substr(0, 4)) && is_digits(iso.substr(5, 2));
    bool day = month && iso.size() == 10 && iso[7] == '-' && is_digits(iso.substr(8));
    if (!day && !(month && iso.size() == 7)) return std::string(iso);
    auto without_zero = [](std::string_view s) { return s[0] == '0' ? s.substr(1) : s; };
    std::string m = joined("date.month.", without_zero(iso.substr(5, 2)));
    // "января|январь": the form beside a day, and the form that stands alone.
    auto name = (*this)(m);
    auto bar = name.find('|');
    name = bar == std::string_view::npos ? name : day ? name.substr(0, bar) : name.substr(bar + 1);
    if (!day) return (*this)("date.month_year", {{"month", name}, {"year", iso.substr(0, 4)}});
    return (*this)("date.day", {{"day", without_zero(iso.substr(8))}, {"month", name}, {"year", iso.substr(0, 4)}});
}

std::string_view Words::first(std::initializer_list<std::string_view> keys) const {
    for (auto key : keys)
        if (auto t = find(key); !t.empty()) return t;
    return keys.size() ? *(keys.end() - 1) : std::string_view();
}

}  // namespace soria::views
