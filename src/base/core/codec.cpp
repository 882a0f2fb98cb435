#include "base/core/codec.hpp"

namespace soria::codec {

void put_varint(std::string& out, uint64_t n) {
    for (; n >= 0x80; n >>= 7) out += char(n | 0x80);
    out += char(n);
}

Result<uint64_t> take_varint(std::string_view& in) {
    uint64_t n = 0;
    for (size_t i = 0; i < in.size() && i < 10; ++i) {
        uint8_t b = uint8_t(in[i]);
        if (i == 9 && b > 1) break;
        n |= uint64_t(b & 0x7f) << (7 * i);
        if (b < 0x80) {
            if (b == 0 && i > 0) break;
            in.remove_prefix(i + 1);
            return n;
        }
    }
    return fail(Fault::damaged, "a length or number is not in its shortest form");
}

Result<std::string_view> take_bytes(std::string_view& in, uint64_t size) {
    if (size > in.size()) return fail(Fault::damaged, "bytes are missing at the end");
    auto b = in.substr(0, size);
    in.remove_prefix(size);
    return b;
}

Result<std::vector<RawField>> take_fields(std::string_view in) {
    std::vector<RawField> fields;
    uint64_t last = 0;
    while (!in.empty()) {
        uint64_t number = TRY(take_varint(in));
        uint64_t size = TRY(take_varint(in));
        auto bytes = TRY(take_bytes(in, size));
        if (number <= last || bytes.empty()) return fail(Fault::damaged, "fields are not in their order");
        fields.push_back({number, bytes});
        last = number;
    }
    return fields;
}

}  // namespace soria::codec
