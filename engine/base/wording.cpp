#include "base/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/messages.hpp"
#include "base/parts.hpp"

namespace payoff {
namespace {

constexpr int most_decimals = 6;
constexpr double largest_in_full = 1e15;

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

std::string percent(double share, int decimals, Rounding rounding) {
  if (!std::isfinite(share)) return say(MessageId::not_available);
  return format_fixed(round_to(100 * share, decimals, rounding), decimals) + "%";
}

int decimals_of_percent(double share) {
  const double size = std::abs(100 * share);
  int decimals = size + slack >= 10 ? 0 : 1;
  while (decimals < most_decimals && size != 0 && size * std::pow(10.0, decimals) < 1) ++decimals;
  return decimals;
}

// 6 of 1,234,567
int magnitude_of(double size) {
  return static_cast<int>(std::floor(std::log10(size)));
}

double three_significant(double value) {
  if (value == 0 || !std::isfinite(value)) return value;
  const double unit = std::pow(10.0, magnitude_of(std::abs(value)) - 2);
  return std::round(value / unit) * unit;
}

// Three digits of hundreds and more, of less two decimals: "45,300", "48.00".
std::string amount_in_full(double amount) {
  const double rounded = three_significant(amount);
  const double size = std::abs(rounded);
  return format_fixed(size >= 100 ? rounded : amount, size >= 100 || size == 0 ? 0 : 2);
}

// "1.2 million", by the words of the language; below a million in full.
std::string amount_in_words(double amount) {
  const double rounded = three_significant(amount);
  const double size = std::abs(rounded);
  for (const LargeNumber& step : large_numbers(language_here().text(MessageId::large_numbers))) {
    if (size < step.size) continue;
    return step.of(format_fixed(rounded / step.size, size >= 100 * step.size && step.size < 1e9 ? 0 : 1));
  }
  return amount_in_full(amount);
}

}  // namespace

std::vector<std::pair<std::string_view, std::string_view>> pairs_of(std::string_view text) {
  std::vector<std::pair<std::string_view, std::string_view>> pairs;
  while (!text.empty()) {
    const std::string_view pair = text.substr(0, text.find(", "));
    const std::size_t equals = pair.find(" = ");
    pairs.emplace_back(pair.substr(0, equals), pair.substr(equals + 3));
    text.remove_prefix(std::min(text.size(), pair.size() + 2));
  }
  return pairs;
}

std::string LargeNumber::of(const std::string& number) const {
  const std::size_t at = form.find("{n}");
  return std::string(form.substr(0, at)) + number + std::string(form.substr(at + 3));
}

std::vector<LargeNumber> large_numbers(std::string_view list) {
  std::vector<LargeNumber> all;
  for (const auto& [digits, form] : pairs_of(list)) {
    all.push_back({0, form});
    std::from_chars(digits.data(), digits.data() + digits.size(), all.back().size);
  }
  return all;
}

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

int decimals_for_interval(double low, double high) {
  const double largest = std::max(std::abs(low), std::abs(high));
  int decimals = decimals_for({low, high});
  if (largest >= 1000 && std::isfinite(largest)) decimals = 2 - magnitude_of(largest);
  const double half_width = (high - low) / 2;
  while (decimals < most_decimals && half_width > 0 && half_width * std::pow(10.0, decimals) < 3) ++decimals;
  // Rounded outward, an end just beside 0 would read as 0, and the interval as one that holds it.
  const double nearest = low > 0 ? low : high < 0 ? -high : 0;
  while (decimals < most_decimals && nearest > 0 && nearest * std::pow(10.0, decimals) < 1) ++decimals;
  return decimals;
}

int decimals_for_estimate(double estimate, double low, double high) {
  return std::isfinite(low) && std::isfinite(high) ? decimals_for_interval(low, high) : decimals_for({estimate});
}

std::string format_fixed(double value, int decimals) {
  if (!std::isfinite(value)) return say(MessageId::not_available);
  if (std::abs(value) >= largest_in_full) return fmt::format("{:.2e}", value);
  if (decimals < 0) return format_fixed(std::round(value * std::pow(10.0, decimals)) * std::pow(10.0, -decimals), 0);
  std::string digits = fmt::format("{:.{}f}", std::abs(value), decimals);
  const bool zero = digits.find_first_of("123456789") == std::string::npos;
  const std::size_t point = std::min(digits.find('.'), digits.size());
  for (std::size_t i = point; i > 3; i -= 3) digits.insert(i - 3, 1, ',');
  return (value < 0 && !zero ? "-" : "") + digits;
}

std::string format_number(double value) {
  return format_fixed(value, decimals_for({value}));
}

std::string format_significant(double value, int digits) {
  return std::isfinite(value) ? fmt::format("{:.{}g}", value, digits) : say(MessageId::not_available);
}

std::string format_factor(double value) {
  if (value == 0 || !std::isfinite(value)) return format_number(value);
  const int whole_digits = magnitude_of(std::abs(value)) + 1;
  std::string text = format_fixed(value, std::min(3 - whole_digits, most_decimals));
  if (text.find('.') == std::string::npos) return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

Ends format_ends(double low, double high) {
  return format_ends(low, high, decimals_for_interval(low, high));
}

Ends format_ends(double low, double high, int decimals) {
  if (!std::isfinite(low) || !std::isfinite(high))
    return {say(MessageId::not_available), say(MessageId::not_available)};
  return {format_fixed(round_to(low, decimals, Rounding::down), decimals),
          format_fixed(round_to(high, decimals, Rounding::up), decimals)};
}

std::string format_percent(double share) {
  std::string text = percent(share, decimals_of_percent(share), Rounding::toward_zero);
  if (text.ends_with(".0%")) text.replace(text.size() - 3, 3, "%");
  return text;
}

std::string format_percent(double share, double low, double high) {
  if (!std::isfinite(low) || !std::isfinite(high)) return format_percent(share);
  return percent(share, decimals_for_interval(100 * low, 100 * high), Rounding::toward_zero);
}

Ends format_percent_ends(double low, double high) {
  if (!std::isfinite(low) || !std::isfinite(high))
    return {say(MessageId::not_available), say(MessageId::not_available)};
  const int decimals = decimals_for_interval(100 * low, 100 * high);
  return {percent(low, decimals, Rounding::down), percent(high, decimals, Rounding::up)};
}

std::string name_of_currency(const std::string& currency) {
  for (const auto& [code, name] : pairs_of(language_here().text(MessageId::currencies)))
    if (code == currency) return std::string(name);
  return currency;
}

std::string format_amount(double amount) {
  if (!std::isfinite(amount)) return say(MessageId::not_available);
  return says_in_parts() ? amounts_in_parts(amount_in_full(amount)) : amount_in_words(amount);
}

AmountScale::AmountScale(const std::vector<double>& amounts, int decimals) {
  double largest = 0, smallest = INFINITY;
  for (const double amount : amounts) {
    const double size = std::abs(three_significant(amount));
    if (std::isfinite(size)) largest = std::max(largest, size);
    if (size > 0) smallest = std::min(smallest, size);
  }
  if (largest == 0) return;
  const int seen = magnitude_of(smallest);
  last_ = std::min(magnitude_of(largest) - 1 - decimals, seen);
  if (says_in_parts()) return;
  for (const LargeNumber& step : large_numbers(language_here().text(MessageId::large_numbers))) {
    const int millions = magnitude_of(step.size);
    if (largest < step.size || seen < millions - 3) continue;
    step_ = step;
    last_ = std::min(millions - decimals + (largest >= 100 * step.size ? 1 : 0), seen);
    return;
  }
}

std::string AmountScale::text(double amount) const {
  if (!std::isfinite(amount)) return say(MessageId::not_available);
  if (step_.size > 0) return step_.of(number(amount));
  // In full: of less than a hundred two decimals, as elsewhere.
  const std::string shown = last_ < 0 ? format_fixed(amount, 2) : format_fixed(amount, -last_);
  return says_in_parts() ? amounts_in_parts(shown) : shown;
}

std::string AmountScale::number(double amount) const {
  return step_.size > 0 ? format_fixed(amount / step_.size, magnitude_of(step_.size) - last_) : text(amount);
}

Ends format_amount_ends(double low, double high) {
  const AmountScale scale({low, high}, 1);
  return {scale.number(low), scale.text(high)};
}

std::string format_money(const std::string& currency, double amount) {
  if (!std::isfinite(amount)) return say(MessageId::not_available);
  return say(MessageId::money_in, {{"currency", name_of_currency(currency)}, {"amount", format_amount(amount)}});
}

std::string format_money_range(const std::string& currency, double low, double high) {
  if (!std::isfinite(low) || !std::isfinite(high)) return say(MessageId::not_available);
  const Ends ends = format_amount_ends(low, high);
  return say(MessageId::money_range_in,
             {{"currency", name_of_currency(currency)}, {"low", ends.low}, {"high", ends.high}});
}

std::string format_chance(double probability) {
  if (!std::isfinite(probability)) return say(MessageId::not_available);
  if (probability > 0.999) return say(MessageId::chance_over, {{"percent", "99.9%"}});
  if (probability < 0.001) return say(MessageId::chance_under, {{"percent", "0.1%"}});
  const bool near_an_end = probability < 0.01 || probability >= 0.99;
  return percent(probability, near_an_end ? 1 : 0, Rounding::toward_zero);
}

std::string spaced(std::string_view name) {
  std::string text(name);
  std::ranges::replace(text, '_', ' ');
  return text;
}

std::string without_article(const std::string& tool) {
  const bool has_one = tool.starts_with("the ") || tool.starts_with("The ");
  return has_one && language_here().text(MessageId::articles_of_tools) == "dropped" ? tool.substr(4) : tool;
}

std::string singular(std::string_view plural) {
  for (const std::string_view link : {" of ", " in ", " at ", " on ", " with ", " from ", " for ", " who "}) {
    const std::size_t at = plural.find(link);
    if (at != std::string_view::npos) return singular(plural.substr(0, at)) + std::string(plural.substr(at));
  }
  if (plural == "people") return "person";
  std::string word(plural);
  if (word.ends_with("people")) return word.substr(0, word.size() - 6) + "person";
  if (word.ends_with("ies") && word.size() > 4) return word.substr(0, word.size() - 3) + "y";
  if (word.ends_with("sses") || word.ends_with("ches") || word.ends_with("shes") || word.ends_with("xes")) {
    return word.substr(0, word.size() - 2);
  }
  if (word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us")) word.pop_back();
  return word;
}

}  // namespace payoff
