#pragma once
// What a browser posts, read and written, the same on the server and in the phone's worker.
#include "views/forms.hpp"

namespace soria::views {

// application/x-www-form-urlencoded, as strict as the rest of the door: no bad percent sign, no NUL, UTF-8, limits. Line ends
// become line feeds.
enum class Unread : uint8_t { nothing, garbled, long_name, many_fields };
Unread read_form(std::string_view body, Given&);
const char* said(Unread);
std::string write_form(const Given&);

// Groups of these lists that were left blank, or that _drop names, fall out, and the others close up: people.2 becomes people.1.
Given compacted(const std::vector<std::string>& lists, Given);
std::vector<std::string> lists_of(const Form&);

}  // namespace soria::views
