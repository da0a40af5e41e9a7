// A folder that nobody else may read, and that is gone afterwards.
#pragma once

#include <string>

namespace payoff {

class PrivateFolder {
 public:
  PrivateFolder();  // throws Error(source) where there is no room for it
  ~PrivateFolder();
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string path_;
  int held_ = -1;  // the open folder, locked while this program lives
};

// What programs that were killed have left of them.
void remove_left_folders();

}  // namespace payoff
