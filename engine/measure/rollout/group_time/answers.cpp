#include "measure/rollout/group_time/answers.hpp"

#include <algorithm>
#include <cmath>

#include "base/messages.hpp"

namespace payoff {
namespace {

void append(const GroupTimeAggregate& like, const GroupTimeAggregate& from, std::vector<double>& numbers) {
  for (const int key : like.key) {
    const auto at = std::ranges::find(from.key, key);
    const auto j = static_cast<std::size_t>(at - from.key.begin());
    numbers.push_back(at == from.key.end() ? missing : from.each[j].value);
  }
}

}  // namespace

Answers::Answers(const CohortPanel& panel, const GroupTime& fit, Aggregation kind, Extent extent, Loadings wanted)
    : headline(aggregate(panel, fit, kind, AveragedOf::effects, wanted).overall),
      level(aggregate(panel, fit, kind, AveragedOf::levels, wanted).overall) {
  if (extent == Extent::headline) return;
  path = aggregate(panel, fit, Aggregation::dynamic, AveragedOf::effects, wanted);
  cohorts = aggregate(panel, fit, Aggregation::group, AveragedOf::effects, wanted);
}

Targets Answers::targets() const {
  Targets all = {&headline, &level};
  for (const GroupTimeTarget& point : path.each) all.push_back(&point);
  for (const GroupTimeTarget& cohort : cohorts.each) all.push_back(&cohort);
  return all;
}

Moments Answers::moments(const std::vector<double>& v) const {
  const double var_effect = v[0], joint = v[1], var_level = v[size() + 1];
  return {headline.value, level.value - headline.value, var_effect, var_level - 2 * joint + var_effect,
          joint - var_effect};
}

Estimate Answers::estimate_of(const GroupTimeTarget& target, std::size_t place, const std::vector<double>& v,
                              const Precision& precision) const {
  const double se = std::sqrt(v[place * size() + place]);
  Estimate result = make_estimate(target.value, se, precision, "");
  if (std::isnan(se)) result.reason = say(MessageId::why_without_a_cluster);
  return result;
}

std::vector<double> Answers::path_errors(const std::vector<double>& v, double correction) const {
  std::vector<double> errors;
  for (std::size_t j = 0; j < path.key.size(); ++j)
    errors.push_back(std::sqrt(v[place_of_path(j) * size() + place_of_path(j)] / correction));
  return errors;
}

std::vector<double> Answers::numbers_like(const Answers& like) const {
  std::vector<double> numbers = {headline.value, level.value};
  append(like.path, path, numbers);
  append(like.cohorts, cohorts, numbers);
  return numbers;
}

}  // namespace payoff
