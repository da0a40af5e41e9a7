// One answer and what all sentences about it share.
#pragma once

#include <string>
#include <vector>

#include "base/messages.hpp"
#include "payoff/qualify.hpp"

namespace payoff {

// A sentence, and the interval that belongs into its bracket.
struct Clause {
  std::string claim, interval;
};

struct Sentence {
  const Evidence& evidence;
  const Effect& effect;
  const Verdict& verdict;

  bool fell() const { return effect.absolute.estimate < 0; }

  // The message with the tool, the people and the metric filled in, and `more`.
  std::string say(MessageId id, std::vector<Field> more = {}) const;

  // The claim and how it lasted, by the messages of an effect that faded, turned round or came late.
  std::string with_its_course(std::string claim, MessageId faded, MessageId turned, MessageId late) const;
};

}  // namespace payoff
