#include "monetize/sensitivity.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "monetize/example.hpp"
#include "payoff/error.hpp"

using namespace payoff;

TEST_SUITE("monetize/sensitivity") {

namespace {

const NpvSensitivity& row(const std::vector<NpvSensitivity>& rows, std::string_view name) {
  for (const NpvSensitivity& found : rows) {
    if (found.assumption == name) return found;
  }
  throw std::runtime_error("no row " + std::string(name));
}

std::vector<NpvSensitivity> sensitivity_of(const Effect& effect, const Assumptions& assumptions) {
  return sensitivity(example::Priced(effect, assumptions).appraised);
}

}  // namespace

TEST_CASE("sensitivity: by hand, NPV at both ends of every assumption") {
  // 650,000 a year for 3 years = 1,950,000; costs 60,000 + 36 x 3,000 = 168,000; NPV 1,782,000.
  Assumptions assumptions = example::plain_money();
  assumptions.realized_share = Uncertain{0.3, 0.5, 0.7};
  const std::vector<NpvSensitivity> rows = sensitivity_of(example::minutes_per_ticket(), assumptions);
  const auto ends = [&](std::string_view name, double low, double high) {
    CAPTURE(name);
    CHECK(row(rows, name).npv_low == doctest::Approx(low));
    CHECK(row(rows, name).npv_high == doctest::Approx(high));
  };
  ends("effect on handle minutes", 2600000 - 168000, 1300000 - 168000);  // 8 and 4 minutes saved
  ends("realised share", 1170000 - 168000, 2730000 - 168000);
  ends("hourly cost", 1560000 - 168000, 2340000 - 168000);
  ends("volume", 1560000 - 168000, 2340000 - 168000);
  ends("people", 1560000 - 60000 - 86400, 2340000 - 60000 - 129600);  // licences follow the people
  ends("training, once", 1950000 - 156000, 1950000 - 180000);
  ends("licences, per person and month", 1950000 - 60000 - 86400, 1950000 - 60000 - 129600);
}

TEST_CASE("sensitivity: by hand, the largest swing comes first") {
  Assumptions assumptions = example::plain_money();
  assumptions.realized_share = Uncertain{0.3, 0.5, 0.7};
  assumptions.discount_rate_per_year = 0.1;
  assumptions.rework_share = 0.1;
  const std::vector<NpvSensitivity> rows = sensitivity_of(example::minutes_per_ticket(), assumptions);
  CHECK(rows.size() == 9);
  CHECK(rows.front().assumption == "realised share");
  for (std::size_t i = 1; i < rows.size(); ++i) {
    CHECK(std::abs(rows[i].npv_high - rows[i].npv_low) <= std::abs(rows[i - 1].npv_high - rows[i - 1].npv_low));
  }
}

TEST_CASE("sensitivity: by hand, a share given as one number is moved by 20 %, and not above 1") {
  Assumptions assumptions = example::plain_money();
  CHECK(row(sensitivity_of(example::minutes_per_ticket(), assumptions), "realised share").high == doctest::Approx(0.6));
  assumptions.realized_share = Uncertain{0.9, 0.9, 0.9};
  CHECK(row(sensitivity_of(example::minutes_per_ticket(), assumptions), "realised share").high == 1);
}

TEST_CASE("sensitivity: by hand, a fading effect has a row of its first third and one of its last") {
  const std::vector<NpvSensitivity> rows = sensitivity_of(example::fading_minutes(), example::plain_money());
  CHECK(row(rows, "effect on handle minutes, first third").low == -11);
  CHECK(row(rows, "effect on handle minutes, last third").high == -1);
}

TEST_CASE("sensitivity: by hand, of two values each has its effect and its price") {
  Assumptions assumptions = example::plain_money();
  assumptions.values = {{.metric = "handle_minutes"}, {.metric = "escalations", .price = Uncertain(20, 35, 60)}};
  const example::Priced priced({example::minutes_per_ticket(), example::escalations()}, assumptions);
  const std::vector<NpvSensitivity> rows = sensitivity(priced.appraised);
  const NpvSensitivity& price = row(rows, "price of one of escalations");
  CHECK(price.low == 20);
  CHECK(price.high == 60);
  CHECK(price.npv_high - price.npv_low == doctest::Approx(40 * 2 * 52 * 3 * 100));
  CHECK(row(rows, "effect on escalations").low == -3);
}

TEST_CASE("sensitivity: by hand, revenue hangs on the margin, and not on what an hour costs") {
  const std::vector<NpvSensitivity> rows = sensitivity_of(example::revenue_per_month(), example::plain_money());
  CHECK(row(rows, "gross margin").low == doctest::Approx(0.32));
  CHECK_THROWS(row(rows, "hourly cost"));
  CHECK_THROWS(row(rows, "realised share"));
  CHECK_THROWS(row(rows, "discount rate"));  // it is 0 here: 20 % of nothing
}

}  // TEST_SUITE("monetize/sensitivity")
