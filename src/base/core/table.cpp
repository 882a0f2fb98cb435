#include "base/core/table.hpp"

namespace soria {

// For a store that has nothing quicker.
Result<std::vector<Row>> RowReader::sums(const Table& t, std::span<const Value> prefix, size_t by, const Value& lower, const Value& upper) {
    constexpr size_t page = 1000;
    const int64_t from = std::get<int64_t>(lower), until = std::get<int64_t>(upper);
    std::vector<Row> list;
    Row after;
    for (bool more = true; more;) {
        auto rows = TRY(scan(t, "", prefix, after, page));
        more = rows.size() == page;
        for (auto& r : rows) {
            after.assign(r.begin(), r.begin() + long(t.key_columns));
            if (int64_t at = std::get<int64_t>(r[by]); at < from || at >= until) continue;
            if (list.empty() || !std::equal(r.begin(), r.begin() + long(by), list.back().begin())) {
                Row sum(r.begin(), r.begin() + long(by));
                sum.push_back(int64_t(0));
                sum.push_back(r[by]);
                list.push_back(std::move(sum));
            }
            std::get<int64_t>(list.back()[by]) += std::get<int64_t>(r.back());
            list.back().back() = r[by];
        }
    }
    return list;
}

}  // namespace soria
