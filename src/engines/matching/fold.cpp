#include "engines/matching/fold.hpp"

#include <unicode/translit.h>

#include <memory>

namespace soria::matching {
namespace {

bool is_ascii(std::string_view s) {
    for (char c : s)
        if (static_cast<unsigned char>(c) >= 0x80) return false;
    return true;
}

std::string transliterated(std::string_view s) {
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

// In order; the longest first. What is not named stands for itself.
struct Sound { std::string_view letters, sound; };
constexpr Sound sounds[] = {{"sch", "s"}, {"ph", "f"}, {"th", "t"}, {"kh", ""}, {"gh", "g"}, {"zh", "s"}, {"sh", "s"}, {"ch", "k"}, {"ts", "s"},
                            {"tz", "s"}, {"ks", "ks"}, {"mp", "b"}, {"nt", "t"}, {"ng", "g"}, {"nk", "g"}, {"b", "b"}, {"p", "b"}, {"v", "v"},
                            {"w", "v"}, {"f", "v"}, {"d", "t"}, {"t", "t"}, {"g", "g"}, {"k", "k"}, {"q", "k"}, {"c", "k"}, {"x", "ks"},
                            {"s", "s"}, {"z", "s"}, {"l", "l"}, {"r", "r"}, {"m", "m"}, {"n", "n"}};

}  // namespace

std::string fold(std::string_view utf8) {
    std::string folded = is_ascii(utf8) ? std::string(utf8) : transliterated(utf8);
    std::string out;
    out.reserve(folded.size());
    for (char c : folded) {
        if (c >= 'A' && c <= 'Z') c = char(c - 'A' + 'a');
        bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (letter) out += c;
        else if (c != '\'' && c != '`' && static_cast<unsigned char>(c) < 0x80 && !out.empty() && out.back() != ' ') out += ' ';
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
