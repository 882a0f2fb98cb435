#include "app/pages/drafts.hpp"

#include <sodium.h>

namespace soria::app {
namespace {

constexpr size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr int alphabet = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
static_assert(std::tuple_size_v<Drafts::Key> == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

const unsigned char* bytes(std::string_view s) { return reinterpret_cast<const unsigned char*>(s.data()); }
unsigned char* bytes(std::string& s) { return reinterpret_cast<unsigned char*>(s.data()); }
std::string draft_of(std::string_view user) { return "draft of " + std::string(user); }

}  // namespace

std::string Drafts::encrypt(std::string_view text, std::string_view bound_to) const {
    std::string sealed(nonce_bytes + text.size() + tag_bytes, '\0');
    randombytes_buf(sealed.data(), nonce_bytes);
    crypto_aead_xchacha20poly1305_ietf_encrypt(bytes(sealed) + nonce_bytes, nullptr, bytes(text), text.size(), bytes(bound_to), bound_to.size(), nullptr, bytes(sealed), key_.data());
    std::string out(sodium_base64_ENCODED_LEN(sealed.size(), alphabet), '\0');
    sodium_bin2base64(out.data(), out.size(), bytes(sealed), sealed.size(), alphabet);
    out.pop_back();
    return out;
}

std::optional<std::string> Drafts::decrypt(std::string_view text, std::string_view bound_to) const {
    std::string sealed(text.size(), '\0');
    size_t n = 0;
    if (sodium_base642bin(bytes(sealed), sealed.size(), text.data(), text.size(), nullptr, &n, nullptr, alphabet) != 0 || n < nonce_bytes + tag_bytes) return std::nullopt;
    std::string out(n - nonce_bytes - tag_bytes, '\0');
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(bytes(out), nullptr, nullptr, bytes(sealed) + nonce_bytes, n - nonce_bytes, bytes(bound_to), bound_to.size(), bytes(sealed), key_.data()) != 0)
        return std::nullopt;
    return out;
}

std::string Drafts::mark(std::string_view user) const { return encrypt(user, "mark"); }
std::optional<std::string> Drafts::user_of(std::string_view mark) const { return decrypt(mark, "mark"); }
std::string Drafts::seal(std::string_view user, std::string_view text) const { return encrypt(text, draft_of(user)); }
std::optional<std::string> Drafts::open(std::string_view user, std::string_view sealed) const { return decrypt(sealed, draft_of(user)); }

}  // namespace soria::app
