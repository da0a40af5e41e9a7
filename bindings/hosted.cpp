#include "hosted.hpp"

#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

namespace payoff {
namespace {

constexpr std::chrono::milliseconds interval{20};

// What the thread that works has to say.
class Desk {
 public:
  void report(std::string_view stage, double share) {
    const std::lock_guard lock(mutex_);
    stage_ = stage;
    share_ = share;
    news_ = true;
  }
  void finish() {
    const std::lock_guard lock(mutex_);
    done_ = true;
    changed_.notify_one();
  }
  // False once the work is done.
  bool wait(const Host& host) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, interval, [&] { return done_; });
    const bool news = std::exchange(news_, false);
    const std::string stage = stage_;
    const double share = share_;
    const bool done = done_;
    lock.unlock();
    if (news && host.progress) host.progress(stage, share);
    return !done;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::string stage_;
  double share_ = 0;
  bool news_ = false, done_ = false;
};

}  // namespace

void hosted(const Host& host, RunSettings settings, const std::function<void(const RunSettings&)>& work) {
  if (!host.progress && !host.cancel) return work(settings);
  Desk desk;
  std::atomic<bool> cancelled{false};
  std::exception_ptr failed;
  settings.cancel = &cancelled;
  settings.progress = [&](std::string_view stage, double share) { desk.report(stage, share); };
  {
    const std::jthread worker([&] {
      try {
        work(settings);
      } catch (...) {
        failed = std::current_exception();
      }
      desk.finish();
    });
    try {
      while (desk.wait(host))
        if (host.cancel && host.cancel()) cancelled = true;
    } catch (...) {
      cancelled = true;
      throw;
    }
  }
  if (failed) std::rethrow_exception(failed);
}

}  // namespace payoff
