#pragma once
// An answer's bytes, and what the server itself says when a request is not one.
#include <string>
#include <string_view>

#include "app/http/message.hpp"

namespace soria::http {

const char* reason(int status);
Response problem(int status, const std::string& because);                        // application/problem+json
// A key is only of use to what changes something.
std::string deadline_passed(bool changes);
std::string bytes_of(const Response&, bool close, bool head_only);

// Who asks, as far as the bytes of a head say it, however malformed: a browser names text/html and its languages. Of whom nothing is known,
// because their head is not whole, a person is assumed, unless they ask the API.
struct Wish {
    bool page = false;
    std::string languages;             // Accept-Language
};
Wish wish_of(std::string_view head);

}  // namespace soria::http
