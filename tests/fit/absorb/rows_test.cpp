#include "fit/absorb/rows.hpp"

#include "fit/fit_data.hpp"

using namespace payoff;

TEST_SUITE("fit/absorb/rows") {

namespace {

// Two people over three weeks; person 1 is not seen in week 2. Rows in no order.
const FactorLevels person{{1, 0, 0, 1, 0}, 2}, week{{0, 0, 1, 1, 2}, 3};

}  // namespace

TEST_CASE("by hand: the system that is left when weeks are eliminated") {
  // Week is the factor with the most levels. S over people: [1/2 + 1/2, -1; -1, 1]: weeks 0 and 1 hold both, a half
  // each; week 2 holds person 0 alone and adds nothing.
  AbsorbRows rows({person, week}, {.threads = 1});
  rows.weigh({});
  CHECK(rows.first_levels() == 3);
  CHECK(rows.other_levels() == 2);
  CHECK(rows.diagonal() == std::vector<double>{1, 1});
  LaneVector v(2), product;
  v[0].at[0] = 1;
  v[1].at[1] = 1;
  rows.multiply(v, product);
  CHECK(product[0].at[0] == 1);
  CHECK(product[1].at[0] == -1);
  CHECK(product[0].at[1] == -1);
  CHECK(product[1].at[1] == 1);
}

TEST_CASE("by hand: the right-hand side and its norm, and the means taken out") {
  // y less the means of its weeks: week 0 (4, 2) -> 1, -1; week 1 (6, 10) -> -2, 2; week 2 -> 0. People: 0: -1 - 2,
  // 1: 1 + 2. Norm 1 + 1 + 4 + 4.
  const std::vector<double> y{4, 2, 6, 10, 5};
  std::vector<double> left(5);
  AbsorbRows rows({person, week}, {.threads = 1});
  rows.weigh({});
  const AbsorbColumn column{y.data(), left.data()};
  LaneVector b;
  const Lanes norm = rows.right_side({&column, 1}, b);
  CHECK(b[0].at[0] == -3);
  CHECK(b[1].at[0] == 3);
  CHECK(norm.at[0] == 10);
  const AbsorbNorms norms = rows.take_out({&column, 1}, LaneVector(2));
  CHECK(left == std::vector<double>{1, -1, -2, 2, 0});
  CHECK(norms.raw.at[0] == 16 + 4 + 36 + 100 + 25);
  CHECK(norms.centred.at[0] == 10);
  CHECK(norms.left.at[0] == 10);
}

TEST_CASE("by hand: weights make the means weighted") {
  // Week 0 holds 4 with weight 1 and 2 with weight 3: mean 2.5.
  const std::vector<double> y{4, 2, 6, 10, 5}, weight{1, 3, 1, 1, 1};
  std::vector<double> left(5);
  AbsorbRows rows({person, week}, {.threads = 1});
  rows.weigh(weight);
  const AbsorbColumn column{y.data(), left.data()};
  rows.take_out({&column, 1}, LaneVector(2));
  CHECK(left == std::vector<double>{1.5, -0.5, -2, 2, 0});
}

TEST_CASE("by hand: balanced is every pair once at equal weights") {
  const FactorLevels a{{0, 0, 1, 1, 2, 2}, 3}, b{{0, 1, 1, 0, 0, 1}, 2}, twice{{0, 1, 1, 1, 0, 1}, 2};
  AbsorbRows rows({a, b}, {.threads = 1}), other({a, twice}, {.threads = 1}), holes({person, week}, {.threads = 1});
  rows.weigh({});
  other.weigh({});
  holes.weigh({});
  CHECK(rows.balanced());
  CHECK_FALSE(other.balanced());
  CHECK_FALSE(holes.balanced());
  rows.weigh(std::vector<double>{2, 2, 2, 2, 2, 2});
  CHECK(rows.balanced());
  rows.weigh(std::vector<double>{2, 2, 2, 2, 2, 1});
  CHECK_FALSE(rows.balanced());
}

}  // TEST_SUITE("fit/absorb/rows")
