#include "qualify/sentence/money_said.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "data/spoken.hpp"
#include "qualify/reading/phrases.hpp"
#include "qualify/sentence/refusal.hpp"

namespace payoff {

const Appraisal& appraisal_of(const Metric& metric, const Evidence& evidence, const char* what) {
  const Appraisal* found = evidence.appraisal;
  if (!found || found->metric != metric.name) {
    refuse_sentence(
        fmt::format("{} of '{}' cannot be told: the study does not value that metric", what, spoken(metric)),
        "add a \"money\" section to the study, or say it in the metric's own unit");
  }
  return *found;
}

std::vector<std::string> counted_metrics(const Evidence& evidence) {
  std::vector<std::string> names;
  if (!evidence.appraisal) return names;
  for (const ValueLadder& value : evidence.appraisal->values) {
    const auto effect =
        std::ranges::find(evidence.effects, value.metric, [](const Effect& e) { return e.metric.name; });
    if (value.value_class == ValueClass::soft || effect == evidence.effects.end()) continue;
    const std::string name = spoken(effect->metric);
    if (std::ranges::count(names, name) == 0) names.push_back(name);
  }
  return names;
}

void require_currency(const Said& said, const std::string& currency) {
  if (said.unit_word == currency) return;
  refuse_sentence(fmt::format("the currency is {}, but that of the study is {}",
                              said.unit_word.empty() ? "not said" : said.unit_word, currency),
                  fmt::format("say it in {}", currency));
}

void require_horizon(const Said& said, const Appraisal& appraisal) {
  const double months = said.horizon_months.value_or(appraisal.horizon_months);
  if (months == appraisal.horizon_months) return;
  refuse_sentence(fmt::format("it is over {}, but the study values {}", count_phrase(months, "month"),
                              count_phrase(appraisal.horizon_months, "month")),
                  "leave the time out, or set money.horizon_months and run the study again");
}

}  // namespace payoff
