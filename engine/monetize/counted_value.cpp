#include "monetize/counted_value.hpp"

#include <fmt/format.h>

#include "base/wording.hpp"
#include "data/spoken.hpp"
#include "monetize/ladder.hpp"

namespace payoff {
namespace {

// What one person gains, and all of them.
struct Words {
  std::string person, all, unit;
};

Words words_of(const Metric& metric, const std::string& currency) {
  if (metric.kind == MetricKind::revenue) return {"revenue gained per person", "revenue of all people", currency};
  if (metric.kind == MetricKind::cost) return {"cost saved per person", "value", currency};
  const std::string fewer = metric.better == Better::lower ? "fewer " : "more ";
  const std::string what = spoken(metric);
  return {fewer + what + " per person", fewer + what + " of all people",
          metric.kind == MetricKind::rate || metric.unit.empty() ? what : metric.unit};
}

}  // namespace

std::vector<Rung> counted_ladder(const Valued& valued, const LevelEffect& level, const Assumptions& assumptions) {
  const Metric& metric = valued.effect->metric;
  const Benefit benefit = benefit_of(valued, assumptions);
  const Words words = words_of(metric, assumptions.currency);
  const Interval person =
      ordered(level, [&](double e) { return gain_per_person_week(benefit, e) * benefit.times_per_year; });
  const Interval all = scaled(person, benefit.people);
  const std::string money = assumptions.currency + " per year";
  const bool priced = metric.kind == MetricKind::count || metric.kind == MetricKind::rate;
  std::string factor = fmt::format("{} {}", format_factor(benefit.sign * level.estimate), priced ? "" : metric.unit);
  if (factor.ends_with(' ')) factor.pop_back();
  if (benefit.per_unit != 1) factor += fmt::format(" x {} {}", benefit.per_unit, assumptions.currency);
  std::vector<Rung> ladder{
      rung(words.person, person, words.unit + " per person and year",
           fmt::format("{} x {} {}", factor, volume_text(valued, assumptions), times_a_year(assumptions, benefit))),
      rung(words.all, all, words.unit + " per year",
           fmt::format("{} x {} people", format_factor(person.value), given(benefit.people)))};
  if (metric.kind == MetricKind::revenue)
    ladder.push_back(rung("value", scaled(all, benefit.price), money,
                          fmt::format("{} x {} gross margin", format_factor(all.value), benefit.price)));
  if (priced)
    ladder.push_back(
        rung("value", scaled(all, benefit.price), money,
             fmt::format("{} x {} {} for each", format_factor(all.value), assumptions.currency, given(benefit.price))));
  if (valued.value.realized_share.given()) {
    const Rung& value = ladder.back();
    ladder.push_back(rung("realised by the business",
                          scaled({value.value, value.low, value.high}, benefit.realized_share), money,
                          fmt::format("{} x {}", format_factor(value.value), benefit.realized_share)));
  }
  return ladder;
}

}  // namespace payoff
