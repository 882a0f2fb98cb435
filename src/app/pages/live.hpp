#pragma once
// Desks that are kept up to date, and pages of a case that are told when it is no more as they show it (server-sent events). A desk that is open is told that something on it has changed, never what: its
// page then asks for the desk as every other reader does, with the same rules, and that look is recorded. Whether something has
// changed is seen by making the same look again and comparing its hash; nothing of it leaves. What a viewer may not see is not in their
// look, so they are not told of it either.
#include <condition_variable>
#include <string>
#include <thread>
#include <vector>

#include "app/http/pieces.hpp"
#include "app/pages/session.hpp"
#include "app/service/look.hpp"

namespace soria::app {

class Live {
public:
    static constexpr size_t desks_max = 512, of_session_max = 6;
    static constexpr int look_every_ms = 500;          // for a longer ledger, while desks are open
    static constexpr int breathe_ms = 15'000;          // a line that says nothing: whoever is gone is found out
    static constexpr int rest_factor = 4;              // after a round of looks, so many times as long without: at most a fifth of a core
    static constexpr int64_t desk_seconds_max = 600;   // then the browser asks again

    Live(Folder&, Sessions&);
    ~Live();
    // What a desk's page was made from, as a short word.
    static std::string hash_of(const json::bj::object& desk);
    // What of a case is the case's own: not the day, nor which houses have a bed.
    static std::string hash_of_case(json::bj::object look);
    // Null when there are too many. `of`: a case's code, or empty for the desk. `seen`: the hash of what the page shows.
    std::shared_ptr<http::Pieces> open(const access::Viewer&, const std::string& token, const std::string& of, const std::string& seen, int64_t now_s);
    size_t size() const;

private:
    struct Desk {
        access::Viewer viewer;
        std::string token, of, seen;
        int64_t began_s = 0;
        std::shared_ptr<http::Pieces> pieces;
    };
    void run();
    void round(bool changed, bool breathe);
    bool told(Desk&, bool changed, bool breathe);
    Folder& folder_;
    Sessions& sessions_;
    mutable std::mutex mutex_;
    std::condition_variable wake_;
    std::vector<Desk> desks_;
    bool stop_ = false, fresh_ = false;
    std::thread thread_;
};

}  // namespace soria::app
