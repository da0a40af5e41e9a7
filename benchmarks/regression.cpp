// Least squares with absorbed factors on the columns that peer_regression.py draws: people over ten years, firms.
//
//     bench_regression FACTORS ERRORS FOLDER     FACTORS person+year, person+year+firm; ERRORS iid, cluster (by person)
//
// The number is the standard error of the first covariate.
#include "payoff/regression.hpp"

#include <cmath>
#include <cstring>

#include "columns.hpp"

namespace {

// CR1 of coefficient 0: people are the clusters, and their constants do not count as parameters (they are nested).
double cluster_error(const payoff::Regression& fit) {
  const std::size_t n = fit.observations, k = fit.names.size(), people = fit.factor_levels[0];
  std::vector<double> score(people);
  for (std::size_t i = 0; i < n; ++i) {
    double influence = 0;
    for (std::size_t j = 0; j < k; ++j) influence += fit.bread[j] * fit.design[j * n + i];
    score[fit.factors[0][i]] += influence * fit.residual[i];
  }
  double meat = 0;
  for (const double s : score) meat += s * s;
  const double g = static_cast<double>(people), rows = static_cast<double>(n);
  const double parameters = static_cast<double>(k + fit.absorbed_rank - people) + 1;
  return std::sqrt(meat * g / (g - 1) * (rows - 1) / (rows - parameters));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    fmt::print(stderr, "bench_regression FACTORS ERRORS FOLDER\n");
    return 2;
  }
  const std::filesystem::path folder = argv[3];
  const std::vector<double> y = bench::read_column<double>(folder / "y");
  std::vector<std::vector<double>> x;
  for (int j = 0; std::filesystem::exists(folder / fmt::format("x{}", j)); ++j) {
    x.push_back(bench::read_column<double>(folder / fmt::format("x{}", j)));
  }
  std::vector<std::vector<std::int32_t>> codes;
  payoff::RegressionModel model{.outcome = y};
  for (const char* factor : {"person", "year", "firm"}) {
    if (std::strstr(argv[1], factor)) codes.push_back(bench::read_column<std::int32_t>(folder / factor));
    if (std::strstr(argv[1], factor)) model.absorbed.push_back({factor, codes.back()});
  }
  for (std::size_t f = 0; f < codes.size(); ++f) model.absorbed[f].level = codes[f];
  for (std::size_t j = 0; j < x.size(); ++j) model.covariates.push_back({fmt::format("x{}", j), x[j]});
  double number = 0;
  const double seconds = bench::median_seconds(1, [&] {
    const payoff::Regression fit = payoff::regress(model);
    number =
        std::strcmp(argv[2], "cluster") == 0 ? cluster_error(fit) : std::sqrt(fit.residual_variance * fit.bread[0]);
  });
  bench::report(seconds, number);
  return 0;
}
