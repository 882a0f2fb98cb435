#include "replay.hpp"

#include "app/service/folder.hpp"
#include "domain/protection/views.hpp"
#include "raw.hpp"

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

}  // namespace soria::bench
