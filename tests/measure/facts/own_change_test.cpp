#include "measure/facts/own_change.hpp"

#include "base/distributions.hpp"
#include "measure/panels.hpp"
#include "measure/simulated_rollout.hpp"

using namespace payoff;

TEST_SUITE("measure/facts/own_change") {

namespace {

// Units without the tool with these values in weeks 0, 1, ...; the tool comes in week `rollout`, to one other unit.
Panel group(int rollout, const std::vector<std::vector<double>>& units) {
  PanelBuilder builder(rollout);
  builder.unit(true).cell(0, 1).cell(rollout, 50);
  for (const std::vector<double>& values : units) {
    builder.unit(false);
    for (std::size_t t = 0; t < values.size(); ++t) builder.cell(static_cast<int>(t), values[t]);
  }
  return builder.panel;
}

const std::vector<std::vector<double>> two_units{{1, 3, 2, 5, 7, 6}, {11, 13, 12, 13, 15, 14}};

struct Shocks {
  int before = 12, after = 12, units = 20;
  double persistence = 0.5, jump = 0, own_noise = 1;
};

// What moves all of a group alike, AR(1) with standard deviation 1, beside what is a unit's own.
Estimate simulated_change(const Shocks& plan, Random& random) {
  const std::vector<double> common = persistent_noise(random, plan.before + plan.after, plan.persistence);
  std::vector<std::vector<double>> units;
  for (int u = 0; u < plan.units; ++u) {
    const double level = 20 + 3 * random.normal();
    units.emplace_back();
    for (int t = 0; t < plan.before + plan.after; ++t)
      units.back().push_back(level + common[t] + plan.own_noise * random.normal() + (t >= plan.before) * plan.jump);
  }
  return own_change(group(plan.before, units), 0, false, 0.95);
}

double share_found(const Shocks& plan, int studies) {
  Random random(17);
  int found = 0;
  for (int s = 0; s < studies; ++s) found += simulated_change(plan, random).p < 0.05;
  return found / double(studies);
}

}  // namespace

TEST_CASE("by hand: the mean change of units, with how they differ and how their mean goes up and down") {
  // Changes 6 - 2 and 14 - 12: 3, deviations 1 and -1: 2 x (1 + 1) / 4 = 1. Each unit less its own mean, 4 and 13:
  // -2.5, -0.5, -1.5 and 0.5, 2.5, 1.5; about -1.5 and 1.5: -1, 1, 0 twice, s2 = 4 / (6 - 2). Neighbours -1 - 1 over 4:
  // r = -0.5, with (1 - 1.5) / 6 still below 0, so 0. s2 (1/3 + 1/3) = 2/3.
  const Estimate change = own_change(group(3, two_units), 0, false, 0.9);
  CHECK_CLOSE(change.estimate, 3, 1e-14);
  CHECK_CLOSE(change.se, std::sqrt(1 + 2.0 / 3), 1e-13);
  CHECK(change.df == 4);
  CHECK_CLOSE(change.high, 3 + student_quantile(0.95, 4) * change.se, 1e-12);
  CHECK(change.unit == "minutes");
}

TEST_CASE("by hand: a mean that stays where it is for a while says less") {
  // About its two means -1, -1, 1, 1 twice: squares 8; neighbours of the same side 1 - 1 + 1 twice over 8: 1/4, and with
  // 2 (1 + 4/4) / 8 it is r = 3/4: f = 7 - 1.5 (1 - r^4) / (4 / 16). Both units change by 4.
  const std::vector<double> values{1, 1, 3, 3, 5, 5, 7, 7};
  const Estimate change = own_change(group(4, {values, values}), 0, false, 0.95);
  CHECK_CLOSE(change.estimate, 4, 1e-14);
  const double f = 7 - 1.5 * (1 - std::pow(0.75, 4)) / 0.25;
  CHECK_CLOSE(change.se, std::sqrt(8 / (8 - 2 * f) * 2 * f / 4), 1e-13);
  CHECK(change.df == 1);  // 8 / 7 - 2 would be none
}

TEST_CASE("by hand: units of a cluster change together") {
  Panel panel = group(3, {two_units[0], two_units[0], two_units[1], two_units[1]});
  panel.clusters = {"north", "south"};
  for (int u = 1; u < 5; ++u) panel.units[u].cluster = u / 3;
  // Deviations 1, 1 and -1, -1: 2 x (4 + 4) / 16 = 1, as of two units; each a unit of its own: 4/3 x 4 / 16.
  CHECK_CLOSE(own_change(panel, 0, false, 0.95).se, std::sqrt(1 + 2.0 / 3), 1e-13);
  for (Unit& unit : panel.units) unit.cluster = -1;
  CHECK_CLOSE(own_change(panel, 0, false, 0.95).se, std::sqrt(1.0 / 3 + 2.0 / 3), 1e-13);
}

TEST_CASE("by hand: a ratio metric changes from sum over sum to sum over sum") {
  // 9 minutes over 4 tickets before, 18 over 3 after; the mean of the weeks' ratios would be another.
  Panel panel = group(3, {{3, 3, 3, 6, 6, 6}, {3, 3, 3, 6, 6, 6}});
  panel.metrics[0].metric.per = "ticket";
  panel.metrics[0].weight = {1, 1, 2, 1, 1, 1, 1, 1, 2, 1, 1, 1, 1, 1};
  CHECK_CLOSE(own_change(panel, 0, false, 0.95).estimate, 6 - 9.0 / 4, 1e-14);
}

TEST_CASE("by hand: either arm, each by itself") {
  Panel panel = group(3, two_units);
  for (Unit& unit : panel.units) {
    unit.treated = !unit.treated;
    unit.adopted_period = unit.treated ? 3 : never;
  }
  CHECK_CLOSE(own_change(panel, 0, true, 0.95).se, std::sqrt(1 + 2.0 / 3), 1e-13);
  CHECK(std::isnan(own_change(panel, 0, false, 0.95).estimate));  // one unit
}

TEST_CASE("invariance: scale, origin, each unit's own level and the order of the units") {
  std::vector<std::vector<double>> other = two_units;
  for (double& value : other[0]) value = 60 * value;
  for (double& value : other[1]) value = 60 * value + 7000;
  std::swap(other[0], other[1]);
  const Estimate minutes = own_change(group(3, two_units), 0, false, 0.95);
  const Estimate seconds = own_change(group(3, other), 0, false, 0.95);
  CHECK_CLOSE(seconds.estimate, 60 * minutes.estimate, 1e-12);
  CHECK_CLOSE(seconds.p, minutes.p, 1e-11);
}

TEST_CASE("recovery: a season that comes and goes is a break about as often as the test says; a break is found") {
  const double independent = share_found({.persistence = 0}, 1000), half = share_found({}, 1000),
               years = share_found({.before = 52, .after = 52}, 500),
               strong = share_found({.before = 26, .after = 26, .persistence = 0.8}, 1000),
               break_of_3 = share_found({.jump = 3}, 200);
  MESSAGE("false alarms: no memory ", independent, ", AR 0.5 of 24 ", half, ", of 104 ", years, ", AR 0.8 of 52 ",
          strong, "; break of 3 sd found ", break_of_3);
  CHECK(independent < 0.08);
  CHECK(half > 0.02);
  CHECK(half < 0.08);
  CHECK(years > 0.02);
  CHECK(years < 0.08);
  CHECK(strong < 0.10);
  CHECK(break_of_3 > 0.8);
}

TEST_CASE("refusal: two dates, totals, few periods, or nobody seen on both sides") {
  const auto is_refused = [](const Panel& panel) {
    const Estimate change = own_change(panel, 0, false, 0.95);
    return std::isnan(change.estimate) && std::isnan(change.p) && change.unit == "minutes";
  };
  const Panel panel = group(3, two_units);
  CHECK_FALSE(is_refused(panel));
  CHECK(is_refused(to_phases(panel)));
  CHECK(is_refused(group(3, {two_units[0]})));
  CHECK(is_refused(group(1, two_units)));                           // one period before
  CHECK(is_refused(group(2, {{1, 2, 3, 4, 5}, {1, 3, 2, 5, 4}})));  // five periods
  CHECK_FALSE(is_refused(group(2, {{1, 2, 3, 4, 5, 2}, {1, 3, 2, 5, 4, 1}})));
  Panel two_dates = panel;
  two_dates.units.push_back({.label = "late", .treated = true, .adopted_period = 4});
  CHECK(is_refused(two_dates));
  Panel apart = group(3, {{1, 3, 2}, {11, 13, 12}, {missing, missing, missing, 5, 7, 6}});
  CHECK(is_refused(apart));
}

}  // TEST_SUITE("measure/facts/own_change")
