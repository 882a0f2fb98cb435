#include "app/jobs/demo/life.hpp"

#include <algorithm>
#include <set>

namespace soria::app::demo {
namespace {

constexpr int days_before_the_end_min = 3;        // a life that begins on the last day would say nothing

Date day_of_beginning(Life& l, const Margins& m, Date first, Date last) {
    int year = m.share("demo-first-year", l.dice, l.drawn) ? first.year() : std::stoi(m.draw("demo-year", l.dice, l.drawn));
    Date from = std::max(first.plus_days(7), *Date::of(year, 1, 1));
    Date until = std::min(last.plus_days(-days_before_the_end_min), *Date::of(year, 12, 31));
    return until < from ? from : from.plus_days(l.dice.below(days_between(from, until) + 1));
}

void draw_form(Life& l, const Margins& m) {
    const auto& group = m.form_group(l.sex_and_age, l.dice, l.drawn);
    const char* detail = group == "sexual" ? "demo-form-sexual" : group == "labour" ? "demo-form-labour" : "demo-form-other";
    l.form = m.draw(detail, l.dice, l.drawn);
}

void draw_citizenship(Life& l, const Margins& m) {
    static const std::set<std::string, std::less<>> eea{"LT", "EE"};
    l.country = m.draw("demo-citizenship", l.dice, l.drawn);
    bool unknown = l.country == "unknown";
    if (unknown) l.country.clear();
    l.eea = eea.count(l.country) > 0;
    l.citizenship_group = unknown ? "unknown" : l.country == "RO" || l.country == "BG" ? "bulgaria-romania" : l.eea ? "eea" : "other";
    l.language = language_of(l.country);
}

// A child that turns eighteen in the middle of the case, when the margins say so.
void draw_age(Life& l, const Margins& m) {
    l.age = m.draw(l.child ? "demo-child-age" : "demo-adult-age", l.dice, l.drawn);
    if (l.age == "9-17" && m.share("demo-turns-18", l.dice, l.drawn)) {
        l.born = l.begins.plus_days(l.dice.between(40, 300)) - Period{18 * 12, 0};
    } else if (l.age == "18-20") {
        l.born = l.begins.plus_days(-366 * 18 - l.dice.between(30, 900));
    }
}

void draw_reporter(Life& l, const Margins& m) {
    bool ngo = m.draw("demo-first-seen", l.dice, l.drawn) == "ngo";
    bool labour = l.form == "forced-labour" || l.form == "domestic-servitude";
    if (l.child) l.reporter = ngo ? (l.dice.below(3) ? "rosa" : "pro-centre") : l.dice.below(2) ? "reception" : l.dice.below(2) ? "barnevern" : "oslo-police";
    else l.reporter = ngo ? (l.form == "prostitution" ? "pro-centre" : "rosa") : labour && l.dice.below(2) ? "labour-inspection" : l.dice.below(4) ? "oslo-police" : "reception";
    static const char* const to_shelter[] = {"self", "public", "hotline", "agency"};
    l.channel = l.reporter == "pro-centre" ? "outreach" : l.reporter == "reception" ? "reception-centre" : l.reporter == "rosa" ? l.dice.one(to_shelter) : "agency";
}

}  // namespace

std::string made_up(std::string_view text) { return "Made up: " + std::string(text); }

void draw_life(Life& l, const Margins& m, Date first, Date last) {
    l.begins = day_of_beginning(l, m, first, last);
    l.sex_and_age = m.draw("demo-sex-and-age", l.dice, l.drawn);
    l.child = l.sex_and_age == "girl" || l.sex_and_age == "boy";
    l.man = l.sex_and_age == "boy" || l.sex_and_age == "man";
    l.gender = l.man ? "man" : "woman";
    draw_form(l, m);
    draw_citizenship(l, m);
    draw_age(l, m);
    l.region = m.draw("demo-region", l.dice, l.drawn);
    draw_reporter(l, m);
    l.name = made_up_name(l.language, l.man, l.dice);
    l.named = m.share("demo-name-known", l.dice, l.drawn);
    l.child_now = l.child;
}

}  // namespace soria::app::demo
