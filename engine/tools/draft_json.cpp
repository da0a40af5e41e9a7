#include "tools/draft_json.hpp"

#include <nlohmann/json.hpp>

namespace payoff {

std::string draft_json(const Draft& draft, const std::string& problem) {
  nlohmann::ordered_json json{{"study", draft.text}, {"questions", nlohmann::ordered_json::array()}};
  for (const DraftQuestion& question : draft.questions) json["questions"].push_back(question.text);
  if (!problem.empty()) json["problem"] = problem;
  return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace payoff
