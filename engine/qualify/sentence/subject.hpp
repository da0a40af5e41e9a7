// Whom and what a sentence is about: the metric and the segment that it names, people, the tool.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "payoff/qualify.hpp"
#include "qualify/sentence/tokens.hpp"

namespace payoff {

struct Subject {
  std::size_t effect = 0;   // index into Evidence::effects
  bool named = false;       // the metric is; else it is the primary one
  bool names_unit = false;  // by a name that holds its unit: "handle minutes"
  bool each = false;        // "per agent"
  bool per_thing = false;   // "per ticket", as the metric is measured
};

// Marks the tokens that it understood. Throws Error(usage) for two metrics or segments in one sentence, and for a
// metric that has not the segment.
Subject subject_of(std::vector<Token>& tokens, const Evidence& evidence);

// "handle minutes, csat, return rate": what could have been named.
std::string metrics_in_words(const Evidence& evidence);

}  // namespace payoff
