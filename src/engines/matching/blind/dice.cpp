#include "engines/matching/blind/dice.hpp"

#include <bit>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace soria::matching::blind {
namespace {

// How many bits each of eight filters shares with one.
using Shared = void (*)(const uint64_t* one, const uint64_t* eight, size_t words, uint64_t* out);

void shared_scalar(const uint64_t* one, const uint64_t* eight, size_t words, uint64_t* out) {
    for (size_t k = 0; k < 8; ++k) {
        uint64_t n = 0;
        for (size_t w = 0; w < words; ++w) n += uint64_t(std::popcount(one[w] & eight[8 * w + k]));
        out[k] = n;
    }
}
#if defined(__x86_64__)
__attribute__((target("popcnt"))) void shared_popcnt(const uint64_t* one, const uint64_t* eight, size_t words, uint64_t* out) {
    for (size_t k = 0; k < 8; ++k) out[k] = 0;
    for (size_t w = 0; w < words; ++w)
        for (size_t k = 0; k < 8; ++k) out[k] += uint64_t(__builtin_popcountll(one[w] & eight[8 * w + k]));
}
__attribute__((target("avx2"))) inline __m256i nibbles(__m256i v) {
    const __m256i table = _mm256_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
    const __m256i low = _mm256_set1_epi8(15);
    return _mm256_add_epi8(_mm256_shuffle_epi8(table, _mm256_and_si256(v, low)),
                           _mm256_shuffle_epi8(table, _mm256_and_si256(_mm256_srli_epi16(v, 4), low)));
}
// A byte counts at most 8 a word: it holds 31 of them.
__attribute__((target("avx2"))) void shared_avx2(const uint64_t* one, const uint64_t* eight, size_t words, uint64_t* out) {
    __m256i a = _mm256_setzero_si256(), b = a;
    for (size_t from = 0; from < words; from += 31) {
        __m256i x = _mm256_setzero_si256(), y = x;
        for (size_t w = from; w < std::min(words, from + 31); ++w) {
            __m256i o = _mm256_set1_epi64x(int64_t(one[w]));
            x = _mm256_add_epi8(x, nibbles(_mm256_and_si256(o, _mm256_loadu_si256(reinterpret_cast<const __m256i*>(eight + 8 * w)))));
            y = _mm256_add_epi8(y, nibbles(_mm256_and_si256(o, _mm256_loadu_si256(reinterpret_cast<const __m256i*>(eight + 8 * w + 4)))));
        }
        a = _mm256_add_epi64(a, _mm256_sad_epu8(x, _mm256_setzero_si256()));
        b = _mm256_add_epi64(b, _mm256_sad_epu8(y, _mm256_setzero_si256()));
    }
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(out), a);
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + 4), b);
}
__attribute__((target("avx512f,avx512vpopcntdq"))) void shared_avx512(const uint64_t* one, const uint64_t* eight, size_t words, uint64_t* out) {
    __m512i a = _mm512_setzero_si512(), b = a;
    size_t w = 0;
    for (; w + 2 <= words; w += 2) {
        a = _mm512_add_epi64(a, _mm512_popcnt_epi64(_mm512_and_si512(_mm512_set1_epi64(int64_t(one[w])), _mm512_loadu_si512(eight + 8 * w))));
        b = _mm512_add_epi64(b, _mm512_popcnt_epi64(_mm512_and_si512(_mm512_set1_epi64(int64_t(one[w + 1])), _mm512_loadu_si512(eight + 8 * w + 8))));
    }
    if (w < words) a = _mm512_add_epi64(a, _mm512_popcnt_epi64(_mm512_and_si512(_mm512_set1_epi64(int64_t(one[w])), _mm512_loadu_si512(eight + 8 * w))));
    _mm512_storeu_si512(out, _mm512_add_epi64(a, b));
}
#endif

Shared shared_by(Kernel k) {
#if defined(__x86_64__)
    if (k == Kernel::avx512) return shared_avx512;
    if (k == Kernel::avx2) return shared_avx2;
    if (__builtin_cpu_supports("popcnt")) return shared_popcnt;
#endif
    (void)k;
    return shared_scalar;
}

constexpr size_t rows_a_piece = 64;

}  // namespace

bool has(Kernel k) {
#if defined(__x86_64__)
    if (k == Kernel::avx512) return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vpopcntdq");
    if (k == Kernel::avx2) return __builtin_cpu_supports("avx2");
#endif
    return k == Kernel::scalar;
}
Kernel widest() { return has(Kernel::avx512) ? Kernel::avx512 : has(Kernel::avx2) ? Kernel::avx2 : Kernel::scalar; }

void Filters::add(const uint8_t* clk) {
    size_t i = counts_.size();
    if (i % 8 == 0) bits_.resize(bits_.size() + words_ * 8, 0);
    uint64_t* group = bits_.data() + i / 8 * words_ * 8;
    uint32_t count = 0;
    for (size_t w = 0; w < words_; ++w) {
        uint64_t word = 0;
        std::memcpy(&word, clk + 8 * w, std::min<size_t>(8, bytes_ - 8 * w));
        group[8 * w + i % 8] = word;
        count += uint32_t(std::popcount(word));
    }
    counts_.push_back(count);
}

void Filters::row(size_t i, uint64_t* out) const {
    for (size_t w = 0; w < words_; ++w) out[w] = group(i / 8)[8 * w + i % 8];
}

Result<std::vector<Likeness>> compare(const Filters& left, const Filters& right, double threshold, Kernel kernel, const Run& run, size_t pairs_max) {
    if (left.bytes_each() != right.bytes_each()) return invalid("the CLKs differ in length: they are of two schemas");
    if (!(threshold > 0 && threshold <= 1)) return invalid("must be above 0 and at most 1", "threshold");
    if (!has(kernel)) return invalid("this machine has no such instructions");
    auto shared = shared_by(kernel);
    size_t pieces = (left.size() + rows_a_piece - 1) / rows_a_piece, groups = (right.size() + 7) / 8, words = left.words();
    std::vector<std::vector<Likeness>> found(pieces);
    run(pieces, [&](size_t piece) {
        size_t first = piece * rows_a_piece, last = std::min(left.size(), first + rows_a_piece);
        std::vector<uint64_t> rows((last - first) * words);
        for (size_t i = first; i < last; ++i) left.row(i, rows.data() + (i - first) * words);
        auto& list = found[piece];
        uint64_t n[8];
        // A group stays in the cache while all rows of the piece meet it.
        for (size_t g = 0; g < groups; ++g)
            for (size_t i = first; i < last; ++i) {
                shared(rows.data() + (i - first) * words, right.group(g), words, n);
                for (size_t k = 0, j = 8 * g; k < 8 && j < right.size(); ++k, ++j) {
                    double sum = double(left.count(i)) + right.count(j);
                    if (n[k] > 0 && 2.0 * double(n[k]) >= threshold * sum && list.size() <= pairs_max)
                        list.push_back({uint32_t(i), uint32_t(j), 2.0 * double(n[k]) / sum});
                }
            }
        std::sort(list.begin(), list.end(), [](auto& a, auto& b) { return a.left != b.left ? a.left < b.left : a.right < b.right; });
    });
    std::vector<Likeness> out;
    for (auto& list : found) {
        if (out.size() + list.size() > pairs_max)
            return fail(Fault::limit, "more than " + std::to_string(pairs_max) + " pairs are that like: a higher threshold", "threshold");
        out.insert(out.end(), list.begin(), list.end());
    }
    return out;
}

}  // namespace soria::matching::blind
