#include "domain/core/folding.hpp"

namespace soria::domain {

Result<Date> recorded_day(Rows& rows, const EventRecord& r) {
    if (rows.recorded) return *rows.recorded;
    auto pack = TRY(rows.get<FolderRow>({value("pack")}));
    if (pack) rows.recorded = TRY(rows.day_of()(pack->text->value, r.recorded_us));
    else rows.recorded = Date(int32_t(r.recorded_us / 86'400'000'000));
    return *rows.recorded;
}

Status count(Rows& rows, const EventRecord& r, std::string cell, int64_t delta) {
    Date day = TRY(recorded_day(rows, r));
    rows.add(FigureRow{Name{cell}, day, delta});
    rows.add(TotalRow{Name{std::move(cell)}, delta});
    return {};
}
Status move(Rows& rows, const EventRecord& r, std::string_view prefix, const std::string& from, const std::string& to) {
    if (from == to) return {};
    if (!from.empty()) TRY(count(rows, r, std::string(prefix) + from, -1));
    if (!to.empty()) TRY(count(rows, r, std::string(prefix) + to, 1));
    return {};
}
Status code(Rows& rows, const EventRecord& r, const Name& text) {
    auto taken = TRY(rows.get<CodeRow>({value(text)}));
    if (taken && *taken->id != r.stream.id) return fail(Fault::stale, "the code " + text.value + " is taken");
    rows.put(CodeRow{text, int32_t(r.stream.kind), r.stream.id});
    return {};
}

}  // namespace soria::domain
