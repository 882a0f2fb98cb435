// The door of the WebAssembly. The worker asks for room, writes there, calls, and reads the answer where it is told; the next
// room takes all of it back but the kits. So memory is one pile, and nothing is given back piece by piece.
#include "views/phone.hpp"
#include "views/wasm/library.hpp"

extern "C" char __heap_base;

namespace {

constexpr size_t page_bytes = 64 * 1024;
char *top = &__heap_base, *floor_ = top;      // above `floor_` lies what the next room takes back

soria::views::PhonePages pages;
char* asked = nullptr;
size_t asked_bytes = 0;
std::string_view told;

}  // namespace

void* pile(size_t bytes) {
    char* at = top;
    top += (bytes + 15) & ~size_t(15);
    size_t have = __builtin_wasm_memory_size(0) * page_bytes, need = reinterpret_cast<size_t>(top);
    if (need > have && __builtin_wasm_memory_grow(0, (need - have + page_bytes - 1) / page_bytes) == size_t(-1)) __builtin_trap();
    return at;
}
bool is_in_pile(const void* at) { return at >= &__heap_base; }

extern "C" {

// What the compiler calls by name.
size_t strlen(const char* s) {
    size_t n = 0;
    while (s[n]) ++n;
    return n;
}

__attribute__((export_name("room"))) char* room(size_t bytes) {
    top = floor_;
    asked_bytes = bytes;
    return asked = static_cast<char*>(pile(bytes));
}
// 1: a kit was taken in.
__attribute__((export_name("take"))) int take() {
    bool ok = pages.take({asked, asked_bytes});
    if (ok) floor_ = top;
    return ok;
}
__attribute__((export_name("answer"))) const char* answer() {
    told = pages.answer({asked, asked_bytes});
    return told.data();
}
__attribute__((export_name("length"))) size_t length() { return told.size(); }
}
