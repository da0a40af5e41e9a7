// The sockets: HTTP/1.1 within bounds of time, size and number. Who is slow or hostile waits alone.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "tools/serve/exchange.hpp"

namespace payoff {

struct ListenerLimits {
  std::size_t connections = 4000, streams = 64, heads_bytes = 16 << 10;
  std::size_t body_bytes = std::size_t{64} << 20;  // of a POST; nothing else has one
  std::size_t jobs = 2;                            // POSTs that are read or worked on at once
  std::chrono::seconds head{10}, body{60}, answer{60}, idle{15};
};

struct Service {
  std::function<std::optional<Response>(const Request& head)> refuse;  // before a body is read
  std::function<Response(const Request&)> answer;                      // at once: GET and HEAD
  std::function<Response(const Request&)> work;                        // takes long: POST; on a thread of its own
  std::function<std::string()> version;                                // of what is served, for the stream of events
};

class Listener {
 public:
  // Throws Error(source) where nothing can listen there. port 0: any that is free.
  Listener(const std::string& host, int port, Service service, ListenerLimits limits = {});
  ~Listener();
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  int port() const;
  void run();        // until stop()
  void stop();       // by any thread: accepts nothing more; what is being answered is finished first
  void published();  // by any thread: tells the streams that the version may be another one

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace payoff
