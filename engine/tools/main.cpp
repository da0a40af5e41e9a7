#include "tools/cli.hpp"

int main(int argc, char** argv) {
  return payoff::run_command_line(argc, argv);
}
