#pragma once
// A request through the folder's door, and its answer printed.
#include "app/cli/door.hpp"
#include "app/cli/options.hpp"

namespace soria::app {

using Query = std::vector<std::pair<std::string, std::string>>;

// A proof that found something has failed, whoever made it.
bool faults_in(const json::bj::value& answer);
// The request with what every command says: who asks, for what purpose, in which language, as of which day.
http::Request asked_by(const Options&, http::Request);
// An answer printed, or a problem with its grounds; `part`: of the answer, only that. Gives the exit status.
using PrintPage = std::string(const json::bj::object&);
int print_answer(const Options&, const http::Response&, const std::string& part = {}, PrintPage* as_a_page = nullptr);
int ask(const Options&, http::Request, const std::string& part = {});
int get(const Options&, std::string path, Query query = {}, const std::string& part = {});
// Every page of a list as one, through one door: a cursor is sealed for the process that gave it.
int get_all(const Options&, const std::string& path, const char* list);

}  // namespace soria::app
