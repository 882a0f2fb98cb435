#pragma once
// Hierarchical log-linear models: which lists depend on one another. A model is closed downwards and always has every list by
// itself; it is written by its generators, [123,25,34], lists numbered from 1.
#include <array>
#include <string>
#include <vector>

#include "engines/prevalence/overlaps.hpp"

namespace soria::prevalence {

struct Model {
    std::vector<Mask> terms;      // all of them, ascending by number: 0 (the constant) first, so a part stands before its whole
    bool has(Mask) const;
    size_t size() const { return terms.size(); }
    bool operator==(const Model&) const = default;
};

Model independent(int lists);                             // every list by itself
Model with(const Model&, Mask term);                      // and all its parts
Model without(const Model&, Mask term);                   // and all that it is a part of
std::vector<Mask> generators(const Model&);               // sorted as the name has them
std::string name_of(const Model&, int lists);
std::string name_of(const Model&, const std::vector<std::string>& lists);   // [LA+NG,NG+GO,...]: for people
inline constexpr size_t terms_max = 256;                  // of a model that somebody names
Result<Model> parse_model(std::string_view name, int lists);

// Every hierarchical model up to an order of interaction, as sets of interactions.
class Family {
public:
    static constexpr uint64_t models_max = 5'000'000;
    // Fault::limit when there are more models than this program goes through.
    static Result<Family> of(int lists, int order);

    int lists() const { return lists_; }
    int order() const { return order_; }
    size_t size() const { return codes_.size(); }
    Model model(size_t i) const;
    int parameters(size_t i) const;                       // without making the model
    // The terms of model i, ascending in size and then number, the constant first; returns how many. `out` holds parameters_max.
    int terms(size_t i, Mask* out) const;
    std::string name(size_t i) const { return name_of(model(i), lists_); }
    static constexpr int parameters_max = 1 + lists_max + 64;

private:
    int lists_ = 0, order_ = 0;
    std::vector<Mask> interactions_;                      // bit k of a code is interactions_[k]
    std::vector<uint64_t> codes_;
};

}  // namespace soria::prevalence
