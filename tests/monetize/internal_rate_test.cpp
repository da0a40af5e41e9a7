#include "monetize/internal_rate.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "base/random.hpp"

using namespace payoff;

TEST_SUITE("monetize/internal_rate") {

namespace {

// Amounts at the ends of years, as textbooks print them.
std::vector<double> yearly(std::vector<double> years) {
  std::vector<double> months((years.size() - 1) * 12 + 1, 0);
  for (std::size_t year = 0; year < years.size(); ++year) months[12 * year] = years[year];
  return months;
}

double worth(const std::vector<double>& cash, double rate) {
  double sum = 0;
  for (std::size_t m = 0; m < cash.size(); ++m) sum += cash[m] * std::pow(1 + rate, -static_cast<double>(m) / 12);
  return sum;
}

}  // namespace

TEST_CASE("internal rate: by hand, 100 for 110 in a year, or for 60 and 60 in two") {
  CHECK(internal_rate(yearly({-100, 110})).per_year == doctest::Approx(0.1).epsilon(1e-12));
  // 100 x^2 - 60 x - 60 = 0, x = (60 + sqrt(27600)) / 200
  CHECK(internal_rate(yearly({-100, 60, 60})).per_year ==
        doctest::Approx((60 + std::sqrt(27600.0)) / 200 - 1).epsilon(1e-12));
  CHECK(internal_rate(yearly({-100, 90})).per_year == doctest::Approx(-0.1).epsilon(1e-12));
}

TEST_CASE("internal rate: reference, the example of a spreadsheet's IRR") {
  // -70,000, 12,000, 15,000, 18,000, 21,000, 26,000: 8.7 % after five years, -2.1 % after four (Microsoft's page of IRR).
  CHECK(internal_rate(yearly({-70000, 12000, 15000, 18000, 21000, 26000})).per_year ==
        doctest::Approx(0.0866309480365316).epsilon(1e-10));
  CHECK(internal_rate(yearly({-70000, 12000, 15000, 18000, 21000})).per_year ==
        doctest::Approx(-0.0212448482734206).epsilon(1e-10));
}

TEST_CASE("internal rate: refusal, none and several") {
  CHECK(internal_rate({0, 1, 2}).reason == "the cash is never on both sides of 0");
  CHECK(internal_rate({-1, 0, -2}).reason == "the cash is never on both sides of 0");
  // -1, 2.3, -1.32: NPV is 0 at 10 % and at 20 %.
  const InternalRate several = internal_rate(yearly({-100, 230, -132}));
  CHECK(std::isnan(several.per_year));
  CHECK(several.reason == "the cash changes its sign more than once, so that there may be several");
  CHECK(internal_rate({-1, 1e6}).reason == "it is not between -99% and 10,000% a year");
}

TEST_CASE("internal rate: by hand, a second outlay that the sum survives leaves one") {
  // The sums from the start are -100, 60, 40, 140: one change, so one rate above 0.
  const std::vector<double> cash = yearly({-100, 160, -20, 100});
  CHECK(std::abs(worth(cash, internal_rate(cash).per_year)) < 1e-9);
}

TEST_CASE("internal rate: invariance, at that rate the cash is worth nothing") {
  Random random(11);
  for (int i = 0; i < 200; ++i) {
    std::vector<double> cash{-1000 * random.uniform()};
    const double each = 100 * random.uniform();
    for (int m = 0; m < 36; ++m) cash.push_back(each * random.uniform());
    const InternalRate rate = internal_rate(cash);
    if (!std::isnan(rate.per_year)) CHECK(std::abs(worth(cash, rate.per_year)) < 1e-7);
  }
}

}  // TEST_SUITE("monetize/internal_rate")
