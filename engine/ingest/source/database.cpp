#include "ingest/source/database.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>

#include "payoff/context.hpp"

namespace payoff {
namespace {

// Stops what a connection is doing when *cancel becomes true, as long as this lives.
class Interruption {
 public:
  Interruption(Connection& connection, const std::atomic<bool>& cancel) {
    try {
      watch_ = std::jthread([&](std::stop_token done) {
        std::unique_lock lock(mutex_);
        // More than once: a query may begin just after it was told to stop.
        while (!until_done_.wait_for(lock, done, interval, [&] { return done.stop_requested(); }))
          if (cancel) connection.interrupt();
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

ResultTable Database::query(const std::string& sql) {
  if (!cancel_) return connection_->answer(sql);
  const Interruption interruption(*connection_, *cancel_);
  try {
    ResultTable table = connection_->answer(sql);
    if (*cancel_) throw Cancelled();
    return table;
  } catch (const DatabaseError&) {
    if (*cancel_) throw Cancelled();
    throw;
  }
}

}  // namespace payoff
