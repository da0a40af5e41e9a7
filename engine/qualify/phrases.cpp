#include "qualify/phrases.hpp"

#include <fmt/format.h>

#include <cctype>
#include <cmath>

#include "base/wording.hpp"
#include "monetize/level_effect.hpp"
#include "monetize/time_value.hpp"
#include "qualify/finding.hpp"

namespace payoff {
namespace {

bool is_money(const Metric& metric) {
  return metric.kind == MetricKind::revenue || metric.kind == MetricKind::cost;
}

// " a week" for a metric per unit and period; nothing where the data have no time.
std::string each_period(const Effect& effect) {
  if (!effect.metric.per.empty() || effect.periods_after == 0) return "";
  const double weeks = weeks_per_period(effect);
  if (std::abs(weeks - 1.0 / 7) < 0.01) return " a day";
  if (std::abs(weeks - 1) < 0.01) return " a week";
  if (weeks > 4 && weeks < 4.6) return " a month";
  if (weeks > 12 && weeks < 14) return " a quarter";
  return " a period";
}

// Magnitudes of an interval on one side of zero, smaller end first; raw otherwise.
LevelEffect oriented(const LevelEffect& level) {
  if (level.high < 0) return {-level.estimate, -level.high, -level.low};
  return level;
}

std::string with_interval(const Evidence& evidence, const Effect& effect, const LevelEffect& shown) {
  const int decimals = decimals_for({shown.estimate, shown.low, shown.high});
  return fmt::format("{} {} ({} {} to {})", format_fixed(shown.estimate, decimals), unit_phrase(evidence, effect),
                     interval_name(effect), format_fixed(shown.low, decimals), format_fixed(shown.high, decimals));
}

std::string percent_with_interval(const Effect& effect, const LevelEffect& shown, std::string_view more) {
  return fmt::format("{}{} ({} {})", format_percent(shown.estimate), more, interval_name(effect),
                     format_percent_interval(shown.low, shown.high));
}

std::string absolute_short(const Evidence& evidence, const Effect& effect) {
  const double size = std::abs(level_effect(effect).estimate);
  return format_number(size) + " " + unit_phrase(evidence, effect);
}

}  // namespace

std::string who_of(const Evidence& evidence) {
  return evidence.who.empty() ? "people" : evidence.who;
}

std::string tool_of(const Evidence& evidence) {
  return evidence.tool.empty() ? "the tool" : evidence.tool;
}

std::string capitalised(std::string text) {
  if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text;
}

std::string metric_phrase(const Metric& metric) {
  const std::string name = spaced(metric.name);
  return metric.per.empty() ? name : name + " per " + spaced(singular(metric.per));
}

std::string unit_phrase(const Evidence& evidence, const Effect& effect) {
  const Metric& metric = effect.metric;
  std::string unit = metric.unit.empty() ? "units" : metric.unit;
  if (!metric.per.empty()) return unit + " per " + spaced(singular(metric.per));
  if (is_money(metric)) unit += " per " + singular(who_of(evidence));
  const bool is_level = metric.kind == MetricKind::score || metric.kind == MetricKind::rate;  // has no flow per period
  return is_level ? unit : unit + each_period(effect);
}

std::string interval_name(const Effect& effect) {
  return fmt::format("{:g}% CI", 100 * effect.level);
}

std::optional<std::string> percent_phrase(const Effect& effect, std::string_view more) {
  const Estimate& relative = effect.relative;
  const bool up = relative.low > 0 && effect.absolute.estimate > 0;
  const bool down = relative.high < 0 && effect.absolute.estimate < 0;
  if (!up && !down) return std::nullopt;
  return percent_with_interval(effect, oriented({relative.estimate, relative.low, relative.high}), more);
}

std::string size_phrase(const Evidence& evidence, const Effect& effect) {
  const std::optional<std::string> percent = percent_phrase(effect);
  if (percent && effect.metric.scale == Scale::log) return *percent;
  if (percent && is_money(effect.metric)) return *percent + ", " + absolute_short(evidence, effect);
  return with_interval(evidence, effect, oriented(level_effect(effect)));
}

std::string signed_phrase(const Evidence& evidence, const Effect& effect) {
  const Estimate& relative = effect.relative;
  if (effect.metric.scale == Scale::log) {
    return percent_with_interval(effect, {relative.estimate, relative.low, relative.high}, "");
  }
  return with_interval(evidence, effect, level_effect(effect));
}

std::optional<Hours> hours_per_week(const Evidence& evidence, const Effect& effect) {
  if (effect.metric.kind != MetricKind::time) return std::nullopt;
  const Appraisal* appraisal = evidence.appraisal;
  const bool valued = appraisal && appraisal->metric == effect.metric.name && &effect == &graded_effect(evidence);
  if (valued && std::isfinite(appraisal->hours_per_person_week)) {
    const auto& ladder = appraisal->ladder;
    const bool net = ladder.size() > 1 && ladder[0].value != ladder[1].value;
    return Hours{appraisal->hours_per_person_week, appraisal->hours_per_person_week_low,
                 appraisal->hours_per_person_week_high, net};
  }
  const std::optional<double> unit = known_hours_in(effect.metric.unit);
  const double volume =
      effect.metric.per.empty() ? effect.periods_after / effect.weeks_after : effect.volume_per_unit_week;
  if (!unit || !(volume > 0) || !std::isfinite(volume)) return std::nullopt;
  const LevelEffect level = level_effect(effect);
  if (!std::isfinite(level.estimate)) return std::nullopt;
  const double factor = gain_sign(effect.metric) * *unit * volume;
  const auto [low, high] = std::minmax({factor * level.low, factor * level.high});
  return Hours{factor * level.estimate, low, high, false};
}

std::string hours_phrase(const Hours& hours, const Effect& effect) {
  const LevelEffect shown = oriented({hours.estimate, hours.low, hours.high});
  const int decimals = decimals_for({shown.estimate, shown.low, shown.high});
  const auto fixed = [&](double value) { return format_fixed(value, decimals); };
  const std::string interval = fmt::format("{} {} to {}{}", interval_name(effect), fixed(shown.low), fixed(shown.high),
                                           hours.net_of_rework ? ", net of rework" : "");
  const double at_least = std::floor(shown.low);
  if (at_least >= 1 && hours.estimate > 0) {
    return fmt::format("{}+ hours a week each (estimate {}, {})", format_fixed(at_least, 0), fixed(shown.estimate),
                       interval);
  }
  return fmt::format("about {} hours a week each ({})", fixed(shown.estimate), interval);
}

std::string context_phrase(const Evidence& evidence, const Effect& effect, std::optional<char> grade) {
  std::string text = effect.against.empty() ? "" : ", compared with " + effect.against;
  if (!evidence.period.empty()) text += ", " + evidence.period;
  text += fmt::format(" (n = {}", format_fixed(static_cast<double>(effect.units_treated), 0));
  if (effect.units_comparison > 0) {
    text += fmt::format(" with {} and {} without", tool_of(evidence),
                        format_fixed(static_cast<double>(effect.units_comparison), 0));
  }
  if (grade) text += fmt::format("; evidence grade {}", *grade);
  return text + ")";
}

}  // namespace payoff
