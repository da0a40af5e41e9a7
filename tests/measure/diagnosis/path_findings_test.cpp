#include "measure/diagnosis/path_findings.hpp"

#include <set>

#include "measure/panels.hpp"
#include "measure/simulated_rollout.hpp"

using namespace payoff;

TEST_SUITE("measure/diagnosis/path_findings") {

TEST_CASE("by hand: every method with a path answers the same questions of a sceptic") {
  const Panel panel = simulate({}, 5).panel;
  for (const std::string method : {"group_time", "interaction_weighted", "imputation", "two_stage"}) {
    INFO(method);
    const Effect effect = estimate(panel, {.metric = 0, .method = method});
    std::set<std::string> names;
    for (const Diagnostic& diagnostic : effect.diagnostics) names.insert(diagnostic.name);
    for (const char* name : {"balance_before", "anticipation", "adoption_spike", "pre_trend", "pre_trend_power"}) {
      INFO(name);
      CHECK(names.contains(name));
    }
    REQUIRE(!effect.sensitivities.empty());
    CHECK(effect.sensitivities[0].kind == SensitivityKind::relative_magnitude);
    CHECK(!effect.sensitivities[0].points.empty());
  }
}

TEST_CASE("refusal: numbers too far apart for what stands beside the answer leave the answer") {
  for (const double wild : {999999.0, 1e101, 1e149}) {
    Panel panel = simulate({}, 5).panel;
    panel.metrics[0].sum[7] = wild;
    for (const std::string method : {"group_time", "interaction_weighted", "imputation", "two_stage"}) {
      INFO(method << " " << wild);
      Effect effect;
      CHECK_NOTHROW(effect = estimate(panel, {.metric = 0, .method = method}));
      for (const Diagnostic& diagnostic : effect.diagnostics) CHECK(diagnostic.text.find("nan") == std::string::npos);
    }
  }
}

TEST_CASE("refusal: a headline that is no mean of the path gets no bounds on trends, and none that mismatch") {
  const Panel panel = simulate({}, 5).panel;
  const Effect effect = estimate(panel, {.metric = 0, .method = "group_time", .options = {{"aggregation", "group"}}});
  CHECK(effect.usable);
  CHECK(effect.sensitivities.empty());
}

}  // TEST_SUITE("measure/diagnosis/path_findings")
