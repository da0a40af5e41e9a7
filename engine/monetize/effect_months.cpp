#include "monetize/effect_months.hpp"

#include <algorithm>
#include <cmath>

#include "base/messages.hpp"
#include "data/spoken.hpp"
#include "monetize/lasting_effect.hpp"

namespace payoff {
namespace {

// The metric, and of whom.
std::string what_changed(const Effect& effect) {
  return spoken(effect.metric) + (effect.segment ? of_people(effect.segment->segment, effect.segment->label) : "");
}

// All of the effect, or a third of its follow-up.
enum class EffectPart { all, first_third, last_third };

EffectCoordinate coordinate_of(const Effect& effect, const Estimate& estimate, EffectPart part) {
  constexpr const char* names[] = {"", ", first third", ", last third"};
  constexpr MessageId labels[] = {MessageId::input_effect, MessageId::input_effect_first_third,
                                  MessageId::input_effect_last_third};
  const auto at = static_cast<std::size_t>(part);
  const bool log = is_multiplicative(effect.metric);
  return {.name = uncertain_name(effect) + names[at],
          .label = say(labels[at], {{"metric", what_changed(effect)}}),
          .unit = effect.metric.unit,
          .estimate = estimate.estimate,
          .se = estimate.se,
          .df = std::isnan(estimate.df) ? INFINITY : estimate.df,
          .low = estimate.low,
          .high = estimate.high,
          .log_baseline = log ? effect.baseline : missing};
}

// Of the variances: cov = (v_first + v_last - v_change) / 2.
double correlation_of(const Course& course) {
  const double first = course.first.se, last = course.last.se, change = course.change.se;
  const double correlation = (first * first + last * last - change * change) / (2 * first * last);
  return std::isfinite(correlation) ? std::clamp(correlation, -0.999, 0.999) : 0;
}

// What each third weighs at this age.
struct Thirds {
  double first, last;
};

class PathOfEffect {
 public:
  PathOfEffect(double months, double pace) : months_(months), pace_(pace) {}

  Thirds at(double age) const {
    const double begin = months_ / 6, end = 5 * months_ / 6;
    if (age >= months_) return {0, std::pow(pace_, (age - months_) / (end - begin))};
    const double last = std::clamp((age - begin) / (end - begin), 0.0, 1.0);
    return {1 - last, last};
  }

 private:
  double months_, pace_;
};

}  // namespace

std::string uncertain_name(const Effect& effect) {
  return "effect on " + what_changed(effect);
}

std::string uncertain_label(const Effect& effect) {
  return say(MessageId::input_effect, {{"metric", what_changed(effect)}});
}

EffectMonths effect_months(const Effect& effect, const std::vector<Start>& rollout, int horizon_months) {
  const std::optional<Fading> fading = fading_of(effect);
  const double months = effect.weeks_after * months_per_year / weeks_per_year;
  const bool less = is_less_at_last(effect), moves = fading && (less || fading->begins_late) && months > 0;
  EffectMonths result;
  // One number of what became less is what was left of it.
  const Estimate one = less ? last_third(effect).absolute : effect.absolute;
  result.coordinates.push_back(
      coordinate_of(effect, moves ? fading->first : one, moves ? EffectPart::first_third : EffectPart::all));
  result.steady = {1};
  if (moves) {
    result.coordinates.push_back(coordinate_of(effect, fading->last, EffectPart::last_third));
    result.correlation = correlation_of(*effect.course);
    result.steady = less ? std::vector<double>{0, 1} : std::vector<double>{0.5, 0.5};
  }
  // What turned round stays as it is at last; a loss does not fade away by itself.
  const bool fades_on = moves && fading->fades && fading->share > 0;
  const PathOfEffect path(months, fades_on ? fading->share : 1);
  result.profile.assign(result.coordinates.size(),
                        std::vector<double>(static_cast<std::size_t>(horizon_months) + 1, 0));
  for (int m = 1; m <= horizon_months; ++m) {
    for (const Start& start : rollout) {
      const double part = start.share * std::clamp(m - start.month, 0.0, 1.0);
      const Thirds thirds = moves ? path.at(std::max(0.0, m - start.month - 0.5)) : Thirds{1, 0};
      result.profile[0][static_cast<std::size_t>(m)] += part * thirds.first;
      if (moves) result.profile[1][static_cast<std::size_t>(m)] += part * thirds.last;
    }
  }
  return result;
}

}  // namespace payoff
