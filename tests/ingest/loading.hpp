// Loads what a test has just written, and says how it was refused.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "payoff/payoff.hpp"
#include "tools/program.hpp"

namespace payoff::loading {

inline const Columns by_week{.unit = "unit", .time = "week"};
inline const Rollout one_date{.group = "arm", .treated = "B", .date = "2025-02-03"};
inline const std::vector<MetricSource> minutes{{.metric = {.name = "minutes"}}};

inline Loaded load_file(const std::string& file, const Columns& columns = by_week, const Rollout& rollout = one_date,
                        Grain grain = Grain::periods) {
  return load({.files = {file}}, columns, rollout, minutes, grain, {.threads = 1});
}

// An experiment on people, of whom only moments may come back.
inline const Columns people{.unit = "id"};
inline const Rollout by_lot{.group = "arm", .treated = "B", .randomized = true};

inline Loaded load_experiment(const std::string& file, bool moments, const std::vector<MetricSource>& metrics,
                              const Columns& columns = people, int threads = 2) {
  Source source{.files = {file}};
  source.moments = moments;
  return load(source, columns, by_lot, metrics, Grain::periods, {.threads = threads});
}

// The refusal's text; empty when there was none.
inline std::string message_of(auto&& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

inline bool holds(const std::string& text, const std::string& part) {
  INFO(text);
  CHECK_MESSAGE(text.find(part) != std::string::npos, part);
  return text.find(part) != std::string::npos;
}

}  // namespace payoff::loading
