#pragma once
// The command line's way in: the folder itself, or, while a server holds it, that server's socket. The same requests, the
// same checks.
#include "app/api/api.hpp"
#include "app/http/client.hpp"

namespace soria::app {

// Names, or who turns 18 soon: the register is read before it can be answered.
bool asks_for_people(std::string_view path);

class Door {
public:
    static Result<std::unique_ptr<Door>> open(const std::filesystem::path& dir, bool index_names);
    Result<http::Response> send(http::Request);
    Folder* folder() { return folder_.get(); }         // null while a server holds the folder

private:
    std::filesystem::path dir_;
    std::unique_ptr<Folder> folder_;
    std::unique_ptr<Api> api_;
};

Error error_of_problem(const json::bj::object&);       // a problem as the API answers it, back as the error that it was
std::filesystem::path socket_of(const std::filesystem::path& dir);
void say_renewal(uint64_t done, uint64_t of);          // views made anew from many events, to standard error, now and then

}  // namespace soria::app
