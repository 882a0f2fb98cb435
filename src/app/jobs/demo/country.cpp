// What belongs to no life: houses, contacts in outreach without a name, two erasures.
#include <algorithm>

#include "app/jobs/demo/acts.hpp"

namespace soria::app::demo {
namespace {

struct House { const char* user; const char* audience; const char* region; int beds; };
// Beds for each 300 lives: so few that they are full at times, as the plan's crisis centres were. How many is our choice.
constexpr House houses[] = {{"rosa", "women", "oslo", 7}, {"rosa", "women", "eastern", 3}, {"rosa", "women", "western", 4}, {"rosa", "mothers-with-children", "eastern", 3},
                            {"rosa", "men", "oslo", 2}, {"rosa", "men", "western", 1}, {"barnevern", "children", "oslo", 8}, {"barnevern", "children", "central", 4}};

void open_houses(Stage& s, Life& l) {
    for (const auto& h : houses) {
        auto opened = s.act(l, h.user, "open-house", {{"audience", h.audience}, {"region", h.region}, {"beds", std::max(1, (h.beds * s.lives + 150) / 300)}, {"address", made_up("an address")}});
        if (!opened.empty()) s.houses(h.audience).push_back(opened["house"]);
    }
}

// Twice a week in a country of 300 lives; a cultural agent takes part only when somebody has checked, and one time in twenty nobody had.
void reach_out(Stage& s, Life& l) {
    static const char* const regions[] = {"oslo", "oslo", "oslo", "western", "central", "southern"};
    static const char* const arenas[] = {"outdoors", "outdoors", "indoors", "indoors", "online"};
    static const char* const users[] = {"pro-centre", "pro-centre", "pro-centre", "clinic", "oslo-police", "labour-inspection"};
    static const char* const languages[] = {"en", "ro", "bg", "th", "lt", "ru"};
    std::string user = l.dice.one(users);
    object contact{{"region", l.dice.one(regions)}, {"arena", l.dice.one(arenas)}, {"women", user == "labour-inspection" ? 0 : l.dice.between(1, 7)},
                   {"men", user == "labour-inspection" ? l.dice.between(1, 9) : l.dice.below(3)}, {"help_offered", l.dice.below(5) > 0}};
    array told;
    for (int n = l.dice.below(3); n > 0; --n) told.push_back(object{{"how", l.dice.below(2) ? "oral" : "written"}, {"language", l.dice.one(languages)}});
    contact["information"] = std::move(told);
    std::string region(contact["region"].get_string());
    contact["city"] = region == "oslo" ? "oslo" : region == "western" ? l.dice.below(2) ? "bergen" : "stavanger" : region == "central" ? "trondheim" : "elsewhere";
    if (l.dice.below(6) == 0) contact["referred_to"] = "rosa";
    if (l.dice.below(5) == 0) contact["agent"] = made_up("a cultural agent"), contact["agent_checked"] = l.dice.below(20) > 0;
    if (l.dice.below(4) == 0) contact["note"] = made_up("a quiet evening");
    s.act(l, user, "log-contact", std::move(contact));
    s.later(l, std::max(1, l.dice.between(2, 5) * 300 / std::max(s.lives, 30)), reach_out);
}

// An agency takes the signs that its people meet from the common list, and thinks again a year later (measure 6).
array as_array(const std::vector<std::string>& list) {
    array a;
    for (const auto& x : list) a.push_back(json::bj::string(x));
    return a;
}
void derive_a_list(Stage& s, Life& l) {
    static const struct { const char* user; const char* list; size_t every; } lists[] = {{"pro-centre", "prostitution", 2}, {"labour-inspection", "labour", 3}};
    for (const auto& d : lists) {
        const auto* common = s.pack().list(d.list);
        if (!common) continue;
        std::vector<std::string> chosen, later;
        size_t n = 0;
        for (const auto& g : common->groups)
            for (const auto& i : g.items) {
                if (n % d.every == 0) chosen.push_back(i.id);
                if (n % d.every == 0 || n % 5 == 1) later.push_back(i.id);
                ++n;
            }
        std::string user = d.user, key = user + " " + d.list;
        std::string code = s.act(l, user, "derive-list", {{"from", d.list}, {"title", made_up("a list of our own")}, {"indicators", as_array(chosen)}})["list"];
        if (code.empty()) continue;
        s.derived()[key] = {code, std::move(chosen)};
        s.later_in_houses(l, 365, [user, key, code, later](Stage& t, Life& m) {
            if (t.did(m, user, "revise-list", {{"list", code}, {"indicators", as_array(later)}})) t.derived()[key].indicators = later;
        });
    }
}

// A report about what happened long ago is older than the pack keeps records: it may be erased. A new one may not.
void erase(Stage& s, Life& l) {
    object person{{"gender", "woman"}, {"age", "adult"}, {"citizenship_group", "unknown"}, {"full_name", made_up_name("en", false, l.dice).native}};
    object report{{"channel", "self"}, {"region", "unknown"}, {"form", "unknown"}, {"people", array{std::move(person)}}, {"seen", made_up("what happened many years ago")}};
    auto received = s.act(l, "rosa", "receive-report", std::move(report), Happened{Date::of(1994, 1, 1).value(), Precision::year});
    std::string code = received["person"];
    s.later(l, 30, [code](Stage& t, Life& m) { t.act(m, "officer", "request-erasure", {{"person", code}}); });
    s.later(l, 37, [code](Stage& t, Life& m) { t.act(m, "officer-2", "confirm-erasure", {{"person", code}}); });
}

}  // namespace

void run_the_country(Stage& s, Life& l) {
    s.later_in_houses(l, 1, open_houses);
    s.later(l, 2, reach_out);
    s.later_in_houses(l, 20, derive_a_list);
    carry_out_the_plan(s, l);
    s.later(l, 200, erase);
    s.later(l, 900, erase);
}

}  // namespace soria::app::demo
