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
  place.write("out/evidence.html", "of an earlier run");
  const Outcome outcome = payoff_program(place, "run study.json -o out");
  CHECK(outcome.exit_code == 3);
  CHECK(outcome.error.find("out/results.json: cannot be written: Is a directory") != std::string::npos);
  CHECK(place.names("out").size() == 2);
  CHECK(place.read("out/evidence.html") == "of an earlier run");
}

TEST_CASE("output: tables and pictures lie in folders of their own, and those of an earlier report go, but no others") {
  Workplace place;
  place.write("data.csv", tickets());
  // Two more metrics, each with tables of its own.
  place.write("study.json", replaced(study(), R"("unit": "minutes"}])", R"("unit": "minutes"},
      {"name": "second", "value": "minutes + 1", "role": "secondary"}])"));
  place.write("out/tables/sales.csv", "somebody's own");
  place.write("out/pictures/cat.svg", "somebody's own");
  REQUIRE(payoff_program(place, "run study.json -o out --quiet").exit_code == 0);
  const std::vector<std::string> before = place.names("out/tables"), pictures = place.names("out/pictures");
  CHECK(std::ranges::count(before, "second_in_full.csv") == 1);
  CHECK(std::ranges::count(pictures, "trend0.svg") == 1);
  place.write("study.json", study());
  const Outcome again = payoff_program(place, "run study.json -o out");
  REQUIRE(again.exit_code == 0);
  CHECK(again.out.find("out/tables") == std::string::npos);  // one line for each report, not for each table
  const std::vector<std::string> after = place.names("out/tables");
  CHECK(std::ranges::count(after, "second_in_full.csv") == 0);
  CHECK(std::ranges::count(after, "minutes_in_full.csv") == 1);
  CHECK(after.size() < before.size());
  CHECK(place.read("out/tables/sales.csv") == "somebody's own");
  CHECK(place.read("out/pictures/cat.svg") == "somebody's own");
}

TEST_CASE("output: a table or a picture that cannot be written stops all of them") {
  for (const char* occupied : {"out/tables", "out/pictures/trend0.svg/occupied"}) {
    Workplace place;
    place.write("data.csv", tickets());
    place.write("study.json", study());
    place.write(occupied, "");
    const Outcome outcome = payoff_program(place, "run study.json -o out");
    CAPTURE(outcome.error);
    CHECK(outcome.exit_code == 3);
    CHECK(outcome.error.find("cannot be written") != std::string::npos);
    CHECK(place.names("out").size() == 1);
  }
}

TEST_CASE("output: only what a report of ours links to is taken for a table of ours") {
  Workplace place;
  place.write("data.csv", tickets());
  place.write("study.json", study());
  place.write("out/tables/sales.csv", "kept");
  place.write("out/tables/old.csv", "of an earlier run");
  place.write("out/evidence.html",
              "<p>tables/sales.csv &quot;&gt;tables/sales.csv</p><a href=\"#\">tables/old.csv</a>"
              "<a href=\"#\">tables/../../data.csv</a>");
  REQUIRE(payoff_program(place, "run study.json -o out --quiet").exit_code == 0);
  CHECK(place.read("out/tables/sales.csv") == "kept");
  CHECK_FALSE(std::filesystem::exists(place.path("out/tables/old.csv")));
  CHECK(std::filesystem::exists(place.path("data.csv")));
}

TEST_CASE("output: a workbook where there is money; where there is none, that of an earlier run goes") {
  Workplace place;
  place.write("data.csv", tickets());
  place.write("study.json",
              study("data.csv", R"(, "money": {"people": 100, "hourly_cost": 40, "realized_share": 0.5})"));
  const Outcome with_money = payoff_program(place, "run study.json -o out");
  CHECK(with_money.exit_code == 0);
  CHECK(with_money.out.find("out/model.xlsx") != std::string::npos);
  CHECK(place.read("out/model.xlsx").starts_with("PK"));
  place.write("study.json", study());
  const Outcome without = payoff_program(place, "run study.json -o out");
  CHECK(without.exit_code == 0);
  CHECK(without.out.find("model.xlsx") == std::string::npos);
  CHECK_FALSE(std::filesystem::exists(place.path("out/model.xlsx")));
}

TEST_CASE("output: a workbook that does not fit on the disk is not written in part") {
  Workplace place;
  place.write("data.csv", tickets());
  place.write("study.json", study("data.csv", R"(, "money": {"people": 100, "hourly_cost": 40, "realized_share": 0.5},
    "report": {"formats": ["xlsx"]})"));
  // Its parts are larger than itself, and kept in temporary files meanwhile: 40 blocks are enough for it, and not for them.
  const std::string command =
      fmt::format("(trap '' XFSZ; ulimit -f 40; '{}' run study.json -o out --quiet 2>stderr.txt)", PAYOFF_PROGRAM);
  CHECK(exit_code_of(place, command) == 3);
  CHECK(place.read("stderr.txt").find("the temporary files of the workbook: No space left on device") !=
        std::string::npos);
  CHECK_FALSE(std::filesystem::exists(place.path("out")));
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
        "payoff: TMPDIR names no folder for temporary files, but must; set TMPDIR to a folder\n");
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

TEST_CASE("output: what a killed run has left of its files goes with the next run, but not what a living one writes") {
  Workplace place;
  place.write("data.csv", tickets());
  place.write("study.json", study());
  place.write("out/evidence.html.4242.part", "half");
  place.write("out/report.html.4242.part", "half, of an earlier version");
  place.write("out/evidence.html.part", "mine.part is no pattern of ours, but ends like one");
  place.write("out/other.4242.part", "not of a report");
  place.write("out/results.json.77.part", "of a run that lives");
  const std::string command =
      fmt::format("flock out/results.json.77.part '{}' run study.json -o out --quiet", PAYOFF_PROGRAM);
  CHECK(exit_code_of(place, command) == 0);
  CHECK_FALSE(std::filesystem::exists(place.path("out/evidence.html.4242.part")));
  CHECK_FALSE(std::filesystem::exists(place.path("out/report.html.4242.part")));
  CHECK(std::filesystem::exists(place.path("out/results.json.77.part")));
  CHECK(std::filesystem::exists(place.path("out/other.4242.part")));
}

TEST_CASE("output: SIGHUP ends a run as Ctrl-C does, with nothing left, and nohup lets it end") {
  Workplace place;
  std::string csv = "unit,t,ad,y\n";  // some seconds of work
  for (int unit = 0; unit < 600; ++unit)
    for (int t = 1; t <= 240; ++t)
      csv += fmt::format("{},{},{},{}\n", unit, t, unit < 400 ? fmt::to_string(5 + unit / 2) : "",
                         (unit * 7 + t * t) % 13);
  place.write("data.csv", csv);
  place.write("study.json", R"({"data": {"files": "data.csv"}, "columns": {"unit": "unit", "time": "t"},
    "rollout": {"adopted_on": "ad"}, "metrics": [{"name": "y"}]})");
  const std::string command =
      fmt::format("timeout -s HUP 0.3 '{}' run study.json -o out/deep 2>stderr.txt", PAYOFF_PROGRAM);
  CHECK(exit_code_of(place, command) == 124);
  CHECK(place.read("stderr.txt").find("interrupted; nothing was written") != std::string::npos);
  CHECK_FALSE(std::filesystem::exists(place.path("out")));
  place.write("data.csv", tickets());
  place.write("study.json", study());
  CHECK(exit_code_of(place, fmt::format("trap '' HUP; '{}' run study.json -o out --quiet", PAYOFF_PROGRAM)) == 0);
}

TEST_CASE("output: a closed standard output is an error, and no report is taken for it") {
  Workplace place;
  place.write("data.csv", tickets());
  place.write("study.json", study());
  CHECK(exit_code_of(place, fmt::format("'{}' run study.json -o out 2>stderr.txt >&-", PAYOFF_PROGRAM)) == 3);
  const std::string error = place.read("stderr.txt");
  CHECK(std::count(error.begin(), error.end(), '\n') == 1);
  CHECK(place.read("out/evidence.html").starts_with("<!"));
  CHECK(exit_code_of(place, fmt::format("'{}' run study.json -o out --quiet <&- >&- 2>&-", PAYOFF_PROGRAM)) == 0);
}

// The sanitizers reserve more than this of the address space before the program begins.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST_CASE("output: with little memory, or no thread to be had, one line says so, or the answer comes") {
  Workplace place;
  place.write("data.csv", tickets());
  place.write("study.json", study());
  for (int megabytes = 60; megabytes <= 300; megabytes += megabytes < 120 ? 2 : 10) {
    const std::string command = fmt::format("(ulimit -v {}; '{}' run study.json -o out --quiet 2>stderr.txt)",
                                            1024 * megabytes, PAYOFF_PROGRAM);
    const int code = exit_code_of(place, command);
    const std::string error = place.read("stderr.txt");
    CAPTURE(megabytes);
    CAPTURE(error);
    CHECK((code == 0 || code == 3 || code == 4));
    if (code != 0) CHECK(std::count(error.begin(), error.end(), '\n') == 1);
    if (code != 0) CHECK(error.find("memory") != std::string::npos);
  }
}
#endif

TEST_CASE("output: with --json a wrong command line is JSON too") {
  Workplace place;
  for (const char* arguments : {"run --json", "run study.json --json --threads -1", "--json rnu"}) {
    const Outcome outcome = payoff_program(place, arguments);
    CAPTURE(outcome.error);
    CHECK(outcome.exit_code == 2);
    CHECK(outcome.error.starts_with(R"({"error":{"exit_code":2,)"));
  }
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
