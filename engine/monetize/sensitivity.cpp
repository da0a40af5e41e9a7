#include "monetize/sensitivity.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "base/wording.hpp"
#include "monetize/benefit.hpp"
#include "monetize/cash_flow.hpp"
#include "monetize/level_effect.hpp"
#include "monetize/reach.hpp"
#include "monetize/volume.hpp"

namespace payoff {
namespace {

// One point at which the NPV is asked for.
struct Scenario {
  Assumptions assumptions;
  double level_effect = missing;
};

using Set = std::function<void(Scenario&, double)>;

double npv_of(const Effect& effect, const Scenario& scenario) {
  const Assumptions& a = scenario.assumptions;
  const Benefit benefit = benefit_of(effect, a);
  const double yearly = benefit_per_year(benefit, scenario.level_effect, benefit.realized_share.mode);
  return net_present_value(cash_model(a), yearly / months_per_year);
}

// Collects one row after another around the same middle.
class Table {
 public:
  Table(const Effect& effect, const Assumptions& assumptions)
      : effect_(effect), middle_{assumptions, level_effect(effect).estimate} {}

  void row(const std::string& name, const std::string& unit, double low, double high, const Set& set) {
    Scenario at_low = middle_, at_high = middle_;
    set(at_low, low);
    set(at_high, high);
    rows_.push_back({name, low, high, unit, false, npv_of(effect_, at_low), npv_of(effect_, at_high)});
  }

  void share(const std::string& name, double low, double high, const Set& set, const std::string& unit = "share") {
    row(name, unit, low, high, set);
    rows_.back().share = true;
  }

  // 20 % either way; nothing to show for an assumption that is 0 or absent.
  void around(const std::string& name, const std::string& unit, double value, const Set& set) {
    if (!(value > 0)) return;
    row(name, unit, 0.8 * value, 1.2 * value, set);
  }

  void around_share(const std::string& name, double value, const Set& set, const std::string& unit = "share") {
    if (!(value > 0)) return;
    share(name, 0.8 * value, std::min(1.2 * value, 1.0), set, unit);
  }

  std::vector<NpvSensitivity> sorted() {
    std::ranges::stable_sort(rows_, std::ranges::greater{},
                             [](const NpvSensitivity& s) { return std::abs(s.npv_high - s.npv_low); });
    return rows_;
  }

 private:
  const Effect& effect_;
  Scenario middle_;
  std::vector<NpvSensitivity> rows_;
};

void share_of_time(Table& table, const Assumptions& assumptions) {
  const Range share = *assumptions.realized_share;
  const Set set = [](Scenario& s, double x) { s.assumptions.realized_share = Range{x, x, x}; };
  if (share.low < share.high) table.share("realised share", share.low, share.high, set);
  if (share.low == share.high) table.around_share("realised share", share.mode, set);
}

void costs_of_rollout(Table& table, const Assumptions& assumptions) {
  const CostRates costs = cost_rates(assumptions);
  table.around("one-off costs", assumptions.currency, costs.once, [costs](Scenario& s, double x) {
    for (Cost& cost : s.assumptions.costs)
      for (double Cost::* part : {&Cost::once, &Cost::once_per_person, &Cost::hours_per_person})
        cost.*part *= x / costs.once;
  });
  table.around("recurring costs", assumptions.currency + " per month", costs.per_month, [costs](Scenario& s, double x) {
    for (Cost& cost : s.assumptions.costs) {
      for (double Cost::* part : {&Cost::per_month, &Cost::per_person_month, &Cost::hours_per_person_month})
        cost.*part *= x / costs.per_month;
    }
  });
}

}  // namespace

std::vector<NpvSensitivity> sensitivity(const Effect& effect, const Assumptions& given) {
  const Assumptions assumptions = with_rollout(effect, given);
  Table table(effect, assumptions);
  const MetricKind kind = effect.metric.kind;
  const LevelEffect level = level_effect(effect);
  table.row("effect", effect.metric.unit, level.low, level.high, [](Scenario& s, double x) { s.level_effect = x; });
  if (kind == MetricKind::time) {
    share_of_time(table, assumptions);
    table.around("hourly cost", assumptions.currency + " per hour", assumptions.hourly_cost,
                 [](Scenario& s, double x) { s.assumptions.hourly_cost = x; });
    table.around_share("rework share", assumptions.rework_share,
                       [](Scenario& s, double x) { s.assumptions.rework_share = x; });
  }
  if (kind == MetricKind::revenue) {
    table.around_share("gross margin", assumptions.gross_margin,
                       [](Scenario& s, double x) { s.assumptions.gross_margin = x; });
  }
  table.around("people", "people", assumptions.people, [](Scenario& s, double x) { s.assumptions.people = x; });
  if (!effect.metric.per.empty()) {
    table.around("volume", spaced(effect.metric.per) + " per person and week",
                 weekly_volume(effect, assumptions).per_person_week,
                 [](Scenario& s, double x) { s.assumptions.volume_per_person_week = x; });
  }
  costs_of_rollout(table, assumptions);
  table.around_share(
      "discount rate", assumptions.discount_rate_per_year,
      [](Scenario& s, double x) { s.assumptions.discount_rate_per_year = x; }, "share per year");
  return table.sorted();
}

}  // namespace payoff
