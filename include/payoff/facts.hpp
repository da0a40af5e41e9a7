// What a sceptic asks of the data, whatever the estimate says: who was assigned and who was seen, what the comparison
// group did by itself, what happened just before, what is counted and how it is written down.
//
// Facts judge nothing. estimate() gathers them once for each metric; the rules of qualify.hpp read them.
#pragma once

#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "payoff/estimate.hpp"
#include "payoff/panel.hpp"

namespace payoff {

// The units of one arm, from the draw to the answer.
struct ArmFlow {
  std::size_t assigned = 0;                     // in the study, with or without an outcome
  std::size_t clusters = 0;                     // of these; units where none are declared
  std::size_t seen_before = 0, seen_after = 0;  // with a value before, after the rollout
  std::size_t began = 0, left = 0;  // seen in the first tenth of the periods, or never; of these not in the last
  std::size_t analysed = 0;         // in the estimate
  std::size_t nonzero = 0;          // with a value other than 0 after the rollout
};

// Shares of cells whose number is a multiple of `step`, 0 left out: minutes that are whole, or end in 0 or 5.
struct Granularity {
  double step = 1;
  double treated_before = missing, treated_after = missing, comparison_before = missing, comparison_after = missing;
};

// By how much the share changed with the tool, less what it changed without it; without a past, how far the arms are apart.
inline double granularity_change(const Granularity& g) {
  const double now = g.treated_after - g.comparison_after;
  return std::isnan(g.treated_before) ? now : now - (g.treated_before - g.comparison_before);
}

// How far those who got the tool were from the others before it, in standard deviations between units.
struct Imbalance {
  std::string name;  // of the metric itself, or of a covariate
  double difference = missing;
};

// What an arm stood at, the mean of its units seen on both sides of the rollout; level scale, metric units.
struct ArmLevel {
  double before = missing, after = missing;

  double change() const { return after - before; }
};

// How many of those with the tool began how many weeks after the first of them.
struct AdoptionStep {
  double weeks = 0;
  std::size_t units = 0;
};

// Something else that happened around the rollout, as its study says.
enum class Whom { treated, comparison, everyone };
inline constexpr Whom all_whom[] = {Whom::treated, Whom::comparison, Whom::everyone};
constexpr std::string_view name(Whom whom) {
  constexpr std::string_view names[] = {"treated", "comparison", "everyone"};
  return names[static_cast<std::size_t>(whom)];
}
struct OtherEvent {
  std::string date;  // in the form of the time column
  std::string what;  // "the new phone system"
  Whom whom = Whom::everyone;
  double weeks_apart = missing;  // from the nearest beginning of the tool; periods where they are not dated
};

struct Facts {
  ArmFlow treated, comparison;
  std::vector<AdoptionStep> adoption{};          // one step of 0 weeks where their dates are not known
  std::vector<Imbalance> imbalances{};           // the metric's own past first, where it has one
  ArmLevel level_treated{}, level_comparison{};  // the latter where there is one rollout date only
  // Change within units from before to after the rollout, metric units; of the comparison group allowing for how much its
  // mean goes up and down by itself. One rollout date only.
  Estimate own_change_treated{}, own_change_comparison{};
  Estimate jump_comparison{};  // how far the comparison group's mean jumped when the tool came to the others
  // How far those who got the tool were from their own earlier mean in the last weeks before it, less what those without it
  // were in the same weeks; metric units.
  Estimate last_spell{};
  // Change of the number of rows, or of the denominators, a unit has in a period with the tool against those without it: log
  // ratio.
  Estimate volume{};
  std::optional<Granularity> granularity{};  // of all steps the one that changed most with the tool
  // What the same comparison finds halfway through the time before anyone had the tool: nothing, if it finds only the tool.
  Estimate placebo{};
  Estimate placebo_group{};  // the same of those whom the tool could not reach, against the others without it
  Estimate dose_response{};  // change within a unit from no use to use in all periods, among those with the tool
  std::optional<Nesting> nesting{};
  double unit_sd =
      missing;  // between units, of their means before the rollout; else of those without the tool after it
  double uptake_comparison = missing;  // mean share of periods in which those without the tool used it
};

}  // namespace payoff
