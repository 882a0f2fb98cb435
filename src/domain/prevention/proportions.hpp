#pragma once
// The difference of two proportions, as two surveys before and after a campaign tell it.
#include <cstdint>
#include <vector>

namespace soria::domain {

struct Difference { double value, low, high; };       // after less before; 95 %

// Newcombe's interval from Wilson's scores (R. G. Newcombe, Statistics in Medicine 17, 1998, 873-890, method 10): each proportion's own
// limits l and u are squared together, low = d - sqrt((p2-l2)^2 + (u1-p1)^2), so that it never leaves -1..1 and needs no normal sample.
//
// Of several pairs of surveys, each compared with its own: the differences weighted by Mantel and Haenszel's n1 n2 / (n1 + n2), their interval
// by Yan and Su's stratified one (X. Yan, X. G. Su, Statistics in Biopharmaceutical Research 2, 2010, 329-335), which for one pair is
// Newcombe's. Each proportion's limits l and u are the weighted sums of Wilson's, taken at z sqrt(sum w^2 V) / (sum w sqrt(V)) with V = pq/n;
// low = d - z sqrt(k2 l2 (1 - l2) + k1 u1 (1 - u1)) with k = sum w^2/n of that survey, high likewise.
struct TwoProportions { int64_t agreed_before, asked_before, agreed_after, asked_after; };
Difference difference(const std::vector<TwoProportions>&);      // at least one; nobody asked nobody

// How many each survey must ask to see that change at 5 %, two-sided, four times in five (J. L. Fleiss, Statistical Methods for Rates and
// Proportions, 2nd ed. 1981, section 3.2). Two samples of n differ by d with the variance 2pq/n when nothing has changed, and
// (p1q1 + p2q2)/n when p1 has become p2. The test's limit stands z(a/2) of the first from 0 and z(b) of the second from d:
//   n' = (z(a/2) sqrt(2pq) + z(b) sqrt(p1q1 + p2q2))^2 / d^2,   p = (p1 + p2) / 2;
// counts are whole, which the correction for continuity adds: n = n'/4 (1 + sqrt(1 + 4 / (n' d)))^2.
int64_t sample_needed(double before, double after);

}  // namespace soria::domain
