// Blind questions: how many, by whom, for what purpose. About whom is on no page, and what came of one is with who may judge it.
#include <algorithm>
#include <set>

#include "app/service/moment.hpp"
#include "domain/matching/views.hpp"

namespace soria::app {
namespace {

using json::bj::array;
using json::bj::object;
using namespace domain;

bool neutral(const pack::Pack& p, const std::string& agency) {
    return std::any_of(p.match_reviewers.begin(), p.match_reviewers.end(), [&](auto& r) { return r.agency == agency; });
}

Result<array> questions(Folder& f, const std::vector<QuestionRow>& rows, const access::Viewer& v) {
    array list;
    for (const auto& row : rows) {
        object o = TRY(shown(f, row, v, {{"reviewer"}, {}, {}}));
        o.erase("withheld");
        o.erase("person");
        if (row.why->empty()) o.erase("why");
        list.push_back(std::move(o));
    }
    return list;
}

}  // namespace

Result<Look> look_blind(Folder& f, const Asked& a) {
    Moment m = TRY(Moment::of(f, a));
    Look out{{}, {}, "blind questions", ""};
    constexpr size_t rows_max = 5000;
    const auto& pack = *f.pack();
    bool all = neutral(pack, a.viewer.agency), may_know = f.policy().present(a.viewer, {{"reviewer"}, {}, {}});
    std::vector<QuestionRow> asked, received;
    array peers;
    for (const auto& peer : pack.peers) {
        int64_t ours = 0, theirs = 0;
        for (const char* way : {"asked", "received"}) {
            auto rows = TRY(scan<QuestionRow>(*m.rows, "", {value(Name{peer.id}), value(Name{way})}, rows_max));
            for (auto& row : rows) {
                bool outward = std::string_view(way) == "asked", own = outward && row.agency->value == a.viewer.agency;
                static const std::set<std::string> never_left{"no-address", "not-reached", "too-little", "erased"};
                bool counts = *row.day + peer.per > m.day && !never_left.count(row.why->value);
                if (counts && own) ++ours;
                if (counts && !outward) ++theirs;
                if (!may_know) continue;
                if (own || (all && outward)) asked.push_back(std::move(row));
                else if (all) received.push_back(std::move(row));
            }
        }
        object o{{"peer", peer.id},
                  {"asked", ours}, {"may_ask", peer.asks}, {"since", (m.day - peer.per).plus_days(1).text()}};
        o["purposes"] = json::encode(peer.purposes);
        if (all) o["was_asked"] = theirs, o["may_be_asked"] = peer.answers;
        peers.push_back(std::move(o));
    }
    auto later = [](const QuestionRow& x, const QuestionRow& y) {
        return *x.day != *y.day ? *y.day < *x.day : x.question->value < y.question->value;
    };
    std::sort(asked.begin(), asked.end(), later);
    std::sort(received.begin(), received.end(), later);
    constexpr size_t shown_max = 500;
    if (asked.size() > shown_max) asked.resize(shown_max);
    if (received.size() > shown_max) received.resize(shown_max);
    auto ours = TRY(questions(f, asked, a.viewer));
    auto theirs = TRY(questions(f, received, a.viewer));
    out.body["peers"] = std::move(peers);
    out.body["asked"] = std::move(ours);
    if (all) out.body["received"] = std::move(theirs);
    out.body["as_of"] = m.day.text();
    return out;
}

}  // namespace soria::app
