#include "app/cli/cli.hpp"

int main(int argc, char** argv) { return soria::app::run_cli(argc, argv); }
