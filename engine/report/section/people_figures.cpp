#include "report/section/people_figures.hpp"

#include <cmath>

#include "base/messages.hpp"
#include "report/document/format.hpp"
#include "report/plot/chart.hpp"
#include "report/section/drawn.hpp"

namespace payoff {
namespace {

std::string counted(std::size_t n) {
  return people_count(n);
}

void add_arms(const Facts& facts, FlowChart& chart, Table& table) {
  const ArmFlow &with = facts.treated, &without = facts.comparison;
  if (with.assigned == 0) return;
  FlowLevel assigned, analysed;
  assigned.boxes.push_back({say(MessageId::box_with_tool), counted(with.assigned)});
  analysed.boxes.push_back({say(MessageId::box_analysed), counted(with.analysed)});
  table.rows.push_back({say(MessageId::fact_units_with), counted(with.assigned)});
  table.rows.push_back({say(MessageId::fact_analysed), counted(with.analysed)});
  if (without.assigned > 0) {
    assigned.boxes.push_back({say(MessageId::line_without), counted(without.assigned)});
    analysed.boxes.push_back({say(MessageId::box_analysed), counted(without.analysed)});
    table.rows.push_back({say(MessageId::fact_units_without), counted(without.assigned)});
    table.rows.push_back({say(MessageId::fact_analysed), counted(without.analysed)});
  }
  chart.levels.push_back(assigned);
  chart.levels.push_back(analysed);
}

}  // namespace

Figure uptake_figure(const Effect& effect) {
  const std::vector<AdoptionStep>& steps = effect.facts.adoption;
  Figure figure{.caption = say(MessageId::fig_uptake_note)};
  figure.numbers = {say(MessageId::table_uptake),
                    {{say(MessageId::col_weeks_since_first), true}, {say(MessageId::fact_units_with), true}},
                    {},
                    "who_had_the_tool"};
  if (steps.size() < 2) return figure;
  LineChart chart{.id = "uptake", .description = say(MessageId::fig_uptake_description)};
  chart.y_title = say(MessageId::axis_units_with);
  chart.x_title = say(MessageId::axis_weeks_since_first);
  chart.zero_line = true;
  chart.height = compact_height;
  ChartLine line{.label = say(MessageId::line_with_tool), .style = "treated"};
  std::size_t so_far = 0, all = 0;
  for (const AdoptionStep& step : steps) all += step.units;
  double half = missing;
  for (const AdoptionStep& step : steps) {
    if (so_far > 0) {  // a step: as many as before until this week
      line.x.push_back(step.weeks);
      line.y.push_back(static_cast<double>(so_far));
    }
    so_far += step.units;
    line.x.push_back(step.weeks);
    line.y.push_back(static_cast<double>(so_far));
    if (std::isnan(half) && 2 * so_far >= all) half = step.weeks;
    chart.x_labels.push_back({step.weeks, number(step.weeks)});
    figure.numbers.rows.push_back({number(step.weeks), counted(so_far)});
  }
  chart.lines.push_back(line);
  figure.title =
      say(half > 0 ? MessageId::fig_uptake : MessageId::fig_uptake_at_once,
          {{say(MessageId::box_units), counted(all)}, {"half", number(half)}, {"weeks", number(steps.back().weeks)}});
  chart.title = figure.title;
  draw(chart, figure);
  return figure;
}

Figure flow_figure(const CaseStudy& study) {
  const Ledger& ledger = study.ledger;
  Figure figure;
  figure.title =
      ledger.rows_read == 0
          ? say(MessageId::fig_flow_of_none)
          : say(MessageId::fig_flow,
                {{"used", counted(ledger.rows_used)},
                 {"read", counted(ledger.rows_read)},
                 {"share", percent(static_cast<double>(ledger.rows_used) / static_cast<double>(ledger.rows_read))},
                 {say(MessageId::box_units), counted(ledger.units)}});
  figure.numbers = {say(MessageId::table_flow),
                    {{say(MessageId::col_rows)}, {say(MessageId::col_count), true}},
                    {},
                    "rows_read_are_rows_used"};
  figure.numbers.rows = {{say(MessageId::fact_read), counted(ledger.rows_read)},
                         {say(MessageId::fact_used), counted(ledger.rows_used)},
                         {say(MessageId::fact_rejected), counted(ledger.rows_rejected)},
                         {say(MessageId::fact_filtered), counted(ledger.rows_filtered)}};
  FlowChart chart{.id = "flow", .title = figure.title, .description = say(MessageId::fig_flow_description)};
  chart.levels.push_back({{{say(MessageId::box_rows_read), counted(ledger.rows_read)}},
                          {{say(MessageId::box_rejected), counted(ledger.rows_rejected)},
                           {say(MessageId::box_filtered), counted(ledger.rows_filtered)}}});
  chart.levels.push_back({{{say(MessageId::box_rows_used), counted(ledger.rows_used)}}, {}});
  chart.levels.push_back({{{say(MessageId::box_units), counted(ledger.units)}}, {}});
  if (!study.effects.empty()) add_arms(study.effects.front().facts, chart, figure.numbers);
  draw(chart, figure);
  return figure;
}

}  // namespace payoff
