#include "replay.hpp"

#include "app/service/folder.hpp"
#include "domain/core/tally.hpp"
#include "domain/protection/views.hpp"
#include "raw.hpp"
#include "trace.hpp"

namespace soria::bench {
namespace fs = std::filesystem;

object run_rebuild(const fs::path& dir) {
    auto f = must(app::Folder::open({dir, false}), "opening the folder");
    flushes_clear();
    Span s;
    must(f->ledger().rebuild({}), "rebuilding");
    return {{"events", f->ledger().size()}, {"wall_s", s.wall_s_used()}, {"cpu_s", s.cpu_s_used()}, {"resident_peak_mb", resident_peak_mb()}};
}

namespace {
std::vector<ViewRow> rows_of(const fs::path& dir, bool sorted) {
    Ahead rows(nullptr);
    auto fold = app::fold_in(dir);
    auto f = must(app::Folder::open({dir, false}), "opening the folder");
    must(f->ledger().each(1, f->ledger().size(), [&](const EventRecord& e) -> Status {
        auto changes = TRY(fold(e, rows));
        for (auto& c : changes) rows.apply(std::move(c));
        return {};
    }), "folding");
    return sorted ? rows.take_sorted() : rows.take_changes();
}
}  // namespace

object run_raw_rows(const fs::path& dir, bool sorted) {
    auto rows = rows_of(dir, sorted);
    RawWriter w(dir);
    Span s;
    w.exec("BEGIN IMMEDIATE");
    for (const Table* t : domain::view_tables()) w.exec("DELETE FROM view_" + std::string(t->name));      // as a rebuild does
    for (const auto& r : rows) w.write_row(r);
    w.exec("COMMIT");
    return {{"rows", rows.size()}, {"sorted", sorted}, {"wall_s", s.wall_s_used()}, {"cpu_s", s.cpu_s_used()}};
}

namespace {
struct Folded { double cpu_s; uint64_t counts, changes; };
template <class Fn> Folded folded(app::Folder& f, uint64_t events, Fn fold) {
    Ahead rows(nullptr);
    Folded out{0, 0, 0};
    Span s;
    must(f.ledger().each(1, events, [&](const EventRecord& e) -> Status {
        std::vector<Change> changes = TRY(fold(e, rows));
        out.changes += changes.size();
        for (auto& c : changes) {
            out.counts += c.table == &domain::table_of<domain::CountRow>() || c.table == &domain::table_of<domain::FirstRow>();
            rows.apply(std::move(c));
        }
        return {};
    }), "folding");
    out.cpu_s = s.cpu_s_used();
    return out;
}
}  // namespace

object run_counting(const fs::path& dir, uint64_t events) {
    auto fold = app::fold_in(dir);
    auto f = must(app::Folder::open({dir, false}), "opening the folder");
    events = std::min(events, f->ledger().size());
    Zone zone = f->zone();
    domain::DayOf day_of = [&](const std::string&, int64_t us) { return Result<Date>(zone.day_of(Instant{us})); };
    auto nothing = folded(*f, events, [](const EventRecord&, RowReader&) { return Result<std::vector<Change>>(std::vector<Change>{}); });
    auto whole = folded(*f, events, [&](const EventRecord& e, RowReader& rows) { return fold(e, rows); });
    auto counted = folded(*f, events, [&](const EventRecord& e, RowReader& reader) -> Result<std::vector<Change>> {
        domain::Rows rows(reader, [](const EventRecord&, const SealedField&) { return Blob{}; }, day_of);
        TRY(domain::tally(rows, e));
        return std::move(rows.changes);
    });
    double n = double(events);
    return {{"events", events}, {"rows_an_event", double(whole.counts) / n}, {"all_rows_an_event", double(whole.changes) / n},
            {"read_us", nothing.cpu_s / n * 1e6}, {"fold_us", whole.cpu_s / n * 1e6}, {"counting_us", (counted.cpu_s - nothing.cpu_s) / n * 1e6}};
}

}  // namespace soria::bench
