// Work in a thread of its own, while the one that asked for it stays with its host: tells how far it is, and asks whether
// to stop. So a callback is always on the caller's thread, which may hold locks that no other thread may take.
#pragma once

#include <functional>
#include <string>

#include "payoff/study.hpp"

namespace payoff {

struct Host {
  std::function<void(const std::string& stage, double share)> progress{};
  std::function<bool()> cancel{};  // may throw: the work is stopped then, and the caller gets what was thrown
};

// Calls work with these settings, to which the host is added. Throws what it throws; Cancelled where the host said so.
void hosted(const Host& host, RunSettings settings, const std::function<void(const RunSettings&)>& work);

}  // namespace payoff
