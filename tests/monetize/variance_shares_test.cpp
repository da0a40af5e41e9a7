#include "monetize/variance_shares.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

#include "monetize/example.hpp"

using namespace payoff;

TEST_SUITE("monetize/variance_shares") {

namespace {

// What is paid is the sum of products of inputs; nothing comes in.
CashModel paying(const std::vector<MoneyInput>& inputs, const std::vector<std::vector<std::size_t>>& products) {
  CashModel model;
  model.inputs = inputs;
  model.discount = {1};
  CostStream stream{"all", {}};
  for (const std::vector<std::size_t>& product : products) stream.terms.push_back({1, product, {1}});
  model.costs = {stream};
  return model;
}

MoneyInput input(const char* name, const Uncertain& value) {
  return {name, std::string("the ") + name, "", false, value};
}

std::vector<VarianceShare> shares_of(const CashModel& model) {
  return variance_shares(model, JointDraw(model, 1));
}

// Monte Carlo errors of shares of 8,192 pairs of normal draws: sqrt(S^2 + 2 S) / sqrt(n) alone; with others S sqrt(2 / n),
// both with that of the variance of 2 n, S sqrt(1 / n).
constexpr double pairs = 8192;
double error_alone(double share) {
  return std::sqrt((share * share + 2 * share) / pairs) + share / std::sqrt(pairs);
}
double error_with_others(double share) {
  return share * (std::sqrt(2 / pairs) + 1 / std::sqrt(pairs));
}

void check_share(const VarianceShare& found, const std::string& of, double alone, double with_others) {
  CAPTURE(of);
  CHECK(found.of == of);
  CHECK(std::abs(found.alone - alone) < 4 * error_alone(alone));
  CHECK(std::abs(found.with_others - with_others) < 4 * error_with_others(with_others));
}

}  // namespace

TEST_CASE("variance shares: reference, of a sum each has its own variance, by itself and with others") {
  // Triangular and symmetric: variance = (half range)^2 / 6, so that 1, 2, 3 are 1, 4 and 9 of 14.
  const CashModel model = paying({input("a", Uncertain(9, 10, 11)), input("b", Uncertain(98, 100, 102)),
                                  input("known", 5), input("c", Uncertain(0, 3, 6))},
                                 {{0}, {1}, {2}, {3}});
  const std::vector<VarianceShare> shares = shares_of(model);
  REQUIRE(shares.size() == 3);
  check_share(shares[0], "the c", 9 / 14.0, 9 / 14.0);
  check_share(shares[1], "the b", 4 / 14.0, 4 / 14.0);
  check_share(shares[2], "the a", 1 / 14.0, 1 / 14.0);
}

TEST_CASE("variance shares: reference, of a product of two by Sobol's closed form") {
  // V = m2^2 v1 + m1^2 v2 + v1 v2; alone m2^2 v1 / V, with others (m2^2 v1 + v1 v2) / V.
  const double m1 = 1, v1 = 1 / 6.0, m2 = 5, v2 = 9 / 6.0;
  const double v = m2 * m2 * v1 + m1 * m1 * v2 + v1 * v2;
  const std::vector<VarianceShare> shares =
      shares_of(paying({input("x", Uncertain(0, 1, 2)), input("y", Uncertain(2, 5, 8))}, {{0, 1}}));
  REQUIRE(shares.size() == 2);
  check_share(shares[0], "the x", m2 * m2 * v1 / v, (m2 * m2 * v1 + v1 * v2) / v);
  check_share(shares[1], "the y", m1 * m1 * v2 / v, (m1 * m1 * v2 + v1 * v2) / v);
}

TEST_CASE("variance shares: reference, what matters only together with another is nothing alone") {
  // m1 = 0, v1 = 1/6; m2 = 1, v2 = 16/6: V = v1 + v1 v2; x alone 1 / (1 + v2), and in all of it; y alone 0, and in v2 / (1 + v2).
  const double v2 = 16 / 6.0;
  const std::vector<VarianceShare> shares =
      shares_of(paying({input("x", Uncertain(-1, 0, 1)), input("y", Uncertain(-3, 1, 5))}, {{0, 1}}));
  REQUIRE(shares.size() == 2);
  check_share(shares[0], "the x", 1 / (1 + v2), 1);
  CHECK(shares[1].alone < 4 * std::sqrt(1 / pairs));
  CHECK(std::abs(shares[1].with_others - v2 / (1 + v2)) < 4 * error_with_others(v2 / (1 + v2)));
}

TEST_CASE("variance shares: reference, what is correlated is one, with all of the variance of its sum") {
  // Normal enough: log-normal of a small sd; a + b with r = 0.5 has 3 v, c has v.
  CashModel model = paying({input("a", Uncertain::log_normal(99, 101)), input("b", Uncertain::log_normal(99, 101)),
                            input("c", Uncertain::log_normal(99, 101))},
                           {{0}, {1}, {2}});
  model.correlations = {{"a", "b", 0.5}};
  const std::vector<VarianceShare> shares = shares_of(model);
  REQUIRE(shares.size() == 2);
  check_share(shares[0], "the a and the b", 0.75, 0.75);
  check_share(shares[1], "the c", 0.25, 0.25);
}

TEST_CASE("variance shares: by hand, an effect alone has all of it, and what changes nothing none") {
  Assumptions assumptions = example::plain_money();
  const example::Priced priced(example::minutes_per_ticket(), assumptions);
  const std::vector<VarianceShare> shares = variance_shares(priced.model(), JointDraw(priced.model(), 1));
  REQUIRE(shares.size() == 1);
  check_share(shares[0], "effect on handle minutes", 1, 1);
  const std::vector<VarianceShare> idle =
      shares_of(paying({input("used", Uncertain(0, 1, 2)), input("idle", Uncertain(0, 1, 2))}, {{0}}));
  REQUIRE(idle.size() == 2);
  CHECK(idle[1].of == "the idle");
  CHECK(idle[1].with_others == 0);
}

TEST_CASE("variance shares: by hand, where nothing is uncertain there is nothing to share") {
  CHECK(shares_of(paying({input("known", 5)}, {{0}})).empty());
}

}  // TEST_SUITE("monetize/variance_shares")
