#include "engines/matching/values.hpp"

#include <algorithm>
#include <cstring>

#include "engines/matching/fold.hpp"

namespace soria::matching {
namespace {

int number(std::string_view s) {
    int n = 0;
    for (char c : s) {
        if (c < '0' || c > '9') return -1;
        n = n * 10 + (c - '0');
    }
    return s.empty() ? -1 : n;
}

uint32_t checked(int year, int month, int day) {
    static constexpr int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 1800 || year > 2200 || month < 0 || month > 12 || day < 0) return 0;
    if (month == 0) return day == 0 ? date_of(year, 0, 0) : 0;
    if (day > days[month - 1]) return 0;
    return date_of(year, month, day);
}

}  // namespace

Dictionary::Dictionary() : starts_{0}, slots_(1 << 8) {}

void Dictionary::grow() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    size_t bits = slots_.size() - 1;
    for (const auto& s : old) {
        if (!s.code) continue;
        size_t at = s.tag & bits;
        while (slots_[at].code) at = (at + 1) & bits;
        slots_[at] = s;
    }
}

uint32_t Dictionary::intern(std::string_view text, uint64_t hash) {
    if ((starts_.size() + 1) * 3 > slots_.size() * 2) grow();
    auto tag = uint32_t(hash);
    size_t bits = slots_.size() - 1;
    for (size_t at = tag & bits;; at = (at + 1) & bits) {
        auto& s = slots_[at];
        if (s.code == 0) {
            auto start = uint32_t(arena_.size());
            arena_.append(text);
            starts_.push_back(uint32_t(arena_.size()));
            s = {size(), tag, start, uint32_t(text.size())};
            return s.code;
        }
        if (s.tag == tag && s.size == text.size() && std::memcmp(arena_.data() + s.start, text.data(), s.size) == 0) return s.code;
    }
}

uint32_t Dictionary::find(std::string_view text) const {
    auto tag = uint32_t(hash_of(text));
    size_t bits = slots_.size() - 1;
    for (size_t at = tag & bits; slots_[at].code; at = (at + 1) & bits)
        if (slots_[at].tag == tag && this->text(slots_[at].code) == text) return slots_[at].code;
    return 0;
}

uint32_t parse_date(std::string_view s) {
    if (auto t = s.find_first_of("Tt "); t != std::string_view::npos && t >= 8) s = s.substr(0, t);
    if (s.size() == 8 && number(s) > 0) return checked(number(s.substr(0, 4)), number(s.substr(4, 2)), number(s.substr(6, 2)));
    if (s.size() == 4) return checked(number(s), 0, 0);
    int parts[3] = {-1, -1, -1}, count = 0;
    size_t sizes[3] = {};
    while (count < 3) {
        auto end = s.find_first_of("-/.");
        parts[count] = number(s.substr(0, std::min(end, s.size())));
        sizes[count] = std::min(end, s.size());
        if (parts[count] < 0 || sizes[count] > 4) return 0;
        ++count;
        if (end == std::string_view::npos) { s = {}; break; }
        s.remove_prefix(end + 1);
    }
    if (!s.empty()) return 0;
    if (count == 2 && sizes[0] == 4) return checked(parts[0], parts[1], 0);
    if (count != 3) return 0;
    if (sizes[0] == 4) return checked(parts[0], parts[1], parts[2]);
    if (sizes[2] != 4) return 0;
    if (parts[1] > 12) std::swap(parts[0], parts[1]);       // month first
    return checked(parts[2], parts[1], parts[0]);
}

std::string date_text(uint64_t d) {
    auto two = [](int n) { return std::string(n < 10 ? "-0" : "-") + std::to_string(n); };
    return std::to_string(year_of(d)) + (month_of(d) ? two(month_of(d)) : "") + (day_of(d) ? two(day_of(d)) : "");
}

Value value_of(std::string_view text, bool with_sound) {
    Value v;
    v.mask = letter_mask(text);
    v.hash = uint32_t(hash_of(text) >> 32);
    v.size = uint16_t(std::min<size_t>(text.size(), 65535));
    v.first = text.empty() ? 0 : uint8_t(text[0]);
    if (text.find('@') != std::string_view::npos) v.flags |= Value::mail;
    if (text.find(' ') != std::string_view::npos) v.flags |= Value::words;
    if (with_sound) {
        auto key = sound_key(text);
        if (!key.empty()) v.sound = uint32_t(hash_of(key) >> 32) | 1, v.sound_size = uint8_t(std::min<size_t>(key.size(), 255));
    }
    return v;
}

Value date_value(std::string_view text) {
    Value v;
    v.mask = parse_date(text);
    v.hash = uint32_t(mix(v.mask, 11));
    v.size = uint16_t(text.size());
    uint64_t digits = 0;
    int shift = 32;
    for (auto [n, places] : {std::pair{day_of(v.mask), 2}, {month_of(v.mask), 2}, {year_of(v.mask), 4}})
        for (int i = 0; i < places; ++i, n /= 10, shift += 4) digits |= uint64_t(n % 10) << shift;
    v.mask |= digits;
    if (month_of(v.mask) == 1 && day_of(v.mask) == 1) v.flags |= Value::new_year;
    if (day_of(v.mask) == 0) v.flags |= Value::partial;
    return v;
}

}  // namespace soria::matching
