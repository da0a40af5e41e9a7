// Those with the tool as they were observed, and how much less they would have been without it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "payoff/report.hpp"

namespace payoff {

// A level in the numbers that people read: of a rate in percent.
struct Without {
  double value = missing, low = missing, high = missing;
};

// What a level with the tool would have been without it, if it changed by so much, on the scale of the effect.
Without without_tool(const Effect& effect, double level, const PathPoint& change);

PathPoint average_of(const Effect& effect);
double level_with(const Effect& effect);  // the mean level of those with the tool while they had it
bool has_interval(const Without& without);
bool is_own_past(const Effect& effect);  // compared with the same people before

struct LevelPoint {
  double x = 0;
  std::string label;
  double with = missing;
  std::optional<PathPoint> change;  // none = before the tool
};

// Over time; nothing where the first effect can be held against its means in no honest way.
std::vector<LevelPoint> counterfactual_points(const CaseStudy& study);

// By the time since each began, and not by period.
bool has_several_dates(const CaseStudy& study);

}  // namespace payoff
