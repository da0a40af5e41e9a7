#include "ingest/source/database.hpp"

#include <fmt/format.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>

#include "payoff/context.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

using Clock = std::chrono::steady_clock;

// Stops what a connection is doing when *cancel becomes true, or its time is over, as long as this lives.
class Interruption {
 public:
  Interruption(Connection& connection, const std::atomic<bool>* cancel, Clock::time_point end) {
    try {
      watch_ = std::jthread([this, &connection, cancel, end](std::stop_token done) {
        std::unique_lock lock(mutex_);
        // More than once: a query may begin just after it was told to stop.
        while (!until_done_.wait_for(lock, done, interval, [&] { return done.stop_requested(); }))
          if ((cancel && *cancel) || Clock::now() > end) connection.interrupt();
      });
    } catch (const std::system_error&) {  // no thread to be had: then the query runs to its end
    }
  }

 private:
  static constexpr std::chrono::milliseconds interval{20};
  std::mutex mutex_;
  std::condition_variable_any until_done_;
  std::jthread watch_;  // ends before what it waits on
};

}  // namespace

ResultTable Database::tell(const std::string& sql, Rows rows) {
  const auto answer = [&] { return rows == Rows::many ? connection_->answer_many(sql) : connection_->answer(sql); };
  if (!cancel_ && longest_seconds_ == 0) return answer();
  const auto longest = std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(longest_seconds_));
  const Clock::time_point end = longest_seconds_ > 0 ? Clock::now() + longest : Clock::time_point::max();
  const Interruption interruption(*connection_, cancel_, end);
  try {
    ResultTable table = answer();
    if (cancel_ && *cancel_) throw Cancelled();
    return table;
  } catch (const DatabaseError&) {
    if (cancel_ && *cancel_) throw Cancelled();
    if (Clock::now() > end)
      throw Error(
          ErrorKind::source, {.key = "data.timeout_seconds"},
          fmt::format("the database took longer than {:g} s for one question, and was stopped", longest_seconds_),
          "give it more time, or ask it for less");
    throw;
  }
}

}  // namespace payoff
