// The largest that each form can be when every field of it is full, as a browser sends it: four bytes of UTF-8 a sign, each of
// them three characters in the body.
#include <doctest/doctest.h>

#include <algorithm>

#include "app/http/server.hpp"
#include "app/pages/screens.hpp"
#include "app/service/folder.hpp"
#include "views/form_result.hpp"

using namespace soria;
using namespace soria::app;

namespace {

const pack::Pack& pack_of_forms() {
    static const auto pack = pack::load_folder(std::filesystem::path(SORIA_ROOT) / "packs/norway-2006", vocabulary())->pack;
    REQUIRE(pack);
    return *pack;
}
std::string largest_sign(size_t times) {
    std::string s;
    for (size_t i = 0; i < times; ++i) s += "\xF0\x9F\x98\x80";
    return s;
}
void fill(views::Given& g, const std::vector<views::Field>& fields, const std::string& prefix) {
    using K = views::Field::Kind;
    for (const auto& f : fields) {
        std::string name = prefix.empty() ? f.name : prefix + "." + f.name;
        if (f.kind == K::group) fill(g, f.fields, name);
        else if (f.kind == K::groups)
            for (size_t i = 0; i < f.groups_max; ++i) fill(g, f.fields, name + "." + std::to_string(i));
        else if (f.kind == K::many_of)
            for (const auto& o : f.options) g.emplace_back(name, o.value);
        else if (!f.options.empty()) g.emplace_back(name, std::max_element(f.options.begin(), f.options.end(), [](auto& a, auto& b) { return a.value.size() < b.value.size(); })->value);
        else if (f.kind == K::text || f.kind == K::long_text || f.kind == K::lines || f.kind == K::code) g.emplace_back(name, largest_sign(f.signs_max));
        else g.emplace_back(name, "2007-02-05");
    }
}
size_t largest(const views::Form& form) {
    views::Given g{{"_csrf", std::string(64, 'a')}, {"_key", std::string(32, 'a')}, {"_step", "send"}};
    fill(g, form.fields, "");
    auto body = views::write_form(g);
    auto read = views::read_form(body);
    CHECK_MESSAGE((read && *read == g), form.id);        // and not of too many fields
    return body.size();
}
views::Form form_of_command(const domain::CommandType& type) {
    static const views::Words words("en", pack_of_forms().pages.at("en"));
    return form_of(type, {pack_of_forms(), words, "en", nullptr});
}

}  // namespace

TEST_CASE("a form that is full to the limits of its fields is never too large") {
    http::ServerOptions limits;
    size_t most = 0;
    std::string which;
    for (const auto* type : domain::command_types()) {
        size_t size = largest(form_of_command(*type));
        CHECK_MESSAGE(size <= limits.form_bytes_max, type->name, " ", size);
        if (size > most) most = size, which = type->name;
    }
    // Signs of a list, each with what was seen.
    for (const auto& list : pack_of_forms().lists) {
        views::Form form;
        form.id = list.id;
        auto add = [&](std::string name) {
            auto& f = form.fields.emplace_back();
            f.name = std::move(name);
            f.kind = views::Field::Kind::long_text;
        };
        for (const auto& group : list.groups)
            for (const auto& i : group.items) add("evidence." + i.id);
        add("note");
        size_t size = largest(form);
        CHECK_MESSAGE(size <= limits.form_bytes_max, list.id, " ", size);
        if (size > most) most = size, which = list.id;
    }
    MESSAGE("the largest form: ", which, ", ", most, " bytes");
    CHECK(most > limits.body_bytes_max);                 // else one limit would do
}

TEST_CASE("a report of the public or of a phone, full to the limits of its fields, is taken where a megabyte is the limit") {
    auto form = form_of_command(*domain::command_type("receive-report"));
    few_people(form);
    size_t of_the_public = largest(form);
    CHECK_MESSAGE(of_the_public <= http::ServerOptions{}.body_bytes_max, of_the_public);
    for (auto& f : form.fields) std::erase_if(f.fields, [](auto& each) { return each.name == "documents"; });
    size_t of_a_phone = largest(form);
    CHECK_MESSAGE(of_a_phone + 1000 <= Phones::sealed_bytes_max, of_a_phone);      // with what seals it
}
