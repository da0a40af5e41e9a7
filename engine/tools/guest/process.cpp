#include "tools/guest/process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/close_range.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <optional>
#include <system_error>

namespace payoff {
namespace {

using Clock = std::chrono::steady_clock;

// What a sanitizer needs of addresses is more than any limit.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool limits_addresses = false;
#else
constexpr bool limits_addresses = true;
#endif

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

// Of LD_LIBRARY_PATH: an empty or relative folder in it would be where the child works, among a stranger's files.
std::string absolute_folders(const std::string& folders) {
  std::string kept;
  for (std::size_t begin = 0, end = 0; begin < folders.size(); begin = end + 1) {
    end = std::min(folders.find_first_of(":;", begin), folders.size());
    if (folders[begin] == '/') kept += (kept.empty() ? "" : ":") + folders.substr(begin, end - begin);
  }
  return kept;
}

// A line of a longer text than this is no message of ours.
constexpr std::size_t longest_line = 64 << 10;

// All that the child needs, made before it is there: between fork and exec nothing may be allocated.
class Prepared {
 public:
  explicit Prepared(const Process& process) : process_(process), words_(process.arguments) {
    words_.insert(words_.begin(), this_program().words.begin(), this_program().words.end());
    for (std::string& word : words_) argv_.push_back(word.data());
    argv_.push_back(nullptr);
    for (const char* name : {"PATH", "LANG", "LC_ALL", "PAYOFF_DUCKDB", "ASAN_OPTIONS"})
      if (const char* value = std::getenv(name)) kept_.push_back(fmt::format("{}={}", name, value));
    if (const char* folders = std::getenv("LD_LIBRARY_PATH"))
      kept_.push_back("LD_LIBRARY_PATH=" + absolute_folders(folders));
    kept_.push_back("TMPDIR=" + process.temporary);
    for (std::string& variable : kept_) environment_.push_back(variable.data());
    environment_.push_back(nullptr);
  }

  [[noreturn]] void become(int errors, pid_t parent) {
    ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (::getppid() != parent) ::_exit(1);  // it ended before it could be told
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    sigset_t none;
    ::sigemptyset(&none);
    ::pthread_sigmask(SIG_SETMASK, &none, nullptr);
    ::signal(SIGXFSZ, SIG_IGN);  // writing fails instead
    ::signal(SIGPIPE, SIG_DFL);
    limit(RLIMIT_CORE, 0);
    if (limits_addresses && process_.address_bytes > 0) limit(RLIMIT_AS, process_.address_bytes);
    if (process_.file_bytes > 0) limit(RLIMIT_FSIZE, process_.file_bytes);
    if (!process_.folder.empty() && ::chdir(process_.folder.c_str()) != 0) ::_exit(1);
    const int input = ::open("/dev/null", O_RDONLY);
    const char* output = process_.output.empty() ? "/dev/null" : process_.output.c_str();
    const int printed = ::open(output, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (::dup2(input, STDIN_FILENO) < 0 || ::dup2(printed, STDOUT_FILENO) < 0 || ::dup2(errors, STDERR_FILENO) < 0)
      ::_exit(1);
    ::syscall(SYS_close_range, STDERR_FILENO + 1U, ~0U, 0U);
    ::execve(process_.program.c_str(), argv_.data(), process_.temporary.empty() ? environ : environment_.data());
    ::_exit(1);
  }

 private:
  static void limit(int resource, rlim_t most) {
    const rlimit both{most, most};
    if (::setrlimit(resource, &both) != 0) ::_exit(1);
  }

  const Process& process_;
  std::vector<std::string> words_, kept_;
  std::vector<char*> argv_, environment_;
};

// What comes through a pipe, in lines.
class Lines {
 public:
  Lines(int pipe, const std::function<void(std::string_view)>& line) : pipe_(pipe), line_(line) {}

  // Waits so long for more; false where there is no more to come.
  bool read(int milliseconds) {
    pollfd waiting{pipe_, POLLIN, 0};
    if (::poll(&waiting, 1, milliseconds) <= 0) return true;
    std::array<char, 4096> part;
    const ssize_t count = ::read(pipe_, part.data(), part.size());
    if (count < 0) return errno == EINTR || errno == EAGAIN;
    text_.append(part.data(), static_cast<std::size_t>(count));
    for (std::size_t end; (end = text_.find('\n')) != std::string::npos; text_.erase(0, end + 1)) tell(end);
    if (count == 0 && !text_.empty()) tell(text_.size());
    if (text_.size() > longest_line) text_.clear();
    return count > 0;
  }

 private:
  void tell(std::size_t end) {
    if (line_) line_(std::string_view(text_).substr(0, end));
  }

  int pipe_;
  const std::function<void(std::string_view)>& line_;
  std::string text_;
};

// Asks it to end, so that it can put away what it has begun; insists soon after.
class Stopper {
 public:
  Stopper(const Process& process, pid_t child) : process_(process), child_(child), begun_(Clock::now()) {}

  // Why it must end, if it must.
  std::optional<Ending> look() {
    const Clock::time_point now = Clock::now();
    if (!why_ && process_.stop && *process_.stop) why_ = Ending::stopped;
    if (!why_ && process_.time.count() > 0 && now - begun_ > process_.time) why_ = Ending::out_of_time;
    if (!why_) return why_;
    if (!asked_) {
      asked_ = true;
      asked_at_ = now;
      ::kill(-child_, SIGTERM);
    } else if (now - asked_at_ > std::chrono::seconds(2)) {
      ::kill(-child_, SIGKILL);
    }
    return why_;
  }

 private:
  const Process& process_;
  const pid_t child_;
  const Clock::time_point begun_;
  Clock::time_point asked_at_{};
  bool asked_ = false;
  std::optional<Ending> why_;
};

ProcessEnd wait_for(const Process& process, pid_t child, int pipe) {
  Lines lines(pipe, process.line);
  Stopper stopper(process, child);
  for (bool more = true;;) {
    if (more)
      more = lines.read(20);
    else
      ::poll(nullptr, 0, 2);
    const std::optional<Ending> stopped = stopper.look();
    int status = 0;
    if (::waitpid(child, &status, WNOHANG) != child) continue;
    ::kill(-child, SIGKILL);  // what it may have started
    for (int look = 0; more && look < 50; ++look) more = lines.read(20);
    if (stopped) return {*stopped, 0};
    return WIFEXITED(status) ? ProcessEnd{Ending::exited, WEXITSTATUS(status)}
                             : ProcessEnd{Ending::killed, WTERMSIG(status)};
  }
}

}  // namespace

ThisProgram& this_program() {
  static ThisProgram self;
  return self;
}

ProcessEnd run_process(const Process& process) {
  Prepared prepared(process);
  int pipe[2];
  if (::pipe2(pipe, O_CLOEXEC) != 0) fail("a pipe");
  const pid_t parent = ::getpid(), child = ::fork();
  if (child == 0) prepared.become(pipe[1], parent);
  if (child > 0) ::setpgid(child, child);  // whoever is first
  ::close(pipe[1]);
  if (child < 0) {
    ::close(pipe[0]);
    fail("a process");
  }
  const ProcessEnd ended = wait_for(process, child, pipe[0]);
  ::close(pipe[0]);
  return ended;
}

}  // namespace payoff
