#include "measure/answer/options.hpp"

#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("measure/answer/options") {

namespace {

enum class Colour { red, green };
constexpr ChoiceOption<Colour> colour{"colour", "red|green", "of the thing"};
constexpr WholeNumberOption lag{"lag", 1, 12, "3", "periods"};
constexpr ShareOption trimmed{"trimmed", "0.05", "at either end"};
constexpr FlagOption loud{"loud", "says more"};

Question with(const std::string& name, const std::string& value) {
  return {.options = {{name, value}}};
}

}  // namespace

TEST_CASE("by hand: each option is what the question says, or its default") {
  CHECK(colour.of({}) == Colour::red);
  CHECK(colour.of(with("colour", "green")) == Colour::green);
  CHECK(lag.of({}) == 3);
  CHECK(lag.of(with("lag", "12")) == 12);
  CHECK(trimmed.of({}) == 0.05);
  CHECK(trimmed.of(with("trimmed", "1")) == 1);
  CHECK_FALSE(loud.of({}));
  CHECK(loud.of(with("loud", "true")));
}

TEST_CASE("by hand: choices are split at their bars, and every kind says what it takes") {
  CHECK(choices_of(colour.spec) == std::vector<std::string>{"red", "green"});
  CHECK(choices_of(lag.spec).empty());
  CHECK(values_of(lag.spec) == "a whole number in 1 to 12");
  CHECK(values_of(trimmed.spec) == "a number in 0 to 1");
  CHECK(values_of(loud.spec) == "one of false, true");
}

TEST_CASE("refusal: what may not be given is answered with the value and the rule") {
  CHECK(why_not(colour.spec, "red").empty());
  CHECK(why_not(colour.spec, "blue") == "'blue', but must be one of red, green");
  for (const char* value : {"0", "13", "2.5", "three", "", "3 ", "1e400", "nan"}) {
    CHECK(why_not(lag.spec, value) == fmt::format("'{}', but must be a whole number in 1 to 12", value));
  }
  CHECK(why_not(trimmed.spec, "1.01") == "'1.01', but must be a number in 0 to 1");
  CHECK(message_of([] { colour.of(with("colour", "gren")); }) ==
        "estimate: option colour is 'gren', but must be one of red, green; did you mean 'green'?");
  CHECK(message_of([] { lag.of(with("lag", "0")); }) ==
        "estimate: option lag is '0', but must be a whole number in 1 to 12");
}

}  // TEST_SUITE("measure/answer/options")
