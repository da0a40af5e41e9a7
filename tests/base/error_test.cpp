#include "payoff/error.hpp"

#include <doctest/doctest.h>

using namespace payoff;

TEST_SUITE("base/error") {
TEST_CASE("by hand: the text is one line, where: what; remedy, and the kind is the exit code") {
  const Error error(ErrorKind::data, "tickets.csv:17", "minutes is -4, but must be 0 or more", "correct the row");
  CHECK(std::string(error.what()) == "tickets.csv:17: minutes is -4, but must be 0 or more; correct the row");
  CHECK(static_cast<int>(error.kind) == 4);
  CHECK(error.where == "tickets.csv:17");
  CHECK(error.remedy == "correct the row");
}

TEST_CASE("by hand: no place and no remedy leave no stray punctuation") {
  CHECK(std::string(Error(ErrorKind::usage, "", "no study was named").what()) == "no study was named");
}

TEST_CASE("by hand: control characters of the data neither break the line nor cut it short") {
  const Error error(ErrorKind::data, "x.csv:2", std::string("unit is 'a\n\x1b[2J\0b'", 18), "");
  CHECK(std::string(error.what()) == "x.csv:2: unit is 'a  [2J b'");
}

}  // TEST_SUITE("base/error")
