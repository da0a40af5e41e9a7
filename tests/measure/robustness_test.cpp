#include "measure/robustness.hpp"

#include "measure/panels.hpp"
#include "measure/simulated_rollout.hpp"

using namespace payoff;

TEST_SUITE("measure/robustness") {

namespace {

std::vector<std::string> names_of(const Effect& effect) {
  std::vector<std::string> names;
  for (const Alternative& alternative : effect.alternatives) names.push_back(alternative.name);
  return names;
}

bool has(const Effect& effect, const std::string& name) {
  return std::ranges::count(names_of(effect), name) > 0;
}

}  // namespace

TEST_CASE("by hand: a staggered study shows every other method on its panel, and the misleading one last") {
  const Effect effect = estimate(simulate({}, 3).panel, {.metric = 0});
  CHECK(effect.method == "group_time");
  for (const char* name : {"group-time effects, never-adopters only", "interaction-weighted", "imputation", "two-stage",
                           "units seen in every period"}) {
    INFO(name);
    CHECK(has(effect, name));
  }
  CHECK(!has(effect, "group-time effects"));  // the answer itself
  CHECK(effect.alternatives.back().misleads());
  CHECK(std::ranges::count(effect.alternatives, true, &Alternative::misleads) == 2);  // and before/after alone
  double weights = 0;
  for (const DecompositionPart& part : effect.decomposition) weights += part.weight;
  CHECK_CLOSE(weights, 1, 1e-12);
}

TEST_CASE("by hand: with one date did is compared with the estimators that start from other periods") {
  const Effect effect = estimate(simulate({.waves = 1, .missing_share = 0}, 3).panel, {.metric = 0});
  CHECK(effect.method == "did");
  CHECK(has(effect, "group-time effects"));
  REQUIRE(has(effect, "imputation"));
  CHECK(!has(effect, "two-stage"));
  CHECK(!has(effect, "units seen in every period"));  // all of them are
  // Balanced, one date: imputation is the difference of differences.
  const auto same = std::ranges::find(effect.alternatives, "imputation", &Alternative::name);
  CHECK_CLOSE(same->absolute.estimate, effect.absolute.estimate, 1e-11);
}

TEST_CASE(
    "by hand: of those seen in every period, nine of twenty say how far apart they are, ten do not need to be half") {
  const auto complete = [](int with_tool, int without) {
    Random random(5);
    PanelBuilder builder(1);
    builder.rollout = 6;
    for (int u = 0; u < 40; ++u) {
      const bool treated = u < 20;
      const bool gap = treated ? u >= with_tool : u >= 20 + without;
      builder.unit(treated, u);
      for (int t = 0; t < 10; ++t)
        if (!gap || t != u % 10) builder.cell(t, 10 + random.normal());
    }
    const Effect effect = estimate(builder.panel, {.metric = 0, .method = "did"});
    const auto found = std::ranges::find(effect.alternatives, "units seen in every period", &Alternative::name);
    REQUIRE(found != effect.alternatives.end());
    CHECK(std::isfinite(found->absolute.estimate));
    CHECK(std::isfinite(found->absolute.low) == found->absolute.reason.empty());
    return found->absolute.reason;
  };
  CHECK(complete(10, 10) == "");
  CHECK(complete(9, 15) == "too few of them were seen in every period");
  CHECK(complete(15, 9) == "too few of them were seen in every period");
}

TEST_CASE("by hand: of people seen once each the static estimate cannot be had, and the answer stands without it") {
  Random random(3);
  PanelBuilder builder(1);
  for (int u = 0; u < 120; ++u) {
    builder.rollout = u % 3 == 1 ? 2 : 3;
    builder.unit(u % 3 > 0, u % 12).cell(u / 12 % 5, 10 + random.normal());
  }
  const Effect effect = estimate(builder.panel, {.metric = 0, .method = "group_time"});
  CHECK(effect.usable);
  CHECK(std::ranges::none_of(names_of(effect), [](const std::string& name) { return name.starts_with("static"); }));
}

TEST_CASE("recovery: where effects differ and grow, defensible methods cover the truth and the static one does not") {
  int covered = 0, answered = 0, misled = 0;
  constexpr int studies = 20;
  for (int s = 0; s < studies; ++s) {
    const SimulatedStudy study = simulate({.clusters = 30}, 100 + s);
    for (const Alternative& alternative : estimate(study.panel, {.metric = 0}).alternatives) {
      const Estimate& it = alternative.absolute;
      const bool covers = it.low <= study.truth && study.truth <= it.high;
      if (alternative.name.starts_with("static")) misled += !covers;
      if (alternative.misleads()) continue;
      covered += covers;
      ++answered;
    }
  }
  CHECK(answered >= 5 * studies);
  CHECK(covered > 0.87 * answered);  // the answers of a study are not independent
  CHECK(misled > studies / 2);
}

TEST_CASE("refusal: a method that cannot answer is listed with its reason") {
  // Everyone adopts: there are no never-adopters to compare with, but later ones.
  Panel panel = simulate({.clusters = 25}, 8).panel;
  std::vector<bool> keep;
  for (const Unit& unit : panel.units) keep.push_back(unit.treated);
  panel = subset(panel, keep);
  const Effect effect = estimate(panel, {.metric = 0});
  CHECK(effect.usable);
  CHECK(!has(effect, "group-time effects, never-adopters only"));
  for (const Alternative& alternative : effect.alternatives) {
    INFO(alternative.name);
    CHECK((std::isfinite(alternative.absolute.low) || !alternative.absolute.reason.empty()));
  }
}

}  // TEST_SUITE("measure/robustness")
