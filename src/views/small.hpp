#pragma once
// What is marked so is made once and called, not written out wherever it is used: on a phone the engine's bytes count.
#ifdef __wasm__
#define SORIA_ONCE __attribute__((noinline))
#else
#define SORIA_ONCE
#endif
