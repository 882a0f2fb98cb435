#include "app/peers/carrying.hpp"

#include <sodium.h>

#include <algorithm>

#include "app/http/client.hpp"
#include "app/peers/keyring.hpp"
#include "app/peers/record.hpp"
#include "app/peers/wire.hpp"
#include "domain/matching/views.hpp"
#include "domain/protection/views.hpp"

namespace soria::app::peers {
namespace {

using namespace matching::blind;

constexpr int answer_ms_max = 120'000;
std::mutex carrying;                                   // the server's own loop, or whoever asked for it

// A value of the pack's list `question-failure`, with what is told to whoever runs this.
struct Failure {
    const char* why;
    std::string says;
};
template <class T> using Step = tl::expected<T, Failure>;

struct Waiting {
    domain::PeerQuestion question;
    std::vector<std::string> elements;
};

// A request to the peer and its answer; whoever else answers at that port is not believed.
Step<json::bj::value> ask(const Keyring& ring, const PeerAddress& peer, const char* what, const json::bj::value& body, const Stopped& stopped) {
    if (stopped()) return tl::unexpected(Failure{"broke-off", "this Soria is being stopped"});
    auto request = ring.signed_request(peer, std::string("/peer/v1/") + what, json::write(body));
    auto response = http::send(peer.port, request, answer_ms_max);
    if (!response) return tl::unexpected(Failure{response.error().fault == Fault::busy ? "not-reached" : "broke-off", response.error().text()});
    if (!Keyring::answered_by(peer, request, *response)) return tl::unexpected(Failure{"another", "who answers there is not " + peer.id});
    auto answer = json::parse(response->body);
    if (response->status == 200 && answer) return *answer;
    std::string says = "status " + std::to_string(response->status);
    if (answer && answer->is_object())
        if (const auto* detail = answer->get_object().if_contains("detail"); detail && detail->is_string())
            says = std::string(detail->get_string()).substr(0, 300);
    return tl::unexpected(Failure{response->status >= 500 ? "broke-off" : "refused", says});
}
template <class T> Step<T> told(Result<T> r) {
    if (!r) return tl::unexpected(Failure{"malformed", r.error().text()});
    return std::move(*r);
}

// The tags of a question: always as many and in an order drawn for it, so that neither their number nor their place says anything of the names.
Step<std::string> tags_for(const Waiting& w, const Scalar& key) {
    std::vector<std::string> elements = w.elements;
    while (elements.size() < keys_max) {
        std::string nobody(32, '\0');
        randombytes_buf(nobody.data(), nobody.size());
        elements.push_back(std::move(nobody));
    }
    elements.resize(keys_max);
    for (size_t i = elements.size(); i-- > 1;) std::swap(elements[i], elements[randombytes_uniform(uint32_t(i + 1))]);
    std::vector<std::string_view> views(elements.begin(), elements.end());
    auto tags = told(tags_of(views, key, matching::run_here));
    if (!tags) return tl::unexpected(tags.error());
    return packed<Tag>(*tags);
}

class Exchange {
public:
    Exchange(Folder& f, const Keyring& ring, const PeerAddress& peer, const Stopped& stopped)
        : folder_(f), ring_(ring), peer_(peer), stopped_(stopped) {}

    // What was settled is recorded as it is settled; what is left over failed for that reason.
    Step<Carried> run(std::vector<Waiting>& list) {
        Open open{hex(folder_.id()), {}};
        for (const auto& w : list) open.questions.push_back(w.question);
        auto opened = step<Opened>("open", json::encode(open));
        if (!opened) return tl::unexpected(opened.error());
        Carried done;
        if (auto ok = settled(list, opened->answered, nullptr, done.carried); !ok) return tl::unexpected(ok.error());
        if (auto ok = settled(list, opened->refused, "refused", done.failed); !ok) return tl::unexpected(ok.error());
        if (list.empty()) return done;
        std::vector<const Waiting*> compared;
        for (const auto& code : opened->compare) {
            auto w = std::find_if(list.begin(), list.end(), [&](auto& o) { return o.question.question == code; });
            if (w != list.end()) compared.push_back(&*w);
        }
        constexpr int64_t pieces_max = int64_t(elements_max / piece_points) + 1;
        if (compared.size() != list.size() || compared.size() != opened->compare.size() || opened->pieces < 1 || opened->pieces > pieces_max)
            return tl::unexpected(Failure{"malformed", "the peer answers other questions than were asked, or has no register"});
        auto key = told(new_scalar());
        if (!key) return tl::unexpected(key.error());
        for (int64_t i = 0; i < opened->pieces; ++i)
            if (auto ok = piece(open.exchange, i, *key); !ok) return tl::unexpected(ok.error());
        Close close{open.exchange, {}};
        for (const auto* w : compared) {
            auto tags = tags_for(*w, *key);
            if (!tags) return tl::unexpected(tags.error());
            close.tags.push_back(*tags);
        }
        auto closed = step<Codes>("close", json::encode(close));
        if (!closed) return tl::unexpected(closed.error());
        if (auto ok = settled(list, closed->questions, nullptr, done.carried); !ok) return tl::unexpected(ok.error());
        return done;
    }

    Step<void> settled(std::vector<Waiting>& list, const std::vector<std::string>& codes, const char* why, int& count) {
        std::vector<std::string> ours;
        for (const auto& code : codes) {
            auto w = std::find_if(list.begin(), list.end(), [&](auto& o) { return o.question.question == code; });
            if (w == list.end()) continue;
            ours.push_back(code);
            list.erase(w);
        }
        auto ok = settle(folder_, peer_.id, ours, why);
        if (!ok) return tl::unexpected(Failure{"broke-off", ok.error().text()});
        count += int(ours.size());
        return {};
    }

    static Status settle(Folder& f, const std::string& peer, const std::vector<std::string>& codes, const char* why) {
        return record(f, [&](Loader& loader) -> Result<domain::Events> {
            const auto* state = TRY(load_peer(f, loader, peer));
            domain::Events events;
            for (const auto& code : codes) {
                const auto* q = state->find(code, false);
                if (!q || q->settled) continue;
                if (why) events.add(state->id, domain::QuestionFailed{Name{code}, Name{peer}, Code<"question-failure">{why}});
                else events.add(state->id, domain::QuestionCarried{Name{code}, Name{peer}});
            }
            return events;
        });
    }

private:
    static std::string hex(const Id& id) {
        char text[33];
        sodium_bin2hex(text, sizeof text, id.data(), id.size());
        return text;
    }
    template <class T> Step<T> step(const char* what, const json::bj::value& body) {
        auto v = ask(ring_, peer_, what, body, stopped_);
        if (!v) return tl::unexpected(v.error());
        return told(json::decode<T>(*v, ""));
    }
    // The peer's points, each multiplied by the key of this one exchange, in their order.
    Step<void> piece(const std::string& exchange, int64_t number, const Scalar& key) {
        auto v = ask(ring_, peer_, "piece", json::encode(Piece{exchange, number}), stopped_);
        if (!v) return tl::unexpected(v.error());
        auto got = told(read_points(json::write(*v)));
        if (!got) return tl::unexpected(got.error());
        auto points = told(unpacked<Point>(got->points, "points"));
        if (!points) return tl::unexpected(points.error());
        if (points->size() != piece_points) return tl::unexpected(Failure{"malformed", "a piece of the peer's has another number of points"});
        auto back = told(evaluated(*points, key, matching::run_here));
        if (!back) return tl::unexpected(back.error());
        auto taken = ask(ring_, peer_, "return", json::encode(Points{exchange, packed<Point>(*back), number}), stopped_);
        if (!taken) return tl::unexpected(taken.error());
        return {};
    }
    Folder& folder_;
    const Keyring& ring_;
    const PeerAddress& peer_;
    const Stopped& stopped_;
};

// What is asked of the person; nothing when the key that opens it is destroyed, or too little is known.
Result<std::optional<PersonId>> person_of(Folder& f, const domain::QuestionRow& row) {
    auto bytes = TRY(f.ledger().open(row.person.blob));
    if (!bytes) return std::optional<PersonId>{};
    PersonId id = TRY(codec::value_of<PersonId>(*bytes));
    return std::optional<PersonId>(id);
}
Result<const char*> prepare(Folder& f, ledger::Snapshot& rows, const domain::QuestionRow& row, Waiting& out) {
    out.question = {row.question->value, row.agency->value, row.purpose->value};
    auto id = TRY(person_of(f, row));
    auto person = TRY(id ? domain::get<domain::PersonRow>(rows, {domain::value(*id)}) : Result<std::optional<domain::PersonRow>>(std::nullopt));
    if (!person || *person->erased) return "erased";
    auto l = TRY(likeness_of(*person, f.opener()));
    for (auto& k : keys_of(l.full_name, l.other_names, l.born)) out.elements.push_back(std::move(k.element));
    return out.elements.empty() ? "too-little" : nullptr;
}

}  // namespace

Result<Carried> carry_questions(Folder& f, const Stopped& stopped) {
    std::lock_guard one_at_a_time(carrying);
    Carried all;
    std::map<std::string, std::vector<Waiting>> by_peer;
    {
        auto rows = TRY(f.ledger().snapshot());
        auto list = TRY(domain::scan<domain::QuestionRow>(*rows, "by_state", {domain::value(Name{"waiting"})}, questions_max));
        for (const auto& row : list) {
            Waiting w;
            const char* why = TRY(prepare(f, *rows, row, w));
            if (why) TRY(Exchange::settle(f, row.peer->value, {row.question->value}, why));
            if (why) ++all.failed;
            else by_peer[row.peer->value].push_back(std::move(w));
        }
    }
    if (by_peer.empty()) return all;
    auto ring = TRY(Keyring::load(f.dir()));
    for (auto& [peer, list] : by_peer) {
        const auto* address = ring.by_id(peer);
        Step<Carried> done = tl::unexpected(Failure{"no-address", "this folder does not know where " + peer + " is: soria match blind peer"});
        if (address) done = Exchange(f, ring, *address, stopped).run(list);
        if (done) all.carried += done->carried, all.failed += done->failed;
        std::vector<std::string> left;
        for (const auto& w : list) left.push_back(w.question.question);
        const char* why = done ? "malformed" : done.error().why;
        if (!left.empty() && !stopped()) TRY(Exchange::settle(f, peer, left, why));
        all.failed += int(left.size());
        if (!done) fprintf(stderr, "soria: blind questions to %s: %s\n", peer.c_str(), done.error().says.c_str());
    }
    return all;
}

Result<int> bring_answers(Folder& f, const Stopped& stopped) {
    std::lock_guard one_at_a_time(carrying);
    struct Asked { std::string question, agency; PersonId person; };
    std::map<std::string, std::vector<Asked>> by_peer;
    {
        auto rows = TRY(f.ledger().snapshot());
        auto ring = TRY(Keyring::load(f.dir()));
        auto list = TRY(domain::scan<domain::QuestionRow>(*rows, "by_state", {domain::value(Name{"carried"})}, 500));
        for (const auto& row : list) {
            std::vector<Value> key{domain::value(*row.peer), domain::value(*row.question)};
            auto before = TRY(domain::scan<domain::MatchRow>(*rows, "by_question", key, 100));
            bool known = std::any_of(before.begin(), before.end(), [](auto& m) { return m.told->value == "same"; });
            auto person = TRY(person_of(f, row));
            if (known || !person || !ring.by_id(row.peer->value)) continue;
            by_peer[row.peer->value].push_back({row.question->value, row.agency->value, *person});
        }
    }
    int brought = 0;
    auto ring = TRY(Keyring::load(f.dir()));
    for (const auto& [peer, list] : by_peer) {
        Codes codes;
        for (const auto& a : list) codes.questions.push_back(a.question);
        auto answer = ask(ring, *ring.by_id(peer), "answers", json::encode(codes), stopped);
        if (!answer) {
            fprintf(stderr, "soria: answers of %s: %s\n", peer.c_str(), answer.error().says.c_str());
            continue;
        }
        auto same = TRY(json::decode<Codes>(*answer, ""));
        for (const auto& a : list) {
            if (std::find(same.questions.begin(), same.questions.end(), a.question) == same.questions.end()) continue;
            TRY(record(f, [&](Loader& loader) -> Result<domain::Events> {
                TRY(loader.add({StreamKind::person, a.person.value}));
                return domain::bring_answer(loader.world(), peer, a.question, a.agency, a.person, *f.pack(), f);
            }));
            ++brought;
        }
    }
    return brought;
}

}  // namespace soria::app::peers
