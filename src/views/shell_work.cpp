// What stands at the top for whoever has signed in. Apart from the rest of the shell, which the phone's engine has too.
#include "views/shell.hpp"

namespace soria::views {

Html work_menu(std::string_view current, bool figures, const Words& w) {
    auto item = [&](const char* what, Href to) {
        return li(a(cls("ds-link"), href(to), Attribute{"aria-current", "page", current == what}, w(std::string("shell.") + what)));
    };
    return nav(cls("tasks"), aria_label(w("shell.menu")),
               ul(item("desk", Href::to({})), item("report", Href::to({"report"})), item("find", Href::to({"find"})), item("houses", Href::to({"houses"})),
                  figures ? together({item("national", Href::to({"national"})), item("plan", Href::to({"plan"}))}) : Html()));
}

Html signed_in(std::string_view user, std::string_view agency, std::string_view csrf, const Words& w) {
    return form(cls("who"), attr("method", "post"), action(Href::to({"sign-out"})), input(type("hidden"), name("_csrf"), value(csrf)),
                a(cls("ds-link"), href(Href::to({"me"})), user, ", ", agency), " ",
                button(cls("ds-button"), attr("data-variant", "tertiary"), attr("data-size", "sm"), type("submit"), w("shell.sign_out")));
}

}  // namespace soria::views
