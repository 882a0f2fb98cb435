#pragma once
// What is checked of a request's head before any parser of a library sees it (docs/decisions/0023-http.md): the places
// where two readers of the same bytes could disagree about where a request ends.
#include <string>
#include <string_view>

#include "app/http/message.hpp"

namespace soria::http {

struct HeadFault {
    int status = 0;            // 0: nothing wrong
    std::string because;
};

// As soon as bytes arrive: a bare line feed, a NUL or another control character is a fault at once.
HeadFault check_bytes(std::string_view so_far);
// The whole head, up to and with its empty line.
HeadFault check_head(std::string_view head);
// Path and query of a target, decoded: bad percent signs, NUL and invalid UTF-8 are faults.
HeadFault decode_target(std::string_view target, Request&);

}  // namespace soria::http
