// The shipped cases: the program must find the truth that the generator put in.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "payoff/payoff.hpp"

using namespace payoff;

TEST_SUITE("replication/datasets") {

namespace {

std::string all_claims(const CaseStudy& result) {
  std::string text;
  for (const Claim& claim : result.claims) text += claim.text() + "\n";
  return text;
}

bool covers(const Estimate& estimate, double truth) {
  return estimate.low <= truth && truth <= estimate.high;
}

// The naive interval misses a truth of 0; the estimate without the bad window finds it, and the report says why.
void check_trap(const CaseStudy& result, double truth) {
  const Effect& effect = result.effects.front();
  CHECK_FALSE(covers(effect.absolute, truth));
  const auto without = std::ranges::find_if(
      effect.alternatives, [](const Alternative& a) { return a.name.starts_with("without the last weeks"); });
  REQUIRE(without != effect.alternatives.end());
  CHECK(covers(without->absolute, truth));
  CHECK(std::ranges::any_of(result.verdict.reasons,
                            [](const Reason& reason) { return reason.rule == RuleId::last_window; }));
}

// A staggered case is built so that the static two-way estimate misleads: the report must show it, marked, and with
// an interval that misses the truth.
void check_warning(const Effect& effect, double truth) {
  const auto warning = std::ranges::find(effect.alternatives, "static two-way", &Alternative::name);
  REQUIRE(warning != effect.alternatives.end());
  CHECK(warning->misleads());
  CHECK_FALSE(covers(warning->absolute, truth));
  CHECK_FALSE(warning->remark.empty());
}

void check_case(const std::filesystem::path& folder) {
  const auto expected = nlohmann::json::parse(std::ifstream(folder / "expected.json"));
  const CaseStudy result = run(read_study((folder / "study.json").string()));
  const Effect& effect = result.effects.front();
  CHECK(effect.metric.name == expected["metric"].get<std::string>());
  CHECK(effect.method == expected["design"].get<std::string>());
  CHECK(std::string(1, result.verdict.grade) == expected["grade"].get<std::string>());
  const double truth = expected["truth"]["absolute"];
  if (expected["covers"].get<bool>())
    CHECK(covers(effect.absolute, truth));
  else
    check_trap(result, truth);
  if (effect.method == "group_time") check_warning(effect, truth);
  const std::string claims = all_claims(result);
  CAPTURE(claims);
  for (const std::string part : expected["claims_contain"]) CHECK_MESSAGE(claims.find(part) != std::string::npos, part);
  for (const std::string part : expected["claims_must_not_contain"])
    CHECK_MESSAGE(claims.find(part) == std::string::npos, part);
}

}  // namespace

TEST_CASE("datasets: every shipped case gives its truth, its grade and only licensed claims") {
  int cases = 0;
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(PAYOFF_SOURCE_DIR) / "datasets")) {
    if (!std::filesystem::exists(entry.path() / "expected.json")) continue;
    CAPTURE(entry.path().filename().string());
    check_case(entry.path());
    ++cases;
  }
  CHECK(cases == 7);
}

}  // TEST_SUITE("replication/datasets")
