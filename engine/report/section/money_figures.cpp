#include "report/section/money_figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/document/format.hpp"
#include "report/document/words.hpp"
#include "report/plot/chart.hpp"
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
  if (!(begin > 0)) return "What is left after costs: " + money(end, a.currency);
  const std::string all = money(begin, a.currency);
  if (end < 0) return fmt::format("Of {} at full value nothing is left after costs: {}", all, money(end, a.currency));
  return fmt::format("Of {} at full value, {} are left after costs", all, money(end, a.currency));
}

// Below it, the months of the few that pay back say nothing of the rest.
constexpr double often_enough = 0.1;

// Those that never pay back have no month; of how many that is so belongs beside the months.
std::string cash_takeaway(const Appraisal& a) {
  const Quantity& months = a.payback_months;
  const double p = a.probability_pays_back;
  if (std::isfinite(months.p50) && p < often_enough)
    return fmt::format(fmt::runtime(words::payback_rare), chance(p), a.horizon_months);
  if (!std::isfinite(months.p50) || !std::isfinite(p))
    return fmt::format("The costs do not come back within {} months", a.horizon_months);
  return fmt::format(fmt::runtime(words::payback_title), chance(p), a.horizon_months, number(months.p50),
                     p10_to_p90(months));
}

LineChart cash_chart(const Appraisal& a, const std::string& title) {
  constexpr double nearly_all = 0.95;
  LineChart chart{.id = "cash", .title = title};
  chart.description =
      "Line with a band from P10 to P90, and the months of payback shaded. The numbers are in the table that follows.";
  chart.y_title = a.currency + ", cumulative";
  chart.x_title = "months since the rollout";
  chart.zero_line = true;
  ChartLine line{.label = "estimate", .style = "effect"};
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
  chart.marks.push_back({months.p50, "payback, P50: month " + number(months.p50)});
  chart.span = {months.p10, months.p90,
                a.probability_pays_back >= nearly_all ? words::payback_always : words::payback_where_it_comes};
  return chart;
}

// "Most hangs on the share of time realised: from USD 905,000 to USD 2.8 million; nothing alone turns it negative"
std::string tornado_takeaway(const Appraisal& a) {
  const NpvSensitivity& most = a.sensitivity.front();
  std::string text = fmt::format("Most hangs on {}: the net present value goes from {} to {}", most.assumption,
                                 money(most.npv_low, a.currency), money(most.npv_high, a.currency));
  const auto side = [](const NpvSensitivity& s, double sign) { return sign * s.npv_low > 0 && sign * s.npv_high > 0; };
  if (std::ranges::all_of(a.sensitivity, [&](const auto& s) { return side(s, 1); }))
    return text + "; none by itself makes it negative";
  if (std::ranges::all_of(a.sensitivity, [&](const auto& s) { return side(s, -1); }))
    return text + "; none by itself makes it positive";
  return text;
}

}  // namespace

Figure npv_figure(const CaseStudy& study) {
  const Appraisal& a = *study.appraisal;
  const Histogram& drawn = a.npv_histogram;
  const double p = a.probability_npv_positive;
  Figure figure{.caption = words::npv_note};
  figure.numbers = {
      "Simulated net present values, " + a.currency, {{"From", true}, {"To", true}, {"Outcomes", true}}, {}};
  if (!std::isfinite(p) || drawn.counts.empty()) return figure;
  figure.title = fmt::format(fmt::runtime(claims_money(study) ? words::npv_title : words::npv_unclaimed), chance(p));
  HistogramChart chart{.id = "npv", .title = figure.title, .description = words::npv_description};
  chart.x_title = "net present value over " + number(a.horizon_months) + " months, " + a.currency;
  if (drawn.low < 0) chart.below_text = "below zero";  // one chance is enough: two that are rounded down do not add up
  chart.above_text = chance(p) + " above zero";
  chart.low = drawn.low;
  chart.width = drawn.width;
  chart.counts = drawn.counts;
  chart.marks.push_back({a.npv.p50, "P50: " + money(a.npv.p50, a.currency)});
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
  Figure figure{.caption = std::string(words::waterfall_note)};
  if (a.waterfall.empty()) return figure;
  figure.title = waterfall_takeaway(a);
  BarChart chart{.id = "waterfall", .title = figure.title, .groups = {{"present value, " + a.currency, {}}}};
  chart.description = words::waterfall_description;
  chart.axis = chart.connected = true;
  figure.numbers = {
      "From all of it to what is left, present value", {{"Step"}, {"Change", true}, {"What is left", true}}, {}};
  for (const WaterfallStep& step : a.waterfall) {
    const std::string total = money(step.total, a.currency);
    const Tone tone = tone_of(step, &step == &a.waterfall.front());
    std::string change = money(step.change, a.currency);
    if (step.change > 0) change.insert(a.currency.size() + 1, "+");  // "USD +5,000", as "USD −5,000"
    chart.groups.front().bars.push_back({step.name, tone == Tone::total ? total : change,
                                         step.is_total ? 0 : step.total - step.change, step.total, missing, missing,
                                         tone});
    figure.numbers.rows.push_back({step.name, step.is_total ? "" : money(step.change, a.currency), total});
  }
  draw(chart, figure);
  return figure;
}

Figure cash_figure(const CaseStudy& study) {
  const Appraisal& a = *study.appraisal;
  Figure figure{cash_takeaway(a), std::string(words::cash_note), "", {}};
  figure.numbers = {
      "Cash by month, " + a.currency,
      {{"Month", true}, {"Benefit", true}, {"Cost", true}, {"Cumulative", true}, {"P10", true}, {"P90", true}},
      {}};
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
  Figure figure{.caption = std::string(words::tornado_note)};
  if (a.sensitivity.empty()) return figure;
  figure.title = tornado_takeaway(a);
  BarChart chart{.id = "tornado", .title = figure.title, .groups = {{"net present value, " + a.currency, {}}}};
  chart.description = "One bar for each assumption, longest first. The numbers are in the table that follows.";
  chart.axis = true;
  chart.dots_at_from = true;
  figure.numbers = {"Sensitivity of the net present value",
                    {{"Assumption"}, {"From", true}, {"To", true}, {"Value at low", true}, {"Value at high", true}},
                    {}};
  for (const NpvSensitivity& s : a.sensitivity) {
    const std::string range = range_with_unit(s.low, s.high, s.unit, s.share);
    chart.groups.front().bars.push_back({s.assumption, range, s.npv_low, s.npv_high, missing, missing});
    figure.numbers.rows.push_back({s.assumption, with_unit(s.low, s.unit, s.share), with_unit(s.high, s.unit, s.share),
                                   money(s.npv_low, a.currency), money(s.npv_high, a.currency)});
  }
  draw(chart, figure);
  return figure;
}

}  // namespace payoff
