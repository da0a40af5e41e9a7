#include "measure/robustness.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "measure/answer/inference.hpp"
#include "measure/answer/study_facts.hpp"
#include "measure/rollout/group_time/fit.hpp"
#include "measure/rollout/staggered/effect.hpp"
#include "measure/rollout/staggered/static_two_way.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

struct Other {
  std::string name, method;
  Effect (*answer)(const Panel&, const Question&);  // without what only the primary answer is asked for
  Options options{};
  std::string remark{};
};

Effect group_time_answer(const Panel& panel, const Question& question) {
  return fit_group_time(panel, question).effect;
}

using StaggeredEstimator = EffectWithPath (*)(const Panel&, const Question&, const StaggeredSample&);

template <StaggeredEstimator estimator>
Effect staggered_answer(const Panel& panel, const Question& question) {
  return estimator(panel, question, staggered_sample(panel, question)).effect;
}

std::vector<Other> others(const Panel& panel, bool staggered) {
  std::vector<Other> list{
      {"group-time effects", "group_time", group_time_answer, {}, "starts from the last period before"}};
  const bool never_adopters = std::ranges::count(panel.units, false, &Unit::treated) > 0;
  if (staggered && never_adopters) {
    list.push_back({"group-time effects, never-adopters only",
                    "group_time",
                    group_time_answer,
                    {{"comparison", "never"}},
                    "compares with those who never began"});
  }
  if (staggered) {
    list.push_back({"interaction-weighted",
                    "interaction_weighted",
                    staggered_answer<interaction_weighted>,
                    {},
                    "compares with those who began last or never"});
  }
  list.push_back({"imputation",
                  "imputation",
                  staggered_answer<imputation>,
                  {},
                  "starts from all periods before, not only the last"});
  if (staggered) {
    list.push_back(
        {"two-stage", "two_stage", staggered_answer<two_stage>, {}, "as imputation, with a standard error of its own"});
  }
  return list;
}

// The panel of the units seen in every period in which anyone was; empty where that is all of them, or none.
std::optional<Panel> complete_units(const Panel& panel, std::size_t metric) {
  std::vector<std::size_t> cells(panel.units.size());
  for (std::size_t c = 0; c < panel.unit_of.size(); ++c) {
    cells[panel.unit_of[c]] += has_value(panel.metrics[metric], c);
  }
  const std::size_t periods = periods_seen(panel, metric).size();
  std::vector<bool> keep;
  for (const std::size_t count : cells) keep.push_back(count == periods);
  const auto kept = std::ranges::count(keep, true);
  if (kept == 0 || kept == std::ssize(keep)) return std::nullopt;
  return subset(panel, keep);
}

void add_misleading(Effect& effect, const Panel& panel, const Question& question) {
  try {
    add_static_two_way(effect, panel, question, staggered_sample(panel, question));
  } catch (const Error& error) {
    if (error.kind != ErrorKind::method) throw;  // nobody left to compare with: then it cannot be had either
  }
}

}  // namespace

void add_robustness(Effect& effect, const Panel& panel, const Question& question) {
  const bool ratio_of_means = effect.metric.scale == Scale::poisson;  // no other method has it
  if (!effect.usable || ratio_of_means || effect.estimand != "ATT" || panel.grain != Grain::periods) return;
  const bool staggered = adoption_dates(panel).size() > 1;
  const std::vector<Other> list = others(panel, staggered);
  for (const Other& other : list) {
    if (other.method == effect.method && other.options == question.options) continue;
    Question asked = question;
    asked.method = other.method;
    asked.options = other.options;
    add_alternative(effect, other.name, [&] { return other.answer(panel, asked); });
    effect.alternatives.back().remark = other.remark;
  }
  const auto own = std::ranges::find(list, effect.method, &Other::method);
  const std::optional<Panel> complete = complete_units(panel, question.metric);
  if (complete && own != list.end()) {
    add_alternative(effect, "units seen in every period", [&] { return own->answer(*complete, question); });
    effect.alternatives.back().remark = "leaves out whoever came or went";
  }
  if (staggered) add_misleading(effect, panel, question);
}

}  // namespace payoff
