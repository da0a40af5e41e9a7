// Whom and what an effect is about, and what it rests on, in words: building blocks of the claims.
#pragma once

#include <string>
#include <string_view>

#include "payoff/qualify.hpp"

namespace payoff {

// "Support agents" -> as given, or "people"; "the assistant", or "the tool".
std::string who_of(const Evidence& evidence);
std::string one_of(const Evidence& evidence);  // "support agent", or "person"
std::string tool_of(const Evidence& evidence);
std::string capitalised(std::string text);

// A claim behind other words: with a small letter first, unless that is a name of the study, as it is written there.
std::string going_on(const Evidence& evidence, const Effect& effect, std::string claim);

// "csat and returns": the guardrails that became worse, "" where none did.
// "speed", then "speed and cost"
std::string with_other(const std::string& names, const std::string& name);
std::string worse_guardrails(const Evidence& evidence);
std::string unpriced_guardrails(const Evidence& evidence);  // of them, those in no figure of money

bool is_money(const Metric& metric);

// "handle minutes per ticket"; money of no other denominator is per person: "revenue per customer".
std::string metric_phrase(const Evidence& evidence, const Metric& metric);

// "handle minutes per ticket of support agents", "revenue per customer"
std::string metric_of_who(const Evidence& evidence, const Metric& metric);

// "Among support agents, handle minutes per ticket", "The revenue per customer": what rose, fell or
// stood at a level. Only verbs that are the same for one and for many may follow.
std::string subject_phrase(const Evidence& evidence, const Metric& metric);

// How far trends may part, in two digits and never rounded up, because it is a bound that holds: "0.068", "120".
std::string breakdown_phrase(double breakdown);

// "1 week", "3.5 weeks", "8 weeks": toward zero, because it is said of what fell short.
std::string count_phrase(double n, std::string_view singular);

// For how long an effect was followed, in whole weeks: "24 weeks". Requires that it is known.
std::string weeks_followed(const Effect& effect);

// "95% CI 0.1 to 2.3, p = 0.21 by Holm": with what looking at all of its family makes of its p.
std::string family_phrase(const Evidence& evidence, const Effect& effect, const std::string& interval);

// "tenure = new" is "tenure new" in a sentence.
std::string segment_phrase(const SegmentValue& people);

// "n = 60 with the assistant and 60 without"
std::string sample_phrase(const Evidence& evidence, const Effect& effect);

// "adjusted for tenure and csat before the rollout, without that -2.1 minutes, 95% CI -3.0 to -1.2"; "" where it is not.
std::string adjustment_phrase(const Effect& effect);

// "compared with the comparison group, January to May 2025; n = 60 with the assistant and 60
// without; evidence grade C"
std::string context_phrase(const Evidence& evidence, const Effect& effect, char grade);

}  // namespace payoff
