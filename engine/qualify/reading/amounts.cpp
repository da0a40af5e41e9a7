#include "qualify/reading/amounts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/messages.hpp"
#include "base/units.hpp"
#include "base/wording.hpp"
#include "data/names.hpp"
#include "data/spoken.hpp"
#include "monetize/lasting_effect.hpp"
#include "monetize/level_effect.hpp"
#include "monetize/valued.hpp"
#include "qualify/reading/finding.hpp"
#include "qualify/reading/phrases.hpp"

namespace payoff {
namespace {

// A sum that grows with time, so that its period belongs to its unit.
bool flows(const Metric& metric) {
  return metric.per.empty() && !metric.averaged && metric.kind != MetricKind::score && metric.kind != MetricKind::rate;
}

// " a week" for a metric per unit and period, as base/units.hpp reads it; nothing where the data have no time.
std::string each_period(const Effect& effect) {
  if (effect.periods_after == 0) return "";
  const bool nameless = effect.period == PeriodKind::none || effect.period == PeriodKind::integer;
  return fmt::format(" a {}", nameless ? "period" : name(effect.period));
}

// "95%"
std::string level_of(const Effect& effect) {
  return fmt::format("{:g}%", 100 * effect.level);
}

// Magnitudes of an interval on one side of zero, smaller end first; raw otherwise.
LevelEffect oriented(const LevelEffect& level) {
  if (level.high < 0) return {-level.estimate, -level.high, -level.low};
  return level;
}

// "95% CI 2.1 to 3.4", or why there is none.
std::string interval_phrase(const Effect& effect, double low, double high, const Ends& ends) {
  if (std::isfinite(low) && std::isfinite(high))
    return say(MessageId::interval, {{"level", level_of(effect)}, {"low", ends.low}, {"high", ends.high}});
  const std::string& why = effect.absolute.reason;
  return say(MessageId::no_interval,
             {{"level", level_of(effect)}, {"why", why.empty() ? "" : say(MessageId::why_none, {{"why", why}})}});
}

// "2.7" and "95% CI 2.1 to 3.4"
Size plain_size(const Effect& effect, const LevelEffect& shown) {
  const Ends ends = format_ends(shown.low, shown.high);
  return {format_fixed(shown.estimate, decimals_for_estimate(shown.estimate, shown.low, shown.high)),
          interval_phrase(effect, shown.low, shown.high, ends)};
}

Size percent_size(const Effect& effect, const LevelEffect& shown) {
  const Ends ends = format_percent_ends(shown.low, shown.high);
  return {format_percent(shown.estimate, shown.low, shown.high), interval_phrase(effect, shown.low, shown.high, ends)};
}

// Of a rate, which people read in percent: what 0.021 is written as, and whether it was a share.
bool in_percent(const Metric& metric) {
  return metric.unit == "%" || metric.unit == "percent";
}

double spoken_factor(const Effect& effect) {
  const bool share = is_in_points(effect) && !in_percent(effect.metric);
  return share ? 100 : 1;
}

LevelEffect spoken_level(const Effect& effect) {
  const LevelEffect level = level_effect(effect);
  const double factor = spoken_factor(effect);
  return {factor * level.estimate, factor * level.low, factor * level.high};
}

// Decimals with which what belongs to this effect is printed: those of its interval.
int spoken_decimals(const Effect& effect) {
  const LevelEffect level = spoken_level(effect);
  return decimals_for_estimate(level.estimate, level.low, level.high);
}

// A size that stands beside the effect: with its decimals, or with its own where those would leave nothing of it.
std::string beside(const Effect& effect, double size) {
  const int decimals = spoken_decimals(effect);
  return format_fixed(size, std::abs(size) * std::pow(10, decimals) < 1 ? decimals_for({size}) : decimals);
}

// "+3.5", "-12.1"; log points as "+3.5%".
std::string signed_mean(const Effect& effect, const Estimate& third) {
  const std::string sign = third.estimate > 0 ? "+" : "";
  if (is_multiplicative(effect.metric))
    return sign + format_percent(std::expm1(third.estimate), std::expm1(third.low), std::expm1(third.high));
  const Estimate mean = spoken(effect, third);
  const int decimals = decimals_for_estimate(mean.estimate, mean.low, mean.high);
  return with_unit(sign + format_fixed(mean.estimate, decimals), short_unit(effect));
}

}  // namespace

bool is_in_points(const Effect& effect) {
  const Metric& metric = effect.metric;
  if (metric.kind != MetricKind::rate || is_multiplicative(metric)) return false;
  return in_percent(metric) || (effect.baseline >= 0 && effect.baseline <= 1);
}

double spoken(const Effect& effect, double value) {
  return spoken_factor(effect) * value;
}

Estimate spoken(const Effect& effect, Estimate absolute) {
  if (!is_in_points(effect)) return absolute;
  for (double Estimate::* value : {&Estimate::estimate, &Estimate::se, &Estimate::low, &Estimate::high})
    absolute.*value = spoken(effect, absolute.*value);
  absolute.unit = "percentage points";
  return absolute;
}

std::string unit_phrase(const Evidence& evidence, const Effect& effect) {
  const Metric& metric = effect.metric;
  if (is_in_points(effect)) return "percentage points";
  const std::string unit = metric.unit.empty() ? "units" : metric.unit;
  if (!metric.per.empty()) return unit + " per " + spoken_per(metric);
  const std::string each = is_money(metric) ? " per " + one_of(evidence) : "";
  return unit + each + (flows(metric) ? each_period(effect) : "");
}

std::string short_unit(const Effect& effect) {
  const Metric& metric = effect.metric;
  if (metric.kind == MetricKind::rate) return is_in_points(effect) ? "percentage points" : "";
  return metric.unit + (flows(metric) ? each_period(effect) : "");
}

std::string interval_name(const Effect& effect) {
  return say(MessageId::interval_name, {{"level", level_of(effect)}});
}

std::optional<Ends> spoken_ends(const Effect& effect) {
  const bool percent = is_multiplicative(effect.metric);
  const LevelEffect level = spoken_level(effect);
  const double low = percent ? effect.relative.low : level.low, high = percent ? effect.relative.high : level.high;
  if (!std::isfinite(low + high)) return std::nullopt;
  return percent ? format_percent_ends(low, high) : format_ends(low, high);
}

std::string in_spoken_units(const Effect& effect, double value) {
  return with_unit(beside(effect, spoken_factor(effect) * value), short_unit(effect));
}

std::string in_full(const Evidence& evidence, const Effect& effect, double value) {
  return with_unit(beside(effect, spoken_factor(effect) * value), unit_phrase(evidence, effect));
}

std::string change_phrase(const Effect& effect, double magnitude) {
  const double change = spoken_factor(effect) * magnitude;
  const int decimals = spoken_decimals(effect);
  return change < 0.5 * std::pow(10, -decimals) ? "" : with_unit(format_fixed(change, decimals), short_unit(effect));
}

std::vector<std::string> level_phrases(const Effect& effect, const std::vector<double>& levels) {
  const double factor = spoken_factor(effect);
  int decimals = spoken_decimals(effect);
  for (const double level : levels) decimals = std::max(decimals, decimals_for({factor * level}));
  // Each with its unit, and the first with its period; or the second of each two with both.
  const bool each = language_here().text(MessageId::levels_say_unit) == "each";
  std::vector<std::string> said;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    const std::string number = format_fixed(factor * levels[i], decimals);
    const bool is_rate = effect.metric.kind == MetricKind::rate;
    const std::string unit = (each ? i == 0 : i % 2 == 1) ? short_unit(effect)
                             : each && !is_rate           ? effect.metric.unit
                                                          : "";
    said.push_back(is_in_points(effect) ? number + "%" : with_unit(number, unit));
  }
  return said;
}

std::optional<Size> percent_size_of(const Effect& effect) {
  const Estimate& relative = effect.relative;
  const bool up = relative.low > 0 && effect.absolute.estimate > 0;
  const bool down = relative.high < 0 && effect.absolute.estimate < 0;
  if (!up && !down) return std::nullopt;
  return percent_size(effect, oriented({relative.estimate, relative.low, relative.high}));
}

Size size_of(const Effect& effect) {
  const std::optional<Size> percent = percent_size_of(effect);
  if (percent && is_multiplicative(effect.metric)) return *percent;
  Size size = plain_size(effect, oriented(spoken_level(effect)));
  size.amount = with_unit(size.amount, short_unit(effect));
  if (percent && is_money(effect.metric))
    return {say(MessageId::percent_and_amount, {{"percent", percent->amount}, {"amount", size.amount}}),
            percent->interval};
  return size;
}

Size signed_size_of(const Effect& effect) {
  const Estimate& relative = effect.relative;
  if (is_multiplicative(effect.metric)) {
    return percent_size(effect, {relative.estimate, relative.low, relative.high});
  }
  Size size = plain_size(effect, spoken_level(effect));
  size.amount = with_unit(size.amount, short_unit(effect));
  return size;
}

Size signed_size_of(const Effect& effect, const Alternative& other) {
  Effect answered = effect;
  answered.absolute = other.absolute;
  answered.relative = other.relative;
  return signed_size_of(answered);
}

std::optional<Hours> hours_per_week(const Evidence& evidence, const Effect& effect) {
  const Appraisal* appraisal = evidence.appraisal;
  if (!appraisal || appraisal->metric != effect.metric.name || &effect != &graded_effect(evidence)) return std::nullopt;
  if (appraisal->values.empty() || !std::isfinite(appraisal->hours_per_person_week) || appraisal->from_last_third)
    return std::nullopt;
  const std::vector<Rung>& ladder = appraisal->ladder();
  const bool net = ladder.size() > 1 && ladder[0].value != ladder[1].value;
  const Value assumed = valued_as_assumed(effect, appraisal->assumptions).value;
  return Hours{appraisal->hours_per_person_week, appraisal->hours_per_person_week_low,
               appraisal->hours_per_person_week_high, net, assumed.volume_per_person_week.middle()};
}

Size hours_size_of(const Hours& hours, const Effect& effect) {
  Size size = plain_size(effect, oriented({hours.estimate, hours.low, hours.high}));
  if (hours.net_of_rework) size.interval = say(MessageId::net_of_rework, {{"interval", size.interval}});
  if (std::isfinite(hours.assumed_volume))
    size.interval = say(MessageId::at_assumed_volume,
                        {{"interval", size.interval}, {"volume", format_number(hours.assumed_volume)}});
  const double at_least = std::floor(hours.low);
  if (at_least >= 1) {
    return {say(MessageId::hours_at_least, {{"hours", format_fixed(at_least, 0)}}),
            say(MessageId::estimate_of_hours, {{"hours", size.amount}, {"interval", size.interval}})};
  }
  return {say(MessageId::hours_about, {{"hours", size.amount}}), size.interval};
}

std::optional<Turn> turn_of(const Effect& effect) {
  const std::optional<Fading> fading = fading_of(effect);
  if (!fading || !fading->turns) return std::nullopt;
  return Turn{signed_mean(effect, fading->first), signed_mean(effect, fading->last)};
}

std::string plain_amount(const Effect& effect, double value) {
  if (!is_multiplicative(effect.metric)) return in_spoken_units(effect, value);
  return format_percent(std::expm1(value), effect.relative.low, effect.relative.high);
}

std::string plain_range(const Effect& effect, const Estimate& estimate) {
  const bool percent = is_multiplicative(effect.metric);
  const Ends ends = percent ? format_percent_ends(std::expm1(estimate.low), std::expm1(estimate.high))
                            : format_ends(spoken_factor(effect) * estimate.low, spoken_factor(effect) * estimate.high);
  return say(MessageId::range, {{"low", ends.low}, {"high", ends.high}});
}

}  // namespace payoff
