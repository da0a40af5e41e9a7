// A file that is nowhere but in memory: for a library that writes to a path, where bytes are wanted.
#pragma once

#include <string>

namespace payoff {

class MemoryFile {
 public:
  MemoryFile();  // throws std::system_error where the system gives none
  ~MemoryFile();
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  std::string path() const;  // of this process, as long as the object lives
  std::string content() const;

 private:
  int file_;
};

}  // namespace payoff
