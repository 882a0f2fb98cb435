#pragma once
// Commands that record: one by its name, an erasure by its two officers; and the list of them.
#include <vector>

#include "app/cli/options.hpp"

namespace soria::app {

// `pairs`: field=value, or `body`: all fields as one JSON object.
int do_command(const Options&, const std::string& name, const std::vector<std::string>& pairs, const std::string& happened, const std::string& body,
               const std::string& key);
int list_commands(const Options&);
int erase(const Options&, const std::string& code);

}  // namespace soria::app
