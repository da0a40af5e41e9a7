#include "monetize/quantity.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>

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

double error_of_quantile(const std::vector<double>& sorted, double probability) {
  const double ranks = ranks_of_error(static_cast<double>(sorted.size()), probability);
  const double low = quantile_of_sorted(sorted, std::max(0.0, probability - ranks));
  return (quantile_of_sorted(sorted, std::min(1.0, probability + ranks)) - low) / 2;
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

using Spot = std::vector<double>::iterator;

// The middle one first, so that the others have half of the values each.
void select(Spot begin, Spot end, Spot first, std::span<const std::size_t> places) {
  if (places.empty() || begin == end) return;
  const std::size_t middle = places.size() / 2;
  const Spot at = first + static_cast<std::ptrdiff_t>(places[middle]);
  std::nth_element(begin, at, end);
  select(begin, at, first, places.first(middle));
  select(at + 1, end, first, places.subspan(middle + 1));
}

}  // namespace

void put_in_place(std::vector<double>& values, std::initializer_list<double> probabilities) {
  std::vector<std::size_t> places;
  for (const double probability : probabilities) {
    const auto below = static_cast<std::size_t>(static_cast<double>(values.size() - 1) * probability);
    places.push_back(below);
    places.push_back(std::min(below + 1, values.size() - 1));
  }
  std::ranges::sort(places);
  places.erase(std::ranges::unique(places).begin(), places.end());
  select(values.begin(), values.end(), values.begin(), places);
}

Quantity summarize(std::vector<double>& values) {
  if (values.empty()) return {};
  const double n = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  const double of_tenth = ranks_of_error(n, 0.1), of_half = ranks_of_error(n, 0.5);
  put_in_place(values,
               {std::max(0.0, 0.1 - of_tenth), 0.1, 0.1 + of_tenth, std::max(0.0, 0.5 - of_half), 0.5,
                std::min(1.0, 0.5 + of_half), std::max(0.0, 0.9 - of_tenth), 0.9, std::min(1.0, 0.9 + of_tenth)});
  return {.mean = mean,
          .p10 = quantile_of_sorted(values, 0.1),
          .p50 = quantile_of_sorted(values, 0.5),
          .p90 = quantile_of_sorted(values, 0.9),
          .mean_error = std::sqrt(squares) / n,
          .p10_error = error_of_quantile(values, 0.1),
          .p50_error = error_of_quantile(values, 0.5),
          .p90_error = error_of_quantile(values, 0.9)};
}

std::vector<Quantity> summarize_all(const std::vector<std::vector<double>*>& all, const Context& context) {
  std::vector<Quantity> quantities(all.size());
  for_each_chunk(all.size(), context, [&](std::size_t i) { quantities[i] = summarize(*all[i]); });
  return quantities;
}

}  // namespace payoff
