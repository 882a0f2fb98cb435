#include <doctest/doctest.h>

#include <algorithm>

#include "app/pages/screens.hpp"

using namespace soria;

TEST_CASE("every command about a case is offered on its page, under one theme") {
    std::map<std::string_view, int> offered;
    for (const auto& theme : app::case_themes())
        for (auto c : theme.commands) ++offered[c];
    for (const auto& [name, n] : offered) {
        CHECK_MESSAGE(domain::command_type(name), name);
        CHECK_MESSAGE(n == 1, name);
    }
    for (const auto* t : domain::command_types()) {
        auto fields = t->fields();
        bool about_a_case = std::any_of(fields.begin(), fields.end(), [](auto& f) { return f.name == "case" && !f.optional; });
        CHECK_MESSAGE((!about_a_case || offered.count(t->name)), t->name);
    }
}
