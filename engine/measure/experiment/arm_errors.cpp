#include "measure/experiment/arm_errors.hpp"

#include <algorithm>

#include "base/messages.hpp"
#include "base/wording.hpp"
#include "measure/answer/said.hpp"
#include "payoff/error.hpp"

namespace payoff {

double inflation(ArmErrors errors, double leverage, double n, double k) {
  if (errors == ArmErrors::hc1) return n / (n - k);
  const double left = std::max(1 - leverage, 1e-8);  // 1: a unit fitted exactly, its residual is 0
  if (errors == ArmErrors::hc3) return 1 / (left * left);
  return errors == ArmErrors::cluster ? 1 : 1 / left;
}

ArmErrors errors_of_adjusted(ArmErrors asked) {
  if (asked == ArmErrors::welch)
    throw Error(ErrorKind::usage, {.function = "two_sample"},
                "errors is welch, but must be hc1, hc2, hc3 or cluster with covariates", "or set adjustment to none");
  return asked == ArmErrors::automatic ? ArmErrors::hc2 : asked;
}

double welch_df(double v_t, double n_t, double v_c, double n_c) {
  return (v_t + v_c) * (v_t + v_c) / (v_t * v_t / (n_t - 1) + v_c * v_c / (n_c - 1));
}

// Share of the effect's variance that one unit carries. In small samples ten equal shares are not yet a heavy tail.
Diagnostic heavy_tail(double total, std::size_t n) {
  const double share = total > 0 ? 1 / total : 0;
  const double threshold = std::max(0.05, 10 / static_cast<double>(n));
  return {"heavy_tail", share, threshold,
          say(share > threshold ? MessageId::found_heavy_tail : MessageId::found_no_heavy_tail,
              {{"share", format_fixed(100 * share, 1)}})};
}

}  // namespace payoff
