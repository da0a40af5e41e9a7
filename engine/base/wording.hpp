// Numbers as people read them in a sentence. One place, so that the headline, a
// table and a chart never print the same number differently.
//
// Rounding is never flattering: percentages go toward zero, and the ends of an
// interval outward, so a printed estimate always lies inside its printed interval.
#pragma once

#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace payoff {

// Decimals with which numbers of one sentence are printed together: two digits of
// the largest, and more (at most six) until no number other than 0 reads as 0.
int decimals_for(std::initializer_list<double> values);

// The same for an interval, printed in steps of at most a third of its half-width: 13.68 to
// 13.71. From 1,000 on three digits are enough: -3 is steps of a thousand. An end that is not 0 does not read as 0.
int decimals_for_interval(double low, double high);

// Of an estimate: those of its interval; where there is none, its own.
int decimals_for_estimate(double estimate, double low, double high);

// "1,234.50", "-0.3", "2,570,000" with -4 decimals; never "-0.0". NaN and infinity: "not available".
std::string format_fixed(double value, int decimals);

// How many there are, in full: "8,640".
std::string format_count(std::integral auto n) {
  return format_fixed(static_cast<double>(n), 0);
}

// "4.6", "1,235", "0.031": decimals_for this number alone.
std::string format_number(double value);

// At most so many significant digits: "0.0312", "1.2e+07". NaN and infinity: "not available".
std::string format_significant(double value, int digits);

// Three digits without idle zeros, for a product that the reader works out again: "2.41", "122", "0.5".
std::string format_factor(double value);

// The two ends of an interval as printed, rounded outward at its decimals: -0.0513 and 0.251 are "-0.06" and "0.26".
struct Ends {
  std::string low, high;
};
Ends format_ends(double low, double high);
Ends format_ends(double low, double high, int decimals);
Ends format_percent_ends(double low, double high);  // 0.0129 and 0.395: "1.2%" and "39.5%"

// 0.188 is "18%", 0.0139 is "1.3%": toward zero, one decimal below 10 %.
std::string format_percent(double share);

// The same with the decimals of its interval: 0.188 within 0.0129 to 0.395 is "18.8%".
std::string format_percent(double share, double low, double high);

// A list of a language, "KRW = 원, USD = 달러", as pairs.
std::vector<std::pair<std::string_view, std::string_view>> pairs_of(std::string_view list);

// Of such a list, "1000000 = {n} million": from this size on so.
struct LargeNumber {
  double size = 0;
  std::string_view form;  // "{n} million"

  std::string of(const std::string& number) const;
};
std::vector<LargeNumber> large_numbers(std::string_view list);

// "USD 0.77", "USD 45,300", "USD 1.2 million", "USD -3.0 million"; "2억 3,400만 원" in Korean.
std::string format_money(const std::string& currency, double amount);

// "USD -2.3 to -0.6 million", "USD -1,230 to 45,300": both ends at one size and one precision.
std::string format_money_range(const std::string& currency, double low, double high);

// Their parts: "1.2 million"; "0.4" and "2.1 million"; "USD", which is "달러" in Korean.
std::string format_amount(double amount);
Ends format_amount_ends(double low, double high);
std::string name_of_currency(const std::string& currency);

// Amounts that stand together, at one size and one precision: "15.58 million" and "-0.75 million". As many decimals as
// asked for, and more until the smallest shows a digit; in full where it is less than a thousandth of the size.
class AmountScale {
 public:
  AmountScale(const std::vector<double>& amounts, int decimals);
  std::string text(double amount) const;    // "-0.75 million"
  std::string number(double amount) const;  // "-0.75"

 private:
  LargeNumber step_;  // none: in full
  int last_ = 0;      // digit that is shown, as a power of ten
};

// A simulated chance, toward zero and never certain: "97%", "99.6%", "over 99.9%".
std::string format_chance(double probability);

// "handle_minutes" is "handle minutes".
std::string spaced(std::string_view name);

// "the assistant" is "assistant" in a language without articles.
std::string without_article(const std::string& tool);

// "tickets" is "ticket", "queries" is "query", "people" is "person", "customers of the shop" is
// "customer of the shop"; other words unchanged.
std::string singular(std::string_view plural);

}  // namespace payoff
