#include "fit/fit_data.hpp"

using namespace payoff;

TEST_SUITE("fit/poisson") {

TEST_CASE("by hand: without covariates that vary, exp(constant) is the mean") {
  // y = 1, 2, 6, mean 3; deviance 2 (ln(1/3) + 2 ln(2/3) + 6 ln 2) = 4.4987; information sum mu = 9.
  const std::vector<double> y{1, 2, 6};
  const Regression fit = regress({.outcome = y, .covariates = {}, .family = Family::poisson});
  CHECK_CLOSE(fit.coefficient[0], std::log(3), 1e-14);
  CHECK_CLOSE(fit.bread[0], 1.0 / 9, 1e-11);  // of the last step but one
  CHECK_CLOSE(fit.deviance, 2 * (std::log(1.0 / 3) + 2 * std::log(2.0 / 3) + 6 * std::log(2)), 1e-13);
  CHECK_CLOSE(fit.residual[2], (6 - 3) / 3.0, 1e-13);
  CHECK_CLOSE(fit.weight[2], 3, 1e-13);
}

TEST_CASE("by hand: one covariate of two values in two groups is the pooled ratio") {
  // Group a: untreated 2, treated 6; group b: untreated 10, treated 30. Each ratio is 3, so exp(b) = 3, fitted exactly.
  const std::vector<double> y{2, 6, 10, 30}, treated{0, 1, 0, 1};
  const std::vector<std::int32_t> group{0, 0, 1, 1};
  const Regression fit = regress(
      {.outcome = y, .covariates = {{"treated", treated}}, .absorbed = {{"group", group}}, .family = Family::poisson});
  CHECK_CLOSE(fit.coefficient[0], std::log(3), 1e-14);
  CHECK(fit.deviance < 1e-13);
  // X~ at weights mu: group a -3/4, 1/4 with mu 2, 6: 1.5; group b five times that: information 9.
  CHECK_CLOSE(fit.bread[0], 1.0 / 9, 1e-13);
}

TEST_CASE("by hand: a group of zeros and a cell of zeros are separated, and the rest is fitted without them") {
  // Group c has no event; the rows with z = 1 have none either, and no row with y > 0 has z = 1: g = -infinity.
  const std::vector<double> y{2, 6, 10, 30, 0, 0, 0, 0}, treated{0, 1, 0, 1, 0, 1, 0, 1}, z{0, 0, 0, 0, 0, 0, 1, 1};
  const std::vector<std::int32_t> group{0, 0, 1, 1, 2, 2, 0, 1};
  const Regression fit = regress({.outcome = y,
                                  .covariates = {{"treated", treated}, {"z", z}},
                                  .absorbed = {{"group", group}},
                                  .family = Family::poisson});
  CHECK(fit.separated == 4);
  CHECK(fit.used == std::vector<std::uint8_t>{1, 1, 1, 1, 0, 0, 0, 0});
  CHECK_CLOSE(fit.coefficient[0], std::log(3), 1e-13);
  REQUIRE(fit.dropped.size() == 1);
  CHECK(fit.dropped[0].name == "z");
  CHECK(fit.factor_levels == std::vector<std::size_t>{2});
}

TEST_CASE("reference: trade with four factors (fixest 0.12.2 and pyfixest 0.60, nine digits)") {
  const auto data = fit_table("oracle/trade.csv");
  if (!data) return;
  const auto y = data->column("Euros");
  auto distance = data->column("dist_km");
  for (double& value : distance) value = std::log(value);
  const auto origin = data->codes("Origin"), destination = data->codes("Destination");
  const auto product = data->codes("Product"), year = data->codes("Year");
  const Regression fit =
      regress({.outcome = y,
               .covariates = {{"log distance", distance}},
               .absorbed = {{"Origin", origin}, {"Destination", destination}, {"Product", product}, {"Year", year}},
               .family = Family::poisson});
  CHECK_CLOSE(fit.coefficient[0], -1.52787437146563, 1e-10);  // fixest
  CHECK_CLOSE(fit.coefficient[0], -1.5278743714863452, 1e-13);
  CHECK(fit.separated == 0);
  // fixest's errors are those of the point where its deviance stopped changing by 1e-8, which is six digits; pyfixest
  // with iwls_tol = 1e-13 is the reference for nine. Both multiply by (n - 1) / (n - K), K = 58, hetero by n / (n - 1).
  const double n = static_cast<double>(y.size());
  CHECK_CLOSE(iid_se(fit, 0) * std::sqrt((n - 1) / (n - 58)), 1.9264241918215293e-06, 1e-9);
  CHECK_CLOSE(iid_se(fit, 0) * std::sqrt((n - 1) / (n - 58)), 1.92641992934307e-06, 3e-6);
  double meat = 0;
  for (std::size_t i = 0; i < y.size(); ++i) {
    const double score = fit.weight[i] * fit.residual[i] * fit.design[i] * fit.bread[0];
    meat += score * score;
  }
  CHECK_CLOSE(std::sqrt(meat * n / (n - 58)), 0.021847325114709833, 1e-9);
}

TEST_CASE("invariance: weights of 3 are the rows three times over") {
  Random random(5);
  std::vector<double> y, x, yyy, xxx, weight;
  std::vector<std::int32_t> group, ggg;
  for (int i = 0; i < 60; ++i) {
    x.push_back(random.normal());
    group.push_back(i % 5);
    y.push_back(static_cast<double>(random.below(4)) + (i < 5));
    weight.push_back(3);
    for (int copy = 0; copy < 3; ++copy) {
      yyy.push_back(y.back());
      xxx.push_back(x.back());
      ggg.push_back(group.back());
    }
  }
  const Regression one = regress({.outcome = y,
                                  .covariates = {{"x", x}},
                                  .absorbed = {{"group", group}},
                                  .weight = weight,
                                  .family = Family::poisson});
  const Regression three =
      regress({.outcome = yyy, .covariates = {{"x", xxx}}, .absorbed = {{"group", ggg}}, .family = Family::poisson});
  CHECK_CLOSE(one.coefficient[0], three.coefficient[0], 1e-12);
  CHECK_CLOSE(one.bread[0], three.bread[0], 1e-12);
  CHECK_CLOSE(one.deviance, three.deviance, 1e-12);
}

TEST_CASE("recovery: 200 samples of counts with two factors; no bias, and intervals that hold") {
  Random random(11);
  double sum = 0, squares = 0;
  int held = 0;
  const int samples = 200, people = 40, weeks = 6;
  const double truth = 0.3;
  for (int s = 0; s < samples; ++s) {
    std::vector<double> y, x;
    std::vector<std::int32_t> person, week;
    for (int i = 0; i < people; ++i) {
      const double level = 0.5 * random.normal();
      for (int t = 0; t < weeks; ++t) {
        x.push_back(random.normal() + level);
        const double mu = std::exp(1 + truth * x.back() + level + 0.1 * t);
        double count = 0;
        for (double gap = -std::log(random.uniform()); gap < mu; gap -= std::log(random.uniform())) ++count;
        y.push_back(count);
        person.push_back(i);
        week.push_back(t);
      }
    }
    const Regression fit = regress({.outcome = y,
                                    .covariates = {{"x", x}},
                                    .absorbed = {{"person", person}, {"week", week}},
                                    .family = Family::poisson});
    const double se = std::sqrt(fit.bread[0]);
    sum += fit.coefficient[0] - truth;
    squares += (fit.coefficient[0] - truth) * (fit.coefficient[0] - truth);
    held += std::abs(fit.coefficient[0] - truth) < 1.959964 * se;
  }
  const double noise = std::sqrt(squares / samples / samples);
  CHECK(std::abs(sum / samples) < 3.5 * noise);
  CHECK(held >= 0.95 * samples - 3.5 * std::sqrt(0.95 * 0.05 * samples));
  CHECK(held <= 0.95 * samples + 3.5 * std::sqrt(0.95 * 0.05 * samples));
}

TEST_CASE("refusal: no event at all, and a count below zero") {
  const std::vector<double> none{0, 0, 0}, negative{1, -2, 3};
  CHECK(message_of([&] { regress({.outcome = none, .covariates = {}, .family = Family::poisson}); }) ==
        "regress: the sum of the outcome is 0, but must be positive in a Poisson regression");
  CHECK(message_of([&] { regress({.outcome = negative, .covariates = {}, .family = Family::poisson}); }) ==
        "regress: 'outcome' in row 2 is -2, but must be at least 0 in a Poisson regression");
}

}  // TEST_SUITE("fit/poisson")
