// The program as a person uses it.
#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "tools/program.hpp"

using namespace payoff::tools;
using nlohmann::json;

TEST_SUITE("tools/cli") {

namespace {

// The results of a study that must run.
json results(const Workplace& place, const std::string& study_text, const std::string& options = "") {
  place.write("study.json", study_text);
  const Outcome outcome = payoff_program(place, "run study.json --json -o out " + options);
  CAPTURE(outcome.error);
  REQUIRE(outcome.exit_code == 0);
  return json::parse(outcome.out);
}

// Markdown without its fenced code, where text stands as it is.
std::string without_code(const std::string& markdown) {
  std::istringstream lines(markdown);
  std::string prose;
  bool code = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("```"))
      code = !code;
    else if (!code)
      prose += line + "\n";
  }
  return prose;
}

}  // namespace

TEST_CASE("cli: silent in a pipe but for the answer, silent altogether with --quiet") {
  Workplace place;
  place.write("data.csv", tickets());
  place.write("study.json", study());
  const Outcome loud = payoff_program(place, "run study.json -o out");
  CHECK(loud.error.empty());
  CHECK(loud.out.find("treated: 80 rows where arm is 'B'") != std::string::npos);
  CHECK(loud.out.find("out/evidence.html") != std::string::npos);
  const Outcome quiet = payoff_program(place, "run study.json -o out --quiet");
  CHECK(quiet.exit_code == 0);
  CHECK((quiet.out.empty() && quiet.error.empty()));
}

TEST_CASE("cli: help shows a study and the exit codes; an unknown word is a usage error") {
  Workplace place;
  const Outcome help = payoff_program(place, "--help");
  CHECK(help.exit_code == 0);
  for (const char* part : {"run", "check", "init", "methods", "\"rollout\"", "Exit codes"})
    CHECK(help.out.find(part) != std::string::npos);
  CHECK(payoff_program(place, "rnu study.json").exit_code == 2);
  const Outcome methods = payoff_program(place, "methods");
  for (const char* part : {"two_sample", "did", "paired", "G05", "evidence.html"})
    CHECK(methods.out.find(part) != std::string::npos);
}

TEST_CASE("cli: a line that cannot be understood is told by the word that is wrong") {
  const Workplace place;
  const std::map<std::string, std::string> lines{{"", "a command is missing"},
                                                 {"rnu", "'rnu' is no command; did you mean 'run'?"},
                                                 {"run", "STUDY is missing"},
                                                 {"init --force", "DATA is missing"},
                                                 {"compare a b c", "'c' is one word too many"},
                                                 {"methods x", "'x' is one word too many"},
                                                 {"run a --thread 2", "--thread: unknown option"},
                                                 {"run a --threads 1025", "--threads: 1025 is not in 0 to 1024"},
                                                 {"run a --threads x", "x: invalid numeric value"},
                                                 {"run a -o", "-o: missing argument"}};
  for (const auto& [line, words] : lines) {
    CAPTURE(line);
    const Outcome outcome = payoff_program(place, line);
    CHECK(outcome.exit_code == 2);
    CHECK(outcome.error == "payoff: " + words + "; see `payoff --help`\n");
  }
  for (const char* command : {"run", "check", "init", "methods"}) {
    const Outcome help = payoff_program(place, std::string(command) + " --help");
    CHECK(help.exit_code == 0);
    CHECK(help.out.find(std::string("Usage: payoff ") + command) != std::string::npos);
  }
  CHECK(payoff_program(place, "--version").out.starts_with("0."));
}

TEST_CASE("cli: the schemas that it prints are those of the repository; a name that has none is told those that have") {
  const Workplace place;
  for (const auto& [line, file] :
       {std::pair("schema", "study"), std::pair("schema study", "study"), std::pair("schema results", "results"),
        std::pair("schema portfolio", "portfolio")}) {
    std::ostringstream kept;
    kept << std::ifstream(fmt::format("{}/schemas/{}-1.json", PAYOFF_SOURCE_DIR, file)).rdbuf();
    const bool same = payoff_program(place, line).out == kept.str();
    CHECK_MESSAGE(same, line);
  }
  const Outcome unknown = payoff_program(place, "schema result");
  CHECK(unknown.exit_code == 2);
  CHECK(unknown.error == "payoff: 'result' has no schema; did you mean 'results'?\n");
  CHECK(payoff_program(place, "schema study results").exit_code == 2);
}

TEST_CASE("cli: check says whether the study can run, and estimates nothing") {
  Workplace place;
  place.write("data.csv", tickets());
  place.write("study.json", study());
  const Outcome outcome = payoff_program(place, "check study.json");
  CHECK(outcome.exit_code == 0);
  CHECK(outcome.out.find("method: did") != std::string::npos);
  CHECK(outcome.out.find("95%") == std::string::npos);
  CHECK_FALSE(std::filesystem::exists(place.path("payoff-report")));
}

TEST_CASE("cli: a study that could not be estimated is not 0, though its documents are written and say so") {
  Workplace place;
  std::string csv = "who,arm,minutes\n";
  for (int i = 0; i < 12; ++i) csv += fmt::format("p{},{},5\n", i, i % 2 ? "yes" : "no");
  place.write("x.csv", csv);
  place.write("study.json", R"({"data": {"files": "x.csv"}, "columns": {"unit": "who"},
    "rollout": {"group": "arm", "treated": "yes"}, "metrics": [{"name": "minutes", "kind": "time", "unit": "minutes"}]})");
  const Outcome outcome = payoff_program(place, "run study.json -o out --json");
  CHECK(outcome.exit_code == 5);
  CHECK(outcome.error ==
        "payoff: minutes is not estimated: 'minutes' does not vary around its means, so nothing can be said "
        "of its uncertainty\n");
  CHECK(json::parse(outcome.out)["effects"][0]["usable"] == false);
  CHECK(!place.read("out/case-study.html").empty());
}

TEST_CASE("cli: every rejected row is kept with its file, line, column, text and reason") {
  Workplace place;
  std::set<int> damaged{3, 50, 161, 240};
  place.write("data.csv", tickets(
                              [&](int line, const std::string& row) {
                                if (!damaged.contains(line)) return row;
                                if (line == 3) return replaced(row, "u00", "");
                                if (line == 50) return row + ",too,many";
                                if (line == 161) return row.substr(0, 4) + "someday" + row.substr(14);
                                return row.substr(0, row.rfind(',')) + ",=cmd|'/c calc'!A1";
                              },
                              60));
  place.write("study.json", study());
  const Outcome outcome = payoff_program(place, "run study.json -o out");
  REQUIRE(outcome.exit_code == 0);
  CHECK(outcome.out.find("rows read 480 = used 476 + rejected 4 + filtered 0") != std::string::npos);
  const std::string rejected = place.read("out/rejected.csv");
  CAPTURE(rejected);
  CHECK(std::ranges::count(rejected, '\n') == 5);
  for (const int line : damaged) CHECK(rejected.find(fmt::format("data.csv,{},", line)) != std::string::npos);
  CHECK(rejected.find("\"'=cmd|") != std::string::npos);  // guarded against spreadsheets
}

TEST_CASE("cli: line numbers count quoted line breaks and empty lines, parsed or judged") {
  Workplace place;
  std::string csv = tickets(
      [](int line, const std::string& row) {
        if (line == 5) return replaced(row, "u00", "\"u\n\n00\"") + "\n";  // two breaks in a cell, an empty line after
        if (line == 100) return row.substr(0, row.rfind(',')) + ",abc";
        return line == 101 ? row.substr(0, row.rfind(',')) + ",inf" : row;
      },
      60);
  place.write("data.csv", csv);
  place.write("study.json", study());
  REQUIRE(payoff_program(place, "run study.json -o out").exit_code == 0);
  const std::string rejected = place.read("out/rejected.csv");
  CAPTURE(rejected);
  CHECK(rejected.find("data.csv,103,minutes,abc") != std::string::npos);
  CHECK(rejected.find("data.csv,104,minutes,inf") != std::string::npos);
}

TEST_CASE("cli: more metrics than a report shows are listed in effects.csv, which is of the last run") {
  Workplace place;
  place.write("data.csv", tickets());
  json plan = json::parse(study());
  for (int k = 0; k < 55; ++k) {
    plan["metrics"].push_back(
        {{"name", fmt::format("m{}", k)}, {"value", fmt::format("minutes + {}", k)}, {"role", "secondary"}});
  }
  const json result = results(place, plan.dump());
  CHECK(result["effects"].size() == 56);
  const std::string csv = place.read("out/effects.csv"), html = place.read("out/evidence.html");
  CHECK(csv.find("\r\nm54,m54,secondary,") != std::string::npos);
  CHECK(html.find("the 50 most important of 56 metrics;") != std::string::npos);
  results(place, study());
  CHECK(place.read("out/effects.csv").find("m54") == std::string::npos);
}

TEST_CASE("cli: an old rejected.csv does not outlive a clean run") {
  Workplace place;
  place.write("data.csv", tickets());
  place.write("out/rejected.csv", "old");
  results(place, study());
  CHECK_FALSE(std::filesystem::exists(place.path("out/rejected.csv")));
}

TEST_CASE("cli: hostile names and cells do no harm in any report") {
  Workplace place;
  const std::string unit = "\"; drop table x --", script = "<script>alert(1)</script>";
  std::string csv = "\"\"\"; drop table x --\",week,arm,\"" + script + "\",\"'m)(\"\n";
  std::string plain = tickets();
  for (std::size_t at = plain.find('\n') + 1, end; at < plain.size(); at = end + 1) {
    end = plain.find('\n', at);
    csv += "=cmd|" + plain.substr(at, end - at) + (at % 2 ? ",<img src=x onerror=alert(2)>" : ",|pipe`") + "\n";
  }
  place.write("data.csv", csv);
  json study_json{
      {"title", script}, {"who", script}, {"tool", "=cmd|' /C calc'!A0"}, {"data", {{"files", "data.csv"}}}};
  study_json["columns"] = {{"unit", unit}, {"time", "week"}};
  study_json["rollout"] = {{"group", "arm"}, {"treated", "B"}, {"date", "2025-02-03"}};
  study_json["metrics"] = json::array({{{"name", script}}});
  results(place, study_json.dump());
  const std::string html = place.read("out/evidence.html"), markdown = place.read("out/report.md");
  for (const char* raw : {"<script", "<img src=x"}) {
    CHECK(html.find(raw) == std::string::npos);
    CHECK(without_code(markdown).find(raw) == std::string::npos);
  }
  CHECK(html.find("&lt;script&gt;") != std::string::npos);
}

TEST_CASE("cli: one thread and two write the same bytes") {
  Workplace place;
  for (int part = 0; part < 6; ++part)
    place.write(fmt::format("part{}.csv", part),
                tickets([&](int, const std::string& row) { return fmt::format("p{}", part) + row; }, 400));
  const std::string text = study(
      "part*.csv",
      R"(, "money": {"people": 50, "hourly_cost": 40, "realized_share": {"low": 0.2, "mode": 0.4, "high": 0.6}})");
  place.write("study.json", text);
  for (const char* threads : {"1", "2"})
    REQUIRE(payoff_program(place, fmt::format("run study.json --quiet --threads {0} -o out{0}", threads)).exit_code ==
            0);
  for (const char* file : {"results.json", "evidence.html", "report.md", "case-study.html", "effects.csv"})
    CHECK(place.read(std::string("out1/") + file) == place.read(std::string("out2/") + file));
}

TEST_CASE("cli: delimiters, byte-order mark, CRLF and a decimal comma change nothing but the inputs") {
  Workplace place;
  place.write("data.csv", tickets());
  const json plain = results(place, study())["effects"];
  std::string windows = "\xEF\xBB\xBF";
  for (const char c : tickets()) windows += c == '\n' ? "\r\n" : std::string(1, c);
  place.write("data.csv", windows);
  CHECK(results(place, study())["effects"] == plain);
  for (const char delimiter : {';', '\t', '|'}) {
    std::string other = tickets([](int, const std::string& row) { return row + ".50"; });
    place.write("data.csv", other);
    const json point = results(place, study())["effects"];
    std::ranges::replace(other, ',', delimiter);
    std::ranges::replace(other, '.', ',');
    place.write("data.csv", other);
    CHECK(results(place, replaced(study(), "\"data.csv\"", "\"data.csv\", \"decimal\": \",\""))["effects"] == point);
  }
}

TEST_CASE("cli: init drafts a study that runs once what it asks is answered, and does not replace one") {
  Workplace place;
  place.write("data.csv", tickets());
  const Outcome drafted = payoff_program(place, "init data.csv");
  CAPTURE(drafted.error);
  REQUIRE(drafted.exit_code == 0);
  CHECK(drafted.out.starts_with("study.json\nQUESTION: when did B begin with the tool?"));
  const std::string text = place.read("study.json");
  for (const char* part :
       {"\"unit\": \"unit\"", "\"time\": \"week\"", "\"treated\": \"B\"", "QUESTION", "\"kind\": \"time\""})
    CHECK_MESSAGE(text.find(part) != std::string::npos, text);
  CHECK(payoff_program(place, "run study.json -o out").exit_code == 2);
  place.write("answered.json", replaced(text, "\"date\": \"?\"", "\"date\": \"2025-02-03\""));
  CHECK(payoff_program(place, "run answered.json -o out").exit_code == 0);
  const Outcome again = payoff_program(place, "init data.csv");
  CHECK(again.exit_code == 2);
  CHECK(again.error.find("--force") != std::string::npos);
}

TEST_CASE("init takes options for answers, and says where the study that it drafts cannot run") {
  const Workplace place;
  place.write("x.csv", tickets());
  const auto run = [&](const std::string& arguments) { return payoff_program(place, arguments); };
  Outcome outcome = run("init x.csv --date 2025-02-03 --who agents");
  CHECK(outcome.exit_code == 0);
  CHECK(outcome.out.find("QUESTION") == std::string::npos);
  CHECK(run("run study.json").exit_code == 0);
  outcome = run("init x.csv --force --date 2031-02-03");
  CHECK(outcome.exit_code == 0);
  CHECK_MESSAGE(outcome.out.find("as it is it cannot run: ") != std::string::npos, outcome.out);
  outcome = run("init x.csv --force");
  CHECK_MESSAGE(outcome.out.find("QUESTION: when did B begin") != std::string::npos, outcome.out);
}

}  // TEST_SUITE("tools/cli")
