// What it is worth: the ladder from the effect to money, the cash flow, and what moves it.
#include <fmt/format.h>

#include <cmath>

#include "base/wording.hpp"
#include "data/spoken.hpp"
#include "monetize/lasting_effect.hpp"
#include "qualify/reading/phrases.hpp"
#include "report/document/format.hpp"
#include "report/document/words.hpp"
#include "report/plot/chart.hpp"
#include "report/section/sections.hpp"
#include "report/section/tables.hpp"

namespace payoff {
namespace {

// An amount that somebody stated, not rounded.
std::string exact(double amount, const std::string& currency) {
  return currency + " " + number(amount, std::floor(amount) == amount ? 0 : 2);
}

std::string spoken_metric(const CaseStudy& study, const std::string& name) {
  const auto effect = std::ranges::find(study.effects, name, [](const Effect& e) { return e.metric.name; });
  return effect == study.effects.end() ? spaced(name) : spoken(effect->metric);
}

Table summary_table(const CaseStudy& study, const Appraisal& a) {
  const std::string& currency = a.currency;
  Table table{fmt::format("Over {}, from {}", count_phrase(a.horizon_months, "month"), spoken_metric(study, a.metric)),
              {{"Measure"}, {"Mean", true}, {"P50", true}, {"P10 to P90", true}},
              {}};
  table.rows.push_back({"Benefits, present value", money(a.pv_benefits, currency), "", ""});
  table.rows.push_back({"Costs, present value", money(a.pv_costs, currency), "", ""});
  table.rows.push_back({"Net present value", money(a.npv.mean, currency), money(a.npv.p50, currency),
                        money_p10_to_p90(a.npv, currency)});
  table.rows.push_back({"Return on investment", shown_or_why(a.roi.mean, percent(a.roi.mean), words::no_return),
                        percent(a.roi.p50), percent_p10_to_p90(a.roi)});
  table.rows.push_back({"Payback in months, where it pays back",
                        shown_or_why(a.payback_months.mean, number(a.payback_months.mean), words::no_payback),
                        number(a.payback_months.p50), p10_to_p90(a.payback_months)});
  table.rows.push_back(
      {"The same, discounted",
       shown_or_why(a.discounted_payback_months.mean, number(a.discounted_payback_months.mean), words::no_payback),
       number(a.discounted_payback_months.p50), p10_to_p90(a.discounted_payback_months)});
  return table;
}

// One line for each benefit and cost, the years side by side, as appraisals are printed: "initial" is the day of the rollout.
Table years_table(const Appraisal& a) {
  Table table{"By year, mean of the simulated outcomes, " + a.currency, {{"Line"}, {"Initial", true}}, {}};
  const std::size_t years = a.lines.front().by_year().size();
  for (std::size_t year = 1; year < years; ++year) table.columns.push_back({fmt::format("Year {}", year), true});
  for (const char* column : {"Total", "Present value"}) table.columns.push_back({column, true});
  const auto add = [&](const std::string& name, std::vector<double> amounts) {
    std::vector<std::string> row{name};
    for (const double amount : amounts) row.push_back(number(amount, 0));
    table.rows.push_back(std::move(row));
  };
  std::vector<double> net(years + 2, 0);
  const auto add_kind = [&](bool costs, const std::string& all) {
    std::vector<double> sums(years + 2, 0);
    for (const CashLine& line : a.lines) {
      if (line.is_cost != costs) continue;
      std::vector<double> amounts = line.by_year();
      amounts.push_back(line.total());
      amounts.push_back(line.present_value);
      for (std::size_t i = 0; i < amounts.size(); ++i) {
        sums[i] += amounts[i];
        net[i] += costs ? -amounts[i] : amounts[i];
      }
      add(line.name, std::move(amounts));
    }
    add(all, std::move(sums));
  };
  add_kind(false, "All benefits");
  add_kind(true, "All costs");
  add("Net", std::move(net));
  return table;
}

// "50% at once, 50% after 3 months"; of many steps, over how long.
std::string rollout_text(const std::vector<Start>& rollout) {
  constexpr std::size_t most_told = 4;
  double share = 0;
  for (const Start& start : rollout) share += start.share;
  if (rollout.size() == 1) return percent(share) + " at once";
  if (rollout.size() > most_told)
    return fmt::format("{} in {} steps over {} months", percent(share), rollout.size(),
                       number(rollout.back().month, 1));
  std::string text;
  for (const Start& start : rollout)
    text += (text.empty() ? "" : ", ") + percent(start.share) +
            (start.month == 0 ? " at once" : " after " + number(start.month, 1) + " months");
  return text;
}

// What went in, as the study states it.
Table assumptions_table(const Appraisal& a) {
  const Assumptions& in = a.assumptions;
  Table table{"What was assumed", {{"Assumption"}, {"Value", true}}, {}};
  table.rows.push_back({"People", number(in.people)});
  if (std::isfinite(in.hourly_cost)) table.rows.push_back({"Cost of an hour", exact(in.hourly_cost, a.currency)});
  if (std::isfinite(in.gross_margin)) table.rows.push_back({"Gross margin", percent(in.gross_margin)});
  if (in.realized_share) {
    const Range& share = *in.realized_share;
    table.rows.push_back({"Share of the time that the business gets back: least, most likely, most",
                          percent(share.low) + ", " + percent(share.mode) + ", " + percent(share.high)});
    table.rows.push_back({"Share of the time saved that is spent on rework", percent(in.rework_share)});
  }
  table.rows.push_back({"The tool comes to the people", rollout_text(in.rollout)});
  if (in.volume_growth_per_year != 0)
    table.rows.push_back({"Growth of the volume per year", percent(in.volume_growth_per_year)});
  if (in.risk_of_benefits > 0) table.rows.push_back({"Taken off the benefits for risk", percent(in.risk_of_benefits)});
  if (in.risk_of_costs > 0) table.rows.push_back({"Added to the costs for risk", percent(in.risk_of_costs)});
  const bool months = in.discounting == Discounting::months;
  table.rows.push_back({fmt::format("Discount rate per year, {}", months ? "by months" : "at the end of each year"),
                        percent(in.discount_rate_per_year)});
  table.rows.push_back({"Simulated outcomes", number(in.draws)});
  return table;
}

Table costs_table(const Appraisal& a) {
  Table table{"What it costs", {{"Cost"}, {"Once", true}, {"Per month", true}, {"Per person and month", true}}, {}};
  for (const Cost& cost : a.assumptions.costs) {
    const auto shown = [&](double amount) { return amount == 0 ? "" : exact(amount, a.currency); };
    table.rows.push_back({cost.name, shown(cost.once), shown(cost.per_month), shown(cost.per_person_month)});
  }
  table.rows.push_back(
      {"All", exact(a.cost_once, a.currency), exact(a.cost_per_month, a.currency), "counted in the month"});
  return table;
}

std::string unit_of_metric(const CaseStudy& study, const std::string& name) {
  for (const Effect& effect : study.effects) {
    if (effect.metric.name == name) return level_unit(effect.metric);
  }
  return "";
}

// Why only the last third of the follow-up is valued: the appraised effect faded, or turned round.
std::string_view why_last_third(const CaseStudy& study, const std::string& name) {
  for (const Effect& effect : study.effects) {
    if (effect.metric.name != name || effect.segment) continue;
    const std::optional<Fading> fading = fading_of(effect);
    return fading && fading->turns ? words::last_third_turned : words::last_third;
  }
  return words::last_third;
}

Table key_figures(const Appraisal& a, const std::string& unit) {
  Table table{"Key figures", {{"Figure"}, {"Value", true}}, {}};
  table.rows.push_back({"Chance that the net present value is positive", chance(a.probability_npv_positive)});
  table.rows.push_back({"Chance that it pays back within the horizon", chance(a.probability_pays_back)});
  if (std::isfinite(a.hours_per_person_week)) {
    const double low = a.hours_per_person_week_low, high = a.hours_per_person_week_high;
    table.rows.push_back(
        {"Hours saved per person and week, net of rework (negative: lost)",
         number(a.hours_per_person_week, decimals_for_interval(low, high)) + " (" + interval(low, high) + ")"});
  }
  table.rows.push_back({"Benefit per year, at the point estimate", money(a.benefit_per_year, a.currency)});
  const auto add = [&](const char* name, double value, const std::string& shown, std::string_view why) {
    table.rows.push_back({name, shown_or_why(value, shown, why)});
  };
  add("Benefit-cost ratio", a.benefit_cost_ratio, number(a.benefit_cost_ratio, 2), words::no_return);
  add("Internal rate of return per year", a.internal_rate, percent(a.internal_rate), a.internal_rate_reason);
  add("A month of delay costs, present value", a.cost_of_delay_per_month, money(a.cost_of_delay_per_month, a.currency),
      words::not_computed);
  if (std::isfinite(a.break_even_minutes_per_person_week))
    table.rows.push_back(
        {"Minutes saved per person and week at which it breaks even", number(a.break_even_minutes_per_person_week)});
  add("Share of the people for whom the benefit alone would cover the costs of all", a.break_even_share,
      percent(a.break_even_share), words::no_break_even_share);
  add("Price per person and month at which it breaks even", a.break_even_price, money(a.break_even_price, a.currency),
      words::no_break_even_price);
  table.rows.push_back(
      {"Effect at which it breaks even",
       shown_or_why(a.break_even_effect, number(a.break_even_effect) + " " + unit, words::no_break_even)});
  return table;
}

Figure ladder_figure(const Appraisal& a) {
  Figure figure{"From the effect to money, one step at a time", std::string(words::ladder_note), "", {}};
  BarChart chart{.id = "ladder", .title = figure.title, .groups = {}};
  chart.description = "One bar for each step. The numbers are in the table that follows.";
  figure.numbers = {"The ladder", {{"Step"}, {"Value", true}, {"Interval", true}, {"Unit"}, {"How it came about"}}, {}};
  for (const Rung& rung : a.ladder) {
    if (chart.groups.empty() || chart.groups.back().heading != rung.unit) chart.groups.push_back({rung.unit, {}});
    const bool has_interval = std::isfinite(rung.low) && std::isfinite(rung.high);
    const std::string value =
        has_interval ? number(rung.value, decimals_for_interval(rung.low, rung.high)) : number(rung.value);
    chart.groups.back().bars.push_back({rung.name, value, 0, rung.value, rung.low, rung.high});
    figure.numbers.rows.push_back(
        {rung.name, value, has_interval ? interval(rung.low, rung.high) : "none", rung.unit, typeset(rung.text)});
  }
  figure.svg = bar_chart(chart);
  return figure;
}

Figure cash_figure(const Appraisal& a) {
  Figure figure{"Cumulative cash", std::string(words::cash_note), "", {}};
  LineChart chart{.id = "cash", .title = "Cumulative cash by month"};
  chart.description = "Line with a band from P10 to P90. The numbers are in the table that follows.";
  chart.y_title = a.currency;
  chart.x_title = "months since the rollout";
  chart.zero_line = true;
  ChartLine line{.label = "mean", .style = "effect"};
  figure.numbers = {
      "Cash by month, " + a.currency,
      {{"Month", true}, {"Benefit", true}, {"Cost", true}, {"Cumulative", true}, {"P10", true}, {"P90", true}},
      {}};
  for (const MonthlyCash& cash : a.cash_flow) {
    line.x.push_back(cash.month);
    line.y.push_back(cash.cumulative);
    chart.band.low.push_back(cash.cumulative_p10);
    chart.band.high.push_back(cash.cumulative_p90);
    if (cash.month % 6 == 0) chart.x_labels.push_back({static_cast<double>(cash.month), number(cash.month)});
    figure.numbers.rows.push_back({number(cash.month), number(cash.benefit, 0), number(cash.cost, 0),
                                   number(cash.cumulative, 0), number(cash.cumulative_p10, 0),
                                   number(cash.cumulative_p90, 0)});
  }
  chart.band.x = line.x;
  chart.lines.push_back(line);
  if (std::isfinite(a.payback_months.p50)) {
    chart.marks.push_back({a.payback_months.p50, "payback, P50: month " + number(a.payback_months.p50)});
  }
  figure.svg = line_chart(chart);
  return figure;
}

Figure tornado_figure(const Appraisal& a) {
  Figure figure{"What the value hangs on", std::string(words::tornado_note), "", {}};
  BarChart chart{.id = "tornado", .title = "Net present value as each assumption moves", .groups = {{"", {}}}};
  chart.description = "One bar for each assumption, longest first. The numbers are in the table that follows.";
  chart.groups.front().heading = "net present value, " + a.currency;
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
  figure.svg = bar_chart(chart);
  return figure;
}

}  // namespace

bool claims_money(const CaseStudy& study) {
  return std::any_of(study.claims.begin(), study.claims.end(),
                     [](const Claim& c) { return c.kind == ClaimKind::money; });
}

Section money_section(const CaseStudy& study) {
  Section section{"money", std::string(words::money), {}};
  if (!study.appraisal) {
    section.blocks.push_back({Paragraph{"Not valued: " + std::string(words::or_no_reason(study.appraisal_reason))}});
    return section;
  }
  const Appraisal& a = *study.appraisal;
  if (!claims_money(study)) section.blocks.push_back({Paragraph{std::string(words::no_money_claim_long)}});
  for (const Claim& claim : study.claims) {
    if (claim.kind == ClaimKind::money) section.blocks.push_back({Paragraph{with_minus_signs(claim.text())}});
  }
  if (a.from_last_third) section.blocks.push_back({Paragraph{std::string(why_last_third(study, a.metric))}});
  if (a.projected && !claims_money(study)) section.blocks.push_back({Paragraph{std::string(words::projected)}});
  section.blocks.push_back({summary_table(study, a)});
  section.blocks.push_back({key_figures(a, unit_of_metric(study, a.metric))});
  if (!a.lines.empty()) section.blocks.push_back({years_table(a)});
  section.blocks.push_back({assumptions_table(a)});
  if (!a.assumptions.costs.empty()) section.blocks.push_back({costs_table(a)});
  if (!a.ladder.empty()) section.blocks.push_back({ladder_figure(a)});
  if (!a.cash_flow.empty()) section.blocks.push_back({cash_figure(a)});
  if (!a.sensitivity.empty()) section.blocks.push_back({tornado_figure(a)});
  return section;
}

}  // namespace payoff
