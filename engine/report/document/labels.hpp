// What a report calls a grade, a kind of claim and a role; what stands where no reason was given.
#pragma once

#include <string>

#include "base/messages.hpp"
#include "payoff/qualify.hpp"

namespace payoff {

constexpr MessageId meaning_of_grade(char letter) {
  constexpr MessageId meanings[] = {MessageId::means_grade_a, MessageId::means_grade_b, MessageId::means_grade_c,
                                    MessageId::means_grade_d, MessageId::means_grade_e};
  return letter >= 'A' && letter <= 'E' ? meanings[letter - 'A'] : MessageId::means_no_grade;
}

// What the list of claims puts before each.
constexpr MessageId label_of(ClaimKind kind) {
  constexpr MessageId labels[] = {MessageId::claim_result,    MessageId::claim_money,  MessageId::claim_guardrail,
                                  MessageId::claim_ruled_out, MessageId::claim_caveat, MessageId::claim_also};
  return labels[static_cast<std::size_t>(kind)];
}

constexpr MessageId label_of(Role role) {
  switch (role) {
    case Role::primary:
      return MessageId::role_primary;
    case Role::secondary:
      return MessageId::role_secondary;
    case Role::guardrail:
      break;
  }
  return MessageId::role_guardrail;
}

inline std::string or_no_reason(const std::string& reason) {
  return reason.empty() ? say(MessageId::why_no_reason) : reason;
}

}  // namespace payoff
