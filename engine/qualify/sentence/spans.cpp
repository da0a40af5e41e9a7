#include "qualify/sentence/spans.hpp"

#include <fmt/format.h>

#include <cmath>

#include "data/names.hpp"
#include "qualify/sentence/refusal.hpp"

namespace payoff {
namespace {

// In one period of the data.
double weeks_of_data(const Effect& effect) {
  return effect.periods_after > 0 ? effect.weeks_after / effect.periods_after : missing;
}

}  // namespace

std::string own_period(const Effect& effect) {
  const Metric& metric = effect.metric;
  const bool sums = !metric.averaged && metric.kind != MetricKind::score && metric.kind != MetricKind::rate;
  const bool dated = effect.periods_after > 0 && effect.period != PeriodKind::none;
  return sums && dated ? std::string(" a ") + name(effect.period) : "";
}

double periods_of_data_in(const Period& said, const Effect& effect) {
  if (said.word == name(effect.period)) return 1;
  const double weeks = weeks_of_data(effect);
  if (said.weeks > 0 && weeks > 0 && effect.period != PeriodKind::day) return said.weeks / weeks;
  refuse_sentence(
      fmt::format("\"a {}\" cannot be turned into the periods of the data ({}s)", said.word, name(effect.period)),
      fmt::format("say it a {}", name(effect.period)));
}

double weeks_in(const Period& said, const Effect& effect) {
  if (said.weeks > 0) return said.weeks;
  const double weeks = weeks_of_data(effect);
  if (effect.period == PeriodKind::day && weeks > 0) return weeks;
  refuse_sentence("\"a day\" cannot be turned into a week: the results do not say how many days of a week are worked",
                  "say it a week");
}

}  // namespace payoff
