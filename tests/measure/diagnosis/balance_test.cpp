#include "measure/diagnosis/balance.hpp"

#include <climits>

#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("measure/diagnosis/balance") {

namespace {

// Units with their value in each of two periods before adoption in period 5, and a wild one after it.
Panel units_with(const std::vector<double>& adopters, const std::vector<double>& others) {
  PanelBuilder builder(5);
  for (const bool treated : {true, false}) {
    for (const double value : treated ? adopters : others) {
      builder.unit(treated).cell(3, value - 1).cell(4, value + 1).cell(5, 1e6);
    }
  }
  return builder.panel;
}

}  // namespace

TEST_CASE("by hand: the difference of unit means in pooled standard deviations, before the first adoption only") {
  // Adopters 4, 6, 8 (mean 6, variance 4), others 1, 3, 5 (mean 3, variance 4): d = 3 / 2.
  const Diagnostic balance = balance_before(units_with({4, 6, 8}, {1, 3, 5}));
  CHECK_CLOSE(balance.value, 1.5, 1e-12);
  CHECK(balance.text ==
        "Before the first adoption adopters and the others differed by 1.5 standard deviations in minutes: only their "
        "changes, not their levels, can be compared.");
}

TEST_CASE("by hand: where everybody adopts, the earlier half of the cohorts is compared with the rest") {
  Panel panel = units_with({4, 6, 8}, {1, 3, 5});
  for (Unit& unit : panel.units) {
    if (!unit.treated) unit.adopted_period = 9;
    unit.treated = true;
  }
  const Diagnostic balance = balance_before(panel);
  CHECK_CLOSE(balance.value, 1.5, 1e-12);
  CHECK(balance.text.find("earlier and later adopters differed by 1.5") != std::string::npos);
}

TEST_CASE("by hand: who had the tool from the first period on is in neither group and does not set the clock") {
  for (const int since : {INT_MIN, -40, 3}) {
    Panel panel = units_with({4, 6, 8, 900}, {1, 3, 5});
    panel.units[3].adopted_period = since;
    CHECK_CLOSE(balance_before(panel).value, 1.5, 1e-12);
    for (Unit& unit : panel.units) {
      if (!unit.treated) unit.treated = true, unit.adopted_period = 9;
    }
    CHECK_CLOSE(balance_before(panel).value, 1.5, 1e-12);  // nor is its date a cohort
  }
}

TEST_CASE("by hand: a covariate counts like a metric, and the largest is named first") {
  Panel panel = units_with({4, 6, 8}, {4, 6, 8});
  panel.covariates.push_back({.name = "tenure", .value = std::vector<double>(panel.unit_of.size())});
  for (std::size_t c = 0; c < panel.unit_of.size(); ++c) {
    panel.covariates[0].value[c] = panel.unit_of[c] % 3 + (panel.unit_of[c] < 3 ? 2 : 0);
  }
  CHECK(balance_before(panel).value == 2);  // means 3 and 1, variance 1 each
  CHECK(balance_before(panel).text.find("2.0 standard deviations in tenure:") != std::string::npos);
}

TEST_CASE("invariance: a change of unit and of origin changes nothing") {
  Panel panel = units_with({4, 6.5, 8}, {1, 3, 5.5});
  const double before = balance_before(panel).value;
  for (double& value : panel.metrics[0].sum) value = 60 * value + 1000;
  CHECK_CLOSE(balance_before(panel).value, before, 1e-9);
}

TEST_CASE(
    "imbalances: by hand, the metric's own past and the covariates that are asked for, as the diagnostic has them") {
  Panel panel = units_with({4, 6, 8}, {1, 3, 5});
  panel.covariates = {{.name = "tenure", .value = std::vector<double>(panel.unit_of.size())},
                      {.name = "office_hours", .value = std::vector<double>(panel.unit_of.size(), 8.0)}};
  for (std::size_t c = 0; c < panel.unit_of.size(); ++c)
    panel.covariates[0].value[c] = panel.unit_of[c] % 3 + (panel.unit_of[c] < 3 ? 2 : 0);
  CHECK(imbalances(panel, 0, {}).size() == 1);
  const std::vector<Imbalance> found = imbalances(panel, 0, {0, 1});  // hours do not differ at all
  REQUIRE(found.size() == 2);
  CHECK_CLOSE(found[0].difference, 1.5, 1e-12);
  CHECK(found[1].name == "tenure");
  CHECK_CLOSE(found[1].difference, 2, 1e-12);
}

TEST_CASE("imbalances: by hand, without a time before, covariates are compared where they were seen") {
  Panel panel = two_arms({1, 2, 3}, {4, 5, 6});
  panel.covariates.push_back({.name = "tenure", .value = {3, 4, 5, 1, 2, 3}});
  const std::vector<Imbalance> found = imbalances(panel, 0, {0});
  REQUIRE(found.size() == 1);
  CHECK_CLOSE(found[0].difference, 2, 1e-12);
}

TEST_CASE("refusal: one unit a group says nothing of how units differ") {
  CHECK(std::isnan(balance_before(units_with({4}, {1, 3})).value));
}

}  // TEST_SUITE("measure/diagnosis/balance")
