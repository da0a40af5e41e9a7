#include "measure/robustness.hpp"

#include <algorithm>
#include <utility>

#include "measure/inference.hpp"
#include "measure/methods.hpp"
#include "measure/static_two_way.hpp"
#include "measure/study_facts.hpp"

namespace payoff {
namespace {

struct Other {
  std::string name;
  const Method* method;
  Options options{};
  std::string remark{};
};

bool has_never_adopters(const Panel& panel) {
  return std::ranges::count(panel.units, false, &Unit::treated) > 0;
}

// The primary one is among them, unless its options differ.
std::vector<Other> others(const Panel& panel, bool staggered) {
  std::vector<Other> list{{"group-time effects", &group_time_method}};
  if (staggered && has_never_adopters(panel)) {
    list.push_back({"group-time effects, never-adopters only",
                    &group_time_method,
                    {{"comparison", "never"}},
                    "compares with those who never adopt"});
  }
  list.push_back(
      {"interaction-weighted", &interaction_weighted_method, {}, "compares with those who adopt last or never"});
  list.push_back({"imputation", &imputation_method, {}, "uses every period before adoption, not only the last"});
  list.push_back({"two-stage", &two_stage_method, {}, "as imputation, with another standard error"});
  return list;
}

// Units seen in every period in which anyone was: does who comes and goes decide the answer?
std::vector<bool> always_seen(const Panel& panel, std::size_t metric) {
  std::vector<std::size_t> cells(panel.units.size());
  for (std::size_t c = 0; c < panel.unit_of.size(); ++c) {
    cells[panel.unit_of[c]] += has_value(panel.metrics[metric], c);
  }
  const std::size_t periods = periods_seen(panel, metric).size();
  std::vector<bool> keep;
  for (const std::size_t count : cells) keep.push_back(count == periods);
  return keep;
}

}  // namespace

bool compares_changes(std::string_view method) {
  for (const Method* it :
       {&did_method, &group_time_method, &interaction_weighted_method, &imputation_method, &two_stage_method}) {
    if (it->name == method) return true;
  }
  return false;
}

void add_robustness(Effect& effect, const Panel& panel, const Question& question) {
  const bool staggered = adoption_dates(panel).size() > 1;
  for (Other& other : others(panel, staggered)) {
    const bool primary = other.method->name == effect.method && other.options == question.options;
    if (primary) continue;
    Question asked = question;
    asked.method = other.method->name;
    asked.options = std::move(other.options);
    add_alternative(effect, std::move(other.name), [&] { return other.method->fit(panel, asked); });
    effect.alternatives.back().remark = std::move(other.remark);
  }
  const std::vector<bool> complete = always_seen(panel, question.metric);
  const auto kept = std::ranges::count(complete, true);
  if (kept > 0 && kept < std::ssize(complete)) {
    add_alternative(effect, "units seen in every period", [&] {
      const Panel balanced = subset(panel, complete);
      for (const Method& method : methods()) {
        if (method.name == effect.method) return method.fit(balanced, question);
      }
      return effect;
    });
    effect.alternatives.back().remark = "leaves out whoever comes and goes";
  }
  if (staggered) effect.alternatives.push_back(static_two_way(panel, question));
}

}  // namespace payoff
