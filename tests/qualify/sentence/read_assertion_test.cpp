#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>
#include <cstdint>

#include "payoff/error.hpp"
#include "qualify/sentence/evidence.hpp"

using namespace payoff;
using doctest::Approx;

TEST_SUITE("qualify/sentence/read_assertion") {

namespace {

// What a sentence is about, its direction and its size as it is kept.
void check(const example::Spoken& spoken, const std::string& sentence, Asserted about, double direction, double size,
           const std::string& unit) {
  CAPTURE(sentence);
  const Assertion read = spoken.read(sentence);
  CHECK(read.about == about);
  CHECK(read.direction == direction);
  CHECK(read.size == Approx(size));
  CHECK(read.unit == unit);
}

}  // namespace

TEST_CASE("assertion: by hand, time is per ticket, or the hours that the study values") {
  const example::Spoken spoken;
  check(spoken, "saves 5 hours a week per agent", Asserted::hours, 1, 5, "hours a week each");
  check(spoken, "saves 300 minutes per week each", Asserted::hours, 1, 5, "minutes a week each");
  check(spoken, "agents lost an hour a month", Asserted::hours, -1, 12.0 / 52, "hours a month each");
  check(spoken, "saves 26,000 hours a year in total", Asserted::hours_of_all, 1, 500, "hours a year in total");
  check(spoken, "cut handle time by 0.1 hours per ticket", Asserted::effect, -1, 6, "hours per ticket");
  check(spoken, "handle time fell by 90 seconds", Asserted::effect, -1, 1.5, "seconds per ticket");
  check(spoken, "handle minutes fell by 2.2", Asserted::effect, -1, 2.2, "minutes per ticket");
  check(spoken, "handle time fell by 1 working day", Asserted::effect, -1, 480, "working days per ticket");
  check(spoken, "handle time fell by 2 days", Asserted::effect, -1, 960, "working days per ticket");
}

TEST_CASE("assertion: by hand, percentages, points and factors") {
  const example::Spoken spoken;
  check(spoken, "cut handle time by 12%", Asserted::share, -1, 0.12, "%");
  check(spoken, "10% faster", Asserted::share, -1, 0.1, "%");
  check(spoken, "twice as fast", Asserted::share, -1, 0.5, "%");
  check(spoken, "revenue doubled", Asserted::share, 1, 1, "%");
  check(spoken, "handle time halved", Asserted::share, -1, 0.5, "%");
  check(spoken, "3x more issues", Asserted::share, 1, 2, "%");
  check(spoken, "return rate fell by 2 percentage points", Asserted::effect, -1, 0.02, "percentage points");
  check(spoken, "return rate -5%", Asserted::share, -1, 0.05, "%");
  check(spoken, "csat improved by 0.2 points", Asserted::effect, 1, 0.2, "points of 5");
  check(spoken, "made agents faster", Asserted::effect, -1, 0, "minutes per ticket");
}

TEST_CASE("assertion: by hand, money") {
  const example::Spoken spoken;
  check(spoken, "worth $600k a year", Asserted::benefit, 1, 600000, "USD a year in total");
  check(spoken, "saves USD 50,000 a month", Asserted::benefit, 1, 600000, "USD a month in total");
  check(spoken, "saves USD 500 per agent a month", Asserted::benefit, 1, 600000, "USD a month each");
  check(spoken, "costs USD 600,000 a year", Asserted::benefit, -1, 600000, "USD a year in total");
  check(spoken, "net present value of USD 1.2 million", Asserted::net_present_value, 1, 1.2e6, "USD");
  for (const char* horizon : {"over 36 months", "over three years", "over 3 years"})
    check(spoken, fmt::format("net present value of USD 1.2 million {}", horizon), Asserted::net_present_value, 1,
          1.2e6, "USD");
  check(spoken, "ROI of 200% over 36 months", Asserted::return_on_investment, 1, 2, "%");
  check(spoken, "a 36-month net present value of USD 1.2 million", Asserted::net_present_value, 1, 1.2e6, "USD");
  check(spoken, "three-year NPV of USD 1.2 million", Asserted::net_present_value, 1, 1.2e6, "USD");
  check(spoken, "pays off", Asserted::net_present_value, 1, 0, "USD");
  check(spoken, "ROI over 200%", Asserted::return_on_investment, 1, 2, "%");
  check(spoken, "pays back within 6 months", Asserted::payback, 1, 6, "months");
  check(spoken, "pays for itself in 3 months", Asserted::payback, 1, 3, "months");
  check(spoken, "cost savings of USD 600,000 a year", Asserted::benefit, 1, 600000, "USD a year in total");
  check(spoken, "payback in less than 2 years", Asserted::payback, 1, 24, "years");
  check(spoken, "pays back", Asserted::payback, 1, 36, "months");
  check(spoken, "raised revenue by 5 USD per agent a week", Asserted::effect, 1, 5, "USD per support agent a week");
  check(spoken, "raised revenue by 52 USD per agent a year", Asserted::effect, 1, 1, "USD per support agent a year");
}

TEST_CASE("assertion: by hand, counts are of the period of the data unless another is said") {
  const example::Spoken spoken;
  check(spoken, "issues rose by 3", Asserted::effect, 1, 3, " a week");
  check(spoken, "issues rose by 52 a year", Asserted::effect, 1, 1, " a year");
  CHECK(spoken.read("issues rose by 3").taken.front() ==
        "It does not say per what, so it is taken to be a week, as the metric is measured.");
}

TEST_CASE("assertion: what is left open is said as it was taken") {
  const example::Spoken spoken;
  const Assertion read = spoken.read("saves 5 hours a week");
  REQUIRE(read.taken.size() == 2);
  CHECK(read.taken[0] == "It names no metric, so it is taken to be about the primary one, handle minutes.");
  CHECK(read.taken[1] == "It is taken to be of each, not of all together.");
  CHECK(spoken.read("cut handle time by 3 minutes per ticket").taken.empty());
  CHECK(spoken.read("about 5.0 hours a week saved per agent").half_digit == Approx(0.05));
  CHECK(spoken.read("about 5.0 hours a week saved per agent").bound == Bound::about);
}

TEST_CASE("assertion: minutes and hours are one claim, as are a week and a year") {
  const example::Spoken spoken;
  const double size = spoken.read("saves 5 hours a week").size;
  for (const char* same :
       {"saves 300 minutes a week", "saves 18000 seconds weekly", "saves 260 hours a year", "saves 65 hours a quarter"})
    CHECK(spoken.read(same).size == Approx(size));
}

TEST_CASE("assertion: what the results do not know is refused") {
  example::Spoken spoken;
  CHECK(spoken.refusal("saves 1 hour a day") ==
        "claim: \"a day\" cannot be turned into a week: the results do not say how many days of a week are worked; say "
        "it a "
        "week");
  CHECK(spoken.refusal("issues rose by 3 a day") ==
        "claim: \"a day\" cannot be turned into the periods of the data (weeks); say it a week");
  CHECK(spoken.refusal("saves 5 hours") == "claim: it does not say per what; say \"per ticket\" or \"a week\"");
  CHECK(spoken.refusal("saves 5") == "claim: 5.0 of what, the claim does not say; write a unit: hours, minutes, %");
  CHECK(spoken.refusal("saves 200 hours a week").find("are more than a week has") != std::string::npos);
  CHECK(spoken.refusal("csat rose by 5 hours").starts_with("claim: 'csat' is no time, but the claim is in hours;"));
  CHECK(spoken.refusal("csat rose by 2 pp").starts_with("claim: 'csat' is no share"));
  CHECK(spoken.refusal("cut handle time by 150%").starts_with("claim: nothing can fall by more than 100%"));
  CHECK(spoken.refusal("cut handle time by 5% a year").starts_with("claim: a percentage is not \"a year\""));
  CHECK(spoken.refusal("revenue rose by 8 USD").starts_with("claim: it does not say whose revenue that is"));
  CHECK(spoken.refusal("revenue rose by 8 EUR per agent")
            .starts_with("claim: the currency is EUR, but that of the study is USD"));
  CHECK(spoken.refusal("worth USD 5 million").starts_with("claim: it does not say how often"));
  CHECK(spoken.refusal("pays back in 6 weeks").starts_with("claim: the payback is not in months or years"));
  CHECK(spoken.refusal("3x ROI").starts_with("claim: a return on investment is understood in percent alone"));
  CHECK(spoken.refusal("csat issues up 3 weeks").find("claim: ") == 0);
  spoken.evidence.appraisal = nullptr;
  CHECK(spoken.refusal("pays off").starts_with("claim: the results hold no money"));
  CHECK(
      spoken.refusal("saves 5 hours a week")
          .starts_with("claim: hours a week of 'handle minutes' cannot be told: the study does not value that metric"));
}

TEST_CASE("assertion: strange sentences are refused or understood, and nothing else happens") {
  const example::Spoken spoken;
  const std::string words[] = {
      "saves",  "5",       "hours", "a",        "week", "%",      "$", "up to", "csat",      "2x",
      "new",    "-",       "+",     "\xff\xfe", "per",  "ticket", "m", "ROI",   "pays back", "half an hour",
      "issues", "revenue", "about", "fell"};
  std::size_t understood = 0;
  std::uint32_t dice = 1;
  for (int i = 0; i < 20000; ++i) {
    std::string sentence;
    for (int length = 0; length < 4; ++length) {
      dice = dice * 1664525 + 1013904223;
      sentence += words[(dice >> 16) % std::size(words)] + " ";
    }
    try {
      const Assertion read = spoken.read(sentence);
      CHECK(std::isfinite(read.size));
      CHECK(read.per_unit > 0);
      ++understood;
    } catch (const Error& error) {
      CHECK(error.kind == ErrorKind::usage);
      CHECK_FALSE(error.remedy.empty());
    }
  }
  CHECK(understood > 0);
}

}  // TEST_SUITE("qualify/sentence/read_assertion")
