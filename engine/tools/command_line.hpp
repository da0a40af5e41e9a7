// argv, understood.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "payoff/study.hpp"

namespace payoff {

struct Arguments {
  void (*action)(const Arguments&) = nullptr;  // of the command
  std::vector<std::string> inputs;             // one study, or files of data
  std::string output;
  bool quiet = false, json = false, force = false, untrusted = false;
  int threads = 0;
  DraftAnswers answers{};
};

// A command, its argument ("DATA..." = one or more; null = none) and its switches (letters, see Switches).
struct Command {
  const char *name, *help, *input;
  std::string_view switches;
  void (*action)(const Arguments&);
};

// No action where help or the version was asked for, and was printed. footer: of every help. Throws Error(usage) that says what
// is wrong with the line.
Arguments parse_command_line(int argc, char** argv, std::span<const Command> commands, const char* footer);

}  // namespace payoff
