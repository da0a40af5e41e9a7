#include "measure/facts/jump.hpp"

#include "base/running_moments.hpp"
#include "measure/panels.hpp"
#include "measure/simulated_rollout.hpp"

using namespace payoff;

TEST_SUITE("measure/facts/jump") {

namespace {

// Two units without the tool, ten apart, that move alike; the tool comes in week `rollout`, to one other unit.
Panel group(int rollout, const std::vector<double>& values) {
  PanelBuilder builder(rollout);
  builder.unit(true).cell(0, 1).cell(rollout, 50);
  for (const double level : {0.0, 10.0}) {
    builder.unit(false);
    for (std::size_t t = 0; t < values.size(); ++t) builder.cell(static_cast<int>(t), level + values[t]);
  }
  return builder.panel;
}

Estimate jump(const Panel& panel) {
  return jump_at_rollout(panel, 0, false, 0.95);
}

double share_found(double step, double persistence, int studies) {
  Random random(8);
  int found = 0;
  for (int s = 0; s < studies; ++s) {
    std::vector<double> values = persistent_noise(random, 20, persistence);
    for (int t = 10; t < 20; ++t) values[t] += step;
    found += jump(group(10, values)).p < 0.05;
  }
  return found / double(studies);
}

}  // namespace

TEST_CASE("by hand: two periods after less two before, held against the same on either side") {
  const std::vector<double> values{0, 1, 1, 2, 5, 6, 5, 4, 7, 6, 6, 5};
  const Estimate found = jump(group(4, values));
  CHECK_CLOSE(found.estimate, 5.5 - 1.5, 1e-12);
  const double others[] = {1.5 - 0.5, 4.5 - 5.5, 5.5 - 5.5, 6.5 - 4.5, 6 - 5.5, 5.5 - 6.5};  // s = 2, 6, 7, 8, 9, 10
  RunningMoments moments;
  for (const double each : others) moments.add(each);
  CHECK_CLOSE(found.se, std::sqrt(moments.variance() * (1 + 1.0 / 6)), 1e-12);
  CHECK(found.df == 3);
}

TEST_CASE("recovery: waves of everybody's luck are no jump, and a jump of twice their size is found") {
  const double none = share_found(0, 0, 2000), wave = share_found(0, 0.6, 2000), found = share_found(4, 0.6, 500);
  MESSAGE("false alarms: no memory ", none, ", AR 0.6 ", wave, "; jump of 4 sd found ", found);
  CHECK(none < 0.07);
  CHECK(wave < 0.07);
  CHECK(found > 0.9);
}

TEST_CASE("invariance: scale and origin") {
  std::vector<double> values{0, 1, 1, 2, 5, 6, 5, 4, 7, 6, 6, 5};
  const Estimate minutes = jump(group(4, values));
  for (double& value : values) value = 60 * value + 7;
  const Estimate seconds = jump(group(4, values));
  CHECK_CLOSE(seconds.estimate, 60 * minutes.estimate, 1e-12);
  CHECK_CLOSE(seconds.p, minutes.p, 1e-11);
}

TEST_CASE("refusal: few periods, a week missing at the rollout, two dates, totals, no date") {
  const std::vector<double> values{0, 1, 1, 2, 5, 6, 5, 4, 7, 6, 6, 5};
  CHECK(std::isnan(jump(group(4, {0, 1, 1, 2, 5, 6, 5, 4, 7, 6, 6})).estimate));  // five windows
  CHECK(std::isnan(jump(group(1, values)).estimate));
  CHECK(std::isnan(jump(to_phases(group(4, values))).estimate));
  Panel panel = group(4, values);
  panel.units[1].treated = true, panel.units[1].adopted_period = 6;
  CHECK(std::isnan(jump(panel).estimate));
  panel = group(4, values);
  panel.units[0].adopted_period = INT_MIN;  // had it from the beginning
  CHECK(std::isnan(jump(panel).estimate));
}

}  // TEST_SUITE("measure/facts/jump")
