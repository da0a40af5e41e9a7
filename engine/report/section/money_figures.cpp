#include "report/section/money_figures.hpp"

#include <algorithm>
#include <cmath>

#include "base/messages.hpp"
#include "base/wording.hpp"
#include "report/document/format.hpp"
#include "report/plot/chart.hpp"
#include "report/section/brief.hpp"
#include "report/section/drawn.hpp"
#include "report/section/sections.hpp"

namespace payoff {
namespace {

// Totals and what leads from one to the next.
Tone tone_of(const WaterfallStep& step, bool first) {
  if (step.is_total || first) return Tone::total;
  return step.change < 0 ? Tone::loss : Tone::gain;
}

// "Of USD 12 million at full value, USD 1.9 million are left after costs"
std::string waterfall_takeaway(const Appraisal& a) {
  const double begin = a.waterfall.front().total, end = a.waterfall.back().total;
  const MessageId said = !(begin > 0) ? MessageId::fig_waterfall_only
                         : end < 0    ? MessageId::fig_waterfall_nothing
                                      : MessageId::fig_waterfall;
  return say(said, {{"all", money(begin, a.currency)}, {"left", money(end, a.currency)}});
}

// Below it, the months of the few that pay back say nothing of the rest.
constexpr double often_enough = 0.1;

// Those that never pay back have no month; of how many that is so belongs beside the months.
std::string cash_takeaway(const Appraisal& a) {
  const Quantity& months = a.payback_months;
  const double p = a.probability_pays_back;
  const MessageId said = std::isfinite(months.p50) && p < often_enough     ? MessageId::fig_payback_rare
                         : !std::isfinite(months.p50) || !std::isfinite(p) ? MessageId::fig_payback_never
                                                                           : MessageId::fig_payback;
  return say(said, {{"chance", chance(p)},
                    {"months", std::to_string(a.horizon_months)},
                    {"month", number(months.p50)},
                    {"range", p10_to_p90(months)}});
}

LineChart cash_chart(const Appraisal& a, const std::string& title) {
  constexpr double nearly_all = 0.95;
  LineChart chart{.id = "cash", .title = title};
  chart.description = say(MessageId::fig_cash_description);
  chart.y_title = say(MessageId::axis_cumulative, {{"currency", name_of_currency(a.currency)}});
  chart.x_title = say(MessageId::axis_months);
  chart.zero_line = true;
  ChartLine line{.label = say(MessageId::line_estimate), .style = "effect"};
  for (const MonthlyCash& cash : a.cash_flow) {
    line.x.push_back(cash.month);
    line.y.push_back(cash.cumulative);
    chart.band.low.push_back(cash.cumulative_p10);
    chart.band.high.push_back(cash.cumulative_p90);
    if (cash.month % 6 == 0) chart.x_labels.push_back({static_cast<double>(cash.month), number(cash.month)});
  }
  chart.band.x = line.x;
  chart.lines.push_back(line);
  const Quantity& months = a.payback_months;
  if (!std::isfinite(months.p50) || a.probability_pays_back < often_enough) return chart;
  chart.marks.push_back({months.p50, say(MessageId::mark_payback, {{"month", number(months.p50)}})});
  chart.span = {
      months.p10, months.p90,
      say(a.probability_pays_back >= nearly_all ? MessageId::span_payback : MessageId::span_payback_where_it_comes)};
  return chart;
}

// "Most hangs on the share of time realised: from USD 905,000 to USD 2.8 million; nothing alone turns it negative"
std::string tornado_takeaway(const Appraisal& a) {
  const NpvSensitivity& most = a.sensitivity.front();
  const auto side = [](const NpvSensitivity& s, double sign) { return sign * s.npv_low > 0 && sign * s.npv_high > 0; };
  const auto all_on = [&](double sign) {
    return std::ranges::all_of(a.sensitivity, [&](const auto& s) { return side(s, sign); });
  };
  const MessageId said = all_on(1)    ? MessageId::fig_tornado_never_negative
                         : all_on(-1) ? MessageId::fig_tornado_never_positive
                                      : MessageId::fig_tornado;
  return say(said, {{"assumption", most.assumption},
                    {"low", money(most.npv_low, a.currency)},
                    {"high", money(most.npv_high, a.currency)}});
}

}  // namespace

Figure npv_figure(const CaseStudy& study) {
  const Appraisal& a = *study.appraisal;
  const Histogram& drawn = a.npv_histogram;
  const double p = a.probability_npv_positive;
  const std::string currency = name_of_currency(a.currency);
  Figure figure{.caption = say(MessageId::fig_npv_note)};
  figure.numbers = {
      say(MessageId::table_npv, {{"currency", currency}}),
      {{say(MessageId::col_from), true}, {say(MessageId::col_to), true}, {say(MessageId::col_outcomes), true}},
      {},
      "simulated_net_present_values"};
  if (!std::isfinite(p) || drawn.counts.empty()) return figure;
  const MessageId said = !claims_money(study)         ? MessageId::fig_npv_unclaimed
                         : study.verdict.grade == 'C' ? MessageId::fig_npv_if_caused
                                                      : MessageId::fig_npv;
  figure.title = say(said, {{"chance", chance(p)}, {"tool", name_of_tool(study)}});
  HistogramChart chart{.id = "npv", .title = figure.title, .description = say(MessageId::fig_npv_description)};
  chart.x_title = say(MessageId::axis_npv, {{"months", number(a.horizon_months)}, {"currency", currency}});
  // One chance is enough: two that are rounded down do not add up.
  if (drawn.low < 0) chart.below_text = say(MessageId::below_zero);
  chart.above_text = say(MessageId::above_zero, {{"chance", chance(p)}});
  chart.low = drawn.low;
  chart.width = drawn.width;
  chart.counts = drawn.counts;
  chart.marks.push_back({a.npv.p50, say(MessageId::mark_middle, {{"npv", money(a.npv.p50, a.currency)}})});
  for (std::size_t i = 0; i < drawn.counts.size(); ++i) {
    const double low = drawn.low + drawn.width * static_cast<double>(i);
    figure.numbers.rows.push_back(
        {number(low, 0), number(low + drawn.width, 0), number(static_cast<double>(drawn.counts[i]))});
  }
  draw(chart, figure);
  return figure;
}

Figure waterfall_figure(const CaseStudy& study) {
  const Appraisal& a = *study.appraisal;
  Figure figure{.caption = say(MessageId::fig_waterfall_note)};
  if (a.waterfall.empty()) return figure;
  figure.title = waterfall_takeaway(a);
  const std::string middle = money(a.npv.rounded().p50, a.currency);
  if (std::isfinite(a.npv.p50) && middle != money(a.waterfall.back().total, a.currency))
    figure.caption += " " + say(MessageId::fig_waterfall_middle, {{"npv", middle}});
  const std::string currency = name_of_currency(a.currency);
  BarChart chart{.id = "waterfall",
                 .title = figure.title,
                 .groups = {{say(MessageId::axis_present_value, {{"currency", currency}}), {}}}};
  chart.description = say(MessageId::fig_waterfall_description);
  chart.axis = chart.connected = true;
  figure.numbers = {say(MessageId::table_waterfall),
                    {{say(MessageId::col_step)}, {say(MessageId::col_change), true}, {say(MessageId::col_left), true}},
                    {},
                    "from_all_of_it_to_what_is_left"};
  std::vector<double> amounts;
  for (const WaterfallStep& step : a.waterfall) amounts.insert(amounts.end(), {step.change, step.total});
  const AmountScale scale(amounts, 2);  // two decimals, so that the steps add up as printed
  for (const WaterfallStep& step : a.waterfall) {
    const std::string total = money_of(scale.text(step.total), a.currency);
    const Tone tone = tone_of(step, &step == &a.waterfall.front());
    const bool rises = step.change > 0 && tone != Tone::total;  // "USD +5,000", as "USD −5,000"
    const std::string change = money_of((rises ? "+" : "") + scale.text(step.change), a.currency);
    chart.groups.front().bars.push_back({step.name, tone == Tone::total ? total : change,
                                         step.is_total ? 0 : step.total - step.change, step.total, missing, missing,
                                         tone});
    figure.numbers.rows.push_back({step.name, step.is_total ? "" : change, total});
  }
  draw(chart, figure);
  return figure;
}

Figure cash_figure(const CaseStudy& study) {
  const Appraisal& a = *study.appraisal;
  Figure figure{.title = cash_takeaway(a), .caption = say(MessageId::fig_cash_note)};
  figure.numbers = {say(MessageId::table_cash, {{"currency", name_of_currency(a.currency)}}),
                    {{say(MessageId::col_month), true},
                     {say(MessageId::col_benefit), true},
                     {say(MessageId::col_cost), true},
                     {say(MessageId::col_cumulative), true},
                     {"P10", true},
                     {"P90", true}},
                    {},
                    "cash_by_month"};
  for (const MonthlyCash& cash : a.cash_flow) {
    figure.numbers.rows.push_back({number(cash.month), number(cash.benefit, 0), number(cash.cost, 0),
                                   number(cash.cumulative, 0), number(cash.cumulative_p10, 0),
                                   number(cash.cumulative_p90, 0)});
  }
  draw(cash_chart(a, figure.title), figure);
  return figure;
}

Figure tornado_figure(const CaseStudy& study) {
  const Appraisal& a = *study.appraisal;
  Figure figure{.caption = say(MessageId::fig_tornado_note)};
  if (a.sensitivity.empty()) return figure;
  figure.title = tornado_takeaway(a);
  BarChart chart{
      .id = "tornado",
      .title = figure.title,
      .groups = {{say(MessageId::axis_net_present_value, {{"currency", name_of_currency(a.currency)}}), {}}}};
  chart.description = say(MessageId::fig_tornado_description);
  chart.axis = true;
  chart.dots_at_from = true;
  figure.numbers = {say(MessageId::table_tornado),
                    {{say(MessageId::col_assumption)},
                     {say(MessageId::col_from), true},
                     {say(MessageId::col_to), true},
                     {say(MessageId::col_value_at_low), true},
                     {say(MessageId::col_value_at_high), true}},
                    {},
                    "sensitivity_of_the_net_present_value"};
  std::vector<double> values;
  for (const NpvSensitivity& s : a.sensitivity) values.insert(values.end(), {s.npv_low, s.npv_high});
  const AmountScale scale(values, 2);
  for (const NpvSensitivity& s : a.sensitivity) {
    const std::string range = range_with_unit(s.low, s.high, s.unit, s.share);
    chart.groups.front().bars.push_back({s.assumption, range, s.npv_low, s.npv_high, missing, missing});
    figure.numbers.rows.push_back({s.assumption, with_unit(s.low, s.unit, s.share), with_unit(s.high, s.unit, s.share),
                                   money_of(scale.text(s.npv_low), a.currency),
                                   money_of(scale.text(s.npv_high), a.currency)});
  }
  draw(chart, figure);
  return figure;
}

}  // namespace payoff
