#pragma once
// Files of the matching commands.
#include <chrono>
#include <fstream>
#include <ostream>

#include "app/jobs/match.hpp"
#include "app/jobs/threads.hpp"

namespace soria::app {

// One run of a command: its threads, its memory, its words.
class MatchRun {
public:
    static Result<std::unique_ptr<MatchRun>> begin(const MatchFiles&, std::ostream& progress);
    Result<matching::Table> load();
    matching::Run run() { return [this](size_t n, const std::function<void(size_t)>& piece) { threads_.run(n, piece); }; }
    matching::Say say();
    matching::Memory& memory() { return memory_; }
    Result<matching::MatchOptions> options(const matching::Table&);

private:
    MatchRun(const MatchFiles& f, std::ostream& progress, size_t threads, size_t memory) : files_(f), progress_(progress), threads_(threads), memory_(memory) {}
    Status read_model(matching::LoadOptions&);
    const MatchFiles& files_;
    std::ostream& progress_;
    Threads threads_;
    matching::Memory memory_;
    std::string model_text_;
    json::bj::value model_;                // null when none is given
};

Result<std::string> read_small(const std::filesystem::path&);             // a model: at most 1 MiB
// Reads a file in chunks, gzip or plain.
Status read_chunks(const std::filesystem::path&, const std::function<Status(std::string_view)>&);

// A file to be written must not be one of those read.
Status is_not_read(const std::filesystem::path& out, const std::vector<std::filesystem::path>& in);

// A file that is there only when it is whole.
class WholeFile {
public:
    explicit WholeFile(std::filesystem::path to);
    ~WholeFile();
    WholeFile(const WholeFile&) = delete;
    void write(std::string_view s) {
        text_ += s;
        if (text_.size() > 1 << 18) flush();
    }
    Status keep();

private:
    void flush();
    std::filesystem::path to_, draft_;
    std::ofstream out_;
    std::string text_;
    bool kept_ = false;
};

std::string csv_cell(std::string_view);
Status write_clusters(const matching::Table&, const matching::Matched&, const std::filesystem::path&);
Status write_pairs(const matching::Table&, const matching::Matched&, const std::filesystem::path&);
json::bj::object summary(const matching::Table&, const matching::Model&);

}  // namespace soria::app
