#include "base/core/ids.hpp"

namespace soria {
namespace {
constexpr std::string_view signs = "23456789BCDFGHJKMNPQRSTVWXYZA";   // 29
constexpr size_t code_length = 6;

size_t sign_of(char c) {
    if (c >= 'a' && c <= 'z') c = char(c - 'a' + 'A');
    return signs.find(c);
}
char check_sign(std::string_view code) {
    size_t sum = 0;
    for (size_t i = 0; i < code.size(); ++i) sum += (i + 2) * sign_of(code[i]);
    return signs[(29 - sum % 29) % 29];
}
}  // namespace

std::string id_text(const Id& id) {
    constexpr char hex[] = "0123456789abcdef";
    std::string s(32, '0');
    for (size_t i = 0; i < 16; ++i) s[2 * i] = hex[id[i] >> 4], s[2 * i + 1] = hex[id[i] & 15];
    return s;
}

Result<Id> parse_id(std::string_view t) {
    Id id{};
    if (t.size() != 32) return invalid("an id has 32 hexadecimal digits");
    for (size_t i = 0; i < 32; ++i) {
        char c = t[i];
        int d = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
        if (d < 0) return invalid("an id has 32 hexadecimal digits");
        id[i / 2] = uint8_t(id[i / 2] << 4 | d);
    }
    return id;
}

std::string spoken_code(uint64_t random_bits) {
    std::string c;
    for (size_t i = 0; i < code_length; ++i, random_bits /= 29) c += signs[random_bits % 29];
    char check = check_sign(c);
    return c.substr(0, 3) + "-" + c.substr(3) + "-" + check;
}

Result<std::string> parse_code(std::string_view t) {
    std::string c;
    for (char ch : t.substr(0, 32)) {
        if (ch == '-' || ch == ' ') continue;
        if (sign_of(ch) == std::string_view::npos) return invalid("a code is written like K7M-4QX-Z");
        c += signs[sign_of(ch)];
    }
    if (c.size() != code_length + 1) return invalid("a code is written like K7M-4QX-Z");
    if (check_sign(std::string_view(c).substr(0, code_length)) != c.back())
        return invalid("the code's last letter does not fit: one sign is wrong or two are swapped");
    return c.substr(0, 3) + "-" + c.substr(3, 3) + "-" + c.back();
}

}  // namespace soria
