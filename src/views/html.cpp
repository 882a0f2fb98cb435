#include "views/html.hpp"

namespace soria::views {
namespace {

// Unicode's tags: the letters of ASCII again, beyond the planes that are written with. One begins a language, one ends it.
constexpr std::string_view language_begins = "\xF3\xA0\x80\x81", language_ends = "\xF3\xA0\x81\xBF", tag_page = "\xF3\xA0\x81";
constexpr size_t tag_bytes = 4, language_letters_max = 8;

bool is_at(std::string_view s, size_t i, std::string_view what) { return s.substr(i, what.size()) == what; }

// The language that a mark at `i` names, and how many bytes the mark has; no letters: none.
std::string language_at(std::string_view s, size_t i, size_t& bytes) {
    std::string language;
    bytes = tag_bytes;
    while (is_at(s, i + bytes, tag_page) && i + bytes + 3 < s.size() && language.size() < language_letters_max) {
        auto low = static_cast<unsigned char>(s[i + bytes + 3]);
        if (low < 0xA1 || low > 0xBA) break;      // a to z
        language += char('a' + (low - 0xA1));
        bytes += tag_bytes;
    }
    return language;
}

}  // namespace

std::string digits_of(int64_t n) {
    char all[20];
    size_t at = sizeof all;
    uint64_t left = n < 0 ? 0 - uint64_t(n) : uint64_t(n);
    do all[--at] = char('0' + left % 10);
    while (left /= 10);
    if (n < 0) all[--at] = '-';
    return std::string(all + at, sizeof all - at);
}

bool is_digits(std::string_view s) {
    for (char c : s)
        if (c < '0' || c > '9') return false;
    return !s.empty();
}
std::string_view taken(std::string_view& text, char end) {
    size_t at = text.find(end);
    if (at == text.npos) at = text.size();
    auto one = text.substr(0, at);
    text.remove_prefix(at < text.size() ? at + 1 : at);
    return one;
}

std::string in_language(std::string_view language, std::string_view text) {
    if (text.empty()) return {};
    std::string s(language_begins);
    for (char c : language)
        if (c >= 'a' && c <= 'z') (s += tag_page) += char(0xA1 + (c - 'a'));
    return (s += text) += language_ends;
}

// The only place that puts markup together.
class Writer {
public:
    enum class Place : uint8_t { text, attribute, bare_text };      // bare text: an option's, a title's

    static void escape(std::string& out, std::string_view s, Place place) {
        bool in_attribute = place == Place::attribute, open = false;
        for (size_t i = 0; i < s.size();) {
            if (is_at(s, i, language_begins)) {
                size_t bytes = 0;
                auto language = language_at(s, i, bytes);
                if (place == Place::text && !open && !language.empty()) {
                    out += "<span";
                    put(out, {"lang", language});
                    out += '>';
                    open = true;
                }
                i += bytes;
                continue;
            }
            if (is_at(s, i, language_ends) && (open || place != Place::text)) {
                if (open) out += "</span>";
                open = false;
                i += tag_bytes;
                continue;
            }
            unsigned char c = static_cast<unsigned char>(s[i]);
            if (c < 0x80) {
                ascii(out, s[i], in_attribute);
                ++i;
                continue;
            }
            size_t n = letter(s.substr(i));
            if (n) out.append(s, i, n);
            else out += replacement;      // a byte that is no letter says so, and hides nothing after it
            i += n ? n : 1;
        }
        if (open) out += "</span>";
    }
    static void put(std::string& out, const Attribute& a) {
        if (!a.there) return;
        out += ' ';
        out += a.name;
        if (a.bare) return;
        out += "=\"";
        escape(out, a.value, Place::attribute);
        out += '"';
    }
    static void content(std::string& out, const Part& part, Place place = Place::text) {
        switch (part.kind_) {
            case Part::Kind::attribute: break;
            case Part::Kind::text: escape(out, part.text_, place); break;
            case Part::Kind::html: out += part.html_->bytes_; break;
            case Part::Kind::list:
                for (const auto& h : *part.list_) out += h.bytes_;
        }
    }
    // An element's parts: of each its kind and its address.
    struct Row {
        uint64_t kinds;
        const void* const* at;
        size_t count;
        Part operator[](size_t i) const {
            const void* p = at[i];
            switch (PartKind(kinds >> (4 * i) & 15)) {
                case PartKind::attribute: return *static_cast<const Attribute*>(p);
                case PartKind::html: return *static_cast<const Html*>(p);
                case PartKind::list: return *static_cast<const std::vector<Html>*>(p);
                case PartKind::text: return *static_cast<const std::string*>(p);
                case PartKind::view: return *static_cast<const std::string_view*>(p);
                case PartKind::literal: break;
            }
            return static_cast<const char*>(p);
        }
    };
    static Html element(std::string_view tag, const Row& parts, bool is_void) {
        Html h;
        std::string& out = h.bytes_;
        out.reserve(room(tag, parts));
        out += '<';
        out += tag;
        bool bare = tag == "option" || tag == "textarea" || tag == "text" || tag == "title" || tag == "desc";
        for (size_t i = 0; i < parts.count; ++i)
            if (Part part = parts[i]; part.kind_ == Part::Kind::attribute) put(out, *part.attribute_);
        if (bare) put_language(out, parts);
        out += '>';
        if (is_void) return h;
        for (size_t i = 0; i < parts.count; ++i) content(out, parts[i], bare ? Place::bare_text : Place::text);
        out += "</";
        out += tag;
        out += '>';
        return h;
    }
    static std::string texts(const Row& parts) {
        std::string s;
        for (size_t i = 0; i < parts.count; ++i) s += parts[i].text_;
        return s;
    }
    static Html together(Parts parts) {
        Html h;
        for (const auto& part : parts) content(h.bytes_, part);
        return h;
    }
    static std::string document(const Head& head, Parts body) {
        std::string out = "<!DOCTYPE html>\n<html";
        put(out, {"lang", head.language});
        put(out, {"dir", head.direction});
        put(out, {"data-color-scheme", "auto"});      // light or dark as the system is
        out += "><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
               "<meta name=\"color-scheme\" content=\"light dark\"><title>";
        escape(out, head.title, Place::bare_text);
        out += "</title><link rel=\"icon\" href=\"/assets/soria.svg\" type=\"image/svg+xml\">";
        for (const auto& s : head.styles) {
            out += "<link rel=\"stylesheet\"";
            put(out, {"href", s.text()});
            out += '>';
        }
        for (const auto& s : head.scripts) {
            out += "<script defer";
            put(out, {"src", s.text()});
            out += "></script>";
        }
        out += "</head><body";
        for (const auto& part : body)
            if (part.kind_ == Part::Kind::attribute) put(out, *part.attribute_);
        out += '>';
        for (const auto& part : body) content(out, part);
        out += "</body></html>\n";
        return out;
    }

private:
    static constexpr std::string_view replacement = "\xEF\xBF\xBD";

    // An element that takes no other carries the language of its text itself.
    static void put_language(std::string& out, const Row& parts) {
        for (size_t i = 0; i < parts.count; ++i) {
            Part part = parts[i];
            size_t bytes = 0;
            if (part.kind_ != Part::Kind::text || !is_at(part.text_, 0, language_begins)) continue;
            if (auto language = language_at(part.text_, 0, bytes); !language.empty()) return put(out, {"lang", language});
        }
    }

    static void ascii(std::string& out, char c, bool in_attribute) {
        switch (c) {
            case '&': out += "&amp;"; return;
            case '<': out += "&lt;"; return;
            case '>': out += "&gt;"; return;
            case '"': out += "&quot;"; return;
            case '\'': out += "&#39;"; return;
            case '\n': case '\t': out += c; return;
            case '\r':
                if (in_attribute) out += "&#13;";
                else out += '\n';
                return;
            default:
                if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) out += replacement;
                else out += c;
        }
    }
    // How many bytes the letter at the beginning has; 0: it is none. No surrogates, nothing too long, nothing beyond Unicode.
    static size_t letter(std::string_view s) {
        auto at = [&](size_t i) { return i < s.size() ? static_cast<unsigned char>(s[i]) : 0u; };
        auto follows = [&](size_t i) { return (at(i) & 0xC0) == 0x80; };
        unsigned c = at(0);
        if (c >= 0xC2 && c <= 0xDF) return follows(1) && !(c == 0xC2 && at(1) < 0xA0) ? 2 : 0;
        if (c >= 0xE0 && c <= 0xEF) {
            if (!follows(1) || !follows(2)) return 0;
            unsigned code = (c & 0xF) << 12 | (at(1) & 0x3F) << 6 | (at(2) & 0x3F);
            bool none = (code >= 0xFDD0 && code <= 0xFDEF) || (code & 0xFFFE) == 0xFFFE;
            return code >= 0x800 && (code < 0xD800 || code > 0xDFFF) && !none ? 3 : 0;
        }
        if (c >= 0xF0 && c <= 0xF4) {
            if (!follows(1) || !follows(2) || !follows(3)) return 0;
            unsigned code = (c & 7) << 18 | (at(1) & 0x3F) << 12 | (at(2) & 0x3F) << 6 | (at(3) & 0x3F);
            return code >= 0x10000 && code <= 0x10FFFF && (code & 0xFFFE) != 0xFFFE ? 4 : 0;
        }
        return 0;
    }
    static size_t room(std::string_view tag, const Row& parts) {
        size_t n = 2 * tag.size() + 8;
        for (size_t i = 0; i < parts.count; ++i) {
            Part part = parts[i];
            if (part.kind_ == Part::Kind::attribute) n += part.attribute_->value.size() + 24;
            if (part.kind_ == Part::Kind::text) n += part.text_.size() + 8;
            if (part.kind_ == Part::Kind::html) n += part.html_->bytes_.size();
        }
        return n;
    }
};

std::string texts_joined(uint64_t kinds, const void* const* parts, size_t count) { return Writer::texts({kinds, parts, count}); }
Html element(const char* tag, bool is_void, uint64_t kinds, const void* const* parts, size_t count) { return Writer::element(tag, {kinds, parts, count}, is_void); }
Html together(Parts parts) { return Writer::together(parts); }
std::string document(const Head& head, Parts body) { return Writer::document(head, body); }

namespace {

bool plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == '~';
}
bool only(std::string_view s, std::string_view also) {
    for (char c : s)
        if (!plain(c) && also.find(c) == std::string_view::npos) return false;
    return true;
}

}  // namespace

void encode(std::string& out, std::string_view s, bool tilde) {
    constexpr char digits[] = "0123456789ABCDEF";
    for (char c : s) {
        auto b = static_cast<unsigned char>(c);
        if (plain(c) && (tilde || c != '~')) out += c;
        else out += '%', out += digits[b >> 4], out += digits[b & 15];
    }
}
static void encode(std::string& out, std::string_view s) { encode(out, s, true); }

Href Href::to(std::initializer_list<std::string_view> segments) {
    std::string s;
    for (auto segment : segments) {
        s += '/';
        // A parser takes these as the way up even when they are encoded; and an empty one would begin another server's name.
        if (segment.empty() || segment == "." || segment == "..") s += '-';
        else encode(s, segment);
    }
    return Href(s.empty() ? "/" : s);
}
Href Href::outside(std::string_view https) {
    bool ok = https.substr(0, 8) == "https://" && https.size() > 8 && plain(https[8]) && only(https.substr(8), "/?&=%:+");
    return Href(ok ? std::string(https) : "/");
}
Href Href::phone(std::string_view number) {
    std::string digits;
    for (char c : number)
        if ((c >= '0' && c <= '9') || (c == '+' && digits.empty())) digits += c;
    return Href("tel:" + digits);
}
Href Href::fragment(std::string_view id) {
    std::string s = "#";
    encode(s, id);
    return Href(std::move(s));
}
Href Href::path(std::string_view whole) {
    bool ok = !whole.empty() && whole[0] == '/' && whole.substr(0, 2) != "//" && only(whole, "/") && whole.find("/.") == std::string_view::npos;
    return Href(ok ? std::string(whole) : "/");
}
Href Href::with(std::string_view name, std::string_view value) && {
    text_ += text_.find('?') == std::string::npos ? '?' : '&';
    encode(text_, name);
    text_ += '=';
    encode(text_, value);
    return std::move(*this);
}
Href Href::at(std::string_view id) && {
    text_ += '#';
    encode(text_, id);
    return std::move(*this);
}

}  // namespace soria::views
