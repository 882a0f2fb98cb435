// The kit of one language, read: kit_write.cpp writes it.
#include "views/phone.hpp"

namespace soria::views {
namespace {

constexpr int depth_max = 4;

int64_t number(std::string_view s) {
    bool below = !s.empty() && s[0] == '-';
    int64_t n = 0;
    for (char c : s.substr(below)) {
        if (c < '0' || c > '9' || n > 99'999'999'999'999) break;
        n = n * 10 + (c - '0');
    }
    return below ? -n : n;
}
bool read_field(std::string_view one, int& depth, Field& f) {
    depth = int(number(taken(one, '\t')));
    auto kind = number(taken(one, '\t'));
    if (depth < 0 || depth > depth_max || kind < 0 || kind > int64_t(Field::Kind::lines)) return false;
    f.kind = Field::Kind(kind);
    f.required = number(taken(one, '\t')) != 0;
    f.min = number(taken(one, '\t'));
    f.max = number(taken(one, '\t'));
    f.signs_max = size_t(number(taken(one, '\t')));
    f.groups_max = size_t(number(taken(one, '\t')));
    f.preset = std::string(taken(one, '\t'));
    f.name = std::string(taken(one, '\t'));
    f.label = std::string(taken(one, '\t'));
    f.help = std::string(one);
    return !f.name.empty();
}

bool read_form_of(std::string_view text, Form& form) {
    while (!text.empty()) {
        auto one = taken(text, '\n');
        std::vector<Field>* into = &form.fields;
        if (one.substr(0, 2) == "F\t") {
            one.remove_prefix(2);
            int depth = 0;
            Field f;
            if (!read_field(one, depth, f)) return false;
            for (; depth > 0; --depth) {
                if (into->empty()) return false;
                into = &into->back().fields;
            }
            into->push_back(std::move(f));
        } else {
            Field* last = nullptr;
            for (; !into->empty(); into = &last->fields) last = &into->back();
            if (!last) return false;
            auto value = taken(one, '\t');
            auto label = taken(one, '\t');
            last->options.push_back({std::string(value), std::string(label), std::string(one)});
        }
    }
    return !form.fields.empty();
}

}  // namespace

bool PhonePages::take(std::string_view text) {
    if (text.substr(0, kit_begins.size()) != kit_begins) return false;
    text.remove_prefix(kit_begins.size());
    auto kit = std::make_unique<Kit>();
    kit->language = std::string(taken(text, '\n'));
    size_t end = text.find("\n\n");
    if (kit->language.empty() || end == std::string_view::npos) return false;
    kit->catalogue = std::string(text.substr(0, end + 1));
    kit->words = Words(kit->language, kit->catalogue);
    if (!read_form_of(text.substr(end + 2), kit->form)) return false;
    for (auto& k : kits_)
        if (k->language == kit->language) {
            k = std::move(kit);
            return true;
        }
    kits_.push_back(std::move(kit));
    return true;
}

}  // namespace soria::views
