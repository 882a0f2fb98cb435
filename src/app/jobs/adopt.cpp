#include "app/jobs/adopt.hpp"

#include "app/service/command.hpp"
#include "domain/plan/events.hpp"

namespace soria::app {
namespace {

constexpr size_t named_max = 10;

Status keeps_all(const pack::Pack& before, const pack::Pack& after) {
    auto gone = pack::lost(before, after);
    if (gone.empty()) return {};
    auto e = refuse("pack-keeps", "the new edition lacks " + std::to_string(gone.size()) + " that the one before has, and records name them");
    for (size_t i = 0; i < gone.size() && i < named_max; ++i) e.value().facts.push_back("gone: " + gone[i]);
    if (gone.size() > named_max) e.value().facts.push_back("and " + std::to_string(gone.size() - named_max) + " more");
    e.value().change = "keep what is there, and end it by its validity or its last day";
    return e;
}

}  // namespace

Result<json::bj::object> adopt_pack(const std::filesystem::path& data, const std::filesystem::path& pack_dir) {
    std::string bytes = TRY(pack::bundle(pack_dir));
    auto checked = pack::load(bytes, vocabulary());
    if (!checked.pack)
        return invalid(std::to_string(checked.findings.size()) + " faults in the pack; the first: " + checked.findings[0].text(), pack_dir.string());
    auto f = TRY(Folder::open({data, false}));
    const auto& before = *f->pack();
    const auto& after = *checked.pack;
    if (before.sha256 == after.sha256) return refuse("pack-adopted", "the folder follows this edition already: " + before.version);
    if (before.id != after.id) return refuse("pack-adopted", "the folder follows the pack " + before.id + ", and this is " + after.id);
    TRY(keeps_all(before, after));
    TRY(f->ledger().keep(after.sha256, bytes));
    Stream system{StreamKind::system, {}};
    uint32_t version = TRY(f->ledger().version_of(system));
    domain::Events events;
    events.add_on(system, domain::PackActivated{Name{after.id}, Name{after.version}, Name{hex_of(after.sha256)}});
    auto pending = TRY(pending_of(*f, events, {{system, version}}, {"soria", "soria", "", "", "administration", "en"}, std::nullopt, f->today()));
    auto receipt = f->ledger().append(std::move(pending), {}).get();
    if (!receipt) return tl::unexpected(receipt.error());
    return json::bj::object{{"pack", after.id}, {"version", after.version}, {"before", before.version}, {"event", receipt->last}, {"today", f->today().text()}};
}

}  // namespace soria::app
