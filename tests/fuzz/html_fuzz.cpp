// The HTML writer, read by a parser of HTML5 (gumbo): a page of a form, a table, facts and links in which every text is the fuzzer's.
// Whatever is written, the parser finds the elements and attributes that the same page has with harmless texts, none that runs a
// script, no address but a path of this server; and what was typed into a field is what the field holds.
#include <gumbo.h>

#include <algorithm>
#include <vector>

#include "fuzz.hpp"
#include "views/forms.hpp"
#include "views/pages_part.hpp"
#include "views/shell.hpp"

namespace {

using namespace soria::views;
using soria::fuzz::must;
using soria::fuzz::take_byte;

// Texts in the order in which they were taken; with `harmless`, each becomes a word that is empty or blank where the text is.
class Texts {
public:
    Texts(std::string_view in, bool harmless) : in_(in), harmless_(harmless) {}
    std::string next() {
        size_t n = std::min<size_t>(take_byte(in_) % 48, in_.size());
        auto raw = std::string(in_.substr(0, n));
        in_.remove_prefix(n);
        if (!harmless_ || raw.find_first_not_of(" \t\r\n") == std::string::npos) return raw;
        return "word" + std::to_string(n);
    }
    uint8_t byte() { return take_byte(in_); }

private:
    std::string_view in_;
    bool harmless_;
};

Field field(Texts& t, int n, Field::Kind kind) {
    Field f;
    f.name = "f" + std::to_string(n);
    f.kind = kind;
    f.required = t.byte() % 2;
    f.label = t.next();
    f.help = t.next();
    if (kind == Field::Kind::one_of || kind == Field::Kind::many_of)
        for (int i = 0, most = t.byte() % 9; i < most; ++i) f.options.push_back({"o" + std::to_string(i), t.next(), t.next()});
    return f;
}

std::string page_of(std::string_view in, bool harmless, Given& typed) {
    using K = Field::Kind;
    Texts t(in, harmless);
    Words w("en", "");
    Form form;
    form.id = "f";
    form.title = t.next();
    form.submit = t.next();
    FieldErrors errors;
    int n = 0;
    for (K kind : {K::text, K::long_text, K::one_of, K::many_of, K::date, K::happened, K::number, K::yes_no, K::code}) {
        form.fields.push_back(field(t, n, kind));
        std::string name = "f" + std::to_string(n++);
        auto value = t.next();
        if (kind != K::one_of && kind != K::many_of && kind != K::yes_no) typed.emplace_back(name, value);
        if (t.byte() % 3 == 0) errors.push_back({name, t.next(), {plain(t.next())}});
    }
    Field group = field(t, n++, K::groups);
    group.fields = {field(t, 0, K::text), field(t, 1, K::long_text)};
    form.fields.push_back(group);
    typed.emplace_back(group.name + ".0.f1", t.next());
    Sending sending{Href::to({"do", t.next()}), {{"_key", t.next()}}, t.next(), {{"keep", t.next()}}};
    PartTable table{{t.next(), {{t.next(), false}, {t.next(), true}}, {{t.next(), t.next()}}}, {{t.next(), t.next(), Href::to({"cases", t.next()}).with("x", t.next()), {{"to", t.next()}}}}};
    PartPage part;
    part.code = t.next();
    part.title = t.next();
    part.facts = {{t.next(), t.next()}};
    part.tables = {table};
    part.events = {{t.next(), t.next(), t.next()}};
    part.withheld = t.next();
    Shell shell;
    shell.title = t.next();
    shell.here = t.next();
    shell.tasks = work_menu(t.next(), true, w);
    shell.person = signed_in(t.next(), t.next(), t.next(), w);
    shell.notice = t.next();
    shell.style = "s.css";
    shell.script = "s.js";
    shell.languages = {{"en", t.next()}, {"ar", t.next()}};
    Html outside = a(href(Href::outside(t.next())), t.next()), call = a(href(Href::phone(t.next())), t.next());
    return page(shell, w, {form_page(form, typed, errors, sending, w), answers(form, typed, w), part_page(part, w), outside, call, in_language("ar", t.next())});
}

bool may_be_an_address(std::string_view s) {
    return s.empty() || s[0] == '#' || s.substr(0, 4) == "tel:" || s.substr(0, 8) == "https://" || (s[0] == '/' && s.substr(0, 2) != "//" && s.substr(0, 2) != "/\\");
}

// One line for each element with its attributes' names; the marks of another language, which a text carries, are left out.
void outline(const GumboNode* node, std::string& out) {
    if (node->type != GUMBO_NODE_ELEMENT && node->type != GUMBO_NODE_DOCUMENT) {
        must(node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE, "a page has elements and texts, no comments");
        return;
    }
    const GumboVector* children = &node->v.document.children;
    if (node->type == GUMBO_NODE_ELEMENT) {
        const auto& e = node->v.element;
        children = &e.children;
        must(e.tag != GUMBO_TAG_UNKNOWN && e.tag != GUMBO_TAG_IFRAME && e.tag != GUMBO_TAG_STYLE && e.tag != GUMBO_TAG_OBJECT && e.tag != GUMBO_TAG_EMBED && e.tag != GUMBO_TAG_BASE,
             "an element is one of ours", gumbo_normalized_tagname(e.tag));
        std::string line = gumbo_normalized_tagname(e.tag);
        for (unsigned i = 0; i < e.attributes.length; ++i) {
            const auto* a = static_cast<const GumboAttribute*>(e.attributes.data[i]);
            std::string_view name = a->name, value = a->value;
            must(name.substr(0, 2) != "on" && name != "style" && name != "srcdoc", "an attribute runs nothing", name);
            if (name == "href" || name == "src" || name == "action" || name == "formaction") must(may_be_an_address(value), "an address is of this server", value);
            if (e.tag == GUMBO_TAG_SCRIPT && name == "src") must(value == "/assets/s.js", "a script is one of ours", value);
            if (name != "lang") line += " " + std::string(name);
        }
        must(e.tag != GUMBO_TAG_SCRIPT || e.children.length == 0, "no script is written into a page");
        if (!(e.tag == GUMBO_TAG_SPAN && e.attributes.length == 1 && line == "span")) out += line + "\n";
    }
    for (unsigned i = 0; i < children->length; ++i) outline(static_cast<const GumboNode*>(children->data[i]), out);
}

const GumboNode* field_of(const GumboNode* node, const std::string& name) {
    if (node->type != GUMBO_NODE_ELEMENT && node->type != GUMBO_NODE_DOCUMENT) return nullptr;
    const auto& children = node->type == GUMBO_NODE_DOCUMENT ? node->v.document.children : node->v.element.children;
    if (node->type == GUMBO_NODE_ELEMENT && (node->v.element.tag == GUMBO_TAG_INPUT || node->v.element.tag == GUMBO_TAG_TEXTAREA)) {
        const auto* a = gumbo_get_attribute(&node->v.element.attributes, "name");
        if (a && name == a->value) return node;
    }
    for (unsigned i = 0; i < children.length; ++i)
        if (const auto* found = field_of(static_cast<const GumboNode*>(children.data[i]), name)) return found;
    return nullptr;
}

// A field holds what was typed, when that is text; control characters and marks of a language are the writer's to change.
void check_typed(const GumboNode* root, const Given& typed) {
    for (const auto& [name, value] : typed) {
        bool text = soria::fuzz::is_utf8(value) && value.find("\xF3\xA0") == std::string::npos && value.find("\xEF\xB7") == std::string::npos && value.find("\xC2") == std::string::npos;
        text = text && std::none_of(value.begin(), value.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; });
        text = text && value.find("\xBF\xBE") == std::string::npos && value.find("\xBF\xBF") == std::string::npos;      // what is no letter
        if (!text) continue;
        const auto* at = field_of(root, name);
        must(at != nullptr, "a field is there", name);
        std::string holds;
        if (at->v.element.tag == GUMBO_TAG_INPUT) {
            const auto* v = gumbo_get_attribute(&at->v.element.attributes, "value");
            holds = v ? v->value : "";
        } else if (at->v.element.children.length) {
            holds = static_cast<const GumboNode*>(at->v.element.children.data[0])->v.text.text;
        }
        must(holds == value, "a field holds what was typed", name);
    }
}

void run(std::string_view in) {
    Given typed, words;
    auto text = page_of(in, false, typed), harmless = page_of(in, true, words);
    auto* page = gumbo_parse_with_options(&kGumboDefaultOptions, text.data(), text.size());
    auto* same = gumbo_parse_with_options(&kGumboDefaultOptions, harmless.data(), harmless.size());
    std::string found, expected;
    outline(page->document, found);
    outline(same->document, expected);
    // A carriage return is a reference, which a parser takes and calls an error.
    auto put_right = [](const auto* parsed, const std::string& written) { return parsed->errors.length > 0 && written.find("&#13;") == std::string::npos; };
    must(!put_right(same, harmless) && !put_right(page, text), "the parser has nothing to put right");
    must(found == expected, "what is written changes no element and no attribute");
    check_typed(page->document, typed);
    gumbo_destroy_output(&kGumboDefaultOptions, page);
    gumbo_destroy_output(&kGumboDefaultOptions, same);
}

}  // namespace

SORIA_FUZZ_TARGET(run)
