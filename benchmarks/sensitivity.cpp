// Bounds on trends of one long event path: intervals at four bounds of each kind, for the average effect; for peers.py.
//
//     bench_sensitivity magnitude|smoothness FOLDER    estimate.f64, covariance.f64 and leads.i64 as peers.py draws them
#include <cstdint>
#include <limits>

#include "columns.hpp"
#include "measure/diagnosis/sensitivity_magnitude.hpp"
#include "measure/diagnosis/sensitivity_smoothness.hpp"

namespace {

payoff::EventPath read_path(const std::filesystem::path& folder) {
  payoff::EventPath path;
  path.estimate = bench::read_column<double>(folder / "estimate.f64");
  path.covariance = bench::read_column<double>(folder / "covariance.f64");
  path.df = std::numeric_limits<double>::infinity();
  const int leads = static_cast<int>(bench::read_column<std::int64_t>(folder / "leads.i64").front());
  const int points = static_cast<int>(path.estimate.size());
  for (int j = 0; j < points; ++j) {
    path.event_time.push_back(j < leads ? j - leads - 1 : j - leads);
    path.target.push_back(j < leads ? 0 : 1.0 / (points - leads));
  }
  return path;
}

}  // namespace

int main(int, char** argv) {
  const payoff::EventPath path = read_path(argv[2]);
  const bool magnitudes = std::string(argv[1]) == "magnitude";
  constexpr double level = 0.95;
  payoff::TrendBound last;
  const double seconds = bench::median_seconds(5, [&] {
    const payoff::TrendPath trend = payoff::trend_path(path);
    if (magnitudes) {
      const auto prepared = payoff::relative_magnitudes(trend, level);
      for (const double bound : {0.5, 1.0, 1.5, 2.0}) last = payoff::interval_at(prepared, bound, level);
    } else {
      const auto prepared = payoff::smooth_estimators(trend, level);
      for (const double bound : {0.0, 0.01, 0.02, 0.05}) last = payoff::interval_at(prepared, bound, level);
    }
  });
  bench::report(seconds, last.high);
}
