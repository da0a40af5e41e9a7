// argv, understood.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "payoff/study.hpp"

namespace payoff {

// Where payoff serve listens, and whom it lets in.
struct Listening {
  std::string host, token_file;
  int port = 0, at_most = 0, seconds = 0;
};

struct Arguments {
  int (*action)(const Arguments&) = nullptr;  // of the command
  std::vector<std::string> inputs;            // one study, files of data, or what else the command takes
  std::string output;
  bool quiet = false, json = false, pdf = false, force = false, untrusted = false, independent = false;
  bool keep_going = false, watch = false, progress = false, trusted = false, timings = false;
  int threads = 0;
  std::size_t memory_bytes = 0;      // 0 = half of what there is
  std::size_t rows = 0;              // 0 = any number
  std::vector<std::string> values;   // of templates, each as --for says it
  std::string to;                    // a driver
  std::vector<std::string> options;  // of it, each NAME=VALUE
  DraftAnswers answers{};
  Listening listening{};

  std::string report_folder() const { return output.empty() ? "payoff-report" : output; }  // of what run writes
};

// A command, its arguments ("RESULTS SENTENCE": two; "DATA..." = one or more; null = none), its switches (letters, see
// Switches), what it does (returns the exit code), and what its help ends with, where that is not the footer of all.
struct Command {
  const char *name, *help, *input;
  std::string_view switches;
  int (*action)(const Arguments&);
  const char* footer = nullptr;
};

// No action where help or the version was asked for, and was printed. footer: of every help. Throws Error(usage) that says what
// is wrong with the line.
Arguments parse_command_line(int argc, char** argv, std::span<const Command> commands, const char* footer);

}  // namespace payoff
