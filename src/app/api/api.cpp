#include "app/api/api.hpp"

#include <sodium.h>

#include <algorithm>

#include "app/http/answer.hpp"
#include "app/http/path.hpp"
#include "app/pages/pages.hpp"
#include "app/peers/answering.hpp"

namespace soria::app {
namespace {

using json::bj::object;

const char* title_of(int status) {
    switch (status) {
        case 400: return "The request is wrong";
        case 401: return "Who is asking?";
        case 403: return "Not for this role";
        case 404: return "Not found";
        case 405: return "Not this way";
        case 409: return "Refused by a rule, or somebody was first";
        case 412: return "It has changed";
        case 413: return "Too large";
        case 415: return "Another kind of body";
        case 503: return "Not now";
        default: return "Something is wrong here";
    }
}

http::Response answer(int status, const object& body, const char* type = "application/json") {
    http::Response r;
    r.status = status;
    r.type = type;
    r.body = json::write(body) + "\n";
    return r;
}
http::Response answer(const Error& e) {
    auto r = answer(status_of(e), problem(e), "application/problem+json");
    if (r.status == 401) r.headers.emplace_back("WWW-Authenticate", "Bearer");
    return r;
}

Error wrong(std::string because, std::string where) {
    Error e;
    e.because = std::move(because);
    e.where = std::move(where);
    return e;
}

// An answer repeats a little of what it refuses, and may have cut it inside a letter.
std::string whole_letters(std::string_view s) {
    std::string out;
    for (size_t i = 0; i < s.size();) {
        unsigned char c = s[i];
        size_t n = c < 0x80 ? 1 : (c & 0xE0) == 0xC0 ? 2 : (c & 0xF0) == 0xE0 ? 3 : (c & 0xF8) == 0xF0 ? 4 : 0;
        bool whole = n > 0 && i + n <= s.size();
        for (size_t k = 1; whole && k < n; ++k) whole = (static_cast<unsigned char>(s[i + k]) & 0xC0) == 0x80;
        out += whole ? s.substr(i, n) : std::string_view("?");
        i += whole ? n : 1;
    }
    return out;
}

std::string_view trimmed(std::string_view s) {
    while (!s.empty() && s.front() == ' ') s.remove_prefix(1);
    while (!s.empty() && s.back() == ' ') s.remove_suffix(1);
    return s;
}
bool same_word(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

std::string_view strong(std::string_view etag) { return etag.substr(etag.substr(0, 2) == "W/" ? 2 : 0); }

// If-None-Match: one ETag, several, or any; weak ones count as their strong ones (RFC 9110, 13.1.2).
bool matches(std::string_view header, std::string_view etag) {
    while (!header.empty()) {
        size_t comma = std::min(header.find(','), header.size());
        auto one = trimmed(header.substr(0, comma));
        header.remove_prefix(std::min(comma + 1, header.size()));
        if (one == "*" || strong(one) == strong(etag)) return true;
    }
    return false;
}

std::string mark_of(Folder& f, std::string_view shown) {
    unsigned char h[16];
    const Id& key = f.ledger().id();
    crypto_generichash(h, sizeof h, reinterpret_cast<const unsigned char*>(shown.data()), shown.size(), key.data(), key.size());
    char text[33];
    sodium_bin2hex(text, sizeof text, h, sizeof h);
    return text;
}

// Of a case or a report: where everything stands, for If-Match; and what was shown of it, which another day or language changes too.
// Of every other look a weak one, of what was shown alone, and so no If-Match.
std::string etag_of_look(Folder& f, const Look& look, const std::string& shown) {
    if (!look.etag.empty()) return "\"" + look.etag + "." + mark_of(f, shown) + "\"";
    if (!look.body.contains("next")) return "W/\"" + mark_of(f, shown) + "\"";
    // A cursor is another each time, and none after a restart: what tells is that there is one, and of which process.
    static const std::string process = [] {
        std::array<uint8_t, 32> bytes;
        randombytes_buf(bytes.data(), bytes.size());
        return hex_of(bytes);
    }();
    object same = look.body;
    same["next"] = process;
    return "W/\"" + mark_of(f, json::write(same)) + "\"";
}

bool passed(std::chrono::steady_clock::time_point deadline) {
    return deadline != std::chrono::steady_clock::time_point{} && std::chrono::steady_clock::now() >= deadline;
}
Error too_late(bool changes) { return Error{Fault::busy, http::deadline_passed(changes)}; }
http::Response not_this_way(const std::string& method, const char* allowed, const pack::Pack& p, const std::string& language) {
    object o{{"type", "about:blank"}, {"title", p.said(title_of(405), language)}, {"status", 405}, {"fault", "invalid"}};
    o["detail"] = p.said("this address does not take " + method.substr(0, 20), language);
    auto response = answer(405, o, "application/problem+json");
    response.headers.emplace_back("Allow", allowed);
    return response;
}

Status known_parameters(const Route& route, const http::Request& r) {
    std::set<std::string_view> seen;
    for (const auto& [name, value] : r.query) {
        auto p = std::find_if(route.parameters.begin(), route.parameters.end(), [&](auto& k) { return k.in == "query" && k.name == name; });
        if (p == route.parameters.end()) return invalid("is not a parameter known here", name.substr(0, 60));
        if (value.empty()) return invalid("is empty", name);
        if (!seen.insert(p->name).second) return invalid("is given twice", name);
    }
    for (const auto& p : route.parameters)
        if (p.required && p.in == "query" && !seen.count(p.name)) return invalid("is missing", std::string(p.name));
    return {};
}

Result<Asked> asked_of(const http::Request& r, access::Viewer v) {
    Asked a;
    a.viewer = std::move(v);
    if (auto day = r.param("as-of")) {
        auto d = Date::parse(*day);
        if (!d) return invalid(d.error().because, "as-of");
        a.as_of = *d;
    }
    if (auto n = r.param("limit")) {
        if (n->empty() || n->size() > 3 || !std::all_of(n->begin(), n->end(), ::isdigit) || std::stoul(*n) < 1 || std::stoul(*n) > 200)
            return invalid("must be a whole number from 1 to 200", "limit");
        a.limit = std::stoul(*n);
    }
    a.cursor = r.param("cursor").value_or("");
    return a;
}

Result<std::string> code_of(const std::string& text) { return parse_code(text); }

template <Result<Look> (*Fn)(Folder&, const Asked&, std::string_view)>
Result<Look> by_code(Folder& f, const Asked& a, const std::vector<std::string>& path, const http::Request&) {
    auto code = code_of(path[0]);
    if (!code) return fail(Fault::absent, "there is nothing with the code " + path[0].substr(0, 30) + ": " + code.error().because);
    return Fn(f, a, *code);
}
template <Result<Look> (*Fn)(Folder&, const Asked&)>
Result<Look> plain(Folder& f, const Asked& a, const std::vector<std::string>&, const http::Request&) { return Fn(f, a); }

Result<Look> persons(Folder& f, const Asked& a, const std::vector<std::string>&, const http::Request& r) {
    return look_persons(f, a, r.param("name").value_or(""));
}
Result<Look> rows_of_htcds(Folder& f, const Asked& a, const std::vector<std::string>&, const http::Request& r) {
    return look_htcds(f, a, r.param("names").value_or("standard"));
}
Result<Look> simulate(Folder& f, const Asked& a, const std::vector<std::string>&, const http::Request& r) {
    auto period = Period::parse(r.param("length").value_or(""));
    if (!period) return invalid(period.error().because, "length");
    return look_simulation(f, a, r.param("clock").value_or(""), *period);
}
Result<Look> gate(Folder& f, const Asked& a, const std::vector<std::string>&, const http::Request& r) {
    return look_gate(f, a, r.param("method").value_or(""), r.param("offence").value_or(""));
}
Result<Look> rule(Folder& f, const Asked& a, const std::vector<std::string>&, const http::Request& r) {
    return look_rule(f, a, r.param("id").value_or(""));
}
Result<Look> measure(Folder& f, const Asked& a, const std::vector<std::string>& path, const http::Request&) { return look_measure(f, a, path[0]); }
Result<Look> figure(Folder& f, const Asked& a, const std::vector<std::string>& path, const http::Request&) { return look_figure(f, a, path[0]); }
Result<Look> annual(Folder& f, const Asked& a, const std::vector<std::string>&, const http::Request& r) { return look_annual(f, a, r.param("year").value_or("")); }
Result<Look> sheet(Folder& f, const Asked& a, const std::vector<std::string>& path, const http::Request&) { return look_sheet(f, a, path[0]); }
Result<Look> ministry(Folder& f, const Asked& a, const std::vector<std::string>& path, const http::Request&) { return look_ministry(f, a, path[0]); }
Result<Look> filled(Folder& f, const Asked& a, const std::vector<std::string>& path, const http::Request& r) { return look_return(f, a, path[0], r.param("year").value_or("")); }
Result<Look> works_of(Folder& f, const Asked& a, const std::vector<std::string>&, const http::Request& r) {
    return look_works(f, a, r.param("measure").value_or(""), r.param("kind").value_or(""), r.param("words").value_or(""));
}
Result<Look> estimated(Folder& f, const Asked& a, const std::vector<std::string>&, const http::Request& r) {
    return look_estimate(f, a, EstimateParameters(r.query.begin(), r.query.end()));
}
Result<Look> document(Folder& f, const Asked&, const std::vector<std::string>&, const http::Request&) {
    return Look{openapi(*f.pack()), {}, "openapi", ""};
}

constexpr Parameter as_of{"as-of", "query", "what was recorded by the end of that day, YYYY-MM-DD"};
constexpr Parameter code{"code", "path", "a spoken code, like K7M-4QX-Z", true};

}  // namespace

const std::vector<Route>& routes() {
    static const std::vector<Route> list{
        {"GET", "/api/v1/national", "national", "National", "The national figures, what each rests on, and the clocks due in 14 days.", {as_of}, plain<look_national>},
        {"GET", "/api/v1/desk", "desk", "Desk", "What is due for the viewer's agency.", {as_of}, plain<look_desk>},
        {"GET", "/api/v1/cases", "list-cases", "Cases", "The cases that the viewer's agency leads or works on.",
         {{"limit", "query", "1 to 200"}, {"cursor", "query", "from the answer before"}, as_of}, plain<look_cases>},
        {"GET", "/api/v1/cases/{code}", "case", "Case", "One case, as this viewer may see it.", {code, as_of}, by_code<look_case>},
        {"GET", "/api/v1/cases/{code}/law", "explain-law", "Law", "The clocks, duties, safeguards and routes of a case, each with rule, source, facts and computation.", {code, as_of}, by_code<look_law>},
        {"GET", "/api/v1/cases/{code}/readers", "readers", "Readers", "Who looked at a case, when and why.", {code, as_of}, by_code<look_readers>},
        {"GET", "/api/v1/reports/{code}", "report", "Report", "One report, as this viewer may see it.", {code, as_of}, by_code<look_report>},
        {"GET", "/api/v1/persons", "find-persons", "Persons", "Search by a part of a name.", {{"name", "query", "at least two letters", true}, {"limit", "query", "1 to 200"}, as_of}, persons},
        {"GET", "/api/v1/persons/{code}/matches", "matches", "Matches", "Who a person may be, among those this viewer may know of, and why. A machine proposes; a person decides.", {code, as_of}, by_code<look_matches>},
        {"GET", "/api/v1/matches", "list-matches", "Reviews", "Questions whether two persons are one that the viewer's agency is asked to judge.", {{"limit", "query", "1 to 200"}, as_of}, plain<look_reviews>},
        {"GET", "/api/v1/matches/{code}", "match", "Match", "One such question: what agrees and what does not, without values and without who asked.", {code, as_of}, by_code<look_match>},
        {"GET", "/api/v1/blind", "blind-questions", "Blind", "Blind questions: what the viewer's agency asked other Sorias; for a neutral reviewer also what others asked here. How many, for what purpose, how many are left; never about whom, and never what came of it.", {as_of}, plain<look_blind>},
        {"GET", "/api/v1/houses", "list-houses", "Houses", "Houses by code with their free beds, never an address.", {as_of}, plain<look_houses>},
        {"GET", "/api/v1/indicator-lists", "indicator-lists", "IndicatorLists", "The lists of indicators, and those that the agency derived from them.", {as_of}, plain<look_indicator_lists>},
        {"GET", "/api/v1/letters/{code}", "letter", "Letter", "What a letter proves and until when; never for whom, or why.", {code}, by_code<look_letter>},
        {"GET", "/api/v1/export/htcds", "export-htcds", "Htcds", "Persons and cases as rows of the HTCDS standard, in pages: what this viewer may see, and what the standard cannot say.",
         {{"names", "query", "standard (else) or xlsform, as the columns are spelt"}, {"limit", "query", "persons in a page, 1 to 200"}, {"cursor", "query", "from the answer before"}, as_of}, rows_of_htcds},
        {"GET", "/api/v1/law/simulate", "simulate-law", "Simulation", "Past and running clocks under another length: who would have been affected, how.",
         {{"clock", "query", "a clock of the pack", true}, {"length", "query", "an ISO 8601 period, like P45D", true}, as_of}, simulate},
        {"GET", "/api/v1/law/gate", "ask-gate", "Gate", "Whether the law opens a method of investigation for a suspicion of an offence, and by which rule. Closed unless a rule opens it.",
         {{"method", "query", "a method of the pack, like m-intercept", true}, {"offence", "query", "an offence of the pack, like pc-224", true}, as_of}, gate},
        {"GET", "/api/v1/plan", "plan", "Plan", "The plan's measures: who owes what, where each stands and why, and its figures as computed from the work.", {as_of}, plain<look_plan>},
        {"GET", "/api/v1/plan/measures/{number}", "measure", "Measure", "One measure: its places in the plan, its figures by year and part, and how each was computed.",
         {{"number", "path", "its number, or its id like m07", true}, as_of}, measure},
        {"GET", "/api/v1/plan/measures/{number}/sheet", "measure-sheet", "PlanReport", "One measure as a sheet: every number with what it was computed from, milestones, money, what is published.",
         {{"number", "path", "its number, or its id like m07", true}, as_of}, sheet},
        {"GET", "/api/v1/plan/annual", "annual-report", "PlanReport", "The annual report of a year, filled from the ledger as it stood when the year ended.", {{"year", "query", "like 2008; else the year of the day asked"}, as_of}, annual},
        {"GET", "/api/v1/plan/ministries/{ministry}", "ministry-status", "PlanReport", "What a ministry owes: its measures, where each stands and why, milestones, money, numbers.",
         {{"ministry", "path", "an agency of the pack, like justice-ministry", true}, as_of}, ministry},
        {"GET", "/api/v1/plan/returns/{return}", "return", "PlanReport", "What the ledger can answer of a questionnaire from abroad for a year, and what it cannot and why.",
         {{"return", "path", "a return of the pack, like glotip or greta", true}, {"year", "query", "like 2008; else the year of the day asked"}, as_of}, filled},
        {"GET", "/api/v1/plan/steps", "plan-steps", "Steps", "Where cases stand still: how long each step takes, and how many have begun it and not come to its end.", {as_of}, plain<look_steps>},
        {"GET", "/api/v1/figures/{figure}", "figure", "FigureBehind", "One figure by part and year, and of what it was computed from the work and the cases that this viewer may know of.",
         {{"figure", "path", "its id, like national-new", true}, {"limit", "query", "1 to 200"}, {"cursor", "query", "from the answer before"}, as_of}, figure},
        {"GET", "/api/v1/figures", "figures", "Figures", "Every figure of the pack with its parts and what it was computed from.", {as_of}, plain<look_figures>},
        {"GET", "/api/v1/estimate", "estimate", "Estimate", "How many presumed victims no agency's list has, from the ledger: a verdict, a range, every model, which lists are left out and why.",
         {{"from", "query", "the first day of the period", true}, {"until", "query", "its last day", true}, {"by", "query", "groups: sex, age, form, or several with commas between"},
          {"each", "query", "a list for each agency (else) or kind"}, {"method", "query", "stepwise (else), bic, aic, downhill, fixed, decomposable, threshold or latent"},
          {"model", "query", "of the fixed method: [12,3]"}, {"bootstrap", "query", "resamples, at most 10000; else 1000"}, {"seed", "query", "else 1"}, {"order", "query", "the highest interaction of a model"},
          {"p", "query", "of stepwise; else 0.02"}, {"level", "query", "of the interval; else 0.95"}, {"matchings", "query", "draws of who is the same person, at most 100; else 20"},
          {"as", "query", "text, html or svg: the same as one text beside it, for printing"}, as_of}, estimated},
        {"GET", "/api/v1/work", "list-work", "Works", "Work on the plan's measures: courses, forums, projects, lessons, milestones and all the rest.",
         {{"measure", "query", "its number, or its id like m07"}, {"kind", "query", "like course, forum, project, lesson"}, {"words", "query", "words of the title"},
          {"limit", "query", "1 to 200"}, {"cursor", "query", "from the answer before"}, as_of}, works_of},
        {"GET", "/api/v1/work/{code}", "work", "Work", "One piece of work with its history, what is owed in it, and what its surveys tell.", {code, as_of}, by_code<look_work>},
        {"GET", "/api/v1/pack", "pack", "Pack", "The pack: its measures, code lists and demonstration users.", {}, plain<look_pack>},
        {"GET", "/api/v1/pack/rule", "explain-rule", "Rule", "A rule, list, measure, agency or source of the pack in words, with its source.",
         {{"id", "query", "like reflection-period, or a measure's number", true}}, rule},
        {"GET", "/api/v1/demonstration", "demonstration", "Demonstration", "What made-up data follow: each figure with where it was published, or that it is an assumption.", {}, plain<look_demonstration>},
        {"GET", "/api/v1/openapi.json", "document", "Document", "This document.", {}, document},
        {"POST", "/api/v1/commands/{name}", "", "", "One command. Body: {\"command\": {...}, \"happened\": \"YYYY-MM-DD\"}.", {{"name", "path", "a command's name", true}}, nullptr},
    };
    return list;
}

int status_of(const Error& e) {
    switch (e.fault) {
        case Fault::invalid: return e.where == "Content-Type" || e.where == "Content-Encoding" ? 415 : 400;
        case Fault::usage: return 400;
        case Fault::refused: return 409;
        case Fault::forbidden: return e.rule.empty() && e.facts.empty() ? 401 : 403;
        case Fault::absent: return 404;
        case Fault::stale: return e.rule == "if-match" ? 412 : 409;
        case Fault::limit: return 413;
        case Fault::busy: return 503;
        case Fault::storage: return 503;
        case Fault::damaged: return 500;
    }
    return 500;
}

object problem(const Error& e) {
    int status = status_of(e);
    object o{{"type", "about:blank"}, {"title", title_of(status)}, {"status", status}, {"detail", whole_letters(e.because)}, {"fault", name_of(e.fault)}};
    if (!e.where.empty()) o["where"] = whole_letters(e.where);
    if (!e.rule.empty()) o["rule"] = e.rule;
    if (!e.source.empty()) o["source"] = e.source;
    if (!e.facts.empty()) o["facts"] = json::encode(e.facts);
    if (!e.computation.empty()) o["computation"] = e.computation;
    if (!e.change.empty()) o["would_open"] = e.change;
    return o;
}

// The program says what it refuses and finds in English; who reads another of the pack's languages is told in that one.
static Error in_language(const pack::Pack& p, Error e, const std::string& language) {
    for (auto* s : {&e.because, &e.change}) *s = p.said(*s, language);
    for (auto& f : e.facts) f = p.said(f, language);
    return e;
}

// What is said in the reader's language already, with its title. A rule that names no source is this program's own, and that is said.
http::Response Api::told(Error e, const std::string& language) const {
    auto pack = folder_.pack();
    if (e.fault == Fault::refused && !e.rule.empty() && e.source.empty()) e.source = pack->text("said.own-rule", language);
    auto r = answer(e);
    object body = problem(e);
    body["title"] = pack->said(title_of(r.status), language);
    r.body = json::write(body) + "\n";
    return r;
}
http::Response Api::wrong_request(Error e, const std::string& language) const {
    return told(in_language(*folder_.pack(), std::move(e), language), language);
}

Api::Api(Folder& f) : folder_(f), pages_(std::make_unique<Pages>(f, *this)), peers_(std::make_unique<peers::Answering>(f)) {}
Api::~Api() = default;

// A user that the pack knows.
Result<std::string> Api::user_of(const http::Request& r) {
    std::string user;
    if (r.from_owner && r.header("soria-as")) {
        user = *r.header("soria-as");     // the folder's owner on its own socket, who could read the tokens anyway
    } else {
        auto authorization = r.header("authorization").value_or("");
        if (!same_word(std::string_view(authorization).substr(0, 7), "Bearer ")) return fail(Fault::forbidden, "send a token: Authorization: Bearer ...");
        user = TRY(folder_.user_of_token(std::string_view(authorization).substr(7)));
    }
    TRY(folder_.viewer(user, ""));
    return user;
}

std::string Api::language_of(const http::Request& r) const {
    std::string asked = r.header("accept-language").value_or(""), language = "en";
    for (const auto& known : folder_.pack()->languages)
        if (asked.substr(0, known.size()) == known) language = known;
    return language;
}

Result<access::Viewer> Api::viewer_of(const std::string& user, const http::Request& r) {
    auto v = TRY(folder_.viewer(user, r.header("soria-purpose").value_or("")));
    v.language = language_of(r);
    return v;
}

std::function<http::Response(int, const std::string&, const std::string&)> Api::refusal_page() const {
    return [this](int status, const std::string& because, const std::string& languages) { return pages_->unread(status, because, languages); };
}

std::function<bool(const std::map<std::string, std::string>&)> Api::signed_in() const {
    return [this](const std::map<std::string, std::string>& headers) { return pages_->has_session(headers); };
}

void Api::handle(http::Request r, http::Reply reply) {
    // What waited in the queue beyond its deadline is not begun: nobody would hear how it ended.
    const std::string language = language_of(r);
    if (passed(r.deadline)) return reply(wrong_request(too_late(r.method == "POST"), language));
    auto parts = http::split_path(r.path);
    bool page = parts[0] != "api" && parts[0] != "peer" && !r.from_owner;
    if (r.body_too_large && !page) return reply(wrong_request(Error{Fault::limit, "the body is larger than this server takes"}, language));
    if (r.from_owner && r.method == "POST" && parts.size() == 2 && parts[0] == "owner") {
        auto done = owner_act(folder_, parts[1], r.body);
        return reply(done ? answer(200, *done) : wrong_request(done.error(), language));
    }
    if (parts[0] == "peer" && r.method == "POST" && !r.from_owner) return peers_->handle(r, reply);
    if (page) return pages_->handle(std::move(r), std::move(reply));
    const char* allowed = nullptr;
    for (const auto& route : routes()) {
        auto values = http::match_path(route.path, parts);
        if (!values) continue;
        allowed = route.look ? "GET" : "POST";
        if (route.method != r.method) continue;
        auto user = user_of(r);
        if (!user) return reply(wrong_request(user.error(), language));
        auto viewer = viewer_of(*user, r);
        if (!viewer) {
            auto who = folder_.policy().viewer(*user, "");
            who->purpose.clear();         // what was named is none of the role's
            return refuse(*who, std::string(route.look ? route.id : "a command"), viewer.error(), [this, language](const Error& e) { return wrong_request(e, language); }, std::move(reply));
        }
        if (auto ok = known_parameters(route, r); !ok) return reply(wrong_request(ok.error(), language));
        if (route.look) return look(route, std::move(*values), std::move(r), std::move(*viewer), std::move(reply));
        return command((*values)[0], std::move(r), std::move(*viewer), std::move(reply));
    }
    if (allowed) return reply(not_this_way(r.method, allowed, *folder_.pack(), language));
    reply(wrong_request(Error{Fault::absent, "there is nothing at this address"}, language));
}

// What access forbade a known user is recorded as a look is, before the answer leaves, with its rule; and so is a thing that
// was not found, for one that is hidden must not differ from one that never was. It shows nobody's data.
void Api::refuse(const access::Viewer& v, const std::string& what, const Error& e, Say say, http::Reply reply) {
    if (e.fault != Fault::forbidden && e.fault != Fault::absent) return reply(say(e));
    std::string why = !e.rule.empty() ? e.rule : e.fault == Fault::absent ? "not found" : "forbidden";
    ledger::ReadEntry entry{folder_.now_us(), v.user, v.agency, v.purpose, "refused: " + what + ", " + why, {}};
    folder_.ledger().record_read(std::move(entry), [reply = std::move(reply), say = std::move(say), e](Result<uint64_t> done) { reply(say(done ? e : done.error())); });
}

void Api::see(const Route& route, std::vector<std::string> path, http::Request r, access::Viewer v, Draw draw, http::Reply reply) {
    auto say = [draw, pack = folder_.pack(), language = v.language](const Error& e) { return draw(tl::unexpected(in_language(*pack, e, language))); };
    auto asked = asked_of(r, v);
    if (!asked) return reply(say(asked.error()));
    auto found = route.look(folder_, *asked, path, r);
    if (!found) {
        auto asked_for = path.empty() ? Result<std::string>("") : code_of(path[0]);
        return refuse(v, std::string(route.id) + (asked_for && !asked_for->empty() ? " " + *asked_for : ""), found.error(), say, std::move(reply));
    }
    auto response = std::make_shared<http::Response>(draw(found));
    if (found->subjects.empty() && found->what == "openapi") return reply(std::move(*response));
    // The record of a look is durable before the answer leaves.
    ledger::ReadEntry entry{folder_.now_us(), v.user, v.agency, v.purpose, found->what, std::move(found->subjects)};
    folder_.ledger().record_read(std::move(entry), [reply = std::move(reply), response, say, deadline = r.deadline](Result<uint64_t> done) {
        if (!done) return reply(say(done.error()));
        if (passed(deadline)) return reply(say(too_late(false)));
        reply(std::move(*response));
    });
}

void Api::look(const Route& route, std::vector<std::string> path, http::Request r, access::Viewer v, http::Reply reply) {
    std::string none_match = r.header("if-none-match").value_or("");
    see(route, std::move(path), std::move(r), v, [this, none_match, language = v.language](const Result<Look>& found) {
        if (!found) return told(found.error(), language);
        auto response = answer(200, found->body);
        std::string etag = etag_of_look(folder_, *found, response.body);
        if (matches(none_match, etag)) response.status = 304, response.body.clear();
        response.headers.emplace_back("ETag", etag);
        return response;
    }, std::move(reply));
}

// JSON as it is, in UTF-8; a body that names no type is read as that.
static Status check_type(const http::Request& r) {
    auto encoding = r.header("content-encoding").value_or("identity");
    if (!same_word(encoding, "identity")) return tl::unexpected(wrong("a body is sent as it is, not compressed", "Content-Encoding"));
    std::string whole = r.header("content-type").value_or("application/json");
    std::string_view type = whole;
    if (!same_word(trimmed(type.substr(0, type.find(';'))), "application/json")) return tl::unexpected(wrong("a command is application/json", "Content-Type"));
    while (type.find(';') != type.npos) {
        type.remove_prefix(type.find(';') + 1);
        auto one = trimmed(type.substr(0, type.find(';')));
        auto equals = std::min(one.find('='), one.size());
        if (!same_word(one.substr(0, equals), "charset")) continue;
        auto charset = one.substr(std::min(equals + 1, one.size()));
        if (!same_word(charset, "utf-8") && !same_word(charset, "\"utf-8\"")) return tl::unexpected(wrong("a command is in UTF-8", "Content-Type"));
    }
    return {};
}

// {"command": {...}, "happened": "..."} and nothing else.
Status Api::read_body(const http::Request& r, CommandRequest& c) {
    TRY(check_type(r));
    auto body = TRY(json::parse(r.body));
    if (!body.is_object()) return invalid("must be an object with \"command\"");
    for (auto& m : body.get_object()) {
        if (m.key() == "command") c.fields = m.value();
        else if (m.key() == "happened") c.happened = TRY(json::decode<Happened>(m.value(), "happened"));
        else return invalid("is not a field known here", std::string(m.key().substr(0, 60)));
    }
    if (!body.get_object().contains("command")) return invalid("is missing", "command");
    if (!c.fields.is_object()) return invalid("must be an object", "command");
    return {};
}

void Api::command(std::string name, http::Request r, access::Viewer v, http::Reply reply) {
    CommandRequest c;
    c.name = std::move(name);
    c.viewer = std::move(v);
    auto no = [this, language = c.viewer.language](const Error& e) { return wrong_request(e, language); };
    if (auto ok = read_body(r, c); !ok) return reply(no(ok.error()));
    auto key = r.header("idempotency-key");
    if (key && key->empty()) return reply(no(wrong("is empty: give a key, or leave the header out", "Idempotency-Key")));
    c.idempotency_key = key.value_or("");
    c.body = std::move(r.body);
    auto match = r.header("if-match").value_or("");
    if (match.size() > 2 && match.front() == '"' && match.find('"', 1) == match.size() - 1) c.if_match = match.substr(1, std::min(match.find('.'), match.size() - 1) - 1);
    else if (!match.empty()) return reply(no(wrong("must be one ETag in quotes", "If-Match")));
    if (!match.empty() && c.if_match.empty()) c.if_match = "none";   // an ETag of nothing fits nothing
    act(c, [this, language = c.viewer.language](const Result<CommandAnswer>& a) {
        if (!a) return told(a.error(), language);
        object o;
        json::bj::array people;
        for (auto& [what, text] : a->answer) {
            if (what == "person") people.push_back(json::bj::string(text));
            else o[what] = text;
        }
        if (!people.empty()) o["persons"] = std::move(people);
        if (!a->advice.empty()) o["advice"] = json::encode(a->advice);
        if (a->repeated) o["repeated"] = true;
        return answer(a->repeated ? 200 : 201, o);
    }, std::move(reply));
}

void Api::act(CommandRequest c, Tell tell, http::Reply reply) {
    const access::Viewer who = c.viewer;
    std::string what = domain::command_type(c.name) ? c.name : "a command";
    run_command(folder_, std::move(c), [this, who, what, tell = std::move(tell), reply = std::move(reply)](Result<CommandAnswer> a) {
        auto pack = folder_.pack();
        if (a)
            for (auto& advice : a->advice) advice = pack->said(advice, who.language);
        if (a) return reply(tell(a));
        refuse(who, what, a.error(), [tell, pack, language = who.language](const Error& e) { return tell(tl::unexpected(in_language(*pack, e, language))); }, std::move(reply));
    });
}

}  // namespace soria::app
