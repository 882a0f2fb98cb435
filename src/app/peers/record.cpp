#include "app/peers/record.hpp"

#include <sodium.h>

#include "domain/matching/events.hpp"

namespace soria::app::peers {
namespace {

struct Decided {
    ledger::Pending pending;
    std::vector<std::pair<MatchId, PersonId>> matches;
};
Result<Decided> decided(Folder& f, const Decide& decide, Trust trust) {
    Loader loader(f, trust);
    auto events = TRY(decide(loader));
    Decided d;
    if (events.list.empty()) return d;
    d.pending = TRY(pending_of(f, events, loader.take().versions, {"soria", "soria", "", "", "administration", "en"}, std::nullopt, f.today()));
    for (const auto& e : events.list)
        if (e.type->number == domain::PeerMatchProposed::type)
            d.matches.emplace_back(MatchId{e.stream.id}, *static_cast<const domain::PeerMatchProposed*>(e.event.get())->person);
    return d;
}

}  // namespace

Id stream_of(Folder& f, std::string_view peer) {
    std::string text = "soria peer\n" + std::string(peer);
    Id id{};
    const Id& ledger = f.ledger().id();
    crypto_generichash(id.data(), id.size(), reinterpret_cast<const unsigned char*>(text.data()), text.size(), ledger.data(), ledger.size());
    return id;
}

Result<const domain::Peer*> load_peer(Folder& f, Loader& loader, std::string_view peer) {
    Id id = stream_of(f, peer);
    TRY(loader.load({StreamKind::peer, id}));
    return &loader.world().peers.at(id);
}

Status record(Folder& f, const Decide& decide) {
    auto first = TRY(decided(f, decide, Trust::snapshot));
    if (first.pending.events.empty()) return {};
    auto matches = std::make_shared<std::vector<std::pair<MatchId, PersonId>>>(std::move(first.matches));
    auto again = [&f, &decide, matches]() -> Result<ledger::Pending> {
        auto anew = TRY(decided(f, decide, Trust::writing));
        *matches = std::move(anew.matches);
        return std::move(anew.pending);
    };
    auto done = f.ledger().append(std::move(first.pending), again).get();
    if (!done) return tl::unexpected(done.error());
    for (const auto& [match, person] : *matches) f.match_links().add(match, person, person);
    return {};
}

}  // namespace soria::app::peers
