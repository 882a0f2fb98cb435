#pragma once
// The asker's side of blind questions: those that wait are carried to their peer, and what the peer's reviewers have answered is
// brought to who may know it here. Nothing of it is told to who asked but that the question was compared, or why it was not.
#include "app/service/folder.hpp"

namespace soria::app::peers {

struct Carried {
    int carried = 0, failed = 0, brought = 0;
};
using Stopped = std::function<bool()>;
Result<Carried> carry_questions(Folder&, const Stopped&);
Result<int> bring_answers(Folder&, const Stopped&);

}  // namespace soria::app::peers
