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
// Throws  Cancelled, within 100 ms of *cancel becoming true; nothing is left behind.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string_view>

namespace payoff {

struct Cancelled : std::runtime_error {
  Cancelled() : std::runtime_error("cancelled") {}
};

// Called when a stage begins ("estimating handle_minutes") and as it goes on; share: of all the work, in 0 to 1.
// Always on the thread that called payoff.
using Progress = std::function<void(std::string_view stage, double share)>;

struct Context {
  int threads = 0;  // 0 = as many as the machine has
  std::uint64_t seed = 1;
  Progress progress{};
  // May be set by any thread, or by a signal handler. Where it is given, one more thread watches a query of load().
  const std::atomic<bool>* cancel = nullptr;

  // Throws Cancelled where the caller wants no more.
  void stop_if_cancelled() const {
    if (cancel && cancel->load(std::memory_order_relaxed)) throw Cancelled();
  }
};

}  // namespace payoff
