#include "monetize/uncertain.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "base/distributions.hpp"
#include "monetize/lanes.hpp"
#include "monetize/quantity.hpp"

namespace payoff {
namespace {

constexpr double pert_weight = 4;
constexpr double p90_score = 1.2815515655446004;  // Phi(1.28155) = 0.9
constexpr double last_score = 8.2;
constexpr std::size_t nodes = 513;

double pert_quantile(const Uncertain& u, double probability) {
  const double range = u.high - u.low;
  return u.low + range * beta_quantile(probability, 1 + pert_weight * (u.mode - u.low) / range,
                                       1 + pert_weight * (u.high - u.mode) / range);
}

double log_normal_at(const Uncertain& u, double z) {
  return u.mode * std::exp(std::log(u.high / u.mode) / p90_score * z);
}

double of_sample(const Uncertain& u, double uniform) {
  const auto at = static_cast<std::size_t>(uniform * static_cast<double>(u.values.size()));
  return u.values[std::min(at, u.values.size() - 1)];
}

}  // namespace

Uncertain Uncertain::log_normal(double p10, double p90) {
  return {p10, std::sqrt(p10 * p90), p90, Shape::log_normal};
}

Uncertain Uncertain::sample(std::vector<double> values) {
  std::ranges::sort(values);
  if (values.empty()) return {};
  Uncertain result(values.front(), quantile_of_sorted(values, 0.5), values.back(), Shape::sample);
  result.values = std::move(values);
  return result;
}

double Uncertain::mean() const {
  switch (shape) {
    case Shape::fixed:
      return mode;
    case Shape::triangular:
      return (low + mode + high) / 3;
    case Shape::pert:
      return (low + pert_weight * mode + high) / (2 + pert_weight);
    case Shape::log_normal: {
      const double sd = std::log(high / mode) / p90_score;
      return mode * std::exp(sd * sd / 2);
    }
    case Shape::sample:
      return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
  }
  return missing;
}

ScoreTable::ScoreTable(const std::function<double(double)>& quantile) {
  for (std::size_t i = 0; i < nodes; ++i) {
    const double z = last_score * (2.0 * static_cast<double>(i) / (nodes - 1) - 1);
    value_.push_back(quantile(z));
  }
  // The harmonic mean of the steps on both sides: what rises from node to node does so between them, too.
  slope_.assign(nodes, 0);
  for (std::size_t i = 1; i + 1 < nodes; ++i) {
    const double before = value_[i] - value_[i - 1], after = value_[i + 1] - value_[i];
    if (before * after > 0) slope_[i] = 2 * before * after / (before + after);
  }
}

double ScoreTable::at(double z) const {
  const double place = (std::clamp(z, -last_score, last_score) / last_score + 1) / 2 * (nodes - 1);
  const std::size_t below = std::min(static_cast<std::size_t>(place), nodes - 2);
  const double t = place - static_cast<double>(below);
  const double from = value_[below], step = value_[below + 1] - from, begins = slope_[below], ends = slope_[below + 1];
  return from + t * (begins + t * (3 * step - 2 * begins - ends + t * (begins + ends - 2 * step)));
}

void ScoreTable::replace(std::span<double> scores) const {
  for (double& score : scores) score = at(score);
}

ScoreTable student_scores(double df) {
  // Of the lower half, which is not rounded to 1; the upper is the same with the other sign.
  std::map<double, double> lower;
  return ScoreTable([&](double z) {
    const auto [at, is_new] = lower.try_emplace(-std::abs(z));
    if (is_new) at->second = student_quantile(normal_cdf(at->first), df);
    return std::copysign(at->second, z);
  });
}

Marginal::Marginal(const Uncertain& uncertain) : shape_(uncertain) {
  if (shape_.shape == Shape::pert && shape_.drawn())
    table_.emplace_back([&](double z) { return pert_quantile(shape_, normal_cdf(z)); });
}

double Marginal::at_score(double z) const {
  if (!shape_.drawn()) return shape_.mode;
  if (shape_.shape == Shape::pert) return table_.front().at(z);
  if (shape_.shape == Shape::log_normal) return log_normal_at(shape_, z);
  return at_uniform(normal_cdf(z));
}

double Marginal::at_uniform(double uniform) const {
  if (!shape_.drawn()) return shape_.mode;
  switch (shape_.shape) {
    case Shape::triangular:
      return triangular_quantile(uniform, shape_.low, shape_.mode, shape_.high);
    case Shape::sample:
      return of_sample(shape_, uniform);
    default:
      return at_score(normal_quantile(uniform));
  }
}

bool Marginal::by_score() const {
  return shape_.shape == Shape::pert || shape_.shape == Shape::log_normal;
}

void Marginal::replace_uniforms(std::span<double> values) const {
  if (shape_.shape != Shape::triangular || !shape_.drawn()) {
    for (double& value : values) value = at_uniform(value);
    return;
  }
  to_triangular(shape_.low, shape_.mode, shape_.high, values);
}

void Marginal::replace_scores(std::span<double> values) const {
  if (!table_.empty()) return table_.front().replace(values);
  for (double& value : values) value = at_score(value);
}

MovedEnds ends_of(const Uncertain& uncertain, bool share) {
  constexpr double moved = 0.2;
  if (!uncertain.drawn())
    return {(1 - moved) * uncertain.mode,
            share ? std::min((1 + moved) * uncertain.mode, 1.0) : (1 + moved) * uncertain.mode};
  if (uncertain.shape != Shape::sample) return {uncertain.low, uncertain.high};
  return {quantile_of_sorted(uncertain.values, 0.1), quantile_of_sorted(uncertain.values, 0.9)};
}

}  // namespace payoff
