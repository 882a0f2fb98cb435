#include "app/pages/answers.hpp"

#include "app/http/path.hpp"
#include "app/pages/screens.hpp"

namespace soria::app {

size_t Answers::bytes_of(const Kept& k) {
    size_t n = k.page.body.size() + k.path.size();
    for (const auto& [name, value] : k.form) n += name.size() + value.size();
    return n;
}

void Answers::drop(Place at) {
    bytes_ -= bytes_of(at->second.kept);
    by_age_.erase(at->second.number);
    held_.erase(at);
}

std::string Answers::keep(Kept k, int64_t now_s) {
    std::string name = random_hex(16);
    std::lock_guard lock(mutex_);
    size_t more = bytes_of(k);
    while (!by_age_.empty()) {
        auto oldest = held_.find(by_age_.begin()->second);
        bool old = now_s - oldest->second.at_s > age_seconds_max;
        if (!old && held_.size() < kept_max && bytes_ + more <= bytes_max) break;
        drop(oldest);
    }
    bytes_ += more;
    by_age_[++next_] = name;
    held_[name] = {std::move(k), now_s, next_};
    return name;
}

std::optional<Answers::Kept> Answers::look(std::string_view name, std::string_view session, int64_t now_s) {
    std::lock_guard lock(mutex_);
    auto at = held_.find(name);
    if (at == held_.end()) return std::nullopt;
    auto& [kept, at_s, number] = at->second;
    if (now_s - at_s > age_seconds_max) {
        drop(at);
        return std::nullopt;
    }
    if (!kept.session.empty() && kept.session != session) return std::nullopt;
    Kept out = kept;
    out.sent = sent_.count(kept.key) > 0;
    bytes_ -= bytes_of(kept);
    kept.looked = true;
    kept.page = {};
    bytes_ += bytes_of(kept);
    return out;
}

void Answers::sent(std::string_view key) {
    std::lock_guard lock(mutex_);
    if (key.empty() || !sent_.emplace(key).second) return;
    sent_by_age_[++next_] = std::string(key);
    if (sent_.size() <= sent_max) return;
    sent_.erase(sent_by_age_.begin()->second);
    sent_by_age_.erase(sent_by_age_.begin());
}

size_t Answers::size() const {
    std::lock_guard lock(mutex_);
    return held_.size();
}

// Only what a browser goes to by itself is sent on: a program that posts a form is answered at once.
std::shared_ptr<Answers::Kept> Pages::kept_for_a_look(Visit& v) {
    if (v.request.method != "POST" || v.request.header("sec-fetch-mode") != "navigate") return nullptr;
    auto kept = std::make_shared<Answers::Kept>();
    kept->path = v.request.path;
    auto language = v.w().language();
    v.reply = [this, kept, language, token = v.token, session = v.session.csrf, reply = v.reply](http::Response r) {
        if (r.type.rfind("text/html", 0) != 0 || r.status == 303 || r.more) return reply(std::move(r));
        // Whose session ended meanwhile is shown a page for signing in, which holds nothing that can be read.
        bool goes_on = !session.empty() && sessions_.find(token, now_s(), false);
        kept->session = goes_on ? session : "";
        if (!goes_on) kept->form.clear();
        kept->page = std::move(r);
        auto to = views::Href::to({"answer", answers_.keep(std::move(*kept), now_s())});
        reply(go_to(goes_on ? to : std::move(to).with("lang", language)));
    };
    return kept;
}

// The first look is the answer itself. Later, by Back or by loading it again: what became of the form, in words; and who wrote a form that has
// not been sent goes on with it.
void answer_page(Visit v) {
    auto* pages = v.pages;
    auto kept = pages->answers().look(v.path[0], v.session.csrf, pages->now_s());
    if (kept && !kept->looked) return v.reply(std::move(kept->page));
    if (kept && !kept->sent && !kept->form.empty()) {
        v.form = std::move(kept->form);
        auto why = v.w()("back.filled");
        return pages->show_again(std::move(v), kept->path, why);
    }
    const auto& w = v.w();
    std::string title(w("back.title"));
    auto begin = views::Href::path(kept ? kept->path : v.signed_in() ? "/" : "/report");
    auto line = w(!kept ? "back.unknown" : kept->sent ? "back.sent" : "back.not_sent");
    auto again = kept && kept->sent ? w("back.another") : kept ? w("back.again") : v.signed_in() ? w("problem.back") : w("report.title");
    if (!v.signed_in()) begin = std::move(begin).with("lang", w.language());
    v.reply(pages->paper(v, {title, views::together({views::heading(1, title), views::p(line), views::p(views::text_link(begin, again))}), "", false, 410}));
}

}  // namespace soria::app
