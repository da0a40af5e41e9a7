// Interaction-weighted estimates of a staggered panel drawn by peer_interaction_weighted.py: the whole answer (effect,
// path, cohorts, test of the leads) from a panel in memory.
#include "columns.hpp"
#include "measure/rollout/staggered/effect.hpp"

int main(int arguments, char** argument) {
  if (arguments < 2) return 2;
  const std::filesystem::path folder = argument[1];
  payoff::Panel panel;
  panel.calendar.kind = payoff::PeriodKind::integer;
  panel.metrics.emplace_back();
  panel.metrics[0].metric.name = "y";
  panel.metrics[0].sum = bench::read_column<double>(folder / "y.f64");
  panel.unit_of = bench::read_column<std::int32_t>(folder / "unit.i32");
  panel.period_of = bench::read_column<std::int32_t>(folder / "period.i32");
  for (const std::int32_t adopted : bench::read_column<std::int32_t>(folder / "adopted.i32")) {
    panel.units.push_back({.treated = adopted > 0, .adopted_period = adopted > 0 ? adopted : payoff::never});
  }
  double number = 0;
  const payoff::Question question{.method = "interaction_weighted"};
  const double seconds = bench::median_seconds(3, [&] {
    const payoff::StaggeredSample sample = payoff::staggered_sample(panel, question);
    number = payoff::interaction_weighted(panel, question, sample, payoff::Extent::whole, {}).effect.absolute.estimate;
  });
  bench::report(seconds, number);
}
