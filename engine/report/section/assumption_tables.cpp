#include "report/section/assumption_tables.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "base/messages.hpp"
#include "base/parts.hpp"
#include "base/wording.hpp"
#include "data/spoken.hpp"
#include "monetize/effect_months.hpp"
#include "qualify/reading/phrases.hpp"
#include "report/document/format.hpp"
#include "report/section/money_tables.hpp"

namespace payoff {
namespace {

// An amount that somebody stated, not rounded.
std::string exact(double amount, const std::string& currency) {
  const std::string shown = number(amount, std::floor(amount) == amount ? 0 : 2);
  return say(MessageId::money_in, {{"currency", name_of_currency(currency)}, {"amount", amounts_in_parts(shown)}});
}

// "50% at once, 50% after 3 months"; of many steps, over how long.
std::string rollout_text(const std::vector<Start>& rollout) {
  constexpr std::size_t most_told = 4;
  double share = 0;
  for (const Start& start : rollout) share += start.share;
  if (rollout.size() == 1) return say(MessageId::begins_at_once, {{"share", percent(share)}});
  if (rollout.size() > most_told)
    return say(MessageId::begins_in_steps, {{"share", percent(share)},
                                            {"steps", std::to_string(rollout.size())},
                                            {"months", count_phrase(rollout.back().month, "month")}});
  std::string text;
  for (const Start& start : rollout)
    text += (text.empty() ? "" : ", ") +
            say(start.month == 0 ? MessageId::begins_at_once : MessageId::begins_after,
                {{"share", percent(start.share)}, {"months", count_phrase(start.month, "month")}});
  return text;
}

std::string in_words(BillGoesOn goes_on) {
  constexpr MessageId words[] = {MessageId::bill_is_over, MessageId::bill_as_last_month, MessageId::bill_as_mean_month,
                                 MessageId::bill_per_person};
  return say(words[static_cast<std::size_t>(goes_on)]);
}

using ShownAs = std::function<std::string(double)>;

// "48", "30% to 70%, most likely 50%", "P10 20, P90 60", "one of 12 values, 38 to 57"
std::string shown_uncertain(const Uncertain& value, const ShownAs& shown) {
  switch (value.shape) {
    case Shape::fixed:
      return shown(value.mode);
    case Shape::log_normal:
      return say(MessageId::range_log_normal, {{"low", shown(value.low)}, {"high", shown(value.high)}});
    case Shape::sample:
      return say(
          MessageId::range_of_values,
          {{"count", std::to_string(value.values.size())}, {"low", shown(value.low)}, {"high", shown(value.high)}});
    default:
      return say(value.shape == Shape::pert ? MessageId::range_pert : MessageId::range_triangular,
                 {{"low", shown(value.low)}, {"high", shown(value.high)}, {"mode", shown(value.mode)}});
  }
}

std::string how_it_goes_on(const CaseStudy& study, const Bill& bill, bool ends_before_horizon) {
  if (!bill.counted_in.empty())
    return say(MessageId::bill_counted_in, {{"metric", spoken_metric(study, bill.counted_in)}});
  return ends_before_horizon ? in_words(bill.goes_on) : "";
}

// "6 hours at the beginning, 2 hours a month, 3% dearer each year"
std::string of_each_person(const Cost& cost, const std::string& currency) {
  std::string text;
  const auto add = [&](bool is_there, const std::string& shown) {
    if (is_there) text += (text.empty() ? "" : ", ") + shown;
  };
  const auto part = [&](const Uncertain& value, const ShownAs& shown, MessageId when) {
    add(value.drawn() || value.middle() != 0, say(when, {{"amount", shown_uncertain(value, shown)}}));
  };
  const ShownAs amount = [&](double value) { return exact(value, currency); },
                hours = [](double value) { return number(value); };
  part(cost.once_per_person, amount, MessageId::each_at_beginning);
  part(cost.hours_per_person, hours, MessageId::each_hours_at_beginning);
  part(cost.hours_per_person_month, hours, MessageId::each_hours_a_month);
  if (std::isfinite(cost.growth_per_year))
    add(cost.growth_per_year != 0, say(MessageId::each_dearer, {{"percent", percent(cost.growth_per_year)}}));
  return text;
}

// What a correlation is of: an effect, or an assumption by its key.
std::string correlated(const CaseStudy& study, const std::string& name) {
  const auto effect = std::ranges::find(study.effects, name, uncertain_name);
  return effect == study.effects.end() ? name : uncertain_label(*effect);
}

// The assumptions that one value has of its own.
void add_values(const CaseStudy& study, const Appraisal& a, Table& table) {
  const ShownAs plain = [](double value) { return number(value); }, share = [](double value) { return percent(value); };
  const ShownAs amount = [&](double value) { return exact(value, a.currency); };
  for (const Value& value : a.assumptions.values) {
    const std::string whose = spoken_metric(study, value.metric) + of_people(value.segment, value.label);
    const auto add = [&](MessageId name, const Uncertain& assumed, const ShownAs& shown) {
      if (assumed.given()) table.rows.push_back({say(name, {{"whose", whose}}), shown_uncertain(assumed, shown)});
    };
    add(MessageId::assumed_people_of, value.people, plain);
    add(MessageId::assumed_hourly_cost_of, value.hourly_cost, amount);
    add(MessageId::assumed_volume_of, value.volume_per_person_week, plain);
    add(MessageId::assumed_rework_of, value.rework_share, share);
    add(MessageId::assumed_realized_of, value.realized_share, share);
    add(MessageId::assumed_margin_of, value.gross_margin, share);
    add(MessageId::assumed_price_of, value.price, amount);
  }
}

// Who has the tool when, how prices move, and what is taken off.
void add_course(const CaseStudy& study, const Assumptions& in, Table& table) {
  const auto add = [&](MessageId name, const std::string& shown, const std::vector<Field>& fields = {}) {
    table.rows.push_back({say(name, fields), shown});
  };
  const auto rate = [&](MessageId name, double value) {
    if (value != 0) add(name, percent(value));
  };
  add(MessageId::assumed_rollout, rollout_text(in.rollout));
  for (const Uptake& step : in.uptake)
    add(MessageId::assumed_use_after, percent(step.share), {{"months", count_phrase(step.month, "month")}});
  rate(MessageId::assumed_growth, in.volume_growth_per_year);
  rate(MessageId::assumed_inflation, in.inflation_per_year);
  rate(MessageId::assumed_risk_of_benefits, in.risk_of_benefits);
  rate(MessageId::assumed_risk_of_costs, in.risk_of_costs);
  rate(MessageId::assumed_tax, in.tax_rate);
  for (const ExchangeRate& exchange : in.exchange_rates)
    add(exchange.on.empty() ? MessageId::assumed_exchange : MessageId::assumed_exchange_on, number(exchange.rate, 4),
        {{"currency", name_of_currency(exchange.currency)},
         {"money", name_of_currency(in.currency)},
         {"date", exchange.on}});
  for (const auto& [first, second, correlation] : in.correlations)
    add(MessageId::assumed_correlation, number(correlation, 2),
        {{"first", correlated(study, first)}, {"second", correlated(study, second)}});
  const bool months = in.discounting == Discounting::months;
  add(months ? MessageId::assumed_discount_by_months : MessageId::assumed_discount_by_years,
      percent(in.discount_rate_per_year));
  add(MessageId::assumed_draws, number(in.draws));
}

}  // namespace

// What went in, as the study states it.
Table assumptions_table(const CaseStudy& study, const Appraisal& a) {
  const Assumptions& in = a.assumptions;
  Table table{say(MessageId::table_assumptions),
              {{say(MessageId::col_assumption)}, {say(MessageId::col_value), true}},
              {},
              "what_was_assumed"};
  const auto add = [&](MessageId name, const Uncertain& value, const ShownAs& shown) {
    if (value.given()) table.rows.push_back({say(name), shown_uncertain(value, shown)});
  };
  const ShownAs plain = [](double value) { return number(value); }, share = [](double value) { return percent(value); };
  const ShownAs amount = [&](double value) { return exact(value, a.currency); };
  add(MessageId::assumed_people, in.people, plain);
  add(MessageId::assumed_hourly_cost, in.hourly_cost, amount);
  add(MessageId::assumed_volume, in.volume_per_person_week, plain);
  if (in_campaigns(in)) table.rows.push_back({say(MessageId::assumed_campaigns), number(in.campaigns)});
  add(MessageId::assumed_margin, in.gross_margin, share);
  const bool is_time =
      std::ranges::any_of(a.values, [](const ValueLadder& value) { return value.as == ValueAs::time_saved; });
  if (in.realized_share.given() && is_time) {
    add(MessageId::assumed_realized, in.realized_share, share);
    if (!in.realized_share_source.empty())
      table.rows.push_back({say(MessageId::assumed_source), in.realized_share_source});
    add(MessageId::assumed_rework, in.rework_share, share);
  }
  add_values(study, a, table);
  add_course(study, in, table);
  return table;
}

Table costs_table(const Appraisal& a) {
  Table table{say(MessageId::table_costs),
              {{say(MessageId::col_cost)},
               {say(MessageId::col_once), true},
               {say(MessageId::col_per_month), true},
               {say(MessageId::col_per_person_month), true},
               {say(MessageId::col_each_and_later)}},
              {},
              "what_it_costs"};
  for (const Cost& cost : a.assumptions.costs) {
    const std::string& currency = cost.currency.empty() ? a.currency : cost.currency;
    const auto shown = [&](const Uncertain& amount) -> std::string {
      if (!amount.drawn() && amount.middle() == 0) return "";
      return shown_uncertain(amount, [&](double value) { return exact(value, currency); });
    };
    table.rows.push_back({cost.name, shown(cost.once), shown(cost.per_month), shown(cost.per_person_month),
                          of_each_person(cost, currency)});
  }
  // Of what nobody stated to the cent there are no cents.
  const bool stated = std::ranges::none_of(a.assumptions.costs, [](const Cost& cost) {
    return cost.once.drawn() || cost.per_month.drawn() || cost.per_person_month.drawn() ||
           cost.once_per_person.drawn() || cost.hours_per_person.drawn() || cost.hours_per_person_month.drawn();
  });
  const auto sum = [&](double amount) { return stated ? exact(amount, a.currency) : money(amount, a.currency); };
  table.rows.push_back(
      {say(MessageId::line_all), sum(a.cost_once), sum(a.cost_per_month), say(MessageId::counted_in_month), ""});
  return table;
}

Table bills_table(const CaseStudy& study) {
  const Appraisal& a = *study.appraisal;
  Table table{say(MessageId::table_bills),
              {{say(MessageId::col_bill)},
               {say(MessageId::col_months_with_tool), true},
               {say(MessageId::col_before), true},
               {say(MessageId::col_since), true},
               {say(MessageId::col_last_month), true},
               {say(MessageId::col_then)}},
              {},
              "bills"};
  for (const Bill& bill : a.assumptions.bills) {
    const double before = bill.by_month.front();
    const double since = std::accumulate(bill.by_month.begin() + 1, bill.by_month.end(), 0.0);
    const int months = static_cast<int>(bill.by_month.size()) - 1;
    const std::string name = bill.currency.empty() ? bill.name : bill.name + ", " + name_of_currency(bill.currency);
    table.rows.push_back({name, number(months), number(before, 2), number(since, 2), number(bill.by_month.back(), 2),
                          how_it_goes_on(study, bill, months < a.horizon_months)});
  }
  return table;
}

}  // namespace payoff
