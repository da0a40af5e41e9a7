// Numbers for people: sensible digits, thousands separators, a true minus sign.
// Estimates, intervals and amounts have the digits of base/wording.hpp, so that a card, a
// table and a sentence never print the same number differently.
#pragma once

#include <string>
#include <string_view>

#include "payoff/measure.hpp"
#include "payoff/monetize.hpp"

namespace payoff {

std::string number(double value);                // about three digits, no idle zeros; "not available" for NaN
std::string number(double value, int decimals);  // "1,234.5"
std::string people_count(std::size_t n);         // of those who are too few to be told: "not shown"
std::string percent(double share);               // 0.1234 -> "12.3%"
std::string chance(double probability);          // "97%"; simulation never shows certainty: "over 99.9%"
std::string p_value(double p);                   // "0.031", "below 0.001"
std::string money(double amount, const std::string& currency);                 // "USD 1.9 million"
std::string money_of(const std::string& amount, const std::string& currency);  // of an amount as it is printed
std::string tick(double value, double step);                                   // an axis label: "1.5M", "0.25"

// "0.3" of unit "share" -> "30%"; otherwise the number and its unit.
std::string with_unit(double value, const std::string& unit, bool share = false);
std::string range_with_unit(double low, double high, const std::string& unit,
                            bool share = false);  // "30% to 70%", "24 to 36 USD"

// "fell by -0.2 (95% CI -0.4 to 0.1)" with true minus signs; dates and hyphens keep theirs.
std::string with_minus_signs(const std::string& sentence);

// "-2.4 minutes x 122" -> "−2.4 minutes × 122"
std::string typeset(const std::string& arithmetic);

// "not available: <why>" for NaN, else what is shown.
std::string shown_or_why(double value, const std::string& shown, std::string_view why);

// "−1.3 minutes (−1.8 to −0.9)"; Korean joins the bracket: "−1.3분(−1.8 ~ −0.9)".
std::string with_aside(const std::string& claim, const std::string& aside);

// "4.1 to 6.3"; "not available" when an end is.
std::string interval(double low, double high);
std::string interval(double low, double high, int decimals);
std::string percent_interval(double low, double high);

// An effect without its interval, signed, at the digits its interval supports: "−1.32 minutes per ticket", "+14.2%".
std::string point(const Estimate& estimate);
std::string percent_point(const Estimate& relative);

// For programs: at 12 significant digits, so that the order in which threads added it up cannot show; never "-0.0".
double at_twelve_digits(double value);

// "9 months (P10 to P90: 6 to 14)" and the like need the ends apart.
std::string p10_to_p90(const Quantity& quantity);                                     // "6 to 14"
std::string money_p10_to_p90(const Quantity& quantity, const std::string& currency);  // "USD 912,000 to 2.9 million"
std::string percent_p10_to_p90(const Quantity& quantity);

}  // namespace payoff
