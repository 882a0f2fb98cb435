#pragma once
// The phones that keep their own report page, and the key that their reports are sealed to. Two files of the data folder, readable
// by its owner alone: `phones` (a token's hash, a user, the day), `intake.key`. Enrolment is not an event of the ledger: what a phone
// delivers is, and carries its user.
#include <array>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/core/date.hpp"
#include "base/core/result.hpp"

namespace soria::app {

struct Phone {
    std::string id;                  // the hash of its token: names the phone and opens nothing
    std::string user;
    Date enrolled;
};

class Phones {
public:
    static constexpr size_t phones_max = 10'000, of_user_max = 5, sealed_bytes_max = 1'000'000;
    static constexpr const char* cookie_name = "soria-phone";

    explicit Phones(const std::filesystem::path& dir) : dir_(dir), loaded_(load()) {}
    Result<std::string> enrol(const std::string& user, Date today);      // the token; the user's oldest phone leaves when there are five
    std::optional<Phone> by_token(std::string_view token) const;
    std::optional<Phone> by_id(std::string_view id) const;
    std::vector<Phone> of_user(std::string_view user) const;
    Status forget(std::string_view user);                                // all of this user's
    const std::string& public_key() const { return public_key_; }        // in hexadecimal digits
    std::array<unsigned char, 32> key_for(std::string_view use) const;   // another key made from the secret one; random when there is none
    std::optional<std::string> open(std::string_view sealed) const;      // nothing when it is not sealed to this folder's key

private:
    Status load();
    Status write();
    mutable std::mutex mutex_;
    std::filesystem::path dir_;
    std::vector<Phone> phones_;
    std::string public_key_;
    std::vector<unsigned char> public_, secret_;
    Status loaded_;                                                      // last: it reads into the others
};

}  // namespace soria::app
