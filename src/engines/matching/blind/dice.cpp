#include "engines/matching/blind/dice.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace soria::matching::blind {
namespace {

// Rows side by side, and how many bits each has. Eight filters that lie interleaved, word by word, likewise.
struct Rows {
    const uint64_t* bits;
    const uint32_t* counts;
    size_t number;
};
struct Eight {
    const uint64_t* bits;
    const uint32_t* counts;
};
// Of each row, which of the eight are at least that like it: bit k for the k-th.
using Alike = void (*)(Rows, Eight, size_t words, double threshold, uint8_t* out);

// The kernels below say the same of eight at once, in the same arithmetic: every number here is whole or is rounded once.
bool enough(uint64_t shared, uint32_t one, uint32_t other, double threshold) {
    return shared > 0 && 2.0 * double(shared) >= threshold * (double(one) + double(other));
}

uint64_t shared_with(const uint64_t* row, const uint64_t* eight, size_t words, size_t k) {
    uint64_t n = 0;
    for (size_t w = 0; w < words; ++w) n += uint64_t(std::popcount(row[w] & eight[8 * w + k]));
    return n;
}
void alike_scalar(Rows rows, Eight eight, size_t words, double threshold, uint8_t* out) {
    for (size_t i = 0; i < rows.number; ++i) {
        unsigned mask = 0;
        for (size_t k = 0; k < 8; ++k)
            mask |= unsigned(enough(shared_with(rows.bits + i * words, eight.bits, words, k), rows.counts[i], eight.counts[k], threshold)) << k;
        out[i] = uint8_t(mask);
    }
}
#if defined(__x86_64__)
__attribute__((target("popcnt"))) void alike_popcnt(Rows rows, Eight eight, size_t words, double threshold, uint8_t* out) {
    for (size_t i = 0; i < rows.number; ++i) {
        const uint64_t* row = rows.bits + i * words;
        unsigned mask = 0;
        for (size_t k = 0; k < 8; ++k) {
            uint64_t n = 0;
            for (size_t w = 0; w < words; ++w) n += uint64_t(__builtin_popcountll(row[w] & eight.bits[8 * w + k]));
            mask |= unsigned(enough(n, rows.counts[i], eight.counts[k], threshold)) << k;
        }
        out[i] = uint8_t(mask);
    }
}
__attribute__((target("avx2"))) inline __m256i nibbles(__m256i v) {
    const __m256i table = _mm256_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
    const __m256i low = _mm256_set1_epi8(15);
    return _mm256_add_epi8(_mm256_shuffle_epi8(table, _mm256_and_si256(v, low)),
                           _mm256_shuffle_epi8(table, _mm256_and_si256(_mm256_srli_epi16(v, 4), low)));
}
// Numbers below 2^52 in the mantissa of 2^52: whole numbers as doubles, without AVX-512's conversion.
__attribute__((target("avx2"))) inline unsigned enough_avx2(__m256i shared, double one, const uint32_t* counts, double threshold) {
    const __m256i bits = _mm256_set1_epi64x(0x4330000000000000);
    __m256d n = _mm256_sub_pd(_mm256_castsi256_pd(_mm256_or_si256(shared, bits)), _mm256_castsi256_pd(bits));
    __m256d sum = _mm256_add_pd(_mm256_set1_pd(one), _mm256_cvtepi32_pd(_mm_loadu_si128(reinterpret_cast<const __m128i*>(counts))));
    __m256d is = _mm256_cmp_pd(_mm256_add_pd(n, n), _mm256_mul_pd(_mm256_set1_pd(threshold), sum), _CMP_GE_OQ);
    return unsigned(_mm256_movemask_pd(_mm256_and_pd(is, _mm256_cmp_pd(n, _mm256_setzero_pd(), _CMP_GT_OQ))));
}
// A byte counts at most 8 a word: it holds 31 of them.
__attribute__((target("avx2"))) void alike_avx2(Rows rows, Eight eight, size_t words, double threshold, uint8_t* out) {
    for (size_t i = 0; i < rows.number; ++i) {
        const uint64_t* row = rows.bits + i * words;
        __m256i a = _mm256_setzero_si256(), b = a;
        for (size_t from = 0; from < words; from += 31) {
            __m256i x = _mm256_setzero_si256(), y = x;
            for (size_t w = from; w < std::min(words, from + 31); ++w) {
                __m256i o = _mm256_set1_epi64x(int64_t(row[w]));
                x = _mm256_add_epi8(x, nibbles(_mm256_and_si256(o, _mm256_loadu_si256(reinterpret_cast<const __m256i*>(eight.bits + 8 * w)))));
                y = _mm256_add_epi8(y, nibbles(_mm256_and_si256(o, _mm256_loadu_si256(reinterpret_cast<const __m256i*>(eight.bits + 8 * w + 4)))));
            }
            a = _mm256_add_epi64(a, _mm256_sad_epu8(x, _mm256_setzero_si256()));
            b = _mm256_add_epi64(b, _mm256_sad_epu8(y, _mm256_setzero_si256()));
        }
        unsigned low = enough_avx2(a, rows.counts[i], eight.counts, threshold);
        out[i] = uint8_t(low | enough_avx2(b, rows.counts[i], eight.counts + 4, threshold) << 4);
    }
}
__attribute__((target("avx512f,avx512dq,avx512vpopcntdq"))) inline __m512i met(uint64_t word, const uint64_t* eight) {
    return _mm512_popcnt_epi64(_mm512_and_si512(_mm512_set1_epi64(int64_t(word)), _mm512_loadu_si512(eight)));
}
__attribute__((target("avx512f,avx512dq,avx512vpopcntdq"))) void alike_avx512(Rows rows, Eight eight, size_t words, double threshold, uint8_t* out) {
    // With a mask that takes all: without one, the header of GCC 12 warns of its own undefined register.
    const __m512d counts = _mm512_maskz_cvtepi32_pd(0xff, _mm256_loadu_si256(reinterpret_cast<const __m256i*>(eight.counts)));
    for (size_t i = 0; i < rows.number; ++i) {
        const uint64_t* row = rows.bits + i * words;
        __m512i a = _mm512_setzero_si512(), b = a;
        size_t w = 0;
        for (; w + 4 <= words; w += 4) {
            a = _mm512_add_epi64(a, met(row[w], eight.bits + 8 * w));
            b = _mm512_add_epi64(b, met(row[w + 1], eight.bits + 8 * w + 8));
            a = _mm512_add_epi64(a, met(row[w + 2], eight.bits + 8 * w + 16));
            b = _mm512_add_epi64(b, met(row[w + 3], eight.bits + 8 * w + 24));
        }
        for (; w < words; ++w) a = _mm512_add_epi64(a, met(row[w], eight.bits + 8 * w));
        __m512d n = _mm512_cvtepi64_pd(_mm512_add_epi64(a, b));
        __m512d least = _mm512_mul_pd(_mm512_set1_pd(threshold), _mm512_add_pd(_mm512_set1_pd(rows.counts[i]), counts));
        out[i] = uint8_t(_mm512_cmp_pd_mask(_mm512_add_pd(n, n), least, _CMP_GE_OQ) & _mm512_cmp_pd_mask(n, _mm512_setzero_pd(), _CMP_GT_OQ));
    }
}
#endif

Alike alike_by(Kernel k) {
#if defined(__x86_64__)
    if (k == Kernel::avx512) return alike_avx512;
    if (k == Kernel::avx2) return alike_avx2;
    if (__builtin_cpu_supports("popcnt")) return alike_popcnt;
#endif
    (void)k;
    return alike_scalar;
}

constexpr size_t rows_a_piece = 64;

}  // namespace

bool has(Kernel k) {
#if defined(__x86_64__)
    if (k == Kernel::avx512) return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vpopcntdq");
    if (k == Kernel::avx2) return __builtin_cpu_supports("avx2");
#endif
    return k == Kernel::scalar;
}
Kernel widest() { return has(Kernel::avx512) ? Kernel::avx512 : has(Kernel::avx2) ? Kernel::avx2 : Kernel::scalar; }

void Filters::add(const uint8_t* clk) {
    size_t i = size_++;
    if (i % 8 == 0) {
        bits_.resize(bits_.size() + words_ * 8, 0);
        counts_.resize(counts_.size() + 8, 0);
    }
    uint64_t* group = bits_.data() + i / 8 * words_ * 8;
    uint32_t count = 0;
    for (size_t w = 0; w < words_; ++w) {
        uint64_t word = 0;
        std::memcpy(&word, clk + 8 * w, std::min<size_t>(8, bytes_ - 8 * w));
        group[8 * w + i % 8] = word;
        count += uint32_t(std::popcount(word));
    }
    counts_[i] = count;
}

void Filters::row(size_t i, uint64_t* out) const {
    for (size_t w = 0; w < words_; ++w) out[w] = group(i / 8)[8 * w + i % 8];
}

Result<std::vector<Likeness>> compare(const Filters& left, const Filters& right, double threshold, Kernel kernel, const Run& run, size_t pairs_max) {
    if (left.bytes_each() != right.bytes_each()) return invalid("the CLKs differ in length: they are of two schemas");
    if (!(threshold > 0 && threshold <= 1)) return invalid("must be above 0 and at most 1", "threshold");
    if (!has(kernel)) return invalid("this machine has no such instructions");
    auto alike = alike_by(kernel);
    size_t pieces = (left.size() + rows_a_piece - 1) / rows_a_piece, groups = (right.size() + 7) / 8, words = left.words();
    std::vector<std::vector<Likeness>> found(pieces);
    run(pieces, [&](size_t piece) {
        size_t first = piece * rows_a_piece, last = std::min(left.size(), first + rows_a_piece);
        std::vector<uint64_t> bits((last - first) * words);
        for (size_t i = first; i < last; ++i) left.row(i, bits.data() + (i - first) * words);
        auto& list = found[piece];
        std::array<uint8_t, rows_a_piece> like;
        // A group stays in the cache while all rows of the piece meet it.
        for (size_t g = 0; g < groups; ++g) {
            alike({bits.data(), left.counts() + first, last - first}, {right.group(g), right.counts() + 8 * g}, words, threshold, like.data());
            for (size_t i = first; i < last; ++i)
                for (unsigned mask = like[i - first]; mask != 0 && list.size() <= pairs_max; mask &= mask - 1) {
                    size_t k = size_t(std::countr_zero(mask)), j = 8 * g + k;
                    uint64_t n = shared_with(bits.data() + (i - first) * words, right.group(g), words, k);
                    list.push_back({uint32_t(i), uint32_t(j), 2.0 * double(n) / (double(left.count(i)) + right.count(j))});
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
