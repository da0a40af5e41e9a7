#include "qualify/sentence/said.hpp"

#include <doctest/doctest.h>

#include "monetize/example.hpp"

using namespace payoff;

TEST_SUITE("qualify/sentence/said") {

namespace {

Said said(const std::string& sentence) {
  std::vector<Token> tokens = tokens_of(sentence);
  return said_by(tokens, "minutes, csat");
}

std::string refusal(const std::string& sentence) {
  return example::error_of([&] { said(sentence); });
}

}  // namespace

TEST_CASE("said: by hand, a number, its unit, how often and whose") {
  const Said hours = said("saves at least 5.5 hours a week each");
  CHECK((hours.number == 5.5 && hours.half_digit == doctest::Approx(0.05)));
  CHECK((hours.unit == SaidUnit::time && hours.hours == 1 && hours.unit_word == "hours"));
  CHECK((hours.period && hours.period->word == "week" && hours.each && hours.bound == Bound::at_least));
  CHECK(hours.ways == std::set{Sense::saves});
  const Said money = said("worth about $2.5m per year in total");
  CHECK((money.number == 2.5e6 && money.half_digit == doctest::Approx(5e4)));
  CHECK((money.unit == SaidUnit::money && money.unit_word == "USD" && money.total && money.bound == Bound::about));
  CHECK(said("EUR 3 million").number == 3e6);
  CHECK(said("up 12 percent").unit == SaidUnit::percent);
  CHECK(said("down 2 pp").unit == SaidUnit::points);
  CHECK(said("saves half an hour a week").number == 0.5);
  CHECK(said("saves an hour a week").number == 1);
  CHECK(said("saves five hours a week").number == 5);
}

TEST_CASE("said: by hand, factors carry their number") {
  CHECK(said("doubled").number == 2);
  CHECK(said("3x faster").number == 3);
  CHECK(said("halved").ways == std::set{Sense::down});
  CHECK(said("tripled").unit == SaidUnit::times);
}

TEST_CASE("said: by hand, a span of time behind a number is its unit, elsewhere how often") {
  CHECK(said("pays back within 6 months").duration->word == "month");
  CHECK(said("pays back in less than two years").duration->word == "year");
  CHECK(said("pays back").figure == Asserted::payback);
  CHECK_FALSE(said("2 hours per month").duration);
  CHECK(said("2 hours monthly").period->word == "month");
}

TEST_CASE("said: what no evidence bears out is refused with the way out") {
  CHECK(refusal("saves up to 5 hours") ==
        "claim: 'up to' cannot be judged; a limit from above is kept by an effect of nothing, too: say the least that "
        "it is, "
        "as \"at least 3 hours\"");
  for (const char* sentence :
       {"saves at most 5 hours", "less than 5 hours", "no more than 5%", "as much as 5%", "under 5%"})
    CHECK(refusal(sentence).find("a limit from above") != std::string::npos);
  for (const char* sentence : {"will save 5 hours", "could save 5 hours", "may save 5%"})
    CHECK(refusal(sentence).find("what may be") != std::string::npos);
  for (const char* sentence : {"does not save 5 hours", "didn't save 5 hours", "never fell"})
    CHECK(refusal(sentence).find("judge the claim itself") != std::string::npos);
  CHECK(refusal("fell from 5 to 4").find("by how much it changed") != std::string::npos);
  CHECK(refusal("saves active users 5 hours").find("whether they used it or not") != std::string::npos);
  CHECK(refusal("saves 5 hours and rose").find("make two claims of it") != std::string::npos);
}

TEST_CASE("said: what is not understood, said twice or left out is refused") {
  CHECK(refusal("saves 5 hours in germany").starts_with("claim: 'germany' is not understood; a claim says which way"));
  CHECK(refusal("saves 5 hours in germany").ends_with("and of which metric: minutes, csat"));
  CHECK(refusal("saves 5 7 hours").starts_with("claim: '7' is a second number;"));
  CHECK(refusal("saves 5-7 hours").starts_with("claim: '7' is a second number;"));
  CHECK(refusal("saves 5 hours minutes").starts_with("claim: 'minutes' is a second unit;"));
  CHECK(refusal("5 minutes an hour").starts_with("claim: 'an hour' is"));
  CHECK(refusal("5 hours a week a month").starts_with("claim: 'month' is a second span of time;"));
  CHECK(refusal("5m less").starts_with("claim: 'm' may be minutes or millions;"));
  CHECK(refusal("saves millions").starts_with("claim: 'millions' has no number before it;"));
  CHECK(refusal("saves x").starts_with("claim: 'x' has no number before it;"));
  CHECK(refusal("saves hours").starts_with("claim: it names a unit, but no number;"));
  CHECK(refusal("saves 0 hours").starts_with("claim: a change of 0 is none;"));
  CHECK(refusal("5 hours each in total").starts_with("claim: it says each and in total;"));
  CHECK(refusal("within 5%").starts_with("claim: 'within' is understood of a payback alone;"));
}

}  // TEST_SUITE("qualify/sentence/said")
