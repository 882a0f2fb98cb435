#include "persons.hpp"

namespace soria::bench {
namespace {

using json::bj::array;

const char* const first_names[] = {"Adaeze", "Blessing", "Simona", "Ioana", "Nok", "Mali", "Tatiana", "Elira", "Rositsa", "Huong",
                                   "Faith", "Daniela", "Bogdan", "Tariq", "Minh", "Andrius", "Emeka", "Florin", "Ольга", "Żaneta"};
const char* const last_names[] = {"Okafor", "Testescu", "Provova", "Eksempel", "Modell", "Prøve", "Skisse", "Fiktivi", "Tenkt", "Utkast",
                                  "Петрова", "Nguyễn", "Ćosić", "Ștefan", "Demir", "Adeyemi"};
const char* const forms[] = {"prostitution", "prostitution", "prostitution", "forced-labour", "domestic-servitude"};
const char* const bands[] = {"18-20", "21-23", "24-26", "27-29", "30-38", "adult"};
const char* const countries[] = {"NG", "TH", "VN", "RU", "AL"};
const char* const regions[] = {"oslo", "western", "eastern"};

uint64_t mixed(uint64_t n) {
    n = (n ^ (n >> 30)) * 0xbf58476d1ce4e5b9;
    n = (n ^ (n >> 27)) * 0x94d049bb133111eb;
    return n ^ (n >> 31);
}
template <size_t N> const char* one(const char* const (&list)[N], uint64_t bits) { return list[bits % N]; }

object report_of(uint64_t n) {
    uint64_t r = mixed(n + 1);
    object person{{"gender", r % 9 == 0 ? "man" : "woman"}, {"age", one(bands, r >> 8)}, {"citizenship_group", "other"}};
    person["full_name"] = std::string(one(first_names, r >> 16)) + " " + one(last_names, r >> 24) + " " + std::to_string(n);
    person["citizenship"] = one(countries, r >> 32);
    person["language"] = "en";
    person["contact"] = "a made-up telephone number, " + std::to_string(r % 100'000'000);
    return {{"channel", "outreach"}, {"region", one(regions, r >> 36)}, {"form", one(forms, r >> 40)}, {"people", array{std::move(person)}},
            {"seen", "Made up: passport held by others, never alone with us, afraid of being seen, works without pay."},
            {"place", "a made-up place in a made-up street"}};
}

}  // namespace

Step step(int place, uint64_t n, const Codes& c, Date today) {
    switch (place) {
        case 0: return {"pro-centre", "receive-report", report_of(n)};
        case 1: return {"rosa", "screen-report", {{"report", c.report}, {"list", "prostitution"}, {"indicators", array{}}, {"note", "Made up: two of us spoke with her."}}};
        case 2: return {"rosa", "open-case", {{"report", c.report}, {"audience", "women"}}};
        case 3: return {"rosa", "record-finding", {{"case", c.case_}, {"finding", "presumed"}, {"grounds", "Made up: what was seen and told."}}};
        case 4: return {"rosa", "give-consent", {{"case", c.case_}, {"to", "udi"}, {"purpose", "residence"}, {"classes", array{"identity", "status"}},
                                                 {"language", "en"}, {"words", "Made up: yes, they may know who I am."}}};
        case 5: return {"udi", "grant-reflection-period", {{"case", c.case_}, {"from", today.plus_days(-int32_t(n % 150)).text()}}};
        case 6: return {"rosa", "hold-bed", {{"house", c.house}, {"case", c.case_}}};
        case 7: return {"rosa", "use-bed", {{"house", c.house}, {"case", c.case_}}};
        case 8: return {"rosa", "offer-referral", {{"case", c.case_}, {"to", "clinic"}, {"service", "health-care"}, {"parts", array{"identity", "health"}},
                                                   {"why", "Made up: an examination, soon."}}};
        case 9: return {"clinic", "accept-referral", {{"case", c.case_}, {"referral", 1}}};
        case 10: return {"rosa", "order-service", {{"case", c.case_}, {"service", "interpreting"}, {"provider", "provider-oslo"}, {"need", "Made up: twice a week, in the mornings."}}};
        case 11: return {"provider", "deliver-service", {{"case", c.case_}, {"order", 1}}};
        case 12: return {"rosa", "grant-legal-aid", {{"case", c.case_}}};
        default: return {"rosa", "release-bed", {{"house", c.house}, {"case", c.case_}}};
    }
}

}  // namespace soria::bench
