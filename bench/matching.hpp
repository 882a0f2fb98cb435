#pragma once
// What matching costs where no file is read: questions, additions and explanations of the index.
#include "tools.hpp"

namespace soria::bench {

// Loads the file, learns, builds the index and asks it about people of another file, one after the other, on one thread.
object run_online(const std::string& known, const std::string& asked);
// CLKs encoded and compared by each kernel that this machine has, and the points of a blind question, on one core.
object run_blind(size_t rows);

}  // namespace soria::bench
