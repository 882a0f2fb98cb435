#include "views/wasm/library.hpp"

namespace std {
namespace {

// Before a text that has grown: how many bytes were ever written there, and how many there is room for.
struct TextHead { size_t written, room; };

}  // namespace

string& string::operator+=(string_view more) {
    if (more.empty()) return *this;
    auto* head = reinterpret_cast<TextHead*>(const_cast<char*>(data_)) - 1;
    if (!is_in_pile(data_) || head->written != size_ || head->room - size_ < more.size()) {
        size_t room = 2 * size_ + more.size();
        head = new (pile(sizeof(TextHead) + room)) TextHead{size_, room};
        data_ = static_cast<char*>(memcpy(head + 1, data_, size_));
    }
    memcpy(const_cast<char*>(data_) + size_, more.data(), more.size());
    head->written = size_ += more.size();
    return *this;
}

void* pile_list::one_more(size_t bytes_each) {
    if (count == room) {
        room = 2 * count + 1;
        at = static_cast<char*>(memcpy(pile(room * bytes_each), at, count * bytes_each));
    }
    return at + bytes_each * count++;
}
void pile_list::take_copy(const void* from, size_t n, size_t bytes_each) {
    count = room = n;
    at = static_cast<char*>(memcpy(pile(n * bytes_each), from, n * bytes_each));
}

}  // namespace std
