#include "measure/rollout/one_date/did_errors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/messages.hpp"
#include "base/wording.hpp"
#include "data/spoken.hpp"
#include "measure/rollout/one_date/did_clusters.hpp"

namespace payoff {
namespace {

constexpr std::size_t few_clusters = 40, few_of_arm = 12, least_bootstrapped_of_arm = 6;
constexpr std::size_t bootstrap_draws = 99999;

}  // namespace

DidErrors::DidErrors(const Panel& panel, const AbsorbedRegression& regression, const DidMoments& moments,
                     IntervalChoice interval, const Context& context)
    : panel_(panel),
      regression_(regression),
      moments_(moments),
      level_(interval.level),
      normal_(interval.quantile == Quantile::normal),
      context_(context) {}

// A normal quantile is a choice for large samples: it is not overruled.
bool DidErrors::few() const {
  const bool few =
      regression_.sample().clusters.count < few_clusters || regression_.sample().clusters_of_smaller_arm() < few_of_arm;
  return few && !normal_;
}

ErrorsOfDid DidErrors::resolve(ErrorsOfDid asked) const {
  if (asked != ErrorsOfDid::automatic) return asked;
  if (!few()) return ErrorsOfDid::cluster;
  return regression_.sample().clusters_of_smaller_arm() >= least_bootstrapped_of_arm ? ErrorsOfDid::wild
                                                                                     : ErrorsOfDid::cr2;
}

DidErrors::Basis DidErrors::basis(ErrorsOfDid errors) const {
  const double infinity = std::numeric_limits<double>::infinity();
  const double clusters = static_cast<double>(regression_.sample().clusters.count);
  Basis result{errors == ErrorsOfDid::hc1 ? moments_.hc1 : moments_.cluster,
               {level_, normal_ ? infinity : clusters - 1}};
  if (errors == ErrorsOfDid::hc1 && !normal_) {
    const std::size_t parameters = regression_.rank() + regression_.units();
    result.precision.df = static_cast<double>(regression_.observations()) - static_cast<double>(parameters);
  }
  if (errors != ErrorsOfDid::cr2 || !(result.moments.var_effect > 0)) return result;
  const BellMcCaffrey corrected = bell_mccaffrey(panel_, regression_);
  const double factor = corrected.variance / result.moments.var_effect;
  result.moments.var_effect *= factor;
  result.moments.var_baseline *= factor;
  result.moments.covariance *= factor;
  if (!normal_) result.precision.df = corrected.df;
  return result;
}

void DidErrors::bootstrap(Estimate& absolute, Estimate& relative, bool log_scale) const {
  WildBootstrap test{.draws = bootstrap_draws, .ties_count = true};
  test.level = level_;
  const WildResult wild = wild_bootstrap(fewest_did_scores(panel_, regression_), test, context_);
  const double below = (wild.estimate - wild.low) / absolute.se, above = (wild.high - wild.estimate) / absolute.se;
  absolute.low = wild.low;
  absolute.high = wild.high;
  absolute.p = wild.p;
  absolute.reason = wild.reason;
  if (!relative.reason.empty()) return;
  relative.low = log_scale ? std::expm1(wild.low) : relative.estimate - below * relative.se;
  relative.high = log_scale ? std::expm1(wild.high) : relative.estimate + above * relative.se;
  relative.p = wild.p;
  relative.reason = wild.reason;
}

void DidErrors::report(Effect& effect, ErrorsOfDid asked) const {
  const ErrorsOfDid errors = resolve(asked);
  const auto [moments, precision] = basis(errors);
  report_change(effect, moments, precision);
  if (!effect.usable) return;
  const std::size_t clusters = regression_.sample().clusters.count;
  if (errors == ErrorsOfDid::cr2) {
    effect.interval_by = IntervalBy::bell_mccaffrey;
    effect.inference = say(MessageId::inference_bell_mccaffrey, {{"clusters", format_count(clusters)}});
  }
  if (errors != ErrorsOfDid::wild) return;
  bootstrap(effect.absolute, effect.relative, effect.metric.scale == Scale::log);
  effect.interval_by = IntervalBy::wild_bootstrap;
  effect.inference = say(MessageId::inference_wild, {{"clusters", format_count(clusters)}});
  if (!std::isnan(effect.absolute.low)) return;
  if (asked == ErrorsOfDid::automatic) return report(effect, ErrorsOfDid::cr2);
  effect.usable = false;
  effect.message = why_not_usable(effect, effect.absolute.reason);
}

}  // namespace payoff
