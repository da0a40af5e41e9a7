#include <set>

#include "base/random.hpp"
#include "measure/answer/options.hpp"
#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("measure/catalog") {

namespace {

// Units with a cell in every period from first to last.
Panel panel_of(const std::vector<std::pair<bool, int>>& units, int first, int last) {
  Random random(1);
  PanelBuilder builder(0);
  for (const auto& [treated, adopted] : units) {
    builder.unit(treated);
    builder.panel.units.back().adopted_period = adopted;
    for (int t = first; t <= last; ++t) builder.cell(t, 10 + random.normal());
  }
  return builder.panel;
}

const std::pair<bool, int> with_tool{true, 2}, later{true, 3}, without{false, never};

}  // namespace

TEST_CASE("catalogue: the strongest method the panel allows is chosen, with its reason") {
  const Panel two_groups = panel_of({with_tool, with_tool, without, without}, 0, 3);
  CHECK(choose_method(two_groups, true).method == "two_sample");
  CHECK(choose_method(two_groups, true).reason.find("drawn by lot") != std::string::npos);
  CHECK(choose_method(two_groups, false).method == "did");
  const Panel after_only = panel_of({with_tool, with_tool, without, without}, 2, 3);
  CHECK(choose_method(after_only, false).method == "two_sample");
  CHECK(choose_method(after_only, false).reason.find("not drawn by lot") != std::string::npos);
  CHECK(choose_method(panel_of({with_tool, with_tool}, 0, 3), false).method == "paired");
  CHECK(choose_method(to_phases(two_groups), false).method == "did");
  CHECK(choose_method(panel_of({with_tool, later, without, without}, 0, 3), true).method == "group_time");
  PanelBuilder one_by_one(4);
  for (int u = 0; u < 12; ++u) {
    one_by_one.unit(u < 6).cell(0, u).cell(1, u);
    if (u < 6) one_by_one.panel.units.back().adopted_period = 1 + u;
  }
  CHECK(choose_method(one_by_one.panel, false).method == "imputation");
}

TEST_CASE("catalogue: an empty method is chosen and named in the effect") {
  const Effect effect = estimate(panel_of({with_tool, with_tool, without, without}, 0, 3), {.metric = 0});
  CHECK(effect.method == "did");
  CHECK(effect.level == 0.95);
}

TEST_CASE("catalogue: every method has a unique name, a sentence for each question, and choices for each option") {
  std::set<std::string_view> names;
  for (const Method& method : methods()) {
    CHECK(names.insert(method.name).second);
    CHECK(method.answers.ends_with('?'));
    CHECK(method.needs.sentence.ends_with('.'));
    for (const OptionSpec& option : method.options) {
      CHECK((option.choices.find('|') != std::string_view::npos) == (option.high == option.low));
      CHECK(why_not(option, std::string(option.otherwise)).empty());
    }
  }
  CHECK(names == std::set<std::string_view>{"paired", "two_sample", "did", "group_time", "interaction_weighted",
                                            "imputation", "two_stage"});
}

TEST_CASE("catalogue: every choice of every option runs") {
  Panel panel = panel_of({with_tool, with_tool, with_tool, without, without, without}, -3, 3);
  for (Unit& unit : panel.units) {  // some choices need clusters
    unit.cluster = static_cast<int>(panel.clusters.size());
    panel.clusters.push_back(unit.label);
  }
  for (const Method& method : methods()) {
    for (const OptionSpec& option : method.options) {
      std::vector<std::string> values = choices_of(option);
      for (int value = static_cast<int>(option.low); option.choices.empty() && value <= option.high; ++value) {
        values.push_back(std::to_string(value));
      }
      for (const std::string& choice : values) {
        const Question question{
            .metric = 0, .method = std::string(method.name), .options = {{std::string(option.name), choice}}};
        CHECK_MESSAGE(estimate(panel, question).usable, method.name, " ", option.name, " ", choice);
      }
    }
  }
}

TEST_CASE("catalogue: staggered adoption compares each cohort with those that had not begun yet") {
  for (const std::vector<std::pair<bool, int>>& units :
       {std::vector<std::pair<bool, int>>{with_tool, later, without, without}, {with_tool, later}}) {
    const MethodChoice choice = choose_method(panel_of(units, 0, 3), false);
    CHECK(choice.method == "group_time");
    CHECK(choice.reason ==
          "Units began at different times, so each cohort is compared with those that had not begun yet.");
  }
}

TEST_CASE("catalogue: one group without a past, or no group with the tool, is refused") {
  CHECK(message_of([] { choose_method(panel_of({with_tool, with_tool}, 2, 3), false); }) ==
        "choose_method: the data hold one group and nothing from before its rollout, but must hold a comparison group "
        "or a time before; add units without the tool, or earlier periods");
  CHECK(message_of([] { choose_method(panel_of({without, without}, 0, 3), false); }) ==
        "choose_method: treated units is 0, but must be at least 1; check how the rollout tells who got the tool");
}

TEST_CASE("catalogue: what a question may not ask is refused by name, value and rule") {
  const Panel panel = panel_of({with_tool, with_tool, without, without}, 0, 3);
  CHECK(message_of([&] { estimate(panel, {.metric = 3}); }) == "estimate: metric is 3, but must be an index below 1");
  CHECK(message_of([&] { estimate(panel, {.metric = 0, .level = 95}); }) ==
        "estimate: level is 95, but must be in 0.5 to 0.999; 0.95 is usual");
  CHECK(message_of([&] { estimate(panel, {.metric = 0, .covariates = {2}}); }) ==
        "estimate: covariate is 2, but must be an index below 0");
  CHECK(message_of([&] { estimate(panel, {.metric = 0, .method = "dit"}); }) ==
        "estimate: method is 'dit', but must be one of two_sample, group_time, did, interaction_weighted, imputation, "
        "two_stage, paired; did you mean 'did'?");
  CHECK(message_of([&] { estimate(panel, {.metric = 0, .method = "did", .options = {{"error", "hc1"}}}); }) ==
        "estimate: option is 'error', but must be one of errors, quantile, parameters for did; did you mean 'errors'?");
  CHECK(
      message_of([&] { estimate(panel, {.metric = 0, .method = "did", .options = {{"errors", "hc2"}}}); }) ==
      "estimate: option errors of did is 'hc2', but must be one of auto, cluster, hc1, cr2, wild; did you mean 'hc1'?");
}

}  // TEST_SUITE("measure/catalog")
