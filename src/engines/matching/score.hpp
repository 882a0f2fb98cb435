#pragma once
// What a pair of rows is worth, in bits: the sum over attributes of log2(m / u), with the frequency of the value itself where
// two are the same or nearly so. The same for a file of millions and for one question.
#include <unordered_set>

#include "engines/matching/blocks.hpp"

namespace soria::matching {

struct Step {                                          // of the waterfall
    uint8_t attribute = 0, level = 0;
    bool crossed = false, aliased = false; // given name against surname; one's given name the other's alias
    bool derived = false;                  // an e-mail made of the names, which agree: only what it says beyond them
    float bits = 0;
};

class Scorer {
public:
    Scorer(const Table&, const Model&, const Distinct&);

    float prior_bits() const { return prior_bits_; }
    // Whether the pair may score as much as is asked for (exact_from), by what is the same alone.
    bool promising(const uint32_t* a, const uint32_t* b) const {
        float sum = prior_bits_;
        for (size_t k = 0; k < width_; ++k) {
            if (a[k] == 0 || b[k] == 0) continue;
            sum += a[k] == b[k] ? worth_[k][a[k]].exact : best_[k];
        }
        return sum >= at_least_ || crosses(a, b);
    }
    // Brings near what `full` will look at first.
    void fetch(const uint32_t* a, const uint32_t* b) const {
        int fetched = 0;
        for (size_t i = 0; i < width_ && fetched < 3; ++i) {
            size_t k = order_[i];
            if (a[k] == b[k] || !a[k] || !b[k]) continue;
            const auto& values = table_.store(k).values;
            __builtin_prefetch(&values[a[k]]);
            __builtin_prefetch(&values[b[k]]);
            ++fetched;
        }
    }
    // Prior included: log2 of the odds that the two are one person.
    float full(const uint32_t* a, const uint32_t* b) const;
    std::vector<Step> steps(const uint32_t* a, const uint32_t* b) const;   // of the same sum, without the prior
    // What is known of the two beside the attributes left out (a bit for each), without the prior. When their names differ, nothing
    // else speaks for one person here.
    float apart(const uint32_t* a, const uint32_t* b, uint32_t left_out) const;
    bool names_crossed(const uint32_t* a, const uint32_t* b) const { return crosses(a, b); }
    // Scores below it are upper bounds, not exact.
    void exact_from(float bits) { at_least_ = bits; }
    float bits(size_t attribute, uint32_t a, uint32_t b) const;            // of one attribute
    void grow();                                       // after values were added to the table: worth what one seen once is
    void take_off(size_t attribute, uint32_t code, float bits);
    void not_rarer(size_t attribute, uint32_t code, double frequency);   // a value that is at least so frequent
    // By attribute: values that are a link between people; for rules, where no worth of each value is kept.
    using Links = std::vector<std::unordered_set<uint32_t>>;
    const Links& links() const { return links_; }
    size_t bytes() const;
    static double probability(float bits);
    static float bits_of(double probability);

private:
    struct Worth { float exact = 0, frequency = 0; };  // the frequency: if one more row had it
    bool crosses(const uint32_t* a, const uint32_t* b) const {
        if (alias_ >= 0 && given_ >= 0 && ((a[alias_] && a[alias_] == b[given_]) || (b[alias_] && b[alias_] == a[given_]))) return true;
        return given_ >= 0 && ((a[given_] && a[given_] == b[surname_]) || (a[surname_] && a[surname_] == b[given_]));
    }
    bool own_agrees(const uint32_t* a, const uint32_t* b) const;
    Worth worth_of(size_t attribute, double frequency, double with_one_more) const;
    bool is_vague(size_t attribute, size_t code) const;
    Worth year_alone(size_t attribute, double frequency) const;
    float near_bits(size_t attribute, uint8_t level, double frequency) const;
    void pool(size_t attribute);
    bool mail_of_names() const;
    bool is_compared_name(size_t k) const { return names_ >> k & 1; }
    float mail_left(float names, float mail) const { return names > 0 && mail > 0 ? std::max(0.0f, mail - names) : mail; }
    float names_bits(const uint32_t* a, const uint32_t* b, float straight) const;
    void order_attributes();
    float alias_bits(const uint32_t* a, const uint32_t* b) const;
    float twice_bits(const uint32_t* a, const uint32_t* b) const;
    float as_they_stand(const uint32_t* a, const uint32_t* b) const;
    float made_straight(const uint32_t* a, const uint32_t* b) const;
    float cross_bits(const uint32_t* a, const uint32_t* b) const;
    float pair_bits(size_t attribute, uint8_t level, uint32_t a, uint32_t b) const;
    float by_rules(const uint32_t* a, const uint32_t* b, uint32_t left_out) const;
    const Table& table_;
    const Model& model_;
    Links links_;
    size_t width_;
    int given_ = -1, surname_ = -1, alias_ = -1;
    int mail_ = -1;                        // the e-mail that is made of names
    uint32_t names_ = 0;                   // attributes that are names, compared straight
    std::vector<Learnt> learnt_;           // the model's, with levels that go the wrong way taken together
    float prior_bits_, at_least_ = -1e9f, swapped_bits_;
    std::array<Family, attributes_max> family_{};
    std::array<float, attributes_max> best_{};         // the most that two different values can be worth
    std::array<uint8_t, attributes_max> order_{};      // attributes, from what can be worth most when different
    std::vector<std::array<float, levels_count>> level_bits_;
    std::vector<std::vector<Worth>> worth_;            // by attribute and code
    std::array<Worth, attributes_max> rare_{};         // of a value that is not in the table
};

}  // namespace soria::matching
