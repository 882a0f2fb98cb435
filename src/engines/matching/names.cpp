#include "engines/matching/names.hpp"

#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <vector>

#include "engines/matching/csv_feed.hpp"
#include "engines/matching/fold.hpp"

namespace soria::matching {
namespace {

struct Word {
    std::vector<std::string> letters;      // characters, each its bytes
    bool han = true, hangul = true;
    std::string from(size_t first, size_t end) const {
        std::string out;
        for (size_t i = first; i < std::min(end, letters.size()); ++i) out += letters[i];
        return out;
    }
};

// No name of these scripts is without such a byte: U+3000 and above.
bool may_be(std::string_view s) {
    return std::any_of(s.begin(), s.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xE3; });
}

std::vector<Word> words_in(std::string_view s) {
    constexpr int32_t wide_blank = 0x3000;
    std::vector<Word> words;
    bool open = false;
    for (int32_t i = 0, size = int32_t(s.size()); i < size;) {
        int32_t from = i, c;
        U8_NEXT(s.data(), i, size, c);
        if (c == ' ' || c == '\t' || c == wide_blank) {
            open = false;
            continue;
        }
        if (!open) words.emplace_back();
        open = true;
        UErrorCode code = U_ZERO_ERROR;
        auto script = c < 0 ? USCRIPT_UNKNOWN : uscript_getScript(c, &code);
        words.back().han &= script == USCRIPT_HAN;
        words.back().hangul &= script == USCRIPT_HANGUL;
        words.back().letters.emplace_back(s.substr(size_t(from), size_t(i - from)));
    }
    return words;
}

// Family names of two syllables in names of three. Assumption: these alone; who has a rarer one is cut after the first syllable.
constexpr std::string_view two_syllables[] = {"欧阳", "歐陽", "司马", "司馬", "诸葛", "諸葛", "上官", "司徒", "夏侯", "皇甫", "尉迟", "尉遲", "公孙", "公孫",
                                       "慕容", "令狐", "宇文", "长孙", "長孫", "남궁", "제갈", "독고", "사공", "선우"};

size_t family_letters(const Word& w) {
    constexpr size_t longest = 4;
    size_t n = w.letters.size();
    if (n < 2 || n > longest) return 0;
    if (n == longest) return 2;            // assumption: a double family name, or a Japanese name
    bool two = n == 3 && std::find(std::begin(two_syllables), std::end(two_syllables), w.from(0, 2)) != std::end(two_syllables);
    return two ? 2 : 1;
}

}  // namespace

std::optional<FamilyFirst> family_first(std::string_view full_name) {
    if (!may_be(full_name)) return {};
    auto words = words_in(full_name);
    bool han = std::all_of(words.begin(), words.end(), [](auto& w) { return w.han; });
    bool hangul = std::all_of(words.begin(), words.end(), [](auto& w) { return w.hangul; });
    if (words.empty() || (!han && !hangul)) return {};
    if (words.size() == 1) {
        size_t n = family_letters(words[0]);
        if (n == 0) return {};
        return FamilyFirst{words[0].from(0, n), words[0].from(n, words[0].letters.size())};
    }
    // Of two words the first is a family's only where it is short: a foreign name keeps its own order.
    constexpr size_t longest_han = 3, longest_hangul = 2;
    if (words[0].letters.size() > (han ? longest_han : longest_hangul)) return {};
    FamilyFirst out{words[0].from(0, words[0].letters.size()), ""};
    for (size_t i = 1; i < words.size(); ++i) out.given += words[i].from(0, words[i].letters.size());
    return out;
}

// A Japanese or Thai name may be written without a blank between its parts; transliterated it may have one.
NameParts given_and_surname(std::string_view full) {
    if (auto name = family_first(full)) return {name->given, name->family};
    auto comma = full.find(',');
    std::string name(full);
    if (comma != std::string::npos) name = std::string(full.substr(comma + 1)) + " " + std::string(full.substr(0, comma));
    while (!name.empty() && name.back() == ' ') name.pop_back();
    if (name.find(' ') == std::string::npos && !unvowelled(name)) name = fold(name.substr(0, cell_bytes_max));
    auto last = name.rfind(' ');
    if (last == std::string::npos) return {name, ""};
    return {name.substr(0, last), name.substr(last + 1)};
}

NameParts called_so(NameParts other, const NameParts& full) {
    if (other.surname.empty()) other.surname = full.surname;
    return other;
}

std::string fold_name(std::string_view utf8) {
    if (!may_be(utf8)) return fold(utf8);
    std::string out;
    for (const auto& w : words_in(utf8)) {
        auto word = fold(w.from(0, w.letters.size()));
        if (w.han || w.hangul) word.erase(std::remove(word.begin(), word.end(), ' '), word.end());
        if (word.empty()) continue;
        out += (out.empty() ? "" : " ") + word;
    }
    return out;
}

}  // namespace soria::matching
