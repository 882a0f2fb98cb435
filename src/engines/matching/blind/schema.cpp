#include "engines/matching/blind/schema.hpp"

#include <sodium.h>

#include "base/json.hpp"

namespace soria::matching::blind {
namespace {

using json::bj::object;
using json::bj::value;

Result<const object*> object_in(const object& o, const char* key, const std::string& path) {
    const auto* v = o.if_contains(key);
    if (!v) return invalid("is missing", path + key);
    if (!v->is_object()) return invalid("must be an object", path + key);
    return &v->get_object();
}
// Nothing is passed over: what is not known could change the bits.
Status only(const object& o, std::initializer_list<std::string_view> known, const std::string& path) {
    for (const auto& m : o)
        if (std::find(known.begin(), known.end(), m.key()) == known.end()) return invalid("is not known here", path + std::string(m.key().substr(0, 60)));
    return {};
}
Result<std::string> word(const object& o, const char* key, std::string otherwise, const std::string& path) {
    const auto* v = o.if_contains(key);
    if (!v) return otherwise;
    return json::text(*v, path + key, 1000);
}
Result<int64_t> number(const object& o, const char* key, int64_t otherwise, int64_t min, int64_t max, const std::string& path) {
    const auto* v = o.if_contains(key);
    if (!v) return otherwise;
    return json::integer(*v, path + key, min, max);
}
Result<bool> flag(const object& o, const char* key, const std::string& path) {
    const auto* v = o.if_contains(key);
    if (!v) return false;
    return json::decode<bool>(*v, path + key);
}
Result<std::string> base64(const object& o, const char* key, const std::string& path) {
    auto text = TRY(word(o, key, "", path));
    std::string bytes(text.size(), '\0');
    size_t n = 0;
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(), text.size(), nullptr, &n, nullptr,
                          sodium_base64_VARIANT_ORIGINAL))
        return invalid("is not base64", path + key);
    bytes.resize(n);
    return bytes;
}

Status read_kdf(const object& o, Schema& s) {
    const std::string path = "clkConfig.kdf.";
    TRY(only(o, {"type", "hash", "salt", "info", "keySize"}, path));
    auto type = TRY(word(o, "type", "", path));
    if (type != "HKDF") return invalid("must be HKDF", path + "type");
    auto hash = TRY(word(o, "hash", "SHA256", path));
    if (hash != "SHA256" && hash != "SHA512") return invalid("must be SHA256 or SHA512", path + "hash");
    s.sha512 = hash == "SHA512";
    s.salt = TRY(base64(o, "salt", path));
    s.info = TRY(base64(o, "info", path));
    auto size = TRY(number(o, "keySize", 64, 1, 64, path));
    s.key_bytes = size_t(size);
    return {};
}

Status read_format(const object& o, Feature& f, const std::string& path) {
    TRY(only(o, {"type", "encoding", "case", "minLength", "maxLength", "minimum", "maximum", "format", "values", "pattern", "description"}, path));
    auto type = TRY(word(o, "type", "", path));
    auto encoding = TRY(word(o, "encoding", "utf-8", path));
    if (encoding != "utf-8" && encoding != "ascii") return invalid("is not built: only utf-8 and ascii are", path + "encoding");
    if (o.contains("pattern")) return invalid("is not built: say case and length instead", path + "pattern");
    f.ascii = encoding == "ascii";
    auto letters = TRY(word(o, "case", "mixed", path));
    if (letters != "mixed" && letters != "lower" && letters != "upper") return invalid("must be upper, lower or mixed", path + "case");
    f.lower = letters == "lower", f.upper = letters == "upper";
    auto least = TRY(number(o, "minLength", 0, 0, 100'000, path));
    auto most = TRY(number(o, "maxLength", 100'000, 1, 100'000, path));
    f.letters_min = size_t(least), f.letters_max = size_t(most);
    f.minimum = TRY(number(o, "minimum", INT64_MIN, -1'000'000'000'000, 1'000'000'000'000, path));
    f.maximum = TRY(number(o, "maximum", INT64_MAX, -1'000'000'000'000, 1'000'000'000'000, path));
    if (type == "string") f.format = Feature::Format::text;
    else if (type == "integer") f.format = Feature::Format::integer;
    else if (type == "date") f.format = Feature::Format::date;
    else if (type == "enum") f.format = Feature::Format::choice;
    else return invalid("must be string, integer, date or enum", path + "type");
    if (f.format == Feature::Format::date) {
        f.date_format = TRY(word(o, "format", "", path));
        for (auto part : {"%Y", "%m", "%d"})
            if (f.date_format.find(part) == std::string::npos) return invalid("needs %Y, %m and %d", path + "format");
    }
    if (f.format == Feature::Format::choice) {
        const auto* v = o.if_contains("values");
        if (!v) return invalid("is missing", path + "values");
        f.choices = TRY(json::decode<std::vector<std::string>>(*v, path + "values"));
    }
    return {};
}

Status read_hashing(const object& o, Feature& f, const std::string& path) {
    TRY(only(o, {"comparison", "strategy", "hash", "missingValue"}, path));
    auto comparison = TRY(object_in(o, "comparison", path));
    TRY(only(*comparison, {"type", "n", "positional"}, path + "comparison."));
    auto type = TRY(word(*comparison, "type", "", path + "comparison."));
    if (type != "ngram" && type != "exact") return invalid("is not built: only ngram and exact are", path + "comparison.type");
    f.comparison = type == "exact" ? Feature::Comparison::exact : Feature::Comparison::ngram;
    auto n = TRY(number(*comparison, "n", 0, 1, 10, path + "comparison."));
    if (type == "ngram" && n == 0) return invalid("is missing", path + "comparison.n");
    f.n = int(n);
    f.positional = TRY(flag(*comparison, "positional", path + "comparison."));
    auto strategy = TRY(object_in(o, "strategy", path));
    TRY(only(*strategy, {"bitsPerToken", "bitsPerFeature"}, path + "strategy."));
    auto token = TRY(number(*strategy, "bitsPerToken", 0, 1, 4096, path + "strategy."));
    auto feature = TRY(number(*strategy, "bitsPerFeature", 0, 1, 4096, path + "strategy."));
    if ((token == 0) == (feature == 0)) return invalid("needs one of bitsPerToken and bitsPerFeature", path + "strategy");
    f.bits_per_token = int(token), f.bits_per_feature = int(feature);
    if (o.contains("hash")) {
        auto hash = TRY(object_in(o, "hash", path));
        TRY(only(*hash, {"type", "prevent_singularity"}, path + "hash."));
        auto name = TRY(word(*hash, "type", "", path + "hash."));
        if (name != "blakeHash" && name != "doubleHash") return invalid("must be blakeHash or doubleHash", path + "hash.type");
        f.blake = name == "blakeHash";
        f.prevent_singularity = TRY(flag(*hash, "prevent_singularity", path + "hash."));
        if (f.blake && hash->contains("prevent_singularity")) return invalid("belongs to doubleHash", path + "hash.prevent_singularity");
    }
    if (o.contains("missingValue")) {
        auto missing = TRY(object_in(o, "missingValue", path));
        TRY(only(*missing, {"sentinel", "replaceWith"}, path + "missingValue."));
        if (!missing->contains("sentinel")) return invalid("is missing", path + "missingValue.sentinel");
        auto sentinel = TRY(word(*missing, "sentinel", "", path + "missingValue."));
        auto as = TRY(word(*missing, "replaceWith", sentinel, path + "missingValue."));
        f.missing = sentinel, f.missing_as = as;
    }
    return {};
}

Result<Feature> read_feature(const value& v, const std::string& path) {
    if (!v.is_object()) return invalid("must be an object", path);
    const auto& o = v.get_object();
    const std::string in = path + ".";
    TRY(only(o, {"identifier", "ignored", "description", "format", "hashing"}, in));
    Feature f;
    f.identifier = TRY(word(o, "identifier", "", in));
    if (f.identifier.empty()) return invalid("is missing", in + "identifier");
    f.ignored = TRY(flag(o, "ignored", in));
    if (f.ignored) return f;
    auto format = TRY(object_in(o, "format", in));
    TRY(read_format(*format, f, in + "format."));
    auto hashing = TRY(object_in(o, "hashing", in));
    TRY(read_hashing(*hashing, f, in + "hashing."));
    return f;
}

}  // namespace

Result<Schema> read_schema(std::string_view text) {
    auto v = TRY(json::parse(text));
    if (!v.is_object()) return invalid("must be an object");
    const auto& o = v.get_object();
    TRY(only(o, {"version", "clkConfig", "features"}, ""));
    auto version = TRY(number(o, "version", 0, 0, 1000, ""));
    if (version != 3) return invalid("must be 3: only that version is read", "version");
    Schema s;
    auto config = TRY(object_in(o, "clkConfig", ""));
    TRY(only(*config, {"l", "xorFolds", "kdf"}, "clkConfig."));
    auto l = TRY(number(*config, "l", 0, 8, int64_t(filter_bits_max), "clkConfig."));
    if (l == 0 || l % 8) return invalid("must be a multiple of 8", "clkConfig.l");
    auto folds = TRY(number(*config, "xorFolds", 0, 0, 8, "clkConfig."));
    s.bits = size_t(l), s.xor_folds = int(folds);
    if (s.filter_bits() > filter_bits_max) return fail(Fault::limit, "a filter has at most 65536 bits before it is folded", "clkConfig");
    auto kdf = TRY(object_in(*config, "kdf", "clkConfig."));
    TRY(read_kdf(*kdf, s));
    const auto* list = o.if_contains("features");
    if (!list || !list->is_array()) return invalid("must be a list", "features");
    if (list->get_array().size() > features_max) return fail(Fault::limit, "at most 60 features", "features");
    for (const auto& item : list->get_array()) {
        auto f = TRY(read_feature(item, "features[" + std::to_string(s.features.size()) + "]"));
        if (!f.ignored && f.blake && (s.filter_bits() & (s.filter_bits() - 1)))
            return invalid("must be a power of two for blakeHash", "clkConfig.l");
        s.features.push_back(std::move(f));
    }
    return s;
}

}  // namespace soria::matching::blind
