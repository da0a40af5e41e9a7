#include "measure/rollout/staggered/static_two_way.hpp"

#include "measure/staggered_panels.hpp"

using namespace payoff;

TEST_SUITE("measure/rollout/staggered/static_two_way") {

TEST_CASE("by hand: growing effects of those already treated count as a trend, and the remark says with which weight") {
  // The panel of bacon_test: k 0 1 2 3 from period 1 on, l 0 0 5 5 from 2 on; twice each. 8/3, two thirds of the weight.
  PanelBuilder builder(1);
  for (int u = 0; u < 4; ++u) {
    builder.rollout = u < 2 ? 1 : 2;
    builder.unit(true);
    for (int t = 0; t < 4; ++t)
      builder.cell(t, (u < 2 ? t : t < 2 ? 0 : 5) + 10 * u + (u % 2 == 0 ? 0.1 * (t == 3) : 0));
  }
  const Question question{.metric = 0, .method = "imputation"};
  const StaticTwoWay two_way = static_two_way(builder.panel, question, staggered_sample(builder.panel, question));
  CHECK(two_way.answer.name == "static two-way");
  CHECK(two_way.answer.misleads());
  CHECK(
      two_way.answer.remark ==
      "It puts 66% of its weight on comparing later adopters with those already treated, which counts their fading or "
      "growing effect as a trend.");
}

TEST_CASE("reference: with one adoption date it is difference in differences, and is not shown") {
  Random random(40);
  const Panel panel = simulate(TwoGroups{}, random);
  const Question question{.metric = 0, .method = "imputation"};
  const StaticTwoWay two_way = static_two_way(panel, question, staggered_sample(panel, question));
  const Effect did = estimate(panel, {.metric = 0, .method = "did"});
  CHECK_CLOSE(two_way.answer.absolute.estimate, did.absolute.estimate, 1e-11);
  CHECK_CLOSE(two_way.answer.absolute.se, did.absolute.se, 1e-11);
  CHECK_CLOSE(two_way.answer.relative.estimate, did.relative.estimate, 1e-11);
  CHECK_CLOSE(two_way.answer.relative.se, did.relative.se, 1e-10);
  CHECK(two_way.answer.remark.starts_with("It puts none of its weight"));
  CHECK(std::ranges::none_of(estimate(panel, question).alternatives, &Alternative::misleads));
}

TEST_CASE("reference: fixest 0.12.2 on base_stagg, where the truth is -1") {
  const auto file = shared_file("data/oracle/base_stagg.csv");
  if (!file) {
    return;
  }
  const Effect effect = estimate(base_stagg(*file, false), {.metric = 0, .method = "interaction_weighted"});
  const Alternative& other = alternative(effect, "static two-way");
  CHECK_CLOSE(other.absolute.estimate, -3.46761292292113, 1e-12);
  CHECK_CLOSE(other.absolute.se, 0.476719705777867, 1e-12);
  CHECK(effect.decomposition.size() == 3);
}

TEST_CASE("refusal: covariates and incomplete units are said in the remark") {
  Random random(14);
  Panel panel = simulate({.clusters = 20}, random);
  panel.metrics[0].sum[3] = missing;
  panel.covariates.push_back({"load", {}});
  for (std::size_t c = 0; c < panel.unit_of.size(); ++c) panel.covariates[0].value.push_back(random.normal());
  const Effect effect = estimate(panel, {.metric = 0, .method = "two_stage", .covariates = {0}});
  CHECK(
      alternative(effect, "static two-way")
          .remark.ends_with("(Weights of the estimate without covariates.) (Weights over units seen in all periods; 1 "
                            "others are left out of them.)"));
}

}  // TEST_SUITE("measure/rollout/staggered/static_two_way")
