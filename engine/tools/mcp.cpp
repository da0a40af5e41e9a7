#include "tools/mcp.hpp"

#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <list>
#include <mutex>
#include <system_error>
#include <thread>

#include "payoff/error.hpp"
#include "tools/failure.hpp"
#include "tools/limits.hpp"
#include "tools/mcp/protocol.hpp"
#include "tools/mcp/tools.hpp"
#include "tools/output.hpp"

namespace payoff {
namespace {

constexpr std::size_t most_calls = 4, longest_message = std::size_t{64} << 20;

class Conversation {
 public:
  Conversation(const std::string& folder, GuestHost host) : protocol_(tool_list()), tools_(folder, std::move(host)) {}

  void hold(const std::atomic<bool>& stop) {
    std::string text;
    std::array<char, 65536> part;
    while (!stop) {
      pollfd input{STDIN_FILENO, POLLIN, 0};
      if (::poll(&input, 1, 100) <= 0) continue;
      const ssize_t count = ::read(STDIN_FILENO, part.data(), part.size());
      if (count < 0 && errno == EINTR) continue;
      if (count <= 0) break;
      std::string_view rest(part.data(), static_cast<std::size_t>(count));
      for (std::size_t end; (end = rest.find('\n')) != std::string_view::npos; rest.remove_prefix(end + 1)) {
        text += rest.substr(0, end);
        take(text);
        text.clear();
      }
      if (text.size() <= longest_message) text += rest;  // longer than that it is refused when it ends
    }
    if (stop) cancel_all();
    for (Running& each : calls_) each.thread.join();
  }

 private:
  struct Running {
    Json id;
    std::atomic<bool> cancelled{false}, done{false};
    std::thread thread{};
  };

  void take(const std::string& line) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) return;
    if (line.size() > longest_message)
      return send(
          error_message(nullptr, -32600, "the message is longer than 64 MB, but may not be; name files instead"));
    Heard heard = protocol_.hear(line);
    if (heard.answer) send(*heard.answer);
    if (heard.cancelled)
      for (Running& each : calls_)
        if (each.id == *heard.cancelled) each.cancelled = true;
    if (heard.call) begin(std::move(*heard.call));
  }

  void begin(ToolCall call) {
    calls_.remove_if([](Running& each) {
      if (!each.done) return false;
      each.thread.join();
      return true;
    });
    for (const Running& each : calls_)
      if (each.id == call.id)
        return send(error_message(call.id, -32600, "another request of this id is being answered"));
    if (calls_.size() >= most_calls)
      return send(error_message(call.id, -32603, "4 calls are being answered, as many as may; wait for one of them"));
    Running& running = calls_.emplace_back();
    running.id = call.id;
    running.thread = std::thread([this, &running, call = std::move(call)] {
      carry_out(call, running.cancelled);
      running.done = true;
    });
  }

  void carry_out(const ToolCall& call, const std::atomic<bool>& cancelled) {
    double told = -1;
    const auto progress = [&](const std::string& stage, double share) {
      if (!call.progress_token.is_null() && share > told)
        send(progress_message(call.progress_token, told = share, stage));
    };
    Json answer;
    try {
      answer = protocol_.result(call.id, tools_.call(call, cancelled, progress));
    } catch (const std::exception&) {
      answer = error_message(call.id, -32603, failure_here().message);
    }
    if (!cancelled) send(answer);
  }

  void cancel_all() {
    for (Running& each : calls_) each.cancelled = true;
  }

  // Whole lines, one after another.
  void send(const Json& message) {
    const std::string line = as_line(message);
    const std::lock_guard lock(mutex_);
    for (std::size_t done = 0; done < line.size();) {
      const ssize_t count = ::write(STDOUT_FILENO, line.data() + done, line.size() - done);
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) return;  // nobody listens any more: standard input will end too
      done += static_cast<std::size_t>(count);
    }
  }

  Protocol protocol_;
  Tools tools_;
  std::mutex mutex_;
  std::list<Running> calls_;  // of the thread that reads
};

}  // namespace

int mcp(const Arguments& arguments) {
  const std::string folder = arguments.inputs.empty() ? "." : arguments.inputs[0];
  std::error_code unknown;
  if (!std::filesystem::is_directory(folder, unknown))
    throw Error(ErrorKind::source, {.file = folder}, "is no folder, but must be one of studies and tables",
                "name the folder that they lie in");
  ::signal(SIGPIPE, SIG_IGN);
  remove_left_folders();
  GuestHost host{.limits = guest_limits(arguments), .trusted = arguments.trusted};
  std::atomic<bool> stop{false};
  when_interrupted([&stop] { stop = true; });
  Conversation(std::filesystem::canonical(folder).string(), host).hold(stop);
  when_interrupted({});
  return 0;
}

}  // namespace payoff
