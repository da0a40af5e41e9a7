#include "tools/output.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <pthread.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <mutex>
#include <system_error>
#include <thread>

#include "payoff/error.hpp"
#include "payoff/ingest.hpp"

namespace payoff {
namespace {

// The temporary files that are not renamed yet, for the thread that cleans up.
struct Unfinished {
  std::mutex mutex;
  std::vector<std::string> paths;

  void discard() {
    for (const std::string& path : paths) ::unlink(path.c_str());
    paths.clear();
  }
};

Unfinished& unfinished() {
  static Unfinished one;
  return one;
}

Error cannot_write(const std::string& path, int code) {
  return Error(ErrorKind::source, path, fmt::format("cannot be written: {}", std::strerror(code)),
               "choose another folder with -o, or make room");
}

// 0, or the error number of the first step that failed.
int write_all(int file, const std::string& content) {
  for (std::size_t done = 0; done < content.size();) {
    const ssize_t written = ::write(file, content.data() + done, content.size() - done);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    done += static_cast<std::size_t>(written);
  }
  return ::fsync(file) == 0 || errno == EINVAL ? 0 : errno;
}

}  // namespace

void write_whole(const std::vector<std::pair<std::string, std::string>>& files) {
  const auto part = [](const std::string& path) { return fmt::format("{}.{}.part", path, ::getpid()); };
  const auto give_up = [](const std::string& path, int code) {
    const std::lock_guard lock(unfinished().mutex);
    unfinished().discard();
    throw cannot_write(path, code);
  };
  for (const auto& [path, content] : files) {
    std::error_code unknown;
    if (std::filesystem::is_directory(path, unknown)) give_up(path, EISDIR);
    {
      const std::lock_guard lock(unfinished().mutex);
      unfinished().paths.push_back(part(path));
    }
    const int file = ::open(part(path).c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (file < 0) give_up(path, errno);
    int failed = write_all(file, content);
    if (::close(file) != 0 && failed == 0) failed = errno;
    if (failed != 0) give_up(path, failed);
  }
  const std::lock_guard lock(unfinished().mutex);  // an interruption waits until all are in place
  for (const auto& [path, content] : files)
    if (::rename(part(path).c_str(), path.c_str()) != 0) {
      const int failed = errno;
      unfinished().discard();
      throw cannot_write(path, failed);
    }
  unfinished().paths.clear();
}

bool make_folder(const std::string& path) {
  std::error_code failed;
  const bool made = std::filesystem::create_directories(path, failed);
  std::error_code unknown;
  if (failed || !std::filesystem::is_directory(path, unknown))
    throw cannot_write(path, failed ? failed.value() : ENOTDIR);
  return made;
}

std::string printable(std::string text) {
  std::ranges::replace_if(
      text, [](unsigned char c) { return c < 32 || c == 127; }, ' ');
  return text;
}

void clean_up_when_interrupted() {
  sigset_t signals;
  ::sigemptyset(&signals);
  ::sigaddset(&signals, SIGINT);
  ::sigaddset(&signals, SIGTERM);
  ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::thread([signals] {
    int signal = 0;
    ::sigwait(&signals, &signal);
    {
      const std::lock_guard lock(unfinished().mutex);
      unfinished().discard();
    }
    discard_temporary_files();
    constexpr char text[] = "\npayoff: interrupted; nothing was written\n";
    [[maybe_unused]] const ssize_t ignored = ::write(STDERR_FILENO, text, sizeof text - 1);
    ::_exit(128 + signal);
  }).detach();
}

}  // namespace payoff
