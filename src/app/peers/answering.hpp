#pragma once
// The answerer's side of blind questions: POST /peer/v1/..., each request signed by a peer of this folder, each answer signed back.
#include <map>

#include "app/peers/keyring.hpp"
#include "app/peers/wire.hpp"
#include "app/service/folder.hpp"

namespace soria::app::peers {

class Answering {
public:
    explicit Answering(Folder& f) : folder_(f) {}
    void handle(const http::Request&, const http::Reply&);

private:
    // One exchange of one peer, in memory until it is answered; a new one of that peer takes its place.
    struct Exchange;
    Result<json::bj::object> answer(const PeerAddress&, const pack::PeerRule&, const http::Request&);
    Result<json::bj::object> open(const PeerAddress&, const pack::PeerRule&, const Open&);
    Result<json::bj::object> piece(const PeerAddress&, const Piece&);
    Result<json::bj::object> returned(const PeerAddress&, const Points&);
    Result<json::bj::object> close(const PeerAddress&, const Close&);
    Result<json::bj::object> told(const PeerAddress&, const Codes&);
    Result<std::shared_ptr<Exchange>> exchange(const PeerAddress&, const std::string& id, std::optional<int64_t> piece);
    Folder& folder_;
    std::mutex mutex_;
    std::map<std::string, std::shared_ptr<Exchange>> open_;            // by peer
};

}  // namespace soria::app::peers
