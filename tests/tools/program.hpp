// Runs the real program in a folder of its own, and looks at what it left there.
#pragma once

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace payoff::tools {

// A folder under the build, empty at first and removed at the end.
class Workplace {
 public:
  Workplace()
      : folder_(std::filesystem::path(PAYOFF_BUILD_DIR) / fmt::format("workplace-{}-{}", ::getpid(), count()++)) {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~Workplace() { std::filesystem::remove_all(folder_); }
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;

  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  void write(const std::string& name, const std::string& content) const {
    std::filesystem::create_directories(std::filesystem::path(path(name)).parent_path());
    std::ofstream(path(name), std::ios::binary) << content;
  }
  std::string read(const std::string& name) const {
    std::ostringstream text;
    text << std::ifstream(path(name), std::ios::binary).rdbuf();
    return text.str();
  }
  std::vector<std::string> names(const std::string& folder) const {
    std::vector<std::string> found;
    if (!std::filesystem::exists(path(folder))) return found;
    for (const auto& entry : std::filesystem::directory_iterator(path(folder)))
      found.push_back(entry.path().filename().string());
    return found;
  }

 private:
  static int& count() {
    static int made = 0;
    return made;
  }
  std::filesystem::path folder_;
};

// The text with the first `from`, which must be in it, become `to`.
inline std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

struct Outcome {
  int exit_code = -1;
  std::string out, error;
};

// arguments: as for a shell, run inside the workplace.
inline Outcome payoff_program(const Workplace& place, const std::string& arguments) {
  const std::string command =
      fmt::format("cd '{}' && '{}' {} >stdout.txt 2>stderr.txt", place.path(""), PAYOFF_PROGRAM, arguments);
  const int status = std::system(command.c_str());
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, place.read("stdout.txt"), place.read("stderr.txt")};
}

// A panel of 20 units and 8 weeks in which the B half drops by 5 from 2025-02-03 on; `change` may damage a line.
template <typename Change>
std::string tickets(Change change, int units = 20) {
  std::string csv = "unit,week,arm,minutes\n";
  const char* weeks[] = {"2025-01-06", "2025-01-13", "2025-01-20", "2025-01-27",
                         "2025-02-03", "2025-02-10", "2025-02-17", "2025-02-24"};
  int line = 2;
  for (int unit = 0; unit < units; ++unit)
    for (int week = 0; week < 8; ++week, ++line) {
      const double minutes = 30 + unit % 5 + (7 * unit + 5 * week) % 11 - (unit % 2 && week > 3 ? 5 : 0);
      csv += change(line, fmt::format("u{:02},{},{},{}", unit, weeks[week], unit % 2 ? "B" : "A", minutes)) + "\n";
    }
  return csv;
}

inline std::string tickets() {
  return tickets([](int, const std::string& row) { return row; });
}

inline std::string study(const std::string& files = "data.csv", const std::string& more = "") {
  return fmt::format(R"({{"data": {{"files": "{}"}}, "columns": {{"unit": "unit", "time": "week"}},
 "rollout": {{"group": "arm", "treated": "B", "date": "2025-02-03"}},
 "metrics": [{{"name": "minutes", "kind": "time", "unit": "minutes"}}]{}}})",
                     files, more);
}

}  // namespace payoff::tools
