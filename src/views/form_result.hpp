#pragma once
// What a browser posted, or why it was not read: as the server's other doors say it.
#include "base/core/result.hpp"
#include "views/form_text.hpp"

namespace soria::views {

inline Result<Given> read_form(std::string_view body) {
    Given g;
    auto u = read_form(body, g);
    if (u == Unread::nothing) return g;
    if (u == Unread::garbled) return invalid(said(u));
    return fail(Fault::limit, said(u));
}

}  // namespace soria::views
