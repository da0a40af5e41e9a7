// Is what the simulation says of money true as often as it says? Studies whose true effect and realised share are drawn, so
// widely that an estimate is as likely above the truth as below: of those with a said chance of NPV > 0 how many gain, and how
// often the true NPV lies below P10, P50 and P90.
//
//     bench_money_calibration [STUDIES]     (1000)
#include <fmt/format.h>

#include <array>
#include <string>

#include "base/distributions.hpp"
#include "base/random.hpp"
#include "payoff/payoff.hpp"

namespace {

constexpr int units = 40, periods = 16, rollout = 8;

// Minutes of a ticket by unit and week, half of the units with the tool from week 8 on.
payoff::Panel panel_of(payoff::Random& random, double effect) {
  payoff::Panel panel;
  panel.calendar.kind = payoff::PeriodKind::week;
  payoff::MetricColumn column{.metric = {.name = "minutes",
                                         .kind = payoff::MetricKind::time,
                                         .unit = "minutes",
                                         .per = "tickets",
                                         .better = payoff::Better::lower},
                              .sum = {}};
  for (int u = 0; u < units; ++u) {
    const bool treated = u % 2 == 0;
    panel.units.push_back(
        {.label = fmt::format("{}", u), .treated = treated, .adopted_period = treated ? rollout : payoff::never});
    const double level = 30 + 4 * random.normal();
    double shock = random.normal();
    for (int t = 0; t < periods; ++t) {
      shock = 0.5 * shock + 0.87 * random.normal();
      const double value = level + 2 * shock + (treated && t >= rollout ? effect : 0);
      panel.unit_of.push_back(u);
      panel.period_of.push_back(t);
      column.sum.push_back(50 * value);
      column.weight.push_back(50);
    }
  }
  panel.metrics.push_back(std::move(column));
  panel.trend = trend_of(panel);
  return panel;
}

struct Told {
  double chance;              // said of NPV > 0
  bool gains;                 // true
  std::array<bool, 3> below;  // the true NPV, of P10, P50, P90
};

Told study(std::uint64_t seed) {
  payoff::Random random(seed);
  const double effect = -3 + 6 * random.uniform() - 0.7;  // break-even is near -0.7
  const double share = payoff::triangular_quantile(random.uniform(), 0.3, 0.5, 0.7);
  const payoff::Panel panel = panel_of(random, effect);
  payoff::Assumptions money;
  money.people = 100;
  money.hourly_cost = 50;
  money.realized_share = {0.3, 0.5, 0.7};
  money.costs = {{.name = "all", .once = 20000, .per_person_month = 55}};
  money.draws = 20000;
  payoff::Effect answer = payoff::estimate(panel, {.method = "did", .compare_methods = false});
  const payoff::Appraisal said = payoff::appraise(answer, money);
  money.realized_share = share;
  answer.absolute.estimate = effect;
  answer.absolute.se = 0;
  answer.course.reset();  // the true effect lasts
  money.draws = 100;
  const double truth = payoff::appraise(answer, money).npv.mean;
  return {said.probability_npv_positive, truth > 0, {truth < said.npv.p10, truth < said.npv.p50, truth < said.npv.p90}};
}

}  // namespace

int main(int count, char** arguments) {
  const int studies = count > 1 ? std::stoi(arguments[1]) : 1000;
  struct Bin {
    double from, to;
    int said = 0, gained = 0;
    double chance = 0;
  };
  std::vector<Bin> bins{{0, 0.1}, {0.1, 0.3}, {0.3, 0.5}, {0.5, 0.7}, {0.7, 0.9}, {0.9, 1.01}};
  std::array<int, 3> below{};
  for (int s = 0; s < studies; ++s) {
    const Told told = study(static_cast<std::uint64_t>(s) + 1);
    for (Bin& bin : bins) {
      if (told.chance < bin.from || told.chance >= bin.to) continue;
      ++bin.said;
      bin.gained += told.gains;
      bin.chance += told.chance;
    }
    for (std::size_t i = 0; i < below.size(); ++i) below[i] += told.below[i];
  }
  fmt::print("chance of NPV > 0   studies   said   true\n");
  for (const Bin& bin : bins)
    fmt::print("{:3.0f} to {:3.0f} %        {:6}   {:4.1f} %  {:4.1f} %\n", 100 * bin.from,
               std::min(100.0, 100 * bin.to), bin.said, 100 * bin.chance / std::max(1, bin.said),
               100.0 * bin.gained / std::max(1, bin.said));
  fmt::print("true NPV below P10 in {:.1f} %, P50 in {:.1f} %, P90 in {:.1f} % of {} studies\n",
             100.0 * below[0] / studies, 100.0 * below[1] / studies, 100.0 * below[2] / studies, studies);
}
