#include "engines/matching/columns.hpp"

#include <algorithm>
#include <array>

#include "engines/matching/fold.hpp"
#include "engines/matching/values.hpp"

namespace soria::matching {
namespace {

constexpr std::string_view kinds[] = {"ignored", "given", "surname", "full_name", "alias", "date", "place", "address", "postcode",
                                      "country", "language", "email", "phone", "document", "sex", "code"};

struct Hint { std::string_view word; Kind kind; };
// A header that contains the word, tried in this order; English and Norwegian.
constexpr Hint hints[] = {
    {"mail", Kind::email}, {"epost", Kind::email}, {"phone", Kind::phone}, {"mobile", Kind::phone}, {"telefon", Kind::phone}, {"tlf", Kind::phone},
    {"msisdn", Kind::phone}, {"alias", Kind::alias}, {"nickname", Kind::alias}, {"known as", Kind::alias}, {"passport", Kind::document},
    {"document", Kind::document}, {"soc sec", Kind::document}, {"social security", Kind::document}, {"ssn", Kind::document},
    {"national id", Kind::document}, {"personnummer", Kind::document}, {"fodselsnummer", Kind::document}, {"permit", Kind::document},
    {"birth place", Kind::place}, {"birthplace", Kind::place}, {"place of birth", Kind::place}, {"dob", Kind::date}, {"birth", Kind::date},
    {"born", Kind::date}, {"fodselsdato", Kind::date}, {"fodt", Kind::date}, {"postcode", Kind::postcode}, {"post code", Kind::postcode},
    {"postal", Kind::postcode}, {"zip", Kind::postcode}, {"postnummer", Kind::postcode}, {"postnr", Kind::postcode}, {"first name", Kind::given},
    {"given", Kind::given}, {"forename", Kind::given}, {"fornavn", Kind::given}, {"firstname", Kind::given}, {"surname", Kind::surname},
    {"last name", Kind::surname}, {"lastname", Kind::surname}, {"family name", Kind::surname}, {"etternavn", Kind::surname},
    {"full name", Kind::full_name}, {"fullname", Kind::full_name}, {"navn", Kind::full_name}, {"gender", Kind::sex}, {"sex", Kind::sex},
    {"kjonn", Kind::sex}, {"nationality", Kind::country}, {"citizenship", Kind::country}, {"country", Kind::country},
    {"statsborgerskap", Kind::country}, {"land", Kind::country}, {"language", Kind::language}, {"sprak", Kind::language},
    {"street number", Kind::code}, {"address", Kind::address}, {"street", Kind::address}, {"adresse", Kind::address}, {"city", Kind::place},
    {"town", Kind::place}, {"suburb", Kind::place}, {"place", Kind::place}, {"village", Kind::place}, {"municipality", Kind::place},
    {"kommune", Kind::place}, {"state", Kind::place}, {"county", Kind::place}, {"region", Kind::place}, {"date", Kind::date}};

bool has_word(std::string_view header, std::string_view word) {
    auto at = header.find(word);
    if (at == std::string_view::npos) return false;
    if (word.size() > 4) return true;
    bool begins = at == 0 || header[at - 1] == ' ', ends = at + word.size() == header.size() || header[at + word.size()] == ' ';
    return begins && ends;
}
Kind by_name(std::string_view header) {
    auto h = fold(header);
    if (h == "name") return Kind::full_name;
    for (const auto& [word, kind] : hints)
        if (has_word(h, word)) return kind;
    return Kind::ignored;
}

struct Content {
    double dates = 0, mails = 0, digits = 0, digits_size = 0, plus = 0, letters = 0, mixed = 0, words = 0, total = 0, distinct = 0;
};
Content content_of(std::span<const Seen> values) {
    Content c;
    for (const auto& v : values) {
        double n = v.count;
        size_t digits = 0, letters = 0, blanks = 0;
        for (char ch : v.text) {
            digits += ch >= '0' && ch <= '9';
            letters += (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || static_cast<unsigned char>(ch) >= 0x80;
            blanks += ch == ' ';
        }
        c.total += n;
        c.distinct += 1;
        bool iso = v.text.size() == 10 || v.text.size() == 8;
        if (iso && parse_date(v.text)) c.dates += n;
        auto at = v.text.find('@');
        if (at != std::string_view::npos && v.text.find('.', at) != std::string_view::npos) c.mails += n;
        if (digits >= 5 && letters == 0) c.digits += n, c.digits_size += n * double(digits);
        if (!v.text.empty() && v.text.front() == '+') c.plus += n;
        if (letters > 0 && digits == 0) c.letters += n;
        if (letters > 0 && digits > 0) c.mixed += n;
        if (blanks > 0) c.words += n;
    }
    return c;
}

// Without a hint: only what is certain; other text is a code, compared as words.
Kind by_content(const Content& c) {
    double most = 0.8 * c.total;
    if (c.total == 0) return Kind::ignored;
    if (c.mails > most) return Kind::email;
    if (c.dates > most) return Kind::date;
    if (c.plus > most && c.digits > most) return Kind::phone;
    if (c.digits > most && c.distinct > 0.2 * c.total) return Kind::document;
    if (c.distinct <= 3) return Kind::sex;
    return Kind::code;
}

std::string digits_of(std::string_view raw) {
    std::string out;
    for (char c : raw)
        if (c >= '0' && c <= '9') out += c;
    return out;
}
std::string compact(std::string_view raw) {
    auto s = fold(raw);
    s.erase(std::remove(s.begin(), s.end(), ' '), s.end());
    return s;
}
std::string sex(std::string_view raw) {
    auto s = fold(raw);
    for (std::string_view w : {"f", "female", "woman", "girl", "k", "kvinne", "jente"})
        if (s == w) return "f";
    for (std::string_view w : {"m", "male", "man", "boy", "mann", "gutt"})
        if (s == w) return "m";
    return s;
}
bool says_nothing(std::string_view s) {
    for (std::string_view w : {"null", "none", "nan", "n a", "unknown", "ukjent", "not known", "missing"})
        if (s == w) return true;
    return false;
}
// The last digits tell a subscriber, with or without the country's code.
std::string phone(std::string_view raw) {
    auto d = digits_of(raw);
    return d.size() > 8 ? d.substr(d.size() - 8) : d;
}
std::string mail(std::string_view raw) {
    std::string out;
    for (char c : raw)
        if (c != ' ') out += char(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    return out;
}

}  // namespace

std::string_view name_of(Kind k) { return kinds[size_t(k)]; }
Kind kind_named(std::string_view name) {
    for (size_t i = 0; i < std::size(kinds); ++i)
        if (kinds[i] == name) return Kind(i);
    return Kind::ignored;
}

Family family_of(Kind k) {
    if (k == Kind::date) return Family::date;
    return k == Kind::sex || k == Kind::country || k == Kind::language ? Family::plain : Family::words;
}

Kind kind_of(std::string_view header, std::span<const Seen> values, uint64_t rows) {
    auto c = content_of(values);
    if (c.total == 0) return Kind::ignored;            // a column of nulls
    Kind named = by_name(header);
    // A name that its content contradicts is not believed.
    if (named == Kind::date && c.dates < 0.5 * c.total) {
        double parsed = 0;
        for (const auto& v : values) parsed += parse_date(v.text) ? v.count : 0;
        if (parsed < 0.5 * c.total) named = Kind::ignored;
    }
    if (named == Kind::email && c.mails < 0.3 * c.total) named = Kind::ignored;
    if (named == Kind::phone && c.digits < 0.3 * c.total) named = Kind::ignored;
    if ((named == Kind::given || named == Kind::surname || named == Kind::full_name) && c.letters + c.mixed < 0.3 * c.total) named = Kind::ignored;
    if (named == Kind::place && c.dates > 0.8 * c.total) named = Kind::date;
    if (named == Kind::full_name && c.words < 0.2 * c.total) named = Kind::surname;
    if (named == Kind::ignored) named = by_content(c);
    (void)rows;
    return named;
}

std::string normal(Kind kind, std::string_view raw) {
    std::string out;
    switch (kind) {
    case Kind::ignored: return {};
    case Kind::date: {
        auto d = parse_date(raw);
        return d ? date_text(d) : std::string();
    }
    case Kind::email: out = mail(raw); break;
    case Kind::phone: out = phone(raw); break;
    case Kind::document:
    case Kind::postcode: out = compact(raw); break;
    case Kind::sex: out = sex(raw); break;
    default: out = fold(raw);
    }
    if (says_nothing(out)) out.clear();
    return out;
}

}  // namespace soria::matching
