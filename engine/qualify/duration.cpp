// Does it last? G11, G12.
#include <fmt/format.h>

#include <cmath>

#include "base/wording.hpp"
#include "qualify/rules.hpp"

namespace payoff::rules_of {
namespace {

// Means over some lags. The path has no covariances; the mean of the ends is the
// interval as if all lags were perfectly correlated, which errs on the wide side.
struct Third {
  double estimate = 0, low = 0, high = 0;
};

Third mean_of(const std::vector<PathPoint>& lags, std::size_t begin, std::size_t end) {
  Third third;
  const double n = static_cast<double>(end - begin);
  for (std::size_t i = begin; i < end; ++i) {
    third.estimate += lags[i].estimate / n;
    third.low += lags[i].low / n;
    third.high += lags[i].high / n;
  }
  return third;
}

}  // namespace

// A novelty effect: clear at first, less than half of it at the end (or turned round).
void fading(const Evidence&, const Effect& effect, Reasons& reasons) {
  constexpr double least_share = 0.5;
  std::vector<PathPoint> lags;
  for (const PathPoint& point : effect.path) {
    if (point.event_time >= 0 && std::isfinite(point.estimate)) lags.push_back(point);
  }
  const std::size_t size = lags.size() / 3;
  if (size == 0) return;
  const Third first = mean_of(lags, 0, size), last = mean_of(lags, lags.size() - size, lags.size());
  const bool clear_at_first = first.low > 0 || first.high < 0;
  const double share = last.estimate / first.estimate;
  if (!clear_at_first || share >= least_share) return;
  reasons.push_back(
      {"G11", share, least_share, "note",
       fmt::format("The effect fades: in the last third of the follow-up it was {} of what it was in the first.",
                   format_percent(share))});
}

// A week or two of novelty is not a year.
void follow_up(const Evidence&, const Effect& effect, Reasons& reasons) {
  constexpr double enough_weeks = 8, least_weeks = 4, slack = 1e-6;
  const double weeks = effect.weeks_after;
  if (!std::isfinite(weeks)) {
    reasons.push_back(
        {"G12", missing, enough_weeks, "note", "How long the effect was followed is not stated in the data."});
    return;
  }
  if (weeks >= enough_weeks - slack) return;
  const bool refused = weeks < least_weeks - slack;
  reasons.push_back({"G12", weeks, refused ? least_weeks : enough_weeks, refused ? "no annual figure" : "note",
                     fmt::format("The effect was followed for only {} weeks, so {}.", format_number(weeks),
                                 refused ? "no figure for a year is given" : "any figure for a year is a projection")});
}

}  // namespace payoff::rules_of
