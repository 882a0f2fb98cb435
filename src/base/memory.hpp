#pragma once

namespace soria {
// How the C library's allocator is to behave in a server with many threads; called once, at the start of a program.
void tune_memory();
}
