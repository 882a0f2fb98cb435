#include "engines/matching/blind/encode.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <unordered_map>

namespace soria::matching::blind {
namespace {

std::string hmac(const EVP_MD* md, std::string_view key, std::string_view text) {
    unsigned char out[EVP_MAX_MD_SIZE];
    unsigned n = 0;
    HMAC(md, key.data(), int(key.size()), reinterpret_cast<const unsigned char*>(text.data()), text.size(), out, &n);
    return {reinterpret_cast<char*>(out), n};
}
// RFC 5869.
std::string hkdf(const EVP_MD* md, std::string_view secret, std::string_view salt, std::string_view info, size_t bytes) {
    std::string key = hmac(md, salt.empty() ? std::string(size_t(EVP_MD_get_size(md)), '\0') : std::string(salt), secret), out, block;
    for (uint8_t i = 1; out.size() < bytes; ++i) {
        block = hmac(md, key, block + std::string(info) + char(i));
        out += block;
    }
    out.resize(bytes);
    return out;
}
uint32_t modulo(std::string_view big_endian, uint32_t l) {
    uint64_t r = 0;
    for (unsigned char c : big_endian) r = (r << 8 | c) % l;
    return uint32_t(r);
}

// Where each letter of UTF-8 begins, and the end; empty when it is not UTF-8.
bool letters_of(std::string_view s, std::vector<uint32_t>& starts) {
    starts.clear();
    for (size_t i = 0; i < s.size();) {
        unsigned char c = s[i];
        size_t n = c < 0x80 ? 1 : (c & 0xE0) == 0xC0 ? 2 : (c & 0xF0) == 0xE0 ? 3 : (c & 0xF8) == 0xF0 ? 4 : 0;
        if (n == 0 || i + n > s.size()) return false;
        starts.push_back(uint32_t(i));
        i += n;
    }
    starts.push_back(uint32_t(s.size()));
    return true;
}

bool date_in(std::string_view text, std::string_view format, std::string& out) {
    int year = 0, month = 0, day = 0;
    size_t at = 0;
    for (size_t i = 0; i < format.size(); ++i) {
        if (format[i] != '%' || i + 1 == format.size()) {
            if (at >= text.size() || text[at++] != format[i]) return false;
            continue;
        }
        char part = format[++i];
        int* to = part == 'Y' ? &year : part == 'm' ? &month : part == 'd' ? &day : nullptr;
        if (!to) return false;
        auto end = text.data() + std::min(text.size(), at + (part == 'Y' ? 4 : 2));
        auto [p, e] = std::from_chars(text.data() + at, end, *to);
        if (e != std::errc() || *to < 1) return false;
        at = size_t(p - text.data());
    }
    static constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (at != text.size() || year > 9999 || month > 12) return false;
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    if (day > days[month - 1] + (month == 2 && leap)) return false;
    auto digits = [](int n, size_t size) { auto s = std::to_string(n); return std::string(size - s.size(), '0') + s; };
    out = digits(year, 4) + digits(month, 2) + digits(day, 2);
    return true;
}

struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
};
constexpr size_t remembered_bytes_max = 32u << 20;

}  // namespace

struct Encoder::Inside {
    Schema schema;
    bool balanced;
    std::vector<std::pair<std::string, std::string>> keys;
    std::unordered_map<std::string, uint32_t, Hash, std::equal_to<>> known;   // feature, number of bits, token
    std::vector<uint64_t> masks;
    size_t words;
    std::vector<uint64_t> filter;
    std::vector<uint32_t> letters;
    std::string padded, value, key;

    // Bits as they stand in memory, whatever the machine's order of bytes.
    void set(uint64_t* mask, uint32_t bit) const { reinterpret_cast<uint8_t*>(mask)[bit / 8] |= uint8_t(0x80 >> bit % 8); }
    void blake(std::string_view token, std::string_view secret, int bits, uint64_t* mask) const {
        uint32_t l = uint32_t(schema.filter_bits());
        unsigned char out[64], salt[16], personal[16] = {};
        for (int done = 0, i = 0; done < bits; ++i) {
            std::memset(salt, 0, sizeof salt);
            auto digits = std::to_string(i);
            std::memcpy(salt, digits.data(), digits.size());
            crypto_generichash_blake2b_salt_personal(out, sizeof out, reinterpret_cast<const unsigned char*>(token.data()), token.size(),
                                                     reinterpret_cast<const unsigned char*>(secret.data()), secret.size(), salt, personal);
            for (int k = 0; k < 32 && done < bits; ++k, ++done) set(mask, uint32_t(out[2 * k] | out[2 * k + 1] << 8) % l);
        }
    }
    void twice(std::string_view token, const std::pair<std::string, std::string>& secret, int bits, bool never_zero, uint64_t* mask) const {
        uint32_t l = uint32_t(schema.filter_bits());
        uint64_t first = modulo(hmac(EVP_sha1(), secret.first, token), l), step = modulo(hmac(EVP_md5(), secret.second, token), l);
        for (int i = 0; never_zero && step == 0 && i < 128; ++i) step = modulo(hmac(EVP_md5(), secret.second, std::string(token) + char(i)), l);
        for (int i = 0; i < bits; ++i) set(mask, uint32_t((first + uint64_t(i) * step) % l));
    }
    void add(size_t feature, std::string_view token, int bits) {
        if (bits == 0) return;
        key.assign(1, char(feature)).append(1, char(bits & 255)).append(1, char(bits >> 8)).append(token);
        auto found = known.find(std::string_view(key));
        if (found == known.end()) {
            if (masks.size() * 8 > remembered_bytes_max) masks.clear(), known.clear();
            size_t at = masks.size();
            masks.resize(at + words, 0);
            const Feature& f = schema.features[feature];
            if (f.blake) blake(token, keys[feature].first, bits, masks.data() + at);
            else twice(token, keys[feature], bits, f.prevent_singularity, masks.data() + at);
            found = known.emplace(key, uint32_t(at / words)).first;
        }
        const uint64_t* mask = masks.data() + size_t(found->second) * words;
        for (size_t w = 0; w < words; ++w) filter[w] |= mask[w];
    }

    // The value as it is hashed; its faults name the feature and never the value.
    Status format(const Feature& f, std::string_view cell) {
        value.assign(cell);
        if (f.missing && cell == *f.missing) return value = *f.missing_as, Status();
        auto bad = [&](const char* what) { return invalid(what, f.identifier); };
        if (!letters_of(cell, letters)) return bad("is not UTF-8");
        if (f.format == Feature::Format::integer) {
            int64_t n = 0;
            auto digits = cell;
            if (!digits.empty() && digits[0] == '+') digits.remove_prefix(1);
            auto [p, e] = std::from_chars(digits.data(), digits.data() + digits.size(), n);
            if (e != std::errc() || p != digits.data() + digits.size()) return bad("must be a whole number");
            if (n < f.minimum || n > f.maximum) return bad("lies outside of the schema's bounds");
            value = std::to_string(n);
        } else if (f.format == Feature::Format::date) {
            if (!date_in(cell, f.date_format, value)) return bad("must be a date as the schema writes it");
        } else if (f.format == Feature::Format::choice) {
            if (std::find(f.choices.begin(), f.choices.end(), cell) == f.choices.end()) return bad("is none of the schema's values");
        } else {
            size_t n = letters.size() - 1;
            if (n < f.letters_min || n > f.letters_max) return bad("is shorter or longer than the schema allows");
            for (unsigned char c : cell) {
                if (f.ascii && c >= 0x80) return bad("must be ASCII");
                if ((f.lower && c >= 'A' && c <= 'Z') || (f.upper && c >= 'a' && c <= 'z')) return bad("is not in the schema's case");
            }
        }
        return {};
    }
    Status take(size_t at, std::string_view cell) {
        const Feature& f = schema.features[at];
        TRY(format(f, cell));
        if (value.empty()) return {};                  // no token, so no bit, however it is compared
        if (f.comparison == Feature::Comparison::exact) return add(at, value, f.bits_per_token ? f.bits_per_token : f.bits_per_feature), Status();
        padded.assign(size_t(f.n - 1), ' ').append(value).append(size_t(f.n - 1), ' ');
        letters_of(padded, letters);
        size_t tokens = letters.size() - size_t(f.n);
        for (size_t i = 0; i < tokens; ++i) {
            auto token = std::string_view(padded).substr(letters[i], letters[i + size_t(f.n)] - letters[i]);
            int bits = f.bits_per_token ? f.bits_per_token
                                        : int(size_t(f.bits_per_feature) / tokens + (i < size_t(f.bits_per_feature) % tokens ? 1 : 0));
            if (f.positional) add(at, std::to_string(i + 1) + " " + std::string(token), bits);
            else add(at, token, bits);
        }
        return {};
    }
};

Encoder::Encoder(std::unique_ptr<Inside> in) : in_(std::move(in)) {}
Encoder::Encoder(Encoder&&) noexcept = default;
Encoder::~Encoder() = default;
size_t Encoder::bytes() const { return in_->schema.bits / 8 * (in_->balanced ? 2 : 1); }

Result<Encoder> Encoder::make(Schema s, std::string_view secret, bool balanced) {
    if (secret.empty()) return invalid("the secret is empty");
    auto in = std::make_unique<Inside>();
    size_t n = s.features.size(), k = s.key_bytes;
    if (2 * n * k > 255 * size_t(s.sha512 ? 64 : 32)) return fail(Fault::limit, "so many keys cannot be drawn from one secret: fewer features, or SHA512", "clkConfig.kdf");
    auto keys = hkdf(s.sha512 ? EVP_sha512() : EVP_sha256(), secret, s.salt, s.info, 2 * n * k);
    for (size_t i = 0; i < n; ++i) in->keys.emplace_back(keys.substr(2 * i * k, k), keys.substr((2 * i + 1) * k, k));
    in->words = (s.filter_bits() + 63) / 64;
    in->filter.resize(in->words);
    in->schema = std::move(s);
    in->balanced = balanced;
    return Encoder(std::move(in));
}

Status Encoder::encode(std::span<const std::string_view> cells, uint8_t* out) {
    auto& in = *in_;
    if (cells.size() != in.schema.features.size()) return invalid("a row needs as many cells as the schema has features");
    std::fill(in.filter.begin(), in.filter.end(), 0);
    for (size_t i = 0; i < cells.size(); ++i)
        if (!in.schema.features[i].ignored) TRY(in.take(i, cells[i]));
    auto* bytes = reinterpret_cast<uint8_t*>(in.filter.data());
    size_t n = in.schema.filter_bits() / 8;
    for (int fold = 0; fold < in.schema.xor_folds; ++fold) {
        n /= 2;
        for (size_t i = 0; i < n; ++i) bytes[i] ^= bytes[n + i];
    }
    std::memcpy(out, bytes, n);
    for (size_t i = 0; in.balanced && i < n; ++i) out[n + i] = uint8_t(~bytes[i]);
    return {};
}

}  // namespace soria::matching::blind
