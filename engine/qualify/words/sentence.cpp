#include "qualify/words/sentence.hpp"

#include <utility>

#include "qualify/reading/amounts.hpp"
#include "qualify/reading/finding.hpp"
#include "qualify/reading/phrases.hpp"

namespace payoff {

std::string Sentence::say(MessageId id, std::vector<Field> more) const {
  const std::string tool = tool_of(evidence);
  std::vector<Field> fields{{"tool", tool},
                            {"Tool", capitalised(tool)},
                            {"who", who_of(evidence)},
                            {"metric", metric_of_who(evidence, effect.metric)},
                            {"Subject", subject_phrase(evidence, effect.metric)}};
  for (Field& field : more) fields.push_back(std::move(field));
  return payoff::say(id, fields);
}

std::string Sentence::with_its_course(std::string claim, MessageId faded, MessageId turned, MessageId late) const {
  if (fired(verdict, RuleId::late_effect)) return say(late, {{"claim", claim}});
  if (!fired(verdict, RuleId::fading)) return claim;
  const std::optional<Turn> turn = turn_of(effect);
  return turn ? say(turned, {{"claim", claim}, {"first", turn->first}, {"last", turn->last}})
              : say(faded, {{"claim", claim}});
}

}  // namespace payoff
