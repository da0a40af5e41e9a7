#include "measure/panels.hpp"
#include "measure/rollout/staggered/cohort_cells.hpp"
#include "measure/staggered.hpp"

using namespace payoff;

TEST_SUITE("measure/rollout/staggered/cohort_equations") {

namespace {

// By side; saturated but for the period before adoption; by event time, shared by cohorts.
std::vector<CohortDesign> designs(const CohortPanel& panel) {
  const std::size_t periods = panel.periods.size();
  CohortDesign untreated{effects_by_side(panel, no_effect, left_out), 0, {}};
  CohortDesign one{effects_by_side(panel, no_effect, 0), 1, {}};
  CohortDesign saturated{std::vector<int>((panel.cohorts.size() + 1) * periods, no_effect), 0, {}}, leads = untreated;
  for (std::size_t c = 0; c < panel.cohorts.size(); ++c) {
    for (std::size_t t = 0; t < periods; ++t) {
      const int since = static_cast<int>(t) - panel.cohorts[c];
      if (since != -1) saturated.effect_of[c * periods + t] = static_cast<int>(saturated.effects++);
      if (since == -2 || since == -3) leads.effect_of[c * periods + t] = -since - 2;
    }
  }
  leads.effects = 2;
  return {untreated, one, saturated, leads};
}

}  // namespace

TEST_CASE("invariance: solved by kinds or by periods, effects, covariates and their errors are the same") {
  Random random(51);
  for (int round = 0; round < 12; ++round) {
    const bool covariate = round % 2 == 1, weights = round % 3 == 2;
    Panel raw = simulate_staggered({.clusters = 14, .units_per_cluster = 2, .missing_share = round % 4 * 0.1}, random);
    CohortPanel panel =
        cohort_panel(raw, {.covariates = covariate ? std::vector<std::size_t>{0} : std::vector<std::size_t>{}});
    for (std::size_t i = 0; i < panel.units() && weights; ++i) panel.weight.push_back(0.5 + random.uniform());
    for (std::vector<double>& values : panel.covariates) {
      for (double& value : values) {
        if (std::isnan(value)) value = 0;
        value += random.normal();
      }
    }
    for (const CohortDesign& design : designs(panel)) {
      const CohortCells cells(panel, design);
      const auto by_kinds = solve_by_kinds(cells, kinds_of(cells)), by_periods = solve_by_periods(cells);
      CHECK(by_kinds->rank == by_periods->rank);
      REQUIRE(by_kinds->columns == by_periods->columns);
      const std::size_t periods = panel.periods.size();
      for (std::size_t j = periods; j < by_kinds->columns; ++j) {
        const auto touches = [&](const std::vector<double>& direction) { return std::abs(direction[j]) > 1e-6; };
        if (std::ranges::any_of(by_periods->without_data, touches)) continue;  // not to be told
        CHECK(std::ranges::none_of(by_kinds->without_data, touches));
        CHECK(std::abs(by_kinds->coefficient[j] - by_periods->coefficient[j]) < 1e-9);
        std::vector<double> unit(by_kinds->columns);
        unit[j] = 1;
        CHECK(std::abs(by_kinds->apply(unit)[j] - by_periods->apply(unit)[j]) < 1e-9);
      }
    }
  }
}

}  // TEST_SUITE("measure/rollout/staggered/cohort_equations")
