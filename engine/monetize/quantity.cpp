#include "monetize/quantity.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/parallel.hpp"

namespace payoff {

double quantile_of_sorted(const std::vector<double>& sorted, double probability) {
  const double at = static_cast<double>(sorted.size() - 1) * probability;
  const auto below = static_cast<std::size_t>(at);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (at - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

namespace {

// Of a quantile, without knowing the distribution: a standard error of ranks is sqrt(n p (1 - p)); as a share of n.
double ranks_of_error(double n, double probability) {
  return std::sqrt(probability * (1 - probability) / n);
}

double rounded_by(double value, double error) {
  if (!(error > 0) || !std::isfinite(value)) return value;
  const double unit = std::pow(10, std::ceil(std::log10(error)));
  return std::round(value / unit) * unit;
}

}  // namespace

Quantity Quantity::rounded() const {
  Quantity shown = *this;
  shown.mean = rounded_by(mean, mean_error);
  shown.p10 = rounded_by(p10, p10_error);
  shown.p50 = rounded_by(p50, p50_error);
  shown.p90 = rounded_by(p90, p90_error);
  return shown;
}

namespace {

constexpr std::size_t buckets = 4096, sampled = 1024;

// Which bucket a value falls into: between the ends of the first values, beyond them into the last at each side.
class Buckets {
 public:
  explicit Buckets(const std::vector<double>& values) {
    const auto end = values.begin() + static_cast<std::ptrdiff_t>(std::min(sampled, values.size()));
    const auto [low, high] = std::minmax_element(values.begin(), end);
    low_ = *low;
    scale_ = *high > *low ? buckets / (*high - *low) : 0;
  }
  std::size_t of(double value) const {
    return static_cast<std::size_t>(std::clamp((value - low_) * scale_, 0.0, buckets - 1.0));
  }

 private:
  double low_, scale_;
};

}  // namespace

RankedValues::RankedValues(const std::vector<double>& values, const std::vector<double>& probabilities)
    : count_(values.size()) {
  const Buckets bucket(values);
  std::vector<std::size_t> begins(buckets + 1, 0);
  for (const double value : values) ++begins[bucket.of(value) + 1];
  std::partial_sum(begins.begin(), begins.end(), begins.begin());
  std::vector<std::vector<double>> wanted(buckets);
  std::vector<bool> is_wanted(buckets, false);
  const auto bucket_at = [&](std::size_t place) {
    return static_cast<std::size_t>(std::ranges::upper_bound(begins, place) - begins.begin()) - 1;
  };
  for (const double probability : probabilities)
    for (const std::size_t place : places_of(probability)) is_wanted[bucket_at(place)] = true;
  for (const double value : values)
    if (const std::size_t b = bucket.of(value); is_wanted[b]) wanted[b].push_back(value);
  for (std::vector<double>& each : wanted) std::ranges::sort(each);
  for (const double probability : probabilities)
    for (const std::size_t place : places_of(probability))
      at_[place] = wanted[bucket_at(place)][place - begins[bucket_at(place)]];
}

std::array<std::size_t, 2> RankedValues::places_of(double probability) const {
  const auto below = static_cast<std::size_t>(static_cast<double>(count_ - 1) * probability);
  return {below, std::min(below + 1, count_ - 1)};
}

double RankedValues::quantile(double probability) const {
  const auto [below, above] = places_of(probability);
  const double at = static_cast<double>(count_ - 1) * probability;
  return at_.at(below) + (at - static_cast<double>(below)) * (at_.at(above) - at_.at(below));
}

Quantity summarize(const std::vector<double>& values) {
  if (values.empty()) return {};
  const double n = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  std::vector<double> asked;
  const auto around = [&](double probability) {
    const double ranks = ranks_of_error(n, probability);
    return std::array{std::max(0.0, probability - ranks), probability, std::min(1.0, probability + ranks)};
  };
  for (const double probability : {0.1, 0.5, 0.9})
    for (const double each : around(probability)) asked.push_back(each);
  const RankedValues ranked(values, asked);
  const auto error = [&](double probability) {
    return (ranked.quantile(around(probability)[2]) - ranked.quantile(around(probability)[0])) / 2;
  };
  return {.mean = mean,
          .p10 = ranked.quantile(0.1),
          .p50 = ranked.quantile(0.5),
          .p90 = ranked.quantile(0.9),
          .mean_error = std::sqrt(squares) / n,
          .p10_error = error(0.1),
          .p50_error = error(0.5),
          .p90_error = error(0.9)};
}

std::vector<Quantity> summarize_all(const std::vector<const std::vector<double>*>& all, const Context& context) {
  std::vector<Quantity> quantities(all.size());
  for_each_chunk(all.size(), context, [&](std::size_t i) { quantities[i] = summarize(*all[i]); });
  return quantities;
}

}  // namespace payoff
