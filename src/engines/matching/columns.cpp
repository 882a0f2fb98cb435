#include "engines/matching/columns.hpp"

#include <algorithm>
#include <array>

#include "engines/matching/fold.hpp"
#include "engines/matching/names.hpp"
#include "engines/matching/values.hpp"

namespace soria::matching {
namespace {

constexpr std::string_view kinds[] = {"ignored", "given", "surname", "full_name", "alias", "date", "place", "address", "postcode",
                                      "country", "language", "email", "phone", "document", "sex", "code"};

struct Hint { std::string_view word; Kind kind; };
// A header that is the word and nothing else. English, Norwegian, Swedish, German, French, Spanish.
constexpr Hint alone[] = {
    {"name", Kind::full_name}, {"nom", Kind::surname}, {"nombre", Kind::given}, {"first", Kind::given}, {"last", Kind::surname}, {"middle", Kind::alias},
    {"family", Kind::surname}, {"fname", Kind::given}, {"lname", Kind::surname}, {"sname", Kind::surname}, {"namn", Kind::full_name}, {"cell", Kind::phone},
    {"tel", Kind::phone}, {"mob", Kind::phone}, {"portable", Kind::phone}, {"addr", Kind::address}, {"nat", Kind::country}, {"lang", Kind::language},
    {"pass", Kind::document}, {"ort", Kind::place}, {"by", Kind::place}, {"job", Kind::code}, {"title", Kind::code}};
// A header that contains the word, tried in this order.
constexpr Hint hints[] = {
    {"mail", Kind::email}, {"epost", Kind::email}, {"courriel", Kind::email}, {"correo", Kind::email}, {"phone", Kind::phone}, {"mobil", Kind::phone},
    {"movil", Kind::phone}, {"telefon", Kind::phone}, {"tlf", Kind::phone}, {"tel", Kind::phone}, {"cell", Kind::phone}, {"handy", Kind::phone}, {"msisdn", Kind::phone},
    {"alias", Kind::alias}, {"nickname", Kind::alias}, {"known as", Kind::alias}, {"kallenavn", Kind::alias}, {"passport", Kind::document}, {"passeport", Kind::document},
    {"pasaporte", Kind::document}, {"reisepass", Kind::document}, {"ausweis", Kind::document}, {"pass", Kind::document}, {"document", Kind::document},
    {"dokument", Kind::document}, {"soc sec", Kind::document}, {"social security", Kind::document}, {"ssn", Kind::document}, {"national id", Kind::document},
    {"personnummer", Kind::document}, {"fodselsnummer", Kind::document}, {"permit", Kind::document}, {"birth place", Kind::place}, {"birthplace", Kind::place},
    {"place of birth", Kind::place}, {"fodested", Kind::place}, {"geburtsort", Kind::place}, {"lieu de naissance", Kind::place}, {"lugar de nacimiento", Kind::place},
    {"birth name", Kind::alias}, {"geburtsname", Kind::alias}, {"dob", Kind::date}, {"birth", Kind::date}, {"born", Kind::date}, {"fodselsdato", Kind::date},
    {"fodelsedatum", Kind::date}, {"fodt", Kind::date}, {"geburt", Kind::date}, {"naissance", Kind::date}, {"nacimiento", Kind::date}, {"postcode", Kind::postcode},
    {"post code", Kind::postcode}, {"postal", Kind::postcode}, {"zip", Kind::postcode}, {"plz", Kind::postcode}, {"postleitzahl", Kind::postcode},
    {"postnummer", Kind::postcode}, {"postnr", Kind::postcode}, {"poststed", Kind::place}, {"postort", Kind::place}, {"first name", Kind::given}, {"given", Kind::given},
    {"forename", Kind::given}, {"fornavn", Kind::given}, {"fornamn", Kind::given}, {"vorname", Kind::given}, {"prenom", Kind::given}, {"firstname", Kind::given},
    {"surname", Kind::surname}, {"last name", Kind::surname}, {"lastname", Kind::surname}, {"family name", Kind::surname}, {"etternavn", Kind::surname},
    {"efternavn", Kind::surname}, {"efternamn", Kind::surname}, {"slektsnavn", Kind::surname}, {"nachname", Kind::surname}, {"familienname", Kind::surname},
    {"nom de famille", Kind::surname}, {"apellido", Kind::surname}, {"full name", Kind::full_name}, {"fullname", Kind::full_name}, {"navn", Kind::full_name},
    {"nom complet", Kind::full_name}, {"nombre completo", Kind::full_name}, {"gender", Kind::sex}, {"sex", Kind::sex}, {"sexe", Kind::sex}, {"sexo", Kind::sex},
    {"kjonn", Kind::sex}, {"kon", Kind::sex}, {"geschlecht", Kind::sex}, {"nationalit", Kind::country}, {"nacionalidad", Kind::country}, {"citizenship", Kind::country},
    {"country", Kind::country}, {"statsborgerskap", Kind::country}, {"medborgarskap", Kind::country}, {"staatsangehorigkeit", Kind::country},
    {"land", Kind::country}, {"pays", Kind::country}, {"pais", Kind::country}, {"language", Kind::language}, {"tongue", Kind::language}, {"sprak", Kind::language},
    {"morsmal", Kind::language}, {"modersmal", Kind::language}, {"sprache", Kind::language}, {"langue", Kind::language}, {"idioma", Kind::language},
    {"lengua", Kind::language}, {"street number", Kind::code}, {"occupation", Kind::code}, {"profession", Kind::code}, {"yrke", Kind::code}, {"beruf", Kind::code},
    {"address", Kind::address}, {"adress", Kind::address}, {"direccion", Kind::address}, {"anschrift", Kind::address}, {"street", Kind::address},
    {"strasse", Kind::address}, {"gate", Kind::address}, {"gata", Kind::address}, {"calle", Kind::address}, {"rue", Kind::address}, {"city", Kind::place},
    {"town", Kind::place}, {"suburb", Kind::place}, {"place", Kind::place}, {"village", Kind::place}, {"municipality", Kind::place}, {"kommun", Kind::place},
    {"wohnort", Kind::place}, {"ville", Kind::place}, {"ciudad", Kind::place}, {"state", Kind::place}, {"county", Kind::place}, {"region", Kind::place},
    {"date", Kind::date}};

bool has_word(std::string_view header, std::string_view word) {
    auto at = header.find(word);
    if (at == std::string_view::npos) return false;
    if (word.size() > 4) return true;
    bool begins = at == 0 || header[at - 1] == ' ', ends = at + word.size() == header.size() || header[at + word.size()] == ' ';
    return begins && ends;
}
Kind by_name(std::string_view header) {
    auto h = fold(header);
    for (const auto& [word, kind] : alone)
        if (h == word) return kind;
    for (const auto& [word, kind] : hints)
        if (has_word(h, word)) return kind;
    return Kind::ignored;
}

struct Content {
    double dates = 0, mails = 0, digits = 0, digits_size = 0, plus = 0, letters = 0, mixed = 0, words = 0, parted = 0, short_words = 0, total = 0, distinct = 0;
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
        bool bare = digits == v.text.size() && digits != 8;              // a year alone is a number as any
        if (digits > 0 && !bare && parse_date(v.text)) c.dates += n;
        auto at = v.text.find('@');
        if (at != std::string_view::npos && v.text.find('.', at) != std::string_view::npos) c.mails += n;
        if (digits >= 5 && letters == 0) c.digits += n, c.digits_size += n * double(digits);
        if (!v.text.empty() && v.text.front() == '+') c.plus += n;
        if (letters > 0 && digits == 0) {
            c.letters += n;
            c.short_words += blanks <= 1 && letters >= 2 ? n : 0;
        }
        if (letters > 0 && digits > 0) c.mixed += n;
        if (blanks > 0) c.words += n;
        if (blanks > 0 || family_first(v.text)) c.parted += n;
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
    if (c.mixed > most && c.words < 0.1 * c.total && c.distinct > 0.2 * c.total) return Kind::document;
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

constexpr size_t nothing_longest = 12;
bool says_nothing(std::string_view raw) {
    auto s = fold(raw);
    for (std::string_view w : {"null", "none", "nan", "n a", "unknown", "ukjent", "not known", "missing", ""})
        if (s == w) return true;
    return false;
}
Family family_of(Kind k) {
    if (k == Kind::date) return Family::date;
    return k == Kind::sex || k == Kind::country || k == Kind::language ? Family::plain : Family::words;
}

int telling(Kind k) {
    switch (k) {
    case Kind::given: case Kind::surname: case Kind::full_name: case Kind::date: return 0;
    case Kind::document: case Kind::phone: case Kind::email: return 1;
    case Kind::address: case Kind::postcode: case Kind::place: case Kind::alias: return 2;
    case Kind::country: case Kind::language: case Kind::sex: return 3;
    default: return 4;
    }
}

Taken kind_of(std::string_view header, std::span<const Seen> values) {
    auto c = content_of(values);
    if (c.total == 0) return {};                       // a column of nulls
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
    if (named == Kind::full_name && c.parted < 0.2 * c.total) named = Kind::surname;
    if (named != Kind::ignored) return {named, true, false};
    constexpr double mostly = 0.9;
    constexpr double distinct_min = 20;
    bool like_names = c.short_words > mostly * c.total && c.distinct >= distinct_min && c.distinct > 0.02 * c.total;
    return {by_content(c), false, like_names};
}

std::string normal(Kind kind, std::string_view raw, uint32_t latest) {
    std::string out;
    switch (kind) {
    case Kind::ignored: return {};
    case Kind::date: {
        auto d = parse_date(raw, latest);
        return d ? date_text(d) : std::string();
    }
    case Kind::email: out = mail(raw); break;
    case Kind::phone: out = phone(raw); break;
    case Kind::document:
    case Kind::postcode: out = compact(raw); break;
    case Kind::sex: out = sex(raw); break;
    default: out = is_name(kind) ? fold_name(raw) : fold(raw);
    }
    if (out.size() <= nothing_longest && says_nothing(out)) out.clear();
    return out;
}

}  // namespace soria::matching
