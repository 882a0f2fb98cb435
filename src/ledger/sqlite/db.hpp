#pragma once
// The C API of SQLite behind thin RAII. Exceptions nowhere; every error names the file and what SQLite said.
#include <sqlite3.h>

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/core/result.hpp"
#include "base/core/table.hpp"

namespace soria::ledger::sqlite {

class Db;

// A prepared statement, bound and stepped. Reset when it leaves its scope; finalised with its connection.
class Statement {
public:
    explicit Statement(sqlite3_stmt* s, Db* db) : s_(s), db_(db) {}
    Statement(Statement&& o) noexcept : s_(o.s_), db_(o.db_), next_(o.next_) { o.s_ = nullptr; }
    Statement(const Statement&) = delete;
    ~Statement() { if (s_) sqlite3_reset(s_), sqlite3_clear_bindings(s_); }

    Statement& bind(int64_t v) { sqlite3_bind_int64(s_, ++next_, v); return *this; }
    Statement& bind(std::string_view v) { sqlite3_bind_text(s_, ++next_, v.data() ? v.data() : "", int(v.size()), SQLITE_STATIC); return *this; }
    Statement& bytes(std::string_view v) { sqlite3_bind_blob(s_, ++next_, v.data() ? v.data() : "", int(v.size()), SQLITE_STATIC); return *this; }
    Statement& bind(const Value&);
    Result<bool> step();              // true: a row
    Status run();                     // expects no row
    Statement& again() { sqlite3_reset(s_), next_ = 0; return *this; }   // to bind and step anew

    int64_t integer(int column) const { return sqlite3_column_int64(s_, column); }
    std::string_view bytes_at(int column) const {
        auto p = static_cast<const char*>(sqlite3_column_blob(s_, column));
        return {p ? p : "", size_t(sqlite3_column_bytes(s_, column))};
    }
    Value value(int column) const;

private:
    sqlite3_stmt* s_;
    Db* db_;
    int next_ = 0;
};

class Db {
public:
    enum class Mode { read_write, read_only };
    static Result<std::unique_ptr<Db>> open(const std::string& path, Mode, const std::string& vfs = {});
    ~Db();
    Db(const Db&) = delete;

    Status exec(const std::string& sql);
    // Writes the log back and empties it, if nobody reads. After a stop or a commit that failed, frames that do not count lie
    // behind the last one that does; left there, they would look like damage once the next commits lie over a part of them.
    void empty_log();
    // Prepared once for each text and connection. One use at a time.
    Result<Statement> prepare(const std::string& sql);
    tl::unexpected<Error> error(std::string_view doing) const;
    sqlite3* raw() { return db_; }
    const std::string& path() const { return path_; }

private:
    Db() = default;
    sqlite3* db_ = nullptr;
    std::string path_;
    std::map<std::string, sqlite3_stmt*, std::less<>> statements_;
};

// Whether a store's tables and indexes were made by the same words.
Result<bool> same_tables(Db&, Db& as);

}  // namespace soria::ledger::sqlite
