#include "engines/matching/fold.hpp"

#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <memory>

namespace soria::matching {
namespace {

bool is_ascii(std::string_view s) {
    for (char c : s)
        if (static_cast<unsigned char>(c) >= 0x80) return false;
    return true;
}

// An ending that is written as a letter of its own and said as a vowel: its transliteration would be a consonant.
std::string said(std::string_view s) {
    constexpr std::string_view ta_marbuta = "\xD8\xA9", alef = "\xD8\xA7";
    std::string out(s);
    for (size_t at = 0; (at = out.find(ta_marbuta, at)) != std::string::npos; at += alef.size()) out.replace(at, ta_marbuta.size(), alef);
    return out;
}

std::string transliterated(std::string_view raw) {
    auto s = said(raw);
    static thread_local std::unique_ptr<icu::Transliterator> t = [] {
        UErrorCode code = U_ZERO_ERROR;
        return std::unique_ptr<icu::Transliterator>(icu::Transliterator::createInstance("Any-Latin; Latin-ASCII", UTRANS_FORWARD, code));
    }();
    auto u = icu::UnicodeString::fromUTF8(icu::StringPiece(s.data(), int32_t(s.size())));
    if (t) t->transliterate(u);
    std::string out;
    u.toUTF8String(out);
    return out;
}

// Scripts that ICU writes in no other: their letters are told apart, two letters for each, so that a name is at least the same as itself
// and another is not.
bool of_its_own(int32_t cp) {
    struct Block { int32_t first, last; };
    constexpr Block blocks[] = {{0x07C0, 0x07FF}, {0x0D80, 0x0DFF}, {0x0E80, 0x0FFF}, {0x13A0, 0x13FF}, {0x1780, 0x18AF}, {0x1B00, 0x1B7F}, {0x2D30, 0x2D7F},
                                {0xA500, 0xA63F}, {0xA980, 0xA9DF}, {0xAA00, 0xAA5F}, {0x1E900, 0x1E95F}};
    for (auto b : blocks)
        if (cp >= b.first && cp <= b.last) return u_isalpha(cp) || (U_GET_GC_MASK(cp) & U_GC_M_MASK);
    return false;
}

// In order; the longest first. What is not named stands for itself.
struct Sound { std::string_view letters, sound; };
constexpr Sound sounds[] = {{"shch", "s"}, {"sch", "s"}, {"ph", "f"}, {"th", "t"}, {"kh", ""}, {"gh", "g"}, {"zh", "s"}, {"sh", "s"}, {"ch", "k"}, {"ts", "s"},
                            {"tz", "s"}, {"ks", "ks"}, {"mp", "b"}, {"nt", "t"}, {"ng", "g"}, {"nk", "g"}, {"b", "b"}, {"p", "b"}, {"v", "v"},
                            {"w", "v"}, {"f", "v"}, {"d", "t"}, {"t", "t"}, {"g", "g"}, {"k", "k"}, {"q", "k"}, {"c", "k"}, {"x", "ks"},
                            {"s", "s"}, {"z", "s"}, {"l", "l"}, {"r", "r"}, {"m", "m"}, {"n", "n"}};

// In order; the longest first. Vowels, and what may stand for one, are not here.
constexpr Sound classes[] = {{"tsch", "j"}, {"sch", "s"}, {"sh", "s"}, {"zh", "s"}, {"ch", "j"}, {"kh", "k"}, {"gh", "g"}, {"ph", "f"}, {"th", "t"}, {"dh", "d"},
                             {"dj", "j"}, {"ck", "k"}, {"ng", "n"}, {"b", "b"}, {"c", "j"}, {"d", "d"}, {"f", "f"}, {"g", "g"}, {"h", "h"}, {"j", "j"},
                             {"k", "k"}, {"l", "l"}, {"m", "m"}, {"n", "n"}, {"p", "f"}, {"q", "k"}, {"r", "r"}, {"s", "s"}, {"t", "t"}, {"z", "z"}};

// A word without the article before it: "al rashid" has it as a word of its own, "alrashid" and "alrshyd" at their beginning.
std::string_view without_article(std::string_view word, std::string_view next) {
    bool vowel = !word.empty() && (word[0] == 'a' || word[0] == 'e');
    if (vowel && word.size() == 2 && !next.empty() && (word[1] == 'l' || word[1] == next[0])) return {};
    if (vowel && word.size() >= 5 && word[1] == 'l') return word.substr(2);
    return word;
}

}  // namespace

bool unvowelled(std::string_view s) {
    for (size_t i = 0; i + 1 < s.size(); ++i) {
        auto a = static_cast<unsigned char>(s[i]), b = static_cast<unsigned char>(s[i + 1]);
        if (a >= 0xD6 && a <= 0xDD && !(a == 0xD6 && b < 0x90)) return true;          // U+0590 to U+077F
        if (a == 0xE0 && (b == 0xB8 || b == 0xB9)) return true;                        // Thai
        if (a == 0xE1 && (b == 0x80 || b == 0x81)) return true;                        // Burmese
        if (a == 0xEF && b >= 0xAC && b <= 0xBB) return true;                          // Hebrew's and Arabic's joined forms
    }
    return false;
}

std::string skeleton(std::string_view s) {
    std::string key;
    for (size_t begin = 0; begin < s.size();) {
        size_t end = std::min(s.find(' ', begin), s.size());
        auto next = s.substr(std::min(s.size(), end + 1));
        auto word = without_article(s.substr(begin, end - begin), next.substr(0, next.find(' ')));
        begin = end + 1;
        char last = 0;                                 // of this word, when the letter before was a consonant too
        for (size_t i = 0; i < word.size();) {
            bool matched = false;
            for (const auto& [letters, sound] : classes) {
                if (word.substr(i, letters.size()) != letters) continue;
                i += letters.size();
                matched = true;
                bool silent = sound[0] == 'h' && i == word.size();
                if (!silent && last != sound[0]) key += sound[0];
                last = sound[0];
                break;
            }
            if (matched) continue;
            last = 0;
            ++i;
        }
    }
    return key.size() >= 2 ? key : std::string();
}

std::string fold(std::string_view utf8) {
    std::string folded = is_ascii(utf8) ? std::string(utf8) : transliterated(utf8);
    std::string out;
    out.reserve(folded.size());
    for (int32_t i = 0, size = int32_t(folded.size()); i < size;) {
        int32_t c;
        U8_NEXT(folded.data(), i, size, c);
        if (of_its_own(c)) {
            c = u_tolower(c);
            out += char('a' + c / 26 % 26);
            out += char('a' + c % 26);
            continue;
        }
        if (c >= 'A' && c <= 'Z') c += 'a' - 'A';
        bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (letter) out += char(c);
        else if (c != '\'' && c != '`' && c >= 0 && c < 0x80 && !out.empty() && out.back() != ' ') out += ' ';
    }
    if (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

std::string sound_key(std::string_view s) {
    std::string key;
    bool joined = false;                               // the letter before was a consonant too: doubles are one
    for (size_t i = 0; i < s.size();) {
        bool matched = false;
        for (const auto& [letters, sound] : sounds) {
            if (s.substr(i, letters.size()) != letters) continue;
            for (char c : sound)
                if (!joined || key.empty() || key.back() != c) key += c;
            i += letters.size();
            matched = true;
            break;
        }
        joined = matched;
        if (matched) continue;
        if (s[i] >= '0' && s[i] <= '9') key += s[i];
        else if (key.empty() && s[i] != 'h') key += 'a';
        ++i;
    }
    return key.size() >= 3 ? key : std::string();
}

}  // namespace soria::matching
