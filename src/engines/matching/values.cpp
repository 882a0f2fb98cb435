#include "engines/matching/values.hpp"

#include <algorithm>
#include <cstring>

#include "engines/matching/fold.hpp"

namespace soria::matching {
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
