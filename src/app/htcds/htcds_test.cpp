// What several fields become together, and back.
#include <doctest/doctest.h>

#include <set>

#include "app/htcds/plan.hpp"
#include "app/service/folder.hpp"

using namespace soria;
using namespace soria::app::htcds;

namespace {

const std::shared_ptr<const pack::Pack>& norway_htcds() {
    static const auto p = [] {
        auto checked = pack::load_folder(std::filesystem::path(SORIA_ROOT) / "packs/norway-2006", app::vocabulary());
        REQUIRE(checked);
        REQUIRE(checked->pack);
        return checked->pack;
    }();
    return p;
}

Result<Plan> plan(const std::string& csv, const char* user = "rosa") {
    static Standard standard(*norway_htcds());
    static access::Policy policy(norway_htcds());
    static pack::Law law(norway_htcds());
    auto table = read_table(standard, csv);
    if (!table) return tl::unexpected(table.error());
    if (!table->faults.empty()) return tl::unexpected(table->faults[0]);
    return plan_of({standard, policy, law, *policy.viewer(user, ""), *Date::parse("2006-08-01")}, table->rows.at(0));
}
std::string fault(const std::string& csv, const char* user = "rosa") {
    auto p = plan(csv, user);
    return p ? "nothing wrong" : p.error().where + " " + p.error().because;
}

}  // namespace

TEST_CASE("three parts of a name are one name, and come back") {
    std::string a[] = {"", "Ana", "Ana Maria", "\xC3\x98yvind", "de la Cruz"};
    size_t tried = 0;
    for (const auto& first : a)
        for (const auto& middle : a)
            for (const auto& second : a) {
                auto name = name_of_parts({first, middle, second});
                REQUIRE(name);
                auto parts = parts_of_name(*name);
                CHECK_MESSAGE((parts.first == first && parts.middle == middle && parts.second == second && !parts.guessed), *name);
                ++tried;
            }
    CHECK(tried == 125);
    CHECK(!name_of_parts({"?", "", "Okafor"}));
    CHECK(!name_of_parts({"Ana\nMaria", "", ""}));
    auto guessed = parts_of_name("Maria del  Carmen Lopez");
    CHECK((guessed.guessed && guessed.first == "Maria" && guessed.middle == "del Carmen" && guessed.second == "Lopez"));
    CHECK(parts_of_name("  ").first.empty());
}

TEST_CASE("labelled lines are one text, and come back; other words are nobody's lines") {
    std::vector<std::string> labels{"street", "city"};
    Lines lines{{"street", "Storgata 1\n\n  oppgang B: 2"}, {"city", "Oslo"}};
    auto back = lines_of_text(text_of_lines(lines), labels);
    REQUIRE(back);
    CHECK(*back == lines);
    CHECK(lines_of_text("", labels)->empty());
    for (const char* text : {"Oslo", "  Oslo", "town: Oslo", "city: Oslo\ncity: Bergen", "city:Oslo", "city: Oslo\nring at noon"})
        CHECK_MESSAGE(!lines_of_text(text, labels), text);
}

TEST_CASE("a country by two letters or three") {
    CHECK(country_of("NG") == "NG");
    CHECK(country_of("NGA") == "NG");
    for (const char* none : {"ZZ", "ng", "N", "", "NGAA", "826"}) CHECK_MESSAGE(country_of(none).empty(), none);
}

TEST_CASE("every value of the standard that the pack gives is found from both sides") {
    Standard s(*norway_htcds());
    size_t values = 0;
    for (const auto& f : norway_htcds()->htcds) {
        if (f.held.empty()) continue;
        for (const auto& v : f.values) {
            auto ours = s.ours(f, v.value);
            REQUIRE(ours);
            CHECK(ours->lost == v.ours.empty());
            for (const auto& code : v.ours) CHECK_MESSAGE(s.theirs(f, code) == v.value, code);
            ++values;
        }
        if (const auto* list = norway_htcds()->code_list(f.codes))
            for (const auto& c : list->values) {
                if (c.htcds.empty()) continue;
                CHECK_MESSAGE(s.theirs(f, c.id) == c.htcds, c.id);
                CHECK_MESSAGE(s.ours(f, c.htcds).has_value(), c.htcds);
                ++values;
            }
    }
    CHECK(values > 40);
    std::set<std::string> kinds;
    for (const auto& v : s.at("finding.by")->values)
        for (const auto& k : v.ours) CHECK_MESSAGE(kinds.insert(k).second, k);
    for (const auto& k : norway_htcds()->kinds) CHECK_MESSAGE(kinds.count(k.id), k.id);
}

TEST_CASE("what a row says becomes commands, and what it cannot is refused with its place") {
    auto p = plan("prs_First_Name,prs_Birthdate,vic_TypeOfExploitation,vic_TypeOfSexExploitation,cas_Status\nAna,1990-02-28,SexualExploitation,Prostitution,Active\n");
    REQUIRE(p);
    CHECK((p->audience == "children" && p->finding.empty() && !p->closed && p->lost.empty()));
    CHECK(p->report.at("form") == "prostitution");
    const auto& person = p->report.at("people").as_array()[0].as_object();
    CHECK((person.at("age") == "9-17" && person.at("full_name") == "Ana" && person.at("gender") == "unknown"));
    CHECK(plan("prs_FirstName,vic_TypeOfExploitation\nAna,Surrogacy;ForcedBegging\n")->lost.size() == 2);
    CHECK(fault("prs_Birthdate\n2006-08-02\n") == "2:prs_Birthdate '2006-08-02' lies after the day of the report, 2006-08-01");
    CHECK(fault("prs_FirstName,vic_TraffickingStatus\nAna,PossibleVictimOfTrafficking\n").find("2:vic_TraffickingStatus") == 0);
    CHECK(fault("cas_Status\nActive\n", "kom").find("2:cas_Status the role national-desk may not open-case") == 0);
    CHECK(fault("prs_FirstName,con_Consent\nAna,FALSE\n").find("2:con_Consent") == 0);
}

TEST_CASE("a value that has a column of its own") {
    auto p = plan("group/vic_Methods_of_Control/DebtBondage,group/vic_Methods_of_Control/Other,g-prs_First_Name\n1,0,Ana\n");
    REQUIRE(p);
    CHECK(p->means == std::vector<std::string>{"debt-bondage"});
    CHECK(fault("vic_MethodsOfControl/DebtBondage,prs_FirstName\nperhaps,Ana\n") == "2:vic_MethodsOfControl/DebtBondage 'perhaps' is neither yes nor no");
}
