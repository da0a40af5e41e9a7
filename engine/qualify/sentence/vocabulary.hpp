// The English words that a claim is made of.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "qualify/sentence/tokens.hpp"

namespace payoff {

enum class Sense {
  filler,   // says nothing that matters here: "the", "by"
  refused,  // see Term::remedy
  at_least,
  about,
  within,  // of a payback: "within 6 months"
  down,
  minus,  // down, and beside no other way: "saves -5" may be either
  up,
  better,
  worse,
  saves,  // of time and cost it is down, of money a gain
  costs,  // the reverse
  faster,
  slower,
  times,  // value: how many; 0 = the number says it
  halves,
  one,  // a number in letters
  magnitude,
  time,  // a unit; value: hours
  percent,
  points,    // percentage points
  currency,  // see Term::unit
  period,    // value: weeks; 0 = a day, whose share of a week nobody states
  each,
  total,
  net_present_value,
  return_on_investment,
  payback,
};

struct Term {
  std::string_view phrase;
  Sense sense = Sense::filler;
  double value = 0;
  std::string_view unit{};    // as it is said: "minutes", "USD", "week"
  std::string_view remedy{};  // of what is refused: why, and the way out
};

std::span<const Term> vocabulary();

// The term with the most words that begins at this token, among those not used; nullptr where none does.
const Term* term_at(const std::vector<Token>& tokens, std::size_t at);
std::size_t words_in(const Term& term);

// A single word of the vocabulary, fillers included.
bool is_in_vocabulary(std::string_view word);

}  // namespace payoff
