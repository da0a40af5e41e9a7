// Work in numbered chunks on several threads. What a chunk computes depends on its number only, and results are put
// together in the order of the numbers, so the answer is the same on any number of threads.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <functional>
#include <system_error>
#include <thread>
#include <vector>

#include "base/speaking.hpp"
#include "payoff/context.hpp"

namespace payoff {

// 0 = as many as the machine has.
inline std::size_t thread_count(int asked) {
  return asked > 0 ? static_cast<std::size_t>(asked) : std::max(1u, std::thread::hardware_concurrency());
}

// Calls work(0) ... work(chunks - 1); the exception of the lowest chunk that failed is thrown again.
inline void for_each_chunk(std::size_t chunks, std::size_t threads, const std::function<void(std::size_t)>& work) {
  threads = std::min(threads, chunks);
  if (threads <= 1) {
    for (std::size_t chunk = 0; chunk < chunks; ++chunk) work(chunk);
    return;
  }
  std::atomic<std::size_t> next{0};
  std::vector<std::exception_ptr> failed(chunks);
  const Language& language = language_here();
  const auto run = [&] {
    const Speaking as_the_caller(language);
    for (std::size_t chunk = next++; chunk < chunks; chunk = next++) {
      try {
        work(chunk);
      } catch (...) {
        failed[chunk] = std::current_exception();
      }
    }
  };
  {
    std::vector<std::jthread> others;
    try {
      for (std::size_t i = 1; i < threads; ++i) others.emplace_back(run);
    } catch (const std::system_error&) {  // no more threads are to be had: those there are do the work
    }
    run();
  }
  for (const std::exception_ptr& error : failed) {
    if (error) std::rethrow_exception(error);
  }
}

// The same with the threads of the context; throws Cancelled between two chunks where the caller wants no more.
inline void for_each_chunk(std::size_t chunks, const Context& context, const std::function<void(std::size_t)>& work) {
  for_each_chunk(chunks, thread_count(context.threads), [&](std::size_t chunk) {
    context.stop_if_cancelled();
    work(chunk);
  });
}

// The same for parts that are long themselves, each on its share of the threads, which is one where there are as many
// parts. Before every few of them report(the next) is called, on the caller's thread.
inline void for_each_alone(std::size_t parts, std::size_t few, const Context& context,
                           const std::function<void(std::size_t)>& report,
                           const std::function<void(std::size_t, const Context&)>& work) {
  const std::size_t side_by_side = std::max<std::size_t>(std::min(few, parts), 1);
  const auto share = static_cast<int>(std::max<std::size_t>(thread_count(context.threads) / side_by_side, 1));
  const Context alone{.threads = share, .seed = context.seed, .cancel = context.cancel, .drawn = context.drawn};
  for (std::size_t first = 0; first < parts; first += few) {
    report(first);
    for_each_chunk(std::min(few, parts - first), context, [&](std::size_t k) { work(first + k, alone); });
  }
}

// Rows [first, last) of chunk c out of `chunks` over `rows`.
struct RowRange {
  std::size_t first, last;
};
inline RowRange chunk_rows(std::size_t chunk, std::size_t chunks, std::size_t rows) {
  return {rows * chunk / chunks, rows * (chunk + 1) / chunks};
}

}  // namespace payoff
