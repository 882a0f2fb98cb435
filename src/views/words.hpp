#pragma once
// The words of one language. A catalogue is text, one line an entry, made from the pack's pages/<language>.yaml:
//     desk.title\tMy desk
//     desk.clocks[one]\t{n} clock            a form of the plural: zero, one, two, few, many, other
//     @language\tEnglish                     what begins with @ is about the catalogue: @language, @read_by
// Server and WebAssembly read the same text. What a language lacks is said in English, and the page may say so.
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "views/small.hpp"

namespace soria::views {

// CLDR's plural category of a whole number in a language; "other" in one that is unknown.
std::string_view plural(std::string_view language, int64_t n);
bool right_to_left(std::string_view language);

using Values = std::initializer_list<std::pair<std::string_view, std::string_view>>;

class Words {
public:
    Words() = default;
    // `text` and `english` outlive this; english is null for English itself.
    Words(std::string_view language, std::string_view text, const Words* english = nullptr);

    const std::string& language() const { return language_; }
    std::string_view direction() const { return right_to_left(language_) ? "rtl" : "ltr"; }
    std::string_view name() const { return own("@language"); }       // in itself: "norsk"
    std::string_view read_by() const { return own("@read_by"); }     // who has read this catalogue
    bool read_by_nobody() const { return read_by().empty() || read_by() == "nobody yet"; }
    bool has(std::string_view key) const { return !find(key).empty(); }
    // How many keys of English are missing here.
    int64_t missing() const;

    // The text; the key itself when no language has it.
    std::string_view operator()(std::string_view key) const;
    SORIA_ONCE std::string_view operator()(const char* key) const { return (*this)(std::string_view(key)); }
    std::string_view operator()(const std::string& key) const { return (*this)(std::string_view(key)); }
    // With {placeholders} filled in.
    std::string operator()(std::string_view key, Values) const;
    // The form that fits n; {n} is the number.
    std::string count(std::string_view key, int64_t n, Values = {}) const;
    // An ISO day, month or year in words: 2007-02-05, 2007-02, 2007. Anything else as it is.
    std::string day(std::string_view iso) const;
    // The first key that there is, else the last one's own text.
    std::string_view first(std::initializer_list<std::string_view> keys) const;

private:
    std::string_view own(std::string_view key) const;
    std::string_view find(std::string_view key) const;    // here, else in English, else empty
    std::string language_ = "en";
    std::vector<std::pair<std::string_view, std::string_view>> entries_;   // by key
    const Words* english_ = nullptr;
};

}  // namespace soria::views
