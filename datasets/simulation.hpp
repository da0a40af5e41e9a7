// What the worked cases are drawn with.
#pragma once

#include <fmt/format.h>

#include <cmath>
#include <iterator>
#include <string>
#include <utility>

#include "data/calendar.hpp"
#include "mersenne.hpp"

using payoff::Calendar;
using payoff::PeriodKind;
using Random = payoff::Mersenne;

constexpr std::uint64_t seed = 2025;

// Mean-reverting noise: x' = rho x + sqrt(1 - rho^2) sd z, stationary with standard deviation sd.
struct Shock {
  double rho, sd;
  double value = 0;
  double next(Random& random) { return value = rho * value + std::sqrt(1 - rho * rho) * sd * random.normal(); }
};

inline int poisson(Random& random, double mean) {  // by inversion
  double probability = std::exp(-mean), below = probability;
  const double target = random.uniform();
  int count = 0;
  while (below < target && count < 1000) {
    probability *= mean / ++count;
    below += probability;
  }
  return count;
}

// Sums of the treated cells after the rollout, with the tool and as they would have been without.
struct Truth {
  double with = 0, without = 0, weight = 0;
  void add(double y1, double y0, double w) {
    with += y1;
    without += y0;
    weight += w;
  }
  double absolute() const { return (with - without) / weight; }
  double relative() const { return with / without - 1; }
};

// What a case gathers while it is drawn.
struct Simulation {
  Random random{seed};
  std::string csv;
  Truth truth;
};

inline std::string monday(int week) {  // 2025-01-06 is the first
  const Calendar weeks{PeriodKind::week};
  return weeks.label(payoff::period_of_day(weeks, payoff::day_number(2025, 1, 6)) + week);
}

template <typename... Values>
void row(std::string& csv, fmt::format_string<Values...> format, Values&&... values) {
  fmt::format_to(std::back_inserter(csv), format, std::forward<Values>(values)...);
  csv += '\n';
}
