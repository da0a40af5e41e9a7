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

// "handle minutes per ticket"; money of no other denominator is per person: "revenue per customer".
std::string metric_phrase(const Evidence& evidence, const Metric& metric);

// "handle minutes per ticket of support agents", "revenue per customer"
std::string metric_of_who(const Evidence& evidence, const Metric& metric);

// "Among support agents, handle minutes per ticket", "The revenue per customer": what rose, fell or
// stood at a level. Only verbs that are the same for one and for many may follow.
std::string subject_phrase(const Evidence& evidence, const Metric& metric);

// "minutes per ticket", "USD per customer a week": a unit that stands alone.
std::string unit_phrase(const Evidence& evidence, const Effect& effect);

// The same behind the name of its metric, which says per what: "minutes", "USD a week", "" for rates.
std::string short_unit(const Effect& effect);

// "95% CI"
std::string interval_name(const Effect& effect);

// How much, and how sure, to be printed apart: "2.7 hours" and "95% CI 2.1 to 3.4".
struct Size {
  std::string amount, interval;
};

// The size of a change whose direction the verb tells: magnitudes, smaller end first. Money in
// percent first: "12.3%, 0.77 USD"; log scale in percent alone.
Size size_of(const Effect& effect);

// The same with its sign, for a change whose direction is not claimed: "-0.10 minutes".
Size signed_size_of(const Effect& effect);

// "18.8%" and "95% CI 1.3% to 39.5%"; nothing when there is no relative effect that excludes 0 on
// the same side as the absolute one.
std::optional<Size> percent_size_of(const Effect& effect);

// Hours per person and week that a time metric saved (> 0) or cost (< 0), net of rework: from the
// appraisal of this effect. Only the study can say that a minute of this metric is a minute of
// paid work, and it does so by pricing it; hours that a pull request waits are nobody's hours.
struct Hours {
  double estimate = missing, low = missing, high = missing;
  bool net_of_rework = false;  // an assumed rework share was taken off
};
std::optional<Hours> hours_per_week(const Evidence& evidence, const Effect& effect);

// "4+ hours a week each" and "estimate 4.6, 95% CI 4.1 to 5.2": the plus is the lower end,
// rounded down; below 1 it is "about 0.6 hours a week each" and "95% CI 0.2 to 0.9".
Size hours_size_of(const Hours& hours, const Effect& effect);

// "the effect turned round: +3.5 at first, -12.1 in the last third of the follow-up"; "" where it did not.
std::string turn_phrase(const Effect& effect);

// A number on the scale of Effect::absolute, without its unit: "-3.5"; log points in percent: "12%".
std::string plain_amount(const Effect& effect, double value);
std::string plain_range(const Effect& effect, const Estimate& estimate);  // of its interval: "-4.1 to -2.9"

// How far trends may part, in two digits and never rounded up, because it is a bound that holds: "0.068", "120".
std::string breakdown_phrase(double breakdown);

// "1 week", "3.5 weeks", "8 weeks": toward zero, because it is said of what fell short.
std::string count_phrase(double n, std::string_view singular);

// "n = 60 with the assistant and 60 without"
std::string sample_phrase(const Evidence& evidence, const Effect& effect);

// "compared with the comparison group, January to May 2025; n = 60 with the assistant and 60
// without; evidence grade C"
std::string context_phrase(const Evidence& evidence, const Effect& effect, char grade);

}  // namespace payoff
