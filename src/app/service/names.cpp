// The index of names: one text, searched from front to end. A million names are some 20 MB and a few milliseconds.
#include <unicode/translit.h>

#include <algorithm>
#include <cstring>

#include "app/service/folder.hpp"

namespace soria::app {

std::string fold_name(std::string_view name) {
    static thread_local std::unique_ptr<icu::Transliterator> t = [] {
        UErrorCode code = U_ZERO_ERROR;
        return std::unique_ptr<icu::Transliterator>(
            icu::Transliterator::createInstance("Any-Latin; Latin-ASCII; Lower; [^a-z0-9 ] Remove", UTRANS_FORWARD, code));
    }();
    auto u = icu::UnicodeString::fromUTF8(icu::StringPiece(name.data(), int32_t(name.size())));
    if (t) t->transliterate(u);
    std::string out;
    u.toUTF8String(out);
    std::replace(out.begin(), out.end(), '\n', ' ');
    return out;
}

void NameIndex::add(const PersonId& id, std::string_view name) {
    std::string folded = fold_name(name);
    std::lock_guard lock(mutex_);
    starts_.emplace_back(uint32_t(text_.size()), id);
    text_ += folded;
    text_ += '\n';
}

void NameIndex::remove(const PersonId& id) {
    std::lock_guard lock(mutex_);
    gone_.insert(id.value);
}

void NameIndex::take_out(const PersonId& id) {
    std::lock_guard lock(mutex_);
    for (size_t i = 0; i < starts_.size(); ++i) {
        if (!(starts_[i].second == id)) continue;
        size_t from = starts_[i].first, to = i + 1 < starts_.size() ? starts_[i + 1].first : text_.size();
        std::fill(text_.begin() + long(from), text_.begin() + long(to), '\n');
    }
}

std::vector<PersonId> NameIndex::find(std::string_view part, size_t limit) const {
    std::string wanted = fold_name(part);
    std::vector<PersonId> found;
    if (wanted.size() < 2) return found;
    std::lock_guard lock(mutex_);
    for (size_t at = text_.find(wanted); at != std::string::npos && found.size() < limit;) {
        auto s = std::upper_bound(starts_.begin(), starts_.end(), uint32_t(at), [](uint32_t a, auto& e) { return a < e.first; }) - 1;
        if (!gone_.count(s->second.value) && std::find(found.begin(), found.end(), s->second) == found.end()) found.push_back(s->second);
        size_t next = text_.find('\n', at);
        at = next == std::string::npos ? next : text_.find(wanted, next);
    }
    return found;
}

size_t NameIndex::size() const {
    std::lock_guard lock(mutex_);
    return starts_.size();
}

}  // namespace soria::app
