#include <sys/stat.h>

#include "app/cli/cli.hpp"

int main(int argc, char** argv) {
    ::umask(077);           // the databases too, which SQLite makes: they hold records of victims
    return soria::app::run_cli(argc, argv);
}
