#include "monetize/joint_draw.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/random.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

using Square = std::vector<std::vector<double>>;

[[noreturn]] void refuse(const std::string& finding, const std::string& remedy) {
  throw Error(ErrorKind::usage, {.key = "money.correlations"}, finding, remedy);
}

// Index of an effect, or of an input behind them.
std::size_t variable_of(const CashModel& model, const std::string& name) {
  std::string there;
  for (std::size_t i = 0; i < model.effects.size(); ++i)
    if (model.effects[i].name == name) return i;
  for (std::size_t i = 0; i < model.inputs.size(); ++i) {
    const MoneyInput& input = model.inputs[i];
    if (input.name == name) {
      if (!input.value.drawn())
        refuse(fmt::format("'{}' is known, but must be uncertain to be correlated", name), "give it a range");
      return model.effects.size() + i;
    }
    if (input.value.drawn()) there += (there.empty() ? "" : ", ") + input.name;
  }
  refuse(fmt::format("'{}' is no assumption that is uncertain", name), there.empty() ? "" : "there are: " + there);
}

Square correlations_of(const CashModel& model) {
  const std::size_t size = model.effects.size() + model.inputs.size();
  Square all(size, std::vector<double>(size, 0));
  for (std::size_t i = 0; i < size; ++i) all[i][i] = 1;
  for (const auto& [first, second, correlation] : model.correlations) {
    if (!(std::abs(correlation) < 1))
      refuse(fmt::format("the correlation of '{}' and '{}' is {}, but must be above -1 and below 1", first, second,
                         correlation),
             "");
    const std::size_t a = variable_of(model, first), b = variable_of(model, second);
    if (a == b) refuse(fmt::format("'{}' is correlated with itself", first), "name two assumptions");
    all[a][b] = all[b][a] = correlation;
  }
  return all;
}

std::vector<double> normal_scores(Random random) {
  std::vector<double> z(JointDraw::block);
  random.fill(z);
  to_normal(z);
  return z;
}

// Lower triangle of the Cholesky factor of some rows and columns; empty where there is none.
Square cholesky(const Square& all, const std::vector<std::size_t>& which) {
  constexpr double least_pivot = 1e-10;
  Square factor;
  for (std::size_t i = 0; i < which.size(); ++i) {
    std::vector<double> row;
    for (std::size_t j = 0; j <= i; ++j) {
      double left = all[which[i]][which[j]];
      const std::vector<double>& other = j < i ? factor[j] : row;
      for (std::size_t k = 0; k < j; ++k) left -= row[k] * other[k];
      if (j == i && left < least_pivot) return {};
      row.push_back(j == i ? std::sqrt(left) : left / factor[j][j]);
    }
    factor.push_back(std::move(row));
  }
  return factor;
}

}  // namespace

JointDraw::JointDraw(const CashModel& model, std::uint64_t seed) : model_(model), seed_(seed) {
  for (const MoneyInput& input : model.inputs) {
    drawn_.push_back(input.value.drawn());
    marginal_.emplace_back(input.value);
  }
  for (const EffectCoordinate& effect : model.effects) {
    student_.emplace_back();
    if (!std::isinf(effect.df)) student_.back().push_back(student_scores(effect.df));
  }
  const Square all = correlations_of(model);
  find_groups(all);
  factorize(all);
}

bool JointDraw::any_is_drawn(const std::vector<std::size_t>& inputs) const {
  return std::ranges::any_of(inputs, [&](std::size_t input) { return drawn_[input]; });
}

Point JointDraw::point(const Block& drawn, std::size_t i) const {
  Point point = middle_of(model_);
  move_to(drawn, i, point);
  return point;
}

void JointDraw::move_to(const Block& drawn, std::size_t i, Point& point) const {
  for (std::size_t e = 0; e < point.effects.size(); ++e) point.effects[e] = drawn.effects[e][i];
  for (std::size_t k = 0; k < point.inputs.size(); ++k)
    if (drawn_[k]) point.inputs[k] = drawn.inputs[k][i];
}

void JointDraw::find_groups(const Square& all) {
  const std::size_t effects = model_.effects.size();
  group_.assign(all.size(), -1);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (group_[i] >= 0 || (i >= effects && !drawn_[i - effects])) continue;
    const int group = static_cast<int>(group_count_++);
    std::vector<std::size_t> open{i};
    while (!open.empty()) {
      const std::size_t at = open.back();
      open.pop_back();
      if (group_[at] >= 0) continue;
      group_[at] = group;
      for (std::size_t j = 0; j < all.size(); ++j)
        if (j != at && all[at][j] != 0) open.push_back(j);
    }
  }
}

void JointDraw::factorize(Square all) {
  std::vector<std::size_t> which;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (std::ranges::any_of(all[i], [](double r) { return r != 0 && r != 1; })) which.push_back(i);
  Square factor = cholesky(all, which);
  // Correlations of effects are measured pair by pair, and need not be those of one matrix to the last digit.
  constexpr double smaller = 0.98;
  for (int i = 0; factor.empty() && i < 200; ++i) {
    for (std::size_t a = 0; a < model_.effects.size(); ++a)
      for (std::size_t b = 0; b < model_.effects.size(); ++b)
        if (a != b) all[a][b] *= smaller;
    factor = cholesky(all, which);
  }
  if (factor.empty() && !which.empty())
    refuse("no numbers can be correlated in all of these ways at once", "make one of them smaller");
  for (std::size_t i = 0; i < which.size(); ++i) correlated_.push_back({which[i], factor[i]});
}

void JointDraw::draw(std::size_t number, Block& result) const {
  const std::size_t effects = model_.effects.size(), variables = effects + model_.inputs.size();
  const auto random_of = [&](std::size_t variable) { return Random(seed_, number * variables + variable); };
  const auto scores_of = [&](std::size_t variable) { return normal_scores(random_of(variable)); };
  std::vector<std::vector<double>> scores(variables);
  for (const Correlated& row : correlated_) scores[row.variable] = scores_of(row.variable);
  // From the last to the first, so that the earlier ones are still independent.
  for (std::size_t i = correlated_.size(); i-- > 0;) {
    std::vector<double>& mixed = scores[correlated_[i].variable];
    for (std::size_t d = 0; d < block; ++d) {
      double sum = 0;
      for (std::size_t k = 0; k <= i; ++k) sum += correlated_[i].of_earlier[k] * scores[correlated_[k].variable][d];
      mixed[d] = sum;
    }
  }
  result.effects.resize(effects);
  for (std::size_t e = 0; e < effects; ++e) {
    const EffectCoordinate& effect = model_.effects[e];
    result.effects[e] = scores[e].empty() ? scores_of(e) : std::move(scores[e]);
    if (!student_[e].empty()) student_[e].front().replace(result.effects[e]);
    for (double& t : result.effects[e]) t = effect.level(effect.estimate + effect.se * t);
  }
  result.inputs.resize(model_.inputs.size());
  for (std::size_t i = 0; i < model_.inputs.size(); ++i) {
    if (!drawn_[i]) continue;
    std::vector<double>& values = result.inputs[i];
    std::vector<double>& z = scores[effects + i];
    if (!z.empty()) {
      values = std::move(z);
      marginal_[i].replace_scores(values);
    } else if (marginal_[i].by_score()) {
      values = scores_of(effects + i);
      marginal_[i].replace_scores(values);
    } else {
      values.resize(block);
      random_of(effects + i).fill(values);
      marginal_[i].replace_uniforms(values);
    }
  }
}

}  // namespace payoff
