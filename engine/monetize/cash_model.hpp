// The money as sums of products: what a draw, a scenario, the table of sensitivities and the workbook all evaluate.
//
// Every benefit and cost of month m is a product of inputs (people, an hour's cost, the price of a licence) and of a fixed
// profile over the months (who has the tool by then, growth, inflation), so that a cash flow needs no more than multiplying.
//
// Formula   cost_j,m    = sum over its terms of  constant x inputs x profile_m
//           gain_k,m    = per_effect x inputs x sum over the coordinates of its effect of  profile_m x effect
//           benefit_k,m = gain x (1 - rework) x (1 - risk) where it is a gain; a loss stays what it is
// Rework eats time that was saved; it cannot shrink time that was lost. The realised share holds for both: slack that swallows
// half of the hours saved also absorbs half of the hours lost, so that no effect is worth nothing.
#pragma once

#include <string>
#include <vector>

#include "monetize/valued.hpp"

namespace payoff {

inline constexpr double weeks_per_year = 52;
inline constexpr double months_per_year = 12;

// One assumption by its name in the study: "people", "handle_minutes.hourly_cost", "licences.per_person_month".
struct MoneyInput {
  std::string name;
  std::string label;   // "hourly cost"
  std::string unit;    // "USD per hour"; of a share: "share"
  bool share = false;  // at most 1
  Uncertain value;
};

struct CashTerm {
  double constant = 1;
  std::vector<std::size_t> inputs;  // those multiplied
  std::vector<double> profile;      // (H + 1)
};

struct CostStream {
  std::string name;
  std::vector<CashTerm> terms;
};

// A number of an effect that is drawn, in metric units. On the log scale level = baseline (exp(x) - 1), the baseline known.
struct EffectCoordinate {
  std::string name;     // "effect on handle minutes", in every language: a study says by it what goes together
  std::string label{};  // the same as people read it
  std::string unit;
  double estimate = missing, se = missing, df = missing, low = missing, high = missing;  // on the scale of the estimate
  double log_baseline = missing;

  double level(double x) const;
};

struct BenefitStream {
  Valued valued;
  double per_effect = 1;                       // sign x hours or currency in one metric unit x times a month
  std::vector<std::size_t> inputs;             // volume, people, realised share, price: those that there are
  std::size_t rework = none, realized = none;  // inputs; the latter is among those above, too
  double risk = 0;
  std::size_t effect = 0;                    // its first coordinate
  std::vector<std::vector<double>> profile;  // (coordinates, H + 1): of each, in each month
  std::vector<double> weight;                // (H + 1) all coordinates together: months with the tool, as they count
  std::vector<double> steady;                // (coordinates) of a month in which all have it

  static constexpr std::size_t none = static_cast<std::size_t>(-1);
};

struct CashModel {
  std::vector<MoneyInput> inputs;
  std::vector<EffectCoordinate> effects;
  std::vector<BenefitStream> benefits;
  std::vector<CostStream> costs;
  std::vector<double> discount;  // d_m (H + 1)
  double tax_rate = 0;
  std::vector<Correlation> correlations;

  std::size_t months() const { return discount.size(); }  // H + 1
};

// Requires  check_assumptions; assumptions.rollout is filled in (reach.hpp)
CashModel cash_model(const std::vector<Valued>& values, const Assumptions& assumptions);

// One value for each input and coordinate, the latter in metric units.
struct Point {
  std::vector<double> inputs, effects;
};
Point middle_of(const CashModel& model);

// Adds an input, or finds it: who has the same name is the same.
std::size_t input_of(CashModel& model, MoneyInput input);

// d_m, m = 0 .. H.
std::vector<double> discount_factors(const Assumptions& assumptions);

}  // namespace payoff
