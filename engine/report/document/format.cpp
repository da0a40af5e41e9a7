#include "report/document/format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/messages.hpp"
#include "base/units.hpp"
#include "base/wording.hpp"
#include "payoff/report.hpp"

namespace payoff {
namespace {

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

// The sentences' numbers with a true minus sign.
std::string minus_signs(const std::string& text) {
  std::string out;
  for (const char c : text) c == '-' ? out += "−" : out += c;
  return out;
}

std::string joined(const Ends& ends) {
  return say(MessageId::range, {{"low", minus_signs(ends.low)}, {"high", minus_signs(ends.high)}});
}

bool has_interval(const Estimate& e) {
  return std::isfinite(e.low) && std::isfinite(e.high);
}

}  // namespace

std::string number(double value, int decimals) {
  if (!std::isfinite(value)) return say(MessageId::not_available);
  if (decimals < 0) return minus_signs(format_fixed(value, decimals));
  if (std::abs(value) >= largest_in_full) return with_minus(value < 0, fmt::format("{:.2e}", std::abs(value)));
  return with_minus(value < 0, grouped(std::abs(value), decimals));
}

std::string number(double value) {
  const double magnitude = std::abs(value);
  if (std::isfinite(value) && magnitude > 0 && magnitude < 1e-6)
    return with_minus(value < 0, fmt::format("{:.2e}", magnitude));
  return number(value, decimals_needed(magnitude));
}

std::string people_count(std::size_t n) {
  return n == hidden_count ? say(MessageId::not_shown) : number(static_cast<double>(n));
}

std::string percent(double share) {
  if (!std::isfinite(share)) return say(MessageId::not_available);
  const double hundredfold = 100 * share;
  return number(hundredfold, std::abs(hundredfold) < 100 && !is_whole(hundredfold) ? 1 : 0) + "%";
}

std::string chance(double probability) {
  return format_chance(probability);
}

std::string p_value(double p) {
  if (!std::isfinite(p)) return say(MessageId::not_available);
  if (p < 0.001) return say(MessageId::p_below, {{"p", "0.001"}});
  return number(p, p < 0.1 ? 3 : 2);
}

std::string money(double amount, const std::string& currency) {
  return std::isfinite(amount) ? money_of(format_amount(amount), currency) : say(MessageId::not_available);
}

std::string money_of(const std::string& amount, const std::string& currency) {
  // The currency is the reader's word and may hold a hyphen: only the amounts are typeset.
  return say(MessageId::money_in, {{"currency", name_of_currency(currency)}, {"amount", minus_signs(amount)}});
}

std::string tick(double value, double step) {
  const double reach = std::max(std::abs(value), step);
  if (reach >= largest_in_full) return value == 0 ? "0" : with_minus(value < 0, fmt::format("{:.1e}", std::abs(value)));
  for (const LargeNumber& m : large_numbers(language_here().text(MessageId::large_ticks))) {
    // Thousands stay in full up to 9,999; "2k" reads worse than "2,000".
    if (step < m.size / 10 || reach < (m.size < 1e5 ? 10 * m.size : m.size)) continue;
    const double shown = value / m.size;
    if (value == 0) return "0";
    return m.of(number(shown, is_whole(std::round(10 * shown) / 10) ? 0 : 1));
  }
  const int decimals = step >= 1 ? 0 : std::clamp(-static_cast<int>(std::floor(std::log10(step) + 1e-9)), 0, 8);
  return number(value, decimals);
}

std::string with_unit(double value, const std::string& unit, bool share) {
  if (share && unit == say(MessageId::unit_share_per_year))
    return say(MessageId::percent_per_year, {{"percent", percent(value)}});
  return share ? percent(value) : with_unit(number(value), unit);
}

std::string range_with_unit(double low, double high, const std::string& unit, bool share) {
  if (share) return say(MessageId::range, {{"low", percent(low)}, {"high", with_unit(high, unit, share)}});
  const int needed = std::max(decimals_needed(std::abs(low)), decimals_needed(std::abs(high)));
  const int decimals = std::min(needed, decimals_for_interval(low, high));
  return with_unit(say(MessageId::range, {{"low", number(low, decimals)}, {"high", number(high, decimals)}}), unit);
}

std::string with_minus_signs(const std::string& sentence) {
  std::string out;
  for (std::size_t i = 0; i < sentence.size(); ++i) {
    const bool number_follows = i + 1 < sentence.size() && sentence[i + 1] >= '0' && sentence[i + 1] <= '9';
    const bool word_begins = i == 0 || sentence[i - 1] == ' ' || sentence[i - 1] == '(';
    if (sentence[i] == '-' && number_follows && word_begins) {
      out += "−";
    } else {
      out += sentence[i];
    }
  }
  return out;
}

std::string typeset(const std::string& arithmetic) {
  std::string out = with_minus_signs(arithmetic);
  for (std::size_t at = out.find(" x "); at != std::string::npos; at = out.find(" x ", at)) out.replace(at, 3, " × ");
  return out;
}

std::string shown_or_why(double value, const std::string& shown, std::string_view why) {
  return std::isfinite(value) ? shown : say(MessageId::not_available_why, {{"why", std::string(why)}});
}

std::string with_aside(const std::string& claim, const std::string& aside) {
  return say(MessageId::aside, {{"claim", claim}, {"aside", aside}});
}

std::string interval(double low, double high) {
  if (!std::isfinite(low) || !std::isfinite(high)) return say(MessageId::not_available);
  return interval(low, high, decimals_for_interval(low, high));
}

std::string interval(double low, double high, int decimals) {
  if (!std::isfinite(low) || !std::isfinite(high)) return say(MessageId::not_available);
  return joined(format_ends(low, high, decimals));
}

std::string percent_interval(double low, double high) {
  if (!std::isfinite(low) || !std::isfinite(high)) return say(MessageId::not_available);
  return joined(format_percent_ends(low, high));
}

std::string point(const Estimate& e) {
  if (!std::isfinite(e.estimate)) return say(MessageId::not_available);
  const std::string shown =
      has_interval(e) ? number(e.estimate, decimals_for_interval(e.low, e.high)) : number(e.estimate);
  return with_unit(plus(e.estimate) + shown, e.unit);
}

std::string percent_point(const Estimate& relative) {
  if (!std::isfinite(relative.estimate)) return say(MessageId::not_available);
  if (!has_interval(relative)) return plus(relative.estimate) + percent(relative.estimate);
  return plus(relative.estimate) + minus_signs(format_percent(relative.estimate, relative.low, relative.high));
}

double at_twelve_digits(double value) {
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.begin(), digits.end(), value, std::chars_format::general, 12).ptr;
  double rounded = value;
  std::from_chars(digits.begin(), end, rounded);
  return rounded == 0 ? 0.0 : rounded;
}

std::string p10_to_p90(const Quantity& q) {
  if (!std::isfinite(q.p10) || !std::isfinite(q.p90)) return say(MessageId::not_available);
  return say(MessageId::range, {{"low", number(q.p10)}, {"high", number(q.p90)}});
}

std::string money_p10_to_p90(const Quantity& q, const std::string& currency) {
  if (!std::isfinite(q.p10) || !std::isfinite(q.p90)) return say(MessageId::not_available);
  const Ends ends = format_amount_ends(q.p10, q.p90);
  return say(
      MessageId::money_range_in,
      {{"currency", name_of_currency(currency)}, {"low", minus_signs(ends.low)}, {"high", minus_signs(ends.high)}});
}

std::string percent_p10_to_p90(const Quantity& q) {
  if (!std::isfinite(q.p10) || !std::isfinite(q.p90)) return say(MessageId::not_available);
  return say(MessageId::range, {{"low", percent(q.p10)}, {"high", percent(q.p90)}});
}

}  // namespace payoff
