// What every long computation is given besides its data and its question.
//
// One Context goes through load(), estimate(), regress() and all below them: how many threads may work, from which seed
// every draw comes (bands, bootstrap, randomisation, money), whom to tell how far it is, and when to stop. Nothing else is
// read from outside: the same data, options and seed give the same bytes on any number of threads.
//
// Example
//     std::atomic<bool> stop{false};
//     payoff::Effect effect = payoff::estimate(panel, question, {.threads = 1, .seed = 7, .cancel = &stop});
//
// Throws  Cancelled, within 100 ms of *cancel becoming true; nothing is left behind. Paths of more than some 550 periods
//         take longer: one dense factorisation is not interrupted (600: 115 ms).
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace payoff {

struct Cancelled : std::runtime_error {
  Cancelled() : std::runtime_error("cancelled") {}
};

class DrawnWords;

// Called when a stage begins ("estimating handle_minutes") and as it goes on; share: of all the work, in 0 to 1, of
// estimate() or of the whole run().
// Always on the thread that called payoff.
using Progress = std::function<void(std::string_view stage, double share)>;

struct Context {
  int threads = 0;  // 0 = as many as the machine has
  std::uint64_t seed = 1;
  Progress progress{};
  // May be set by any thread, or by a signal handler. Where it is given, one more thread watches a query of load().
  const std::atomic<bool>* cancel = nullptr;
  // That the embedded database may take for its rows, before it puts them into temporary files; 0 = as it sees fit.
  std::size_t memory_bytes = 0;
  // Random words that a caller of many computations drew once for all of them: no answer depends on whether it did.
  const DrawnWords* drawn = nullptr;

  // Tells how far it is; throws as below.
  void report(std::string_view stage, double share) const {
    stop_if_cancelled();
    if (progress) progress(stage, share);
  }

  // For a part of the work: what is reported from 0 to 1 lies between these shares of the whole, and bears this name if
  // one is given.
  Context part(std::string stage, double first, double last) const {
    Context result = *this;
    if (progress)
      result.progress = [whole = progress, stage = std::move(stage), first, last](std::string_view own, double share) {
        whole(stage.empty() ? own : stage, first + (last - first) * share);
      };
    return result;
  }

  // Throws Cancelled where the caller wants no more.
  void stop_if_cancelled() const {
    if (cancel && cancel->load(std::memory_order_relaxed)) throw Cancelled();
  }
};

}  // namespace payoff
