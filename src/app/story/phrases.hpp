#pragma once
// The sentences of stories: what they look like and what they become. Internal to story/.
#include <functional>

#include "app/story/story.hpp"
#include "base/json.hpp"

namespace soria::app::story {

class Teller;

// What an act sends: a command, or a look.
struct Sent {
    std::string command;                 // empty: a look
    json::bj::object fields;             // of the command
    std::string path;                    // of the look
    std::string wants;                   // of the look: the class that must be shown for it to be an answer; empty: none
    std::vector<std::pair<std::string, std::string>> query;
    std::vector<std::string> names;      // what the answer's codes are called from now on: R1, C1, P1 ...
};
using Gaps = std::vector<std::string>;

struct Phrase {
    enum class Kind { act, then } kind;
    std::string pattern;                 // {kind of gap}, [may be missing]
    std::function<Result<Sent>(Teller&, const Gaps&)> act;
    std::function<Status(Teller&, const Gaps&)> then;
};
const std::vector<Phrase>& phrases();    // acts first, then expectations
std::vector<Phrase> acts();
std::vector<Phrase> expectations();

// The gaps of the first phrase of that kind that the whole text fits.
std::optional<Sentence> understood(Phrase::Kind, std::string_view text);

}  // namespace soria::app::story
