#include "qualify/sentence/tokens.hpp"

#include <doctest/doctest.h>

#include "monetize/example.hpp"

using namespace payoff;

TEST_SUITE("qualify/sentence/tokens") {

namespace {

std::string read(const std::string& sentence) {
  std::string text;
  for (const Token& token : tokens_of(sentence)) text += (text.empty() ? "" : "|") + token.text;
  return text;
}

std::string refusal_of(const std::string& sentence) {
  return example::error_of([&] { tokens_of(sentence); });
}

}  // namespace

TEST_CASE("tokens: by hand, signs are the words that they stand for") {
  CHECK(read("Saves 5+ hours/week!") == "saves|5|plus|hours|per|week");
  CHECK(read("handle_minutes -12%") == "handle|minutes|minus|12|percent");
  CHECK(read("revenue \u221212 %, really") == "revenue|minus|12|percent|really");
  CHECK(read("revenue +12%") == "revenue|up|12|percent");
  CHECK(read("$2m") == "$|2|m");
  CHECK(read("-$5") == "minus|$|5");
  CHECK(read("5-7 hours") == "5|to|7|hours");
  CHECK(read("a 5-hour saving") == "a|5|hour|saving");
  CHECK(read("\u20ac1.2m") == "eur|1.2|m");
  CHECK(read("\u22655h, ~2x") == "at|least|5|h|about|2|x");
  CHECK(read("doesn\u2019t the team's") == "doesn't|the|team");
  CHECK(read("K\u00f6ln") == "k\u00f6ln");
}

TEST_CASE("tokens: by hand, numbers are as they are written") {
  const std::vector<Token> tokens = tokens_of("1,234,567.50 5. 0.25 7");
  REQUIRE(tokens.size() == 4);
  CHECK((tokens[0].number == 1234567.5 && tokens[0].decimals == 2));
  CHECK((tokens[1].number == 5 && tokens[1].decimals == 0));
  CHECK((tokens[2].number == 0.25 && tokens[2].decimals == 2));
  CHECK((tokens[3].is_number && !tokens[3].used));
}

TEST_CASE("tokens: a number that can be read in two ways, and none, are refused") {
  for (const char* number : {"5,5", "1,23", "1234,567", "1,2345", "1,234,56", "1.5,000"})
    CHECK(refusal_of(number) ==
          "claim: '" + std::string(number) +
              "' is written with a comma that does not part thousands; write five and a half as 5.5, "
              "twelve hundred as 1200");
  CHECK(refusal_of("1.200.000") == "claim: '1.200.000' is no number up to 1e15; write it with digits and one point");
  CHECK(refusal_of("1.000") == "claim: '1.000' may be thousands or thousandths; write 1000, or 1.0");
  CHECK(tokens_of("0.125 1000.125 1.25").size() == 3);
  CHECK(refusal_of("99999999999999999999").find("no number up to 1e15") != std::string::npos);
  CHECK(refusal_of(" ,.!").starts_with("claim: it is empty; write e.g."));
  CHECK(refusal_of(std::string(401, 'a')) ==
        "claim: it has 401 characters, but must have at most 400; say one thing at a time");
}

}  // TEST_SUITE("qualify/sentence/tokens")
