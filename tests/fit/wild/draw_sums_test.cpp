#include "fit/wild/draw_sums.hpp"

#include <cmath>

#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("fit/wild/draw_sums") {

namespace {

// Unit by period, the first half of the units treated from the third of five periods on; the effects of periods are
// columns, those of units are out.
struct Cells {
  std::vector<double> y;
  std::vector<std::int32_t> unit;
  std::vector<std::vector<double>> columns;

  explicit Cells(bool balanced) {
    Random random(11);
    columns.resize(5);
    for (int u = 0; u < 12; ++u) {
      for (int t = 0; t < 5; ++t) {
        if (!balanced && (u + t) % 7 == 0) continue;
        y.push_back(random.normal());
        unit.push_back(u);
        columns[0].push_back(u < 6 && t >= 2 ? 1 : 0);
        for (int p = 1; p < 5; ++p) columns[p].push_back(p == t ? 1 : 0);
      }
    }
  }
  ClusterScores scores() const {
    RegressionModel model{.outcome = y, .covariates = {}, .absorbed = {{"unit", unit}}};
    for (std::size_t k = 0; k < columns.size(); ++k) model.covariates.push_back({"x" + std::to_string(k), columns[k]});
    return cluster_scores(model, {"unit", unit}, 0);
  }
};

}  // namespace

TEST_CASE(
    "by hand: the effect of a draw, sum of v a's_g, is (Z'1)'u whatever the weights, so for every cluster alone") {
  for (const bool balanced : {true, false}) {
    const ClusterScores scores = Cells(balanced).scores();
    const Summands part = summands(scores, true);
    for (std::size_t g = 0; g < scores.clusters; ++g) {
      double n0 = 0, n1 = 0, along0 = 0, along1 = 0;
      for (std::size_t k = 0; k < scores.columns; ++k) {
        const double a = scores.bread[scores.coefficient * scores.columns + k];
        n0 += a * scores.score[g * scores.columns + k];
        n1 += a * scores.own[g * scores.columns + k];
      }
      for (std::size_t i = 0; i < part.rank; ++i) {
        along0 += part.along[i] * part.value[g * part.columns + i];
        along1 += part.along[i] * part.value[g * part.columns + part.rank + i];
      }
      CHECK(std::abs(along0 - n0) < 1e-12);
      CHECK(std::abs(along1 - n1) < 1e-12);
    }
  }
}

TEST_CASE("by hand: h is u where the panel is balanced, and only there") {
  const Summands balanced = summands(Cells(true).scores(), true), other = summands(Cells(false).scores(), true);
  CHECK(balanced.rank == 2);  // the arms
  CHECK(balanced.h == 0);
  CHECK(balanced.linear == 4);
  CHECK(other.h == 2 * other.rank);
  CHECK(other.linear >= 4 * other.rank);
  // Whatever the unit of the outcome, of which the part that moves with the null knows nothing.
  Cells large(false);
  for (double& y : large.y) y *= 1e15;
  CHECK(summands(large.scores(), true).h == 2 * other.rank);
}

TEST_CASE(
    "by hand: a table holds the sums over its clusters for each way to weigh them; squares only where they differ") {
  const Summands part{.rank = 1,
                      .clusters = 2,
                      .h = 0,
                      .linear = 4,
                      .columns = 8,
                      .along = {1},
                      .value = {1, 2, 0, 0, 5, 6, 7, 0,  //
                                3, 4, 0, 0, 8, 9, 1, 0}};
  const SumTable signs = tabulate(part, WildWeights::rademacher);
  CHECK(signs.tables == 1);
  CHECK(signs.entries == 4);
  CHECK(signs.columns == 4);
  CHECK(signs.value == std::vector<double>{4, 6, 0, 0, 2, 2, 0, 0, -2, -2, 0, 0, -4, -6, 0, 0});
  const SumTable webb = tabulate(part, WildWeights::webb);
  CHECK(webb.entries == 216);
  CHECK(webb.columns == 8);
  CHECK_CLOSE(webb.value[0], -std::sqrt(1.5) * 4, 1e-14);
  CHECK_CLOSE(webb.value[4], 1.5 * 13, 1e-14);
}

}  // TEST_SUITE("fit/wild/draw_sums")
