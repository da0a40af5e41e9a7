#include "tools/guest/private_folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <vector>

#include "payoff/error.hpp"

namespace payoff {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view prefix = "payoff-guest-";

fs::path temporary_folder() {
  std::error_code failed;
  fs::path folder = fs::temp_directory_path(failed);
  if (failed)
    throw Error(ErrorKind::source, {}, "TMPDIR names no folder for temporary files, but must",
                "set TMPDIR to a folder");
  return folder;
}

int open_folder(const std::string& path) {
  return ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

}  // namespace

// Under another name until it is held, so that nobody takes it for one that was left.
PrivateFolder::PrivateFolder() {
  const fs::path folder = temporary_folder();
  std::string begun = (folder / "payoff-begun-XXXXXX").string();
  if (::mkdtemp(begun.data()) != nullptr) {
    held_ = open_folder(begun);
    path_ = (folder / (std::string(prefix) + begun.substr(begun.size() - 6))).string();
    if (held_ >= 0 && ::flock(held_, LOCK_EX | LOCK_NB) == 0 && ::rename(begun.c_str(), path_.c_str()) == 0) return;
  }
  const int failed = errno;
  ::rmdir(begun.c_str());
  if (held_ >= 0) ::close(held_);
  throw Error(ErrorKind::source, {.file = folder.string()},
              fmt::format("can hold no temporary folder: {}", std::strerror(failed)), "set TMPDIR to another one");
}

PrivateFolder::~PrivateFolder() {
  std::error_code none;
  fs::remove_all(path_, none);
  ::close(held_);
}

void remove_left_folders() {
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(temporary_folder(), none)) {
    if (!entry.path().filename().string().starts_with(prefix)) continue;
    const int left = open_folder(entry.path().string());
    if (left < 0) continue;
    struct stat seen{};
    const bool own = ::fstat(left, &seen) == 0 && seen.st_uid == ::geteuid();
    if (own && ::flock(left, LOCK_EX | LOCK_NB) == 0) fs::remove_all(entry.path(), none);
    ::close(left);
  }
}

}  // namespace payoff
