#include "app/story/teller.hpp"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <future>

#include "base/core/codec.hpp"

namespace soria::app::story {
namespace {

using json::bj::object;
using json::bj::value;

Answer answer_of(const http::Response& r) {
    Answer a;
    a.status = r.status;
    if (auto body = json::parse(r.body); body && body->is_object()) a.body = body->get_object();
    return a;
}
std::string text_of(const object& o, const char* key) {
    const auto* v = o.if_contains(key);
    return v ? said(*v) : std::string();
}

// Which class a withheld field has, for "then refused: whereabouts".
bool shows(const object& body, std::string_view wants) {
    static const std::map<std::string_view, std::vector<std::string_view>> fields{
        {"whereabouts", {"house", "bed", "place", "country"}}, {"identity", {"person.full_name", "full_name"}}, {"contact", {"person.contact", "contact"}},
        {"care", {"orders"}}, {"story", {"seen"}}, {"status", {"code"}}};
    value v(body);
    auto f = fields.find(wants);
    if (f == fields.end()) return false;
    return std::any_of(f->second.begin(), f->second.end(), [&](auto name) {
        auto found = find_fields(v, name);
        return std::any_of(found.begin(), found.end(), [](auto* x) { return !x->is_null() && !(x->is_array() && x->get_array().empty()); });
    });
}

}  // namespace

std::string lower_words(std::string_view s) {
    std::string out(s);
    std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    return out;
}

std::string said(const value& v) {
    if (v.is_string()) return std::string(v.get_string());
    if (v.is_null()) return "nothing";
    if (v.is_bool()) return v.get_bool() ? "yes" : "no";
    std::string s;
    if (v.is_array())
        for (const auto& e : v.get_array()) s += (s.empty() ? "" : ", ") + said(e);
    else if (v.is_object())
        for (const auto& m : v.get_object()) {
            std::string key(m.key());
            std::replace(key.begin(), key.end(), '_', ' ');
            s += (s.empty() ? "" : ", ") + (key == "days left" ? said(m.value()) + " days left" : key + " " + said(m.value()));
        }
    else return json::write(v);
    return s;
}

std::vector<const value*> find_fields(const value& v, std::string_view path) {
    std::vector<const value*> found;
    auto add = [&](const value& in, std::string_view rest) {
        auto more = find_fields(in, rest);
        found.insert(found.end(), more.begin(), more.end());
    };
    if (v.is_array())
        for (const auto& e : v.get_array()) add(e, path);
    if (!v.is_object()) return found;
    auto dot = path.find('.');
    for (const auto& m : v.get_object()) {
        if (m.key() == path.substr(0, dot)) {
            if (dot == std::string_view::npos) found.push_back(&m.value());
            else add(m.value(), path.substr(dot + 1));
        } else if (m.key() != "withheld") {
            add(m.value(), path);
        }
    }
    return found;
}

Teller::Removed::~Removed() {
    std::error_code ignored;
    if (!dir.empty()) std::filesystem::remove_all(dir, ignored);
}

Result<std::string> Teller::code(const std::string& name) const {
    auto k = known_.find(name);
    if (k == known_.end() || k->second.code.empty()) return invalid("nobody has told yet who or what " + name + " is");
    return k->second.code;
}

Result<std::string> Teller::value(std::string_view list, std::string_view words) const {
    std::string wanted = lower_words(words), dashed = wanted, known;
    std::replace(dashed.begin(), dashed.end(), ' ', '-');
    const auto* l = pack().code_list(list);
    if (!l) return invalid("the pack has no code list " + std::string(list));
    for (const auto& v : l->values) {
        if (v.id == wanted || v.id == dashed || lower_words(v.name.in("en")) == wanted) return v.id;
        known += (known.empty() ? "" : ", ") + v.id;
    }
    return invalid("\"" + std::string(words) + "\" is none of: " + known);
}

Result<std::string> Teller::agency_of(const std::string& user) const {
    const auto* u = pack().user(user);
    if (!u) return invalid("the pack has no user " + user);
    return u->agency;
}

Status Teller::open(const Story& s, const std::filesystem::path& packs) {
    auto bytes = pack::bundle(packs / s.pack);
    if (!bytes) return fail(bytes.error().fault, "the pack " + s.pack + " cannot be read: " + bytes.error().because, where(s.pack_line));
    std::string dir = (std::filesystem::temp_directory_path() / "soria-story-XXXXXX").string();
    if (!::mkdtemp(dir.data())) return fail(Fault::storage, "a folder for the story cannot be made", dir);
    dir_ = removed_.dir = dir;
    TRY(Folder::create(dir_ / "data", *bytes, "demonstration", "story", s.steps.front().day));
    folder_ = TRY(Folder::open({dir_ / "data", false}));
    api_ = std::make_unique<Api>(*folder_);
    return {};
}

std::future<http::Response> Teller::ask(const std::string& user, http::Request r, const std::string& purpose) {
    r.from_owner = true;
    r.headers["soria-as"] = user;
    if (!purpose.empty()) r.headers["soria-purpose"] = purpose;
    r.deadline = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    auto p = std::make_shared<std::promise<http::Response>>();
    auto answer = p->get_future();
    api_->handle(std::move(r), [p](http::Response response) { p->set_value(std::move(response)); });
    return answer;
}

Answer Teller::look(const std::string& user, const std::string& path, std::vector<std::pair<std::string, std::string>> query, const std::string& purpose) {
    http::Request r;
    r.method = "GET";
    r.path = path;
    r.query = std::move(query);
    return cited(answer_of(ask(user, std::move(r), purpose).get()));
}

// "reflection-period@measure 7" is a version of the rule reflection-period; "retention" and the like are words of the program.
Answer Teller::cited(Answer a) {
    json::bj::value body(a.body);
    for (const char* field : {"rule", "rule_before", "was_rule"})
        for (const auto* v : find_fields(body, field))
            if (v->is_string()) result_.rules.insert(said(*v).substr(0, said(*v).find('@')));
    // Of several rules of retention that keep a record, a refusal names the others among its facts.
    for (const auto* facts : find_fields(body, "facts"))
        for (const auto& r : pack().retention)
            if (!a.ok() && said(*facts).find("by " + r.id + " until") != std::string::npos) result_.rules.insert(r.id);
    return a;
}

Status Teller::rules_of_events() {
    return folder_->ledger().each(1, folder_->ledger().size(), [&](const EventRecord& e) -> Status {
        auto fields = TRY(codec::take_fields(e.clear));
        const auto* type = domain::event_type(e.type);
        for (const auto& f : fields)
            for (const auto& info : type->fields) {
                if (info.number != f.number || info.type != "rule") continue;
                auto rule = TRY(codec::value_of<RuleRef>(f.bytes));
                if (!rule.value.empty()) result_.rules.insert(rule.value.substr(0, rule.value.find('@')));
            }
        return {};
    });
}

Result<Answer> Teller::law(const std::string& case_name, std::optional<Date> as_of) {
    auto c = TRY(code(case_name));
    std::vector<std::pair<std::string, std::string>> query;
    if (as_of) query.emplace_back("as-of", as_of->text());
    auto a = look(lead(case_name), "/api/v1/cases/" + c + "/law", std::move(query));
    if (!a.ok()) return invalid("the law of " + case_name + " cannot be read: " + said(a.body));
    return a;
}

Status Teller::learn(const Act& act, const Sent& sent, const Answer& a) {
    auto name = [&](size_t i, const std::string& code) {
        if (i < sent.names.size() && !sent.names[i].empty()) known_[sent.names[i]].code = code;
    };
    for (const char* what : {"report", "case", "house", "letter", "list", "milestone", "appropriation", "study", "conclusion", "update", "course", "deployment", "forum", "conference",
                             "lesson", "survey", "organisation", "guidance", "project", "campaign", "guideline", "series",
                             "treaty", "commitment", "dialogue", "release", "inspection", "conduct", "comparison"})
        if (auto code = text_of(a.body, what); !code.empty()) name(0, code);
    if (const auto* people = a.body.if_contains("persons"); people && people->is_array())
        for (size_t i = 0; i < people->get_array().size(); ++i) name(i + 1, said(people->get_array()[i]));
    auto& gaps = act.says.gaps;
    auto keep = [&](const char* what, auto into) {
        auto number = text_of(a.body, what);
        if (number.empty()) return;
        for (const auto& g : gaps)
            if (auto k = known_.find(g); k != known_.end()) into(k->second, number);
    };
    keep("order", [&](Known& k, const std::string& n) { k.orders[text_of(sent.fields, "provider") + " " + text_of(sent.fields, "service")] = n; });
    keep("referral", [&](Known& k, const std::string& n) { k.referrals[text_of(sent.fields, "to")] = n; });
    return {};
}

// Sends the step's acts, all before the first answer when they happen at once, and keeps the answers.
Status Teller::send(const Step& step) {
    struct Waiting {
        const Act* act;
        Sent sent;
        std::future<http::Response> answer;
    };
    std::vector<Waiting> waiting;
    answers_.clear();
    for (const auto& act : step.acts) {
        actor_ = act.actor;
        bool person_acts = known_.count(actor_) > 0;
        if (person_acts) actor_ = known_[act.actor].lead;
        if (!pack().user(actor_)) return invalid(act.actor + " is neither a user of the pack nor a case of this story", where(act.line));
        auto sent = phrases()[act.says.phrase].act(*this, act.says.gaps);
        if (!sent) return fail(sent.error().fault, sent.error().because, where(act.line));
        if (auto* c = sent->fields.if_contains("case"); c && *c == "?") {
            if (!person_acts) return invalid("a consent is the person's: begin with the case, like C1", where(act.line));
            *c = known_[act.actor].code;
        }
        http::Request r;
        r.method = sent->command.empty() ? "GET" : "POST";
        r.path = sent->command.empty() ? sent->path : "/api/v1/commands/" + sent->command;
        r.query = sent->query;
        if (!sent->command.empty()) {
            object envelope{{"command", sent->fields}};
            if (act.happened) envelope["happened"] = act.happened->text();
            r.body = json::write(envelope);
        }
        auto answer = ask(actor_, std::move(r), "");
        if (!step.at_once) answer.wait();
        waiting.push_back({&act, std::move(*sent), std::move(answer)});
    }
    for (auto& w : waiting) {
        auto a = cited(answer_of(w.answer.get()));
        // A page that opens without what was asked for is a refusal too.
        if (!w.sent.wants.empty() && !(a.ok() && shows(a.body, w.sent.wants))) {
            a.status = std::max(a.status, 403);
            a.body["refused"] = w.sent.wants;
        }
        if (a.ok()) TRY(learn(*w.act, w.sent, a));
        else if (auto rule = text_of(a.body, "rule"); !w.sent.command.empty() && !rule.empty()) result_.refusals.insert(w.sent.command + " " + rule);
        answers_.push_back(std::move(a));
        ++result_.acts;
    }
    return {};
}

// A refusal that nobody expects is a fault of the story, or of the program; so is one that recorded something.
Status Teller::check_refusals(const Step& step) {
    if (refusal_expected_) return {};
    for (size_t i = 0; i < answers_.size(); ++i)
        if (!answers_[i].ok()) return fail(Fault::refused, "was refused: " + said(answers_[i].body), where(step.acts[i].line));
    return {};
}

Status Teller::step(const Story&, const Step& s) {
    day_ = s.day;
    if (s.day > folder_->today())
        if (auto passed = pass_days(*folder_, s.day); !passed) return fail(passed.error().fault, passed.error().because, where(s.line));
    uint64_t before = folder_->ledger().size();
    refusal_expected_ = false;
    TRY(send(s));
    bool all_refused = !answers_.empty() && std::none_of(answers_.begin(), answers_.end(), [](auto& a) { return a.ok(); });
    if (all_refused && folder_->ledger().size() != before) return fail(Fault::damaged, "a refused act was recorded all the same", where(s.line));
    for (const auto& e : s.then) {
        auto ok = phrases()[e.says.phrase].then(*this, e.says.gaps);
        if (!ok) return fail(ok.error().fault == Fault::refused ? Fault::refused : ok.error().fault, ok.error().because, where(e.line));
        ++result_.expectations;
    }
    return check_refusals(s);
}

Result<StoryResult> Teller::tell(const Story& s, const std::string& name, const std::filesystem::path& packs) {
    Teller t;
    t.name_ = name;
    t.result_.title = s.title;
    TRY(t.open(s, packs));
    for (const auto& step : s.steps) TRY(t.step(s, step));
    TRY(t.rules_of_events());
    return t.result_;
}

}  // namespace soria::app::story

namespace soria::app {

Result<StoryResult> run_story(const std::filesystem::path& file, const std::filesystem::path& packs) {
    std::ifstream in(file, std::ios::binary);
    if (!in) return fail(Fault::absent, "cannot read this story", file.string());
    std::string text(story_bytes_max + 1, '\0');
    in.read(text.data(), std::streamsize(text.size()));
    text.resize(size_t(in.gcount()));
    auto name = file.filename().string();
    auto story = TRY(parse_story(text, name));
    return story::Teller::tell(story, name, packs);
}

}  // namespace soria::app
