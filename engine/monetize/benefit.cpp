#include "monetize/benefit.hpp"

#include <cmath>

#include "base/messages.hpp"
#include "base/wording.hpp"
#include "data/spoken.hpp"
#include "monetize/cost.hpp"
#include "monetize/effect_months.hpp"
#include "monetize/level_effect.hpp"
#include "monetize/reach.hpp"
#include "monetize/time_value.hpp"
#include "monetize/volume.hpp"

namespace payoff {

double gain_per_person_week(const Benefit& benefit, double level_effect) {
  return benefit.sign * level_effect * benefit.per_unit * benefit.volume;
}

double net_of_rework(const Benefit& benefit, double gain) {
  return gain > 0 ? gain * (1 - benefit.rework_share) : gain;
}

double risk_adjusted(const Benefit& benefit, double value) {
  return value > 0 ? value * (1 - benefit.risk) : value;
}

double benefit_per_year(const Benefit& benefit, double level_effect) {
  const double net = net_of_rework(benefit, gain_per_person_week(benefit, level_effect));
  return risk_adjusted(benefit, net * benefit.people * benefit.realized_share * benefit.price * benefit.times_per_year);
}

std::vector<double> campaigns_by_month(double campaigns, int horizon_months) {
  std::vector<double> months(static_cast<std::size_t>(horizon_months) + 1, 0);
  for (int i = 0; i < campaigns; ++i) months[static_cast<std::size_t>(1 + i * horizon_months / campaigns)] += 1;
  return months;
}

namespace {

double volume_of(const Valued& valued, const Assumptions& assumptions) {
  if (in_campaigns(assumptions)) return 1;
  return weekly_volume(*valued.effect, valued.value.volume_per_person_week.middle()).per_person_week;
}

// Not where it is what the calendar says: periods a week.
bool volume_is_input(const Valued& valued, const Assumptions& assumptions) {
  const bool known = valued.effect->metric.per.empty() && !valued.value.volume_per_person_week.given();
  return !known && !in_campaigns(assumptions);
}

const Uncertain& price_of(const Valued& valued) {
  static const Uncertain one = 1;
  switch (valued.effect->metric.kind) {
    case MetricKind::time:
      return valued.value.hourly_cost;
    case MetricKind::revenue:
      return valued.value.gross_margin;
    case MetricKind::count:
    case MetricKind::rate:
      return valued.value.price;
    default:
      return one;
  }
}

// Of revenue and cost.
double currency_of_metric(const Metric& metric, const Assumptions& assumptions) {
  const bool money = metric.kind == MetricKind::revenue || metric.kind == MetricKind::cost;
  return money ? exchange_rate(assumptions, metric.unit) : 1;
}

}  // namespace

Benefit benefit_of(const Valued& valued, const Assumptions& assumptions) {
  const Metric& metric = valued.effect->metric;
  const bool time = metric.kind == MetricKind::time;
  return {.sign = gain_sign(metric),
          .per_unit = time ? hours_in(metric.unit) : currency_of_metric(metric, assumptions),
          .volume = volume_of(valued, assumptions),
          .rework_share = time ? valued.value.rework_share.middle() : 0,
          .people = valued.value.people.middle(),
          .price = price_of(valued).middle(),
          .realized_share = valued.value.realized_share.given() ? valued.value.realized_share.middle() : 1,
          .risk = assumptions.risk_of_benefits,
          .times_per_year = in_campaigns(assumptions)
                                ? assumptions.campaigns * months_per_year / assumptions.horizon_months
                                : weeks_per_year};
}

double weights_per_year(const Benefit& benefit, const Assumptions& assumptions) {
  return in_campaigns(assumptions) ? benefit.times_per_year : months_per_year;
}

namespace {

// The inputs of one value: its own bear the name of its metric, those of all are shared.
class InputsOfValue {
 public:
  InputsOfValue(const Valued& valued, const Assumptions& assumptions, CashModel& model)
      : valued_(valued), assumptions_(assumptions), model_(model) {}

  std::size_t add(const char* key, MessageId input, const std::string& unit, const Uncertain& value,
                  const Uncertain& of_all, bool share = false) {
    const bool own = valued_.own && !(value == of_all);
    std::string name = key, label = say(input);
    if (own) {
      name = owner() + "." + key;
      const std::string& people = valued_.value.label;
      label =
          say(MessageId::input_of_value,
              {{"input", label}, {"metric", spoken(valued_.effect->metric) + (people.empty() ? "" : ", " + people)}});
    }
    return input_of(model_, {std::move(name), std::move(label), unit, share, value});
  }

  std::size_t realized() {
    return add("realized_share", MessageId::input_realized_share, say(MessageId::unit_share),
               valued_.value.realized_share, assumptions_.realized_share, true);
  }

  std::vector<std::size_t> factors() {
    const Value& value = valued_.value;
    const Metric& metric = valued_.effect->metric;
    const std::string currency = name_of_currency(assumptions_.currency);
    std::vector<std::size_t> inputs{
        add("people", MessageId::input_people, say(MessageId::input_people), value.people, assumptions_.people)};
    if (volume_is_input(valued_, assumptions_)) {
      Uncertain volume = value.volume_per_person_week;
      if (!volume.given()) volume = volume_of(valued_, assumptions_);
      const std::string events = metric.per.empty() ? say(MessageId::events_observations) : spaced(metric.per);
      inputs.push_back(add("volume_per_person_week", MessageId::input_volume,
                           say(MessageId::unit_events_per_person_week, {{"events", events}}), volume,
                           assumptions_.volume_per_person_week));
    }
    if (value.realized_share.given()) inputs.push_back(realized());
    switch (metric.kind) {
      case MetricKind::time:
        inputs.push_back(add("hourly_cost", MessageId::input_hourly_cost,
                             say(MessageId::unit_per_hour, {{"unit", currency}}), value.hourly_cost,
                             assumptions_.hourly_cost));
        break;
      case MetricKind::revenue:
        inputs.push_back(add("gross_margin", MessageId::input_gross_margin, say(MessageId::unit_share),
                             value.gross_margin, assumptions_.gross_margin, true));
        break;
      case MetricKind::count:
      case MetricKind::rate:
        inputs.push_back(add("price", MessageId::input_price, currency, value.price, {}));
        break;
      default:
        break;
    }
    return inputs;
  }

 private:
  std::string owner() const {
    return valued_.effect->metric.name + (valued_.value.label.empty() ? "" : "." + valued_.value.label);
  }

  const Valued& valued_;
  const Assumptions& assumptions_;
  CashModel& model_;
};

// Of those who use it as when it was measured, who does so in month m.
double uptake_in(const Valued& valued, const Assumptions& assumptions, int month) {
  const Uptake* last = nullptr;
  for (const Uptake& step : assumptions.uptake)
    if (step.month < month && (!last || last->month <= step.month)) last = &step;
  return last ? last->share / valued.effect->uptake_treated : 1;
}

}  // namespace

void add_benefit(const Valued& valued, const Assumptions& assumptions, CashModel& model) {
  const Benefit factors = benefit_of(valued, assumptions);
  const bool campaigns = in_campaigns(assumptions);
  InputsOfValue inputs(valued, assumptions, model);
  BenefitStream stream{
      .valued = valued,
      .per_effect = factors.sign * factors.per_unit * (campaigns ? 1 : weeks_per_year / months_per_year),
      .inputs = inputs.factors(),
      .risk = assumptions.risk_of_benefits,
      .effect = model.effects.size()};
  if (valued.value.realized_share.given()) stream.realized = inputs.realized();
  const Uncertain& rework = valued.value.rework_share;
  const bool reworked = valued.as() == ValueAs::time_saved && (rework.drawn() || rework.middle() > 0);
  if (reworked)
    stream.rework = inputs.add("rework_share", MessageId::input_rework_share, say(MessageId::unit_share), rework,
                               assumptions.rework_share, true);
  if (!volume_is_input(valued, assumptions)) stream.per_effect *= factors.volume;
  EffectMonths months = effect_months(*valued.effect, assumptions.rollout, assumptions.horizon_months);
  const std::vector<double> sent =
      campaigns_by_month(campaigns ? assumptions.campaigns : 0, assumptions.horizon_months);
  stream.weight.assign(sent.size(), 0);
  for (std::vector<double>& profile : months.profile) {
    for (std::size_t m = 1; m < profile.size(); ++m) {
      const int month = static_cast<int>(m);
      profile[m] *= growth_in_month(assumptions.volume_growth_per_year, month) *
                    growth_in_month(assumptions.inflation_per_year, month) * uptake_in(valued, assumptions, month) *
                    (campaigns ? sent[m] : 1);
      stream.weight[m] += profile[m];
    }
  }
  if (months.coordinates.size() > 1)
    model.correlations.push_back({months.coordinates[0].name, months.coordinates[1].name, months.correlation});
  model.effects.insert(model.effects.end(), months.coordinates.begin(), months.coordinates.end());
  stream.profile = std::move(months.profile);
  stream.steady = std::move(months.steady);
  model.benefits.push_back(std::move(stream));
}

}  // namespace payoff
