#include "app/peers/keyring.hpp"

#include <sodium.h>

#include <algorithm>
#include <fstream>

#include "ledger/files.hpp"

namespace soria::app {
namespace {

constexpr size_t peers_max = 100;
constexpr const char* signature_header = "Soria-Signature";

std::string hex(std::string_view bytes) {
    std::string text(2 * bytes.size() + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    text.pop_back();
    return text;
}
std::string bytes_in(std::string_view digits, size_t size) {
    std::string out(size, '\0');
    size_t n = 0;
    auto* to = reinterpret_cast<unsigned char*>(out.data());
    bool whole = digits.size() == 2 * size && sodium_hex2bin(to, size, digits.data(), digits.size(), nullptr, &n, nullptr) == 0 && n == size;
    return whole ? out : std::string();
}
const unsigned char* raw(const std::string& s) { return reinterpret_cast<const unsigned char*>(s.data()); }
bool holds(const std::string& key, const std::string& text, std::string_view signature) {
    auto k = bytes_in(key, crypto_sign_PUBLICKEYBYTES), s = bytes_in(signature, crypto_sign_BYTES);
    return !k.empty() && !s.empty() && crypto_sign_verify_detached(raw(s), raw(text), text.size(), raw(k)) == 0;
}
std::string text_of_request(const std::string& to, const std::string& path, const std::string& body) {
    return "soria peer question 1\n" + to + "\n" + path + "\n" + body;
}
std::string text_of_answer(const std::string& question, int status, const std::string& body) {
    return "soria peer answer 1\n" + question + "\n" + std::to_string(status) + "\n" + body;
}
Status put(const std::filesystem::path& at, std::string_view bytes) {
    std::error_code e;
    auto draft = at;
    draft += ".new";
    std::filesystem::remove(draft, e);
    TRY(ledger::write_file(draft, bytes));
    std::filesystem::rename(draft, at, e);
    if (e) return fail(Fault::storage, "cannot write: " + e.message(), at.string());
    return ledger::sync_folder(at.parent_path());
}

}  // namespace

Result<Keyring> Keyring::load(const std::filesystem::path& dir) {
    Keyring k;
    std::string seed, digits, line;
    std::ifstream key(dir / "peer.key");
    if (key >> digits) {
        seed = bytes_in(digits, crypto_sign_SEEDBYTES);
        if (seed.empty()) return fail(Fault::damaged, "is no key: 64 hexadecimal digits", (dir / "peer.key").string());
    } else {
        seed.resize(crypto_sign_SEEDBYTES);
        randombytes_buf(seed.data(), seed.size());
        TRY(put(dir / "peer.key", hex(seed) + "\n"));
    }
    std::string open(crypto_sign_PUBLICKEYBYTES, '\0');
    k.secret_.resize(crypto_sign_SECRETKEYBYTES);
    crypto_sign_seed_keypair(reinterpret_cast<unsigned char*>(open.data()), reinterpret_cast<unsigned char*>(k.secret_.data()), raw(seed));
    k.public_ = hex(open);
    std::ifstream in(dir / "peers");
    PeerAddress p;
    while (in >> p.id >> p.port >> p.key) k.peers_.push_back(p);
    if (in.is_open() && !in.eof()) return fail(Fault::damaged, "a line is no peer, port and key", (dir / "peers").string());
    return k;
}

Status Keyring::add(const std::filesystem::path& dir, PeerAddress p) {
    auto k = TRY(load(dir));
    std::transform(p.key.begin(), p.key.end(), p.key.begin(), ::tolower);
    if (bytes_in(p.key, crypto_sign_PUBLICKEYBYTES).empty()) return invalid("must be 64 hexadecimal digits", "key");
    if (p.key == k.public_) return invalid("is this folder's own key: give the other's", "key");
    if (p.port == 0) return invalid("must be a port of 127.0.0.1", "port");
    std::erase_if(k.peers_, [&](const PeerAddress& o) { return o.id == p.id; });
    if (k.by_key(p.key)) return invalid("is another peer's key already", "key");
    if (k.peers_.size() >= peers_max) return fail(Fault::limit, "at most 100 peers", "peer");
    k.peers_.push_back(std::move(p));
    std::string text;
    for (const auto& o : k.peers_) text += o.id + " " + std::to_string(o.port) + " " + o.key + "\n";
    return put(dir / "peers", text);
}

const PeerAddress* Keyring::by_id(std::string_view id) const {
    auto p = std::find_if(peers_.begin(), peers_.end(), [&](auto& o) { return o.id == id; });
    return p == peers_.end() ? nullptr : &*p;
}
const PeerAddress* Keyring::by_key(std::string_view key) const {
    auto p = std::find_if(peers_.begin(), peers_.end(), [&](auto& o) { return o.key == key; });
    return p == peers_.end() ? nullptr : &*p;
}

std::string Keyring::sign(const std::string& text) const {
    std::string s(crypto_sign_BYTES, '\0');
    crypto_sign_detached(reinterpret_cast<unsigned char*>(s.data()), nullptr, raw(text), text.size(), raw(secret_));
    return hex(s);
}

http::Request Keyring::signed_request(const PeerAddress& to, std::string path, std::string body) const {
    http::Request r;
    r.method = "POST";
    r.headers["content-type"] = "application/json";
    r.headers["soria-key"] = public_;
    r.headers["soria-signature"] = sign(text_of_request(to.key, path, body));
    r.path = std::move(path);
    r.body = std::move(body);
    return r;
}

Result<PeerAddress> Keyring::sender(const http::Request& r) const {
    const auto* p = by_key(r.header("soria-key").value_or(""));
    if (!p || !holds(p->key, text_of_request(public_, r.path, r.body), r.header("soria-signature").value_or("")))
        return fail(Fault::forbidden, "no peer of this folder signed this, or it is not for this folder");
    return *p;
}

void Keyring::sign_answer(const http::Request& r, http::Response& a) const {
    a.headers.emplace_back(signature_header, sign(text_of_answer(r.header("soria-signature").value_or(""), a.status, a.body)));
}

bool Keyring::answered_by(const PeerAddress& p, const http::Request& r, const http::Response& a) {
    for (const auto& [name, value] : a.headers)
        if (name == signature_header) return holds(p.key, text_of_answer(r.header("soria-signature").value_or(""), a.status, a.body), value);
    return false;
}

}  // namespace soria::app
