#pragma once
// Which other Sorias this folder speaks with blindly, and how each proves who it is. Two files of the data folder, readable by its
// owner alone: `peer.key` (an Ed25519 seed of its own) and `peers` (a peer of the pack, a port of 127.0.0.1, its public key). What a
// peer may ask is the pack's; where it is and which key it has is this machine's.
#include <filesystem>
#include <vector>

#include "app/http/message.hpp"
#include "base/core/result.hpp"

namespace soria::app {

struct PeerAddress {
    std::string id;
    uint16_t port = 0;
    std::string key;                     // 64 hexadecimal digits
};

class Keyring {
public:
    static Result<Keyring> load(const std::filesystem::path& dir);       // makes the key when there is none
    static Status add(const std::filesystem::path& dir, PeerAddress);    // in the place of one with that id
    const std::string& public_key() const { return public_; }
    const PeerAddress* by_id(std::string_view id) const;
    const PeerAddress* by_key(std::string_view key) const;

    // A request to that peer, signed over its path, its body and whom it is for.
    http::Request signed_request(const PeerAddress& to, std::string path, std::string body) const;
    // Who sent it; Fault::forbidden when it is nobody who is known, or not for this folder.
    Result<PeerAddress> sender(const http::Request&) const;
    // An answer, signed together with what it answers.
    void sign_answer(const http::Request&, http::Response&) const;
    static bool answered_by(const PeerAddress&, const http::Request&, const http::Response&);

private:
    std::string sign(const std::string& text) const;
    std::string public_, secret_;        // hexadecimal digits; bytes
    std::vector<PeerAddress> peers_;
};

}  // namespace soria::app
