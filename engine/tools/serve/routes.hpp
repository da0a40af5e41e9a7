// What is where: the answer to a request, from what a batch wrote and nothing else.
#pragma once

#include "tools/serve/exchange.hpp"
#include "tools/serve/snapshot.hpp"

namespace payoff {

// How the run behind the pages stands.
struct RunState {
  std::string state = "running", message{};  // "running", "done", "failed", and why
};

inline constexpr std::string_view estimate_path = "/estimate", events_path = "/events";

// Why a request is not answered whatever its body is: 400 for no path, 404 for nothing there, 405 for another method.
std::optional<Response> refused_route(const Request& head, const Snapshot& snapshot);

// Of what is not refused, and neither an estimate nor the stream of events.
Response answer(const Request& request, const Snapshot& snapshot, const RunState& run);

}  // namespace payoff
