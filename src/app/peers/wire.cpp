#include "app/peers/wire.hpp"

#include <sodium.h>

namespace soria::app::peers {

std::string text_of(const void* bytes, size_t size) {
    std::string out(sodium_base64_encoded_len(size, sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(out.data(), out.size(), static_cast<const unsigned char*>(bytes), size, sodium_base64_VARIANT_ORIGINAL);
    out.pop_back();
    return out;
}

Result<std::vector<uint8_t>> bytes_of(std::string_view text, const std::string& where) {
    std::vector<uint8_t> out(text.size());
    size_t n = 0;
    if (sodium_base642bin(out.data(), out.size(), text.data(), text.size(), nullptr, &n, nullptr, sodium_base64_VARIANT_ORIGINAL))
        return invalid("is no base64", where);
    out.resize(n);
    return out;
}

Result<Points> read_points(std::string_view body) {
    constexpr size_t text_max = piece_points * sizeof(matching::blind::Point) * 4 / 3 + 8;
    auto v = TRY(json::parse(body));
    if (!v.is_object()) return invalid("must be an object");
    auto& o = v.get_object();
    const auto* points = o.if_contains("points");
    if (!points) return invalid("is missing", "points");
    std::string text = TRY(json::text(*points, "points", text_max));
    o["points"] = "";
    Points p = TRY(json::decode<Points>(v, ""));
    p.points = std::move(text);
    return p;
}

Result<matching::blind::Scalar> new_scalar() {
    std::array<uint8_t, 64> bytes;
    randombytes_buf(bytes.data(), bytes.size());
    return matching::blind::scalar_of(bytes);
}

}  // namespace soria::app::peers
