#include "views/phone.hpp"

#include <algorithm>

#include "views/form_text.hpp"
#include "views/report_steps.hpp"
#include "views/shell.hpp"

namespace soria::views {
namespace {

constexpr size_t pin_digits_min = 6, pin_digits_max = 64;
constexpr std::string_view kept_prefix = "kept.";

int64_t count(std::string_view s) {
    int64_t n = 0;
    if (!is_digits(s) || s.size() > 9) return 0;
    for (char c : s) n = n * 10 + (c - '0');
    return n;
}

struct Asked {
    std::string_view method, path;
    std::string wanted;                     // a language that there is no kit of
    Given stand, posted;
    std::string_view how(std::string_view name) const { return given(stand, name); }
};

std::string told(int status, std::string_view what, std::string_view payload) {
    return joined(digits_of(status), " ", what, "\n", payload);
}

class Drawing {
public:
    Drawing(const PhonePages::Kit& kit, const Asked& a) : kit_(kit), w(kit.words), asked_(a) {}

    std::string answer() {
        bool post = asked_.method == "POST";
        if (asked_.path == "/phone/" && !post) return home();
        if (asked_.path == "/phone/waiting" && !post) return told(200, "text", waiting());
        if (asked_.path == "/phone/report") return post ? report() : page(report_asked(kit_.form, presets(kit_.form), {}, place(), w));
        if (asked_.path == "/phone/drafts" && post) return drafts_sent();
        if (asked_.path == "/phone/deliver" && post) return told(200, "deliver", "");
        if (asked_.path == "/phone/lock" && post) return told(200, "lock", "");
        return page(404, w("problem.no_page"), together({heading(1, w("problem.no_page")), p(text_link(front(), w("problem.back")))}));
    }

private:
    static Href front() { return Href::path("/phone/"); }
    std::string said_by_kit(std::string_view key) const { return w.has(key) ? std::string(w(key)) : std::string(); }

    // `sent_to`: where the page's form is sent, and is said in another language, so that nothing written is lost. Others lead to the first.
    std::string page(int status, std::string_view title, const Html& content, std::string_view sent_to = {}) const {
        Shell s;
        s.title = std::string(title);
        s.here = "/phone/";
        s.home = front();
        s.demonstration = said_by_kit("@demonstration");
        s.proposes = said_by_kit("@proposes");
        s.style = said_by_kit("@style");
        s.script = said_by_kit("@script");
        s.island = said_by_kit("@island");
        s.wanted_language = asked_.wanted;
        std::string all = said_by_kit("@languages");
        for (std::string_view text = all; !text.empty();) {
            auto one = taken(text, ';');
            auto code = taken(one, '=');
            s.languages.push_back({std::string(code), std::string(one)});
        }
        Html below;
        if (!sent_to.empty()) {
            s.person = to_languages(w);
            below = languages_of_form(sent_to, s.languages);
            s.languages.clear();
        }
        std::string key = joined("phone.said.", asked_.how("said"));
        if (w.has(key)) s.notice = std::string(w(key));
        return told(status, "show", views::page(s, w, {content, below}));
    }
    std::string page(const ReportStep& step) const { return page(step.status, step.title, step.content, "/phone/report"); }

    std::string moment(std::string_view day_and_time) const {
        auto day = taken(day_and_time, ' ');
        return w("phone.moment", {{"day", w.day(day)}, {"time", day_and_time}});
    }
    // What waits and when the last delivery was. Whether there is a network nobody can say.
    std::string waiting() const {
        auto n = count(asked_.how("waiting")), refused = count(asked_.how("refused"));
        std::string s = n ? w.count("phone.waiting", n) : std::string(w("phone.nothing"));
        auto last = asked_.how("last");
        s = joined(s, " ", last.empty() ? std::string(w("phone.never")) : w("phone.last", {{"moment", moment(last)}}));
        if (refused) s = joined(s, " ", w.count("phone.refused", refused, {{"because", asked_.how("because")}}));
        return s;
    }
    Html post_button(std::string_view path, std::string_view says, const Given& along) const {
        return form(attr("method", "post"), action(Href::path(path)), hidden(along), button(cls("ds-button"), attr("data-variant", "secondary"), type("submit"), says));
    }

    std::string home() const {
        std::string title(w("phone.title"));
        bool waits = count(asked_.how("waiting")) + count(asked_.how("refused")) > 0;
        Html state = together({p(id("waiting"), cls("ds-paragraph"), attr("role", "status"), waiting()), waits ? post_button("/phone/deliver", w("phone.deliver"), {}) : Html()});
        return page(200, title, together({heading(1, title), lead(w("phone.lead")), div(cls("buttons"), link_button(Href::path("/phone/report"), w("phone.new"))),
                                          section(cls("part"), heading(2, w("phone.outbox")), state), section(cls("part"), heading(2, w("phone.drafts")), drafts())}));
    }
    Html drafts() const {
        auto lock = asked_.how("lock");
        if (lock == "locked") return pin_form({}, {});
        if (lock != "open") return p(w("phone.no_drafts"));
        std::vector<Html> list;
        for (std::string_view one : given_all(asked_.stand, "draft")) {
            auto number = taken(one, ' ');
            std::string name = w("phone.draft", {{"moment", moment(one)}});
            list.push_back(li(div(cls("row"), a(cls("ds-link"), href(Href::path("/phone/report").with("draft", number)), name),
                                  post_button("/phone/drafts", w("phone.drop"), {{"_do", "drop"}, {"_draft", std::string(number)}}))));
        }
        return together({list.empty() ? p(w("phone.no_drafts")) : ul(cls("rows"), list), post_button("/phone/lock", w("phone.lock"), {})});
    }

    ReportPlace place() const {
        std::string key(given(asked_.posted, "_key")), draft(given(asked_.posted, "_draft"));
        ReportPlace at{Href::path("/phone/report"), {{"_key", key.empty() ? std::string(asked_.how("key")) : key}}, said_by_kit("@emergency"), std::string(asked_.how("today")), true};
        if (is_digits(draft)) at.along.emplace_back("_draft", draft);
        return at;
    }
    std::string report() const {
        auto at = place();
        auto step = report_step(kit_.form, asked_.posted, at, w);
        std::string draft(given(at.along, "_draft"));
        if (draft.empty()) draft = "0";
        if (step.does == ReportStep::Does::show) return page(step);
        if (step.does == ReportStep::Does::keep) {
            if (asked_.how("lock") == "open") return told(200, joined("keep ", draft), write_form(step.given));
            return pin_page(step.given, {}, 200);
        }
        Given packet{{"_key", at.along[0].second}, {"_phone", std::string(asked_.how("phone"))}, {"_today", at.today}, {"_language", kit_.language}};
        for (const auto& one : step.given) packet.push_back(one);
        return told(200, joined("send ", draft), write_form(packet));
    }

    // --- the PIN ---

    bool chosen() const { return !asked_.how("lock").empty() && asked_.how("lock") != "none"; }
    Html pin_form(const Given& waiting, const FieldErrors& errors) const {
        std::string own = id_of("pin"), described = joined(own, "-help"), wrong_id = joined(own, "-error");
        if (!errors.empty()) described = joined(described, " ", wrong_id);
        Given along{{"_do", chosen() ? "unlock" : "choose"}};
        for (const auto& [n, v] : waiting) along.emplace_back(joined(kept_prefix, n), v);
        Html wrong = errors.empty() ? Html() : div(id(wrong_id), cls("ds-validation-message"), attr("data-color", "danger"), p(errors[0].what));
        return form(id("form"), cls("form"), attr("method", "post"), action(Href::path("/phone/drafts")), flag("novalidate"), hidden(along),
                    div(cls("ds-field"), label(cls("ds-label"), for_(own), attr("data-weight", "semibold"), w(chosen() ? "phone.pin" : "phone.pin_choose")),
                        p(id(joined(own, "-help")), cls("help"), w(chosen() ? "phone.pin_help" : "phone.pin_choose_help")),
                        input(cls("ds-input medium"), type("password"), id(own), name("pin"), attr("inputmode", "numeric"), attr("autocomplete", "off"), described_by(described),
                              Attribute{"aria-invalid", "true", !errors.empty()}), wrong),
                    div(cls("buttons"), button(cls("ds-button"), type("submit"), w(chosen() ? "phone.unlock" : "phone.choose"))));
    }
    std::string pin_page(const Given& waiting, const FieldErrors& errors, int status) const {
        std::string title(w("phone.pin_title"));
        Html wiped = asked_.how("wiped").empty() ? Html() : alert("warning", {p(w("phone.wiped"))});
        return page(status, errors.empty() ? title : w("form.error_title", {{"title", title}}),
                    together({error_summary(errors, w), heading(1, title), wiped, waiting.empty() ? Html() : lead(w("phone.pin_lead")), pin_form(waiting, errors), p(text_link(front(), w("phone.back")))}), "/phone/drafts");
    }
    std::string drafts_sent() const {
        auto what = given(asked_.posted, "_do");
        if (what == "drop") {
            auto draft = given(asked_.posted, "_draft");
            return told(200, joined("drop ", is_digits(draft) ? draft : "0"), "");
        }
        Given waiting;
        for (const auto& [n, v] : asked_.posted)
            if (n.substr(0, kept_prefix.size()) == kept_prefix) waiting.emplace_back(n.substr(kept_prefix.size()), v);
        if (given(asked_.posted, "_step") == language_step) return pin_page(waiting, {}, 200);
        auto wrong = [&](std::string text) { return pin_page(waiting, {{"pin", std::move(text), {}}}, 422); };
        if (!asked_.how("wiped").empty()) return pin_page(waiting, {}, 200);
        if (!asked_.how("wrong").empty()) return wrong(w.count("phone.pin_wrong", count(asked_.how("wrong"))));
        auto pin = given(asked_.posted, "pin");
        if (!is_digits(pin) || pin.size() < pin_digits_min || pin.size() > pin_digits_max) return wrong(std::string(w("phone.pin_short")));
        return told(200, "pin", write_form({{"_do", chosen() ? "unlock" : "choose"}, {"pin", std::string(pin)}, {"waiting", write_form(waiting)}}));
    }

    const PhonePages::Kit& kit_;
    const Words& w;
    const Asked& asked_;
};

}  // namespace

std::string PhonePages::answer(std::string_view request) const {
    if (kits_.empty()) return told(503, "show", "");
    Asked a;
    auto line = taken(request, '\n');
    a.method = taken(line, ' ');
    a.path = taken(line, '?');
    auto language = taken(request, '\n');
    auto unread = read_form(taken(request, '\n'), a.stand);
    if (unread == Unread::nothing) unread = read_form(request, a.posted);
    const Kit* kit = kits_[0].get();
    for (const auto& k : kits_)
        if (k->language == language) kit = k.get();
    if (kit->language != language) a.wanted = std::string(language.substr(0, 20));
    if (unread != Unread::nothing) return told(400, "text", said(unread));
    return Drawing(*kit, a).answer();
}

}  // namespace soria::views
