#pragma once
// A typed writer of HTML. Elements and attributes are functions, so that a page reads like its outline:
//     div(cls("box"), h2("A < B"), p("One ", strong("two")), a(href(Href::to({"cases", code})), code))
// Text and attribute values are escaped as they are written. There is no way to write markup but the elements here, no
// attribute that runs a script, no style but a class, and no address but a Href. Free of any library: it is compiled for
// WebAssembly as well.
#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "views/small.hpp"

namespace soria::views {

// An attribute's name: known when compiling, and none that runs a script, carries a style or is an address.
class AttributeName {
public:
    consteval AttributeName(const char* text) : text_(text) {
        std::string_view name = text;
        if (name.empty()) refuse_at_compile_time();
        for (char c : name)
            if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) refuse_at_compile_time();
        if (name.substr(0, 2) == "on") refuse_at_compile_time();
        for (std::string_view no : {"style", "href", "src", "action", "formaction", "srcdoc", "srcset", "data", "poster", "ping", "cite", "background", "http-equiv"})
            if (name == no) refuse_at_compile_time();
    }
    constexpr const char* text() const { return text_; }

private:
    static void refuse_at_compile_time();
    const char* text_;
};

// An address: a path of this server made from its segments, or one of the few others that a page may name.
class Href {
public:
    static Href to(std::initializer_list<std::string_view> segments);   // each is percent-encoded; one may not climb or leave
    static Href asset(std::string_view name) { return to({"assets", name}); }
    static Href outside(std::string_view https);                        // https only, else the front page
    static Href phone(std::string_view number);
    static Href fragment(std::string_view id);
    // A path of this server as one piece, as a request had it: "/cases/K7M-4QX-Z". Anything else is the front page.
    static Href path(std::string_view whole);
    Href with(std::string_view name, std::string_view value) &&;        // the query
    Href at(std::string_view id) &&;                                    // the fragment
    const std::string& text() const { return text_; }

private:
    explicit Href(std::string t) : text_(std::move(t)) {}
    std::string text_;
};

// It looks at its value and does not keep it: made where it is given to its element, and gone with that expression.
struct Attribute {
    const char* name;
    std::string_view value;
    bool there = true;      // a boolean attribute that is not so is not written
    bool bare = false;
};

class Html {
public:
    Html() = default;
    const std::string& text() const& { return bytes_; }
    std::string text() && { return std::move(bytes_); }
    bool empty() const { return bytes_.empty(); }
    Html& operator+=(const Html& other) {
        bytes_ += other.bytes_;
        return *this;
    }

private:
    friend class Writer;
    std::string bytes_;
};

// What an element is given: attributes first or last, texts, elements and lists of elements, in the order they are shown.
class Part {
public:
    SORIA_ONCE Part(const Attribute& a) : kind_(Kind::attribute), attribute_(&a) {}
    SORIA_ONCE Part(const Html& h) : kind_(Kind::html), html_(&h) {}
    SORIA_ONCE Part(const std::vector<Html>& l) : kind_(Kind::list), list_(&l) {}
    SORIA_ONCE Part(std::string_view s) : kind_(Kind::text), text_(s) {}
    SORIA_ONCE Part(const std::string& s) : kind_(Kind::text), text_(s) {}
    SORIA_ONCE Part(const char* s) : kind_(Kind::text), text_(s) {}

private:
    friend class Writer;
    enum class Kind : uint8_t { attribute, text, html, list } kind_;
    union {
        const Attribute* attribute_;
        const Html* html_;
        const std::vector<Html>* list_;
    };
    std::string_view text_;
};
using Parts = std::initializer_list<Part>;

// A text in another language than its page. The text carries its language with it, as Unicode's language tags do, through lists,
// labels and sentences; the writer makes a span with `lang` of it, and leaves it out where no element may stand.
std::string in_language(std::string_view language, std::string_view text);

Html together(Parts parts);      // no element around them

Html element(const char* tag, bool is_void, uint64_t kinds, const void* const* parts, size_t count);
template <class... A> SORIA_ONCE Html element_of(const char* tag, bool is_void, uint64_t kinds, A... addresses) {
    const void* all[]{addresses..., nullptr};
    return element(tag, is_void, kinds, all, sizeof...(addresses));
}

#define SORIA_ELEMENT(name, tag) \
    template <class... P> Html name(const P&... parts) { return element_of(tag, false, part_kinds<P...>(), part_address(parts)...); }
#define SORIA_VOID(name, tag) \
    template <class... P> Html name(const P&... parts) { return element_of(tag, true, part_kinds<P...>(), part_address(parts)...); }
SORIA_ELEMENT(main_, "main") SORIA_ELEMENT(header, "header") SORIA_ELEMENT(footer, "footer") SORIA_ELEMENT(nav, "nav")
SORIA_ELEMENT(section, "section") SORIA_ELEMENT(article, "article") SORIA_ELEMENT(aside, "aside") SORIA_ELEMENT(div, "div")
SORIA_ELEMENT(h1, "h1") SORIA_ELEMENT(h2, "h2") SORIA_ELEMENT(h3, "h3") SORIA_ELEMENT(h4, "h4") SORIA_ELEMENT(p, "p")
SORIA_ELEMENT(ul, "ul") SORIA_ELEMENT(ol, "ol") SORIA_ELEMENT(li, "li") SORIA_ELEMENT(dl, "dl") SORIA_ELEMENT(dt, "dt") SORIA_ELEMENT(dd, "dd")
SORIA_ELEMENT(table, "table") SORIA_ELEMENT(caption, "caption") SORIA_ELEMENT(thead, "thead") SORIA_ELEMENT(tbody, "tbody")
SORIA_ELEMENT(tfoot, "tfoot") SORIA_ELEMENT(tr, "tr") SORIA_ELEMENT(th, "th") SORIA_ELEMENT(td, "td")
SORIA_ELEMENT(a, "a") SORIA_ELEMENT(span, "span") SORIA_ELEMENT(strong, "strong") SORIA_ELEMENT(em, "em") SORIA_ELEMENT(small, "small")
SORIA_ELEMENT(code, "code") SORIA_ELEMENT(pre, "pre") SORIA_ELEMENT(blockquote, "blockquote") SORIA_ELEMENT(bdi, "bdi") SORIA_ELEMENT(abbr, "abbr") SORIA_ELEMENT(time_, "time")
SORIA_ELEMENT(form, "form") SORIA_ELEMENT(fieldset, "fieldset") SORIA_ELEMENT(legend, "legend") SORIA_ELEMENT(label, "label")
SORIA_ELEMENT(button, "button") SORIA_ELEMENT(select, "select") SORIA_ELEMENT(optgroup, "optgroup") SORIA_ELEMENT(option, "option") SORIA_ELEMENT(textarea_, "textarea")
SORIA_ELEMENT(details, "details") SORIA_ELEMENT(summary, "summary") SORIA_ELEMENT(figure, "figure") SORIA_ELEMENT(figcaption, "figcaption")
SORIA_VOID(input, "input") SORIA_VOID(br, "br") SORIA_VOID(hr, "hr") SORIA_VOID(img, "img")
// SVG, for plots with their tables beside them.
SORIA_ELEMENT(svg, "svg") SORIA_ELEMENT(g, "g") SORIA_ELEMENT(path, "path") SORIA_ELEMENT(rect, "rect") SORIA_ELEMENT(line, "line")
SORIA_ELEMENT(circle, "circle") SORIA_ELEMENT(text_, "text") SORIA_ELEMENT(title_, "title") SORIA_ELEMENT(desc, "desc")
#undef SORIA_ELEMENT
#undef SORIA_VOID

// A line feed right after <textarea> would be dropped by the parser.
template <class... P> Html textarea(std::string_view content, const P&... parts) {
    std::string kept = "\n";
    kept += content;
    return textarea_(parts..., kept);
}

SORIA_ONCE inline Attribute attr(AttributeName name, std::string_view value) { return {name.text(), value}; }
SORIA_ONCE inline Attribute attr(AttributeName name, const char* value) { return {name.text(), value}; }
SORIA_ONCE inline Attribute flag(AttributeName name, bool there = true) { return {name.text(), {}, there, true}; }
#define SORIA_ATTRIBUTE(name, text) \
    SORIA_ONCE inline Attribute name(std::string_view v) { return {text, v}; } \
    SORIA_ONCE inline Attribute name(const char* v) { return {text, v}; }
SORIA_ATTRIBUTE(cls, "class") SORIA_ATTRIBUTE(id, "id") SORIA_ATTRIBUTE(lang, "lang") SORIA_ATTRIBUTE(dir, "dir") SORIA_ATTRIBUTE(name, "name")
SORIA_ATTRIBUTE(value, "value") SORIA_ATTRIBUTE(type, "type") SORIA_ATTRIBUTE(for_, "for") SORIA_ATTRIBUTE(scope, "scope")
SORIA_ATTRIBUTE(labelled_by, "aria-labelledby") SORIA_ATTRIBUTE(aria_label, "aria-label")
#undef SORIA_ATTRIBUTE
inline Attribute described_by(std::string_view v) { return {"aria-describedby", v, !v.empty()}; }
SORIA_ONCE inline Attribute href(const Href& h) { return {"href", h.text()}; }
SORIA_ONCE inline Attribute src(const Href& h) { return {"src", h.text()}; }
SORIA_ONCE inline Attribute action(const Href& h) { return {"action", h.text()}; }
SORIA_ONCE inline Attribute formaction(const Href& h) { return {"formaction", h.text()}; }

// A whole document. Scripts are named and deferred, never written into the page.
struct Head {
    std::string_view language, direction;   // ltr, rtl
    std::string title;
    std::vector<Href> styles, scripts;
};
std::string document(const Head&, Parts body);

}  // namespace soria::views
