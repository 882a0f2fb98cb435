#pragma once
// The C API of SQLite behind thin RAII. Exceptions nowhere; every error names the file and what SQLite said.
#include <sqlite3.h>

#include <cstring>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

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

    sqlite3_stmt* raw() const { return s_; }
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
    template <size_t N> Status run(const char (&sql)[N]) {   // a statement without values, often
        auto s = prepare(sql);
        if (!s) return tl::unexpected(s.error());
        return s->run();
    }
    // Writes the log back and empties it, if nobody reads. After a stop or a commit that failed, frames that do not count lie
    // behind the last one that does; left there, they would look like damage once the next commits lie over a part of them.
    void empty_log();
    // Prepared once for each text and connection. One use at a time.
    Result<Statement> prepare(const std::string& sql);
    // A text that stands in the program is found again by where it stands.
    template <size_t N> Result<Statement> prepare(const char (&sql)[N]) {
        auto& s = literals_[sql];
        if (s && std::strcmp(sqlite3_sql(s), sql) == 0) return Statement(s, this);
        auto made = prepare(std::string(sql));
        if (made) s = made->raw();
        return made;
    }
    // A text made by `text` once for each table, use and connection.
    struct Use {
        const Table* table;
        std::string_view index;          // of the table's own
        uint8_t what, prefix, after;
        bool operator==(const Use&) const = default;
    };
    template <class Text> Result<Statement> prepare(const Use& use, Text text) {
        auto known = uses_.find(use);
        if (known != uses_.end()) return Statement(known->second, this);
        auto made = prepare(std::string(text()));
        if (made) uses_[use] = made->raw();
        return made;
    }
    tl::unexpected<Error> error(std::string_view doing) const;
    sqlite3* raw() { return db_; }
    const std::string& path() const { return path_; }

private:
    Db() = default;
    sqlite3* db_ = nullptr;
    std::string path_;
    std::map<std::string, sqlite3_stmt*, std::less<>> statements_;   // owns them
    std::unordered_map<const void*, sqlite3_stmt*> literals_;
    struct UseHash {
        size_t operator()(const Use& u) const {
            return std::hash<const void*>()(u.table) ^ std::hash<const void*>()(u.index.data()) * 31 ^ size_t(u.what << 16 | u.prefix << 8 | u.after) * 0x9e3779b97f4a7c15;
        }
    };
    std::unordered_map<Use, sqlite3_stmt*, UseHash> uses_;
};

// What is wrong with a store as a file: tables or indexes not made by the same words as those of `as`, a value of another
// type than its column's (SQLite keeps it; a lookup would miss it), pages that do not fit together. The views' values are
// left to their digests; and without `views` so are their tables.
Status check_file(Db&, Db& as, const std::function<void(std::string)>& fault, bool views = true);

}  // namespace soria::ledger::sqlite
