#include "app/peers/answering.hpp"

#include <sodium.h>

#include <algorithm>
#include <cstring>
#include <future>
#include <set>
#include <unordered_map>

#include "app/api/api.hpp"
#include "app/peers/record.hpp"
#include "domain/matching/views.hpp"
#include "domain/protection/views.hpp"

namespace soria::app::peers {
namespace {

using json::bj::object;
using namespace matching::blind;

constexpr size_t hits_max = 5;                         // persons put before a reviewer for one question
constexpr auto idle_max = std::chrono::minutes(10);

struct TagHash {
    size_t operator()(const Tag& t) const {
        size_t n;
        std::memcpy(&n, t.data(), sizeof n);
        return n;
    }
};

// A key that somebody here has, or none has: those fill the last piece, so that the number of pieces says little.
struct Element {
    std::string element;
    KeyKind kind = KeyKind::names_year;
    struct Holder { PersonId person; bool other_name; };
    std::vector<Holder> persons;
};

// How somebody here is known to both: first by what says most, then by their full name.
struct Known {
    KeyKind kind;
    bool other_name;
    auto operator<=>(const Known&) const = default;
};

// What agrees, in the words of the pack's lists `compared`, `agreement` and `match-weight`.
const char* grounds_of(Known k) {
    if (k.other_name) switch (k.kind) {
        case KeyKind::names_day: return "other-given-name:same:for other-surname:same:for born:same:strongly-for";
        case KeyKind::sounds_day: return "other-given-name:sounds:for other-surname:sounds:for born:same:strongly-for";
        case KeyKind::sounds_swapped: return "other-given-name:sounds:for other-surname:sounds:for born:day-month-swapped:for";
        case KeyKind::names_year: return "other-given-name:same:for other-surname:same:for born:vague:a-little-for";
    }
    switch (k.kind) {
        case KeyKind::names_day: return "given-name:same:for surname:same:for born:same:strongly-for";
        case KeyKind::sounds_day: return "given-name:sounds:for surname:sounds:for born:same:strongly-for";
        case KeyKind::sounds_swapped: return "given-name:sounds:for surname:sounds:for born:day-month-swapped:for";
        case KeyKind::names_year: return "given-name:same:for surname:same:for born:vague:a-little-for";
    }
    return "";
}

Result<std::vector<Element>> register_of(Folder& f) {
    auto rows = TRY(f.ledger().snapshot());
    std::map<std::string, Element> all;
    for (std::vector<Value> after;;) {
        auto page = TRY(domain::scan<domain::PersonRow>(*rows, "", {}, 1000, after));
        if (page.empty()) break;
        for (const auto& p : page) {
            if (*p.erased) continue;
            auto l = TRY(likeness_of(p, f.opener()));
            for (auto& k : keys_of(l.full_name, l.other_names, l.born)) {
                auto& e = all[k.element];
                e.element = std::move(k.element), e.kind = k.kind;
                e.persons.push_back({*p.id, k.other_name});
            }
        }
        if (all.size() > elements_max) return fail(Fault::limit, "this register is larger than what is compared blindly");
        after = {domain::value(page.back().id.value.value)};
    }
    std::vector<Element> list;
    for (auto& [key, e] : all) list.push_back(std::move(e));
    while (list.empty() || list.size() % piece_points) {
        Element nobody;
        nobody.element.resize(32);
        randombytes_buf(nobody.element.data(), nobody.element.size());
        list.push_back(std::move(nobody));
    }
    for (size_t i = list.size(); i-- > 1;) std::swap(list[i], list[randombytes_uniform(uint32_t(i + 1))]);
    return list;
}

bool word_of_a_pack(const std::string& s) {
    constexpr size_t bytes_max = 60;
    return !s.empty() && s.size() <= bytes_max && s.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
}
Status check(const Open& o, const pack::PeerRule& rule) {
    bool digits = o.exchange.size() == 32 && o.exchange.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (!digits) return invalid("must be 32 hexadecimal digits", "exchange");
    if (o.questions.empty() || o.questions.size() > questions_max) return invalid("there are 1 to 50 in an exchange", "questions");
    std::set<std::string> seen;
    for (const auto& q : o.questions) {
        auto code = parse_code(q.question);
        if (!code || *code != q.question) return invalid("is no code", "questions.question");
        if (!seen.insert(q.question).second) return invalid("is there twice", "questions.question");
        if (!word_of_a_pack(q.agency)) return invalid("is no agency's id", "questions.agency");
        if (std::find(rule.purposes.begin(), rule.purposes.end(), q.purpose) == rule.purposes.end())
            return refuse("peer-purpose", "the pack here does not let this peer ask for that purpose");
    }
    return {};
}

}  // namespace

struct Answering::Exchange {
    std::string id, peer;
    std::vector<std::string> questions;
    std::vector<Element> elements;
    Scalar blind;
    std::vector<bool> returned;
    std::unordered_map<Tag, uint32_t, TagHash> tags;   // of the elements that came back
    std::chrono::steady_clock::time_point used;
    std::mutex mutex;
};

void Answering::handle(const http::Request& r, const http::Reply& reply) {
    http::Response out;
    auto ring = Keyring::load(folder_.dir());
    auto answered = [&]() -> Result<object> {
        if (folder_.pack()->peers.empty()) return fail(Fault::absent, "there is nothing at this address");
        if (!ring) return tl::unexpected(ring.error());
        auto peer = TRY(ring->sender(r));
        const auto* rule = folder_.pack()->peer(peer.id);
        if (!rule) return refuse("peer-unknown", "the pack here names no such peer");
        return answer(peer, *rule, r);
    }();
    out.body = json::write(answered ? *answered : problem(answered.error())) + "\n";
    if (!answered) out.status = status_of(answered.error()), out.type = "application/problem+json";
    if (ring) ring->sign_answer(r, out);
    reply(std::move(out));
}

Result<object> Answering::answer(const PeerAddress& peer, const pack::PeerRule& rule, const http::Request& r) {
    if (r.path == "/peer/v1/return") {
        auto points = TRY(read_points(r.body));
        return returned(peer, points);
    }
    auto body = TRY(json::parse(r.body));
    if (r.path == "/peer/v1/open") {
        auto o = TRY(json::decode<Open>(body, ""));
        return open(peer, rule, o);
    }
    if (r.path == "/peer/v1/piece") {
        auto p = TRY(json::decode<Piece>(body, ""));
        return piece(peer, p);
    }
    if (r.path == "/peer/v1/close") {
        auto c = TRY(json::decode<Close>(body, ""));
        return close(peer, c);
    }
    if (r.path == "/peer/v1/answers") {
        auto c = TRY(json::decode<Codes>(body, ""));
        return told(peer, c);
    }
    return fail(Fault::absent, "there is nothing at this address");
}

// The questions are recorded before anything of the register crosses. Asked again, an open question begins anew and counts once.
Result<object> Answering::open(const PeerAddress& peer, const pack::PeerRule& rule, const Open& o) {
    TRY(check(o, rule));
    Opened out;
    TRY(record(folder_, [&](Loader& loader) -> Result<domain::Events> {
        const auto* state = TRY(load_peer(folder_, loader, peer.id));
        auto received = domain::receive_questions(*state, rule, o.questions, folder_.today());
        out = {received.compare, received.answered, received.refused, 0};
        return std::move(received.events);
    }));
    auto x = std::make_shared<Exchange>();
    if (!out.compare.empty()) {
        x->id = o.exchange, x->peer = peer.id, x->questions = out.compare;
        x->elements = TRY(register_of(folder_));
        x->blind = TRY(new_scalar());
        x->returned.resize(x->elements.size() / piece_points);
        x->used = std::chrono::steady_clock::now();
        out.pieces = int64_t(x->returned.size());
        std::lock_guard lock(mutex_);
        open_[peer.id] = x;
    }
    return json::encode(out).as_object();
}

Result<std::shared_ptr<Answering::Exchange>> Answering::exchange(const PeerAddress& peer, const std::string& id, std::optional<int64_t> piece) {
    std::lock_guard lock(mutex_);
    auto now = std::chrono::steady_clock::now();
    std::erase_if(open_, [&](auto& e) { return now - e.second->used > idle_max; });
    auto at = open_.find(peer.id);
    if (at == open_.end() || at->second->id != id)
        return refuse("peer-exchange", "no such exchange is open: it was answered, took too long, or another took its place");
    auto x = at->second;
    if (piece && (*piece < 0 || *piece >= int64_t(x->returned.size()))) return invalid("there is no such piece", "piece");
    x->used = now;
    return x;
}

Result<object> Answering::piece(const PeerAddress& peer, const Piece& p) {
    auto x = TRY(exchange(peer, p.exchange, p.piece));
    std::vector<std::string_view> elements;
    for (size_t i = 0; i < piece_points; ++i) elements.push_back(x->elements[size_t(p.piece) * piece_points + i].element);
    auto points = TRY(blinded(elements, x->blind, matching::run_here));
    return json::encode(Points{p.exchange, packed<Point>(points), p.piece}).as_object();
}

Result<object> Answering::returned(const PeerAddress& peer, const Points& p) {
    auto x = TRY(exchange(peer, p.exchange, p.piece));
    auto points = TRY(unpacked<Point>(p.points, "points"));
    if (points.size() != piece_points) return invalid("a piece has 4096 points", "points");
    auto tags = TRY(unblinded(points, x->blind, matching::run_here));
    std::lock_guard lock(x->mutex);
    if (!x->returned[size_t(p.piece)]) {
        std::set<Tag> different(tags.begin(), tags.end());
        bool again = different.size() != tags.size() || std::any_of(tags.begin(), tags.end(), [&](auto& t) { return x->tags.count(t) > 0; });
        if (again) return invalid("a point is there twice: these are not the points that were sent", "points");
        for (size_t i = 0; i < tags.size(); ++i) x->tags[tags[i]] = uint32_t(size_t(p.piece) * piece_points + i);
        x->returned[size_t(p.piece)] = true;
    }
    return json::encode(Points{p.exchange, "", p.piece}).as_object();
}

// What the questions have in common with the register, recorded with the answer in one commit.
Result<object> Answering::close(const PeerAddress& peer, const Close& c) {
    auto x = TRY(exchange(peer, c.exchange, std::nullopt));
    std::lock_guard lock(x->mutex);
    bool whole = std::find(x->returned.begin(), x->returned.end(), false) == x->returned.end();
    if (!whole) return refuse("peer-exchange", "not every piece has come back");
    if (c.tags.size() != x->questions.size()) return invalid("there must be one for each question that is compared", "tags");
    std::vector<domain::PeerHit> hits;
    for (size_t i = 0; i < c.tags.size(); ++i) {
        auto tags = TRY(unpacked<Tag>(c.tags[i], "tags[" + std::to_string(i) + "]"));
        if (tags.size() != keys_max) return invalid("a question has 16 tags", "tags[" + std::to_string(i) + "]");
        std::map<PersonId, Known> best;
        for (const auto& t : tags)
            if (auto found = x->tags.find(t); found != x->tags.end()) {
                const auto& e = x->elements[found->second];
                for (const auto& p : e.persons) {
                    Known known{e.kind, p.other_name};
                    if (auto [at, first] = best.emplace(p.person, known); !first) at->second = std::min(at->second, known);
                }
            }
        std::vector<std::pair<Known, PersonId>> ranked;
        for (const auto& [p, known] : best) ranked.emplace_back(known, p);
        std::sort(ranked.begin(), ranked.end());
        if (ranked.size() > hits_max) ranked.resize(hits_max);
        for (const auto& [known, p] : ranked) hits.push_back({x->questions[i], grounds_of(known), p});
    }
    TRY(record(folder_, [&](Loader& loader) -> Result<domain::Events> {
        TRY(load_peer(folder_, loader, peer.id));
        for (const auto& h : hits) TRY(loader.add({StreamKind::person, h.person.value}));
        const auto& state = loader.world().peers.at(stream_of(folder_, peer.id));
        return domain::answer_questions(loader.world(), state, peer.id, x->questions, hits, *folder_.pack(), folder_);
    }));
    {
        std::lock_guard both(mutex_);
        if (auto at = open_.find(peer.id); at != open_.end() && at->second == x) open_.erase(at);
    }
    return json::encode(Codes{x->questions}).as_object();
}

// Of its questions, those of which a person here has answered that it is the same. Of all others the same is said: nothing.
Result<object> Answering::told(const PeerAddress& peer, const Codes& c) {
    auto rows = TRY(folder_.ledger().snapshot());
    Codes same;
    std::vector<Id> subjects;
    for (const auto& question : c.questions) {
        std::vector<Value> key{domain::value(Name{peer.id}), domain::value(Name{question.substr(0, 60)})};
        auto matches = TRY(domain::scan<domain::MatchRow>(*rows, "by_question", key, 100));
        bool yes = false;
        for (const auto& m : matches)
            if (m.told->value == "asked" && m.state->value == "same") yes = true, subjects.push_back(m.id->value);
        if (yes) same.questions.push_back(question);
    }
    // A record of what was told is durable before it leaves, as of any look.
    if (!subjects.empty()) {
        std::promise<Result<uint64_t>> recorded;
        ledger::ReadEntry entry{folder_.now_us(), "soria", peer.id, "administration", "told to a peer: the same", subjects};
        folder_.ledger().record_read(std::move(entry), [&](Result<uint64_t> r) { recorded.set_value(std::move(r)); });
        auto number = TRY(recorded.get_future().get());
        (void)number;
    }
    return json::encode(same).as_object();
}

}  // namespace soria::app::peers
