// The tools that an assistant calls: what payoff does on the command line, for studies that are safe to run.
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "tools/guest/guest.hpp"
#include "tools/mcp/protocol.hpp"

namespace payoff {

// As tools/list tells them: names, what they do, and the schemas of what goes in and comes out.
Json tool_list();

class Tools {
 public:
  // folder: below which files may be named. host: how studies are run.
  Tools(std::string folder, GuestHost host) : folder_(std::move(folder)), host_(std::move(host)) {}

  // The result of a call: {"content", "structuredContent"}, or {"content", "isError"} with the one line that says why not.
  // stop, progress: as in GuestHost, of this call. By several threads at once.
  Json call(const ToolCall& call, const std::atomic<bool>& stop,
            std::function<void(const std::string& stage, double share)> progress);

 private:
  Json init(const Json& arguments, const GuestHost& host) const;
  Json check(const Json& arguments, const GuestHost& host) const;
  Json run(const Json& arguments, const GuestHost& host);
  Json claim(const Json& arguments);
  std::string keep(std::string results);

  const std::string folder_;
  const GuestHost host_;
  std::mutex mutex_;
  std::map<std::string, std::string> runs_;  // results.json of the last runs, by their names
  std::size_t run_count_ = 0;
};

}  // namespace payoff
