#include "access/disclose.hpp"

namespace soria::access {

json::bj::object Disclosed::answer() const {
    json::bj::object o = fields;
    if (!withheld.empty()) {
        json::bj::object w;
        for (const auto& [field, rule] : withheld) w[field] = rule;
        o["withheld"] = std::move(w);
    }
    return o;
}

}  // namespace soria::access
