#include "base/json.hpp"

#include "base/core/utf8.hpp"
#include "base/json_out.hpp"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <boost/json/basic_parser_impl.hpp>
#include <cmath>
#include <set>

namespace soria::json {
namespace {

// Boost keeps the last of two fields with one name and says nothing. This reads the text once for its keys alone.
struct DuplicateFinder {
    static constexpr size_t max_object_size = size_t(-1), max_array_size = size_t(-1), max_key_size = size_t(-1),
                            max_string_size = size_t(-1);
    std::vector<std::set<std::string, std::less<>>> open;
    std::string key, duplicate;
    using ec = boost::system::error_code;
    bool on_document_begin(ec&) { return true; }
    bool on_document_end(ec&) { return true; }
    bool on_object_begin(ec&) { open.emplace_back(); return true; }
    bool on_object_end(size_t, ec&) { open.pop_back(); return true; }
    bool on_array_begin(ec&) { return true; }
    bool on_array_end(size_t, ec&) { return true; }
    bool on_key_part(bj::string_view s, size_t, ec&) { key.append(s.data(), s.size()); return true; }
    bool on_key(bj::string_view s, size_t, ec&) {
        key.append(s.data(), s.size());
        if (!open.back().insert(key).second && duplicate.empty()) duplicate = key;
        key.clear();
        return true;
    }
    bool on_string_part(bj::string_view, size_t, ec&) { return true; }
    bool on_string(bj::string_view, size_t, ec&) { return true; }
    bool on_number_part(bj::string_view, ec&) { return true; }
    bool on_int64(int64_t, bj::string_view, ec&) { return true; }
    bool on_uint64(uint64_t, bj::string_view, ec&) { return true; }
    // 1e999 becomes an infinity, which JSON has no word for.
    bool on_double(double d, bj::string_view, ec& e) {
        if (!std::isfinite(d)) e = bj::error::exponent_overflow;
        return !e;
    }
    bool on_bool(bool, ec&) { return true; }
    bool on_null(ec&) { return true; }
    bool on_comment_part(bj::string_view, ec&) { return true; }
    bool on_comment(bj::string_view, ec&) { return true; }
};

std::string place(std::string_view text, size_t offset) {
    offset = std::min(offset, text.size());
    size_t line = 1 + size_t(std::count(text.begin(), text.begin() + long(offset), '\n'));
    size_t start = text.substr(0, offset).rfind('\n');
    return std::to_string(line) + ":" + std::to_string(start == std::string_view::npos ? offset + 1 : offset - start);
}

void pretty(std::string& out, const bj::value& v, size_t indent) {
    std::string pad(indent + 2, ' ');
    auto each = [&](auto& list, char open, char close, auto item) {
        if (list.empty()) { out += open; out += close; return; }
        out += open;
        bool first = true;
        for (auto& e : list) {
            out += first ? "\n" : ",\n";
            first = false;
            out += pad;
            item(e);
        }
        out += "\n" + std::string(indent, ' ') + close;
    };
    if (v.is_object())
        each(v.get_object(), '{', '}', [&](auto& m) { out += bj::serialize(bj::string(m.key())) + ": "; pretty(out, m.value(), indent + 2); });
    else if (v.is_array())
        each(v.get_array(), '[', ']', [&](auto& e) { pretty(out, e, indent + 2); });
    else
        out += bj::serialize(v);
}

}  // namespace

Result<bj::value> parse(std::string_view text) {
    if (text.size() > document_bytes_max) return fail(Fault::limit, "a document has at most 1 MiB");
    bj::parse_options options;
    options.max_depth = depth_max;
    boost::system::error_code error;
    bj::basic_parser<DuplicateFinder> finder(options);
    size_t read = finder.write_some(false, text.data(), text.size(), error);
    if (!error && read < text.size() && text.find_first_not_of(" \t\r\n", read) != std::string_view::npos)
        return invalid("there is more after the end of the JSON document", place(text, read));
    if (error && !valid_utf8(text)) return invalid("not JSON: it is not UTF-8", place(text, read));
    if (error) return invalid("not JSON: " + error.message(), place(text, read));
    if (!finder.handler().duplicate.empty())
        return invalid("the field stands there twice", finder.handler().duplicate.substr(0, 60));
    bj::value v = bj::parse(text, error, {}, options);
    if (error) return invalid("not JSON: " + error.message());
    return v;
}

std::string write(const bj::value& v) { return bj::serialize(v); }
std::string write_pretty(const bj::value& v) {
    std::string out;
    pretty(out, v, 0);
    return out + "\n";
}

Status at_most(std::string_view s, size_t signs_max, const std::string& path) {
    size_t n = signs_in(s);
    if (n <= signs_max && s.size() <= sign_bytes_max * signs_max) return {};
    return fail(Fault::limit, "has " + std::to_string(n) + " characters; the limit is " + std::to_string(signs_max), path);
}

Result<std::string> text(const bj::value& v, const std::string& path, size_t signs_max) {
    if (!v.is_string()) return invalid("must be text", path);
    std::string_view s(v.get_string());
    if (auto ok = at_most(s, signs_max, path); !ok) return tl::unexpected(ok.error());
    bool ascii = true;
    for (unsigned char c : s) {
        if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7f) return invalid("holds a control character", path);
        ascii = ascii && c < 0x80;
    }
    if (ascii) return std::string(s);
    UErrorCode status = U_ZERO_ERROR;
    const auto* nfc = icu::Normalizer2::getNFCInstance(status);
    std::string out;
    icu::StringByteSink<std::string> sink(&out);
    nfc->normalizeUTF8(0, icu::StringPiece(s.data(), int32_t(s.size())), sink, nullptr, status);
    if (U_FAILURE(status)) return invalid("is not valid Unicode", path);
    return out;
}

Result<int64_t> integer(const bj::value& v, const std::string& path, int64_t min, int64_t max) {
    int64_t n = 0;
    if (v.is_int64()) n = v.get_int64();
    else if (v.is_uint64() && v.get_uint64() <= uint64_t(INT64_MAX)) n = int64_t(v.get_uint64());
    else return invalid("must be a whole number", path);
    if (n < min || n > max)
        return invalid("must be between " + std::to_string(min) + " and " + std::to_string(max), path);
    return n;
}

std::string field_name(const char* name) {
    std::string s(name);
    if (s.back() == '_') s.pop_back();
    return s;
}

namespace {
tl::unexpected<Error> unknown_field(JsonMembers list, const bj::object& o, const std::string& in) {
    for (const auto& m : o)
        if (std::none_of(list.begin(), list.end(), [&](const auto& known) { return std::string_view(m.key()) == field_name(known.name); }))
            return invalid("is not a field known here", in + std::string(m.key().substr(0, 60)));
    return invalid("has an unknown field", in);
}
}  // namespace

Status decode(JsonMembers list, void* t, const bj::value& v, const std::string& path) {
    if (!v.is_object()) return invalid("must be an object", path);
    const auto& o = v.get_object();
    std::string in = path.empty() ? "" : path + ".";
    size_t known = 0;
    for (const auto& m : list) {
        std::string name = field_name(m.name);
        if (const bj::value* f = o.if_contains(name)) {
            ++known;
            TRY(m.what->decode(m.in(t), *f, in + name));
        } else if (!m.what->may_miss) {
            return invalid("is missing", in + name);
        }
    }
    if (known != o.size()) return unknown_field(list, o, in);
    return {};
}

bj::object schema(JsonMembers list) {
    bj::object properties;
    bj::array required;
    for (const auto& m : list) {
        properties[field_name(m.name)] = m.what->schema();
        if (!m.what->may_miss) required.push_back(bj::value(field_name(m.name)));
    }
    bj::object s{{"type", "object"}, {"properties", properties}, {"additionalProperties", false}};
    if (!required.empty()) s["required"] = required;
    return s;
}

bj::value encode(std::span<const Member<EncodeParts::What>> list, const void* v) {
    bj::object o;
    for (const auto& m : list) o[field_name(m.name)] = m.what(m.in(v));
    return o;
}

}  // namespace soria::json
