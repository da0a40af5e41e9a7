// A study from a stranger: it reads its own data, and reaches nothing else of the machine.
#include <doctest/doctest.h>

#include "tools/program.hpp"

using namespace payoff::tools;

TEST_SUITE("tools/stranger") {

namespace {

std::string with_value(const std::string& sql) {
  return replaced(study(), R"("name": "minutes")", fmt::format(R"("name": "minutes", "value": "{}")", sql));
}

// Refused by every command, with this in its one line, and without a trace in the folder.
void check_refused(const std::string& text, const std::string& part, const std::string& flag = "") {
  Workplace place;
  place.write("s/data.csv", tickets());
  place.write("s/study.json", text);
  place.write("secret.csv", tickets());
  std::filesystem::create_symlink(place.path("secret.csv"), place.path("s/link.csv"));
  for (const char* command : {"run s/study.json -o out ", "check s/study.json "}) {
    const Outcome outcome = payoff_program(place, command + flag);
    CAPTURE(text);
    CAPTURE(outcome.error);
    CHECK(outcome.exit_code == 2);
    CHECK(std::ranges::count(outcome.error, '\n') == 1);
    CHECK(outcome.error.find(part) != std::string::npos);
    CHECK(place.names(".").size() == 4);  // s, secret.csv, stdout.txt, stderr.txt
    CHECK(place.names("s").size() == 3);
  }
}

}  // namespace

TEST_CASE("stranger: even a trusted study acts by no expression") {
  check_refused(with_value("minutes) AS v FROM (SELECT 1 AS minutes) LIMIT 0; COPY (SELECT 1) TO 'x'; SELECT (1"),
                "is neither a column nor SQL that works");
  check_refused(with_value("1); INSTALL httpfs; LOAD httpfs; SELECT (1"), "neither a column nor SQL");
  check_refused(with_value("(SELECT max(length(content)) FROM read_text('/etc/passwd'))"),
                "is neither a column nor SQL that works");
  check_refused(replaced(study(), R"("week")", R"x("range(1000000)")x"), "makes many values of one");
  check_refused(replaced(study(), R"("files": "data.csv")", R"("driver": "./evil.so", "table": "t")"), "absolute path");
}

TEST_CASE("stranger: a study that is not trusted runs on the data that lie with it") {
  Workplace place;
  place.write("s/data.csv", tickets());
  place.write("s/study.json", with_value("minutes + 0"));
  CHECK(payoff_program(place, "run s/study.json -o out --untrusted --quiet").exit_code == 0);
  CHECK(place.names("out").size() == 8);  // five reports, effects.csv, and the folders of their tables and pictures
  CHECK(payoff_program(place, "check s/study.json --untrusted --quiet").exit_code == 0);
  CHECK(payoff_program(place, "init s/data.csv --untrusted --force --quiet").exit_code == 0);
}

TEST_CASE("stranger: files elsewhere, links, addresses, databases and tables are refused when it is not trusted") {
  for (const char* files : {"../secret.csv", "link.csv", "/etc/passwd", "*.csv"})
    check_refused(study(files), "must lie below the study's folder", "--untrusted");
  check_refused(replaced(study(), R"("files": "data.csv")", R"("driver": "sqlite", "table": "t")"), "not trusted",
                "--untrusted");
  check_refused(with_value("(SELECT 1)"), "asks a table of its own", "--untrusted");
  check_refused(with_value("length(current_setting('temp_directory'))"), "calls current_setting()", "--untrusted");
}

}  // TEST_SUITE("tools/stranger")
