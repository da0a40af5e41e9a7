// The wild cluster bootstrap of one coefficient: 500 firms, 99,999 draws, p value and cross products included.
//
//     bench_wild FOLDER
#include "columns.hpp"
#include "payoff/wild_bootstrap.hpp"

int main(int, char** arguments) {
  const std::filesystem::path folder = arguments[1];
  const std::vector<double> y = bench::read_column<double>(folder / "y"), x = bench::read_column<double>(folder / "x");
  const auto firm = bench::read_column<std::int32_t>(folder / "firm");
  const payoff::RegressionModel model{.outcome = y, .covariates = {{"x", x}}};
  payoff::WildResult result;
  const double seconds = bench::median_seconds(3, [&] {
    result = payoff::wild_cluster_bootstrap(model, {"firm", firm},
                                            {.coefficient = 1, .null_value = 1, .draws = 99999, .interval = false});
  });
  bench::report(seconds, result.p);
}
