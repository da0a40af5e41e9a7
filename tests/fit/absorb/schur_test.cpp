#include "fit/absorb/schur.hpp"

#include <Eigen/Core>

#include "fit/fit_data.hpp"

using namespace payoff;

TEST_SUITE("fit/absorb/schur") {

namespace {

// The largest |S (S^- b) - b| over |b| for a b in the range of S.
double error_of(const AbsorbRows& rows, const SchurFactor& factor) {
  Random random(7);
  LaneVector v(rows.other_levels()), b, solved(v.size()), image;
  for (Lanes& value : v) value.at[1] = random.normal();
  rows.multiply(v, b);
  factor.solve(b, solved);
  rows.multiply(solved, image);
  double worst = 0, largest = 0;
  for (std::size_t j = 0; j < b.size(); ++j) {
    worst = std::max(worst, std::abs(image[j].at[1] - b[j].at[1]));
    largest = std::max(largest, std::abs(b[j].at[1]));
  }
  return worst / largest;
}

// People over ten years; firms follow one another along the rows and so form a ring.
std::vector<FactorLevels> ring(std::int32_t people, std::int32_t firms) {
  FactorLevels person{{}, static_cast<std::size_t>(people)}, year{{}, 10}, firm{{}, static_cast<std::size_t>(firms)};
  for (std::int32_t i = 0; i < people * 10; ++i) {
    person.of_row.push_back(i / 10);
    year.of_row.push_back(i % 10);
    firm.of_row.push_back(i % firms);
  }
  return {person, year, firm};
}

}  // namespace

TEST_CASE("reference: the factor reads protected members of Eigen 3.4") {
  CHECK_MESSAGE((EIGEN_WORLD_VERSION == 3 && EIGEN_MAJOR_VERSION == 4),
                "see whether SimplicialLDLT still has m_P, m_diag and m_nonZerosPerCol with their old meaning");
}

TEST_CASE("by hand: a ring of firms, of three redundant levels, is solved to rounding") {
  AbsorbRows rows(ring(2000, 86), {.threads = 2});
  rows.weigh({});
  const auto factor = SchurFactor::make(rows);
  REQUIRE(factor);
  CHECK(error_of(rows, *factor) < 1e-9);
}

TEST_CASE("invariance: weights from 1e-4 to 1e4 keep it solved") {
  const auto factors = ring(500, 22);
  Random random(1);
  std::vector<double> weight;
  for (std::size_t i = 0; i < 5000; ++i) weight.push_back(std::pow(10, 8 * random.uniform() - 4));
  AbsorbRows rows(factors, {.threads = 1});
  rows.weigh(weight);
  const auto factor = SchurFactor::make(rows);
  REQUIRE(factor);
  CHECK(error_of(rows, *factor) < 1e-9);
}

TEST_CASE("by hand: rows of one pair many times over count as one meeting") {
  // Three levels of 400 rows each, and only four others: a system of four, however many rows.
  FactorLevels first{{}, 5}, other{{}, 4};
  for (std::int32_t i = 0; i < 2000; ++i) {
    first.of_row.push_back(i % 5);
    other.of_row.push_back(i * 7 / 5 % 4);
  }
  AbsorbRows rows({first, other}, {.threads = 1});
  rows.weigh({});
  const auto factor = SchurFactor::make(rows);
  REQUIRE(factor);
  CHECK(error_of(rows, *factor) < 1e-12);
}

TEST_CASE("refusal: where every firm meets every other the factor would cost more than it saves") {
  Random random(2);
  FactorLevels person{{}, 4000}, firm{{}, 3000};
  for (std::int32_t i = 0; i < 40000; ++i) {
    person.of_row.push_back(i / 10);
    firm.of_row.push_back(static_cast<std::int32_t>(i < 3000 ? i : random.below(3000)));
  }
  AbsorbRows rows({person, firm}, {.threads = 1});
  rows.weigh({});
  CHECK(SchurFactor::make(rows) == nullptr);
}

}  // TEST_SUITE("fit/absorb/schur")
