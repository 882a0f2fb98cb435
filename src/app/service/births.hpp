#pragma once
// Who was born on which day, of those whose day is known exactly. In memory only: no table of a view holds it in clear.
// Any thread.
#include <map>
#include <mutex>
#include <set>
#include <vector>

#include "base/core/date.hpp"
#include "base/core/ids.hpp"

namespace soria::app {

class Births {
public:
    void add(const PersonId&, Date born);
    void remove(const PersonId&);
    // Born on `first` or later, and not after `last`; the first born first.
    std::vector<PersonId> between(Date first, Date last, size_t most) const;

private:
    mutable std::mutex mutex_;
    std::set<std::pair<Date, Id>> by_day_;
    std::map<Id, Date> of_;
};

}  // namespace soria::app
