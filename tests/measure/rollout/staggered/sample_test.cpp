#include "measure/rollout/staggered/effect.hpp"
#include "measure/staggered_panels.hpp"

using namespace payoff;

TEST_SUITE("measure/rollout/staggered/sample") {

TEST_CASE("by hand: adopters never seen before, units seen once and cells without covariates are left out") {
  PanelBuilder builder(2);
  builder.panel.covariates.push_back({"load", {1, 2, 3, 1, 5, 6, 7, missing, 9, 1, 1, 4, 4, 4, 4}});
  builder.unit(true).cell(0, 1).cell(1, 2).cell(2, 3);
  builder.unit(true).cell(1, 1).cell(3, 2);
  builder.unit(true).cell(2, 1).cell(3, 2);              // never seen before
  builder.unit(false).cell(0, 1).cell(1, 2).cell(2, 3);  // its first cell has no covariate
  builder.unit(false).cell(0, 1);                        // seen once
  builder.unit(false).cell(0, 1).cell(1, 2).cell(2, 3).cell(3, 3);
  const StaggeredSample sample =
      staggered_sample(builder.panel, {.metric = 0, .method = "imputation", .covariates = {0}});
  CHECK(sample.units.used == std::vector<bool>{true, true, false, true, false, true});
  CHECK(sample.adopters == 3);
  CHECK(sample.adopters_left_out == 1);
  CHECK(sample.others_left_out == 1);
  CHECK(sample.units.clusters.count == 4);
  CHECK(std::isnan(sample.panel.at(0)[3]));
  CHECK(sample.panel.at(1)[3] == 2);
  CHECK(sample.reference == std::vector<std::size_t>{1});
  CHECK(sample.reference_event_time() == -1);
  CHECK(sample.event_time(0, 3) == 1);
}

TEST_CASE("by hand: the reference is the last period before adoption in which the cohort was seen") {
  PanelBuilder builder(3);
  builder.unit(true).cell(0, 1).cell(1, 2).cell(3, 3);
  builder.unit(true).cell(0, 1).cell(1, 2).cell(3, 3);
  builder.unit(false).cell(0, 1).cell(1, 2).cell(2, 3).cell(3, 3);
  const StaggeredSample sample = staggered_sample(builder.panel, {.metric = 0, .method = "imputation"});
  CHECK(sample.reference == std::vector<std::size_t>{1});
  CHECK(sample.reference_event_time() == -2);
}

TEST_CASE("refusal: nobody to compare with, one of a kind, one cluster") {
  const Question question{.metric = 0, .method = "imputation"};
  PanelBuilder all(1);
  for (int u = 0; u < 3; ++u) all.unit(true).cell(0, 1).cell(1, u);
  CHECK(message_of([&] { staggered_sample(all.panel, question); }) ==
        "imputation: units without the tool is 0 from " + all.panel.calendar.label(1) +
            " on, but must be at least 2; all adopted at once: method paired compares them with themselves before");
  PanelBuilder one(1);
  one.unit(true).cell(0, 1).cell(1, 2);
  one.unit(false).cell(0, 1).cell(1, 2);
  CHECK(message_of([&] { staggered_sample(one.panel, question); }) ==
        "imputation: adopters seen both before and after they adopted is 1, but must be at least 2; one of a kind says "
        "nothing about how they differ by chance");
  PanelBuilder cluster(1);
  for (const bool treated : {true, true, false}) cluster.unit(treated, 0).cell(0, 1).cell(1, 2);
  CHECK(message_of([&] { staggered_sample(cluster.panel, question); }) ==
        "imputation: clusters is 1, but must be at least 2; declare a finer cluster");
}

TEST_CASE("refusal: a covariate that is constant within units is named") {
  Random random(1);
  Panel panel = simulate({.clusters = 12}, random);
  panel.covariates.push_back({"tenure", {}});
  for (const std::int32_t unit : panel.unit_of) panel.covariates[0].value.push_back(0.1 + unit);
  for (const char* method : {"interaction_weighted", "imputation", "two_stage"}) {
    CHECK(message_of([&] { estimate(panel, {.metric = 0, .method = method, .covariates = {0}}); }) ==
          std::string(method) +
              ": covariate 'tenure' is explained by the unit and period effects or the other covariates, but must vary "
              "on its own; leave it out: what is constant within a unit is already held constant");
  }
}

}  // TEST_SUITE("measure/rollout/staggered/sample")
