#include "app/pages/phones.hpp"

#include <sodium.h>

#include <algorithm>
#include <fstream>

#include "app/pages/session.hpp"
#include "ledger/files.hpp"

namespace soria::app {
namespace {

std::string hex(const unsigned char* bytes, size_t n) {
    std::string text(2 * n + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), bytes, n);
    text.pop_back();
    return text;
}
std::string id_of_token(std::string_view token) {
    unsigned char h[32];
    crypto_generichash(h, sizeof h, reinterpret_cast<const unsigned char*>(token.data()), token.size(), nullptr, 0);
    return hex(h, sizeof h);
}
// In the place of what was there, whole or not at all.
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

Status Phones::load() {
    public_.resize(crypto_box_PUBLICKEYBYTES);
    secret_.resize(crypto_box_SECRETKEYBYTES);
    std::string digits;
    std::ifstream key(dir_ / "intake.key");
    if (key >> digits) {
        size_t n = 0;
        if (sodium_hex2bin(secret_.data(), secret_.size(), digits.data(), digits.size(), nullptr, &n, nullptr) != 0 || n != secret_.size())
            return fail(Fault::damaged, "the key that phones seal to is not one", (dir_ / "intake.key").string());
        crypto_scalarmult_base(public_.data(), secret_.data());
    } else {
        crypto_box_keypair(public_.data(), secret_.data());
        TRY(put(dir_ / "intake.key", hex(secret_.data(), secret_.size()) + "\n"));
    }
    public_key_ = hex(public_.data(), public_.size());
    std::ifstream in(dir_ / "phones");
    std::string id, user, day;
    while (in >> id >> user >> day) {
        auto enrolled = Date::parse(day);
        if (!enrolled) return fail(Fault::damaged, "a phone's line has no day", (dir_ / "phones").string());
        phones_.push_back({id, user, *enrolled});
    }
    return {};
}

Status Phones::write() {
    std::string text;
    for (const auto& p : phones_) text += p.id + " " + p.user + " " + p.enrolled.text() + "\n";
    return put(dir_ / "phones", text);
}

Result<std::string> Phones::enrol(const std::string& user, Date today) {
    TRY(Status(loaded_));
    std::string token = random_hex(32);
    std::lock_guard lock(mutex_);
    auto before = phones_;
    auto own = [&](const Phone& p) { return p.user == user; };
    if (std::count_if(phones_.begin(), phones_.end(), own) >= int64_t(of_user_max)) phones_.erase(std::find_if(phones_.begin(), phones_.end(), own));
    if (phones_.size() >= phones_max) return fail(Fault::limit, "this folder knows 10000 phones already; one must be forgotten first");
    phones_.push_back({id_of_token(token), user, today});
    if (auto ok = write(); !ok) {
        phones_ = std::move(before);
        return tl::unexpected(ok.error());
    }
    return token;
}

std::optional<Phone> Phones::by_id(std::string_view id) const {
    std::lock_guard lock(mutex_);
    for (const auto& p : phones_)
        if (p.id == id) return p;
    return std::nullopt;
}
std::optional<Phone> Phones::by_token(std::string_view token) const {
    if (token.empty()) return std::nullopt;
    return by_id(id_of_token(token));
}
std::vector<Phone> Phones::of_user(std::string_view user) const {
    std::vector<Phone> list;
    std::lock_guard lock(mutex_);
    for (const auto& p : phones_)
        if (p.user == user) list.push_back(p);
    return list;
}
Status Phones::forget(std::string_view user) {
    std::lock_guard lock(mutex_);
    std::erase_if(phones_, [&](auto& p) { return p.user == user; });
    return write();
}

std::array<unsigned char, 32> Phones::key_for(std::string_view use) const {
    std::array<unsigned char, 32> key;
    randombytes_buf(key.data(), key.size());
    if (loaded_) crypto_generichash(key.data(), key.size(), reinterpret_cast<const unsigned char*>(use.data()), use.size(), secret_.data(), secret_.size());
    return key;
}

std::optional<std::string> Phones::open(std::string_view sealed) const {
    if (!loaded_ || sealed.size() < crypto_box_SEALBYTES) return std::nullopt;
    std::string clear(sealed.size() - crypto_box_SEALBYTES, '\0');
    if (crypto_box_seal_open(reinterpret_cast<unsigned char*>(clear.data()), reinterpret_cast<const unsigned char*>(sealed.data()), sealed.size(), public_.data(), secret_.data()) != 0)
        return std::nullopt;
    return clear;
}

}  // namespace soria::app
