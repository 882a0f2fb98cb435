// The check of a pack: norway-2006 is good, and whatever is done to it is found, with file and line.
#include "pack/pack.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "pack/words.hpp"
#include "pack/yaml.hpp"

using namespace soria;
using namespace soria::pack;
namespace fs = std::filesystem;

namespace {

using Files = std::map<std::string, std::string>;

const Files& good() {
    static const Files files = [] {
        Files f;
        fs::path dir = fs::path(SORIA_ROOT) / "packs/norway-2006";
        for (const auto& e : fs::recursive_directory_iterator(dir)) {
            if (e.path().extension() != ".yaml") continue;
            // Three of the catalogues, which are all alike: each change below reads the whole pack anew.
            bool catalogue = e.path().parent_path().filename() == "pages", one_of_three = std::set<std::string>{"en", "nb", "uk"}.count(e.path().stem().string());
            if (catalogue && !one_of_three) continue;
            std::ifstream in(e.path(), std::ios::binary);
            std::stringstream s;
            s << in.rdbuf();
            f[e.path().lexically_relative(dir).generic_string()] = s.str();
        }
        return f;
    }();
    return files;
}

// What the program knows, as far as this room can tell: every name that the good pack has a text for.
const Vocabulary& vocabulary() {
    static const Vocabulary v = [] {
        Vocabulary w;
        std::istringstream in(good().at("texts.yaml"));
        for (std::string line; std::getline(in, line);) {
            for (auto [prefix, names] : {std::pair{"  fact.", &w.facts}, {"  event.", &w.events}, {"  command.", &w.commands}, {"  class.", &w.classes}, {"  relation.", &w.relations}})
                if (line.rfind(prefix, 0) == 0) names->insert(line.substr(std::string(prefix).size(), line.find(": {") - std::string(prefix).size()));
        }
        return w;
    }();
    return v;
}

Checked checked(const Files& files) {
    std::string bytes;
    for (const auto& [path, text] : files) bytes += path + '\0' + std::to_string(text.size()) + '\0' + text;
    return load(bytes, vocabulary());
}

const Pack& norway() {
    static const auto pack = checked(good()).pack;
    REQUIRE(pack);
    return *pack;
}

int line_of(const std::string& text, size_t offset) { return 1 + int(std::count(text.begin(), text.begin() + long(offset), '\n')); }

std::string all(const Checked& c) {
    std::string s;
    for (const auto& f : c.findings) s += f.text() + "\n";
    return s;
}

// The good pack with one thing changed: its first `from` after `after` becomes `to`.
struct Change {
    const char *file, *after, *from, *to;
    const char *at, *what;      // where the finding is expected: the line of this text, searched from the change on; "" is any line
};

Checked change(const Change& c, int* line) {
    Files files = good();
    std::string& text = files.at(c.file);
    size_t after = text.find(c.after);
    REQUIRE_MESSAGE(after != std::string::npos, std::string(c.after));
    size_t at = text.find(c.from, after);
    REQUIRE_MESSAGE(at != std::string::npos, std::string(c.from));
    text.replace(at, std::string(c.from).size(), c.to);
    if (*c.at) {
        size_t found = text.find(c.at, std::min(at, after));
        REQUIRE_MESSAGE(found != std::string::npos, std::string(c.at));
        *line = line_of(text, found);
    }
    return checked(files);
}

void expect(const Change& c) {
    int line = 0;
    auto out = change(c, &line);
    CHECK_MESSAGE(out.pack == nullptr, "passed: ", std::string(c.to));
    bool found = std::any_of(out.findings.begin(), out.findings.end(), [&](auto& f) {
        return f.file == c.file && f.what.find(c.what) != std::string::npos && (line == 0 ? true : f.line == line) && (f.line == 0) == (f.column == 0);
    });
    CHECK_MESSAGE(found, "expected ", std::string(c.file), ":", line, ": ", std::string(c.what), "\n", all(out));
}

}  // namespace

TEST_CASE("the pack norway-2006 is good") {
    auto c = checked(good());
    CHECK_MESSAGE(c.findings.empty(), all(c));
    REQUIRE(c.pack);
    CHECK(c.pack->measures.size() == 37);
    for (int n = 1; n <= 37; ++n) CHECK(c.pack->measures[size_t(n - 1)].number == n);
    CHECK(std::count_if(c.pack->measures.begin(), c.pack->measures.end(), [](auto& m) { return m.new_in_list; }) == 19);
    CHECK(std::count_if(c.pack->measures.begin(), c.pack->measures.end(), [](auto& m) { return m.new_in_chapter; }) == 20);
    for (const auto& l : c.pack->lists) CHECK_FALSE(l.weighted);
    for (const auto& g : c.pack->gates)
        for (const auto& v : g.versions) CHECK(v.decided_by.empty());
    CHECK(c.pack->clock("reflection-period")->versions.size() == 2);
}

TEST_CASE("keys: unknown, missing, twice, wrong") {
    expect({"law/residence.yaml", "", "length: P45D", "lenght: P45D", "lenght", "unknown key 'lenght' in a version of a clock"});
    expect({"law/residence.yaml", "", "length: P45D", "lenght: P45D", "- lenght", "either 'length' or 'max'"});
    expect({"law/residence.yaml", "", "    subject: person\n", "", "- id: reflection-period", "'subject' is missing in an entry of 'clocks'"});
    expect({"law/residence.yaml", "", "        standing: in force\n", "", "", "'standing' is missing"});
    expect({"sources.yaml", "", "    kind: plan\n", "    kind: plan\n    kind: act\n", "kind: act", "the key 'kind' is there twice"});
    expect({"agencies.yaml", "id: rosa", "lines: [960, 965]", "lines: [960, 965], lines: [1, 2]", "id: rosa", "the key 'lines' is there twice"});
    expect({"agencies.yaml", "id: rosa", "en: \"The ROSA project\"", "en: \"The ROSA project\", en: \"ROSA\"", "id: rosa", "the language 'en' is there twice"});
    expect({"law/residence.yaml", "", "valid: { until: 2006-12-01,", "valid: { until: 2006-12-01, until: 2007-12-01,", "until: 2006-12-01", "the key 'until' is there twice"});
    expect({"texts.yaml", "", "texts:\n", "texts:\n  fact.case.open: { nb: \"a\", en: \"b\" }\n", "", "the text 'fact.case.open' is there twice"});
    expect({"retention.yaml", "", "retention:\n", "retention: []\nretention:\n", "", "the key 'retention' is there twice"});
    expect({"retention.yaml", "", "retention:\n", "goals: []\nretention:\n", "goals", "unknown key 'goals' in retention.yaml"});
    expect({"services.yaml", "id: safe-housing", "kind: housing", "kind: [housing]", "id: safe-housing", "'kind' must be a text"});
    expect({"plan.yaml", "number: 7", "ministries: [labour-ministry,", "ministries: { a: b } #", "ministries: { a: b }", "'ministries' must be a list"});
    expect({"plan.yaml", "number: 7", "new_in_list: true", "new_in_list: yes", "new_in_list: yes", "'new_in_list' must be true or false"});
    expect({"plan.yaml", "number: 7", "from: 2006", "from: 0x7d6", "from: 0x7d6", "'from' must be a whole number"});
    expect({"plan.yaml", "number: 7", "until: 2009", "until: 2005", "until: 2005", "'until' is before 'from'"});
    expect({"law/entitlements.yaml", "", "amount: 300", "amount: -300", "amount", "must be a whole number"});
    expect({"law/duties.yaml", "", "versions:\n      - within", "versions: []\n    x:\n      - within", "versions: []", "has no version"});
    expect({"law/safeguards.yaml", "", "- id: child-return\n", "- child-return\n  - id: child-return\n", "- child-return", "must be a mapping"});
    expect({"sources.yaml", "", "sources:\n", "sources: 7\nx:\n", "7", "'sources' must be a list"});
    expect({"indicators.yaml", "", "weighted: false", "weighted: true", "weighted: true", "no list of this version is weighted"});
    expect({"access.yaml", "", "roles:\n", "roles:\n  - {}\n", "{}", "'id' is missing"});
}

TEST_CASE("names that name nothing") {
    expect({"plan.yaml", "number: 7", "goal: goal-5", "goal: goal-55", "goal: goal-55", "there is no goal 'goal-55'"});
    expect({"plan.yaml", "number: 7", "ministries: [labour-ministry", "ministries: [labor-ministry", "labor-ministry", "there is no agency 'labor-ministry'"});
    expect({"plan.yaml", "", "measures: [m13]", "measures: [m99]", "m99", "there is no measure 'm99'"});
    expect({"agencies.yaml", "id: rosa", "kind: shelter", "kind: shelterr", "id: rosa", "there is no kind 'shelterr'"});
    expect({"agencies.yaml", "id: rosa", "parent: crisis-centre-secretariat", "parent: nobody", "id: rosa", "there is no agency 'nobody'"});
    expect({"agencies.yaml", "id: rosa", "source: plan", "source: plann", "id: rosa", "there is no source 'plann'"});
    expect({"services.yaml", "id: safe-housing", "kind: housing", "kind: houses", "id: safe-housing", "there is no service-kind code 'houses'"});
    expect({"services.yaml", "id: safe-housing", "[shelter,", "[sheltr,", "id: safe-housing", "there is no kind 'sheltr'"});
    expect({"indicators.yaml", "id: health\n", "[health, outreach]", "[health, outrech]", "outrech", "there is no kind 'outrech'"});
    expect({"law/safeguards.yaml", "", "when: [person.child]", "when: [person.chlid]", "person.chlid", "there is no fact 'person.chlid'"});
    expect({"law/safeguards.yaml", "", "[not person.asylum_pending", "[not person.asylum_pendin", "asylum_pendin,", "there is no fact 'person.asylum_pendin'"});
    expect({"law/safeguards.yaml", "", "act: record-departure", "act: record-departures", "record-departures", "there is no command 'record-departures'"});
    expect({"law/residence.yaml", "", "starts: ReflectionPeriodGranted", "starts: ReflectionGranted", "ReflectionGranted", "there is no event 'ReflectionGranted'"});
    expect({"law/residence.yaml", "", "ends_by: [ResidencePermitGranted,", "ends_by: [PermitGranted,", "PermitGranted", "there is no event 'PermitGranted'"});
    expect({"law/residence.yaml", "", "clock: reflection-period", "clock: reflexion", "clock: reflexion", "there is no clock 'reflexion'"});
    expect({"law/residence.yaml", "", "may_identify: [police", "may_identify: [polis", "polis", "there is no kind 'polis'"});
    expect({"law/duties.yaml", "", "holder: reception-centre", "holder: reception", "holder: reception", "there is no kind 'reception'"});
    expect({"law/duties.yaml", "", "after: PersonRegistered", "after: PersonSeen", "PersonSeen", "there is no event 'PersonSeen'"});
    expect({"law/duties.yaml", "", "done_by: [ConcernReported]", "done_by: [Concern]", "[Concern]", "there is no event 'Concern'"});
    expect({"law/entitlements.yaml", "", "granted_by: LegalAidGranted", "granted_by: LegalAid", "granted_by: LegalAid", "there is no event 'LegalAid'"});
    expect({"law/gates.yaml", "", "methods: [m-record,", "methods: [m-records,", "m-records", "there is no method 'm-records'"});
    expect({"law/gates.yaml", "gates:", "offences: [pc-224]", "offences: [selling-sexual-services]", "[selling", "there is no offence 'selling-sexual-services'"});
    expect({"retention.yaml", "", "class: care", "class: caring", "class: caring", "there is no class 'caring'"});
    expect({"access.yaml", "", "shown: P14D", "shown: P91D", "P91D", "a desk shows it for 1 to 90 days"});
    expect({"access.yaml", "", "id: answered-referral", "id: answered-question", "answered-question", "there is no rule of the desk 'answered-question'"});
    expect({"estimates.yaml", "", "id: estimate-near-bic", "id: estimate-near-aic", "estimate-near-aic", "there is no rule of estimates 'estimate-near-aic'"});
    expect({"demonstration.yaml", "", "n: 203", "n: many", "n: many", "'n' must be a whole number"});
    expect({"demonstration.yaml", "", "percent: 14", "percent: 140", "percent: 140", "'percent' must be a whole number"});
    expect({"demonstration.yaml", "", "{ id: woman, n: 476 }", "{ id: girl, n: 476 }", "id: girl, n: 476", "is there twice"});
    expect({"demonstration.yaml", "", "percent: 14,", "", "id: demo-first-year", "has 'values' or 'percent'"});
    expect({"estimates.yaml", "", "unit: bic", "unit: aic", "unit: aic", "'unit'"});
    expect({"estimates.yaml", "", "value: 300", "value: three", "value: three", "'value' must be a whole number"});
    expect({"access.yaml", "", "purposes: [assistance,", "purposes: [assistence,", "assistence", "there is no purpose code 'assistence'"});
    expect({"access.yaml", "", "begins: [receive-report, log-contact, record", "begins: [receive-report, log-contacts, record", "[receive-report, log-contacts, record", "there is no command 'log-contacts'"});
    expect({"access.yaml", "", "folders: [trial]", "folders: [trails]", "[trails]", "a folder is real, demonstration or trial"});
    expect({"access.yaml", "disclosure:", "roles: [expulsion-officer]", "roles: [expulsion]", "[expulsion]", "there is no role 'expulsion'"});
    expect({"access.yaml", "id: lead-sees", "relations: [lead]", "relations: [leed]", "leed", "there is no relation 'leed'"});
    expect({"estimates.yaml", "estimate_lists:", "kinds: [police]", "kinds: [polite]", "polite", "there is no kind 'polite'"});
    expect({"estimates.yaml", "estimate_lists:", "kinds: [ngo, international]", "kinds: [ngo, police]", "[ngo, police]", "the kind 'police' is in two lists of estimates"});
    expect({"access.yaml", "looks:", "id: estimate", "id: estimates", "estimates", "there is no look 'estimates'"});
    expect({"access.yaml", "commands:", "id: screen-report", "id: screen-reports", "screen-reports", "there is no command 'screen-reports'"});
    expect({"access.yaml", "commands:", "id: screen-report", "id: screen-reports", "", "nobody may do 'screen-report'"});
    expect({"access.yaml", "users:", "agency: rosa", "agency: rose", "agency: rose", "there is no agency 'rose'"});
    expect({"access.yaml", "users:", "role: shelter-worker", "role: worker", "role: worker", "there is no role 'worker'"});
    expect({"access.yaml", "id: statistics", "roles: [all]", "roles: [member-of-public]", "", "the public sees nothing"});
    expect({"access.yaml", "id: estimate", "roles: [national-desk, ministry-official]", "roles: [member-of-public]", "", "may look at 'estimate': the public sees nothing"});
    expect({"access.yaml", "", "roles: [all, member-of-public]", "roles: [all]", "", "it would be of no use"});
    expect({"access.yaml", "id: join-team", "roles: [all]", "roles: [all, member-of-public]", "", "and does nothing else"});
    expect({"access.yaml", "", "agency: public, role: member-of-public", "agency: rosa, role: shelter-worker", "", "there are 0"});
    expect({"access.yaml", "", "folders: [public]", "folders: [public, real]", "[public, real]", "'public' stands alone"});
    expect({"pages/en.yaml", "", "card.right.safe-housing", "card.right.house", "card.right.house", "'card.right.house' is about no service, clock, entitlement or age"});
    expect({"pages/en.yaml", "", "card.help.rosa", "card.help.rose", "card.help.rose", "'card.help.rose' is about no agency"});
    expect({"pages/en.yaml", "", "card.route.asylum", "card.route.asyl", "", "'card.route.asyl' is about no route of residence"});
    expect({"pages/uk.yaml", "", "code.gender.woman", "code.gender.women", "", "'code.gender.women' is not in English"});
    expect({"texts.yaml", "", "fact.case.open:", "fact.case.opened:", "fact.case.opened", "there is no fact 'case.opened'"});
    expect({"texts.yaml", "", "fact.case.open:", "fact.case.opened:", "", "there is no text 'fact.case.open'"});
    expect({"texts.yaml", "", "event.Departed:", "event.Departd:", "", "there is no text 'event.Departed'"});
    expect({"texts.yaml", "", "command.open-case:", "page.open-case:", "", "there is no text 'command.open-case'"});
    expect({"texts.yaml", "", "class.witness:", "page.witness:", "", "there is no text 'class.witness'"});
    expect({"texts.yaml", "", "relation.inbox:", "page.inbox:", "", "there is no text 'relation.inbox'"});
}

TEST_CASE("ids: twice, and not fit to be one") {
    expect({"agencies.yaml", "", "id: crisis-centre-secretariat", "id: rosa", "{ id: rosa, name: { nb: \"Krise", "the agency 'rosa' is there twice; first in agencies.yaml:"});
    expect({"plan.yaml", "", "id: m08", "id: m07", "", "the measure 'm07' is there twice"});
    expect({"plan.yaml", "", "number: 8", "number: 7", "", "the measure number '7' is there twice"});
    expect({"law/duties.yaml", "", "id: child-representative", "id: child-told-rights", "", "the duty 'child-told-rights' is there twice"});
    expect({"indicators.yaml", "", "id: sex-02", "id: sex-01", "", "the indicator 'sex-01' is there twice in this list"});
    expect({"codes.yaml", "id: audience", "id: men,", "id: women,", "", "the audience code 'women' is there twice"});
    expect({"services.yaml", "", "id: safe-housing", "id: Safe_Housing", "Safe_Housing", "must be lower-case letters"});
    expect({"sources.yaml", "", "id: ctdc", "id: assumption", "", "the source 'assumption' is built in"});
    expect({"access.yaml", "id: expulsion-membrane", "classes: [public,", "classes: [public, public,", "classes: [public, public", "'public' is there twice in 'classes'"});
}

TEST_CASE("fields of the HTCDS standard") {
    expect({"htcds.yaml", "field: prs_Gender", "codes: gender", "codes: genders", "codes: genders", "there is no code list 'genders'"});
    expect({"htcds.yaml", "field: prs_Gender", "held: person.gender", "held: person.sex", "held: person.sex", "'held' must be one of: person.name.first"});
    expect({"htcds.yaml", "field: prs_Birthdate", "held: person.born", "held: person.gender", "", "the place of an HTCDS field 'person.gender' is there twice"});
    expect({"htcds.yaml", "field: prs_Email", ", label: \"email\"", "", "field: prs_Email", "a field that is a line of a text, and no other, has a 'label'"});
    expect({"htcds.yaml", "field: prs_Deceased", "field: prs_Deceased", "field: prs_Email", "", "the HTCDS field 'prs_Email' is there twice"});
    expect({"htcds.yaml", "", ", note: { nb: \"intet felt\", en: \"no field\" }", "", "field: prs_Salutation", "a field that is not held says why in 'note'"});
    expect({"htcds.yaml", "field: cas_Status", "ours: [open,", "ours: [opened,", "ours: [opened", "a case has no phase 'opened'"});
    expect({"htcds.yaml", "field: cas_Status", "becomes: open", "becomes: returned", "becomes: returned", "a case becomes open or closed"});
    expect({"htcds.yaml", "", "value: ChildLabour, becomes: other", "value: ChildLabour", "value: ChildLabour", "needs either 'ours' or 'becomes'"});
    expect({"htcds.yaml", "", "value: ChildLabour, becomes: other", "value: ChildLabour, becomes: labour", "value: ChildLabour", "there is no form code 'labour'"});
    expect({"htcds.yaml", "", "ours: [ngo]", "ours: [charity]", "ours: [charity]", "there is no kind 'charity'"});
    expect({"htcds.yaml", "htcds_contradictions:", "field: vic_MethodsOfControl", "field: vic_Methods", "field: vic_Methods", "there is no HTCDS field 'vic_Methods'"});
    expect({"htcds.yaml", "group: eea", "[AT, BE,", "[AT, RO,", "countries: [AT, RO", "the country's group 'RO' is there twice"});
    expect({"htcds.yaml", "group: eea", "[AT, BE,", "[AT, Be,", "countries: [AT, Be", "two capital letters"});
}

TEST_CASE("sources, standing and translations") {
    expect({"agencies.yaml", "id: rosa", ", basis: { source: plan, where: \"5.4\", lines: [960, 965] }", "", "id: rosa", "'basis' is missing"});
    expect({"agencies.yaml", "id: rosa", "where: \"5.4\", ", "", "id: rosa", "'where' is missing in a basis"});
    expect({"agencies.yaml", "id: rosa", ", lines: [960, 965]", "", "id: rosa", "a place in a plan needs its 'lines'"});
    expect({"agencies.yaml", "id: rosa", "lines: [960, 965]", "lines: [965, 960]", "id: rosa", "'lines' must be [first, last]"});
    expect({"agencies.yaml", "id: rosa", "lines: [960, 965]", "lines: [960]", "id: rosa", "'lines' must be [first, last]"});
    expect({"agencies.yaml", "id: rosa", "lines: [960, 965]", "lines: [960, 2138]", "id: rosa", "line 2138 of 'plan', which has 2137"});
    expect({"agencies.yaml", "id: rosa", "where: \"5.4\"", "where: \"measure 38\"", "id: rosa", "there is no measure 38"});
    expect({"agencies.yaml", "id: pu,", ", note: { nb: \"planen sier ikke hvem som gjennomfører utsendelse\", en: \"the plan does not name the body that carries out expulsion\" }", "", "id: pu,", "'note' is missing in a basis"});
    expect({"agencies.yaml", "id: pu,", "source: assumption,", "source: assumption, where: \"5.3\",", "id: pu,", "an assumption has no place"});
    expect({"sources.yaml", "", "sources:\n", "sources:\n  - { id: idle, kind: act, title: { nb: \"a\", en: \"b\" } }\n", "id: idle", "nothing cites the source 'idle'"});
    expect({"law/residence.yaml", "", "        standing: in force\n", "        standing: assumption\n", "standing: assumption\n        valid", "a source is named"});
    expect({"law/residence.yaml", "presumers:", "standing: assumption", "standing: in force", "standing: in force", "no source sets this: its standing is 'assumption'"});
    expect({"law/residence.yaml", "", "standing: in force", "standing: valid", "standing: valid", "'standing' must be one of: in force, announced, proposed, considered, assumption"});
    expect({"law/residence.yaml", "", "standing: in force", "standing: in force\n        run_as: assumption", "run_as", "'run_as' is for what would not bind"});
    expect({"access.yaml", "id: report-concern", "standing: in force, ", "", "id: report-concern", "'standing' is missing"});
    expect({"agencies.yaml", "id: rosa", "{ nb: \"ROSA\", en: \"The ROSA project\" }", "{ nb: \"ROSA\" }", "id: rosa", "'name' has no translation into en"});
    expect({"agencies.yaml", "id: rosa", "{ nb: \"ROSA\", en: \"The ROSA project\" }", "ROSA", "id: rosa", "'name' must have a text for each language"});
    expect({"agencies.yaml", "id: rosa", "en: \"The ROSA project\"", "en: \"The ROSA project\", sv: \"ROSA\"", "id: rosa", "'sv' is not a language of this pack"});
    expect({"agencies.yaml", "id: rosa", "en: \"The ROSA project\"", "en: \" \"", "id: rosa", "must be a text of 1 to 4000 bytes"});
    expect({"agencies.yaml", "id: rosa", "en: \"safe housing", "e: \"safe housing", "id: rosa", "'note' has no translation into en"});
    expect({"law/residence.yaml", "on_expiry:", "      en: \"Consider", "      se: \"Consider", "se: \"Consider", "'se' is not a language of this pack"});
    expect({"texts.yaml", "", "  fact.case.open: { nb: \"saken er åpen\", ", "  fact.case.open: { ", "fact.case.open", "has no translation into nb"});
    expect({"codes.yaml", "id: gender", "htcds: Feminine", "x: Feminine", "x: Feminine", "needs its value in the standard, or 'htcds_missing: true'"});
    expect({"codes.yaml", "id: gender", "htcds: Feminine", "htcds: Feminine, htcds_missing: true", "htcds: Feminine", "needs its value in the standard"});
    expect({"codes.yaml", "id: audience", "id: women,", "id: women, htcds: Women,", "id: women", "the list names no field of the standard"});
    expect({"agencies.yaml", "kinds:", ", htcds: LawEnforcement", "", "id: police", "needs its value in the standard"});
}

TEST_CASE("dates, periods, versions") {
    expect({"law/residence.yaml", "", "until: 2006-12-01", "until: 2006-02-31", "until: 2006-02-31", "there is no 2006-02-31 in the calendar"});
    expect({"law/residence.yaml", "", "until: 2006-12-01", "until: 0206-12-01", "until: 0206", "the year 0206 is not between"});
    expect({"law/residence.yaml", "", "until: 2006-12-01", "until: soon", "until: soon", "is not a date like"});
    expect({"law/residence.yaml", "", "{ until: 2006-12-01, dated_by: assumption }", "{ dated_by: assumption }", "{ dated_by", "a validity has 'from', 'until' or both"});
    expect({"law/residence.yaml", "max: P6M", "valid: { from: 2006-12-01,", "valid: { from: 2006-12-01, until: 2006-12-01,", "until: 2006-12-01", "'until' must be after 'from'"});
    expect({"law/residence.yaml", "max: P6M", "from: 2006-12-01", "from: 2006-11-30", "max: P6M", "overlapping validity: two versions of 'reflection-period' bind on the same day"});
    expect({"law/residence.yaml", "", "until: 2006-12-01, dated_by: assumption", "from: 2000-01-01", "max: P6M", "overlapping validity"});
    expect({"law/residence.yaml", "max: P6M", "where: \"measure 7\"", "where: \"5.3\"", "", "have the same place in the source"});
    expect({"law/residence.yaml", "", "length: P45D", "length: 45 days", "length: 45", "is not a period like"});
    expect({"law/residence.yaml", "", "length: P45D", "length: P0D", "length: P0D", "a clock must run for at least a day"});
    expect({"law/residence.yaml", "", "length: P45D", "length: P45D\n        max: P6M", "length: P45D", "either 'length' or 'max'"});
    expect({"law/residence.yaml", "", "at: [P30D,", "at: [30D,", "at: [30D", "is not a period like"});
    expect({"law/residence.yaml", "", "    once_per: situation\n", "", "", "'once_basis' without 'once_per'"});
    expect({"law/duties.yaml", "", "within: P1D", "within: PT24H", "within: PT24H", "is not a period like"});
    expect({"law/duties.yaml", "", "done_by: [ConcernReported]", "done_by: []", "done_by: []", "a duty that binds is done by some event"});
    expect({"law/residence.yaml", "", "  - id: child\n", "  - id: minor\n", "ages:", "there must be one age, 'child'"});
    expect({"law/residence.yaml", "", "under: 18", "under: 0", "under: 0", "must be a whole number from 1 to 100"});
    expect({"pack.yaml", "", "zone: Europe/Oslo", "zone: Europe/Olso", "zone", "'zone'"});
    expect({"pack.yaml", "", "country: \"NO\"", "country: Norway", "country", "two capital letters"});
    expect({"pack.yaml", "", "languages: [nb, en]", "languages: []", "languages", "at least one language"});
    expect({"pack.yaml", "", "languages: [nb, en]", "languages: nb", "languages", "'languages' must be a list"});
    expect({"pack.yaml", "", "https://", "javascript:", "leave_page_to", "must begin with https://"});
}

TEST_CASE("help waits for nobody") {
    for (const char* fact : {"complaint.made", "person.complaint_made", "testimony.given", "person.investigation_initiated", "person.reflection_period_granted",
                             "person.reflection_period_running", "person.permit_granted", "not person.complaint_made"}) {
        std::string to = std::string("kind: housing, needs: [") + fact + "],";
        expect({"services.yaml", "id: safe-housing", "kind: housing,", to.c_str(), "id: safe-housing", "a service may not require"});
    }
    expect({"law/safeguards.yaml", "id: child-bed", "requires: [actor.child_welfare]", "requires: [person.complaint_made]", "act: hold-bed", "'hold-bed' is help, which never depends on 'person.complaint_made'"});
    expect({"law/safeguards.yaml", "", "act: record-departure", "act: order-service\n    x: 1", "x: 1", "unknown key"});
    int line = 0;
    Change allowed{"services.yaml", "id: safe-housing", "kind: housing,", "kind: housing, needs: [person.presumed],", "", ""};
    CHECK(change(allowed, &line).pack);
}

TEST_CASE("agencies above themselves") {
    expect({"agencies.yaml", "id: kom", "parent: police-directorate", "parent: kom", "id: kom", "a cycle: 'kom' is above itself"});
    Files files = good();
    std::string& text = files.at("agencies.yaml");
    auto at = text.find("{ id: police-directorate,");
    text.insert(text.find("kind: directorate", at), "parent: kom, ");
    auto c = checked(files);
    CHECK(std::count_if(c.findings.begin(), c.findings.end(), [](auto& f) { return f.what.find("a cycle") == 0 && f.line > 0; }) == 2);   // the two in it, not who is below
}

TEST_CASE("what is no YAML of ours") {
    expect({"retention.yaml", "", "  - { id: keep-care", "\t- { id: keep-care", "\t-", "not YAML"});
    expect({"retention.yaml", "", "keep: P5Y", "keep: &five P5Y", "&five", "anchors are not allowed"});
    expect({"retention.yaml", "", "keep: P10Y", "keep: *five", "*five", "not YAML"});
    expect({"retention.yaml", "", "keep: P5Y, standing: assumption", "keep: &five P5Y, standing: *five", "&five", "aliases are not allowed"});
    expect({"retention.yaml", "", "keep: P5Y", "keep: !!binary P5Y", "!!binary", "tags are not allowed"});
    expect({"retention.yaml", "", "retention:\n", "<<: { a: b }\nretention:\n", "<<", "unknown key '<<'"});
    expect({"retention.yaml", "", "retention:\n", "a: b\n---\nretention:\n", "---", "a second document in the file"});
    expect({"retention.yaml", "", "retention:\n", "? [a, b]\n: c\nretention:\n", "[a, b]", "unknown key ''"});
    expect({"retention.yaml", "", "{ id: keep-care,", "{ ? [a] : b, id: keep-care,", "? [a]", "a key must be a plain word"});
    expect({"retention.yaml", "", "keep: P5Y", "keep: \"P5Y\\0\"", "keep: \"P5Y", "without control characters"});
    expect({"retention.yaml", "", "nb: \"Opplysninger om hjelp\"", "nb: \"Opplysninger\\x07\"", "Opplysninger\\x07", "without control characters"});
    expect({"retention.yaml", "", "keep: P5Y", "keep: 'P5Y", "", "not YAML"});
    for (const auto& [bytes, what] : {std::pair<std::string, const char*>{std::string("a\0b", 3), "a NUL byte"}, {"a\xff", "is not UTF-8"}, {"a\xed\xa0\x80", "is not UTF-8"},
                                      {"a\xc0\xaf", "is not UTF-8"}, {"a\xe0\x80\xaf", "is not UTF-8"}, {"a\xf4\x90\x80\x80", "is not UTF-8"}, {"a\xe2\x82", "is not UTF-8"}}) {
        Files files = good();
        files["retention.yaml"] = "# one\n# " + bytes + "\n" + files["retention.yaml"];
        auto c = checked(files);
        REQUIRE(c.findings.size() >= 1);
        CHECK_MESSAGE(c.findings[0].text().find("retention.yaml:2:") == 0, all(c));
        CHECK_MESSAGE(c.findings[0].what.find(what) != std::string::npos, all(c));
    }
}

TEST_CASE("files: empty, absent, strange, deep, large") {
    auto only = [](const char* file, const std::string& text) {
        Files files = good();
        files[file] = text;
        return checked(files);
    };
    for (const char* nothing : {"", "\n\n", "# a comment\n", "---\n", "~\n"}) {
        auto c = only("retention.yaml", nothing);
        CHECK_MESSAGE(all(c).find("retention.yaml:1:1: the file is empty") != std::string::npos, all(c));
    }
    CHECK(all(only("retention.yaml", "- a\n- b\n")).find("a file must be one mapping") != std::string::npos);
    CHECK(all(only("retention.yaml", "\xEF\xBB\xBFretention: []\n")).find("retention.yaml:1:1: a byte order mark") != std::string::npos);
    CHECK(only("agencies.yaml", "\xEF\xBB\xBF" + good().at("agencies.yaml")).findings.size() == 1);   // and nothing of agencies that are not there
    CHECK(all(only("more.yaml", "goals: []\n")).find("more.yaml:1:1: unknown key 'goals' in more.yaml") != std::string::npos);
    CHECK(all(only("pack.yaml", "")).find("pack.yaml:1:1: the file is empty") != std::string::npos);
    CHECK(only("pack.yaml", "").findings.size() == 1);        // not a thousand texts in no language
    CHECK(all(only("pack.yaml", "other: 1\n")).find("unknown key 'other'") != std::string::npos);
    for (size_t depth : {50, 400, 100'000}) {
        auto c = only("retention.yaml", "retention: " + std::string(depth, '[') + std::string(depth, ']') + "\n");
        CHECK_FALSE(c.pack);
        CHECK_MESSAGE((all(c).find("nested deeper than 40 levels") != std::string::npos || all(c).find("not YAML") != std::string::npos), all(c));
        std::string stairs;
        for (size_t i = 0; i < std::min<size_t>(depth, 700); ++i) stairs += std::string(i, ' ') + "a:\n";
        CHECK_FALSE(only("retention.yaml", stairs).pack);
    }
    Files without = good();
    without.erase("pack.yaml");
    CHECK(all(checked(without)) == "pack.yaml: the pack has no file pack.yaml\n");
    CHECK_FALSE(load("no bundle at all", vocabulary()).pack);
    CHECK_FALSE(load(std::string("pack.yaml\0" "99999\0a: b", 18), vocabulary()).pack);
}

TEST_CASE("a folder") {
    fs::path dir = fs::temp_directory_path() / ("soria-pack-test-" + std::to_string(::getpid()));
    fs::remove_all(dir);
    for (const auto& [path, text] : good()) {
        fs::create_directories((dir / path).parent_path());
        std::ofstream(dir / path, std::ios::binary) << text;
    }
    auto read = [&] {
        auto c = load_folder(dir, vocabulary());
        REQUIRE(c);
        return *c;
    };
    auto c = read();
    CHECK_MESSAGE(c.pack, all(c));
    CHECK(c.pack->sha256 == norway().sha256);
    std::ofstream(dir / "README.md") << "not ours\n";
    CHECK(read().pack);
    std::ofstream(dir / "law" / "more.yml") << "duties: []\n";
    CHECK(all(read()) == "law/more.yml: a pack's files end in .yaml; this one would be passed over\n");
    fs::remove(dir / "law" / "more.yml");
    std::ofstream(dir / "codes.yaml", std::ios::app) << std::string(1 << 20, '#');
    CHECK(all(read()).find("codes.yaml: a pack's file has at most 1 MiB\n") == 0);
    CHECK(bundle(dir).error().because == "a pack's file has at most 1 MiB");
    fs::remove(dir / "codes.yaml");
    CHECK(all(read()).find("there is no purpose code 'assistance'") != std::string::npos);
    for (int i = 0; i < 65; ++i) std::ofstream(dir / ("n" + std::to_string(i) + ".yaml")) << "a: b\n";
    CHECK(load_folder(dir, vocabulary()).error().because == "a pack has at most 64 files");
    fs::remove_all(dir);
    CHECK(load_folder(dir, vocabulary()).error().fault == Fault::absent);
}

TEST_CASE("everything that is wrong with a file, at once") {
    Files files = good();
    std::string& text = files.at("services.yaml");
    auto swap = [&](const char* from, const char* to) { text.replace(text.find(from), std::string(from).size(), to); };
    swap("kind: housing", "kind: houses");
    swap("id: health-care", "id: Health");
    swap("delivered_by: [counsel]", "deliverd_by: [counsel]");
    swap("source: assumption", "source: guess");
    auto c = checked(files);
    auto has = [&](const char* what) { return all(c).find(what) != std::string::npos; };
    CHECK_MESSAGE((has("no service-kind code 'houses'") && has("the id 'Health'") && has("unknown key 'deliverd_by'") && has("'delivered_by' is missing") && has("no source 'guess'")), all(c));
    CHECK(std::is_sorted(c.findings.begin(), c.findings.end(), [](auto& a, auto& b) { return std::tie(a.file, a.line) < std::tie(b.file, b.line); }));
}

TEST_CASE("a line more or less: found with its place, or harmless, never a crash") {
    int loads = 0, faulty = 0, file_number = 0;
    // Every load reads the whole pack; the sanitizers' run, which is many times slower, takes every fourth of these lines.
    const size_t sparse = std::getenv("SORIA_TEST_SCALE") ? 4 : 1;
    for (const auto& [path, text] : good()) {
        ++file_number;
        std::vector<std::string> lines;
        std::istringstream in(text);
        for (std::string l; std::getline(in, l);) lines.push_back(l + "\n");
        for (size_t i = size_t(file_number) % 29; i < lines.size(); i += sparse * (path.rfind("pages/", 0) == 0 ? 229 : 53)) {
            std::string changed;
            for (size_t k = 0; k < lines.size(); ++k)
                if (k != i) changed += lines[k];
                else if (loads % 3 == 1) changed += lines[k] + lines[k];            // twice
                else if (loads % 3 == 2) changed += lines[k].substr(0, lines[k].size() / 2);   // torn
            Files files = good();
            files[path] = changed;
            auto c = checked(files);
            ++loads;
            if (c.pack) continue;
            ++faulty;
            REQUIRE_FALSE(c.findings.empty());
            for (const auto& f : c.findings) {
                CHECK_FALSE(f.file.empty());
                CHECK_FALSE(f.what.empty());
                bool placed = f.line > 0 || f.what.find("there is no text") == 0 || f.what.find("nobody may do") == 0 || f.what.find("there must be one") == 0 || f.what == "'pack' is missing";
                CHECK_MESSAGE(placed, f.text());
            }
        }
    }
    CHECK((loads > 60 / int(sparse) && faulty > loads / 2));
}

TEST_CASE("everything in the pack can be explained, in either language and in no mixture") {
    CHECK(norway().text("no.such.text", "nb") == "no.such.text");
    const Pack& p = norway();
    std::vector<std::string> ids;
    auto take = [&](const auto& list) {
        for (const auto& e : list) ids.push_back(e.id);
    };
    take(p.sources), take(p.goals), take(p.measures), take(p.contradictions), take(p.budgets), take(p.evaluations), take(p.kinds), take(p.agencies), take(p.networks), take(p.programmes);
    take(p.instruments), take(p.offences), take(p.not_offences), take(p.methods), take(p.lists), take(p.codes), take(p.services), take(p.clocks), take(p.safeguards);
    take(p.gates), take(p.duties), take(p.entitlements), take(p.routes), take(p.ages), take(p.presumers), take(p.retention), take(p.estimates), take(p.estimate_lists), take(p.looks), take(p.demonstration), take(p.roles), take(p.disclosure);
    take(p.commands), take(p.users), take(p.match_reviewers), take(p.peers), take(p.desk), take(p.steps), take(p.trials), take(p.reports), take(p.numbers);
    CHECK((ids.push_back("17"), ids.size() > 300));
    for (const auto& id : ids) {
        auto nb = explain(p, id, "nb"), en = explain(p, id, "en");
        REQUIRE_MESSAGE((nb && en), id);
        for (const char* english : {"Source", "Standing", "Assumed", "Note:", "Kind:", "not included", ", lines ", ", line ", "section ", "measure ", " the ", " and "})
            CHECK_MESSAGE((" " + *nb).find(english) == std::string::npos, english, "\n", *nb);
        for (const char* norwegian : {"Kilde", "Status:", "Antatt", "Merknad", "Slag:", "ikke ", "linje ", "punkt ", "tiltak ", " og "})
            CHECK_MESSAGE((" " + *en).find(norwegian) == std::string::npos, norwegian, "\n", *en);
        CHECK_MESSAGE(nb->find("fact.") == std::string::npos, *nb);
        CHECK_MESSAGE(nb->find(" \n") == std::string::npos, *nb);
    }
    CHECK_FALSE(explain(p, "no-such-thing", "en"));
    auto seventeen = *explain(p, "17", "en");
    CHECK(seventeen.find("Marked new in the list: no\n  Marked new in the chapter: yes\n") != std::string::npos);
    CHECK(seventeen.find("The source contradicts itself: Whether measure 17 is new") != std::string::npos);
    auto clock = *explain(p, "reflection-period", "nb");
    CHECK(clock.find("Til 1. desember 2006 (dagen ikke medregnet): 45 dager\n    Kilde: Regjeringens handlingsplan mot menneskehandel (2006-2009), punkt 5.3, linje 935-937") != std::string::npos);
    CHECK(clock.find("Fra 1. desember 2006: høyst 6 måneder; vedtaket sier når den slutter") != std::string::npos);
    CHECK(clock.find("Status: foreslått; her binder det som en antakelse") != std::string::npos);
    CHECK(explain(p, "gate-trafficking", "en")->find("Decided by: the source does not say who") != std::string::npos);
    CHECK(explain(p, "gate-smuggling-procurement", "en")->find("Standing: considered: it binds nobody") != std::string::npos);
    CHECK(explain(p, "safe-housing", "en")->find("Needs: nothing: no complaint, no testimony, no residence") != std::string::npos);
}
