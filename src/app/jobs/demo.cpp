// Demonstration data: made-up people whose cases go through everything the rooms can do. Nobody in it exists, and every
// text says so. What a rule refuses here is refused as for anybody; the refusals are counted and printed.
#include <map>
#include <ostream>
#include <random>

#include "app/jobs/jobs.hpp"

namespace soria::app {
namespace {

using json::bj::array;
using json::bj::object;

const char* const first_women[] = {"Adaeze", "Blessing", "Simona", "Ioana", "Nok", "Mali", "Tatiana", "Elira", "Rositsa", "Huong", "Faith", "Daniela"};
const char* const first_men[] = {"Bogdan", "Tariq", "Minh", "Andrius", "Emeka", "Florin"};
const char* const last_names[] = {"Okafor-Demo", "Testescu", "Provova", "Eksempel", "Modell", "Prøve", "Skisse", "Fiktivi", "Tenkt", "Utkast"};
const char* const signs[] = {"passport held by others", "a debt that grows", "never alone with us", "does not know the address", "works without pay", "afraid of being seen"};

class Demonstration {
public:
    Demonstration(Folder& f, uint64_t seed) : folder_(f), random_(seed) {}

    Result<object> make(int cases, std::ostream& progress) {
        Date first = folder_.today();
        houses(first);
        const int32_t span = 270;
        for (int i = 0; i < cases; ++i) at(first.plus_days(7 + int32_t(below(span - 14))), [this] { begin_case(); });
        Date until = first.plus_days(span);
        int months = -1;
        while (!plan_.empty() && plan_.begin()->first <= until) {
            auto next = plan_.extract(plan_.begin());
            if (next.key() > folder_.today()) TRY(pass_days(folder_, next.key()));
            if (int m = Month::of(folder_.today()).index; m != months) progress << folder_.today().month_text() << ": " << opened_ << " cases\n", months = m;
            next.mapped()();
            if (!fault_) return tl::unexpected(fault_.error());
        }
        TRY(pass_days(folder_, until));
        object refused;
        for (const auto& [rule, n] : refused_) refused[rule] = n;
        return object{{"today", until.text()}, {"cases", opened_}, {"commands", commands_}, {"refused_by_rule", std::move(refused)},
                      {"note", "Made up: nobody in it exists."}};
    }

private:
    using Step = std::function<void()>;
    uint64_t below(uint64_t n) { return random_() % n; }
    bool chance(int percent) { return int(below(100)) < percent; }
    template <size_t N> std::string one(const char* const (&list)[N]) { return list[below(N)]; }
    void at(Date d, Step s) { plan_.emplace(d, std::move(s)); }
    void later(int days, Step s) { at(folder_.today().plus_days(days), std::move(s)); }

    CommandAnswer run(const std::string& user, const char* name, object fields, std::optional<Happened> happened = {}) {
        CommandRequest c;
        c.name = name;
        auto v = folder_.policy().viewer(user, "");
        if (!v) return fault_ = tl::unexpected(v.error()), CommandAnswer{};
        c.viewer = *v;
        c.fields = std::move(fields);
        c.happened = happened;
        ++commands_;
        auto r = run_command(folder_, std::move(c));
        if (r) return *r;
        const Error& e = r.error();
        if (e.fault == Fault::absent) ++refused_["not-visible-any-more"];   // a consent was withdrawn meanwhile
        else if (e.fault == Fault::refused) ++refused_[e.rule.substr(0, e.rule.find('@'))];
        else fault_ = fail(e.fault, std::string(name) + ": " + e.text());
        return {};
    }
    static std::string word(const CommandAnswer& a, std::string_view what) {
        for (const auto& [k, v] : a.answer)
            if (k == what) return v;
        return {};
    }
    void houses(Date) {
        for (auto [audience, region, beds] : {std::tuple{"women", "oslo", 8}, {"women", "western", 4}, {"mothers-with-children", "eastern", 3}, {"men", "oslo", 2}})
            houses_.push_back(word(run("rosa", "open-house", {{"audience", audience}, {"region", region}, {"beds", beds}, {"address", "a made-up address"}}), "house"));
        child_house_ = word(run("barnevern", "open-house", {{"audience", "children"}, {"region", "oslo"}, {"beds", 3}, {"address", "a made-up address"}}), "house");
    }
    void begin_case() {
        bool child = chance(15), man = !child && chance(12);
        std::string gender = man ? "man" : "woman";
        std::string reporter = child ? (chance(60) ? "reception" : "barnevern") : chance(55) ? "pro-centre" : chance(50) ? "oslo-police" : "rosa";
        static const char* const bands[] = {"18-20", "21-23", "24-26", "27-29", "30-38", "adult"};
        static const char* const forms[] = {"prostitution", "prostitution", "prostitution", "forced-labour", "domestic-servitude", "begging"};
        static const char* const countries[] = {"NG", "RO", "BG", "TH", "VN", "RU", "AL"};
        std::string country = one(countries);
        object person{{"gender", gender}, {"age", child ? (chance(30) ? "unknown" : "9-17") : one(bands)}};
        person["citizenship_group"] = country == "RO" || country == "BG" ? "bulgaria-romania" : "other";
        person["full_name"] = (man ? one(first_men) : one(first_women)) + " " + one(last_names);
        person["citizenship"] = country;
        person["language"] = country == "RO" ? "ro" : country == "BG" ? "bg" : country == "TH" ? "th" : country == "VN" ? "vi" : country == "AL" ? "sq" : country == "RU" ? "ru" : "en";
        if (chance(70)) person["contact"] = "a made-up telephone number";
        std::string form = child && chance(50) ? "begging" : man ? "forced-labour" : one(forms);
        object report{{"channel", reporter == "pro-centre" ? "outreach" : reporter == "reception" ? "reception-centre" : "agency"},
                      {"region", chance(60) ? "oslo" : chance(50) ? "western" : "eastern"}, {"form", form}, {"people", array{std::move(person)}}};
        report["seen"] = "Made up: " + one(signs) + ", " + one(signs) + ".";
        if (chance(40)) report["place"] = "a made-up place";
        std::optional<Happened> earlier;
        if (chance(10)) earlier = Happened{folder_.today().plus_days(-int32_t(1 + below(5))), Precision::day};
        auto received = run(reporter, "receive-report", std::move(report), earlier);
        std::string code = word(received, "report");
        if (code.empty()) return;
        std::string person_code = word(received, "person");
        screen(reporter, code, child, form);
        if (reporter == "reception" && chance(75))
            later(int(below(3)), [this, code] { run("reception", "report-concern", {{"report", code}, {"to", "barnevern"}, {"what", "Made up: an adult who is never far away."}}); });
        if (chance(8)) return;      // some reports wait
        later(1 + int(below(4)), [this, code, child, man] { open_case(code, child, man); });
    }
    void screen(const std::string& user, const std::string& report, bool child, const std::string& form) {
        std::string list = child ? "children" : form == "prostitution" ? "prostitution" : form == "domestic-servitude" ? "private-homes" : "labour";
        const auto* l = folder_.pack()->list(list);
        if (!l) return;
        std::vector<std::string> items;
        for (const auto& g : l->groups)
            for (const auto& i : g.items) items.push_back(i.id);
        array seen;
        std::set<size_t> chosen;
        for (size_t n = below(4); chosen.size() < n;) chosen.insert(below(items.size()));
        for (auto i : chosen) seen.push_back(object{{"indicator", items[i]}, {"evidence", "Made up: " + one(signs) + "."}});
        run(user, "screen-report", {{"report", report}, {"list", list}, {"indicators", std::move(seen)}});
    }
    void open_case(const std::string& report, bool child, bool man) {
        std::string lead = child ? "barnevern" : "rosa";
        auto opened = run(lead, "open-case", {{"report", report}, {"audience", child ? "children" : man ? "men" : "women"}});
        std::string code = word(opened, "case");
        if (code.empty()) return;
        ++opened_;
        if (chance(92)) run(lead, "record-finding", {{"case", code}, {"finding", "presumed"}, {"grounds", "Made up: what was seen."}});
        else {
            run(lead, "record-finding", {{"case", code}, {"finding", "not-found"}});
            later(5, [this, code, lead] { run(lead, "close-case", {{"case", code}, {"why", "Made up: other help was given."}}); });
            return;
        }
        later(int(below(3)), [this, code, child, man, lead] { bed(code, child, man, lead); });
        if (child) child_steps(code);
        else adult_steps(code, lead);
        if (chance(60)) later(3 + int(below(10)), [this, code, lead] { refer(code, lead); });
        if (chance(50)) later(5 + int(below(20)), [this, code, lead] {
            run(lead, "order-service", {{"case", code}, {"service", chance(50) ? "interpreting" : "language-lessons"}, {"provider", "provider-oslo"}, {"need", "Made up: twice a week."}});
            if (chance(70)) later(10, [this, code] { run("provider", "deliver-service", {{"case", code}, {"order", 1}}); });
        });
    }
    void bed(const std::string& code, bool child, bool man, const std::string& lead) {
        std::string house = child ? child_house_ : man ? houses_[3] : houses_[below(3)];
        auto held = run(lead, "hold-bed", {{"house", house}, {"case", code}});
        if (word(held, "bed").empty()) return;
        later(1, [this, house, code, lead] { run(lead, "use-bed", {{"house", house}, {"case", code}}); });
        later(40 + int(below(120)), [this, house, code, lead] { run(lead, "release-bed", {{"house", house}, {"case", code}}); });
    }
    void child_steps(const std::string& code) {
        if (chance(80)) later(2 + int(below(8)), [this, code] { run("barnevern", "tell-rights", {{"case", code}, {"language", "en"}, {"in_writing", true}}); });
        if (chance(75)) later(3 + int(below(15)), [this, code] {
            run("barnevern", "appoint-representative", {{"case", code}, {"agency", "guardians-oslo"}, {"representative", "Made-up Representative"}, {"independent", true}});
        });
        if (chance(35)) later(40 + int(below(60)), [this, code] {
            run("barnevern", "plan-return", {{"case", code}, {"kind", "wished"}, {"country", "RO"}, {"anonymous", false}});
            run("barnevern", "assess-return-risk", {{"case", code}, {"acceptable", true}, {"grounds", "Made up: the family was visited."}});
            run("barnevern", "determine-best-interests", {{"case", code}, {"supports_return", true}, {"grounds", "Made up."}, {"view_of_the_child", "Made up: wishes to go home."}});
            if (chance(50)) run("barnevern", "name-carer", {{"case", code}, {"carer", "Made-up Grandmother"}, {"how_known", "Made up: visited by the welfare service there."}});
            later(10, [this, code] { run("barnevern", "record-departure", {{"case", code}}); });
        });
    }
    void adult_steps(const std::string& code, const std::string& lead) {
        if (chance(75)) later(1 + int(below(6)), [this, code, lead] {
            run(lead, "give-consent", {{"case", code}, {"to", "udi"}, {"purpose", "residence"}, {"classes", array{"identity", "status"}}, {"language", "en"}, {"words", "Made up: yes, they may know who I am."}});
            later(2 + int(below(6)), [this, code] { run("udi", "grant-reflection-period", {{"case", code}, {"from", folder_.today().text()}}); });
            if (chance(10)) later(60, [this, code, lead] { run(lead, "withdraw-consent", {{"case", code}, {"to", "udi"}, {"purpose", "residence"}}); });
        });
        if (chance(55)) later(8 + int(below(20)), [this, code, lead] {
            run(lead, "grant-legal-aid", {{"case", code}});
            run(lead, "order-service", {{"case", code}, {"service", "legal-aid"}, {"provider", "counsel-oslo"}});
            run("counsel", "use-legal-aid", {{"case", code}, {"minutes", int(60 + below(180))}});
        });
        if (chance(30)) later(30 + int(below(40)), [this, code, lead] {
            run(lead, "give-consent", {{"case", code}, {"to", "oslo-police"}, {"purpose", "identification"}, {"classes", array{"identity", "status"}}, {"language", "en"}, {"words", "Made up: yes, the police may."}});
            run("oslo-police", "record-complaint", {{"case", code}});
            run("oslo-police", "record-investigation", {{"case", code}});
            run(lead, "record-breaking-away", {{"case", code}});
            later(20, [this, code] {
                run("oslo-police", "record-finding", {{"case", code}, {"finding", "identified"}});
                run("udi", "grant-permit", {{"case", code}, {"permit", "one-year-permit"}, {"from", folder_.today().text()}});
            });
        });
        if (chance(15)) later(70 + int(below(60)), [this, code, lead] {
            run(lead, "plan-return", {{"case", code}, {"kind", "wished"}, {"country", "NG"}, {"anonymous", chance(40)}});
            run(lead, "assess-return-risk", {{"case", code}, {"acceptable", chance(80)}, {"grounds", "Made up."}});
            later(14, [this, code, lead] { run(lead, "record-departure", {{"case", code}}); });
        });
    }
    void refer(const std::string& code, const std::string& lead) {
        auto offered = run(lead, "offer-referral", {{"case", code}, {"to", "clinic"}, {"service", "health-care"}, {"parts", array{"identity", "health"}}, {"why", "Made up: an examination."}});
        if (word(offered, "referral").empty()) return;
        if (chance(85)) later(1 + int(below(3)), [this, code] {
            if (chance(90)) run("clinic", "accept-referral", {{"case", code}, {"referral", 1}});
            else run("clinic", "decline-referral", {{"case", code}, {"referral", 1}, {"reason", "full"}});
        });
    }

    Folder& folder_;
    std::mt19937_64 random_;
    std::multimap<Date, Step> plan_;
    std::vector<std::string> houses_;
    std::string child_house_;
    std::map<std::string, int64_t> refused_;
    int opened_ = 0;
    int64_t commands_ = 0;
    Status fault_;
};

}  // namespace

Result<object> make_demonstration(const std::filesystem::path& dir, uint64_t seed, int cases, std::ostream& progress) {
    Date first_day = TRY(Date::of(2006, 10, 2));
    TRY(Folder::become(dir, "demonstration", "seed " + std::to_string(seed), first_day));
    auto folder = TRY(Folder::open({dir, false}));
    return Demonstration(*folder, seed).make(cases, progress);
}

}  // namespace soria::app
