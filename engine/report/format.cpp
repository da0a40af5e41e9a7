#include "report/format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace payoff {
namespace {

constexpr const char* not_available = "not available";
constexpr double largest_in_full = 1e15;

std::string with_minus(bool negative, const std::string& digits) {
  const bool zero = digits.find_first_of("123456789") == std::string::npos;
  return negative && !zero ? std::string("−").append(digits) : digits;
}

// 1234567.8 with one decimal -> "1,234,567.8"
std::string grouped(double magnitude, int decimals) {
  std::string digits = fmt::format("{:.{}f}", magnitude, decimals);
  const std::size_t whole = std::min(digits.find('.'), digits.size());
  for (std::size_t i = whole; i > 3; i -= 3) digits.insert(i - 3, 1, ',');
  return digits;
}

int decimals_for_three_digits(double magnitude) {
  if (magnitude == 0 || !std::isfinite(magnitude)) return 0;
  return std::clamp(2 - static_cast<int>(std::floor(std::log10(magnitude))), 0, 6);
}

// 0.300 is shown as 0.3, but an estimate of 0.29999 stays at three digits.
int decimals_needed(double magnitude) {
  int decimals = decimals_for_three_digits(magnitude);
  for (; decimals > 0; --decimals) {
    const double coarser = std::pow(10, decimals - 1);
    if (std::abs(std::round(magnitude * coarser) / coarser - magnitude) > 1e-9 * magnitude) break;
  }
  return decimals;
}

bool is_whole(double value) {
  return std::floor(value) == value;
}

std::string plus(double value) {
  return value > 0 ? "+" : "";
}

bool has_interval(const Estimate& e) {
  return std::isfinite(e.low) && std::isfinite(e.high);
}

struct Magnitude {
  double factor;
  const char* word;    // in sentences
  const char* letter;  // on axes
};
constexpr std::array<Magnitude, 4> magnitudes{
    {{1e12, " trillion", "T"}, {1e9, " billion", "B"}, {1e6, " million", "M"}, {1e3, " thousand", "k"}}};

// From a million up, amounts are written in words.
const Magnitude* magnitude_of(double size) {
  if (size < 1e6 || size >= largest_in_full) return nullptr;
  return std::find_if(magnitudes.begin(), magnitudes.end(), [&](const Magnitude& m) { return size >= m.factor; });
}

}  // namespace

std::string number(double value, int decimals) {
  if (!std::isfinite(value)) return not_available;
  if (std::abs(value) >= largest_in_full) return with_minus(value < 0, fmt::format("{:.2e}", std::abs(value)));
  return with_minus(value < 0, grouped(std::abs(value), decimals));
}

std::string number(double value) {
  const double magnitude = std::abs(value);
  if (std::isfinite(value) && magnitude > 0 && magnitude < 1e-6)
    return with_minus(value < 0, fmt::format("{:.2e}", magnitude));
  return number(value, decimals_needed(magnitude));
}

std::string percent(double share) {
  if (!std::isfinite(share)) return not_available;
  const double hundredfold = 100 * share;
  return number(hundredfold, std::abs(hundredfold) < 100 && !is_whole(hundredfold) ? 1 : 0) + "%";
}

std::string chance(double probability) {
  if (probability > 0.999) return "over 99.9%";
  if (probability < 0.001) return "under 0.1%";
  return percent(probability);
}

std::string p_value(double p) {
  if (!std::isfinite(p)) return not_available;
  if (p < 0.001) return "below 0.001";
  return number(p, p < 0.1 ? 3 : 2);
}

std::string money(double amount, const std::string& currency) {
  if (!std::isfinite(amount)) return not_available;
  const double size = std::abs(amount);
  const Magnitude* unit = magnitude_of(size);
  if (unit == nullptr) return currency + " " + number(amount, size < 100 && !is_whole(amount) ? 2 : 0);
  const double shown = amount / unit->factor;
  return currency + " " + number(shown, decimals_for_three_digits(std::abs(shown))) + unit->word;
}

std::string tick(double value, double step) {
  const double reach = std::max(std::abs(value), step);
  if (reach >= largest_in_full) return value == 0 ? "0" : with_minus(value < 0, fmt::format("{:.1e}", std::abs(value)));
  for (const Magnitude& m : magnitudes) {
    // Thousands stay in full up to 9,999; "2k" reads worse than "2,000".
    if (step < m.factor / 10 || reach < (m.factor == 1e3 ? 1e4 : m.factor)) continue;
    const double shown = value / m.factor;
    if (value == 0) return "0";
    return number(shown, is_whole(std::round(10 * shown) / 10) ? 0 : 1) + m.letter;
  }
  const int decimals = step >= 1 ? 0 : std::clamp(-static_cast<int>(std::floor(std::log10(step) + 1e-9)), 0, 8);
  return number(value, decimals);
}

std::string with_unit(double value, const std::string& unit) {
  if (unit.starts_with("share")) return percent(value) + unit.substr(5);
  return unit.empty() ? number(value) : number(value) + " " + unit;
}

std::string range_with_unit(double low, double high, const std::string& unit) {
  if (unit.starts_with("share")) return percent(low) + " to " + with_unit(high, unit);
  const int needed = std::max(decimals_needed(std::abs(low)), decimals_needed(std::abs(high)));
  const int decimals = std::min(needed, decimals_for(low, high));
  return number(low, decimals) + " to " + number(high, decimals) + (unit.empty() ? "" : " " + unit);
}

std::string shown_or_why(double value, const std::string& shown, std::string_view why) {
  return std::isfinite(value) ? shown : std::string(not_available) + ": " + std::string(why);
}

int decimals_for(double low, double high) {
  const double half_width = (high - low) / 2;
  if (!std::isfinite(half_width) || half_width <= 0)
    return decimals_for_three_digits(std::isfinite(low) ? std::abs(low) : 0);
  return std::clamp(1 - static_cast<int>(std::floor(std::log10(half_width))), 0, 6);
}

std::string interval(double low, double high) {
  if (!std::isfinite(low) || !std::isfinite(high)) return not_available;
  const int decimals = decimals_for(low, high);
  return number(low, decimals) + " to " + number(high, decimals);
}

std::string percent_interval(double low, double high) {
  if (!std::isfinite(low) || !std::isfinite(high)) return not_available;
  const int decimals = decimals_for(100 * low, 100 * high);
  return number(100 * low, decimals) + "% to " + number(100 * high, decimals) + "%";
}

std::string point(const Estimate& e) {
  if (!std::isfinite(e.estimate)) return not_available;
  const std::string shown = has_interval(e) ? number(e.estimate, decimals_for(e.low, e.high)) : number(e.estimate);
  return plus(e.estimate) + shown + (e.unit.empty() ? "" : " " + e.unit);
}

std::string percent_point(const Estimate& relative) {
  if (!std::isfinite(relative.estimate)) return not_available;
  if (!has_interval(relative)) return plus(relative.estimate) + percent(relative.estimate);
  const int decimals = decimals_for(100 * relative.low, 100 * relative.high);
  return plus(relative.estimate) + number(100 * relative.estimate, decimals) + "%";
}

std::string p10_to_p90(const Quantity& q) {
  if (!std::isfinite(q.p10) || !std::isfinite(q.p90)) return not_available;
  return number(q.p10) + " to " + number(q.p90);
}

std::string money_p10_to_p90(const Quantity& q, const std::string& currency) {
  if (!std::isfinite(q.p10) || !std::isfinite(q.p90)) return not_available;
  const Magnitude* unit = magnitude_of(std::max(std::abs(q.p10), std::abs(q.p90)));
  if (unit == nullptr) return currency + " " + number(q.p10, 0) + " to " + number(q.p90, 0);
  const double low = q.p10 / unit->factor, high = q.p90 / unit->factor;
  const int decimals = std::min(decimals_for(low, high), 2);
  return currency + " " + number(low, decimals) + " to " + number(high, decimals) + unit->word;
}

std::string percent_p10_to_p90(const Quantity& q) {
  if (!std::isfinite(q.p10) || !std::isfinite(q.p90)) return not_available;
  return percent(q.p10) + " to " + percent(q.p90);
}

}  // namespace payoff
