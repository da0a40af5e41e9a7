#include "report/workbook/formula.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace payoff {
namespace {

using Binding = Formula::Binding;

std::string in_parentheses(const Formula& part, bool needed) {
  return needed ? "(" + part.text + ")" : part.text;
}

// The second part of a difference or a quotient needs them where its own operator is the same.
std::string joined(const Formula& a, std::string_view sign, const Formula& b, Binding binding) {
  const bool one_way = sign == "-" || sign == "/";
  return in_parentheses(a, a.binding < binding) + std::string(sign) +
         in_parentheses(b, b.binding < binding || (one_way && b.binding == binding));
}

}  // namespace

Formula constant(double value) {
  std::string text = fmt::format("{}", value);
  std::ranges::replace(text, 'e', 'E');
  // A spreadsheet takes -2^2 for 4: a sign is part of a sum.
  return {text, value, value < 0 ? Binding::sum : Binding::atom};
}

Formula operator+(const Formula& a, const Formula& b) {
  return {joined(a, "+", b, Binding::sum), a.value + b.value, Binding::sum};
}

Formula operator-(const Formula& a, const Formula& b) {
  return {joined(a, "-", b, Binding::sum), a.value - b.value, Binding::sum};
}

Formula operator*(const Formula& a, const Formula& b) {
  return {joined(a, "*", b, Binding::product), a.value * b.value, Binding::product};
}

Formula operator/(const Formula& a, const Formula& b) {
  return {joined(a, "/", b, Binding::product), a.value / b.value, Binding::product};
}

Formula power(const Formula& base, const Formula& exponent) {
  return {in_parentheses(base, base.binding != Binding::atom) + "^" +
              in_parentheses(exponent, exponent.binding != Binding::atom),
          std::pow(base.value, exponent.value), Binding::power};
}

Formula call(std::string_view name, const std::vector<Formula>& arguments, double value) {
  std::string text = std::string(name) + "(";
  for (std::size_t i = 0; i < arguments.size(); ++i) text += (i == 0 ? "" : ",") + arguments[i].text;
  return {text + ")", value, Binding::atom};
}

Formula sum(const Range& range) {
  return {"SUM(" + range.text + ")", std::accumulate(range.values.begin(), range.values.end(), 0.0)};
}

Formula mean(const Range& range) {
  return {"AVERAGE(" + range.text + ")",
          std::accumulate(range.values.begin(), range.values.end(), 0.0) / static_cast<double>(range.values.size())};
}

Formula sum_product(const Range& a, const Range& b) {
  return {"SUMPRODUCT(" + a.text + "," + b.text + ")",
          std::inner_product(a.values.begin(), a.values.end(), b.values.begin(), 0.0)};
}

Formula rounded_up(const Formula& a) {
  return call("ROUNDUP", {a, constant(0)}, std::ceil(a.value));
}

Formula whole_part(const Formula& a) {
  return call("INT", {a}, std::floor(a.value));
}

Formula larger(const Formula& a, const Formula& b) {
  return call("MAX", {a, b}, std::max(a.value, b.value));
}

Formula only_if_positive(const Formula& a, const Formula& kept) {
  const Formula left = a * kept;
  return {"IF(" + a.text + ">0," + left.text + "," + a.text + ")", a.value > 0 ? left.value : a.value};
}

}  // namespace payoff
