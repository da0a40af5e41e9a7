// The words in which an assertion is judged.
#pragma once

#include <string>
#include <vector>

#include "payoff/assertion.hpp"
#include "qualify/reading/measured.hpp"

namespace payoff {

// A number of asserted_number() with its unit: "4.4 hours a week each", "12.3%", "USD 2.7 million a year in total".
enum class RoundTo { nearest, zero, away };
std::string amount_in_words(const Assertion& assertion, const Evidence& evidence, double value, RoundTo rounding);

// "support agents saved at least 5 hours a week each, on handle minutes per ticket"
std::string read_as(const Assertion& assertion, const Evidence& evidence);

// "54%: the chance that the effect is at least as large as claimed, if the model of the study holds"
std::string probability_in_words(const Assertion& assertion, const Evidence& evidence, const Measured& measured,
                                 const Chance& chance, char grade);

// What a reader must be told with it: what the claim rests on, what became worse, every doubt that weighs on the
// headline.
std::vector<std::string> conditions_of(const Assertion& assertion, const Evidence& evidence, const Verdict& verdict,
                                       std::span<const Claim> claims);

// The sentence that the study itself says of this metric, or of money.
std::string honest_sentence(const Assertion& assertion, const Evidence& evidence, std::span<const Claim> claims);

}  // namespace payoff
