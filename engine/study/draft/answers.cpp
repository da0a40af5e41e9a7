#include "study/draft/answers.hpp"

#include "base/letters.hpp"

namespace payoff {

std::string hint_of(const DraftQuestion& question) {
  if (question.about == DraftTopic::date) return "(a date, or: lot; empty leaves it open)";
  if (question.about == DraftTopic::adopted_on) return "(its name; empty leaves it open)";
  return "(COLUMN of first days, or COLUMN=VALUE of those with the tool, or a date for all; empty leaves it open)";
}

bool add_answer(const DraftQuestion& question, const std::string& line, DraftAnswers& answers) {
  const std::size_t equals = line.find('=');
  if (question.about == DraftTopic::date) {
    answers.randomized = lower(line).find("lot") != std::string::npos || lower(line).starts_with("random");
    if (!answers.randomized) answers.date = line;
  } else if (question.about == DraftTopic::adopted_on || (equals == std::string::npos && !is_digit(line[0]))) {
    answers.adopted_on = line;
  } else if (equals == std::string::npos) {
    answers.date = line;
  } else {
    answers.group = line.substr(0, equals);
    answers.treated = line.substr(equals + 1);
    return !answers.group.empty() && !answers.treated.empty();
  }
  return true;
}

}  // namespace payoff
