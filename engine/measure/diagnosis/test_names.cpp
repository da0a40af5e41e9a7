#include "measure/diagnosis/test_names.hpp"

#include <algorithm>
#include <utility>

#include "base/messages.hpp"

namespace payoff {
namespace {

constexpr std::pair<std::string_view, MessageId> tests[] = {
    {"pre_trend", MessageId::test_pre_trend},
    {"clear_lead", MessageId::test_clear_lead},
    {"max_lead_share", MessageId::test_max_lead_share},
    {"pre_trend_power", MessageId::test_pre_trend_power},
    {"anticipation", MessageId::test_anticipation},
    {"adoption_spike", MessageId::test_adoption_spike},
    {"balance_before", MessageId::test_balance_before},
    {"sensitivity", MessageId::test_sensitivity},
    {"treated_units_without_baseline", MessageId::test_treated_units_without_baseline},
    {"covariates_left_out", MessageId::test_covariates_left_out},
    {"units_left_out", MessageId::test_units_left_out},
    {"placebo_rank", MessageId::test_placebo_rank},
    {"share_not_estimated", MessageId::test_share_not_estimated},
    {"cells_without_estimate", MessageId::test_cells_without_estimate},
    {"heavy_tail", MessageId::test_heavy_tail},
    {"staggered_adoption", MessageId::test_staggered_adoption},
    {"no_comparison", MessageId::test_no_comparison},
    {"baseline_balance", MessageId::test_baseline_balance},
    {"units_without_past", MessageId::test_units_without_past},
};

}  // namespace

std::string said_test(std::string_view diagnostic) {
  const auto known = std::ranges::find(tests, diagnostic, &std::pair<std::string_view, MessageId>::first);
  return known == std::end(tests) ? std::string(diagnostic) : say(known->second);
}

}  // namespace payoff
