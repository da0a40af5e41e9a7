#include "tools/output.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <pthread.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <system_error>
#include <thread>

#include "base/parallel.hpp"
#include "payoff/error.hpp"
#include "payoff/ingest.hpp"

namespace payoff {
namespace {

// The temporary files that one thread has not renamed yet, and the folders made for them.
struct Unfinished {
  std::vector<std::string> paths, folders;
  std::vector<int> files;  // open, and locked while this run lives

  void forget() {
    for (const int file : files) ::close(file);
    files.clear();
    paths.clear();
    folders.clear();
  }
  void discard() {
    for (const std::string& path : paths) ::unlink(path.c_str());
    for (auto folder = folders.rbegin(); folder != folders.rend(); ++folder) ::rmdir(folder->c_str());
    forget();
  }
};

// Those of all threads, for the one that cleans up.
struct AllUnfinished {
  std::mutex mutex;
  std::set<Unfinished*> of_threads;
};

AllUnfinished& all_unfinished() {
  static AllUnfinished all;
  return all;
}

Unfinished& unfinished() {
  struct Known : Unfinished {
    Known() {
      const std::lock_guard lock(all_unfinished().mutex);
      all_unfinished().of_threads.insert(this);
    }
    ~Known() {
      const std::lock_guard lock(all_unfinished().mutex);
      all_unfinished().of_threads.erase(this);
    }
  };
  thread_local Known own;
  return own;
}

Error cannot_write(const std::string& path, int code) {
  return Error(ErrorKind::source, {.file = path}, fmt::format("cannot be written: {}", std::strerror(code)),
               "choose another folder with -o, or make room");
}

// 0, or the error number of the first step that failed.
int write_all(int file, std::string_view content) {
  for (std::size_t done = 0; done < content.size();) {
    const ssize_t written = ::write(file, content.data() + done, content.size() - done);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    done += static_cast<std::size_t>(written);
  }
  return 0;
}

// To the disk, without waiting: of many files that are waited for one by one each would else be a journey of its own.
void send_off([[maybe_unused]] int file) {
#ifdef SYNC_FILE_RANGE_WRITE
  ::sync_file_range(file, 0, 0, SYNC_FILE_RANGE_WRITE);
#endif
}

// 0 once it is on the disk, or why it cannot be.
int wait_for(int file) {
  return ::fsync(file) == 0 || errno == EINVAL ? 0 : errno;
}

// The first file that could not be brought to the disk, and why.
struct Lost {
  std::size_t file;
  int code;
};

// Waits for many at once: a journal takes together what is asked of it at the same time.
std::optional<Lost> wait_for_all(const std::vector<int>& files) {
  constexpr std::size_t at_once = 16;
  std::vector<int> codes(files.size());
  for_each_chunk(files.size(), at_once, [&](std::size_t i) { codes[i] = wait_for(files[i]); });
  const auto lost = std::ranges::find_if(codes, [](int code) { return code != 0; });
  if (lost == codes.end()) return std::nullopt;
  return Lost{static_cast<std::size_t>(lost - codes.begin()), *lost};
}

std::string part_of(const std::string& path) {
  return fmt::format("{}.{}.part", path, ::getpid());
}

// A new temporary file, open and locked; throws where there can be none.
int open_part(const std::string& path) {
  std::error_code unknown;
  const bool occupied = std::filesystem::is_directory(path, unknown);
  Unfinished& own = unfinished();
  const std::lock_guard lock(all_unfinished().mutex);
  const int file =
      occupied ? -1 : ::open(part_of(path).c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
  if (file < 0) {
    const int failed = occupied ? EISDIR : errno;
    own.discard();
    throw cannot_write(path, failed);
  }
  ::flock(file, LOCK_EX | LOCK_NB);
  own.paths.push_back(part_of(path));
  own.files.push_back(file);
  return file;
}

[[noreturn]] void give_up(const std::string& path, int code) {
  Unfinished& own = unfinished();
  const std::lock_guard lock(all_unfinished().mutex);
  own.discard();
  throw cannot_write(path, code);
}

struct FirstSignal {
  std::mutex mutex;
  std::function<void()> action;
};

FirstSignal& first_signal() {
  static FirstSignal first;
  return first;
}

void end_at_signal(sigset_t signals) {
  int signal = 0;
  ::sigwait(&signals, &signal);
  std::function<void()> action;
  {
    const std::lock_guard lock(first_signal().mutex);
    action = first_signal().action;
  }
  if (action) {
    action();
    ::sigwait(&signals, &signal);
  }
  {
    const std::lock_guard lock(all_unfinished().mutex);
    for (Unfinished* each : all_unfinished().of_threads) each->discard();
  }
  discard_temporary_files();
  constexpr char text[] = "\npayoff: interrupted; nothing was written\n";
  [[maybe_unused]] const ssize_t ignored = ::write(STDERR_FILENO, text, sizeof text - 1);
  ::_exit(128 + signal);
}

}  // namespace

// A part that nobody holds a lock on is of a run that was killed.
void remove_left_parts(const std::vector<std::string>& paths) {
  std::map<std::filesystem::path, std::set<std::string>> by_folder;
  for (const std::filesystem::path path : paths) {
    const std::filesystem::path folder = path.parent_path();
    by_folder[folder.empty() ? "." : folder].insert(path.filename().string());
  }
  std::error_code none;
  for (const auto& [folder, names] : by_folder)
    for (const auto& entry : std::filesystem::directory_iterator(folder, none)) {
      const std::filesystem::path part = entry.path().filename();
      if (part.extension() != ".part" || !names.contains(part.stem().stem().string())) continue;
      const int left = ::open(entry.path().c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
      if (left < 0) continue;
      if (::flock(left, LOCK_EX | LOCK_NB) == 0) ::unlink(entry.path().c_str());
      ::close(left);
    }
}

void write_whole(const std::vector<std::pair<std::string, std::string_view>>& files) {
  std::vector<std::string> paths;
  for (const auto& [path, content] : files) paths.push_back(path);
  remove_left_parts(paths);
  for (const auto& [path, content] : files) {
    const int file = open_part(path);
    if (const int failed = write_all(file, content)) give_up(path, failed);
    send_off(file);
  }
  Unfinished& own = unfinished();
  if (const auto lost = wait_for_all(own.files)) give_up(files[lost->file].first, lost->code);
  const std::lock_guard lock(all_unfinished().mutex);  // an interruption waits until all are in place
  for (const auto& [path, content] : files)
    if (::rename(part_of(path).c_str(), path.c_str()) != 0) {
      const int failed = errno;
      own.discard();
      throw cannot_write(path, failed);
    }
  own.forget();
}

void make_folder(const std::string& path) {
  std::error_code unknown;
  std::vector<std::filesystem::path> absent;  // the deepest first
  for (std::filesystem::path folder = path; !folder.empty() && !std::filesystem::exists(folder, unknown);
       folder = folder.parent_path())
    if (folder.has_filename()) absent.push_back(folder);
  for (auto folder = absent.rbegin(); folder != absent.rend(); ++folder) {
    if (::mkdir(folder->c_str(), 0777) != 0 && errno != EEXIST) give_up(path, errno);
    Unfinished& own = unfinished();
    const std::lock_guard lock(all_unfinished().mutex);
    own.folders.push_back(folder->string());
  }
  if (!std::filesystem::is_directory(path, unknown)) give_up(path, ENOTDIR);
}

void when_interrupted(std::function<void()> action) {
  const std::lock_guard lock(first_signal().mutex);
  first_signal().action = std::move(action);
}

void hold_standard_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    if (::fcntl(stream, F_GETFD) < 0) (void)::open("/dev/null", O_RDONLY);  // the lowest free number; no writing to it
}

std::string printable(std::string text) {
  std::ranges::replace_if(text, [](unsigned char c) { return c < 32 || c == 127; }, ' ');
  return text;
}

void clean_up_when_interrupted() {
  sigset_t signals;
  ::sigemptyset(&signals);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction now{};
    const bool ignored = ::sigaction(signal, nullptr, &now) == 0 && now.sa_handler == SIG_IGN;  // as nohup has it
    if (!ignored) ::sigaddset(&signals, signal);
  }
  ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  try {
    std::thread(end_at_signal, signals).detach();
  } catch (const std::system_error&) {  // no thread is to be had: then a signal ends the program as it always does
    ::pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
  }
}

}  // namespace payoff
