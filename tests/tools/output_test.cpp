// What the program writes: all of it or nothing, and no control characters on the terminal.
#include <doctest/doctest.h>

#include "tools/program.hpp"

using namespace payoff::tools;

TEST_SUITE("tools/output") {

namespace {

int exit_code_of(const Workplace& place, const std::string& command) {
  const int status = std::system(fmt::format("cd '{}' && {}", place.path(""), command).c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

TEST_CASE("output: when one of the files cannot be written, none is") {
  Workplace place;
  place.write("data.csv", tickets());
  place.write("study.json", study());
  place.write("out/results.json/occupied", "");
  place.write("out/report.html", "of an earlier run");
  const Outcome outcome = payoff_program(place, "run study.json -o out");
  CHECK(outcome.exit_code == 3);
  CHECK(outcome.error.find("out/results.json: cannot be written: Is a directory") != std::string::npos);
  CHECK(place.names("out").size() == 2);
  CHECK(place.read("out/report.html") == "of an earlier run");
}

TEST_CASE("output: a file size limit in the middle leaves neither a file nor the new folder") {
  Workplace place;
  place.write("data.csv", tickets());
  place.write("study.json", study());
  // One block of 512 or 1024 bytes is less than any report.
  const std::string command =
      fmt::format("(trap '' XFSZ; ulimit -f 1; '{}' run study.json -o out --quiet 2>stderr.txt)", PAYOFF_PROGRAM);
  CHECK(exit_code_of(place, command) == 3);
  CHECK(place.read("stderr.txt").find("cannot be written: File too large") != std::string::npos);
  CHECK_FALSE(std::filesystem::exists(place.path("out")));
}

TEST_CASE("output: a full standard output is an error, not a truncated success") {
  Workplace place;
  place.write("data.csv", tickets());
  place.write("study.json", study());
  for (const char* arguments : {"run study.json --json -o out", "check study.json"}) {  // much and little to print
    const std::string command = fmt::format("'{}' {} >/dev/full 2>stderr.txt", PAYOFF_PROGRAM, arguments);
    CHECK(exit_code_of(place, command) == 3);
    const std::string error = place.read("stderr.txt");
    CAPTURE(error);
    CHECK(error.find("No space left on device") != std::string::npos);
    CHECK(std::count(error.begin(), error.end(), '\n') == 1);
  }
}

TEST_CASE("output: a folder for temporary files that is not there is said, and nothing is written") {
  Workplace place;
  place.write("data.csv", tickets());
  place.write("study.json", study());
  const std::string command =
      fmt::format("TMPDIR=/nonexistent '{}' run study.json -o out 2>stderr.txt", PAYOFF_PROGRAM);
  CHECK(exit_code_of(place, command) == 3);
  CHECK(place.read("stderr.txt") ==
        "payoff: TMPDIR: the folder for temporary files is not there, but must be; set TMPDIR to a folder\n");
  CHECK(place.names("out").empty());
}

TEST_CASE("output: names that hold control characters neither break a line nor steer the terminal") {
  Workplace place;
  std::string csv = tickets();
  csv.replace(csv.find("minutes"), 7, "\"min\x1b[2J\nutes\"");
  place.write("data.csv", csv);
  std::string text = study();
  text.replace(text.find("\"minutes\", \"kind\""), 9, R"("min\u001b[2J\nutes")");
  place.write("study.json", text);
  const Outcome outcome = payoff_program(place, "run study.json -o out");
  CAPTURE(outcome.error);
  REQUIRE(outcome.exit_code == 0);
  CHECK(outcome.out.find('\x1b') == std::string::npos);
  place.write("data.csv", csv + "\"u\x1b[2J\n9\",2025-01-06,A,1\n\"u\x1b[2J\n9\",2025-01-06,A,1\n");
  const Outcome refused = payoff_program(place, "run study.json -o out");
  CHECK(refused.exit_code == 4);
  CHECK(std::count(refused.error.begin(), refused.error.end(), '\n') == 1);
  CHECK(refused.error.find('\x1b') == std::string::npos);
}

TEST_CASE("output: a wrong command line is one line, with where to read on") {
  Workplace place;
  for (const char* arguments : {"", "rnu", "run", "run study.json --thread 2", "run study.json --threads -1"}) {
    const Outcome outcome = payoff_program(place, arguments);
    CAPTURE(outcome.error);
    CHECK(outcome.exit_code == 2);
    CHECK(std::count(outcome.error.begin(), outcome.error.end(), '\n') == 1);
    CHECK(outcome.error.find("see `payoff --help`") != std::string::npos);
  }
}

}  // TEST_SUITE("tools/output")
