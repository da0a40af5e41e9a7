#include "fit/cross_products/adjusted_arms.hpp"

#include "base/rounding.hpp"

namespace payoff {

AdjustedArms adjusted_arms(const MetricMoments& arms, bool slopes_by_arm) {
  const PastMoments &t = *arms.treated.past, &c = *arms.comparison.past;
  const double n_t = static_cast<double>(arms.treated.seen), n_c = static_cast<double>(arms.comparison.seen);
  const double n = n_t + n_c;
  AdjustedArms fit{.mean_x = (n_t * t.x_mean + n_c * c.x_mean) / n};
  if (slopes_by_arm) {
    const double b_t = t.x_products / t.x_squares, b_c = c.x_products / c.x_squares;
    const double off_t = t.x_mean - fit.mean_x, off_c = c.x_mean - fit.mean_x, centring = (b_t - b_c) / n;
    fit.treated = {b_t, 1 / n_t, -off_t / t.x_squares, 1 / t.x_squares, centring};
    fit.comparison = {b_c, -1 / n_c, off_c / c.x_squares, 1 / c.x_squares, centring};
    fit.shift = b_t * off_t - b_c * off_c;
    fit.parameters = 4;
    return fit;
  }
  const double squares = t.x_squares + c.x_squares, apart = t.x_mean - c.x_mean;
  const double b = (t.x_products + c.x_products) / squares;
  fit.treated = {b, 1 / n_t, -apart / squares, 1 / squares, 0};
  fit.comparison = {b, -1 / n_c, -apart / squares, 1 / squares, 0};
  fit.shift = b * apart;
  fit.parameters = 3;
  return fit;
}

// Who has no past is at 0, where the mean of all is.
FollowedPast followed_past(const ArmMoments& arm) {
  const PastMoments& past = *arm.past;
  const double n = static_cast<double>(arm.seen), followed = static_cast<double>(past.followed);
  const double mean = n * past.x_mean / followed;
  const double about_all = past.x_squares + n * past.x_mean * past.x_mean;
  const double squares = squares_about_mean(about_all, followed * mean, followed);
  return {followed, mean, squares / (followed - 1)};
}

bool any_followed(const MetricMoments& arms) {
  const auto some = [](const ArmMoments& arm) { return arm.past && arm.past->followed > 0; };
  return some(arms.treated) || some(arms.comparison);
}

bool past_can_adjust(const MetricMoments& arms) {
  constexpr std::size_t least_units_with_past = 5;
  for (const ArmMoments* arm : {&arms.treated, &arms.comparison}) {
    if (!arm->past || arm->past->followed < least_units_with_past) return false;
    const FollowedPast followed = followed_past(*arm);
    const double mean = arm->past->everyone + followed.mean;
    if (!(followed.variance > 1e-24 * mean * mean)) return false;
  }
  return true;
}

}  // namespace payoff
