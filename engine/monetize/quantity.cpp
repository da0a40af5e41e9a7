#include "monetize/quantity.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "monetize/lanes.hpp"

namespace payoff {

namespace {

// Between two places of the sorted order, of which value_at tells the values.
struct Between {
  std::size_t below, above;
  double part;

  Between(std::size_t count, double probability) {
    const double at = static_cast<double>(count - 1) * probability;
    below = static_cast<std::size_t>(at);
    above = std::min(below + 1, count - 1);
    part = at - static_cast<double>(below);
  }
  double of(const auto& value_at) const {
    const double low = value_at(below);
    return low + part * (value_at(above) - low);
  }
};

}  // namespace

double quantile_of_sorted(const std::vector<double>& sorted, double probability) {
  return Between(sorted.size(), probability).of([&](std::size_t place) { return sorted[place]; });
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

// Which bucket each value falls into: between the ends of the first values, beyond them into the last at each side.
std::vector<std::int32_t> buckets_of(const std::vector<double>& values) {
  const auto end = values.begin() + static_cast<std::ptrdiff_t>(std::min(sampled, values.size()));
  const auto [low, high] = std::minmax_element(values.begin(), end);
  std::vector<std::int32_t> bucket(values.size());
  sort_into_steps({*low, *high > *low ? buckets / (*high - *low) : 0, buckets - 1}, values, bucket);
  return bucket;
}

}  // namespace

RankedValues::RankedValues(const std::vector<double>& values, const std::vector<double>& probabilities)
    : count_(values.size()) {
  const std::vector<std::int32_t> bucket = buckets_of(values);
  std::vector<std::size_t> begins(buckets + 1, 0);
  for (const std::int32_t each : bucket) ++begins[static_cast<std::size_t>(each) + 1];
  std::partial_sum(begins.begin(), begins.end(), begins.begin());
  std::vector<std::vector<double>> wanted(buckets);
  std::vector<char> is_wanted(buckets, 0);
  const auto bucket_at = [&](std::size_t place) {
    return static_cast<std::size_t>(std::ranges::upper_bound(begins, place) - begins.begin()) - 1;
  };
  std::vector<std::size_t> places;
  for (const double probability : probabilities) {
    const Between between(count_, probability);
    places.insert(places.end(), {between.below, between.above});
  }
  for (const std::size_t place : places) is_wanted[bucket_at(place)] = 1;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (const auto b = static_cast<std::size_t>(bucket[i]); is_wanted[b]) wanted[b].push_back(values[i]);
  for (std::vector<double>& each : wanted) std::ranges::sort(each);
  for (const std::size_t place : places) at_[place] = wanted[bucket_at(place)][place - begins[bucket_at(place)]];
}

double RankedValues::quantile(double probability) const {
  return Between(count_, probability).of([&](std::size_t place) { return at_.at(place); });
}

namespace {

// A probability, and those a standard error of its ranks to both sides.
std::array<double, 3> around(double n, double probability) {
  const double ranks = ranks_of_error(n, probability);
  return {std::max(0.0, probability - ranks), probability, std::min(1.0, probability + ranks)};
}

struct Moments {
  double count = 0, mean = missing, squares = 0;  // squares: of the distances from the mean
};

Quantity quantity_of(const Moments& sums, const auto& quantile) {
  const auto error = [&](double probability) {
    const auto [below, at, above] = around(sums.count, probability);
    return (quantile(above) - quantile(below)) / 2;
  };
  return {.mean = sums.mean,
          .p10 = quantile(0.1),
          .p50 = quantile(0.5),
          .p90 = quantile(0.9),
          .mean_error = std::sqrt(sums.squares) / sums.count,
          .p10_error = error(0.1),
          .p50_error = error(0.5),
          .p90_error = error(0.9)};
}

}  // namespace

Quantity summarize(const std::vector<double>& values) {
  if (values.empty()) return {};
  Moments sums{.count = static_cast<double>(values.size())};
  sums.mean = sum_of(values) / sums.count;
  sums.squares = squares_about(sums.mean, values);
  std::vector<double> asked;
  for (const double probability : {0.1, 0.5, 0.9})
    for (const double each : around(sums.count, probability)) asked.push_back(each);
  const RankedValues ranked(values, asked);
  return quantity_of(sums, [&](double probability) { return ranked.quantile(probability); });
}

Quantity summarize_counts(const std::vector<std::size_t>& counts) {
  std::vector<std::size_t> up_to(counts.size());
  std::partial_sum(counts.begin(), counts.end(), up_to.begin());
  if (up_to.empty() || up_to.back() == 0) return {};
  Moments sums{.count = static_cast<double>(up_to.back()), .mean = 0};
  const auto each = [&](const auto& what) {
    for (std::size_t i = 0; i < counts.size(); ++i) what(static_cast<double>(i), static_cast<double>(counts[i]));
  };
  each([&](double value, double count) { sums.mean += value * count / sums.count; });
  each([&](double value, double count) { sums.squares += count * (value - sums.mean) * (value - sums.mean); });
  const auto value_at = [&](std::size_t place) {
    return static_cast<double>(std::ranges::upper_bound(up_to, place) - up_to.begin());
  };
  return quantity_of(sums, [&](double probability) { return Between(up_to.back(), probability).of(value_at); });
}

}  // namespace payoff
