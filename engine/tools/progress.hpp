// "reading the data ... 40 %, 3 s" on a terminal, and nothing anywhere else.
#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace payoff {

class ProgressLine {
 public:
  // Silent when quiet or when stderr is no terminal; for programs {"progress": {"stage", "share"}}, an object a line.
  explicit ProgressLine(bool quiet, bool for_programs = false);
  ~ProgressLine();  // erases the line
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  void stage(std::string_view name, double share);  // share: of the whole run, in 0 to 1

 private:
  void tick();

  bool shown_, for_programs_;
  bool done_ = false;
  std::string stage_;
  double share_ = 0;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::thread ticker_;
};

}  // namespace payoff
