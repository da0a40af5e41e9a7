// The words for one effect, with its numbers: building blocks of the claims.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "payoff/qualify.hpp"

namespace payoff {

// "Support agents" -> as given, or "people"; "the assistant", or "the tool".
std::string who_of(const Evidence& evidence);
std::string tool_of(const Evidence& evidence);
std::string capitalised(std::string text);

// "handle minutes per ticket"
std::string metric_phrase(const Metric& metric);

// "minutes per ticket", "USD per customer a week"
std::string unit_phrase(const Evidence& evidence, const Effect& effect);

// "95% CI"
std::string interval_name(const Effect& effect);

// The size of a change whose direction the verb tells: magnitudes, smaller end first.
// "12% (95% CI 8.1% to 16%), USD 0.77 per customer", "6.0 minutes per ticket (95% CI 4.0 to 8.0)"
std::string size_phrase(const Evidence& evidence, const Effect& effect);

// The same with its sign, for a change whose direction is not claimed:
// "-0.10 minutes per ticket (95% CI -0.40 to 0.20)"
std::string signed_phrase(const Evidence& evidence, const Effect& effect);

// "18% longer (95% CI 1.3% to 40%)" with more = " longer"; nothing when there is no relative effect that
// excludes 0 on the same side as the absolute one.
std::optional<std::string> percent_phrase(const Effect& effect, std::string_view more = "");

// Hours per person and week that a time metric saved (> 0) or cost (< 0): from the
// appraisal (net of rework) where it values this effect, else from the data's volume.
struct Hours {
  double estimate = missing, low = missing, high = missing;
  bool net_of_rework = false;  // an assumed rework share was taken off
};
std::optional<Hours> hours_per_week(const Evidence& evidence, const Effect& effect);

// "4+ hours a week each (estimate 4.6, 95% CI 4.1 to 5.2)": the plus is the lower end,
// rounded down; below 1 it is "about 0.6 hours a week each (95% CI 0.2 to 0.9)".
std::string hours_phrase(const Hours& hours, const Effect& effect);

// ", compared with the comparison group, January to May 2025 (n = 60 with the assistant and 60 without"
// and the grade when there is one: "; evidence grade C)".
std::string context_phrase(const Evidence& evidence, const Effect& effect, std::optional<char> grade);

}  // namespace payoff
