// A letter checked by whoever was shown it, without signing in: what it proves and until when, never whose it is. The code is posted, so
// that no address and no history has it.
#include "access/stranger.hpp"
#include "app/pages/screens.hpp"
#include "views/pages_card.hpp"

namespace soria::app {
namespace {

using views::Href;

// Whoever has signed in checks as themselves; anybody else as the public, where the pack lets it.
bool may_check(Visit& v) {
    if (v.signed_in()) return true;
    if (may_check_letters(v)) {
        v.viewer = *access::stranger(v.pack());
        v.viewer.language = v.pack_language;
        return true;
    }
    v.reply(v.pages->sign_in_instead(v));
    return false;
}

http::Response checked(const Visit& v, views::LetterPage l, int status) {
    l.to = v.signed_in() ? Href::to({"letter"}) : Href::to({"letter"}).with("lang", v.w().language());
    Paper p{std::string(v.w()("letter.title")), views::letter_page(l, v.w()), "", false, status};
    p.untitled = p.alone = !v.signed_in();
    return v.pages->paper(v, std::move(p));
}

}  // namespace

bool may_check_letters(const Visit& v) {
    auto stranger = access::stranger(v.pack());
    return stranger && v.folder->policy().may_look(*stranger, "letter");
}

void letter_form(Visit v) {
    if (may_check(v)) v.reply(checked(v, {}, 200));
}

void letter_sent(Visit v) {
    if (!may_check(v)) return;
    views::LetterPage l;
    l.given = std::string(v.field("code").substr(0, 40));
    auto code = parse_code(l.given);
    if (!code) {
        l.error = v.w()("find.no_code");
        return v.reply(checked(v, std::move(l), 422));
    }
    if (auto seconds = v.signed_in() ? 0 : v.pages->checks().take(v.pages->now_s())) {
        l.error = v.w()("letter.too_many");
        auto r = checked(v, std::move(l), 429);
        r.headers.emplace_back("Retry-After", std::to_string(seconds));
        return v.reply(std::move(r));
    }
    auto* pages = v.pages;
    pages->look_any(std::move(v), "letter", {*code}, {}, [l](const Visit& v, const Result<Look>& found) mutable {
        if (!found && found.error().fault != Fault::absent) return v.pages->refused(v, found.error());
        if (!found) {
            l.error = v.w()("letter.none");
            return checked(v, std::move(l), 404);
        }
        l.known = true;
        l.holds = is_true(found->body, "valid");
        l.what = code_name(v, "letter", text_of(found->body, "entitlement"));
        l.until = text_of(found->body, "until");
        return checked(v, std::move(l), 200);
    });
}

}  // namespace soria::app
