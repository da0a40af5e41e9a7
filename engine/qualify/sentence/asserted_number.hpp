// The number of the study that an assertion is about, with all that the data say of it.
#pragma once

#include <optional>

#include "payoff/assertion.hpp"
#include "qualify/reading/measured.hpp"

namespace payoff {

// In the unit of the sentence, the claimed direction positive; of a payback in months, negative. Throws Error(usage) at
// the assumption that is missing or out of range.
Measured asserted_number(const Assertion& assertion, const Evidence& evidence);

// The same in the last third of the follow-up, of an effect that fades or turns round; nothing of others, and of money,
// which is valued by its last third anyway.
std::optional<Measured> asserted_at_last(const Assertion& assertion, const Evidence& evidence);

// As claimed, on the scale of asserted_number.
double claimed_size(const Assertion& assertion);

bool is_money(const Assertion& assertion);  // simulated

}  // namespace payoff
