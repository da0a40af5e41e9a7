#include "base/suggestion.hpp"

#include <doctest/doctest.h>

using namespace payoff;

TEST_SUITE("base/suggestion") {

TEST_CASE("by hand: one edit of any kind is found, whatever the case") {
  const std::vector<std::string> names = {"week", "agent_id", "team"};
  CHECK(suggestion("wek", names) == "did you mean 'week'?");    // a letter missing
  CHECK(suggestion("weeek", names) == "did you mean 'week'?");  // one too many
  CHECK(suggestion("weak", names) == "did you mean 'week'?");   // another one
  CHECK(suggestion("weke", names) == "did you mean 'week'?");   // two swapped
  CHECK(suggestion("AGENT_ID", names) == "did you mean 'agent_id'?");
}

TEST_CASE("by hand: the nearest of several is named") {
  CHECK(suggestion("handle_minute", {"handled_minutes", "handle_minutes"}) == "did you mean 'handle_minutes'?");
}

TEST_CASE("refusal: nothing near, so what is known is listed, at most twelve") {
  CHECK(suggestion("revenue", {"week", "team"}) == "known are week, team");
  const std::vector<std::string> many(13, "abcdefghij");
  CHECK(suggestion("x", many).ends_with(", ..."));
}

}  // TEST_SUITE("base/suggestion")
