#include "measure/adjustment.hpp"

#include <algorithm>
#include <utility>

#include "base/messages.hpp"
#include "base/wording.hpp"
#include "measure/answer/inference.hpp"
#include "measure/experiment/placebo_rank.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

bool is_moved(const Panel& panel, std::size_t covariate, const Question& question, const Method& own,
              const Context& context) {
  constexpr double most_p = 0.05;
  Panel other{.calendar = panel.calendar, .grain = panel.grain, .units = panel.units, .clusters = panel.clusters};
  other.unit_of = panel.unit_of;
  other.period_of = panel.period_of;
  other.metrics.push_back(
      {.metric = {.name = panel.covariates[covariate].name}, .sum = panel.covariates[covariate].value});
  try {
    return own.beside()(other, question, context).absolute.p < most_p;
  } catch (const Error& error) {
    if (error.kind != ErrorKind::method) throw;
    return false;  // it never changes
  }
}

}  // namespace

void name_adjustments(Effect& effect, const Panel& panel, const Question& question) {
  if (!effect.adjusted_for.empty() || is_ranked(effect)) return;
  for (const std::size_t covariate : question.covariates)
    effect.adjusted_for.push_back({spaced(panel.covariates[covariate].name)});
}

void add_adjustments(Effect& effect, const Panel& panel, const Question& question, const Context& context) {
  const Method* own = find_method(effect.method);
  if (question.covariates.empty() || !own || own->compares == Compares::groups || is_ranked(effect)) return;
  Question plain = question;
  plain.covariates.clear();
  add_alternative(effect, say(MessageId::way_unadjusted), [&] { return own->beside()(panel, plain, context); });
  effect.alternatives.back().purpose = Purpose::unadjusted;
  plain.metric = 0;
  for (std::size_t j = 0; j < question.covariates.size(); ++j)
    effect.adjusted_for[j].moved_by_tool = is_moved(panel, question.covariates[j], plain, *own, context);
}

}  // namespace payoff
