// The door of the WebAssembly. The worker asks for room, writes there, calls, and reads the answer where it is told; the next
// room takes all of it back but the kits. So memory is one pile, and nothing is given back piece by piece.
#include <cstdint>
#include <new>

#include "views/phone.hpp"

extern "C" uint8_t __heap_base;

namespace {

constexpr size_t page_bytes = 64 * 1024;
uintptr_t top = 0, floor_ = 0;           // above `floor_` lies what the next room takes back

void* take_from_pile(size_t bytes) {
    if (top == 0) top = floor_ = reinterpret_cast<uintptr_t>(&__heap_base);
    top = (top + 15) & ~uintptr_t(15);
    void* at = reinterpret_cast<void*>(top);
    top += bytes;
    size_t have = __builtin_wasm_memory_size(0) * page_bytes;
    if (top > have && __builtin_wasm_memory_grow(0, (top - have + page_bytes - 1) / page_bytes) == size_t(-1)) __builtin_trap();
    return at;
}

soria::views::PhonePages& pages() {
    alignas(soria::views::PhonePages) static unsigned char place[sizeof(soria::views::PhonePages)];
    static bool made = (new (place) soria::views::PhonePages, true);
    (void)made;
    return *reinterpret_cast<soria::views::PhonePages*>(place);
}
char* asked = nullptr;
size_t asked_bytes = 0;
std::string_view told;

}  // namespace

void* operator new(size_t bytes) { return take_from_pile(bytes); }
void operator delete(void*) noexcept {}
void operator delete(void*, size_t) noexcept {}

// One instruction each, where the library has loops.
extern "C" {

void* memcpy(void* to, const void* from, size_t bytes) { return __builtin_memcpy(to, from, bytes); }
void* memmove(void* to, const void* from, size_t bytes) { return __builtin_memmove(to, from, bytes); }
void* memchr(const void* in, int c, size_t bytes) {
    auto* at = static_cast<const unsigned char*>(in);
    for (; bytes; --bytes, ++at)
        if (*at == static_cast<unsigned char>(c)) return const_cast<unsigned char*>(at);
    return nullptr;
}
size_t strlen(const char* s) {
    size_t n = 0;
    while (s[n]) ++n;
    return n;
}
void* memset(void* at, int with, size_t bytes) { return __builtin_memset(at, with, bytes); }

__attribute__((export_name("room"))) char* room(size_t bytes) {
    if (floor_) top = floor_;
    asked_bytes = bytes;
    return asked = static_cast<char*>(take_from_pile(bytes));
}
// 1: a kit was taken in.
__attribute__((export_name("take"))) int take() {
    bool ok = pages().take({asked, asked_bytes});
    if (ok) floor_ = top;
    return ok;
}
__attribute__((export_name("answer"))) const char* answer() {
    auto* kept = new std::string(pages().answer({asked, asked_bytes}));
    told = *kept;
    return told.data();
}
__attribute__((export_name("length"))) size_t length() { return told.size(); }
}
