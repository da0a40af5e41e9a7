#include <fmt/format.h>

#include <cmath>

#include "base/distributions.hpp"
#include "base/messages.hpp"
#include "fit/covariance/kinds.hpp"
#include "payoff/error.hpp"
#include "payoff/standard_errors.hpp"

namespace payoff {
namespace {

void require_whole(const Regression& fit) {
  const std::size_t n = fit.observations, k = fit.names.size();
  if (k > 0 && fit.design.size() == n * k && fit.residual.size() == n && fit.bread.size() == k * k) return;
  throw Error(ErrorKind::usage, {.function = "covariance"},
              fmt::format("fit has {} columns, {} design numbers and {} residuals, but must have a column and n x k of "
                          "the one and n of the other",
                          k, fit.design.size(), fit.residual.size()),
              "give what regress() returned");
}

}  // namespace

Covariance covariance(const Regression& fit, const ErrorChoice& choice, const Context& context) {
  require_whole(fit);
  switch (choice.errors) {
    case Errors::iid:
      return iid_covariance(fit, choice.small_sample);
    case Errors::cluster:
      return clustered_covariance(fit, choice, context);
    case Errors::cr2:
    case Errors::cr3:
      return bias_reduced_covariance(fit, choice, context);
    case Errors::newey_west:
    case Errors::driscoll_kraay:
      return serial_covariance(fit, choice, context);
    default:
      return heteroskedastic_covariance(fit, choice, context);
  }
}

std::vector<Estimate> coefficients(const Regression& fit, const Covariance& covariance, double level) {
  if (!(level > 0 && level < 1)) {
    throw Error(ErrorKind::usage, {.function = "coefficients"},
                fmt::format("level is {}, but must be between 0 and 1", level), "0.95 is usual");
  }
  std::vector<Estimate> result;
  for (std::size_t i = 0; i < fit.names.size(); ++i) {
    Estimate estimate{.estimate = fit.coefficient[i], .se = covariance.se(i), .df = covariance.df[i]};
    if (!(estimate.se > 0)) {
      estimate.reason = say(MessageId::why_no_residual_variance);
    } else if (!(estimate.df > 0)) {
      estimate.reason = say(MessageId::why_few_observations);
    } else {
      const double half_width = student_quantile(0.5 + level / 2, estimate.df) * estimate.se;
      estimate.low = estimate.estimate - half_width;
      estimate.high = estimate.estimate + half_width;
      estimate.p = two_sided_p(estimate.estimate / estimate.se, estimate.df);
    }
    result.push_back(std::move(estimate));
  }
  return result;
}

}  // namespace payoff
