// Errors that go together over time: Newey-West for a series or within each unit, Driscoll-Kraay across all units.
//
// Formula   B S B,  S = G_0 + sum_{l = 1..lag} (1 - l / (lag + 1)) (G_l + G_l'),  B = (X'WX)^-1
//           newey_west      G_l = sum over rows i of s_i s_j', j the row of the same unit l periods earlier
//           driscoll_kraay  G_l = sum_t h_t h_{t-l}',  h_t = sum of s_i at time t
//           with scores s_i = w_i e_i x_i. These weights are a moving window's, so
//           S = sum over windows of lag + 1 periods of (sum of s in it) (sum of s in it)' / (lag + 1),
//           which costs k^2 a row whatever the lag, and cannot be negative.
//           Small samples: a series n / (n - K); panels T / (T - 1) (n - 1) / (n - K), T the number of periods, factors
//           that lie within units or periods (driscoll_kraay: periods) not counted. df: n - K; panels T - 1.
//           lag -1: the whole part of T^(1/4).
// Assumes   Dependence dies out within the lag; panels: many periods. No prewhitening.
// Refuses   Two rows of one unit at one time; fewer than two periods; a lag of T or more.
// Limits    A period that is absent leaves a gap: pairs are by difference of the time codes, not by order of rows.
// Source    Newey & West (1987); Driscoll & Kraay (1998).
// Checked   sandwich 3.0.2 NeweyWest on investment, with and without n / (n - k); fixest 0.12.2 NW and DK on base_did:
//           9 digits or more, tests/replication/regression_test.cpp.
#include <fmt/format.h>

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "fit/covariance/kinds.hpp"
#include "fit/covariance/scores.hpp"
#include "fit/covariance/small_sample.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;

constexpr Index buffered = 256;          // windows that are multiplied at once
constexpr std::size_t units_part = 256;  // units of one part
constexpr std::size_t busy_rows = 20'000;

// Sums scores over all windows of one unit's periods.
class Windows {
 public:
  Windows(Index columns, int lag)
      : product(MatrixXd::Zero(columns, columns)), sums_(MatrixXd::Zero(columns, buffered)), lag_(lag) {}

  // scores (k x m), one column for each of the times, which ascend.
  void add(const MatrixXd& scores, std::span<const int> times) {
    std::size_t first = 0, end = 0;  // the periods inside the window
    for (int start = times.front() - lag_; start <= times.back(); ++start) {
      while (times[first] < start) ++first;
      if (times[first] > start + lag_) start = times[first] - lag_;  // over the gap
      while (end < times.size() && times[end] <= start + lag_) ++end;
      auto sum = sums_.col(filled_);
      sum = scores.col(static_cast<Index>(first));
      for (std::size_t t = first + 1; t < end; ++t) sum += scores.col(static_cast<Index>(t));
      if (++filled_ == buffered) flush();
    }
  }
  void flush() {
    product.selfadjointView<Eigen::Lower>().rankUpdate(sums_.leftCols(filled_));
    filled_ = 0;
  }

  MatrixXd product;  // (k x k) lower triangle

 private:
  MatrixXd sums_;
  Index filled_ = 0;
  int lag_;
};

std::vector<double> meat_of(const MatrixXd& lower, int lag) {
  const MatrixXd whole = lower.selfadjointView<Eigen::Lower>();
  const MatrixXd meat = whole / (lag + 1);
  return {meat.data(), meat.data() + meat.size()};
}

int chosen_lag(const ErrorChoice& choice, std::size_t periods) {
  if (periods < 2) {
    throw Error(ErrorKind::method, {.function = "covariance"},
                fmt::format("number of periods is {}, but must be at least 2", periods), "cluster by unit instead");
  }
  const int lag =
      choice.lag < 0 ? static_cast<int>(std::floor(std::pow(static_cast<double>(periods), 0.25))) : choice.lag;
  if (lag < static_cast<int>(periods)) return lag;
  throw Error(ErrorKind::method, {.function = "covariance"},
              fmt::format("lag is {}, but must be below the {} periods", lag, periods), "take fewer lags");
}

// Scores of the given rows (k x rows).
MatrixXd scores_of(const Regression& fit, std::span<const std::uint32_t> rows) {
  const auto k = static_cast<Index>(fit.names.size());
  MatrixXd scores(k, static_cast<Index>(rows.size()));
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const double score = score_weight(fit, rows[r]);
    for (Index j = 0; j < k; ++j) {
      scores(j, static_cast<Index>(r)) = score * fit.design[static_cast<std::size_t>(j) * fit.observations + rows[r]];
    }
  }
  return scores;
}

std::vector<double> series_meat(const Regression& fit, int lag) {
  std::vector<std::uint32_t> rows(fit.observations);
  std::iota(rows.begin(), rows.end(), 0);
  const std::vector<int> times(rows.begin(), rows.end());
  Windows windows(static_cast<Index>(fit.names.size()), lag);
  windows.add(scores_of(fit, rows), times);
  windows.flush();
  return meat_of(windows.product, lag);
}

// Rows of one unit in the order of time, added to the windows.
void add_unit(const Regression& fit, std::vector<std::uint32_t> rows, const Grouping& time, Windows& windows) {
  const std::span<const std::int32_t> slot = time.of();
  std::ranges::sort(rows, {}, [&](std::uint32_t row) { return slot[row]; });
  std::vector<int> times;
  times.reserve(rows.size());
  for (const std::uint32_t row : rows) times.push_back(time.code_of[slot[row]]);
  if (std::ranges::adjacent_find(times) != times.end()) {
    throw Error(ErrorKind::method, {.function = "covariance"},
                fmt::format("number of rows of one unit at time {} is above 1, but must be 1 for newey_west",
                            *std::ranges::adjacent_find(times)),
                "sum the rows of a unit by period, or use driscoll_kraay");
  }
  windows.add(scores_of(fit, rows), times);
}

std::vector<double> panel_meat(const Regression& fit, const Grouping& unit, const Grouping& time, int lag,
                               const Context& context) {
  const GroupedRows sorted = rows_by_group(unit);
  const auto k = static_cast<Index>(fit.names.size());
  const std::size_t units = unit.slots(), parts = (units + units_part - 1) / units_part;
  std::vector<MatrixXd> products(parts);
  for_each_part(parts, fit.observations > busy_rows, context, [&](std::size_t part) {
    Windows windows(k, lag);
    for (std::size_t u = part * units_part; u < std::min(units, (part + 1) * units_part); ++u) {
      if (sorted.first[u] == sorted.first[u + 1]) continue;
      add_unit(fit, {sorted.rows.begin() + sorted.first[u], sorted.rows.begin() + sorted.first[u + 1]}, time, windows);
    }
    windows.flush();
    products[part] = windows.product;
  });
  MatrixXd total = MatrixXd::Zero(k, k);
  for (const MatrixXd& product : products) total += product;
  return meat_of(total, lag);
}

std::vector<double> time_meat(const Regression& fit, const Grouping& time, int lag, const Context& context) {
  const auto k = static_cast<Index>(fit.names.size());
  const std::vector<double> sums = score_sums(fit, time, context);
  const MatrixXd by_time = Eigen::Map<const MatrixXd>(sums.data(), static_cast<Index>(time.slots()), k).transpose();
  Windows windows(k, lag);
  windows.add(by_time, time.code_of);
  windows.flush();
  return meat_of(windows.product, lag);
}

Covariance finish(const Regression& fit, std::vector<double> meat, double factor, double df) {
  for (double& value : meat) value *= factor;
  return {fit.names.size(), sandwich(fit.bread, meat, fit.names.size()), degrees_of_freedom(fit, df), ""};
}

Covariance series_covariance(const Regression& fit, const ErrorChoice& choice) {
  const SmallSample& rule = choice.small_sample;
  const int lag = chosen_lag(choice, fit.observations);
  const double n = static_cast<double>(fit.observations);
  const CountedParameters counted = counted_parameters(fit, rule, {});
  const double factor = parameter_factor(fit, rule, counted.count, n), df = n - counted.count;
  Covariance result = finish(fit, series_meat(fit, lag), factor, df);
  result.convention = fmt::format("newey_west of one series, lag {}{}; {}", lag,
                                  rule.parameters ? ", n/(n - K), " + counted.words : "", name_of_df(fit, df));
  return result;
}

}  // namespace

Covariance serial_covariance(const Regression& fit, const ErrorChoice& choice, const Context& context) {
  const bool newey_west = choice.errors == Errors::newey_west;
  if (newey_west && choice.unit.empty() && choice.time.empty()) return series_covariance(fit, choice);
  if (choice.time.empty()) {
    throw Error(ErrorKind::usage, {.function = "covariance"},
                "time is empty, but must be given for errors over time of a panel", "give the period of each row");
  }
  std::vector<Grouping> groups{group_rows(fit, choice.time, "time")};
  const SmallSample& rule = choice.small_sample;
  const std::size_t periods = groups.front().count;
  const int lag = chosen_lag(choice, periods);
  if (newey_west) groups.push_back(group_rows(fit, choice.unit, "unit"));
  const CountedParameters counted = counted_parameters(fit, rule, groups);
  const double factor = parameter_factor(fit, rule, counted.count, static_cast<double>(fit.observations) - 1) *
                        cluster_factor(rule, periods);
  const double df = static_cast<double>(periods) - 1;
  Covariance result = finish(
      fit, newey_west ? panel_meat(fit, groups[1], groups[0], lag, context) : time_meat(fit, groups[0], lag, context),
      factor, df);
  result.convention = fmt::format("{}, lag {}{}{}; {}", newey_west ? "newey_west within units" : "driscoll_kraay", lag,
                                  rule.clusters ? fmt::format(", T/(T - 1) of {} periods", periods) : "",
                                  rule.parameters ? ", (n - 1)/(n - K), " + counted.words : "", name_of_df(fit, df));
  return result;
}

}  // namespace payoff
