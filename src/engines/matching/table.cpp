#include "engines/matching/table.hpp"

#include <algorithm>
#include <bit>

#include "engines/matching/fold.hpp"
#include "engines/matching/holdings.hpp"
#include "engines/matching/names.hpp"

namespace soria::matching {
namespace {

constexpr size_t batch_rows = 1 << 14;
constexpr uint32_t shown_values = 20'000;              // from so many distinct values on, a part of them says what a column holds

// Codes in blocks, so that growing copies nothing.
struct Codes {
    static constexpr size_t block = 1 << 16;
    std::vector<std::vector<uint32_t>> blocks;
    void add(uint32_t c) {
        if (blocks.empty() || blocks.back().size() == block) blocks.emplace_back().reserve(block);
        blocks.back().push_back(c);
    }
};

struct Column {
    std::string name;
    Kind told = Kind::ignored;
    bool is_told = false;
    int in_files = 0, first_file = 0;
    size_t from_row = 0;                   // its codes begin there: the second file's own
    Dictionary raw;
    std::vector<uint32_t> counts{0};
    Codes codes;
    size_t bytes() const { return raw.bytes() + counts.capacity() * 4 + codes.blocks.size() * Codes::block * 4; }
};

struct Plan {                              // of an attribute
    Kind kind;
    std::vector<HeldAlike::From> from;     // one column, or one of each file
    const char* because;
    std::pair<int, int> rank;              // the higher, the sooner left out where there are too many
    bool uses(size_t column) const {
        return std::any_of(from.begin(), from.end(), [&](auto& x) { return x.column == column; });
    }
};

std::string lower_ascii(std::string_view s) {
    std::string out(s);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = char(c - 'A' + 'a');
    return out;
}

}  // namespace

uint32_t Store::intern(std::string_view text, Family family, bool unvowelled) {
    if (text.empty()) return 0;
    uint32_t code = texts.intern(text);
    if (code == values.size()) values.push_back(family == Family::date ? date_value(text) : value_of(text, family == Family::words));
    if (unvowelled) values[code].flags |= Value::unvowelled;
    return code;
}

void Store::keep_guests() {
    for (size_t i = 0; i < attributes_max; ++i) intern(std::string("\x01") + char('a' + i), Family::plain);
    guests.resize(attributes_max);
}

int Table::find(Kind k) const {
    for (size_t i = 0; i < attributes.size(); ++i)
        if (attributes[i].kind == k) return int(i);
    return -1;
}

void Table::make_rows(size_t count, Memory& memory) {
    constexpr size_t line = 64;
    cells.reserve(count * stride + line / 4);
    memory.large(cells.data(), cells.capacity() * 4);
    cells.resize(count * stride + line / 4);
    first_cell = (line - reinterpret_cast<uintptr_t>(cells.data()) % line) % line / 4;
}

size_t Table::bytes() const {
    size_t n = cells.capacity() * 4 + ids.bytes() + source.capacity();
    for (const auto& s : stores) n += s.bytes();
    for (const auto& c : counts) n += c.capacity() * 4;
    return n;
}

struct Loader::Inside {
    LoadOptions options;
    Run run;
    Memory& memory;
    std::unique_ptr<CsvFeed> feed;
    std::vector<Column> columns;
    std::vector<int> place;                // of this file's cells: the column, -1 to pass over, -2 for the id
    size_t header_cells = 0, id_at = 0;
    bool header_read = false;
    uint8_t files = 0;
    Ids ids;
    std::vector<uint8_t> source;
    std::vector<std::string> told_there;               // columns whose kind is told
    size_t rows = 0, accounted = 0;
    std::vector<std::array<size_t, 3>> lines;          // from that row on, the row is so many lines further down, in that file
    // The batch: rows read, not yet interned.
    std::string text;
    std::vector<std::pair<uint32_t, uint16_t>> cells;
    size_t batched = 0;

    Status header(std::span<const std::string_view> names);
    size_t column_of(std::span<const std::string_view> names, size_t i);
    Status row(std::span<const std::string_view> given, size_t line);
    Status flush();
    Status account();
    Taken kind_of_column(Column&);
    void names_by_values(std::vector<Taken>&) const;
    std::string place_of(size_t row) const;
    void misread(Table&, const Column&) const;
    std::vector<Plan> plans_of(Table&);
    Result<bool> exchanged() const;
    Result<Table> table();
    void normalise(Table&, Column&, size_t attribute, const std::vector<uint32_t>& order, size_t part);
};

Loader::Loader(LoadOptions o, Run run, Memory& m) : in_(new Inside{std::move(o), std::move(run), m}) {}
Loader::~Loader() = default;
size_t Loader::rows() const { return in_->rows; }

Status Loader::begin_file() {
    in_->header_read = false;
    in_->feed = std::make_unique<CsvFeed>([this](std::span<const std::string_view> cells, size_t line) -> Status {
        if (in_->header_read) return in_->row(cells, line);
        in_->header_read = true;
        return in_->header(cells);
    });
    return {};
}
Status Loader::feed(std::string_view chunk) { return in_->feed->feed(chunk); }
Status Loader::end_file() {
    TRY(in_->feed->finish());
    if (!in_->header_read) return invalid("the file is empty");
    TRY(in_->flush());
    ++in_->files;
    return {};
}

Status Loader::Inside::header(std::span<const std::string_view> names) {
    place.assign(names.size(), -1);
    header_cells = names.size();
    bool has_id = false;
    std::vector<bool> used(columns.size());
    for (size_t i = 0; i < names.size(); ++i) {
        std::string name(names[i]);
        if (name == options.id) {
            if (has_id) return invalid("the column '" + options.id + "' stands twice", "line 1");
            has_id = true;
            id_at = i;
            place[i] = -2;
            continue;
        }
        if (auto is = lower_ascii(name); is == "cluster" || is == "cluster_id") continue;  // a label, or what a run before this one wrote, is never read
        auto asked = [&](const std::string& x) { return lower_ascii(x) == lower_ascii(name); };
        if (!options.verbatim.empty() && std::none_of(options.verbatim.begin(), options.verbatim.end(), asked)) continue;
        size_t c = column_of(names, i);
        used.resize(columns.size());
        if (used[c]) return invalid("the column '" + name.substr(0, 60) + "' stands twice", "line 1");
        used[c] = true;
        place[i] = int(c);
        ++columns[c].in_files;
    }
    if (!has_id) {
        std::string there;
        for (size_t i = 0; i < std::min<size_t>(names.size(), 12); ++i) there += (i ? ", " : "") + std::string(names[i].substr(0, 40));
        return invalid("no column '" + options.id + "': name the column of ids with --id; there are: " + there, "line 1");
    }
    return {};
}

// The column of that heading; a heading that is written otherwise ("First Name" for first_name) is the same where nothing else is.
size_t Loader::Inside::column_of(std::span<const std::string_view> names, size_t i) {
    for (size_t c = 0; c < columns.size(); ++c)
        if (columns[c].name == names[i]) return c;
    auto heading = fold(names[i]);
    auto stands = [&](const std::string& name) { return std::find(names.begin(), names.end(), name) != names.end(); };
    auto alike = [&](std::string_view name) { return !heading.empty() && fold(name) == heading; };
    size_t found = columns.size(), many = 0;
    for (size_t c = 0; c < columns.size(); ++c)
        if (columns[c].first_file < files && !stands(columns[c].name) && alike(columns[c].name)) found = c, ++many;
    bool is_there = many == 1 && std::count_if(names.begin(), names.end(), alike) == 1;
    if (!is_there) {
        found = columns.size();
        columns.emplace_back();
        columns[found].first_file = files;
        columns[found].from_row = rows;
    }
    auto& column = columns[found];
    for (const auto& [told, kind] : options.kinds)
        if (told == names[i]) column.told = kind, column.is_told = true, told_there.push_back(told);
    // One name for it, whichever file comes first.
    if (!is_there || names[i] < column.name) column.name = std::string(names[i]);
    return found;
}

Status Loader::Inside::row(std::span<const std::string_view> given, size_t line) {
    if (given.size() != header_cells)
        return invalid("has " + std::to_string(given.size()) + " cells, the header has " + std::to_string(header_cells), "line " + std::to_string(line));
    if (given[id_at].empty()) return invalid("has no id", "line " + std::to_string(line));
    if (rows == rows_max) return fail(Fault::limit, "more than " + std::to_string(rows_max) + " rows");
    ids.add(given[id_at]);
    size_t base = cells.size();
    cells.resize(base + columns.size());
    for (size_t i = 0; i < given.size(); ++i) {
        if (place[i] < 0 || given[i].empty()) continue;
        cells[base + size_t(place[i])] = {uint32_t(text.size()), uint16_t(given[i].size())};
        text += given[i];
    }
    source.push_back(files);
    // Counted from what went before, as lines run on through a file.
    if (lines.empty() || line - rows != lines.back()[1] || files != lines.back()[2]) lines.push_back({rows, line - rows, files});
    ++rows;
    return ++batched == batch_rows ? flush() : Status{};
}

Status Loader::Inside::flush() {
    size_t width = columns.size();
    run(width, [&](size_t c) {
        auto& column = columns[c];
        std::vector<uint64_t> hashes(batched);
        for (size_t r = 0; r < batched; ++r) hashes[r] = hash_of(std::string_view(text).substr(cells[r * width + c].first, cells[r * width + c].second));
        for (size_t r = 0; r < batched; ++r) {
            constexpr size_t ahead = 12;
            if (r + ahead < batched) column.raw.fetch(hashes[r + ahead]);
            auto [at, size] = cells[r * width + c];
            uint32_t code = size ? column.raw.intern(std::string_view(text).substr(at, size), hashes[r]) : 0;
            if (code == column.counts.size()) column.counts.push_back(0);
            ++column.counts[code];
            column.codes.add(code);
        }
    });
    cells.clear();
    text.clear();
    batched = 0;
    return account();
}

Status Loader::Inside::account() {
    size_t now = ids.bytes() + source.capacity();
    for (const auto& c : columns) now += c.bytes();
    now += lines.capacity() * sizeof lines[0];
    now += now / 8;                                    // what growing takes for a moment
    memory.give_back(accounted);
    accounted = 0;
    TRY(memory.take(now, "reading the rows"));
    accounted = now;
    return {};
}

Taken Loader::Inside::kind_of_column(Column& c) {
    if (c.is_told) return {c.told, true, false};
    std::vector<Seen> seen;
    uint64_t keep = c.raw.size() > shown_values ? ~0ull / c.raw.size() * shown_values : ~0ull;
    for (uint32_t v = 1; v <= c.raw.size(); ++v)
        if (hash_of(c.raw.text(v)) <= keep) seen.push_back({c.raw.text(v), c.counts[v]});
    return kind_of(c.name, seen);
}

// Where no heading names a name and just two columns hold what looks like names: the one with fewer different values is the given name.
void Loader::Inside::names_by_values(std::vector<Taken>& taken) const {
    std::vector<size_t> like;
    for (size_t c = 0; c < taken.size(); ++c) {
        if (columns[c].in_files < files) continue;
        if (is_name(taken[c].kind)) return;
        if (taken[c].like_names) like.push_back(c);
    }
    if (like.size() != 2) return;
    size_t x = columns[like[0]].raw.size(), y = columns[like[1]].raw.size();
    bool first = x != y ? x < y : columns[like[0]].name < columns[like[1]].name;
    taken[like[0]].kind = first ? Kind::given : Kind::surname;
    taken[like[1]].kind = first ? Kind::surname : Kind::given;
}

// A part of a full name: "Allen, Robert J" and "Robert J Allen" give "robert" and "allen".
static std::string part_of_name(std::string_view raw, size_t part) {
    if (auto name = family_first(raw)) return fold_name(part == 0 ? name->given : name->family);
    auto comma = raw.find(',');
    if (comma != std::string_view::npos) return fold_name(part == 0 ? raw.substr(comma + 1) : raw.substr(0, comma));
    auto whole = fold(raw);
    auto last = whole.rfind(' ');
    if (last == std::string::npos) return part == 0 ? std::string() : whole;
    return part == 0 ? whole.substr(0, last) : whole.substr(last + 1);
}

void Loader::Inside::normalise(Table& t, Column& column, size_t a, const std::vector<uint32_t>& order, size_t part) {
    auto& attribute = t.attributes[a];
    auto& store = t.stores[attribute.store];
    std::vector<uint32_t> becomes(column.raw.size() + 1);
    bool split = attribute.kind != Kind::full_name && part < 2;
    for (uint32_t v = 1; v <= column.raw.size(); ++v) {
        auto raw = column.raw.text(v);
        if (!options.verbatim.empty()) becomes[v] = store.intern(raw, Family::plain);
        else becomes[v] = store.intern(split ? part_of_name(raw, part) : normal(attribute.kind, raw, options.latest), family_of(attribute.kind),
                                 is_name(attribute.kind) && unvowelled(raw));
    }
    auto& counts = t.counts[a];
    size_t r = column.from_row;
    counts.resize(store.values.size());
    for (const auto& block : column.codes.blocks)
        for (auto raw : block) {
            uint32_t code = becomes[raw];
            ++counts[code];
            if (raw) t.row(order[r])[a] = code;        // else another column may have it
            ++r;
        }
}

std::string Loader::Inside::place_of(size_t row) const {
    auto at = std::upper_bound(lines.begin(), lines.end(), row, [](size_t r, const auto& x) { return r < x[0]; }) - 1;
    return "line " + std::to_string(row + (*at)[1]) + (files > 1 ? " of file " + std::to_string((*at)[2] + 1) : "");
}

// Dates that are there and say nothing to us.
void Loader::Inside::misread(Table& t, const Column& column) const {
    std::vector<bool> bad(column.raw.size() + 1);
    Table::Misread found{column.name, 0, 0, {}};
    for (uint32_t v = 1; v <= column.raw.size(); ++v) {
        auto raw = column.raw.text(v);
        found.of += column.counts[v];
        bad[v] = !parse_date(raw, options.latest) && !says_nothing(raw);
        if (bad[v]) found.values += column.counts[v];
    }
    if (found.values == 0) return;
    size_t row = column.from_row;
    for (const auto& block : column.codes.blocks)
        for (auto code : block) {
            if (bad[code]) {
                found.first = place_of(row);
                t.misread.push_back(std::move(found));
                return;
            }
            ++row;
        }
}

// Of two files, whether the second is the first as far as the order of rows goes: told from what they hold, so that the order in which
// they are given changes nothing, also where both use the same ids.
Result<bool> Loader::Inside::exchanged() const {
    if (files != 2) return false;
    size_t room = rows * sizeof(uint64_t);
    TRY(memory.take(room, "comparing the two files"));
    std::vector<uint64_t> held(rows);
    for (size_t r = 0; r < rows; ++r) held[r] = hash_of(ids.text(r));
    for (const auto& c : columns) {
        std::vector<uint64_t> hashes(c.raw.size() + 1);
        for (uint32_t v = 1; v <= c.raw.size(); ++v) hashes[v] = hash_of(c.raw.text(v));
        size_t r = c.from_row;
        for (const auto& block : c.codes.blocks)
            for (auto code : block) held[r++] += hashes[code];
    }
    uint64_t sums[2] = {0, 0};
    for (size_t r = 0; r < rows; ++r) sums[source[r]] += mix(held[r], 5);
    memory.give_back(room);
    return sums[1] < sums[0];
}

// What becomes an attribute, in the order of the columns' names, so that the order of columns changes nothing.
std::vector<Plan> Loader::Inside::plans_of(Table& t) {
    bool verbatim = !options.verbatim.empty();
    std::vector<Taken> taken(columns.size());
    run(columns.size(), [&](size_t c) { taken[c] = kind_of_column(columns[c]); });
    names_by_values(taken);
    std::vector<Holding> holdings;
    for (size_t c = 0; c < columns.size(); ++c) {
        auto& k = taken[c].kind;
        if (verbatim && (k == Kind::ignored || k == Kind::full_name)) k = Kind::code;
        bool sure = taken[c].by_heading || k == Kind::email || k == Kind::date || k == Kind::phone;
        holdings.push_back({columns[c].name, k, sure, columns[c].in_files == files ? -1 : columns[c].first_file});
    }
    auto alike = verbatim ? Alike{} : held_alike(holdings);
    for (auto& j : alike.joined)
        if (columns[j.from[1].column].name < columns[j.from[0].column].name) std::swap(j.from[0], j.from[1]);
    auto named = [&](Kind k) {
        return std::any_of(holdings.begin(), holdings.end(), [&](auto& h) { return h.kind == k && h.only_in < 0; }) ||
               std::any_of(alike.joined.begin(), alike.joined.end(), [&](auto& j) { return j.kind == k; });
    };
    bool has_names = named(Kind::given) && named(Kind::surname);
    std::vector<Plan> plans;
    auto plan = [&](Kind kind, std::vector<HeldAlike::From> from) {
        size_t c = from[0].column, values = 0;
        for (auto x : from) values += columns[x.column].raw.size();
        bool number = kind == Kind::code || (kind == Kind::document && !taken[c].by_heading);
        bool distinct_rows = !verbatim && values == rows && rows > 20 && number;
        bool whole = kind == Kind::full_name;
        if (kind == Kind::ignored || (whole && has_names)) t.passed_over.push_back(columns[c].name + ": nothing to compare");
        else if (distinct_rows) t.passed_over.push_back(columns[c].name + ": another value in each row");
        else {
            auto because = columns[c].is_told ? "as told" : taken[c].by_heading ? "by its heading" : "by its values";
            std::pair rank{columns[c].is_told ? 0 : taken[c].by_heading ? 1 : 2, telling(kind)};
            for (size_t part = whole ? 0 : 2; part < (whole ? 2 : 3); ++part) {
                if (part < 2)
                    for (auto& x : from) x.part = part;
                plans.push_back({part == 0 ? Kind::given : part == 1 ? Kind::surname : kind, from, because, rank});
            }
        }
    };
    std::vector<size_t> by_name(columns.size());
    for (size_t c = 0; c < columns.size(); ++c) by_name[c] = c;
    std::sort(by_name.begin(), by_name.end(), [&](size_t x, size_t y) { return columns[x].name < columns[y].name; });
    for (size_t c : by_name) {
        bool done = false;
        for (const auto& j : alike.joined) {
            if (j.from[0].column == c) plan(j.kind, j.from);
            done |= j.from[0].column == c || j.from[1].column == c;
        }
        for (const auto& [column, why] : alike.unclear)
            if (column == c && !done) t.passed_over.push_back(columns[c].name + ": " + why), done = true;
        if (done) continue;
        if (columns[c].in_files < files) t.passed_over.push_back(columns[c].name + ": not in both files");
        else plan(taken[c].kind, {{c, 2}});
    }
    while (plans.size() > attributes_max) {
        auto least = std::max_element(plans.rbegin(), plans.rend(), [](auto& x, auto& y) { return x.rank < y.rank; })->from[0].column;
        t.passed_over.push_back(columns[least].name + ": too many columns");
        std::erase_if(plans, [&](auto& p) { return p.uses(least); });
    }
    return plans;
}

Result<Table> Loader::Inside::table() {
    Table t;
    t.rows = rows;
    if (files < 2) source.clear(), source.shrink_to_fit();
    auto plans = plans_of(t);
    t.latest = options.latest;
    for (const auto& [told, kind] : options.kinds)
        if (std::find(told_there.begin(), told_there.end(), told) == told_there.end()) t.passed_over.push_back(told + ": no file has it");
    for (const auto& p : plans)
        for (auto [c, part] : p.from)
            if (p.kind == Kind::date && options.verbatim.empty()) misread(t, columns[c]);
    uint32_t names = ~0u;
    for (const auto& p : plans) {
        Attribute a{columns[p.from[0].column].name, p.kind, uint32_t(t.stores.size()), p.because, ""};
        if (p.from[0].part < 2) a.name += p.from[0].part == 0 ? " (given)" : " (surname)";
        if (p.from.size() > 1) a.with = columns[p.from[1].column].name;
        if (is_name(p.kind) && names != ~0u && options.verbatim.empty()) a.store = names;
        else if (t.stores.emplace_back(); options.guests) t.stores.back().keep_guests();
        if (is_name(p.kind)) names = a.store;
        t.attributes.push_back(std::move(a));
    }
    bool turned = TRY(exchanged());
    if (turned)
        for (auto& x : source) x ^= 1;
    auto order = TRY(ids.order(source, memory));
    if (turned)
        for (auto& x : source) x ^= 1;
    t.stride = t.width() <= 8 ? std::bit_ceil(std::max<size_t>(1, t.width())) : t.width();
    size_t cells_bytes = rows * t.stride * 4;
    TRY(memory.take(cells_bytes, "the table"));
    t.make_rows(rows, memory);
    size_t values_bytes = 0;                           // at most: each value once more, in one spelling
    for (const auto& c : columns) values_bytes += c.raw.bytes() + c.raw.size() * (sizeof(Value) + 4);
    TRY(memory.take(values_bytes, "the values"));
    t.counts.resize(t.width());
    run(t.stores.size(), [&](size_t s) {
        for (size_t a = 0; a < plans.size(); ++a)
            if (t.attributes[a].store == s) {
                for (auto [c, part] : plans[a].from) normalise(t, columns[c], a, order, part);
                for (auto [c, part] : plans[a].from)
                    if (std::none_of(plans.begin() + long(a) + 1, plans.end(), [&](const Plan& p) { return p.uses(c); })) columns[c] = Column{};
            }
    });
    for (size_t a = 0; a < t.width(); ++a) t.counts[a].resize(t.store(a).values.size());
    if (!source.empty()) {
        t.source.resize(rows);
        for (size_t r = 0; r < rows; ++r) t.source[order[r]] = source[r];
    }
    t.ids = std::move(ids);
    columns.clear();
    memory.give_back(accounted + cells_bytes + rows * 4 + values_bytes);
    TRY(memory.take(t.bytes(), "the table"));
    return t;
}

Result<Table> Loader::table() { return in_->table(); }

}  // namespace soria::matching
