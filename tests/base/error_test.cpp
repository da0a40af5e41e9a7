#include "payoff/error.hpp"

#include <doctest/doctest.h>

using namespace payoff;

TEST_SUITE("base/error") {
TEST_CASE("by hand: the text is one line, where: what; remedy, and the kind is the exit code") {
  const Error error(ErrorKind::data, {.file = "tickets.csv", .line = 17}, "minutes is -4, but must be 0 or more",
                    "correct the row");
  CHECK(std::string(error.what()) == "tickets.csv:17: minutes is -4, but must be 0 or more; correct the row");
  CHECK(static_cast<int>(error.kind) == 4);
  CHECK(error.place.line == 17);
  CHECK(error.remedy == "correct the row");
}

TEST_CASE("by hand: a place is a key, a file or one of its lines, or a function, and is written so") {
  CHECK(Place{.key = "data.files"}.text() == "data.files");
  CHECK(Place{.key = "metrics[0].kind", .file = "study.json"}.text() == "study.json:$.metrics[0].kind");
  CHECK(Place{.file = "tickets.csv"}.text() == "tickets.csv");
  CHECK(Place{.function = "estimate", .argument = "scale"}.text() == "estimate");
  CHECK(Place{}.text() == "");
}

TEST_CASE("by hand: the same finding at a better known place") {
  const Error error(ErrorKind::usage, {.key = "rollout.date"}, "date is 'x', but must be a date", "mend it");
  const Error placed = error.at({.key = error.place.key, .file = "study.json"});
  CHECK(std::string(placed.what()) == "study.json:$.rollout.date: date is 'x', but must be a date; mend it");
  CHECK(placed.kind == ErrorKind::usage);
  CHECK(placed.remedy == "mend it");
}

TEST_CASE("by hand: no place and no remedy leave no stray punctuation") {
  CHECK(std::string(Error(ErrorKind::usage, {}, "no study was named").what()) == "no study was named");
}

TEST_CASE("by hand: control characters of the data neither break the line nor cut it short") {
  const Error error(ErrorKind::data, {.file = "x.csv", .line = 2}, std::string("unit is 'a\n\x1b[2J\0b'", 18), "");
  CHECK(std::string(error.what()) == "x.csv:2: unit is 'a  [2J b'");
}

TEST_CASE("by hand: a value of 10,000 characters is shown without its middle, and no character is cut") {
  const Error error(ErrorKind::usage, {.key = "tool", .file = "s.json"},
                    "tool is '" + std::string(9999, 'x') + "', but must be short");
  const std::string text = error.what();
  CHECK(text.size() < 500);
  CHECK(text.starts_with("s.json:$.tool: tool is 'xxx"));
  CHECK(text.ends_with("xxx', but must be short"));
  std::string umlauts = "'";
  for (int i = 0; i < 500; ++i) umlauts += "\xc3\xa4";
  const std::string cut = Error(ErrorKind::usage, {}, umlauts).what();
  CHECK(cut.find("\xc3\xa4 ... \xc3\xa4") != std::string::npos);
}

}  // TEST_SUITE("base/error")
