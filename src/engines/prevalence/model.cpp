#include "engines/prevalence/model.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace soria::prevalence {
namespace {

constexpr std::string_view digits = "123456789ABC";

bool before(Mask a, Mask b) {                             // by size, then by number
    int na = std::popcount(a), nb = std::popcount(b);
    return na != nb ? na < nb : a < b;
}

Model of_terms(std::vector<Mask> terms) {
    std::sort(terms.begin(), terms.end());
    terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
    return {std::move(terms)};
}

// The order in which a name has its generators: larger first, and of one size those with lower lists first.
double weight(Mask m) {
    double w = std::popcount(m);
    for (int i = 0; i < lists_max; ++i)
        if (m >> i & 1) w += std::ldexp(1.0, -(i + 1));
    return w;
}

}  // namespace

bool Model::has(Mask m) const { return std::binary_search(terms.begin(), terms.end(), m); }

Model independent(int lists) {
    Model m{{0}};
    for (int i = 0; i < lists; ++i) m.terms.push_back(Mask(1u << i));
    return m;
}

Model with(const Model& m, Mask term) {
    auto terms = m.terms;
    for (unsigned part = term; part; part = (part - 1) & term) terms.push_back(Mask(part));
    return of_terms(std::move(terms));
}

Model without(const Model& m, Mask term) {
    Model out;
    for (Mask t : m.terms)
        if ((t & term) != term) out.terms.push_back(t);
    return out;
}

std::vector<Mask> generators(const Model& m) {
    std::vector<Mask> out;
    for (Mask t : m.terms) {
        bool whole = t != 0;
        for (Mask u : m.terms) whole = whole && !(u != t && (u & t) == t);
        if (whole) out.push_back(t);
    }
    std::sort(out.begin(), out.end(), [](Mask a, Mask b) { return weight(a) > weight(b); });
    return out;
}

std::string name_of(const Model& m, int) {
    std::string s = "[";
    for (Mask g : generators(m)) {
        if (s.size() > 1) s += ",";
        for (int i = 0; i < lists_max; ++i)
            if (g >> i & 1) s += digits[size_t(i)];
    }
    return s + "]";
}

std::string name_of(const Model& m, const std::vector<std::string>& lists) {
    std::string s;
    for (Mask g : generators(m)) {
        if (!(g & (g - 1))) continue;
        s += s.empty() ? "" : ", ";
        bool first = true;
        for (size_t i = 0; i < lists.size(); ++i)
            if (g >> i & 1) s += (first ? "" : "+") + lists[i], first = false;
    }
    return s.empty() ? "no list depends on another" : s;
}

Result<Model> parse_model(std::string_view name, int lists) {
    if (name.size() < 2 || name.front() != '[' || name.back() != ']') return invalid("a model is written like [12,3]");
    Model m = independent(lists);
    Mask term = 0;
    for (char c : name.substr(1)) {
        if (c == ',' || c == ']') {
            if (!term) return invalid("a generator names no list");
            if (std::popcount(term) > 8) return fail(Fault::limit, "an interaction of more than eight lists");
            m = with(m, term);
            if (m.size() > terms_max) return fail(Fault::limit, "a model has at most 256 terms");
            term = 0;
            continue;
        }
        auto i = digits.find(c);
        if (i == std::string_view::npos || int(i) >= lists) return invalid(std::string("there is no list '") + c + "'");
        if (term >> i & 1) return invalid("a generator names a list twice");
        term = Mask(term | (1u << i));
    }
    return m;
}

Result<Family> Family::of(int lists, int order) {
    Family f;
    f.lists_ = lists;
    f.order_ = std::clamp(order, 1, lists);
    for (unsigned m = 1; m < (1u << lists); ++m)
        if (int n = std::popcount(m); n >= 2 && n <= f.order_) f.interactions_.push_back(Mask(m));
    auto limit = [&] { return fail(Fault::limit, "more than 5000000 models of " + std::to_string(lists) + " lists up to order " + std::to_string(f.order_) + ": take a lower order, or downhill"); };
    if (f.interactions_.size() > 63) return limit();
    std::sort(f.interactions_.begin(), f.interactions_.end(), before);
    // The parts one smaller that an interaction needs before it may enter.
    std::vector<uint64_t> needs(f.interactions_.size(), 0);
    for (size_t k = 0; k < needs.size(); ++k)
        for (size_t j = 0; j < k; ++j)
            if (std::popcount(f.interactions_[j]) + 1 == std::popcount(f.interactions_[k]) && (f.interactions_[k] & f.interactions_[j]) == f.interactions_[j])
                needs[k] |= uint64_t(1) << j;
    // Interactions in order of size: each code is extended only by later ones, so each closed set is met once.
    f.codes_.push_back(0);
    for (size_t done = 0; done < f.codes_.size(); ++done) {
        uint64_t code = f.codes_[done];
        for (size_t k = size_t(std::bit_width(code)); k < needs.size(); ++k)
            if ((code & needs[k]) == needs[k]) {
                if (f.codes_.size() >= models_max) return limit();
                f.codes_.push_back(code | uint64_t(1) << k);
            }
    }
    return f;
}

int Family::parameters(size_t i) const { return 1 + lists_ + std::popcount(codes_[i]); }

int Family::terms(size_t i, Mask* out) const {
    int n = 0;
    out[n++] = 0;
    for (int l = 0; l < lists_; ++l) out[n++] = Mask(1u << l);
    for (uint64_t code = codes_[i]; code; code &= code - 1) out[n++] = interactions_[size_t(std::countr_zero(code))];
    return n;
}

Model Family::model(size_t i) const {
    Mask terms_[parameters_max];
    int n = terms(i, terms_);
    return of_terms({terms_, terms_ + n});
}

}  // namespace soria::prevalence
