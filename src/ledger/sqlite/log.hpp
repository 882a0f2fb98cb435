#pragma once
// The log that a stop left beside a store. SQLite takes its commits up to the first broken frame and forgets the rest without
// a word. That is right for the commit that was being written when the power went. But every commit is flushed before the
// next one begins (synchronous=FULL): when something was written behind a commit that is broken, it was broken afterwards.
#include <filesystem>

#include "base/core/result.hpp"

namespace soria::ledger::sqlite {

// Before the store is opened, which would write over it. What it cannot tell: a break in the very last commit of the log
// looks like a cut while that commit was written; so may one two commits before the end, in the checksum before a frame whose
// header lies in two sectors. It relies on Db::empty_log() after a stop and after a commit that failed.
Status check_log(const std::filesystem::path& store);

}  // namespace soria::ledger::sqlite
