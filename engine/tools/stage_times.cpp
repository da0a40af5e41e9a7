#include "tools/stage_times.hpp"

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>

#include "base/wording.hpp"

namespace payoff {
namespace {

constexpr double bytes_per_megabyte = 1e6, bytes_per_kibibyte = 1024;

rusage used() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage;
}

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

}  // namespace

StageTimes::Clock StageTimes::now() {
  const rusage usage = used();
  const auto since_start = std::chrono::steady_clock::now().time_since_epoch();
  return {std::chrono::duration<double>(since_start).count(), seconds(usage.ru_utime) + seconds(usage.ru_stime)};
}

void StageTimes::end() {
  const Clock until = now();
  if (current_ < stages_.size()) {
    stages_[current_].spent.wall += until.wall - since_.wall;
    stages_[current_].spent.cpu += until.cpu - since_.cpu;
  }
  since_ = until;
}

void StageTimes::begin(std::string_view stage) {
  if (current_ < stages_.size() && stages_[current_].name == stage) return;
  end();
  const auto found = std::ranges::find(stages_, stage, &Stage::name);
  current_ = static_cast<std::size_t>(found - stages_.begin());
  if (found == stages_.end()) stages_.push_back({std::string(stage), {}});
}

std::string StageTimes::table(std::uint64_t rows, std::uint64_t bytes) {
  end();
  current_ = stages_.size();
  std::string text = "seconds  of processors  stage\n";
  Clock all;
  for (const Stage& stage : stages_) {
    const bool first = &stage == &stages_.front();
    all.wall += stage.spent.wall;
    all.cpu += stage.spent.cpu;
    text += fmt::format(
        "{:7.2f}  {:13.2f}  {}{}\n", stage.spent.wall, stage.spent.cpu, stage.name,
        first ? fmt::format(": {} rows, {:.1f} MB", format_count(rows), static_cast<double>(bytes) / bytes_per_megabyte)
              : "");
  }
  const double memory = static_cast<double>(used().ru_maxrss) * bytes_per_kibibyte / bytes_per_megabyte;
  return text + fmt::format("{:7.2f}  {:13.2f}  in all; {:.0f} MB of memory at most\n", all.wall, all.cpu, memory);
}

}  // namespace payoff
