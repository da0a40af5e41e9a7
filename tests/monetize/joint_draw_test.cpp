#include "monetize/joint_draw.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>

#include "base/distributions.hpp"
#include "monetize/example.hpp"

using namespace payoff;

TEST_SUITE("monetize/joint_draw") {

namespace {

constexpr std::size_t blocks = 80, count = blocks * JointDraw::block;  // 20,480

// Two effects, then an input of each shape, and one that is known.
CashModel everything() {
  CashModel model;
  for (const char* name : {"effect on a", "effect on b", "effect on c"})
    model.effects.push_back({.name = name, .unit = "", .estimate = 0, .se = 1, .df = INFINITY, .low = -2, .high = 2});
  const auto input = [&](const char* name, const Uncertain& value) {
    model.inputs.push_back({name, name, "", false, value});
  };
  input("triangular", Uncertain(0, 1, 4));
  input("pert", Uncertain(0, 0.5, 1, Shape::pert));
  input("log_normal", Uncertain::log_normal(20, 60));
  input("sample", Uncertain::sample({1, 2, 3, 10}));
  input("known", 7);
  return model;
}

struct Drawn {
  std::vector<std::vector<double>> effects, inputs;
};

Drawn drawn_from(const CashModel& model, std::uint64_t seed = 1) {
  const JointDraw joint(model, seed);
  Drawn all{std::vector<std::vector<double>>(model.effects.size()),
            std::vector<std::vector<double>>(model.inputs.size())};
  JointDraw::Block block;
  for (std::size_t b = 0; b < blocks; ++b) {
    joint.draw(b, block);
    for (std::size_t e = 0; e < all.effects.size(); ++e)
      all.effects[e].insert(all.effects[e].end(), block.effects[e].begin(), block.effects[e].end());
    for (std::size_t i = 0; i < all.inputs.size(); ++i)
      all.inputs[i].insert(all.inputs[i].end(), block.inputs[i].begin(), block.inputs[i].end());
  }
  return all;
}

double pearson(const std::vector<double>& x, const std::vector<double>& y) {
  double sx = 0, sy = 0, sxx = 0, syy = 0, sxy = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    sx += x[i], sy += y[i];
    sxx += x[i] * x[i], syy += y[i] * y[i], sxy += x[i] * y[i];
  }
  const double n = static_cast<double>(x.size());
  return (sxy - sx * sy / n) / std::sqrt((sxx - sx * sx / n) * (syy - sy * sy / n));
}

double spearman(const std::vector<double>& x, const std::vector<double>& y) {
  const auto ranks = [](const std::vector<double>& values) {
    std::vector<std::size_t> order(values.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::sort(order, {}, [&](std::size_t i) { return values[i]; });
    std::vector<double> rank(values.size());
    for (std::size_t i = 0; i < order.size(); ++i) rank[order[i]] = static_cast<double>(i);
    return rank;
  };
  return pearson(ranks(x), ranks(y));
}

// Largest distance of the empirical distribution from cdf.
double kolmogorov(std::vector<double> values, const std::function<double(double)>& cdf) {
  std::ranges::sort(values);
  const double n = static_cast<double>(values.size());
  double distance = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double p = cdf(values[i]);
    distance =
        std::max({distance, std::abs(p - static_cast<double>(i) / n), std::abs(p - static_cast<double>(i + 1) / n)});
  }
  return distance;
}

const double most_distance = 1.95 / std::sqrt(static_cast<double>(count));  // 1 in 1,000

void check_marginals(const Drawn& drawn) {
  CHECK(kolmogorov(drawn.inputs[0], [](double x) { return x < 1 ? x * x / 4 : 1 - (4 - x) * (4 - x) / 12; }) <
        most_distance);
  CHECK(kolmogorov(drawn.inputs[1], [](double x) { return x * x * x * (10 - 15 * x + 6 * x * x); }) < most_distance);
  CHECK(kolmogorov(drawn.inputs[2], [](double x) {
          return normal_cdf(std::log(x / std::sqrt(1200)) / (std::log(3) / 2 / 1.2815515655));
        }) < most_distance);
  for (const double value : {1, 2, 3, 10})  // a quarter each, within 4 standard errors
    CHECK(std::abs(static_cast<double>(std::ranges::count(drawn.inputs[3], value)) / count - 0.25) <
          4 * std::sqrt(0.1875 / count));
}

std::string refusal_of(const std::vector<Correlation>& correlations) {
  CashModel model = everything();
  model.correlations = correlations;
  return example::error_of([&] { JointDraw(model, 1); });
}

}  // namespace

TEST_CASE("joint draw: recovery, every shape has its own distribution, alone and where it goes with others") {
  CashModel model = everything();
  const Drawn alone = drawn_from(model);
  check_marginals(alone);
  CHECK(alone.inputs[4].empty());
  model.correlations = {{"triangular", "pert", 0.7},
                        {"pert", "log_normal", -0.5},
                        {"effect on a", "sample", 0.6},
                        {"effect on a", "effect on b", 0.4}};
  const Drawn together = drawn_from(model);
  check_marginals(together);
  CHECK(kolmogorov(together.effects[0], normal_cdf) < most_distance);
  CHECK(kolmogorov(together.effects[1], normal_cdf) < most_distance);
}

TEST_CASE("joint draw: recovery, an effect is drawn from the t of its degrees of freedom, in metric units") {
  CashModel model;
  for (const double df : {3.0, 10.0, double{INFINITY}})
    model.effects.push_back({.name = "e", .unit = "", .estimate = -6, .se = 2, .df = df});
  model.effects.push_back({.name = "log", .unit = "", .estimate = 0.1, .se = 0.2, .df = INFINITY, .log_baseline = 30});
  const Drawn drawn = drawn_from(model);
  for (std::size_t e = 0; e < 3; ++e) {
    CAPTURE(e);
    CHECK(kolmogorov(drawn.effects[e], [&](double x) { return student_cdf((x + 6) / 2, model.effects[e].df); }) <
          most_distance);
  }
  CHECK(kolmogorov(drawn.effects[3], [](double x) { return normal_cdf((std::log1p(x / 30) - 0.1) / 0.2); }) <
        most_distance);
}

TEST_CASE("joint draw: recovery, the correlation of normal scores, of inputs, of effects, and of one of each") {
  for (const double r : {-0.8, 0.3, 0.9}) {
    CAPTURE(r);
    CashModel model = everything();
    model.correlations = {
        {"triangular", "pert", r}, {"effect on a", "effect on b", r}, {"effect on c", "log_normal", r}};
    const Drawn drawn = drawn_from(model);
    const double pearson_error = (1 - r * r) / std::sqrt(static_cast<double>(count));
    CHECK(std::abs(pearson(drawn.effects[0], drawn.effects[1]) - r) < 4 * pearson_error);
    std::vector<double> scores = drawn.inputs[2];
    for (double& score : scores) score = std::log(score);
    CHECK(std::abs(pearson(drawn.effects[2], scores) - r) < 4 * pearson_error);
    // Ranks of a normal copula: 6 / pi asin(r / 2); their error is less than 1 / sqrt(n).
    const double expected = 6 / std::numbers::pi * std::asin(r / 2), error = 1 / std::sqrt(static_cast<double>(count));
    CHECK(std::abs(spearman(drawn.inputs[0], drawn.inputs[1]) - expected) < 4 * error);
    CHECK(std::abs(spearman(drawn.inputs[0], drawn.inputs[2])) < 4 * error);  // nothing was said of these
    CHECK(std::abs(pearson(drawn.effects[0], drawn.effects[2])) < 4 * error);
  }
}

TEST_CASE("joint draw: recovery, a chain of three has its two correlations, and between its ends none") {
  CashModel model = everything();
  model.correlations = {{"triangular", "pert", 0.6}, {"pert", "log_normal", 0.6}};
  const Drawn drawn = drawn_from(model);
  const double error = 1 / std::sqrt(static_cast<double>(count));
  const double expected = 6 / std::numbers::pi * std::asin(0.3);
  CHECK(std::abs(spearman(drawn.inputs[0], drawn.inputs[1]) - expected) < 4 * error);
  CHECK(std::abs(spearman(drawn.inputs[1], drawn.inputs[2]) - expected) < 4 * error);
  CHECK(std::abs(spearman(drawn.inputs[0], drawn.inputs[2])) < 4 * error);
}

TEST_CASE("joint draw: invariance, a block is the same whatever was drawn before it, and blocks differ") {
  CashModel model = everything();
  model.correlations = {{"triangular", "pert", 0.7}, {"effect on a", "sample", 0.6}};
  const JointDraw joint(model, 9), again(model, 9), other(model, 10);
  JointDraw::Block third, first, block;
  joint.draw(2, third);
  joint.draw(0, first);
  again.draw(0, block);
  CHECK(block.effects == first.effects);
  CHECK(block.inputs == first.inputs);
  again.draw(2, block);
  CHECK(block.effects == third.effects);
  CHECK(block.inputs == third.inputs);
  CHECK(first.inputs[0] != third.inputs[0]);
  other.draw(0, block);
  CHECK(block.inputs[0] != first.inputs[0]);
}

TEST_CASE("joint draw: by hand, those that hang together are one group, what is known is in none") {
  CashModel model = everything();
  model.correlations = {{"triangular", "pert", 0.7}, {"effect on a", "pert", 0.2}};
  const JointDraw joint(model, 1);
  const std::vector<int>& groups = joint.groups();
  REQUIRE(groups.size() == 8);
  CHECK(groups[0] == groups[3]);
  CHECK(groups[0] == groups[4]);
  CHECK(groups[1] != groups[0]);
  CHECK(groups[7] == -1);
  CHECK(joint.group_count() == 5);
  CHECK(joint.input_is_drawn(0));
  CHECK_FALSE(joint.input_is_drawn(4));
}

TEST_CASE("joint draw: by hand, measured correlations that no matrix has are made smaller until one has them") {
  // The least eigenvalue of a, a, -a is 1 - 2 a: 0.9 x 0.98^k is below 1/2 from k = 30 on, 0.4909.
  CashModel model = everything();
  model.correlations = {
      {"effect on a", "effect on b", 0.9}, {"effect on a", "effect on c", 0.9}, {"effect on b", "effect on c", -0.9}};
  const Drawn drawn = drawn_from(model);
  const double expected = 0.9 * std::pow(0.98, 30),
               error = (1 - expected * expected) / std::sqrt(static_cast<double>(count));
  CHECK(std::abs(pearson(drawn.effects[0], drawn.effects[1]) - expected) < 4 * error);
  CHECK(std::abs(pearson(drawn.effects[1], drawn.effects[2]) + expected) < 4 * error);
}

TEST_CASE("joint draw: refusal, what cannot be correlated") {
  CHECK(refusal_of({{"triangular", "pert", 0.5}}) == "no error");
  CHECK(
      refusal_of({{"triangular", "perl", 0.5}}) ==
      "money.correlations: 'perl' is no assumption that is uncertain; there are: triangular, pert, log_normal, sample");
  CHECK(refusal_of({{"triangular", "known", 0.5}}) ==
        "money.correlations: 'known' is known, but must be uncertain to be correlated; give it a range");
  CHECK(refusal_of({{"triangular", "pert", 1}}) ==
        "money.correlations: the correlation of 'triangular' and 'pert' is 1, but must be above -1 and below 1");
  CHECK(refusal_of({{"triangular", "pert", missing}}).find("must be above -1 and below 1") != std::string::npos);
  CHECK(refusal_of({{"pert", "pert", 0.5}}) ==
        "money.correlations: 'pert' is correlated with itself; name two assumptions");
  CHECK(refusal_of({{"triangular", "pert", 0.9}, {"pert", "sample", 0.9}, {"triangular", "sample", -0.9}}) ==
        "money.correlations: no numbers can be correlated in all of these ways at once; make one of them smaller");
}

}  // TEST_SUITE("monetize/joint_draw")
