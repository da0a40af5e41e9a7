#include "report/writer/json.hpp"

namespace payoff {

std::string judgement_json(const Assertion& assertion, const Judgement& judgement) {
  constexpr std::string_view none = "cannot be had";
  Json out{{"schema", "payoff-claim/1"},          {"claim", assertion.sentence},
           {"read_as", judgement.read_as},        {"taken", assertion.taken},
           {"verdict", name(judgement.standing)}, {"grade", std::string(1, judgement.grade)},
           {"reasons", judgement.reasons},        {"unit", assertion.unit}};
  put(out, "claimed", judgement.claimed, none);
  put(out, "estimate", judgement.estimate, none);
  put(out, "confidence", judgement.confidence, none);
  put(out, "lower", judgement.lower, none);
  put(out, "upper", judgement.upper, none);
  put(out, "probability_low", judgement.probability_low, none);
  put(out, "probability_high", judgement.probability_high, none);
  out["probability"] = judgement.probability;
  put(out, "largest_supported", judgement.largest, judgement.largest_text);
  out["largest_supported_text"] = judgement.largest_text;
  out["conditions"] = judgement.conditions;
  out["honest"] = judgement.honest;
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace payoff
