// CLKs in files: rows encoded by a schema and a secret, and two files of them compared.
#include <sodium.h>

#include <algorithm>
#include <cstdio>

#include "app/jobs/match_io.hpp"
#include "engines/matching/blind/dice.hpp"
#include "engines/matching/blind/encode.hpp"

namespace soria::app {
namespace {

using namespace matching;
using json::bj::object;

constexpr size_t secret_bytes_min = 16, pairs_max = 50'000'000;

Error at(Error e, const std::filesystem::path& path) {
    if (e.where != path.string()) e.where = path.filename().string() + (e.where.empty() ? "" : ", " + e.where);
    return e;
}

// Calls `row` for each row with the cells of the named columns; a column that may be missing is an empty cell.
struct Columns { std::vector<std::string> names; std::vector<bool> needed; };
Status each_row(const std::filesystem::path& path, const Columns& columns, const std::function<Status(std::span<const std::string_view>, size_t line)>& row) {
    std::vector<size_t> places;
    size_t width = 0;
    std::vector<std::string_view> picked(columns.names.size());
    CsvFeed feed([&](std::span<const std::string_view> cells, size_t line) -> Status {
        if (width == 0) {
            width = cells.size();
            for (size_t i = 0; i < columns.names.size(); ++i) {
                auto found = std::find(cells.begin(), cells.end(), columns.names[i]);
                if (found == cells.end() && columns.needed[i]) return invalid("no column '" + columns.names[i] + "'", "line 1");
                places.push_back(found == cells.end() ? SIZE_MAX : size_t(found - cells.begin()));
            }
            return {};
        }
        if (cells.size() != width) return invalid("has another number of cells than the header", "line " + std::to_string(line));
        for (size_t i = 0; i < places.size(); ++i) picked[i] = places[i] == SIZE_MAX ? std::string_view() : cells[places[i]];
        return row(picked, line);
    });
    auto done = read_chunks(path, [&](std::string_view s) { return feed.feed(s); });
    if (done) done = feed.finish();
    if (done && width == 0) done = invalid("the file is empty");
    if (!done) return tl::unexpected(at(done.error(), path));
    return {};
}

std::string base64(const std::vector<uint8_t>& bytes) {
    std::string out(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(out.data(), out.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
    out.pop_back();
    return out;
}

struct Clks {
    std::vector<std::string> ids;
    std::optional<blind::Filters> filters;
};

Result<Clks> read_clks(const std::filesystem::path& path) {
    Clks out;
    std::vector<uint8_t> bytes(blind::filter_bits_max / 4);
    TRY(each_row(path, {{"id", "clk"}, {true, true}}, [&](std::span<const std::string_view> cells, size_t line) -> Status {
        size_t n = 0;
        std::string where = "line " + std::to_string(line);
        if (sodium_base642bin(bytes.data(), bytes.size(), cells[1].data(), cells[1].size(), nullptr, &n, nullptr, sodium_base64_VARIANT_ORIGINAL) != 0 || n == 0)
            return invalid("'clk' is no base64", where);
        if (!out.filters) out.filters.emplace(n);
        if (n != out.filters->bytes_each()) return invalid("a CLK of " + std::to_string(n * 8) + " bits among those of " + std::to_string(out.filters->bytes_each() * 8), where);
        out.filters->add(bytes.data());
        out.ids.emplace_back(cells[0]);
        return {};
    }));
    if (!out.filters) return invalid("no CLK in it", path.filename().string());
    return out;
}

}  // namespace

Result<object> match_blind_encode(const BlindFiles& f, std::ostream&) {
    TRY(is_not_read(f.out, {f.in[0], f.schema, f.secret}));
    auto text = TRY(read_small(f.schema));
    auto schema = blind::read_schema(text);
    if (!schema) return tl::unexpected(at(schema.error(), f.schema));
    std::string secret = TRY(read_small(f.secret));
    while (!secret.empty() && (secret.back() == '\n' || secret.back() == '\r')) secret.pop_back();
    if (secret.size() < secret_bytes_min) return invalid("is shorter than 16 bytes: whoever guesses it reads the names", f.secret.filename().string());
    Columns columns;
    for (const auto& feature : schema->features) columns.names.push_back(feature.identifier), columns.needed.push_back(!feature.ignored);
    columns.names.push_back(f.id), columns.needed.push_back(true);
    auto encoder = TRY(blind::Encoder::make(*schema, secret, f.balanced));
    std::vector<uint8_t> clk(encoder.bytes());
    WholeFile out(f.out);
    out.write("id,clk\n");
    int64_t rows = 0;
    TRY(each_row(f.in[0], columns, [&](std::span<const std::string_view> cells, size_t line) -> Status {
        auto done = encoder.encode(cells.first(cells.size() - 1), clk.data());
        if (!done) {
            Error e = done.error();
            e.where = "line " + std::to_string(line) + (e.where.empty() ? "" : ", " + e.where);
            return tl::unexpected(std::move(e));
        }
        out.write(csv_cell(cells.back()) + "," + base64(clk) + "\n");
        ++rows;
        return {};
    }));
    TRY(out.keep());
    return object{{"rows", rows}, {"bits", int64_t(clk.size() * 8)}, {"balanced", f.balanced},
                  {"note", "A CLK is not anonymous: whoever has many of them, and a list of common names, can find out who is meant. Keep it as you keep the names."}};
}

Result<object> match_blind_compare(const BlindFiles& f, std::ostream&) {
    TRY(is_not_read(f.out, f.in));
    auto left = TRY(read_clks(f.in[0]));
    auto right = TRY(read_clks(f.in[1]));
    if (left.filters->bytes_each() != right.filters->bytes_each())
        return invalid("the two files have CLKs of " + std::to_string(left.filters->bytes_each() * 8) + " and " + std::to_string(right.filters->bytes_each() * 8) + " bits", f.in[1].filename().string());
    Threads threads(f.threads > 0 ? size_t(f.threads) : std::max(1u, std::thread::hardware_concurrency()));
    auto pairs = TRY(blind::compare(*left.filters, *right.filters, f.threshold, blind::widest(), [&](size_t n, const std::function<void(size_t)>& piece) { threads.run(n, piece); }, pairs_max));
    WholeFile out(f.out);
    out.write("id_l,id_r,dice\n");
    for (const auto& p : pairs) {
        char dice[32];
        std::snprintf(dice, sizeof dice, "%.6f", p.dice);
        out.write(csv_cell(left.ids[p.left]) + "," + csv_cell(right.ids[p.right]) + "," + dice + "\n");
    }
    TRY(out.keep());
    return object{{"left", int64_t(left.ids.size())}, {"right", int64_t(right.ids.size())}, {"pairs", int64_t(pairs.size())}, {"threshold", f.threshold},
                  {"note", "Likeness of filters proposes; a person who may see both decides."}};
}

}  // namespace soria::app
