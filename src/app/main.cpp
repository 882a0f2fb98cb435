#include <unistd.h>

#include <csignal>

#include "app/cli/cli.hpp"

namespace {
// Readers look at the store through memory: a disk that fails them is a signal and no error code. Every acknowledged command is on the
// disk already, so ending loses nothing (docs/decisions/0039-readers-map-the-file.md).
void on_failing_disk(int) {
    constexpr char said[] = "soria: the disk failed while the store was read, and the program ends. What was acknowledged is kept. "
                            "Look at the disk, then start again; soria audit verify says what is whole.\n";
    (void)!::write(STDERR_FILENO, said, sizeof said - 1);
    ::_exit(1);
}
}  // namespace

int main(int argc, char** argv) {
    std::signal(SIGBUS, on_failing_disk);
    return soria::app::run_cli(argc, argv);
}
