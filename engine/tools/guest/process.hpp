// payoff itself, started once more: what it does there is bounded, can be stopped, and may fail without this program.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace payoff {

// How this program is started once more: its file, and the words before its arguments. Where it is part of another one
// (Python), that says so before anything else.
struct ThisProgram {
  std::string file = "/proc/self/exe";
  std::vector<std::string> words{"payoff"};
};
ThisProgram& this_program();

struct Process {
  std::string program = this_program().file;
  std::vector<std::string> arguments;
  std::string folder{};  // it works in; empty = this one's
  std::string output{};  // file of what it prints; empty = nowhere
  // Where it keeps temporary files; it then sees nothing else of the environment. Empty = it inherits all.
  std::string temporary{};
  std::size_t address_bytes = 0, file_bytes = 0;  // that it may take, and that one file may have; 0 = any
  std::chrono::seconds time{0};                   // 0 = any
  const std::atomic<bool>* stop = nullptr;
  std::function<void(std::string_view)> line{};  // of standard error, as it comes
};

enum class Ending { exited, killed, out_of_time, stopped };
struct ProcessEnd {
  Ending how = Ending::exited;
  int code = 0;  // of the program, or the signal
};

// Waits for it. It ends with the thread that called, whatever ends that. Throws std::system_error where none can be started.
ProcessEnd run_process(const Process& process);

}  // namespace payoff
