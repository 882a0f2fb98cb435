// CLI11 is known here, in usage.cpp and where subcommands are declared: files.cpp, match.cpp, blind.cpp, plan.cpp. Each command makes the same request that the network would.
#include "app/cli/cli.hpp"

#include <CLI/CLI.hpp>
#include <csignal>
#include <fstream>
#include <iostream>

#include "app/cli/ask.hpp"
#include "app/cli/blind.hpp"
#include "app/cli/files.hpp"
#include "app/cli/give.hpp"
#include "app/cli/match.hpp"
#include "app/cli/plan.hpp"
#include "app/cli/usage.hpp"
#include "app/http/server.hpp"
#include "app/jobs/adopt.hpp"
#include "app/jobs/jobs.hpp"
#include "app/peers/carrying.hpp"
#include "app/story/story.hpp"
#include "pack/kept.hpp"

namespace soria::app {
namespace {

using json::bj::object;

// A signed note is copied byte for byte: for people it stands alone, neither wrapped nor indented.
bool is_note(const Options& o, const std::string& what) { return what == "checkpoint" && o.printed_as() == Format::table; }
int owner(const Options& o, const std::string& what, const std::string& argument = "") {
    auto door = Door::open(data_of(o), false);
    if (!door) return report(o, door.error());
    if (auto* f = (*door)->folder()) {
        auto done = owner_act(*f, what, argument);
        if (done && is_note(o, what)) {
            std::cout << std::string_view(done->at("checkpoint").as_string());
            return 0;
        }
        int code = say(o, done);
        return done && faults_in(*done) ? 1 : code;
    }
    http::Request r;
    r.method = "POST";
    r.path = "/owner/" + what;
    r.body = argument;
    return ask(o, std::move(r), is_note(o, what) ? "checkpoint" : "");
}

// A folder that nobody serves is looked at as it lies: opening it would end what was interrupted and make views anew.
int verify(const Options& o) {
    auto found = inspect_folder(data_of(o));
    if (!found) return found.error().fault == Fault::busy ? owner(o, "verify") : report(o, found.error());
    int code = say(o, proof(*found));
    return found->faults.empty() ? code : 1;
}

int pack_check(const Options& o, const std::string& dir) {
    auto checked = pack::load_folder(dir, vocabulary());
    if (!checked) return report(o, checked.error());
    json::bj::array findings;
    for (const auto& f : checked->findings) {
        if (o.format != "json") std::cout << f.text() << "\n";
        findings.push_back(object{{"file", f.file}, {"line", f.line}, {"column", f.column}, {"what", f.what}});
    }
    bool ok = checked->pack != nullptr;
    if (o.format == "json") {
        object out{{"pack", dir}, {"ok", ok}, {"findings", std::move(findings)}};
        std::cout << json::write_pretty(out);
    } else if (ok) {
        const auto& p = *checked->pack;
        std::cout << p.name.in("en") << ": nothing wrong. " << p.measures.size() << " measures, " << p.agencies.size() << " agencies, " << p.lists.size()
                  << " lists of indicators, " << p.clocks.size() << " clocks, " << p.safeguards.size() << " safeguards, " << p.duties.size() << " duties, "
                  << p.gates.size() << " gates, " << p.disclosure.size() << " rules of disclosure.\n";
    } else {
        std::cout << checked->findings.size() << " found.\n";
    }
    return ok ? 0 : 1;
}

int pack_explain(const Options& o, const std::string& id, const std::string& dir) {
    if (dir.empty()) {
        return get(o, "/api/v1/pack/rule", {{"id", id}}, o.format == "json" ? "" : "explained");
    }
    auto checked = pack::load_folder(dir, vocabulary());
    if (!checked) return report(o, checked.error());
    if (!checked->pack) return report(o, invalid("the pack has faults; see: soria pack check " + dir).value());
    auto words = pack::explain(*checked->pack, id, o.language);
    if (!words) return report(o, words.error());
    if (o.format == "json") return say(o, object{{"id", id}, {"explained", *words}});
    std::cout << *words;
    return 0;
}

int init(const Options& o, const std::string& pack_dir, const std::string& kind, const std::string& day) {
    auto bytes = pack::bundle(pack_dir);
    if (!bytes) return report(o, bytes.error());
    std::optional<Date> first;
    if (!day.empty()) {
        auto d = Date::parse(day);
        if (!d) return report(o, invalid(d.error().because, "--day").value());
        if (kind == "real") return report(o, Error{Fault::usage, "a real folder begins today; --day is for the others", {}, {}, {}, {}, {}, {}});
        first = *d;
    } else if (kind != "real") {
        first = Date::of(2006, 8, 1).value();
    }
    auto made = Folder::create(data_of(o), *bytes, kind, "init", first);
    if (!made) return report(o, made.error());
    return say(o, object{{"data", data_of(o).string()}, {"kind", kind}, {"next", "soria demo, or soria --help"}});
}

// For people without the counts that a test wants: every command and every draw.
int demonstrate(const Options& o, uint64_t seed, int cases) {
    auto made = make_demonstration(data_of(o), seed, cases, std::cerr);
    if (made && o.format == "table") made->erase("done"), made->erase("drawn");
    return say(o, std::move(made));
}

std::atomic<bool> stopped{false};
void on_signal(int) { stopped = true; }

int serve(const Options& o, int port) {
    FolderOptions opening{data_of(o)};
    opening.on_renewal = say_renewal;
    auto folder = Folder::open(std::move(opening));
    if (!folder) return report(o, folder.error());
    Api api(**folder);
    http::ServerOptions options;
    options.port = uint16_t(port), options.unix_socket = socket_of(data_of(o));
    options.refusal_page = api.refusal_page(), options.signed_in = api.signed_in();
    auto server = http::Server::start(options, [&](http::Request r, http::Reply reply) { api.handle(std::move(r), std::move(reply)); });
    if (!server) return report(o, server.error());
    for (int s : {SIGINT, SIGTERM}) std::signal(s, on_signal);
    if (auto closed = pack::closed_commands(*(*folder)->pack(), vocabulary()); !closed.empty())
        std::cout << "The folder's pack is older than this program: nobody may do " << closed.size() << " commands until another edition is adopted (soria pack adopt)." << std::endl;
    std::cout << "Soria answers on http://127.0.0.1:" << (*server)->port() << " (" << (*folder)->kind() << " folder, day " << (*folder)->today().text()
              << "). Tokens: " << (data_of(o) / "tokens").string() << ". Stop with Ctrl-C." << std::endl;
    constexpr int ticks_between_answers = 300;         // a minute
    for (int tick = 0; !stopped; ++tick) {
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
        if (!(*folder)->pack()->peers.empty()) {
            auto is_stopped = [] { return bool(stopped); };
            auto carried = peers::carry_questions(**folder, is_stopped);
            if (!carried) std::cerr << "soria: " << carried.error().text() << "\n";
            auto brought = tick % ticks_between_answers == 0 ? peers::bring_answers(**folder, is_stopped) : Result<int>(0);
            if (!brought) std::cerr << "soria: " << brought.error().text() << "\n";
        }
        // A real folder's days pass by themselves; another's when somebody moves them.
        if (!(*folder)->own_clock()) {
            auto passed = pass_days(**folder, (*folder)->today());
            if (!passed) std::cerr << "soria: " << passed.error().text() << "\n";
        }
    }
    server->reset();
    return 0;
}

// The folder of packs: as given, else packs/ here, else packs/ in a folder above the story.
std::filesystem::path packs_for(const std::string& story, const std::string& given) {
    if (!given.empty()) return given;
    std::error_code ignored;
    if (std::filesystem::is_directory("packs", ignored)) return "packs";
    for (auto dir = std::filesystem::absolute(story, ignored).parent_path(); dir.has_relative_path(); dir = dir.parent_path())
        if (std::filesystem::is_directory(dir / "packs", ignored)) return dir / "packs";
    return "packs";
}

int say_sentences(const Options& o) {
    json::bj::array list;
    for (const auto& p : story_phrases()) list.push_back(object{{"sentence", p}});
    return say(o, object{{"sentences", std::move(list)}});
}

int tell(const Options& o, const std::string& file, const std::string& packs, bool rules) {
    if (file.empty()) return report(o, Error{Fault::usage, "name a .story file, or ask for --sentences", {}, {}, {}, {}, {}, {}});
    auto done = run_story(file, packs_for(file, packs));
    if (!done) return report(o, done.error());
    object told{{"story", done->title}, {"acts", done->acts}, {"expectations", done->expectations}, {"result", "as told"}};
    if (rules) told["refusals"] = json::encode(std::vector<std::string>(done->refusals.begin(), done->refusals.end()));
    if (rules) told["rules"] = json::encode(std::vector<std::string>(done->rules.begin(), done->rules.end()));
    return say(o, std::move(told));
}

}  // namespace

int run_cli(int argc, char** argv) {
    Options o;
    CLI::App app{"Soria: from the first sign to a person who is safe. One program that a country runs to find victims of\n"
                 "trafficking, to keep every promise to them on time, and to know what it does not see.\n"
                 "Begin: soria init --pack packs/norway-2006, soria demo, soria national, soria serve."};
    app.require_subcommand(1);
    app.fallthrough();
    app.get_formatter()->column_width(34);
    app.set_version_flag("--version", "soria, before its first release", "which one this is");
    app.add_option("--data", o.data, "the data folder (else SORIA_DATA, else var/soria)")->check(not_empty());
    app.add_option("--as", o.as, "the demonstration user who asks, else kom of the coordinating unit (soria users lists them)")->envname("SORIA_AS");
    app.add_option("--purpose", o.purpose, "one of the role's purposes; else its first");
    app.add_option("--format", o.format, "table, json or csv (one table: a list, or each value with its place)")->check(CLI::IsMember({"table", "json", "csv"}));
    app.add_option("--as-of", o.as_of, "what was recorded by the end of that day")->check(a_day());
    app.add_option("--language", o.language, "en or nb")->check(CLI::IsMember({"en", "nb"}));
    int code = 0;
    std::string a, b, c, d, e;
    std::vector<std::string> pairs;
    auto command = [&](CLI::App* on, const char* name, const char* about) { return on->add_subcommand(name, about); };
    auto simple = [&](const char* name, const char* about, const char* path) {
        command(&app, name, about)->callback([&, path] { code = get(o, path); });
    };
    std::string kind = "real", day, pack_dir;
    auto* init_ = command(&app, "init", "make a data folder with a pack");
    init_->add_option("--pack", pack_dir, "the pack's folder")->required();
    init_->add_option("--kind", kind, "real, demonstration or trial")->check(CLI::IsMember({"real", "demonstration", "trial"}));
    init_->add_option("--day", day, "the first day of a demonstration or trial");
    init_->callback([&] { code = init(o, pack_dir, kind, day); });

    uint64_t seed = 1;
    int cases = 60;
    auto* demo = command(&app, "demo", "fill an empty folder with made-up cases: nobody in them exists");
    demo->add_option("--seed", seed, "the same seed makes the same stories");
    demo->add_option("--cases", cases, "of how many people's lives; nearly every one has a case")->check(CLI::Range(1, 100'000));
    bool why = false;
    demo->add_flag("--explain", why, "make nothing: print what it follows, with sources and assumptions");
    demo->callback([&] { code = why ? get(o, "/api/v1/demonstration") : demonstrate(o, seed, cases); });

    simple("national", "the national figures and what each rests on", "/api/v1/national");
    simple("desk", "what is due for the user's agency", "/api/v1/desk");
    PageOptions pages;
    auto* cases_ = command(&app, "cases", "the cases of the user's agency");
    bool every = false;
    pages.declare(*cases_);
    cases_->add_flag("--all", every, "all of them, however many pages")->excludes("--limit")->excludes("--cursor");
    cases_->callback([&] { code = every ? get_all(o, "/api/v1/cases", "cases") : get(o, "/api/v1/cases", pages.query()); });
    simple("houses", "houses with free beds", "/api/v1/houses");
    simple("indicator-lists", "the lists of indicators, and those your agency derived", "/api/v1/indicator-lists");
    for (auto [name, about, before, after] : {std::tuple{"case", "one case, as this user may see it", "/api/v1/cases/", ""},
                                              {"report", "one report, as this user may see it", "/api/v1/reports/", ""},
                                              {"readers", "who looked at a case, when and why", "/api/v1/cases/", "/readers"}}) {
        auto* s = command(&app, name, about);
        s->add_option("code", a, "its code, like K7M-4QX-Z")->required();
        s->callback([&, before = std::string(before), after = std::string(after)] { code = get(o, before + a + after); });
    }
    auto* persons = command(&app, "persons", "search by a part of a name");
    persons->add_option("name", a, "at least two letters")->required();
    persons->callback([&] { code = get(o, "/api/v1/persons", {{"name", a}}); });

    auto* matches = command(&app, "matches", "who a person may be, and why; without a code, the questions of identity that the user's agency is to judge");
    matches->add_option("person", a, "the person's code");
    matches->add_option("--question", b, "one question by its code");
    matches->callback([&] {
        if (!a.empty()) code = get(o, "/api/v1/persons/" + a + "/matches");
        else code = get(o, b.empty() ? std::string("/api/v1/matches") : "/api/v1/matches/" + b);
    });

    auto* act = command(&app, "do", "one command: soria do open-case report=K7M-4QX-Z audience=women --as rosa");
    std::string happened, body, key;
    act->add_option("command", a, "its name (soria commands lists them)")->required();
    act->add_option("fields", pairs, "field=value; lists and objects as JSON");
    act->add_option("--happened", happened, "the day, month or year it happened; else today");
    act->add_option("--json", body, "all fields as one JSON object");
    act->add_option("--idempotency-key", key, "the same key is answered once");
    act->callback([&] { code = do_command(o, a, pairs, happened, body, key); });
    command(&app, "commands", "every command with its fields")->callback([&] { code = list_commands(o); });
    command(&app, "users", "the demonstration users")->callback([&] { code = get(o, "/api/v1/pack", {}, "users"); });
    command(&app, "openapi", "the OpenAPI document of the interface")->callback([&] {
        o.format = "json";               // however it is asked for: there is no other form of it
        code = get(o, "/api/v1/openapi.json");
    });

    auto* law = command(&app, "law", "the law of a case, or another law tried");
    law->require_subcommand(1);
    auto* explain = command(law, "explain", "clocks, duties, safeguards and routes of a case, with rule, source, facts and computation");
    explain->add_option("case", a, "its code")->required();
    explain->callback([&] { code = get(o, "/api/v1/cases/" + a + "/law"); });
    auto* simulate = command(law, "simulate", "who would have been affected: soria law simulate reflection-period=P45D");
    simulate->add_option("clock=period", a, "a clock and an ISO 8601 period")->required();
    simulate->callback([&] {
        auto equals = a.find('=');
        if (equals == std::string::npos) { code = report(o, Error{Fault::usage, "write clock=period, like reflection-period=P45D", {}, {}, {}, {}, {}, {}}); return; }
        code = get(o, "/api/v1/law/simulate", {{"clock", a.substr(0, equals)}, {"length", a.substr(equals + 1)}});
    });

    auto* gate = command(law, "gate", "whether the law opens a method of investigation: soria law gate m-intercept pc-224");
    gate->add_option("method", a, "a method of the pack")->required();
    gate->add_option("offence", b, "an offence of the pack")->required();
    gate->callback([&] { code = get(o, "/api/v1/law/gate", {{"method", a}, {"offence", b}}); });

    auto* pack = command(&app, "pack", "check or explain a pack");
    pack->require_subcommand(1);
    auto* check = command(pack, "check", "find every fault, with file, line and what is wrong");
    check->add_option("dir", a, "the pack's folder")->required();
    check->callback([&] { code = pack_check(o, a); });
    auto* words = command(pack, "explain", "a rule, list, measure or agency in words with its source");
    words->add_option("id", a, "like reflection-period, or a measure's number")->required();
    words->add_option("--pack", b, "a pack's folder; else the data folder's pack");
    words->callback([&] { code = pack_explain(o, a, b); });

    auto* adopt = command(pack, "adopt", "follow another edition of the pack from now on; what was decided keeps its dates and its rule");
    adopt->add_option("dir", a, "the edition's folder")->required();
    adopt->callback([&] { code = say(o, adopt_pack(data_of(o), a)); });

    auto* audit = command(&app, "audit", "the ledger's proof");
    audit->require_subcommand(1);
    command(audit, "verify", "recompute every hash, signature and number")->callback([&] { code = verify(o); });
    command(audit, "checkpoint", "sign where the ledger stands, for others to keep")->callback([&] { code = owner(o, "checkpoint"); });
    auto* backup = command(&app, "backup", "copy events and reads to a new folder, and the keys to another beside it");
    backup->add_option("to", a, "a folder that does not exist yet")->required()->check(not_empty());
    backup->callback([&] {
        std::error_code ignored;                       // a server may run somewhere else
        code = owner(o, "backup", std::filesystem::absolute(a, ignored).string());
    });
    auto* restore = command(&app, "restore", "make the data folder from a backup; the ledger's erasures are applied again");
    restore->add_option("from", a, "the backup")->required()->check(not_empty());
    restore->callback([&] {
        auto done = restore_folder(a, data_of(o));
        code = done ? say(o, object{{"restored", data_of(o).string()}}) : report(o, done.error());
    });
    command(&app, "rebuild", "fold every view anew from the ledger, and compare the bytes")->callback([&] { code = owner(o, "rebuild"); });
    auto* erasure = command(&app, "erase", "destroy a person's key: asked by one records officer, confirmed by another, judged by retention");
    erasure->add_option("person", a, "the person's code")->required();
    erasure->callback([&] { code = erase(o, a); });
    auto* day_ = command(&app, "day", "let days pass: warnings, expiries and duties become events");
    day_->add_option("date", a, "until that day; else one day");
    day_->callback([&] { code = owner(o, "day", a); });

    auto* story = command(&app, "story", "run a story and check what it expects");
    bool sentences = false, rules = false;
    story->add_option("file", a, "a .story file");
    story->add_flag("--sentences", sentences, "print the sentences that a story may use");
    story->add_flag("--rules", rules, "name the rules of the pack that were cited, in events, refusals and explanations, and which command was refused by which rule");
    story->add_option("--packs", b, "the folder of packs; else packs/ here, or above the story");
    story->callback([&] { code = sentences ? say_sentences(o) : tell(o, a, b, rules); });
    auto* import = command(&app, "import", "import records of others");
    import->require_subcommand(1);
    auto* ctdc = command(import, "ctdc", "the CTDC's synthetic file of victims, into a folder that becomes a trial");
    bool go_on = false;
    ctdc->add_option("file", a, "the CSV file")->required();
    ctdc->add_flag("--continue", go_on, "go on after a row that is wrong, and report it");
    ctdc->callback([&] { code = say(o, import_ctdc(data_of(o), a, {go_on}, std::cerr)); });
    declare_files(app, *import, o, code);
    declare_match(app, o.format, code);
    declare_peers(app, o, get, code);
    declare_plan(app, o, get, code);
    int port = 8080;
    auto* server = command(&app, "serve", "answer on 127.0.0.1 until stopped");
    server->add_option("--port", port, "0 takes any free one")->check(CLI::Range(0, 65535));
    server->callback([&] { code = serve(o, port); });
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return wrong_usage(app, error, argc, argv);
    } catch (const std::exception& error) {
        std::cerr << "soria: " << error.what() << "\n";
        return 1;
    }
    std::cout.flush();
    return std::cout ? code : 1;
}

}  // namespace soria::app
