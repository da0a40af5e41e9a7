// The sheets of the workbook, in the order in which they are written: each hands its cells to the next.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "monetize/appraisal_model.hpp"
#include "payoff/report.hpp"
#include "report/workbook/month_column.hpp"

namespace payoff {

// What every sheet writes from: the appraisal as the report tells it, and the model that it was made with.
struct Told {
  const CaseStudy& study;
  const Appraisal& appraisal;
  const AppraisalModel& appraised;

  const Assumptions& assumptions() const { return appraised.assumptions; }
  const CashModel& model() const { return appraised.model; }
  const std::string& name_of_benefit(std::size_t k) const { return appraisal.lines.at(k).name; }
};

// The cells of one benefit's own assumptions.
struct ValueCells {
  std::vector<Formula> effects;            // in metric units; two of one that fades or begins late
  Formula told;                            // the one by which the ladder tells a year
  Formula follow_up, pace;                 // of two: months, and what is left after each two thirds of them
  Formula sign;                            // -1 where less is better
  std::optional<Formula> unit_worth;       // hours, or currency, in one metric unit
  std::optional<Formula> volume;           // effects of a person and week; none of campaigns
  std::optional<Formula> measured_uptake;  // where uptake is assumed
  std::vector<Formula> quantities;         // factors of the benefit that are no volume: people and price
  std::optional<Formula> realized, margin, rework;
};

struct AssumptionCells {
  std::map<std::string, Formula> inputs;  // by MoneyInput::name
  std::vector<ValueCells> values;
  Formula discount_rate, discounting, volume_growth, inflation, risk_of_benefits, risk_of_costs, tax_rate, horizon;
  std::optional<Formula> campaigns;                    // how many
  std::vector<Formula> growth_of_cost;                 // of each cost: its own, or inflation
  std::vector<std::optional<Formula>> people_of_bill;  // of each bill that goes on per person
  std::map<std::string, Formula> exchange_rates;
  Range rollout_months, rollout_shares, uptake_months, uptake_shares;

  std::optional<Formula> rate_of(const std::string& currency) const;  // none of the money's own
};
AssumptionCells write_assumptions(const Told& told, Book& book, Sheet& sheet);

struct BenefitMonths {
  MonthColumn gain;     // if every hour and every sale counted, before rework and risk
  MonthColumn benefit;  // what is left of it
  bool counted = true;
};

struct MonthCells {
  MonthColumn month, year, discount;
  std::vector<BenefitMonths> benefits;
  std::vector<MonthColumn> costs;  // costs, then bills
  MonthColumn all_benefits, all_costs, tax, net, cumulative, cumulative_discounted, paid_back, paid_back_discounted;
};
MonthCells write_months(const Told& told, const AssumptionCells& cells, Sheet& sheet);

void write_ladder(const Told& told, const AssumptionCells& cells, const MonthCells& months, Sheet& sheet);
void write_years(const Told& told, const MonthCells& months, Sheet& sheet);
void write_summary(const Told& told, const MonthCells& months, Sheet& sheet);

}  // namespace payoff
