// Bad input: one line that names the place, the value, the rule and the remedy; the
// exit code of its kind; and nothing half written.
#include <doctest/doctest.h>

#include "tools/program.hpp"

using namespace payoff::tools;

TEST_SUITE("tools/bad_input") {

namespace {

void check_refused(const Workplace& place, int exit_code, const std::vector<std::string>& parts) {
  const Outcome outcome = payoff_program(place, "run study.json -o out");
  CAPTURE(outcome.error);
  CHECK(outcome.exit_code == exit_code);
  CHECK(std::ranges::count(outcome.error, '\n') == 1);
  CHECK(outcome.error.starts_with("payoff: "));
  for (const std::string& part : parts) CHECK_MESSAGE(outcome.error.find(part) != std::string::npos, part);
  CHECK(place.names("out").empty());
}

// The case most tests need: this CSV with the plain study.
void check_data_refused(const std::string& csv, int exit_code, const std::vector<std::string>& parts,
                        const std::string& study_text = study()) {
  Workplace place;
  place.write("data.csv", csv);
  place.write("study.json", study_text);
  check_refused(place, exit_code, parts);
}

}  // namespace

TEST_CASE("bad input: the good panel runs, so that what follows fails for its own reason") {
  Workplace place;
  place.write("data.csv", tickets());
  place.write("study.json", study());
  const Outcome outcome = payoff_program(place, "run study.json -o out");
  CHECK(outcome.exit_code == 0);
  CHECK(outcome.error.empty());
  CHECK(place.names("out").size() == 8);  // five reports, and the folders of their tables and pictures
}

TEST_CASE("bad input: a file that is missing, a folder, or empty") {
  Workplace place;
  place.write("study.json", study());
  check_refused(place, 3, {"data.csv: there is no such file", "data.files"});
  place.write("data.csv/x", "");
  check_refused(place, 3, {"data.csv: is a folder", "must be a file", "/*.csv"});
  check_data_refused("", 4, {"data.csv: the file is empty", "header line"});
  check_data_refused("unit,week,arm,minutes\n", 4, {"data.csv: there is a header but no rows"});
}

TEST_CASE("bad input: a pattern that matches nothing, and files whose headers differ") {
  Workplace place;
  place.write("study.json", study("part_*.csv"));
  check_refused(place, 3, {"part_*.csv", "no file matches"});
  place.write("part_1.csv", tickets());
  place.write("part_2.csv", "unit,day,arm,minutes\nu50,2025-01-06,A,1\n");
  check_refused(place, 4, {"part_2.csv:1", "header differs", "part_1.csv", "does not have a column 'week'"});
}

TEST_CASE("bad input: a column that is not there is answered with the one that was meant") {
  check_data_refused(tickets(), 2, {"study.json:$.columns.time", "'wek' is not in the data", "did you mean 'week'?"},
                     replaced(study(), "\"time\": \"week\"", "\"time\": \"wek\""));
  check_data_refused(tickets(), 2, {"study.json:$.metrics[0].value", "'minuts'", "did you mean 'minutes'?"},
                     replaced(study(), "\"kind\"", "\"value\": \"minuts\", \"kind\""));
}

TEST_CASE("bad input: text in a number column is named by file and line, once more than one row in a hundred is bad") {
  const auto damaged = [](int line, const std::string& row) {
    return line % 50 == 7 ? row.substr(0, row.rfind(',')) + ",n.d." : row;
  };
  check_data_refused(tickets(damaged), 4,
                     {"data.csv:7: minutes 'n.d.' is not a number", "4 of 160 rows", "at most 1 %", "rejected.csv"});
}

TEST_CASE("bad input: infinities are rejected with their lines") {
  const auto damaged = [](int line, const std::string& row) {
    return line == 12   ? row.substr(0, row.rfind(',')) + ",inf"
           : line == 40 ? row.substr(0, row.rfind(',')) + ",-Infinity"
                        : row;
  };
  check_data_refused(tickets(damaged), 4, {"data.csv:12: minutes 'inf' is not a finite number", "2 of 160 rows"});
}

TEST_CASE("bad input: one unit in each arm, no period before, a date outside the data") {
  check_data_refused(tickets([](int, const std::string& row) { return row; }, 2), 5,
                     {"groups or people is 2", "at least 3"});
  check_data_refused(tickets(), 4, {"$.rollout.date", "'2025-01-06'", "a period before it"},
                     replaced(study(), "2025-02-03", "2025-01-06"));
  check_data_refused(tickets(), 4, {"$.rollout.date", "'2026-02-03'", "a period from it on"},
                     replaced(study(), "2025-02-03", "2026-02-03"));
  check_data_refused(tickets(), 2, {"$.rollout.date", "'someday'", "a date like"},
                     replaced(study(), "2025-02-03", "someday"));
}

TEST_CASE("bad input: dates in two formats, or in one that may be read two ways") {
  check_data_refused(tickets([](int line, const std::string& row) {
                       return line == 10 ? replaced(row, "2025-01-06", "06/01/2025") : row;
                     }),
                     4, {"data.csv:10: time is '06/01/2025'", "one form", "data.csv:2 has '2025-01-06'"});
  const auto slashes = [](int line, const std::string& row) {
    return row.substr(0, 4) + fmt::format("{:02}/02/2025", line % 8 + 1) + row.substr(14);
  };
  check_data_refused(tickets(slashes), 4,
                     {"data.csv: time column 'week'", "may be %m/%d/%Y or %d/%m/%Y", "columns.time_format"});
}

TEST_CASE("bad input: duplicate keys show three of them, and are summed only when the metric says so") {
  const std::string twice =
      tickets() + "u00,2025-01-06,A,31\nu01,2025-01-06,B,31\nu02,2025-01-06,A,31\nu03,2025-01-06,B,3\n";
  check_data_refused(twice, 4, {"'u00' in 2025-01-06 (2 rows)", "'u01'", "'u02'", "\"aggregate\""});
  Workplace place;
  place.write("data.csv", twice);
  place.write("study.json", replaced(study(), "\"kind\"", "\"aggregate\": \"mean\", \"kind\""));
  CHECK(payoff_program(place, "run study.json -o out").exit_code == 0);
}

TEST_CASE("bad input: a unit in both groups, and a group value that nobody has") {
  check_data_refused(
      tickets([](int line, const std::string& row) { return line == 3 ? replaced(row, ",A,", ",B,") : row; }), 4,
      {"unit 'u00'", "group of unit"});
  check_data_refused(tickets(), 4, {"$.rollout.treated", "arm = 'C'", "'A' (80 rows)", "'B' (80 rows)"},
                     replaced(study(), "\"treated\": \"B\"", "\"treated\": \"C\""));
}

TEST_CASE("bad input: the study file's own mistakes are named by line or JSON path") {
  check_data_refused(tickets(), 2, {"study.json:1: is not JSON", "missing comma"},
                     "{\"data\": {\"files\": \"data.csv\"}, \"metrics\" [}");
  check_data_refused(tickets(), 2, {"study.json:$.colums", "not known here", "did you mean 'columns'?"},
                     replaced(study(), "\"columns\"", "\"colums\""));
  check_data_refused(tickets(), 2, {"$.metrics[0].unit", "'furlongs'", "seconds, minutes, hours or days"},
                     replaced(study(), "\"unit\": \"minutes\"", "\"unit\": \"furlongs\""));
  check_data_refused(tickets(), 2, {"$.money.realized_share", "0.5"},
                     study("data.csv", R"(, "money": {"people": 10, "hourly_cost": 40})"));
  check_data_refused(tickets(), 2, {"$.metrics[0].value", "neither a column nor SQL that works"},
                     replaced(study(), "\"kind\"", "\"value\": \"minutes +* 2\", \"kind\""));
}

TEST_CASE("bad input: an outcome that never varies gives no effect, and the report says so") {
  Workplace place;
  place.write("data.csv", tickets([](int, const std::string& row) { return row.substr(0, row.rfind(',')) + ",5"; }));
  place.write("study.json", study());
  const Outcome outcome = payoff_program(place, "run study.json -o out");
  CHECK(outcome.exit_code == 5);
  CHECK(outcome.out.find("does not vary") != std::string::npos);
}

TEST_CASE("bad input: a full or forbidden place to write leaves nothing behind") {
  Workplace place;
  place.write("data.csv", tickets());
  place.write("study.json", study());
  place.write("out", "a file, not a folder");
  const Outcome outcome = payoff_program(place, "run study.json -o out");
  CHECK(outcome.exit_code == 3);
  CHECK(outcome.error.find("out: cannot be written") != std::string::npos);
  CHECK(place.read("out") == "a file, not a folder");
}

TEST_CASE("bad input: what lies in the working folder, and how the data are called, changes no place") {
  const std::string wrong = replaced(study("rollout.date"), "\"treated\": \"B\"", "\"treated\": \"C\"");
  Workplace place;
  place.write("study.json", wrong);
  place.write("rollout.date", tickets());  // the data, by the name of a key
  place.write("rollout.treated", "a file that has nothing to do with it");
  check_refused(place, 4, {"payoff: study.json:$.rollout.treated: no row has arm = 'C'"});
  place.write("rollout.date", "unit,week,arm,minutes\n");
  check_refused(place, 4, {"payoff: rollout.date: there is a header but no rows"});
}

TEST_CASE("bad input: a wrong name among lists stands where the study has it") {
  check_data_refused(tickets(), 2,
                     {"payoff: study.json:$.metrics[0].covariates[0]: column 'minuts' is not in the data"},
                     replaced(study(), "\"kind\"", "\"covariates\": [\"minuts\"], \"kind\""));
  check_data_refused(tickets(), 2, {"payoff: study.json:$.columns.segments.team: column 'teem' is not in the data"},
                     replaced(study(), "\"unit\": \"unit\"", "\"segments\": {\"team\": \"teem\"}, \"unit\": \"unit\""));
}

TEST_CASE("bad input: what a method may not be asked stands at its key, whichever stage refuses it") {
  const auto with_method = [](const std::string& method) { return study("data.csv", ", \"method\": " + method); };
  check_data_refused(tickets(), 2, {"payoff: study.json:$.method.name: method is 'dif'", "did you mean 'did'?"},
                     with_method("{\"name\": \"dif\"}"));
  check_data_refused(tickets(), 2, {"payoff: study.json:$.method.errors: option errors of did is 'cr9'"},
                     with_method("{\"name\": \"did\", \"errors\": \"cr9\"}"));
  check_data_refused(tickets(), 2, {"payoff: study.json:$.method.errors: errors is cr2", "on the scale poisson"},
                     replaced(with_method("{\"name\": \"did\", \"errors\": \"cr2\"}"), "\"kind\"",
                              "\"scale\": \"poisson\", \"kind\""));
  check_data_refused(tickets(), 2, {"payoff: study.json:$.metrics[0].scale: scale of 'minutes' is poisson"},
                     replaced(with_method("{\"name\": \"paired\"}"), "\"kind\"", "\"scale\": \"poisson\", \"kind\""));
}

TEST_CASE("bad input: with --json the error is JSON") {
  Workplace place;
  place.write("study.json", study());
  const Outcome outcome = payoff_program(place, "run study.json --json -o out");
  CHECK(outcome.exit_code == 3);
  CHECK(outcome.error.starts_with(R"({"error":{"exit_code":3,"where":"data.csv","place":{"file":"data.csv"},)"));
  place.write("data.csv", tickets([](int line, const std::string& row) { return line < 9 ? row + "x" : row; }));
  CHECK(payoff_program(place, "run study.json --json -o out").error.find(R"("place":{"file":"data.csv","line":2})") !=
        std::string::npos);
  place.write("data.csv", tickets());
  place.write("study.json", replaced(study(), "\"treated\": \"B\"", "\"treated\": \"C\""));
  CHECK(payoff_program(place, "run study.json --json -o out")
            .error.find(R"("place":{"key":"rollout.treated","file":"study.json"})") != std::string::npos);
}

}  // TEST_SUITE("tools/bad_input")
