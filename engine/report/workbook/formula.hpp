// A formula of the workbook together with what it comes to: both are made by the same step, so that a viewer that does not
// calculate shows what one that does would.
//
// Example
//     Formula gain = people * hours * hourly_cost;  // text "people*hours*hourly_cost", value 420 * 2 * 48
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace payoff {

struct Formula {
  enum class Binding { sum, product, power, atom };  // how tightly its parts hold together

  std::string text;  // without the sign that makes it one
  double value = 0;
  Binding binding = Binding::atom;
};

// Cells in a row or a column.
struct Range {
  std::string text;
  std::vector<double> values;
};

Formula constant(double value);
Formula operator+(const Formula& a, const Formula& b);
Formula operator-(const Formula& a, const Formula& b);
Formula operator*(const Formula& a, const Formula& b);
Formula operator/(const Formula& a, const Formula& b);
Formula power(const Formula& base, const Formula& exponent);

// "NAME(a,b)" with what it comes to.
Formula call(std::string_view name, const std::vector<Formula>& arguments, double value);

Formula sum(const Range& range);
Formula mean(const Range& range);
Formula sum_product(const Range& a, const Range& b);
Formula rounded_up(const Formula& a);
Formula whole_part(const Formula& a);  // of what is not negative
Formula larger(const Formula& a, const Formula& b);
Formula only_if_positive(const Formula& a, const Formula& kept);  // a x kept of a gain, a loss as it is

}  // namespace payoff
