#include "measure/answer/unit_sums.hpp"

#include "base/random.hpp"
#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("measure/answer/unit_sums") {

namespace {

const Metric per_ticket{.name = "minutes", .unit = "minutes", .per = "ticket"};

}  // namespace

TEST_CASE("unit sums: a plain metric is the unit's mean over its rows, phase by phase") {
  // Before: (10 + 20) / (1 + 4) = 6; after: 9 / 3 = 3. The second unit was only seen after.
  PanelBuilder builder(2);
  builder.unit(true).cell(0, 10, 1).cell(1, 20, 4).cell(2, 9, 3);
  builder.unit(false).cell(2, 8, 2);
  const UnitSums before = sum_units(builder.panel, 0, false), after = sum_units(builder.panel, 0, true);
  CHECK(before.numerator[0] == 6);
  CHECK(before.denominator[0] == 1);
  CHECK_FALSE(before.seen(1));
  CHECK(after.numerator == std::vector<double>{3, 4});
}

TEST_CASE("unit sums: a ratio metric keeps numerator and denominator, and weeks without tickets") {
  PanelBuilder builder(2, per_ticket);
  builder.unit(true).cell(0, 10, 1).cell(1, 20, 4).cell(2, 0, 0);
  const UnitSums before = sum_units(builder.panel, 0, false), after = sum_units(builder.panel, 0, true);
  CHECK(before.numerator[0] == 30);
  CHECK(before.denominator[0] == 5);
  CHECK(after.seen(0));
  CHECK(after.denominator[0] == 0);
}

TEST_CASE("unit sums: the linearised mean is sum over sum, with deviations of mean zero") {
  // 10 / 1 and 20 / 3: R = 30 / 4 = 7.5, Dbar = 2: (10 - 7.5) / 2 = 1.25 and (20 - 22.5) / 2 = -1.25.
  const LinearizedMean mean = linearize({{10, 20}, {1, 3}, {}}, {0, 1});
  CHECK(mean.mean == 7.5);
  CHECK(mean.deviation == std::vector<double>{1.25, -1.25});
}

TEST_CASE("unit sums: on the log scale the level is averaged beside the logarithm") {
  PanelBuilder builder(0, {.name = "minutes", .scale = Scale::log});
  builder.unit(true).cell(0, std::log(2.0) + std::log(8.0), 2);
  builder.unit(true).cell(0, std::log(3.0), 1);
  builder.panel.metrics[0].level_sum = {10, 3};
  const UnitSums sums = sum_units(builder.panel, 0, true);
  CHECK_CLOSE(sums.numerator[0], std::log(4.0), 1e-15);
  CHECK(sums.level == std::vector<double>{5, 3});
  CHECK(mean_level(sums, {0, 1}) == 4);
}

TEST_CASE("unit sums: missing cells and cells of no rows are not seen") {
  PanelBuilder builder(0);
  builder.unit(true).cell(0, missing, 1).cell(1, 5, 1);
  builder.unit(true).cell(0, 3, 0);
  const UnitSums sums = sum_units(builder.panel, 0, true);
  CHECK(sums.numerator[0] == 5);
  CHECK_FALSE(sums.seen(1));
}

TEST_CASE("unit sums: rescaling the denominator rescales the ratio, not its relative deviations") {
  const LinearizedMean tickets = linearize({{10, 20, 9}, {1, 3, 2}, {}}, {0, 1, 2});
  const LinearizedMean dozens = linearize({{10, 20, 9}, {1.0 / 12, 3.0 / 12, 2.0 / 12}, {}}, {0, 1, 2});
  CHECK_CLOSE(dozens.mean, 12 * tickets.mean, 1e-14);
  for (std::size_t i = 0; i < 3; ++i) CHECK_CLOSE(dozens.deviation[i], 12 * tickets.deviation[i], 1e-13);
}

TEST_CASE("unit sums: the variance of the deviations is that of the ratio over repeated samples") {
  // Tickets 5 to 24, minutes (10 + noise) per ticket. The mean of s2 / n must be the variance of R itself.
  Random random(33);
  const int studies = 4000, n = 50;
  double variance = 0, squares = 0;
  for (int s = 0; s < studies; ++s) {
    UnitSums sums;
    std::vector<std::size_t> units;
    for (int i = 0; i < n; ++i) {
      sums.denominator.push_back(5 + std::floor(20 * random.uniform()));
      sums.numerator.push_back((10 + 3 * random.normal()) * sums.denominator.back());
      units.push_back(i);
    }
    const LinearizedMean mean = linearize(sums, units);
    squares += (mean.mean - 10) * (mean.mean - 10) / studies;
    for (const double d : mean.deviation) variance += d * d / (n - 1) / n / studies;
  }
  CHECK(std::abs(variance / squares - 1) < 4 * std::sqrt(2.0 / studies) + 2.0 / n);  // four standard errors, and O(1/n)
}

}  // TEST_SUITE("measure/answer/unit_sums")
