#include "measure/facts/adoption_steps.hpp"

#include <climits>
#include <map>

namespace payoff {

std::vector<AdoptionStep> adoption_steps(const Panel& panel) {
  std::map<int, std::size_t> units;  // by date
  std::size_t undated = 0, all = 0;
  for (const Unit& unit : panel.units) {
    if (!unit.treated) continue;
    ++all;
    ++(unit.adopted_period == never ? undated : units[unit.adopted_period]);
  }
  if (units.size() < 2 || !panel.calendar.dated() || units.contains(INT_MIN)) return {{0, all}};
  const int first = panel.calendar.first_day(units.begin()->first);
  std::vector<AdoptionStep> steps;
  for (const auto& [date, count] : units) steps.push_back({(panel.calendar.first_day(date) - first) / 7.0, count});
  steps.front().units += undated;
  return steps;
}

}  // namespace payoff
