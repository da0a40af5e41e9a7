#include "report/workbook/memory_file.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace payoff {
namespace {

[[noreturn]] void refused() {
  throw std::system_error(errno, std::generic_category(), "a file in memory");
}

}  // namespace

MemoryFile::MemoryFile() : file_(memfd_create("workbook", MFD_CLOEXEC)) {
  if (file_ < 0) refused();
}

MemoryFile::~MemoryFile() {
  close(file_);
}

std::string MemoryFile::path() const {
  return "/proc/self/fd/" + std::to_string(file_);
}

std::string MemoryFile::content() const {
  const off_t size = lseek(file_, 0, SEEK_END);
  if (size < 0) refused();
  std::string bytes(static_cast<std::size_t>(size), '\0');
  for (std::size_t done = 0; done < bytes.size();) {
    const ssize_t count = pread(file_, bytes.data() + done, bytes.size() - done, static_cast<off_t>(done));
    if (count <= 0) refused();
    done += static_cast<std::size_t>(count);
  }
  return bytes;
}

}  // namespace payoff
