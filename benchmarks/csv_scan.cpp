// A whole study of a 20-million-row CSV beside DuckDB's own GROUP BY over the same
// file: wall time, processor time and peak memory of each, in turn, and the ratios.
// The GROUP BY reads three of the five columns that a study needs; beside it stands
// one that reads all five, the least that any study can cost.
//
//     bench_csv_scan [ROWS] [FOLDER]
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <vector>

#include "base/random.hpp"
#include "ingest/source/duckdb.hpp"
#include "payoff/payoff.hpp"

namespace {

constexpr int weeks = 20;
constexpr int repetitions = 5;

struct Cost {
  double wall_seconds, cpu_seconds, peak_megabytes;
};

// In a process of its own, so that each has its own peak memory.
Cost measure(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = ::fork();
  if (child == 0) {
    work();
    ::_exit(0);
  }
  int status = 0;
  rusage used{};
  ::wait4(child, &status, 0, &used);
  if (status != 0) {
    fmt::print(stderr, "bench_csv_scan: a run failed\n");
    std::exit(1);
  }
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
  };
  return {std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(),
          seconds(used.ru_utime) + seconds(used.ru_stime), static_cast<double>(used.ru_maxrss) / 1024};
}

void write_rows(const std::string& path, int units) {
  std::FILE* file = std::fopen(path.c_str(), "w");
  if (!file) std::exit(1);
  payoff::Random random(2025);
  const payoff::Calendar calendar{payoff::PeriodKind::week, 1};
  fmt::print(file, "unit,week,arm,minutes,revenue\n");
  for (int unit = 0; unit < units; ++unit)
    for (int week = 0; week < weeks; ++week)
      fmt::print(file, "u{:07},{},{},{:.3f},{:.2f}\n", unit, calendar.label(2870 + week), unit % 2 ? 'B' : 'A',
                 100 * random.uniform() + unit % 2, 10000 * random.uniform());
  std::fclose(file);
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

}  // namespace

int main(int argc, char** argv) {
  const int rows = argc > 1 ? std::stoi(argv[1]) : 20000000;
  const std::filesystem::path folder = argc > 2 ? argv[2] : std::filesystem::temp_directory_path();
  const std::string csv = (folder / fmt::format("payoff-bench-{}.csv", ::getpid())).string();
  write_rows(csv, rows / weeks);
  const double megabytes = static_cast<double>(std::filesystem::file_size(csv)) / (1 << 20);
  const payoff::Study study = payoff::parse_study(fmt::format(R"({{
    "data": {{"files": "{}"}}, "columns": {{"unit": "unit", "time": "week"}},
    "rollout": {{"group": "arm", "treated": "B", "randomized": true}},
    "metrics": [{{"name": "minutes", "kind": "time", "unit": "minutes"}}, {{"name": "revenue", "kind": "revenue", "unit": "USD"}}]}})",
                                                              csv),
                                                  "bench.json");
  const auto whole_study = [&] { payoff::run(study); };
  const std::string file = payoff::sql_text(csv);
  const auto group_by = [&] {
    payoff::open_duckdb(0).query("SELECT arm, avg(minutes), avg(revenue) FROM read_csv(" + file + ") GROUP BY arm");
  };
  const auto all_columns = [&] {
    payoff::open_duckdb(0).query("SELECT arm, avg(minutes), avg(revenue), max(unit), max(week) FROM read_csv(" + file +
                                 ") GROUP BY arm");
  };
  measure(group_by);  // the file is in the cache from here on
  std::vector<double> walls, cpus, floors;
  fmt::print("{} rows, {:.0f} MB\n{:>10}{:>10}{:>14}{:>8}{:>8}{:>14}{:>12}{:>13}\n", rows, megabytes, "payoff s",
             "DuckDB s", "all columns s", "wall", "cpu", "all columns", "payoff MB", "memory/file");
  for (int i = 0; i < repetitions; ++i) {
    const Cost ours = measure(whole_study), theirs = measure(group_by), all = measure(all_columns);
    walls.push_back(ours.wall_seconds / theirs.wall_seconds);
    cpus.push_back(ours.cpu_seconds / theirs.cpu_seconds);
    floors.push_back(all.wall_seconds / theirs.wall_seconds);
    fmt::print("{:10.2f}{:10.2f}{:14.2f}{:8.2f}{:8.2f}{:14.2f}{:12.0f}{:13.2f}\n", ours.wall_seconds,
               theirs.wall_seconds, all.wall_seconds, walls.back(), cpus.back(), floors.back(), ours.peak_megabytes,
               ours.peak_megabytes / megabytes);
  }
  fmt::print("median ratio to DuckDB's GROUP BY: {:.2f} (wall), {:.2f} (processor); of reading all columns: {:.2f}\n",
             median(walls), median(cpus), median(floors));
  std::filesystem::remove(csv);
}
