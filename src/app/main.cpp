#include "app/cli/cli.hpp"
#include "base/memory.hpp"

int main(int argc, char** argv) {
    soria::tune_memory();
    return soria::app::run_cli(argc, argv);
}
