#pragma once
// What is checked of a request's head before any parser of a library sees it (docs/decisions/0023-http.md): the places
// where two readers of the same bytes could disagree about where a request ends.
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "app/http/message.hpp"

namespace soria::http {

struct HeadFault {
    int status = 0;            // 0: nothing wrong
    std::string because;
};

// What a head that passed says.
struct Head {
    std::map<std::string, std::string> headers;   // names in lower case; none twice
    std::optional<uint64_t> length;               // Content-Length
    bool expects_continue = false;
    // A browser is answered with a page, also where nothing of what it sends is taken.
    bool for_a_page() const {
        auto accept = headers.find("accept");
        return accept != headers.end() && accept->second.find("text/html") != std::string::npos;
    }
};

// As soon as bytes arrive: a bare line feed, a NUL or another control character is a fault at once. What lies before
// `from` was checked already.
HeadFault check_bytes(std::string_view so_far, size_t from = 0);
// The whole head, up to and with its empty line.
HeadFault check_head(std::string_view head, Head* out = nullptr);
// What stands after a chunk's size: Beast lets line feeds and NUL through between quotes, and other readers end the line there.
HeadFault check_chunk_extension(std::string_view);
// Path and query of a target, decoded: bad percent signs, an encoded slash, NUL and invalid UTF-8 are faults.
HeadFault decode_target(std::string_view target, Request&);

}  // namespace soria::http
