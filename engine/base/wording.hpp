// Numbers as people read them in a sentence. One place, so that the headline, a
// table and a chart never print the same number differently.
//
// Rounding is never flattering: percentages go toward zero, and the ends of an
// interval outward, so a printed estimate always lies inside its printed interval.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace payoff {

// Decimals with which numbers of one sentence are printed together: two digits of
// the largest, and more (at most six) until no number other than 0 reads as 0.
int decimals_for(std::initializer_list<double> values);

// "1,234.50", "-0.3"; never "-0.0". NaN and infinity: "not available".
std::string format_fixed(double value, int decimals);

// "4.6", "1,235", "0.031": decimals_for this number alone.
std::string format_number(double value);

// The magnitude rounded up, for "not more than 0.4": format_bound(0.31, 1) is "0.4".
std::string format_bound(double magnitude, int decimals);

// 0.188 is "18%", 0.0139 is "1.3%": toward zero, one decimal below 10 %.
std::string format_percent(double share);

// 0.0129 to 0.395 is "1.2% to 40%": outward.
std::string format_percent_interval(double low, double high);

// The magnitude of a share rounded up, for "not more than 5%": 0.0412 is "4.2%".
std::string format_percent_bound(double magnitude);

// "USD 0.77", "USD 45,300", "USD 1.2 million", "USD -3.0 million".
std::string format_money(std::string_view currency, double amount);

// "handle_minutes" is "handle minutes".
std::string spaced(std::string_view name);

// "tickets" is "ticket", "queries" is "query", "people" is "person"; other words unchanged.
std::string singular(std::string_view plural);

}  // namespace payoff
