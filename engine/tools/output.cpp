#include "tools/output.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <pthread.h>
#include <unistd.h>

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

// The temporary file being written, for the thread that cleans up. One at a time.
struct Unfinished {
  std::mutex mutex;
  std::string path;
};

Unfinished& unfinished() {
  static Unfinished one;
  return one;
}

void remember(const std::string& path) {
  const std::lock_guard lock(unfinished().mutex);
  unfinished().path = path;
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

void write_whole(const std::string& path, const std::string& content) {
  const std::string temporary = fmt::format("{}.{}.part", path, ::getpid());
  remember(temporary);
  const int file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (file < 0) throw cannot_write(path, errno);
  int failed = write_all(file, content);
  if (::close(file) != 0 && failed == 0) failed = errno;
  if (failed == 0 && ::rename(temporary.c_str(), path.c_str()) != 0) failed = errno;
  if (failed != 0) ::unlink(temporary.c_str());
  remember("");
  if (failed != 0) throw cannot_write(path, failed);
}

void make_folder(const std::string& path) {
  std::error_code failed;
  std::filesystem::create_directories(path, failed);
  if (failed || !std::filesystem::is_directory(path)) throw cannot_write(path, failed ? failed.value() : ENOTDIR);
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
      if (!unfinished().path.empty()) ::unlink(unfinished().path.c_str());
    }
    discard_temporary_files();
    constexpr char text[] = "\npayoff: interrupted; nothing was written\n";
    [[maybe_unused]] const ssize_t ignored = ::write(STDERR_FILENO, text, sizeof text - 1);
    ::_exit(128 + signal);
  }).detach();
}

}  // namespace payoff
