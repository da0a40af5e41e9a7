#include "report/section/money_tables.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "base/messages.hpp"
#include "base/units.hpp"
#include "base/wording.hpp"
#include "data/spoken.hpp"
#include "qualify/reading/phrases.hpp"
#include "report/document/format.hpp"
#include "report/section/tables.hpp"

namespace payoff {
std::string spoken_metric(const CaseStudy& study, const std::string& name) {
  const auto effect = std::ranges::find(study.effects, name, [](const Effect& e) { return e.metric.name; });
  return effect == study.effects.end() ? spaced(name) : spoken(effect->metric);
}

Table summary_table(const CaseStudy& study, const Appraisal& a) {
  const std::string& currency = a.currency;
  Table table{say(a.values.size() > 1 ? MessageId::table_money_of_several : MessageId::table_money,
                  {{"months", count_phrase(a.horizon_months, "month")},
                   {"metric", spoken_metric(study, a.metric)},
                   {"count", std::to_string(a.values.size() - 1)}}),
              {{say(MessageId::col_measure)},
               {say(MessageId::col_mean), true},
               {"P50", true},
               {say(MessageId::range, {{"low", "P10"}, {"high", "P90"}}), true}},
              {}};
  const Quantity npv = a.npv.rounded(), roi = a.roi.rounded();
  table.rows.push_back({say(MessageId::fact_pv_benefits), money(a.pv_benefits, currency), "", ""});
  table.rows.push_back({say(MessageId::fact_pv_costs), money(a.pv_costs, currency), "", ""});
  if (a.pv_tax != 0) table.rows.push_back({say(MessageId::fact_pv_tax), money(a.pv_tax, currency), "", ""});
  table.rows.push_back(
      {say(MessageId::fact_npv), money(npv.mean, currency), money(npv.p50, currency), money_p10_to_p90(npv, currency)});
  table.rows.push_back({say(MessageId::fact_roi),
                        shown_or_why(a.roi.mean, percent(roi.mean), say(MessageId::why_no_return)), percent(roi.p50),
                        percent_p10_to_p90(roi)});
  table.rows.push_back(
      {say(MessageId::fact_payback_months),
       shown_or_why(a.payback_months.mean, number(a.payback_months.mean), say(MessageId::why_no_payback)),
       number(a.payback_months.p50), p10_to_p90(a.payback_months)});
  table.rows.push_back({say(MessageId::fact_payback_discounted),
                        shown_or_why(a.discounted_payback_months.mean, number(a.discounted_payback_months.mean),
                                     say(MessageId::why_no_payback)),
                        number(a.discounted_payback_months.p50), p10_to_p90(a.discounted_payback_months)});
  return table;
}

Table scenarios_table(const Appraisal& a) {
  Table table{say(MessageId::table_scenarios),
              {{say(MessageId::col_scenario)},
               {say(MessageId::col_assuming)},
               {say(MessageId::fact_npv), true},
               {say(MessageId::fact_roi), true},
               {say(MessageId::payback), true}},
              {},
              "if_it_goes_so"};
  for (const MoneyScenario& s : a.scenarios)
    table.rows.push_back({s.name, s.assuming, money(s.npv, a.currency),
                          shown_or_why(s.roi, percent(s.roi), say(MessageId::why_no_return)),
                          std::isfinite(s.payback_month)
                              ? say(MessageId::payback_month, {{"month", number(s.payback_month)}})
                              : say(MessageId::not_within_horizon)});
  return table;
}

// One line for each benefit and cost, the years side by side, as appraisals are printed: "initial" is the day of the rollout.
Table years_table(const Appraisal& a) {
  Table table{say(MessageId::table_years, {{"currency", name_of_currency(a.currency)}}),
              {{say(MessageId::col_line)}, {say(MessageId::col_initial), true}},
              {},
              "by_year"};
  const std::size_t years = a.lines.front().by_year().size();
  for (std::size_t year = 1; year < years; ++year)
    table.columns.push_back({say(MessageId::col_year, {{"year", std::to_string(year)}}), true});
  for (const MessageId column : {MessageId::col_total, MessageId::col_present_value})
    table.columns.push_back({say(column), true});
  const auto add = [&](const std::string& name, const std::vector<double>& amounts) {
    std::vector<std::string> row{name};
    for (const double amount : amounts) row.push_back(number(amount, 0));
    table.rows.push_back(std::move(row));
  };
  std::vector<double> net(years + 2, 0);
  const auto add_kind = [&](bool costs, MessageId all) {
    std::vector<double> sums(years + 2, 0);
    for (const CashLine& line : a.lines) {
      if (line.is_cost != costs) continue;
      std::vector<double> amounts = line.by_year();
      amounts.push_back(line.total());
      amounts.push_back(line.present_value);
      for (std::size_t i = 0; line.counted && i < amounts.size(); ++i) {
        sums[i] += amounts[i];
        net[i] += costs ? -amounts[i] : amounts[i];
      }
      add(line.name, amounts);
    }
    add(say(all), sums);
  };
  add_kind(false, MessageId::line_all_benefits);
  add_kind(true, MessageId::line_all_costs);
  add(say(MessageId::line_net), net);
  return table;
}

Table variance_table(const Appraisal& a) {
  Table table{
      say(MessageId::table_variance),
      {{say(MessageId::col_uncertainty)}, {say(MessageId::col_alone), true}, {say(MessageId::col_with_others), true}},
      {},
      "where_the_spread_of_the_net_present_value_comes_from"};
  for (const VarianceShare& share : a.variance_shares)
    table.rows.push_back({share.of, percent(share.alone), percent(share.with_others)});
  return table;
}

Table key_figures(const Appraisal& a, const std::string& unit) {
  Table table{say(MessageId::table_key_figures),
              {{say(MessageId::col_figure)}, {say(MessageId::col_value), true}},
              {},
              "key_figures"};
  table.rows.push_back({say(MessageId::fact_chance_npv), chance(a.probability_npv_positive)});
  table.rows.push_back({say(MessageId::fact_chance_payback), chance(a.probability_pays_back)});
  if (std::isfinite(a.hours_per_person_week)) {
    const double low = a.hours_per_person_week_low, high = a.hours_per_person_week_high;
    table.rows.push_back(
        {say(MessageId::fact_hours),
         with_aside(number(a.hours_per_person_week, decimals_for_interval(low, high)), interval(low, high))});
  }
  table.rows.push_back({say(MessageId::fact_pv_cash), money(a.pv_cash_released, a.currency)});
  for (int month = 12; month <= a.horizon_months && month < static_cast<int>(a.probability_pays_back_by.size());
       month += 12)
    table.rows.push_back({say(MessageId::fact_pays_back_within, {{"months", std::to_string(month)}}),
                          chance(a.probability_pays_back_by[static_cast<std::size_t>(month)])});
  table.rows.push_back({say(MessageId::fact_benefit_of_year), money(a.benefit_per_year, a.currency)});
  const auto add = [&](MessageId name, double value, const std::string& shown, std::string_view why) {
    table.rows.push_back({say(name), shown_or_why(value, shown, why)});
  };
  add(MessageId::fact_benefit_cost_ratio, a.benefit_cost_ratio, number(a.benefit_cost_ratio, 2),
      say(MessageId::why_no_return));
  add(MessageId::fact_internal_rate, a.internal_rate, percent(a.internal_rate), a.internal_rate_reason);
  add(MessageId::fact_value_of_certainty, a.value_of_certainty.mean,
      money(a.value_of_certainty.rounded().mean, a.currency), say(MessageId::not_computed));
  add(MessageId::fact_value_of_effects, a.value_of_effects.mean, money(a.value_of_effects.rounded().mean, a.currency),
      say(MessageId::not_computed));
  add(MessageId::fact_value_of_two_weeks, a.value_of_two_weeks.mean,
      money(a.value_of_two_weeks.rounded().mean, a.currency), say(MessageId::not_computed));
  add(MessageId::fact_cost_of_delay, a.cost_of_delay_per_month, money(a.cost_of_delay_per_month, a.currency),
      say(MessageId::not_computed));
  if (std::isfinite(a.break_even_minutes_per_person_week))
    table.rows.push_back({say(MessageId::fact_break_even_minutes), number(a.break_even_minutes_per_person_week)});
  add(MessageId::fact_break_even_share, a.break_even_share, percent(a.break_even_share),
      say(MessageId::why_no_break_even_share));
  add(MessageId::fact_break_even_price, a.break_even_price, money(a.break_even_price, a.currency),
      say(a.assumptions.bills.empty() ? MessageId::why_no_break_even_price : MessageId::why_price_in_bills));
  table.rows.push_back({say(MessageId::fact_break_even_effect),
                        a.break_even_effect == 0 && a.pv_costs > 0
                            ? say(MessageId::break_even_not_needed)
                            : shown_or_why(a.break_even_effect, with_unit(number(a.break_even_effect), unit),
                                           say(MessageId::why_no_break_even))});
  return table;
}

}  // namespace payoff
