#pragma once
// What the demonstration follows: the pack's margins and shares (demonstration.yaml), drawn from and counted.
#include <map>
#include <mutex>

#include "app/jobs/demo/dice.hpp"
#include "base/core/result.hpp"
#include "base/json.hpp"
#include "pack/pack.hpp"

namespace soria::app::demo {

// How often each value of a margin was drawn; of a share, "yes" and "no".
using Drawn = std::map<std::string, std::map<std::string, int64_t>>;

class Margins {
public:
    // Fault::invalid names what the pack does not say.
    static Result<Margins> of(const pack::Pack&);

    const std::string& draw(std::string_view margin, Dice&, Drawn&) const;
    bool share(std::string_view id, Dice&, Drawn&) const;
    // The form's group for somebody of that sex and age: the odds of the pack, fitted to both published margins.
    const std::string& form_group(const std::string& sex_and_age, Dice&, Drawn&) const;
    // The chance of each value, as it is drawn.
    std::map<std::string, double> chances(std::string_view margin) const;
    // Which ids there must be.
    static const std::vector<std::string_view>& needed_margins();
    static const std::vector<std::string_view>& needed_shares();

private:
    const pack::DemonstrationFigure& at(std::string_view id) const;
    Status fit_forms();
    std::map<std::string, const pack::DemonstrationFigure*, std::less<>> by_id_;
    std::map<std::string, std::map<std::string, double>> forms_;      // sex and age -> group of forms -> chance
};

}  // namespace soria::app::demo
