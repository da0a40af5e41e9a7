#include "monetize/scenario.hpp"

#include <algorithm>

namespace payoff {
namespace {

MoneyScenario scenario(std::string name, std::string assuming, double per_year, const CashModel& model) {
  const double per_month = per_year / months_per_year;
  const std::optional<int> month = payback_month(model, per_month);
  return {std::move(name), std::move(assuming), net_present_value(model, per_month),
          return_on_investment(model, per_month), month ? static_cast<double>(*month) : missing};
}

}  // namespace

std::vector<MoneyScenario> money_scenarios(const Benefit& benefit, const LevelEffect& level, const CashModel& model) {
  const Range& share = benefit.realized_share;
  const bool ranges = share.low < share.high;
  const auto year = [&](double effect, double realized) { return benefit_per_year(benefit, effect, realized); };
  // Of a loss the larger share is the worse.
  const auto ends = std::minmax({year(level.low, share.low), year(level.low, share.high), year(level.high, share.low),
                                 year(level.high, share.high)});
  const double expected = year(level.estimate, share.mode);
  return {
      scenario("conservative",
               std::string("the worse end of the effect's interval") + (ranges ? " and of the realised share" : ""),
               ends.first, model),
      scenario("expected", std::string("the point estimate") + (ranges ? " and the most likely realised share" : ""),
               expected, model),
      scenario("optimistic",
               std::string("the better end of the effect's interval") + (ranges ? " and of the realised share" : ""),
               ends.second, model),
      scenario("half the adoption", "half of the expected benefits, and all of the costs", expected / 2, model)};
}

}  // namespace payoff
