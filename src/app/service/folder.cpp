#include "app/service/folder.hpp"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <sstream>

#include "base/core/codec.hpp"
#include "domain/core/tally.hpp"
#include "domain/law/follow.hpp"
#include "domain/matching/views.hpp"
#include "domain/plan/events.hpp"
#include "domain/protection/events.hpp"
#include "domain/protection/views.hpp"
#include "ledger/files.hpp"
#include "pack/kept.hpp"

namespace soria::app {
namespace {

ledger::Options options_of(const std::filesystem::path& dir, ledger::Random& random, const std::string& vfs) {
    ledger::Options o;
    o.dir = dir;
    o.tables = domain::view_tables();
    o.fold = fold_in(dir);
    o.views_version = 3;        // 3: counts by the day something fell due, by city, purpose and unit
    o.random = &random;
    o.vfs = vfs;
    return o;
}

// The zones of the packs that a folder keeps, each read once.
class PackZones {
public:
    explicit PackZones(std::filesystem::path dir) : dir_(std::move(dir)) {}
    Result<Date> day_of(const std::string& sha256, int64_t us) {
        std::lock_guard lock(mutex_);
        auto known = zones_.find(sha256);
        if (known == zones_.end()) {
            Zone zone = TRY(read(sha256));
            known = zones_.emplace(sha256, zone).first;
        }
        return known->second.day_of(Instant{us});
    }

private:
    Result<Zone> read(const std::string& sha256) const {
        std::ifstream in(dir_ / "kept" / sha256, std::ios::binary);
        if (!in) in.open(dir_ / "unfinished" / "kept" / sha256, std::ios::binary);   // while the folder is made or restored
        std::string bytes{std::istreambuf_iterator<char>(in), {}};
        auto checked = pack::load_kept(bytes, vocabulary());
        if (!in || bytes.empty()) return fail(Fault::damaged, "an active pack is not kept", "kept/" + sha256);
        if (!checked.pack) return fail(Fault::damaged, "the folder's pack no longer passes its check: " + checked.findings[0].text(), "kept/" + sha256);
        if (hex_of(checked.pack->sha256) != sha256) return fail(Fault::damaged, "an active pack is not kept as it was", "kept/" + sha256);
        return Zone::find(checked.pack->zone);
    }
    std::filesystem::path dir_;
    std::mutex mutex_;
    std::map<std::string, Zone> zones_;
};

template <class E> EventRecord system_event(uint32_t version, E event) {
    EventRecord r;
    r.stream = {StreamKind::system, {}};
    r.version = version;
    r.type = E::type;
    r.actor = "soria";
    r.agency = "soria";
    r.purpose = "administration";
    r.clear = domain::split(domain::event_fields<E>(), &event, {}, {}).clear;
    return r;
}

// Another command holds a folder for a moment only, and is waited for. A server holds it for long: its socket is the way in.
template <class Try> auto when_free(const std::filesystem::path& dir, Try attempt) {
    constexpr int tries_max = 40;
    std::error_code ignored;
    auto r = attempt();
    for (int i = 0; i < tries_max && !r && r.error().fault == Fault::busy && !std::filesystem::exists(dir / "soria.sock", ignored); ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        r = attempt();
    }
    return r;
}

}  // namespace

std::string hex_of(const std::array<uint8_t, 32>& h) {
    static const char* digits = "0123456789abcdef";
    std::string s;
    for (auto b : h) s += digits[b >> 4], s += digits[b & 15];
    return s;
}

ledger::Fold fold_in(const std::filesystem::path& dir) {
    auto zones = std::make_shared<PackZones>(dir);
    domain::DayOf day_of = [zones](const std::string& sha256, int64_t us) { return zones->day_of(sha256, us); };
    return [day_of](const EventRecord& e, RowReader& rows) { return domain::fold(e, rows, &ledger::view_blob, day_of); };
}

const pack::Vocabulary& vocabulary() {
    static const pack::Vocabulary v = [] {
        pack::Vocabulary w;
        for (auto f : domain::fact_names()) w.facts.insert(std::string(f));
        for (const auto* e : domain::event_types()) w.events.insert(std::string(e->name));
        for (const auto* c : domain::command_types()) w.commands.insert(std::string(c->name));
        for (auto c : all_classes) w.classes.insert(std::string(name_of(c)));
        w.relations = access::relation_names();
        for (const auto& [event, c] : domain::counted()) w.counted[event] = {c.fields, c.groups, c.sums, c.days, c.first, c.first_by, c.people, c.due};
        return w;
    }();
    return v;
}

Status Folder::create(const std::filesystem::path& dir, std::string_view bytes, std::string_view kind, std::string_view origin,
                      std::optional<Date> first_day) {
    ledger::Random& random = ledger::system_random();
    auto checked = pack::load(bytes, vocabulary());
    if (!checked.pack)
        return invalid(std::to_string(checked.findings.size()) + " faults in the pack; the first: " + checked.findings[0].text());
    Zone zone = TRY(Zone::find(checked.pack->zone));
    auto making = TRY(ledger::Making::begin(dir));
    auto options = options_of(making.dir(), random, "");
    TRY(ledger::Ledger::create(options, "soria/" + checked.pack->id));
    auto ledger = TRY(ledger::Ledger::open(options));
    TRY(ledger->keep(checked.pack->sha256, bytes));
    ledger::Pending p;
    p.actor = "soria";
    p.recorded_us = first_day ? zone.start_of(*first_day).us
                              : std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
    p.expected.push_back({{StreamKind::system, {}}, 0});
    using namespace domain;
    p.events.push_back(system_event(1, FolderCreated{Name{std::string(kind)}, Name{std::string(origin)}}));
    p.events.push_back(system_event(2, PackActivated{Name{checked.pack->id}, Name{checked.pack->version}, Name{hex_of(checked.pack->sha256)}}));
    p.events.push_back(system_event(3, DayBegan{zone.day_of(Instant{p.recorded_us})}));
    auto receipt = ledger->append(std::move(p), {}).get();
    if (!receipt) return tl::unexpected(receipt.error());
    ledger.reset();
    return making.settle();
}

// Tokens of demonstration users: whoever can read the folder is all of them anyway. A restored folder gets new ones.
// An edition of the pack that adds users adds their tokens.
Status Folder::make_tokens() {
    auto lacks = [&](const pack::User& u) { return policy_.here(u) && std::none_of(tokens_.begin(), tokens_.end(), [&](auto& t) { return t.first == u.id; }); };
    if (std::none_of(pack_->users.begin(), pack_->users.end(), lacks)) return {};
    std::ofstream out(dir_ / "tokens", std::ios::binary | std::ios::app);
    std::filesystem::permissions(dir_ / "tokens", std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    for (const auto& u : pack_->users) {
        if (!lacks(u)) continue;
        std::array<uint8_t, 32> secret{};
        random_->fill(secret.data(), secret.size());
        out << u.id << ' ' << hex_of(secret) << '\n';
        tokens_.emplace_back(u.id, hex_of(secret));
    }
    out.flush();
    if (!out) return fail(Fault::storage, "cannot write the tokens", (dir_ / "tokens").string());
    return {};
}

Status restore_folder(const std::filesystem::path& from, const std::filesystem::path& to) {
    return ledger::Ledger::restore(from, options_of(to, ledger::system_random(), ""));
}

Result<ledger::Verified> inspect_folder(const std::filesystem::path& dir) {
    return when_free(dir, [&] { return ledger::Ledger::inspect(options_of(dir, ledger::system_random(), "")); });
}

Status Folder::become(const std::filesystem::path& dir, std::string_view kind, std::string_view origin, Date first_day) {
    std::string bytes;
    {
        auto f = TRY(Folder::open({dir, false}));
        if (f->ledger().size() > 3)
            return refuse("folder-empty", "this folder holds records already, and is marked " + f->kind() + ": use a new one");
        bytes = TRY(f->ledger().kept(f->pack()->sha256));
    }
    TRY(ledger::discard(dir));
    return create(dir, bytes, kind, origin, first_day);
}

Result<std::unique_ptr<Folder>> Folder::open(FolderOptions o) {
    std::unique_ptr<Folder> f(new Folder);
    f->dir_ = o.dir;
    f->random_ = o.random;
    auto options = options_of(o.dir, *o.random, o.vfs);
    options.on_commit = [p = f.get(), told = std::move(o.on_commit)](ledger::Committed& c) {
        if (told) told(c);
        p->states_.happened(c.events);
    };
    options.on_renewal = std::move(o.on_renewal);
    f->ledger_ = TRY(when_free(o.dir, [&] { return ledger::Ledger::open(options); }));
    f->states_.begin(f->ledger_->size());
    TRY(f->read_meta());
    TRY(f->read_tokens());
    if (o.index_names) f->indexer_ = std::thread([p = f.get()] { p->index_people(); });
    return f;
}

Folder::~Folder() {
    stop_ = true;
    if (indexer_.joinable()) indexer_.join();
    ledger_.reset();                  // still tells what became durable
}

Status Folder::read_meta() {
    auto rows = TRY(ledger_->snapshot());
    auto text = [&](const char* name) -> Result<domain::FolderRow> {
        auto row = TRY(domain::get<domain::FolderRow>(*rows, {domain::value(Name{name})}));
        if (!row) return fail(Fault::damaged, std::string("the folder does not say its ") + name, dir_.string());
        return *row;
    };
    auto kind = TRY(text("kind"));
    auto day = TRY(text("day"));
    auto sha = TRY(text("pack"));
    kind_ = kind.text->value;
    auto origin = TRY(text("origin"));
    origin_ = origin.text->value;
    day_ = int32_t(*day.number);
    ledger::Hash h{};
    const std::string& digits = sha.text->value;
    if (digits.size() != 64) return fail(Fault::damaged, "the pack's hash is not one", dir_.string());
    for (size_t i = 0; i < 32; ++i) h[i] = uint8_t(std::stoi(digits.substr(2 * i, 2), nullptr, 16));
    std::string bytes = TRY(ledger_->kept(h));
    auto checked = pack::load_kept(bytes, vocabulary());
    if (!checked.pack) return fail(Fault::damaged, "the folder's pack no longer passes its check: " + checked.findings[0].text(), dir_.string());
    pack_ = checked.pack;
    policy_ = access::Policy(pack_, kind_);
    zone_ = TRY(Zone::find(pack_->zone));
    return {};
}

Status Folder::read_tokens() {
    std::ifstream in(dir_ / "tokens");
    std::string user, token;
    while (in >> user >> token) tokens_.emplace_back(user, token);
    return make_tokens();
}

Result<std::string> Folder::user_of_token(std::string_view token) const {
    for (const auto& [user, t] : tokens_) {
        if (t.size() != token.size()) continue;
        unsigned differ = 0;   // the same time whatever the first wrong sign is
        for (size_t i = 0; i < t.size(); ++i) differ |= unsigned(t[i] ^ token[i]);
        if (differ == 0) return user;
    }
    return fail(Fault::forbidden, "the token is not known");
}

Result<access::Viewer> Folder::viewer(std::string_view user, std::string_view purpose) {
    auto v = TRY(policy_.viewer(user, purpose));
    const auto* agency = pack_->agency(v.agency);
    if (!agency || agency->open_on(today())) return v;
    auto e = fail(Fault::forbidden, "the agency " + agency->id + " is closed; its last day was " + agency->until->text());
    e.value().rule = "agency-closed";
    e.value().change = "its successor, " + agency->successor + ", goes on with its cases";
    return e;
}

int64_t Folder::now_us() {
    int64_t last = ledger_->last_recorded_us();
    int64_t now = own_clock() ? zone_.start_of(Date(day_)).us
                              : std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
    return std::max(last + 1, now);
}

Result<std::optional<std::string>> Folder::open(const EventRecord& e, const SealedField& f) {
    return ledger_->open(f, e.stream, e.version, e.type);
}
access::Open Folder::opener() {
    return [this](const Blob& b) { return ledger_->open(b); };
}

Id Folder::id() {
    Id i;
    random_->fill(i.data(), i.size());
    return i;
}
std::string Folder::code() {
    uint64_t bits;
    random_->fill(&bits, sizeof bits);
    return spoken_code(bits);
}

// The type's empty value when there is nothing, or its key is destroyed.
template <Class C, class T> static Result<T> opened(const Sealed<C, T>& field, const access::Open& open) {
    if (field.empty()) return T{};
    auto bytes = TRY(open(field.blob));
    if (!bytes) return T{};
    return codec::value_of<T>(*bytes);
}

Result<Likeness> likeness_of(const domain::PersonRow& p, const access::Open& open) {
    Likeness l;
    auto name = TRY(opened(p.full_name, open));
    auto born = TRY(opened(p.born, open));
    auto citizenship = TRY(opened(p.citizenship, open));
    l.contact = TRY(opened(p.contact, open));
    l.full_name = std::move(name.value);
    l.born = likeness_day(born);
    l.citizenship = std::move(citizenship.value);
    l.gender = p.gender->value;
    auto other_names = TRY(opened(p.other_names, open));
    auto documents = TRY(opened(p.documents, open));
    for (auto& n : other_names) l.other_names.push_back(std::move(n.value));
    for (auto& d : documents) l.documents.push_back({std::move(d.kind.value), std::move(d.number.value), std::move(d.country.value)});
    return l;
}

void Folder::got_to_know(const PersonId& id, const Likeness& l) {
    if (!l.full_name.empty()) names_.add(id, l.full_name);
    for (const auto& n : l.other_names) names_.add(id, n);
    likely_.put(id, l);
    if (auto day = Date::parse(l.born)) births_.add(id, *day);      // a month or a year is none
}

void Folder::got_to_know_more(const PersonId& id) {
    {
        std::lock_guard lock(stated_mutex_);
        if (!names_.ready) stated_meanwhile_.push_back(id);
    }
    auto rows = ledger_->snapshot();
    if (!rows) return;
    auto row = domain::get<domain::PersonRow>(**rows, {domain::value(id)});
    if (!row || !*row || *(*row)->erased) return;
    auto l = likeness_of(**row, opener());
    if (!l) return;
    names_.take_out(id);
    got_to_know(id, *l);
}

void Folder::forget(const PersonId& id) {
    names_.remove(id);
    likely_.remove(id);
    births_.remove(id);
}

Status Folder::people_known() {
    constexpr int wait_ms = 2000, step_ms = 5;
    if (!indexer_.joinable()) std::call_once(read_people_, [&] { index_people(); });
    for (int waited = 0; !names_.ready && waited < wait_ms; waited += step_ms) std::this_thread::sleep_for(std::chrono::milliseconds(step_ms));
    if (!names_.ready) return fail(Fault::busy, "the register is still being read; ask again in a moment");
    return {};
}

void Folder::index_people() {
    auto rows = ledger_->snapshot();
    if (!rows) return;
    std::vector<Value> after;
    while (!stop_) {
        auto page = domain::scan<domain::PersonRow>(**rows, "", {}, 1000, after);
        if (!page || page->empty()) break;
        for (const auto& p : *page)
            if (auto l = likeness_of(p, opener()); l && !*p.erased) got_to_know(*p.id, *l);
        after = {domain::value(page->back().id.value.value)};
    }
    for (std::vector<Value> after; !stop_;) {
        auto page = domain::scan<domain::MatchRow>(**rows, "", {}, 1000, after);
        if (!page || page->empty()) break;
        for (const auto& m : *page) {
            auto first = opened(m.first, opener()), second = opened(m.second, opener());
            if (first && second && *second) match_links_.add(*m.id, *first ? *first : *second, *second);
        }
        after = {domain::value(page->back().id.value.value)};
    }
    // Who was told of meanwhile is known by what was read here, which may be older.
    std::vector<PersonId> again;
    {
        std::lock_guard lock(stated_mutex_);
        names_.ready = true;
        again.swap(stated_meanwhile_);
    }
    for (const auto& id : again) got_to_know_more(id);
    for (Id after{}; !stop_;) {
        auto more = ledger_->warm_keys(after);
        if (!more || !*more) break;      // a key that cannot be opened is reported to whoever needs it
    }
}

}  // namespace soria::app
