// A formula and what it comes to.
#include "report/workbook/formula.hpp"

#include <doctest/doctest.h>

using namespace payoff;

TEST_SUITE("report/workbook/formula") {

TEST_CASE("formula: by hand, parentheses stand where a spreadsheet needs them, and nowhere else") {
  const Formula a{"a", 2}, b{"b", 3}, c{"c", 5};
  CHECK((a + b * c).text == "a+b*c");
  CHECK(((a + b) * c).text == "(a+b)*c");
  CHECK((a - (b - c)).text == "a-(b-c)");
  CHECK((a - b - c).text == "a-b-c");
  CHECK((a / (b * c)).text == "a/(b*c)");
  CHECK((a * b / c).text == "a*b/c");
  CHECK(power(constant(1) + a, b).text == "(1+a)^b");
  CHECK(power(power(a, b), c).text == "(a^b)^c");
  CHECK(power(constant(-2), constant(2)).text == "(-2)^2");  // -2^2 is 4 in one spreadsheet, -4 in another
  CHECK((a - constant(-1)).text == "a-(-1)");
  CHECK((constant(1e-9) * a).text == "1E-09*a");
}

TEST_CASE("formula: by hand, the value is what the text says") {
  const Formula a{"a", 2}, b{"b", 3}, c{"c", 5};
  CHECK((a - (b - c)).value == 4);
  CHECK((a / (b * c)).value == doctest::Approx(2.0 / 15));
  CHECK(power(constant(1) + a, b).value == 27);
  const Range months{"x", {1, 2, 3}}, worth{"d", {1, 0.5, 0.25}};
  CHECK(sum(months).value == 6);
  CHECK(mean(months).value == 2);
  CHECK(sum_product(months, worth).text == "SUMPRODUCT(x,d)");
  CHECK(sum_product(months, worth).value == 2.75);
}

TEST_CASE("formula: by hand, what is taken from a gain is not taken from a loss") {
  const Formula gain{"x", 10}, loss{"x", -10}, kept = constant(1) - Formula{"risk", 0.25};
  CHECK(only_if_positive(gain, kept).text == "IF(x>0,x*(1-risk),x)");
  CHECK(only_if_positive(gain, kept).value == 7.5);
  CHECK(only_if_positive(loss, kept).value == -10);
}

}  // TEST_SUITE("report/workbook/formula")
