#include "app/service/births.hpp"

namespace soria::app {

void Births::add(const PersonId& id, Date born) {
    std::lock_guard lock(mutex_);
    auto [at, fresh] = of_.emplace(id.value, born);
    if (!fresh) by_day_.erase({at->second, id.value}), at->second = born;
    by_day_.emplace(born, id.value);
}

void Births::remove(const PersonId& id) {
    std::lock_guard lock(mutex_);
    auto at = of_.find(id.value);
    if (at == of_.end()) return;
    by_day_.erase({at->second, id.value});
    of_.erase(at);
}

std::vector<PersonId> Births::between(Date first, Date last, size_t most) const {
    std::vector<PersonId> list;
    std::lock_guard lock(mutex_);
    for (auto at = by_day_.lower_bound({first, no_id}); at != by_day_.end() && at->first <= last && list.size() < most; ++at) list.push_back(PersonId{at->second});
    return list;
}

}  // namespace soria::app
