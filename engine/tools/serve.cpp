#include "tools/serve.hpp"

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <filesystem>
#include <mutex>
#include <thread>

#include "payoff/error.hpp"
#include "tools/batch.hpp"
#include "tools/failure.hpp"
#include "tools/guest/process.hpp"
#include "tools/limits.hpp"
#include "tools/output.hpp"
#include "tools/run_files.hpp"
#include "tools/serve/access.hpp"
#include "tools/serve/estimate.hpp"
#include "tools/serve/listener.hpp"
#include "tools/serve/routes.hpp"
#include "tools/watch.hpp"

namespace payoff {
namespace {

namespace fs = std::filesystem;

// The files of a study's folder as a run wrote them; links lead elsewhere and are none of them.
std::vector<ReportFile> files_in(const std::string& folder) {
  std::vector<ReportFile> files;
  std::error_code none;
  for (auto entry = fs::recursive_directory_iterator(folder, none); entry != fs::recursive_directory_iterator();
       entry.increment(none)) {
    const std::string name = entry->path().lexically_relative(folder).generic_string();
    if (name.starts_with('.') || entry.depth() > 1) continue;
    if (fs::is_regular_file(entry->symlink_status(none))) files.push_back({name, content_of(entry->path().string())});
  }
  std::ranges::sort(files, {}, &ReportFile::name);
  return files;
}

// Each connection is an open file.
std::size_t as_many_files_as_may() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 256;
  limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, 65536);
  ::setrlimit(RLIMIT_NOFILE, &limit);
  return ::getrlimit(RLIMIT_NOFILE, &limit) == 0 ? static_cast<std::size_t>(limit.rlim_cur) : 256;
}

Access access_of(const Listening& listening) {
  const bool loopback = is_loopback(listening.host);
  if (!loopback && listening.token_file.empty())
    throw Error(ErrorKind::usage, {},
                fmt::format("--host is {}, which others can reach, but must be 127.0.0.1 where no token is asked for",
                            listening.host),
                "say --token-file FILE");
  return {loopback, listening.token_file.empty() ? "" : read_token(listening.token_file)};
}

class Server {
 public:
  explicit Server(const Arguments& arguments)
      : arguments_(arguments),
        access_(access_of(arguments.listening)),
        snapshot_(std::make_shared<const Snapshot>(empty_snapshot())),
        listener_(arguments.listening.host, arguments.listening.port, service(), limits()) {
    remove_left_folders();
    take_snapshot();
  }

  int run() {
    when_interrupted([this] {
      stop_ = true;
      listener_.stop();
    });
    if (!arguments_.quiet) {
      const std::string& host = arguments_.listening.host;
      fmt::print("payoff serves {} at http://{}:{}/ (interrupt to end)\n", printable(arguments_.inputs[0]),
                 host.find(':') == std::string::npos ? host : "[" + host + "]", listener_.port());
      std::fflush(stdout);
    }
    Arguments watching = arguments_;
    watching.quiet = true;
    std::thread watcher([&] { run_watching(watching, [this](const Arguments&) { return run_studies(); }, &stop_); });
    listener_.run();
    stop_ = true;
    watcher.join();
    when_interrupted({});
    return 0;
  }

 private:
  ListenerLimits limits() const {
    constexpr std::size_t kept = 64;  // for what is not a connection
    ListenerLimits limits{.jobs = static_cast<std::size_t>(arguments_.listening.at_most)};
    const std::size_t files = as_many_files_as_may();
    limits.connections = std::min(limits.connections, files > 2 * kept ? files - kept : kept);
    return limits;
  }

  Service service() {
    return {.refuse = [this](const Request& head) -> std::optional<Response> {
              if (std::optional<Response> refusal = refused_access(head, access_)) return refusal;
              return refused_route(head, *snapshot());
            },
            .answer = [this](const Request& request) { return answer(request, *snapshot(), run_state()); },
            .work = [this](const Request& request) { return work(request); },
            .version = [this] { return snapshot()->version; }};
  }

  Response work(const Request& request) const {
    const GuestHost host{.limits = guest_limits(arguments_), .stop = &stop_};
    try {
      return estimate(request, host);
    } catch (const std::exception&) {
      return error_response(500, "failed", failure_here().message);
    }
  }

  // In a process of its own, so that whatever becomes of it, what there is is served.
  int run_studies() {
    tell({"running", ""});
    std::string last;
    std::vector<std::string> words{"run", "-o", arguments_.report_folder(), "--keep-going", "--quiet"};
    if (arguments_.untrusted) words.emplace_back("--untrusted");
    if (arguments_.threads > 0) words.insert(words.end(), {"--threads", std::to_string(arguments_.threads)});
    words.insert(words.end(), {"--", arguments_.inputs[0]});
    const ProcessEnd ended =
        run_process({.arguments = std::move(words), .stop = &stop_, .line = [&](std::string_view line) {
                       last = line;
                       fmt::print(stderr, "{}\n", printable(last));
                     }});
    const bool done = ended.how == Ending::exited && (ended.code == 0 || ended.code == BatchExit::some_refused ||
                                                      ended.code == BatchExit::some_failed);
    if (last.empty() && !done) last = "it broke off";
    if (!stop_) take_snapshot(done ? "" : last);  // before it is told
    tell({done ? "done" : "failed", done ? "" : last});
    return ended.code;
  }

  void take_snapshot(const std::string& failure = "") {
    const std::string folder = arguments_.report_folder();
    const std::string summary = content_of(path_in(folder, "summary.json"));
    const std::string list = content_of(path_in(folder, "portfolio.html"));
    const auto files_of = [&](const std::string& name) { return files_in(path_in(folder, name)); };
    try {
      auto taken = std::make_shared<const Snapshot>(
          summary.empty() || list.empty() ? empty_snapshot(failure) : snapshot_of(summary, list, files_of, failure));
      const std::lock_guard lock(mutex_);
      snapshot_ = std::move(taken);
    } catch (const Error& error) {
      fmt::print(stderr, "payoff: {}\n", printable(error.what()));
      return;
    }
    listener_.published();
  }

  void tell(RunState state) {
    const std::lock_guard lock(mutex_);
    run_ = std::move(state);
  }

  RunState run_state() const {
    const std::lock_guard lock(mutex_);
    return run_;
  }

  std::shared_ptr<const Snapshot> snapshot() const {
    const std::lock_guard lock(mutex_);
    return snapshot_;
  }

  const Arguments& arguments_;
  const Access access_;
  std::atomic<bool> stop_{false};
  mutable std::mutex mutex_;
  std::shared_ptr<const Snapshot> snapshot_;
  RunState run_;
  Listener listener_;
};

}  // namespace

int serve(const Arguments& arguments) {
  std::error_code unknown;
  if (!fs::is_directory(arguments.inputs[0], unknown))
    throw Error(ErrorKind::source, {.file = arguments.inputs[0]}, "is no folder, but must be one of studies",
                "name the folder that they lie in");
  return Server(arguments).run();
}

}  // namespace payoff
