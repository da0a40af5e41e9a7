// The parts of a zip archive, which a workbook is, too.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "payoff/error.hpp"

namespace payoff {

class Zip {
 public:
  // remedy: of all that is wrong with the archive. Throws Error(data) for a file that is no zip archive.
  Zip(const std::string& file, std::string remedy);

  const std::string& file() const { return file_; }
  std::vector<std::string> parts() const;
  bool has(const std::string& part);
  // Gives the part block by block. Throws Error(data) where it is missing, damaged or larger than 4 GB.
  void read(const std::string& part, const std::function<void(std::string_view)>& take);
  // What is wrong with the archive, as an error of its file.
  Error damaged(const std::string& how) const;

 private:
  std::string file_, remedy_;
  std::shared_ptr<void> archive_;
};

}  // namespace payoff
