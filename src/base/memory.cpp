#include "base/memory.hpp"

#include <malloc.h>

namespace soria {

void tune_memory() {
    // Few arenas, so that what one thread frees another uses again; and heaps that keep a few MB instead of giving back and
    // asking anew for every request, which was a tenth of the time of a command.
    mallopt(M_ARENA_MAX, 4);
    mallopt(M_TRIM_THRESHOLD, 8 << 20);
    mallopt(M_TOP_PAD, 1 << 20);
    mallopt(M_MMAP_THRESHOLD, 1 << 20);
}

}  // namespace soria
