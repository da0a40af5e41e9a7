// A study from a stranger, in a process and a folder of its own, within limits.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "payoff/report.hpp"
#include "tools/guest/private_folder.hpp"
#include "tools/guest/process.hpp"

namespace payoff {

struct GuestLimits {
  std::size_t memory_bytes = std::size_t{2} << 30;
  std::size_t rows = 5'000'000;   // of its data
  std::chrono::seconds time{60};  // of its run
  int threads = 1;
};

// Who runs it, and what is to hear of it.
struct GuestHost {
  std::string program = this_program().file;
  GuestLimits limits{};
  bool trusted = false;  // then without limits
  const std::atomic<bool>* stop = nullptr;
  std::function<void(const std::string& stage, double share)> progress{};
};

enum class GuestEnd { done, refused, beyond_limits, stopped };
struct GuestAnswer {
  GuestEnd how = GuestEnd::done;
  int exit_code = 0;
  std::string output;  // what it printed; of a refusal the line that says why
};

class Guest {
 public:
  explicit Guest(GuestHost host) : host_(std::move(host)) {}

  // A file that it comes with. Throws Error(usage) for what is no plain name of a file, or is there already.
  void add(const std::string& name, const std::string& bytes);

  // A copy of a file of this machine, under its own name.
  void add_copy(const std::string& path);

  // payoff with these words, in its folder or in another one. What it reads is refused as it is on the command line.
  GuestAnswer ask(std::vector<std::string> words, const std::string& folder = "") const;

  // What payoff run wrote, sorted by name.
  std::vector<ReportFile> written() const;

  std::string output() const { return place_.path() + "/out"; }  // for -o
  std::vector<std::string> safely() const;                       // the options of run, check and init for a stranger

 private:
  std::string path_for(const std::string& name) const;

  GuestHost host_;
  PrivateFolder place_;
};

}  // namespace payoff
