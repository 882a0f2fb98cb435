#include "app/service/states.hpp"

namespace soria::app {

std::shared_ptr<const States::Known> States::find(const Stream& s) {
    std::lock_guard lock(mutex_);
    if (auto k = young_.find(s); k != young_.end()) return k->second;
    auto k = old_.find(s);
    if (k == old_.end()) return nullptr;
    auto known = k->second;
    young_[s] = known;
    return known;
}

void States::keep(const Stream& s, Known k, uint64_t era) {
    auto known = std::make_shared<const Known>(std::move(k));
    std::lock_guard lock(mutex_);
    if (era != era_) return;
    if (young_.size() >= young_max) {
        old_ = std::move(young_);
        young_.clear();
    }
    auto& at = young_[s];
    if (!at || at->version < known->version) at = std::move(known);
}

uint64_t States::era() {
    std::lock_guard lock(mutex_);
    return era_;
}

void States::forget() {
    std::lock_guard lock(mutex_);
    ++era_;
    young_.clear();
    old_.clear();
}

}  // namespace soria::app
