#include "engines/matching/blind/psi.hpp"

#include <sodium.h>

#include <algorithm>
#include <atomic>
#include <cstring>

namespace soria::matching::blind {
namespace {

constexpr size_t points_a_piece = 64;

Tag tag_of(const Point& p) {
    Tag t;
    crypto_generichash(t.data(), t.size(), p.data(), p.size(), nullptr, 0);
    return t;
}
// out[i] = make(i) in pieces; false from any of them ends in a fault.
template <class T, class Make> Result<std::vector<T>> in_pieces(size_t n, const Run& run, Make make) {
    std::vector<T> out(n);
    std::atomic<bool> bad{false};
    run((n + points_a_piece - 1) / points_a_piece, [&](size_t piece) {
        for (size_t i = piece * points_a_piece; i < std::min(n, (piece + 1) * points_a_piece); ++i)
            if (!make(i, out[i])) bad = true;
    });
    if (bad) return invalid("an element is no point of ristretto255, or zero");
    return out;
}

}  // namespace

Result<Scalar> scalar_of(std::span<const uint8_t, 64> random) {
    Scalar s;
    crypto_core_ristretto255_scalar_reduce(s.data(), random.data());
    if (sodium_is_zero(s.data(), s.size())) return invalid("a scalar of zero");
    return s;
}

Point point_of(std::string_view element) {
    static constexpr std::string_view domain = "soria blind matching 1\n";
    uint8_t h[64];
    crypto_generichash_state state;
    crypto_generichash_init(&state, nullptr, 0, sizeof h);
    crypto_generichash_update(&state, reinterpret_cast<const uint8_t*>(domain.data()), domain.size());
    crypto_generichash_update(&state, reinterpret_cast<const uint8_t*>(element.data()), element.size());
    crypto_generichash_final(&state, h, sizeof h);
    Point p;
    crypto_core_ristretto255_from_hash(p.data(), h);
    return p;
}

Result<std::vector<Point>> blinded(std::span<const std::string_view> elements, const Scalar& r, const Run& run) {
    return in_pieces<Point>(elements.size(), run, [&](size_t i, Point& out) {
        return crypto_scalarmult_ristretto255(out.data(), r.data(), point_of(elements[i]).data()) == 0;
    });
}

Result<std::vector<Point>> evaluated(std::span<const Point> points, const Scalar& key, const Run& run) {
    return in_pieces<Point>(points.size(), run, [&](size_t i, Point& out) {
        return crypto_scalarmult_ristretto255(out.data(), key.data(), points[i].data()) == 0;   // checks that it is a point
    });
}

Result<std::vector<Tag>> unblinded(std::span<const Point> points, const Scalar& r, const Run& run) {
    Scalar inverse;
    if (crypto_core_ristretto255_scalar_invert(inverse.data(), r.data())) return invalid("a scalar of zero");
    return in_pieces<Tag>(points.size(), run, [&](size_t i, Tag& out) {
        Point p;
        if (crypto_scalarmult_ristretto255(p.data(), inverse.data(), points[i].data())) return false;
        out = tag_of(p);
        return true;
    });
}

Result<std::vector<Tag>> tags_of(std::span<const std::string_view> elements, const Scalar& key, const Run& run) {
    auto tags = TRY(in_pieces<Tag>(elements.size(), run, [&](size_t i, Tag& out) {
        Point p;
        if (crypto_scalarmult_ristretto255(p.data(), key.data(), point_of(elements[i]).data())) return false;
        out = tag_of(p);
        return true;
    }));
    std::sort(tags.begin(), tags.end());
    return tags;
}

std::vector<uint32_t> shared(std::span<const Tag> asked, std::span<const Tag> sorted) {
    std::vector<uint32_t> places;
    for (size_t i = 0; i < asked.size(); ++i)
        if (std::binary_search(sorted.begin(), sorted.end(), asked[i])) places.push_back(uint32_t(i));
    return places;
}

}  // namespace soria::matching::blind
