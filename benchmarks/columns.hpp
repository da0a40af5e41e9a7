// Columns as benchmarks/peers.py writes them: raw little-endian numbers, one file each; and the clock.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace bench {

template <typename T>
std::vector<T> read_column(const std::filesystem::path& file) {
  std::vector<T> values(std::filesystem::file_size(file) / sizeof(T));
  std::FILE* stream = std::fopen(file.c_str(), "rb");
  const bool whole = stream && std::fread(values.data(), sizeof(T), values.size(), stream) == values.size();
  if (stream) std::fclose(stream);
  if (whole) return values;
  fmt::print(stderr, "{}: cannot be read\n", file.string());
  std::exit(3);
}

// Median wall time in seconds.
inline double median_seconds(int repetitions, const std::function<void()>& work) {
  std::vector<double> seconds;
  for (int i = 0; i < repetitions; ++i) {
    const auto start = std::chrono::steady_clock::now();
    work();
    seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  std::ranges::sort(seconds);
  return seconds[seconds.size() / 2];
}

// The line peers.py reads: seconds, peak memory of this process, and a number that both must agree on.
inline void report(double seconds, double number) {
  double peak_megabytes = 0;
  if (std::FILE* status = std::fopen("/proc/self/status", "r")) {
    char line[256];
    while (std::fgets(line, sizeof line, status)) {
      if (std::sscanf(line, "VmHWM: %lf kB", &peak_megabytes) == 1) break;
    }
    std::fclose(status);
  }
  fmt::print("seconds {} megabytes {} number {}\n", seconds, peak_megabytes / 1024, number);
}

}  // namespace bench
