#include "tools/progress.hpp"

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <system_error>

namespace payoff {

ProgressLine::ProgressLine(bool quiet, bool for_programs)
    : shown_(!for_programs && !quiet && ::isatty(STDERR_FILENO)), for_programs_(for_programs) {
  if (!shown_) return;
  try {
    ticker_ = std::thread([this] { tick(); });
  } catch (const std::system_error&) {  // no thread is to be had for a mere line
    shown_ = false;
  }
}

ProgressLine::~ProgressLine() {
  if (!shown_) return;
  {
    const std::lock_guard lock(mutex_);
    done_ = true;
  }
  changed_.notify_one();
  ticker_.join();
  std::fputs("\r\033[K", stderr);
}

void ProgressLine::stage(std::string_view name, double share) {
  const std::lock_guard lock(mutex_);
  constexpr double step = 0.01;
  if (for_programs_ && (stage_ != name || share >= share_ + step || share_ == 0)) {
    const nlohmann::ordered_json json{{"progress", {{"stage", name}, {"share", share}}}};
    std::fputs((json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n").c_str(), stderr);
  } else if (for_programs_) {
    return;
  }
  stage_ = name;
  share_ = share;
}

// Nothing for the first second: a quick run needs no progress. What is left is told once it can be guessed.
void ProgressLine::tick() {
  constexpr int first_guess_seconds = 3;
  constexpr double least_share = 0.02;
  std::unique_lock lock(mutex_);
  for (int seconds = 1; !changed_.wait_for(lock, std::chrono::seconds(1), [this] { return done_; }); ++seconds) {
    std::fprintf(stderr, "\r\033[K%s ... %.0f %%, %d s", stage_.c_str(), 100 * share_, seconds);
    if (seconds >= first_guess_seconds && share_ >= least_share)
      std::fprintf(stderr, ", about %.0f s left", seconds * (1 - share_) / share_);
  }
}

}  // namespace payoff
