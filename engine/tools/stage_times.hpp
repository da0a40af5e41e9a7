// Where the time of a run goes, stage by stage: for who asks on the command line, and nowhere in what is written.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace payoff {

class StageTimes {
 public:
  void begin(std::string_view stage);  // ends the one before; a stage that comes back adds to itself
  // A line for each stage: seconds passed, seconds of all processors, its name; behind the first what was read.
  std::string table(std::uint64_t rows, std::uint64_t bytes);

 private:
  struct Clock {
    double wall = 0, cpu = 0;  // seconds
  };
  static Clock now();
  void end();

  struct Stage {
    std::string name;
    Clock spent;
  };
  std::vector<Stage> stages_;
  std::size_t current_ = static_cast<std::size_t>(-1);
  Clock since_;
};

}  // namespace payoff
