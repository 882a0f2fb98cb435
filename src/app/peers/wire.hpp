#pragma once
// What two Sorias say to each other about blind questions: docs/format/blind.md. The answerer's register crosses blinded, is
// multiplied by the asker and goes back; only the answerer learns what both have.
#include <span>

#include "base/json.hpp"
#include "domain/matching/peers.hpp"
#include "engines/matching/blind/keys.hpp"
#include "engines/matching/blind/psi.hpp"

namespace soria::app::peers {

inline constexpr size_t questions_max = 50;            // in one exchange
inline constexpr size_t piece_points = 4096;
inline constexpr size_t elements_max = size_t(1) << 19;

struct Open {
    std::string exchange;                              // 32 hexadecimal digits, drawn by the asker
    std::vector<domain::PeerQuestion> questions;
};
BOOST_DESCRIBE_STRUCT(Open, (), (exchange, questions))
struct Opened {
    std::vector<std::string> compare, answered, refused;
    int64_t pieces = 0;
};
BOOST_DESCRIBE_STRUCT(Opened, (), (compare, answered, refused, pieces))
struct Piece {
    std::string exchange;
    int64_t piece = 0;
};
BOOST_DESCRIBE_STRUCT(Piece, (), (exchange, piece))
struct Points {
    std::string exchange, points;                      // base64; empty in an answer to what was returned
    int64_t piece = 0;
};
BOOST_DESCRIBE_STRUCT(Points, (), (exchange, points, piece))
struct Close {
    std::string exchange;
    std::vector<std::string> tags;                     // of each question of `compare`, in its order: base64
};
BOOST_DESCRIBE_STRUCT(Close, (), (exchange, tags))
struct Codes {
    std::vector<std::string> questions;
};
BOOST_DESCRIBE_STRUCT(Codes, (), (questions))

// Points and tags as base64 text, a whole number of them.
std::string text_of(const void* bytes, size_t size);
Result<std::vector<uint8_t>> bytes_of(std::string_view text, const std::string& where);
template <class P> std::string packed(std::span<const P> list) { return text_of(list.data(), list.size_bytes()); }
template <class P> Result<std::vector<P>> unpacked(std::string_view text, const std::string& where) {
    auto bytes = TRY(bytes_of(text, where));
    if (bytes.empty() || bytes.size() % sizeof(P)) return invalid("is no whole number of points", where);
    std::vector<P> list(bytes.size() / sizeof(P));
    std::copy(bytes.begin(), bytes.end(), reinterpret_cast<uint8_t*>(list.data()));
    return list;
}
// Points are longer than any text that a person writes.
Result<Points> read_points(std::string_view body);
Result<matching::blind::Scalar> new_scalar();

}  // namespace soria::app::peers
