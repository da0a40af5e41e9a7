// `payoff compare` as a person and a script use it.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tools/program.hpp"

using namespace payoff::tools;
using nlohmann::json;

TEST_SUITE("tools/compare") {

namespace {

struct Ran : Workplace {
  Ran() {
    write("data.csv", tickets());
    run("a", "");
    run("b", R"(, "seed": 5, "title": "Another")");
    run("c", R"(, "method": {"level": 0.9})");
  }
  void run(const std::string& name, const std::string& more) const {
    write(name + ".json", study("data.csv", more));
    REQUIRE(payoff_program(*this, fmt::format("run {0}.json -o {0} --quiet", name)).exit_code == 0);
  }
};

}  // namespace

TEST_CASE("compare: text for people, JSON for programs, an exit code for a refusal") {
  const Ran ran;
  const Outcome same = payoff_program(ran, "compare a/results.json a/results.json");
  CHECK(same.exit_code == 0);
  CHECK(same.out.find("nothing changed") != std::string::npos);
  const Outcome told = payoff_program(ran, "compare a/results.json b/results.json");
  CHECK(told.exit_code == 0);
  for (const char* part : {"\"Another\", was \"Untitled study\"", "seed", "5, was 1", "Both read the same files"})
    CHECK_MESSAGE(told.out.find(part) != std::string::npos, told.out);
  const Outcome machine = payoff_program(ran, "compare a/results.json b/results.json --json");
  const json comparison = json::parse(machine.out);
  CHECK(comparison["schema"] == "payoff-compare/1");
  CHECK(comparison["shared_data"] == "all");
  CHECK(comparison["others"][0]["what"] == "seed");
  CHECK(payoff_program(ran, "compare a/results.json b/results.json --quiet").out.empty());
  const Outcome refused = payoff_program(ran, "compare a/results.json c/results.json --json");
  CHECK(refused.exit_code == 2);
  CHECK(json::parse(refused.error)["error"]["message"].get<std::string>().find("level is 0.95 there and 0.9 here") !=
        std::string::npos);
  CHECK(payoff_program(ran, "compare a/results.json b/results.json --independent").exit_code == 2);
}

TEST_CASE("compare: a missing or wrong file, and help") {
  const Ran ran;
  CHECK(payoff_program(ran, "compare a/results.json").error == "payoff: NOW is missing; see `payoff --help`\n");
  CHECK(payoff_program(ran, "compare a/results.json none.json").exit_code == 3);
  CHECK(payoff_program(ran, "compare a/results.json a.json").exit_code == 2);
  const Outcome help = payoff_program(ran, "compare --help");
  for (const char* part : {"THEN NOW", "--json", "--independent", "Exit codes: 0 compared; 2 refused"})
    CHECK(help.out.find(part) != std::string::npos);
}

}  // TEST_SUITE("tools/compare")
