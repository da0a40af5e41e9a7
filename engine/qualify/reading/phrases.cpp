#include "qualify/reading/phrases.hpp"

#include <fmt/format.h>

#include <cmath>

#include "base/letters.hpp"
#include "base/wording.hpp"
#include "data/spoken.hpp"
#include "measure/diagnosis/trend_words.hpp"
#include "monetize/lasting_effect.hpp"
#include "monetize/level_effect.hpp"
#include "qualify/reading/finding.hpp"

namespace payoff {
namespace {

bool is_money(const Metric& metric) {
  return metric.kind == MetricKind::revenue || metric.kind == MetricKind::cost;
}

// A sum that grows with time, so that its period belongs to its unit.
bool flows(const Metric& metric) {
  return metric.per.empty() && !metric.averaged && metric.kind != MetricKind::score && metric.kind != MetricKind::rate;
}

// " a week" for a metric per unit and period; nothing where the data have no time.
std::string each_period(const Effect& effect) {
  if (effect.periods_after == 0) return "";
  return fmt::format(" a {}", period_word(effect.period));
}

// Magnitudes of an interval on one side of zero, smaller end first; raw otherwise.
LevelEffect oriented(const LevelEffect& level) {
  if (level.high < 0) return {-level.estimate, -level.high, -level.low};
  return level;
}

// "95% CI 2.1 to 3.4", or why there is none.
std::string interval_phrase(const Effect& effect, double low, double high, const Ends& ends) {
  if (std::isfinite(low) && std::isfinite(high))
    return fmt::format("{} {} to {}", interval_name(effect), ends.low, ends.high);
  const std::string& why = effect.absolute.reason;
  return fmt::format("{} not available{}{}", interval_name(effect), why.empty() ? "" : ": ", why);
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

std::string joined(const std::string& number, const std::string& unit) {
  return unit.empty() || unit.starts_with(' ') ? number + unit : number + " " + unit;  // " a week" of what has no unit
}

// "+3.5", "-12.1"; log points as "+3.5%".
std::string signed_mean(const Effect& effect, const Estimate& third) {
  const bool percent = is_multiplicative(effect.metric);
  const std::string text =
      percent ? format_percent(std::expm1(third.estimate), std::expm1(third.low), std::expm1(third.high))
              : format_fixed(third.estimate, decimals_for_estimate(third.estimate, third.low, third.high));
  return (third.estimate > 0 ? "+" : "") + text;
}

}  // namespace

std::string who_of(const Evidence& evidence) {
  return evidence.who.empty() ? "people" : evidence.who;
}

std::string tool_of(const Evidence& evidence) {
  return evidence.tool.empty() ? "the tool" : evidence.tool;
}

std::string capitalised(std::string text) {
  if (!text.empty()) text[0] = to_upper(text[0]);
  return text;
}

std::string metric_phrase(const Evidence& evidence, const Metric& metric) {
  const std::string name = spoken(metric);
  if (!metric.per.empty()) return name + " per " + spoken_per(metric);
  return is_money(metric) ? name + " per " + singular(who_of(evidence)) : name;
}

std::string metric_of_who(const Evidence& evidence, const Metric& metric) {
  const bool names_who = metric.per.empty() && is_money(metric);
  return metric_phrase(evidence, metric) + (names_who ? "" : " of " + who_of(evidence));
}

std::string subject_phrase(const Evidence& evidence, const Metric& metric) {
  if (metric.per.empty() && is_money(metric)) return "The " + metric_phrase(evidence, metric);
  return "Among " + who_of(evidence) + ", " + metric_phrase(evidence, metric);
}

std::string unit_phrase(const Evidence& evidence, const Effect& effect) {
  const Metric& metric = effect.metric;
  const std::string unit = metric.unit.empty() ? "units" : metric.unit;
  if (!metric.per.empty()) return unit + " per " + spoken_per(metric);
  const std::string each = is_money(metric) ? " per " + singular(who_of(evidence)) : "";
  return unit + each + (flows(metric) ? each_period(effect) : "");
}

std::string short_unit(const Effect& effect) {
  const Metric& metric = effect.metric;
  if (metric.kind == MetricKind::rate) return "";
  return metric.unit + (flows(metric) ? each_period(effect) : "");
}

std::string interval_name(const Effect& effect) {
  return fmt::format("{:g}% CI", 100 * effect.level);
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
  Size size = plain_size(effect, oriented(level_effect(effect)));
  size.amount = joined(size.amount, short_unit(effect));
  if (percent && is_money(effect.metric)) return {percent->amount + ", " + size.amount, percent->interval};
  return size;
}

Size signed_size_of(const Effect& effect) {
  const Estimate& relative = effect.relative;
  if (is_multiplicative(effect.metric)) {
    return percent_size(effect, {relative.estimate, relative.low, relative.high});
  }
  Size size = plain_size(effect, level_effect(effect));
  size.amount = joined(size.amount, short_unit(effect));
  return size;
}

std::optional<Hours> hours_per_week(const Evidence& evidence, const Effect& effect) {
  const Appraisal* appraisal = evidence.appraisal;
  if (!appraisal || appraisal->metric != effect.metric.name || &effect != &graded_effect(evidence)) return std::nullopt;
  if (!std::isfinite(appraisal->hours_per_person_week) || appraisal->from_last_third) return std::nullopt;
  const auto& ladder = appraisal->ladder;
  const bool net = ladder.size() > 1 && ladder[0].value != ladder[1].value;
  return Hours{appraisal->hours_per_person_week, appraisal->hours_per_person_week_low,
               appraisal->hours_per_person_week_high, net};
}

Size hours_size_of(const Hours& hours, const Effect& effect) {
  Size size = plain_size(effect, oriented({hours.estimate, hours.low, hours.high}));
  if (hours.net_of_rework) size.interval += ", net of rework";
  const double at_least = std::floor(hours.low);
  if (at_least >= 1) {
    return {format_fixed(at_least, 0) + "+ hours a week each", "estimate " + size.amount + ", " + size.interval};
  }
  return {"about " + size.amount + " hours a week each", size.interval};
}

std::string turn_phrase(const Effect& effect) {
  const std::optional<Fading> fading = fading_of(effect);
  if (!fading || !fading->turns) return "";
  return fmt::format("the effect turned round: {} at first, {} in the last third of the follow-up",
                     signed_mean(effect, fading->first), signed_mean(effect, fading->last));
}

std::string plain_amount(const Effect& effect, double value) {
  return is_multiplicative(effect.metric) ? format_percent(std::expm1(value)) : format_number(value);
}

std::string plain_range(const Effect& effect, const Estimate& estimate) {
  const bool percent = is_multiplicative(effect.metric);
  const Ends ends = percent ? format_percent_ends(std::expm1(estimate.low), std::expm1(estimate.high))
                            : format_ends(estimate.low, estimate.high);
  return ends.low + " to " + ends.high;
}

std::string breakdown_phrase(double breakdown) {
  constexpr double slack = 1e-12, least_in_full = 1e-5;
  const double power = std::pow(10, 1 - std::floor(std::log10(breakdown)));
  const double bound = std::floor(breakdown * power * (1 + slack)) / power;
  return bound < least_in_full ? fmt::format("{:.2g}", bound) : format_factor(bound);
}

std::string count_phrase(double n, std::string_view singular) {
  constexpr double slack = 1e-6;
  std::string count = format_number(n < 1 ? n : std::floor(10 * n + slack) / 10);
  if (count.ends_with(".0")) count.resize(count.size() - 2);
  return fmt::format("{} {}{}", count, singular, count == "1" ? "" : "s");
}

std::string sample_phrase(const Evidence& evidence, const Effect& effect) {
  const std::string treated = format_fixed(static_cast<double>(effect.units_treated), 0);
  if (effect.units_comparison == 0) return "n = " + treated;
  return fmt::format("n = {} with {} and {} without", treated, tool_of(evidence),
                     format_fixed(static_cast<double>(effect.units_comparison), 0));
}

std::string context_phrase(const Evidence& evidence, const Effect& effect, char grade) {
  std::string text = effect.against.empty() ? "" : "compared with " + effect.against;
  if (!evidence.period.empty()) text += (text.empty() ? "" : ", ") + evidence.period;
  if (!text.empty()) text += "; ";
  return text + fmt::format("{}; evidence grade {}", sample_phrase(evidence, effect), grade);
}

}  // namespace payoff
