#pragma once
// Data folders of any size: the same decisions as through the door, taken with the state at hand instead of loaded, and
// appended without waiting for each answer.
#include <filesystem>
#include <random>

#include "app/service/command.hpp"
#include "persons.hpp"

namespace soria::bench {

struct Grown {
    uint64_t persons = 0, commands = 0, events = 0;
    double wall_s = 0, cpu_s = 0;
};
enum class Profile { full, mixed };   // mixed: one person in twenty has the twenty events, the others nine

void make_folder(const std::filesystem::path& dir);
// Adds people from number `from` up to, not including, `to`, spread over so many days.
Grown grow(app::Folder&, uint64_t from, uint64_t to, Profile, uint64_t days);
void copy_folder(const std::filesystem::path& from, const std::filesystem::path& to);
std::vector<std::string> open_houses(app::Folder&, int count, int beds);   // spoken codes
app::CommandRequest request_of(app::Folder&, Step);
double disk_mb(const std::filesystem::path& dir);

}  // namespace soria::bench
