// A report holds what a reader can take in: of many metrics and segments the first, and a line that says so.
#pragma once

#include <string>

#include "payoff/report.hpp"

namespace payoff {

inline constexpr std::size_t most_metrics = 50, most_segments = 50;
inline constexpr std::size_t most_alike = 50;  // claims of one kind, reasons of one rule

// The study without what a report has no room for. Metrics are kept by role (primary, guardrail, secondary), segments by
// size; `note` says what is left out, and is empty where nothing is.
struct Abridged {
  CaseStudy study;
  std::string note;
};
Abridged abridge(const CaseStudy& study);

// Are there more metrics or segments than a report shows?
bool is_too_long(const CaseStudy& study);

}  // namespace payoff
