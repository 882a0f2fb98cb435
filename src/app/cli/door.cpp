#include "app/cli/door.hpp"

#include <future>
#include <iostream>

namespace soria::app {
Error error_of_problem(const json::bj::object& body) {
    Error e;
    auto text = [&](const char* key) {
        auto* v = body.if_contains(key);
        return v && v->is_string() ? std::string(v->get_string()) : std::string();
    };
    e.fault = Fault::forbidden;
    for (int f = 0; f <= int(Fault::usage); ++f)
        if (name_of(Fault(f)) == text("fault")) e.fault = Fault(f);
    e.because = text("detail").empty() ? "the folder refused" : text("detail");
    e.where = text("where");
    e.rule = text("rule");
    return e;
}

std::filesystem::path socket_of(const std::filesystem::path& dir) { return dir / "soria.sock"; }

bool asks_for_people(std::string_view path) { return path.rfind("/api/v1/persons", 0) == 0 || path == "/api/v1/desk"; }

void say_renewal(uint64_t done, uint64_t of) {
    constexpr uint64_t worth_telling_events = 100'000, every_events = 500'000;
    if (of < worth_telling_events || (done % every_events != 0 && done != of)) return;
    std::cerr << "soria: this program keeps other views than the one before it; they are made anew from the events: " << done << " of " << of << std::endl;
}

Result<std::unique_ptr<Door>> Door::open(const std::filesystem::path& dir, bool index_names) {
    std::unique_ptr<Door> d(new Door);
    d->dir_ = dir;
    FolderOptions options{dir, index_names};
    options.on_renewal = say_renewal;
    auto folder = Folder::open(std::move(options));
    if (folder) {
        d->folder_ = std::move(*folder);
        d->api_ = std::make_unique<Api>(*d->folder_);
        return d;
    }
    if (folder.error().fault != Fault::busy || !std::filesystem::exists(socket_of(dir))) return tl::unexpected(folder.error());
    return d;
}

Result<http::Response> Door::send(http::Request r) {
    r.from_owner = true;
    r.deadline = std::chrono::steady_clock::now() + std::chrono::minutes(10);
    if (!folder_) {
        r.headers["soria-deadline-ms"] = "10000";
        return http::send(socket_of(dir_), r, 600'000);
    }
    if (asks_for_people(r.path) && folder_->reads_people())
        while (!folder_->names().ready) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    auto p = std::make_shared<std::promise<http::Response>>();
    auto answer = p->get_future();
    api_->handle(std::move(r), [p](http::Response response) { p->set_value(std::move(response)); });
    return answer.get();
}

}  // namespace soria::app
