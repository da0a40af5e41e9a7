#include "fit/regression_triangle.hpp"

#include <fstream>
#include <nlohmann/json.hpp>

#include "fit/fit_data.hpp"
#include "number_in.hpp"

using namespace payoff;

TEST_SUITE("fit/regression_triangle") {

namespace {

// Coefficients and residual standard deviation of one of NIST's linear regressions.
void check_nist(const nlohmann::json& certified, const std::string& name, double digits) {
  const auto data = fit_table("nist_strd/" + name + ".csv");
  const auto y = data->column("y");
  const auto& coefficients = certified[name]["certified"]["coef"];
  const bool through_origin = name.starts_with("NoInt"), several = name == "Longley";
  std::vector<std::vector<double>> columns;
  for (std::size_t j = 1; j < coefficients.size() + through_origin; ++j) {
    std::vector<double>& column = columns.emplace_back(data->column(several ? fmt::format("x{}", j) : "x"));
    for (double& x : column) x = several ? x : std::pow(x, static_cast<double>(j));
  }
  RegressionModel model{.outcome = y, .intercept = !through_origin};
  for (std::size_t j = 0; j < columns.size(); ++j) model.covariates.push_back({fmt::format("x{}", j + 1), columns[j]});
  const Regression fit = regress(model);
  REQUIRE(fit.names.size() == coefficients.size());
  std::size_t j = 0;
  for (std::size_t b = through_origin; b < coefficients.size() + through_origin; ++b, ++j) {
    CAPTURE(name);
    CAPTURE(b);
    const double expected = number_in(coefficients[fmt::format("B{}", b)].get<std::string>());
    CHECK_CLOSE(fit.coefficient[j], expected, std::pow(10, -digits));
  }
  const double sd = number_in(certified[name]["certified"]["resid_sd"].get<std::string>());
  const double r2 = number_in(certified[name]["certified"]["r2"].get<std::string>());
  if (sd > 0) CHECK_CLOSE(std::sqrt(fit.residual_variance), sd, std::pow(10, -digits));
  CHECK_CLOSE(fit.r_squared, r2, std::pow(10, -digits));
}

std::vector<double> random_column(Random& random, std::size_t n, double mean = 0) {
  std::vector<double> column;
  for (std::size_t i = 0; i < n; ++i) column.push_back(random.normal() + mean);
  return column;
}

}  // namespace

TEST_CASE("by hand: two columns at right angles") {
  // X = [[1, 1], [1, -1], [1, 0]], y = (3, 1, 5): b = (3, 1), inverse diag(1/3, 1/2); residuals -1, -1, 2.
  const std::vector<double> design{1, 1, 1, 1, -1, 0}, y{3, 1, 5};
  const TriangleProblem problem{design, y, {}, true};
  const TriangleSolution solution = solve_triangle(problem);
  CHECK(solution.kept == std::vector<std::size_t>{0, 1});
  CHECK_CLOSE(static_cast<double>(solution.coefficient[0]), 3, 1e-15);
  CHECK_CLOSE(static_cast<double>(solution.coefficient[1]), 1, 1e-15);
  CHECK_CLOSE(solution.bread[0], 1.0 / 3, 1e-15);
  CHECK(std::abs(solution.bread[1]) < 1e-16);
  CHECK_CLOSE(solution.bread[3], 0.5, 1e-15);
  CHECK_CLOSE(residuals(problem, solution)[2], 2, 1e-15);
}

TEST_CASE("reference: NIST's certified linear regressions, Filip to 7 digits and the others to 9") {
  const auto file = shared_file("data/nist_strd/certified.json");
  if (!file) {
    return;
  }
  std::ifstream stream(*file);
  const nlohmann::json certified = nlohmann::json::parse(stream);
  for (const char* name : {"Norris", "Pontius", "NoInt1", "NoInt2", "Longley", "Wampler1", "Wampler2", "Wampler3",
                           "Wampler4", "Wampler5"}) {
    check_nist(certified, name, 9);
  }
  check_nist(certified, "Filip", 7);
}

TEST_CASE("invariance: reflections and cross products give the same, with weights and a constant") {
  // A third column that is the second but for a hundredth of a percent sends the problem to the reflections.
  Random random(4);
  const std::size_t n = 3000;
  std::vector<double> design(n, 1.0), weight, y = random_column(random, n, 5);
  for (const double mean : {100.0, 3.0}) {
    const auto column = random_column(random, n, mean);
    design.insert(design.end(), column.begin(), column.end());
  }
  for (std::size_t i = 0; i < n; ++i) weight.push_back(0.1 + random.uniform());
  const TriangleSolution two = solve_triangle({design, y, weight, true});
  CHECK_FALSE(two.extended);
  for (std::size_t i = 0; i < n; ++i) design.push_back(design[2 * n + i] + 1e-4 * random.normal());
  const TriangleSolution three = solve_triangle({design, y, weight, true});
  CHECK(three.extended);
  // y on the third is y on the two but for the third's share: the normal equations hold to rounding.
  const TriangleProblem problem{design, y, weight, true};
  const std::vector<double> e = residuals(problem, three);
  for (std::size_t j = 0; j < 4; ++j) {
    double sum = 0, size = 0;
    for (std::size_t i = 0; i < n; ++i) {
      sum += weight[i] * e[i] * design[j * n + i];
      size += weight[i] * std::abs(e[i] * design[j * n + i]);
    }
    CHECK(std::abs(sum) < 1e-12 * size);
  }
}

TEST_CASE("invariance: any number of threads gives the same bytes") {
  Random random(6);
  const std::size_t n = 300000;
  std::vector<double> design = random_column(random, n, 4), y = random_column(random, n);
  const auto second = random_column(random, n);
  design.insert(design.end(), second.begin(), second.end());
  TriangleProblem problem{design, y};
  const TriangleSolution one = solve_triangle(problem);
  problem.context.threads = 3;
  const TriangleSolution many = solve_triangle(problem);
  CHECK(one.bread == many.bread);
  CHECK(one.coefficient == many.coefficient);
  CHECK(residuals(problem, one) == residuals(problem, many));
}

TEST_CASE("by hand: columns that others explain are left out, the first of them stays") {
  Random random(8);
  const std::size_t n = 50;
  std::vector<double> design(n, 1.0);
  const auto a = random_column(random, n, 1e6), b = random_column(random, n), y = random_column(random, n);
  for (std::size_t i = 0; i < n; ++i) design.push_back(a[i]);
  for (std::size_t i = 0; i < n; ++i) design.push_back(7.1);  // another constant
  for (std::size_t i = 0; i < n; ++i) design.push_back(b[i]);
  for (std::size_t i = 0; i < n; ++i) design.push_back(3 * b[i] - 2);
  for (std::size_t i = 0; i < n; ++i) design.push_back(0);
  CHECK(solve_triangle({design, y, {}, true}).kept == std::vector<std::size_t>{0, 1, 3});
}

}  // TEST_SUITE("fit/regression_triangle")
