#pragma once
// A form whose session has ended goes back to whoever wrote it and to nobody else. Every form carries its writer's mark; what waits in
// the page of signing in is sealed to that user, so that neither the page's source nor another user shows a word of it.
#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace soria::app {

class Drafts {
public:
    using Key = std::array<unsigned char, 32>;
    explicit Drafts(const Key& key) : key_(key) {}
    // Stands for a user, differs each time, and cannot be made or changed elsewhere: it is the token that each form of a session carries.
    std::string mark(std::string_view user) const;
    std::optional<std::string> user_of(std::string_view mark) const;
    std::string seal(std::string_view user, std::string_view text) const;
    std::optional<std::string> open(std::string_view user, std::string_view sealed) const;      // nothing when it is another's

private:
    std::string encrypt(std::string_view text, std::string_view bound_to) const;
    std::optional<std::string> decrypt(std::string_view sealed, std::string_view bound_to) const;
    Key key_;
};

}  // namespace soria::app
