// What a sentence about money must agree with: the currency, the months and the values of the study.
#pragma once

#include <string>
#include <vector>

#include "payoff/qualify.hpp"
#include "qualify/sentence/said.hpp"

namespace payoff {

// The appraisal that tells what hours or a year are worth, of this metric. Throws Error(usage) where it is of another one.
const Appraisal& appraisal_of(const Metric& metric, const Evidence& evidence, const char* what);

// What they call the metrics whose worth is counted, each once.
std::vector<std::string> counted_metrics(const Evidence& evidence);

// Throw Error(usage) for another currency, and for another time than the study values.
void require_currency(const Said& said, const std::string& currency);
void require_horizon(const Said& said, const Appraisal& appraisal);

}  // namespace payoff
