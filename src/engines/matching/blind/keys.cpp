#include "engines/matching/blind/keys.hpp"

#include <algorithm>

#include "engines/matching/fold.hpp"
#include "engines/matching/names.hpp"
#include "engines/matching/values.hpp"

namespace soria::matching::blind {
namespace {

constexpr size_t words_max = 4;                        // six pairs of sounds

std::vector<std::string> words_of(std::string_view full_name) {
    std::vector<std::string> words;
    auto parted = family_first(full_name);
    std::string folded = parted ? fold_name(parted->family) + " " + fold_name(parted->given) : fold_name(full_name), word;
    for (char c : folded + " ") {
        if (c != ' ') word += c;
        else if (word.size() > 1) words.push_back(std::move(word)), word.clear();
        else word.clear();
    }
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    return words;
}
std::string joined(const std::vector<std::string>& words) {
    std::string all;
    for (const auto& w : words) all += w + " ";
    return all;
}

// All words with the year find what all words with the day find, so that key, which only says more, is the last.
std::vector<PersonKey> keys_of_name(std::string_view name, uint32_t date) {
    std::vector<PersonKey> keys;
    auto words = words_of(name);
    int year = year_of(date), month = month_of(date), day = day_of(date);
    if (words.size() < 2 || year == 0) return keys;
    auto add = [&](KeyKind kind, char letter, const std::string& what, const std::string& when) {
        keys.push_back({kind, std::string(1, letter) + "\n" + what + "\n" + when});
    };
    std::string y = std::to_string(year);
    add(KeyKind::names_year, 'y', joined(words), y);
    if (day == 0 || (month == 1 && day == 1)) return keys;     // 1 January: often a day that nobody knew
    std::string when = y + "-" + std::to_string(month) + "-" + std::to_string(day);
    std::vector<std::string> sounds;
    for (const auto& w : words) {
        auto s = sound_key(w);
        if (sounds.size() < words_max) sounds.push_back(s.empty() ? w : s);    // too short to sound like another
    }
    std::sort(sounds.begin(), sounds.end());
    for (size_t i = 0; i < sounds.size(); ++i)
        for (size_t k = i + 1; k < sounds.size(); ++k) add(KeyKind::sounds_day, 's', sounds[i] + " " + sounds[k], when);
    auto [less, more] = std::minmax(day, month);
    if (day <= 12 && day != month) add(KeyKind::sounds_swapped, 'w', joined(sounds), y + "-" + std::to_string(less) + "-" + std::to_string(more));
    add(KeyKind::names_day, 'd', joined(words), when);
    return keys;
}

}  // namespace

std::vector<PersonKey> keys_of(std::string_view full_name, std::span<const std::string> other_names, std::string_view born) {
    uint32_t date = parse_date(born);
    auto full = given_and_surname(full_name);
    std::vector<std::vector<PersonKey>> of_names{keys_of_name(full_name, date)};
    for (const auto& other : other_names) {
        auto parts = given_and_surname(other);
        bool one_word = parts.surname.empty();
        parts = called_so(std::move(parts), full);
        of_names.push_back(keys_of_name(one_word ? parts.given + " " + parts.surname : other, date));
        for (auto& k : of_names.back()) k.other_name = true;
    }
    std::vector<PersonKey> keys;
    size_t longest = 0;
    for (const auto& list : of_names) longest = std::max(longest, list.size());
    for (size_t i = 0; i < longest; ++i)
        for (auto& list : of_names) {
            if (i >= list.size() || keys.size() == keys_max) continue;
            bool known = std::any_of(keys.begin(), keys.end(), [&](auto& k) { return k.element == list[i].element; });
            if (!known) keys.push_back(std::move(list[i]));
        }
    return keys;
}

}  // namespace soria::matching::blind
