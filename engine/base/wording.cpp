#include "base/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace payoff {
namespace {

constexpr int most_decimals = 6;
constexpr const char* unavailable = "not available";

// A share given as 0.29 is 28.999... when multiplied by 100: this much below the
// next step still counts as that step.
constexpr double slack = 1e-9;

enum class Rounding { toward_zero, down, up };

double round_to(double value, int decimals, Rounding rounding) {
  const double scale = std::pow(10.0, decimals);
  const double x = value * scale;
  const double tolerance = slack * std::max(1.0, std::abs(x));
  if (rounding == Rounding::down) return std::floor(x + tolerance) / scale;
  if (rounding == Rounding::up) return std::ceil(x - tolerance) / scale;
  return (x < 0 ? std::ceil(x - tolerance) : std::floor(x + tolerance)) / scale;
}

std::string percent(double share, Rounding rounding) {
  if (!std::isfinite(share)) return unavailable;
  const double value = 100 * share;
  int decimals = std::abs(value) + slack >= 10 ? 0 : 1;
  while (decimals < most_decimals && value != 0 && std::abs(value) * std::pow(10.0, decimals) < 1) ++decimals;
  std::string text = format_fixed(round_to(value, decimals, rounding), decimals);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text + "%";
}

double three_significant(double value) {
  if (value == 0) return 0;
  const double unit = std::pow(10.0, std::floor(std::log10(std::abs(value))) - 2);
  return std::round(value / unit) * unit;
}

}  // namespace

int decimals_for(std::initializer_list<double> values) {
  double largest = 0;
  for (double value : values) {
    if (std::isfinite(value)) largest = std::max(largest, std::abs(value));
  }
  if (largest == 0) return 0;
  int decimals = largest >= 100 ? 0 : 1;
  while (decimals < most_decimals && largest * std::pow(10.0, decimals) < 10) ++decimals;
  const auto reads_as_zero = [&](double value) {
    return std::isfinite(value) && value != 0 && std::abs(value) * std::pow(10.0, decimals) < 0.5;
  };
  while (decimals < most_decimals && std::ranges::any_of(values, reads_as_zero)) ++decimals;
  return decimals;
}

std::string format_fixed(double value, int decimals) {
  if (!std::isfinite(value)) return unavailable;
  std::string digits = fmt::format("{:.{}f}", std::abs(value), decimals);
  const bool zero = digits.find_first_of("123456789") == std::string::npos;
  const std::size_t point = std::min(digits.find('.'), digits.size());
  for (std::size_t i = point; i > 3; i -= 3) digits.insert(i - 3, 1, ',');
  return (value < 0 && !zero ? "-" : "") + digits;
}

std::string format_number(double value) {
  return format_fixed(value, decimals_for({value}));
}

std::string format_bound(double magnitude, int decimals) {
  if (!std::isfinite(magnitude)) return unavailable;
  return format_fixed(round_to(magnitude, decimals, Rounding::up), decimals);
}

std::string format_percent(double share) {
  return percent(share, Rounding::toward_zero);
}

std::string format_percent_interval(double low, double high) {
  return percent(low, Rounding::down) + " to " + percent(high, Rounding::up);
}

std::string format_percent_bound(double magnitude) {
  return percent(magnitude, Rounding::up);
}

std::string format_money(std::string_view currency, double amount) {
  if (!std::isfinite(amount)) return unavailable;
  const double rounded = three_significant(amount);
  const double size = std::abs(rounded);
  const std::string code = std::string(currency) + " ";
  if (size >= 1e9) return code + format_fixed(rounded / 1e9, 1) + " billion";
  if (size >= 1e6) return code + format_fixed(rounded / 1e6, size >= 1e8 ? 0 : 1) + " million";
  return code + format_fixed(size >= 100 ? rounded : amount, size >= 100 || size == 0 ? 0 : 2);
}

std::string spaced(std::string_view name) {
  std::string text(name);
  std::ranges::replace(text, '_', ' ');
  return text;
}

std::string singular(std::string_view plural) {
  if (plural == "people") return "person";
  std::string word(plural);
  if (word.ends_with("people")) return word.substr(0, word.size() - 6) + "person";
  if (word.ends_with("ies") && word.size() > 4) return word.substr(0, word.size() - 3) + "y";
  if (word.ends_with("sses") || word.ends_with("ches") || word.ends_with("shes") || word.ends_with("xes")) {
    return word.substr(0, word.size() - 2);
  }
  if (word.ends_with("s") && !word.ends_with("ss") && !word.ends_with("us")) word.pop_back();
  return word;
}

}  // namespace payoff
