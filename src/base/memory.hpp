#pragma once
// How the C library's allocator is to behave in a server with many threads.
namespace soria {

// Called once, at the start of a program.
void tune_memory();

}  // namespace soria
