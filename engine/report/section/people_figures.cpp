#include "report/section/people_figures.hpp"

#include <fmt/format.h>

#include <cmath>

#include "report/document/format.hpp"
#include "report/document/words.hpp"
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
  assigned.boxes.push_back({"with the tool", counted(with.assigned)});
  analysed.boxes.push_back({"analysed", counted(with.analysed)});
  table.rows.push_back({"Units with the tool", counted(with.assigned)});
  table.rows.push_back({"Of these analysed", counted(with.analysed)});
  if (without.assigned > 0) {
    assigned.boxes.push_back({"without it", counted(without.assigned)});
    analysed.boxes.push_back({"analysed", counted(without.analysed)});
    table.rows.push_back({"Units without it", counted(without.assigned)});
    table.rows.push_back({"Of these analysed", counted(without.analysed)});
  }
  chart.levels.push_back(assigned);
  chart.levels.push_back(analysed);
}

}  // namespace

Figure uptake_figure(const Effect& effect) {
  const std::vector<AdoptionStep>& steps = effect.facts.adoption;
  Figure figure{.caption = words::uptake_note};
  figure.numbers = {"Who had the tool", {{"Weeks since the first", true}, {"Units with the tool", true}}, {}};
  if (steps.size() < 2) return figure;
  LineChart chart{.id = "uptake", .description = words::uptake_description};
  chart.y_title = "units with the tool";
  chart.x_title = "weeks since the first began";
  chart.zero_line = true;
  chart.height = compact_height;
  ChartLine line{.label = "with tool", .style = "treated"};
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
  figure.title = fmt::format("Half of the {} units with the tool had begun {}, all after {} weeks", counted(all),
                             half > 0 ? "after " + number(half) + " weeks" : "at once", number(steps.back().weeks));
  chart.title = figure.title;
  draw(chart, figure);
  return figure;
}

Figure flow_figure(const CaseStudy& study) {
  const Ledger& ledger = study.ledger;
  Figure figure;
  figure.title =
      ledger.rows_read == 0
          ? "No rows were read"
          : fmt::format("{} of {} rows were used ({}), of {} units", counted(ledger.rows_used),
                        counted(ledger.rows_read),
                        percent(static_cast<double>(ledger.rows_used) / static_cast<double>(ledger.rows_read)),
                        counted(ledger.units));
  figure.numbers = {std::string(words::ledger_note), {{"Rows"}, {"Count", true}}, {}};
  figure.numbers.rows = {{"Read", counted(ledger.rows_read)},
                         {"Used", counted(ledger.rows_used)},
                         {"Rejected", counted(ledger.rows_rejected)},
                         {"Filtered", counted(ledger.rows_filtered)}};
  FlowChart chart{.id = "flow", .title = figure.title, .description = words::flow_description};
  chart.levels.push_back(
      {{{"rows read", counted(ledger.rows_read)}},
       {{"rejected", counted(ledger.rows_rejected)}, {"filtered out", counted(ledger.rows_filtered)}}});
  chart.levels.push_back({{{"rows used", counted(ledger.rows_used)}}, {}});
  chart.levels.push_back({{{"units", counted(ledger.units)}}, {}});
  if (!study.effects.empty()) add_arms(study.effects.front().facts, chart, figure.numbers);
  draw(chart, figure);
  return figure;
}

}  // namespace payoff
