#include "measure/rollout/staggered/bacon.hpp"

#include "measure/rollout/staggered/effect.hpp"
#include "measure/rollout/staggered/static_two_way.hpp"
#include "measure/staggered_panels.hpp"

using namespace payoff;

TEST_SUITE("measure/rollout/staggered/bacon") {

TEST_CASE("by hand: two cohorts and nobody else: weights by the variance of who has the tool when") {
  // Four periods, k from 1 on (D = 3/4), l from 2 on (D = 1/2), one unit each. Before l: (3/4 - 1/2)(1 - 3/4) = 1/16;
  // after k: 1/2 (3/4 - 1/2) = 2/16. So weights 1/3 and 2/3. k: 0 1 2 3; l: 0 0 5 5.
  // Before l: (1 - 0) - (0 - 0) = 1. After k: l changes by 5 - 0, k by 2.5 - 1: 3.5. Together 1/3 + 7/3.
  PanelBuilder builder(1);
  builder.unit(true).cell(0, 0).cell(1, 1).cell(2, 2).cell(3, 3);
  builder.rollout = 2;
  builder.unit(true).cell(0, 0).cell(1, 0).cell(2, 5).cell(3, 5);
  const Bacon bacon = bacon_decomposition(cohort_panel(builder.panel, {}));
  REQUIRE(bacon.parts.size() == 2);
  CHECK(bacon.parts[0].name == "earlier against later adopters, before these began");
  CHECK_CLOSE(bacon.parts[0].weight, 1.0 / 3, 1e-14);
  CHECK_CLOSE(bacon.parts[0].estimate, 1, 1e-14);
  CHECK(bacon.parts[1].name == "later against earlier adopters, who have the tool already (misleads)");
  CHECK_CLOSE(bacon.parts[1].weight, 2.0 / 3, 1e-14);
  CHECK_CLOSE(bacon.parts[1].estimate, 3.5, 1e-14);
}

TEST_CASE("reference: on balanced panels the weighted sum is the static two-way estimate, weights of units too") {
  Random random(12);
  for (const bool never : {true, false}) {
    Panel panel = simulate({.clusters = 22, .never_adopters = never}, random);
    panel.metrics[0].metric.per = "tickets";
    for (std::size_t c = 0; c < panel.unit_of.size(); ++c) {
      panel.metrics[0].weight.push_back(1 + panel.unit_of[c] % 3);
      panel.metrics[0].sum[c] *= panel.metrics[0].weight[c];
    }
    const Question question{.metric = 0, .method = "imputation"};
    const StaticTwoWay two_way = static_two_way(panel, question, staggered_sample(panel, question));
    double sum = 0, weight = 0;
    for (const DecompositionPart& part : two_way.decomposition) {
      sum += part.weight * part.estimate;
      weight += part.weight;
    }
    CHECK(two_way.decomposition.size() == (never ? 3 : 2));
    CHECK_CLOSE(weight, 1, 1e-13);
    CHECK_CLOSE(sum, two_way.answer.absolute.estimate, 1e-10);
  }
}

TEST_CASE(
    "refusal: units not seen in every period are left out and counted; with none left there is no decomposition") {
  Random random(12);
  Panel panel = simulate({.clusters = 22}, random);
  panel.metrics[0].sum[3] = missing;
  CHECK(bacon_decomposition(cohort_panel(panel, {})).incomplete == 1);
  CHECK(bacon_decomposition(cohort_panel(panel, {})).parts.size() == 3);
  for (std::size_t c = 0; c < panel.unit_of.size(); c += 8) panel.metrics[0].sum[c + c / 8 % 2] = missing;
  CHECK(bacon_decomposition(cohort_panel(panel, {})).parts.empty());
}

}  // TEST_SUITE("measure/rollout/staggered/bacon")
