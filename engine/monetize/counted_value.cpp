#include "monetize/counted_value.hpp"

#include <fmt/format.h>

#include "base/messages.hpp"
#include "base/units.hpp"
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
  if (metric.kind == MetricKind::revenue)
    return {say(MessageId::rung_revenue_person), say(MessageId::rung_revenue_all), currency};
  if (metric.kind == MetricKind::cost) return {say(MessageId::rung_cost_person), say(MessageId::rung_value), currency};
  const bool fewer = metric.better == Better::lower;
  const std::vector<Field> what{{"metric", spoken(metric)}};
  return {say(fewer ? MessageId::rung_fewer_person : MessageId::rung_more_person, what),
          say(fewer ? MessageId::rung_fewer_all : MessageId::rung_more_all, what),
          metric.kind == MetricKind::rate || metric.unit.empty() ? spoken(metric) : said_unit(metric.unit)};
}

}  // namespace

std::vector<Rung> counted_ladder(const Valued& valued, const LevelEffect& level, const Assumptions& assumptions) {
  const Metric& metric = valued.effect->metric;
  const Benefit benefit = benefit_of(valued, assumptions);
  const std::string currency = name_of_currency(assumptions.currency);
  const Words words = words_of(metric, currency);
  const Interval person =
      ordered(level, [&](double e) { return gain_per_person_week(benefit, e) * benefit.times_per_year; });
  const Interval all = scaled(person, benefit.people);
  const std::string money = say(MessageId::unit_per_year, {{"unit", currency}});
  const bool priced = metric.kind == MetricKind::count || metric.kind == MetricKind::rate;
  std::string factor = with_unit(format_factor(benefit.sign * level.estimate), priced ? "" : metric.unit);
  if (benefit.per_unit != 1) factor += " x " + with_unit(fmt::format("{}", benefit.per_unit), currency);
  std::vector<Rung> ladder{
      rung(words.person, person, say(MessageId::unit_per_person_year, {{"unit", words.unit}}),
           fmt::format("{} x {} {}", factor, volume_text(valued, assumptions), times_a_year(assumptions, benefit))),
      rung(
          words.all, all, say(MessageId::unit_per_year, {{"unit", words.unit}}),
          say(MessageId::ladder_people, {{"before", format_factor(person.value)}, {"people", given(benefit.people)}}))};
  for (Rung& of_people : ladder)
    of_people.is_money = metric.kind == MetricKind::revenue || metric.kind == MetricKind::cost;
  if (metric.kind == MetricKind::revenue)
    ladder.push_back(money_rung(say(MessageId::rung_value), scaled(all, benefit.price), money,
                                say(MessageId::ladder_margin,
                                    {{"before", computed(all.value)}, {"margin", fmt::format("{}", benefit.price)}})));
  if (priced)
    ladder.push_back(money_rung(
        say(MessageId::rung_value), scaled(all, benefit.price), money,
        say(MessageId::ladder_price,
            {{"before", format_factor(all.value)}, {"price", stated(benefit.price, assumptions.currency)}})));
  if (valued.value.realized_share.given()) {
    const Rung& value = ladder.back();
    ladder.push_back(money_rung(say(MessageId::rung_realized),
                                scaled({value.value, value.low, value.high}, benefit.realized_share), money,
                                fmt::format("{} x {}", computed(value.value), benefit.realized_share)));
  }
  return ladder;
}

}  // namespace payoff
