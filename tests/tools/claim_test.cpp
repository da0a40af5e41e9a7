// `payoff claim` as a person and a script use it.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tools/program.hpp"

using namespace payoff::tools;
using nlohmann::json;

TEST_SUITE("tools/claim") {

namespace {

constexpr const char* money = R"(, "who": "agents", "money": {"hourly_cost": 40, "people": 30, "realized_share": 0.5,
  "costs": [{"name": "licence", "per_person_month": 20}]})";

struct Ran : Workplace {
  Ran() {
    write("data.csv", tickets());
    write("study.json", replaced(study("data.csv", money), "\"date\"", "\"randomized\": true, \"date\""));
    REQUIRE(payoff_program(*this, "run study.json -o out --quiet").exit_code == 0);
  }
  Outcome claim(const std::string& sentence, const std::string& options = "") const {
    return payoff_program(*this, "claim out/results.json '" + sentence + "' " + options);
  }
};

}  // namespace

TEST_CASE("claim: the exit code tells supported from not supported from contradicted") {
  const Ran ran;
  CHECK(ran.claim("saves 5 a week").exit_code == 2);  // of what?
  const Outcome supported = ran.claim("minutes fell by 1 minute a week");
  CAPTURE(supported.out);
  CHECK(supported.exit_code == 0);
  CHECK(supported.error.empty());
  for (const char* label : {"claim ", "read as ", "verdict ", "why ", "probability ", "largest ", "honest "})
    CHECK(supported.out.find(label) != std::string::npos);
  CHECK(ran.claim("minutes fell by 20 minutes a week").exit_code == 7);
  CHECK(ran.claim("minutes rose").exit_code == 7);
  CHECK(ran.claim("minutes fell by 5.1 minutes a week").exit_code == 6);
  CHECK(ran.claim("pays off", "--quiet").out.empty());
}

TEST_CASE("claim: --json says the same to a program, errors too") {
  const Ran ran;
  const Outcome outcome = ran.claim("minutes fell by 1 minute a week", "--json");
  const json judgement = json::parse(outcome.out);
  CHECK(judgement["schema"] == "payoff-claim/1");
  CHECK(judgement["verdict"] == "supported");
  CHECK(judgement["probability_low"].get<double>() > 0.95);
  CHECK(judgement["largest_supported"].get<double>() >= 1);
  CHECK(judgement["honest"].get<std::string>().size() > 20);
  const Outcome refused = ran.claim("saves up to 5 hours a week", "--json");
  CHECK(refused.exit_code == 2);
  CHECK(
      json::parse(refused.error)["error"]["message"].get<std::string>().starts_with("claim: 'up to' cannot be judged"));
}

TEST_CASE("claim: help shows claims and exit codes; a claim without quotation marks is told") {
  const Ran ran;
  const Outcome help = payoff_program(ran, "claim --help");
  CHECK(help.exit_code == 0);
  for (const char* part :
       {"RESULTS SENTENCE", "--json", "contradicted", "Exit codes: 0 supported, 6 not supported, 7 contradicted"})
    CHECK(help.out.find(part) != std::string::npos);
  CHECK(payoff_program(ran, "claim out/results.json").error == "payoff: SENTENCE is missing; see `payoff --help`\n");
  CHECK(payoff_program(ran, "claim out/results.json saves 5 hours").error ==
        "payoff: '5' is one word too many; see `payoff --help`\n");
  CHECK(payoff_program(ran, "claim study.json 'saves 5 hours'").exit_code == 2);
  CHECK(payoff_program(ran, "claim none.json 'saves 5 hours'").exit_code == 3);
}

TEST_CASE("claim: nothing in the results steers a terminal") {
  const Ran ran;
  json results = json::parse(ran.read("out/results.json"));
  results["claims"][0]["text"] = "\x1b[31m red \x07 \xe2\x80\xae";
  ran.write("out/results.json", results.dump());
  const Outcome outcome = ran.claim("minutes fell by 1 minute a week");
  CHECK(outcome.exit_code == 0);
  for (const char* part : {"\x1b", "\x07", "\xe2\x80\xae"}) CHECK(outcome.out.find(part) == std::string::npos);
}

}  // TEST_SUITE("tools/claim")
