#include "fit/cross_products/least_squares.hpp"

#include "base/random.hpp"
#include "measure/panels.hpp"
#include "measure/read_csv.hpp"

using namespace payoff;

TEST_SUITE("fit/cross_products/least_squares") {

TEST_CASE("least squares: a line through three points") {
  // x = -1, 0, 1 and y = 1, 2, 6, already centred in x: slope (6 - 1) / 2 = 2.5, inverse 1 / 2; constant 9 / 3 = 3.
  NormalEquations equations(2);
  equations.add(std::vector<double>{1, -1}, 1);
  equations.add(std::vector<double>{1, 0}, 2);
  equations.add(std::vector<double>{1, 1}, 6);
  const LeastSquares line = solve(equations);
  CHECK(line.rank == 2);
  CHECK_CLOSE(line.coefficient[0], 3, 1e-15);
  CHECK_CLOSE(line.coefficient[1], 2.5, 1e-15);
  CHECK_CLOSE(line.row(1)[1], 0.5, 1e-15);
  CHECK(line.row(0)[1] == 0);
}

TEST_CASE("least squares: a quadratic form is x'Ax") {
  // (1, 2) [[2, 1], [1, 3]] (1, 2)' = 2 + 2 + 2 + 12 = 18.
  CHECK(quadratic_form(std::vector<double>{2, 1, 1, 3}, std::vector<double>{1, 2}) == 18);
}

TEST_CASE("least squares: Longley's centred columns give NIST's certified slopes to nine digits") {
  const auto file = shared_file("data/nist_strd/Longley.csv");
  if (!file) {
    return;
  }
  const CsvTable table = read_csv(*file);
  const double n = static_cast<double>(table.rows);
  const std::vector<std::string> names = {"x1", "x2", "x3", "x4", "x5", "x6", "y"};
  std::vector<double> mean(7);
  for (std::size_t i = 0; i < table.rows; ++i) {
    for (std::size_t j = 0; j < 7; ++j) mean[j] += table.number(names[j], i) / n;
  }
  NormalEquations equations(6);
  std::vector<std::vector<double>> rows(table.rows, std::vector<double>(6));
  for (std::size_t i = 0; i < table.rows; ++i) {
    for (std::size_t j = 0; j < 6; ++j) rows[i][j] = table.number(names[j], i) - mean[j];
    equations.add(rows[i], table.number("y", i) - mean[6]);
  }
  const LeastSquares fit = solve(equations);
  const double slope[] = {15.0618722713733,  -0.035819179292591,  -2.02022980381683,
                          -1.03322686717359, -0.0511041056535807, 1829.15146461355};
  const double se[] = {84.9149257747669,  0.0334910077722432, 0.488399681651699,
                       0.214274163161675, 0.22607320006937,   455.478499142212};
  const double residual_sd = 304.854073561965;  // certified
  for (std::size_t j = 0; j < 6; ++j) {
    CHECK_CLOSE(fit.coefficient[j], slope[j], 1e-9);
    CHECK_CLOSE(residual_sd * std::sqrt(fit.row(j)[j]), se[j], 1e-9);
  }
}

TEST_CASE("least squares: scaling a column scales its coefficient back, whatever the factor") {
  Random random(1);
  NormalEquations equations(2), scaled(2);
  for (int i = 0; i < 30; ++i) {
    const double a = random.normal(), b = random.normal(), y = a - 2 * b + random.normal();
    equations.add(std::vector<double>{a, b}, y);
    scaled.add(std::vector<double>{1e9 * a, 1e-9 * b}, y);
  }
  const LeastSquares one = solve(equations), other = solve(scaled);
  CHECK_CLOSE(other.coefficient[0], 1e-9 * one.coefficient[0], 1e-13);
  CHECK_CLOSE(other.coefficient[1], 1e9 * one.coefficient[1], 1e-13);
}

TEST_CASE("least squares: a column that those before it explain is left out, and only that one") {
  Random random(2);
  NormalEquations equations(4);
  for (int i = 0; i < 30; ++i) {
    const double a = random.normal(), b = random.normal();
    equations.add(std::vector<double>{a, b, 3 * a - b, 0}, a + b);
  }
  const LeastSquares fit = solve(equations);
  CHECK(fit.rank == 2);
  CHECK(fit.aliased == std::vector<bool>{false, false, true, true});
  CHECK_CLOSE(fit.coefficient[0], 1, 1e-12);
  CHECK(fit.coefficient[2] == 0);
  CHECK(fit.row(2)[2] == 0);
}

TEST_CASE("least squares: what rounding leaves of a constant column is not taken for a column") {
  NormalEquations equations(1);
  equations.rounding[0] = 1e-20;
  equations.add(std::vector<double>{1e-11}, 1);
  CHECK(solve(equations).aliased[0]);
}

}  // TEST_SUITE("fit/cross_products/least_squares")
