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

TEST_CASE("by hand: a value of 10,000 characters is shown without its middle, and no character is cut") {
  const Error error(ErrorKind::usage, "s.json:$.tool", "tool is '" + std::string(9999, 'x') + "', but must be short");
  const std::string text = error.what();
  CHECK(text.size() < 500);
  CHECK(text.starts_with("s.json:$.tool: tool is 'xxx"));
  CHECK(text.ends_with("xxx', but must be short"));
  std::string umlauts = "'";
  for (int i = 0; i < 500; ++i) umlauts += "\xc3\xa4";
  const std::string cut = Error(ErrorKind::usage, "", umlauts).what();
  CHECK(cut.find("\xc3\xa4 ... \xc3\xa4") != std::string::npos);
}

}  // TEST_SUITE("base/error")
