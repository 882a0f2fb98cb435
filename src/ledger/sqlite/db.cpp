#include "ledger/sqlite/db.hpp"

#include <cerrno>

#include "ledger/files.hpp"

namespace soria::ledger::sqlite {

Statement& Statement::bind(const Value& v) {
    if (auto i = std::get_if<int64_t>(&v)) return bind(*i);
    if (auto t = std::get_if<std::string>(&v)) return bind(std::string_view(*t));
    if (auto b = std::get_if<Blob>(&v)) return bytes(b->bytes);
    sqlite3_bind_null(s_, ++next_);
    return *this;
}

Result<bool> Statement::step() {
    int rc = sqlite3_step(s_);
    if (rc == SQLITE_ROW) return true;
    if (rc == SQLITE_DONE) return false;
    return db_->error("running a statement");
}

Status Statement::run() {
    TRY(step());
    return {};
}

Value Statement::value(int column) const {
    switch (sqlite3_column_type(s_, column)) {
        case SQLITE_INTEGER: return integer(column);
        case SQLITE_TEXT: return std::string(bytes_at(column));
        case SQLITE_BLOB: return Blob{std::string(bytes_at(column))};
        default: return {};
    }
}

namespace {
constexpr int busy_ms = 5000;

// A flush or a shared file that found no room says only "disk I/O error"; the file remembers why.
bool no_room(sqlite3* db, const std::string& path) {
    constexpr uintmax_t room_bytes_min = 64 * 1024;
    int why[] = {sqlite3_system_errno(db), 0, 0};
    (void)sqlite3_file_control(db, "main", SQLITE_FCNTL_LAST_ERRNO, &why[1]);
    sqlite3_file* log = nullptr;
    if (sqlite3_file_control(db, "main", SQLITE_FCNTL_JOURNAL_POINTER, &log) == SQLITE_OK && log && log->pMethods)
        (void)log->pMethods->xFileControl(log, SQLITE_FCNTL_LAST_ERRNO, &why[2]);
    for (int e : why)
        if (e == ENOSPC || e == EDQUOT) return true;
    std::error_code ec;
    auto space = std::filesystem::space(std::filesystem::path(path).parent_path(), ec);
    return !ec && space.available < room_bytes_min;
}
}  // namespace

Result<std::unique_ptr<Db>> Db::open(const std::string& path, Mode mode, const std::string& vfs) {
    std::unique_ptr<Db> db(new Db);
    db->path_ = path;
    // One connection, one thread: each is handed from one to the next, never shared.
    int flags = SQLITE_OPEN_NOMUTEX | (mode == Mode::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    if (sqlite3_open_v2(path.c_str(), &db->db_, flags, vfs.empty() ? nullptr : vfs.c_str()) != SQLITE_OK) return db->error("opening");
    sqlite3_extended_result_codes(db->db_, 1);
    sqlite3_busy_timeout(db->db_, busy_ms);
    return db;
}

Db::~Db() {
    for (auto& [text, s] : statements_) sqlite3_finalize(s);
    sqlite3_close(db_);
}

Status Db::exec(const std::string& sql) {
    if (sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) return error("running a statement");
    return {};
}

void Db::empty_log() {
    sqlite3_busy_timeout(db_, 0);
    (void)exec("PRAGMA wal_checkpoint(TRUNCATE)");   // a full disk keeps the log: nothing is lost by that
    sqlite3_busy_timeout(db_, busy_ms);
}

Result<Statement> Db::prepare(const std::string& sql) {
    auto& s = statements_[sql];
    if (!s && sqlite3_prepare_v3(db_, sql.c_str(), int(sql.size()), SQLITE_PREPARE_PERSISTENT, &s, nullptr) != SQLITE_OK)
        return error("preparing a statement");
    return Statement(s, this);
}

tl::unexpected<Error> Db::error(std::string_view doing) const {
    int rc = sqlite3_extended_errcode(db_);
    std::string what = "the store failed while " + std::string(doing) + ": " + (db_ ? sqlite3_errmsg(db_) : "out of memory");
    Fault fault = Fault::storage;
    if ((rc & 0xff) == SQLITE_FULL || ((rc & 0xff) == SQLITE_IOERR && no_room(db_, path_))) what = disk_is_full;
    if ((rc & 0xff) == SQLITE_CORRUPT || (rc & 0xff) == SQLITE_NOTADB) fault = Fault::damaged;
    return fail(fault, what, std::filesystem::path(path_).filename().string());
}

namespace {

Result<bool> same_tables(Db& is, Db& as, bool views) {
    std::string text = "SELECT type || ' ' || name || ' ' || tbl_name || ' ' || coalesce(sql, '') FROM sqlite_schema "
                       "WHERE name NOT LIKE 'sqlite%' AND (? OR tbl_name NOT LIKE 'view\\_%' ESCAPE '\\') ORDER BY 1";
    auto one = TRY(is.prepare(text));
    auto other = TRY(as.prepare(text));
    one.bind(int64_t(views));
    other.bind(int64_t(views));
    for (;;) {
        bool more = TRY(one.step());
        bool wanted = TRY(other.step());
        if (more != wanted || (more && one.bytes_at(0) != other.bytes_at(0))) return false;
        if (!more) return true;
    }
}

// "idempotency.key" for the first value whose type is not its column's; empty when there is none.
Result<std::string> odd_value(Db& db) {
    std::vector<std::pair<std::string, std::string>> queries;
    {
        auto columns = TRY(db.prepare("SELECT m.name, c.name, lower(c.type) FROM sqlite_schema m JOIN pragma_table_info(m.name) c "
                                      "WHERE m.type = 'table' AND m.name NOT LIKE 'view\\_%' ESCAPE '\\' AND m.name NOT LIKE 'sqlite%'"));
        for (;;) {
            bool more = TRY(columns.step());
            if (!more) break;
            std::string table(columns.bytes_at(0)), column(columns.bytes_at(1)), type(columns.bytes_at(2));
            queries.emplace_back(table + "." + column, "SELECT 1 FROM \"" + table + "\" WHERE typeof(\"" + column + "\") <> '" + type + "' LIMIT 1");
        }
    }
    for (const auto& [name, query] : queries) {
        auto odd = TRY(db.prepare(query));
        bool there = TRY(odd.step());
        if (there) return name;
    }
    return std::string();
}

}  // namespace

Status check_file(Db& is, Db& as, const std::function<void(std::string)>& fault, bool views) {
    bool same = TRY(same_tables(is, as, views));
    if (!same) fault("its tables are not those that were made");
    auto odd = same ? odd_value(is) : Result<std::string>(std::string());
    if (!odd) return tl::unexpected(odd.error());
    if (!odd->empty()) fault(*odd + " holds a value of another type than was written");
    auto check = TRY(is.prepare("PRAGMA integrity_check(3)"));
    for (;;) {
        bool more = TRY(check.step());
        if (!more) return {};
        if (check.bytes_at(0) != "ok") fault(std::string(check.bytes_at(0)));
    }
}

}  // namespace soria::ledger::sqlite
