#include "measure/facts/adoption_steps.hpp"

#include <cmath>
#include <map>

#include "data/calendar.hpp"
#include "measure/answer/study_facts.hpp"

namespace payoff {

std::vector<AdoptionStep> adoption_steps(const Panel& panel) {
  const std::vector<int> dates = adoption_dates(panel);
  std::map<int, std::size_t> units;
  std::size_t undated = 0;
  for (const Unit& unit : panel.units) {
    if (!unit.treated) continue;
    if (unit.adopted_period == never)
      ++undated;
    else
      ++units[unit.adopted_period];
  }
  if (dates.empty()) return {{0, undated}};
  if (dates.front() == INT_MIN || !panel.calendar.dated() || dates.size() == 1) {
    std::size_t all = undated;
    for (const auto& [date, count] : units) all += count;
    return {{0, all}};
  }
  std::vector<AdoptionStep> steps;
  const std::vector<double> weeks = weeks_to_end(panel.calendar, dates);
  for (std::size_t i = 0; i < dates.size(); ++i) steps.push_back({weeks[0] - weeks[i], units[dates[i]]});
  steps.front().units += undated;
  return steps;
}

}  // namespace payoff
