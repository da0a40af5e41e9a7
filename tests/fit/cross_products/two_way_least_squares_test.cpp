#include "fit/cross_products/two_way_least_squares.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "base/random.hpp"
#include "fit/cross_products/parts.hpp"
#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("fit/cross_products/two_way_least_squares") {

namespace {

struct Row {
  std::size_t period, unit;
  int effect;
  double w, y;
  std::vector<double> x;
};

// Two kinds of units, the second with effects; each unit's own means are out of y and x.
struct Drawn {
  std::vector<Row> rows;
  std::vector<std::size_t> kind;  // of units
  std::vector<OwnCell> effects;
  std::size_t periods = 9, kinds = 0, covariates = 0;
};

// Effects 0 to 2 are of one cell each, 3 is of two periods.
Drawn draw(std::uint64_t seed, bool covariates) {
  Random random(seed);
  Drawn drawn;
  drawn.covariates = covariates ? 2 : 0;
  drawn.kinds = 4;  // 0 and 1 never, 2 and 3 with the tool
  drawn.effects = {{5, 2, 4}, {6, 2, 4}, {7, 2, 4}, {}};
  const int effect_of[9] = {-1, -1, 3, 3, -1, 0, 1, 2, -1};
  for (std::size_t unit = 0; unit < 14; ++unit) {
    const std::size_t kind = unit % 4;
    drawn.kind.push_back(kind);
    const double w = 0.5 + random.uniform();
    const std::size_t first = drawn.rows.size();
    for (std::size_t t = 0; t < drawn.periods; ++t) {
      const bool gap = (kind == 1 && t % 3 == 1) || (kind == 3 && t == 6);
      if (gap) continue;
      Row row{t, unit, kind >= 2 ? effect_of[t] : -1, w, random.normal(), {}};
      for (std::size_t j = 0; j < drawn.covariates; ++j) row.x.push_back(random.normal());
      drawn.rows.push_back(row);
    }
    const double count = static_cast<double>(drawn.rows.size() - first);
    std::vector<double> mean(1 + drawn.covariates);
    for (std::size_t i = first; i < drawn.rows.size(); ++i) {
      mean[0] += drawn.rows[i].y / count;
      for (std::size_t j = 0; j < drawn.covariates; ++j) mean[1 + j] += drawn.rows[i].x[j] / count;
    }
    for (std::size_t i = first; i < drawn.rows.size(); ++i) {
      drawn.rows[i].y -= mean[0];
      for (std::size_t j = 0; j < drawn.covariates; ++j) drawn.rows[i].x[j] -= mean[1 + j];
    }
  }
  return drawn;
}

TwoWayLeastSquares solve_two_way(const Drawn& drawn) {
  TwoWayEquations equations(drawn.periods, drawn.kinds, drawn.effects, drawn.covariates);
  for (const Row& row : drawn.rows) equations.add(row.period, drawn.kind[row.unit], row.effect, row.w, row.y, row.x);
  return {std::move(equations), {}};
}

// A column for every unit, then periods, effects, covariates.
LeastSquares solve_whole(const Drawn& drawn) {
  const std::size_t units = drawn.kind.size(), k = units + drawn.periods + drawn.effects.size() + drawn.covariates;
  NormalEquations equations(k);
  for (const Row& row : drawn.rows) {
    const double root = std::sqrt(row.w);
    std::vector<double> x(k);
    x[row.unit] = x[units + row.period] = root;
    if (row.effect >= 0) x[units + drawn.periods + static_cast<std::size_t>(row.effect)] = root;
    for (std::size_t j = 0; j < drawn.covariates; ++j)
      x[units + drawn.periods + drawn.effects.size() + j] = root * row.x[j];
    equations.add(x, root * row.y);
  }
  return solve(equations);
}

}  // namespace

TEST_CASE("reference: effects and covariates, and how they move with every row, are those of a column for each unit") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const Drawn drawn = draw(seed, seed % 2 == 0);
    const TwoWayLeastSquares two_way = solve_two_way(drawn);
    const LeastSquares whole = solve_whole(drawn);
    const std::size_t units = drawn.kind.size();
    CHECK(two_way.rank == whole.rank - units);
    REQUIRE(two_way.without_data.size() == 1);  // the constant of all periods
    for (std::size_t t = 1; t < drawn.periods; ++t)
      CHECK_CLOSE(two_way.without_data[0][t], two_way.without_data[0][0], 1e-11);
    for (std::size_t j = drawn.periods; j < two_way.columns; ++j) {
      CHECK(std::abs(two_way.without_data[0][j]) < 1e-11);
      CHECK(std::abs(two_way.coefficient[j] - whole.coefficient[units + j]) < 1e-11);
      std::vector<double> unit(two_way.columns);
      unit[j] = 1;
      const std::vector<double> column = two_way.apply(unit);
      for (std::size_t l = drawn.periods; l < two_way.columns; ++l) {
        CHECK(std::abs(column[l] - whole.row(units + j)[units + l]) < 1e-11);
        CHECK(std::abs(product_in_parts(two_way, {{j, 1}}, {{l, 2}, {3, -1}}) - (2 * column[l] - column[3])) < 1e-11);
      }
      for (std::size_t t = 1; t < drawn.periods; ++t) {  // periods are known up to a constant
        const double difference = whole.row(units + j)[units + t] - whole.row(units + j)[units];
        CHECK(std::abs(column[t] - column[0] - difference) < 1e-11);
      }
    }
  }
}

// Two periods; unit 0 of kind 0: 0 and 1, unit 1 of kind 1: 0 and 3 with an effect: 3 - 1.
TEST_CASE("by hand: the difference of two changes") {
  TwoWayEquations equations(2, 2, {{1, 1, 2}}, 0);
  equations.add(0, 0, -1, 1, -0.5, {});
  equations.add(1, 0, -1, 1, 0.5, {});
  equations.add(0, 1, -1, 1, -1.5, {});
  equations.add(1, 1, 0, 1, 1.5, {});
  const TwoWayLeastSquares fit(std::move(equations), {});
  CHECK_CLOSE(fit.coefficient[2], 2, 1e-14);
  CHECK(fit.rank == 2);
}

TEST_CASE(
    "refusal: a period in which all cells have an effect of their own, and an effect without a cell, are not known") {
  TwoWayEquations equations(3, 2, {{1, 1, 2}, {2, 1, 2}, {0, 1, 2}}, 0);
  equations.add(0, 0, -1, 1, -0.5, {});
  equations.add(1, 0, -1, 1, 0.5, {});
  equations.add(0, 1, -1, 1, -2, {});
  equations.add(1, 1, 0, 1, 0, {});
  equations.add(2, 1, 1, 1, 2, {});  // nobody else was seen in period 2
  const TwoWayLeastSquares fit(std::move(equations), {});
  CHECK(fit.aliased[2]);
  CHECK(fit.aliased[5]);
  CHECK_CLOSE(fit.coefficient[3], 1, 1e-14);
  CHECK(fit.without_data.size() == 3);
  CHECK(fit.without_data[0] == std::vector<double>{0, 0, 1, 0, -1, 0});
  CHECK(fit.without_data[1] == std::vector<double>{0, 0, 0, 0, 0, 1});
}

}  // TEST_SUITE("fit/cross_products/two_way_least_squares")
