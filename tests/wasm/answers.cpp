// Answers as the phone's worker does, natively. In and out are frames: four bytes of length, least first, then the bytes. A frame
// that begins with K is a kit and has no answer; one that begins with R is a request.
#include <cstdint>
#include <cstdio>

#include "views/phone.hpp"

int main() {
    soria::views::PhonePages pages;
    unsigned char head[4];
    while (std::fread(head, 1, 4, stdin) == 4) {
        std::string frame(head[0] | uint32_t(head[1]) << 8 | uint32_t(head[2]) << 16 | uint32_t(head[3]) << 24, '\0');
        if (std::fread(frame.data(), 1, frame.size(), stdin) != frame.size() || frame.empty()) return 2;
        auto rest = std::string_view(frame).substr(1);
        if (frame[0] == 'K') {
            if (!pages.take(rest)) return 3;
            continue;
        }
        auto answer = pages.answer(rest);
        for (int i = 0; i < 4; ++i) head[i] = uint8_t(answer.size() >> (8 * i));
        std::fwrite(head, 1, 4, stdout);
        std::fwrite(answer.data(), 1, answer.size(), stdout);
    }
}
