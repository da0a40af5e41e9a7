#include "measure/rollout/group_time/group_time.hpp"

#include "measure/panels.hpp"
#include "measure/staggered.hpp"

using namespace payoff;

TEST_SUITE("measure/rollout/group_time/group_time") {

namespace {

const GroupTimeCell& cell_of(const GroupTime& fit, std::size_t cohort, std::size_t period) {
  for (const GroupTimeCell& cell : fit.cells) {
    if (cell.cohort == cohort && cell.period == period) return cell;
  }
  FAIL("no such cell");
  return fit.cells.front();
}

// Periods 0 to 3; cohorts at 2 and 3, one unit each, and never-adopters where asked.
Panel two_cohorts(bool never_adopters) {
  std::vector<CohortRows> rows = {{2, {{0, 1, 5, 6}}}, {3, {{0, 2, 3, 9}}}};
  if (never_adopters) rows.push_back({never, {{0, 1, 2, 3}}});
  return staggered_panel(rows);
}

}  // namespace

// Cohort at 2 in period 2 against the cohort at 3 (change 1) and never (change 1): 4 - 1 = 3; in period 3 against never
// only: 5 - 2 = 3. Cohort at 3 in its lead 1 (base 0): against the cohort at 2 (1) and never (1): 2 - 1 = 1.
TEST_CASE("by hand: those who have not begun by the later period are the comparison") {
  const CohortPanel panel = cohort_panel(two_cohorts(true), {});
  const GroupTime fit = group_time(panel, {.universal = false});
  CHECK(cell_of(fit, 0, 2).att == 3);
  CHECK(cell_of(fit, 0, 3).att == 3);
  CHECK(cell_of(fit, 1, 1).att == 1);
  CHECK(cell_of(fit, 1, 1).lead);
  CHECK(cell_of(fit, 1, 3).att == 5);
}

TEST_CASE("by hand: never-adopters only; and leads against one base") {
  const CohortPanel panel = cohort_panel(two_cohorts(true), {});
  const GroupTime fit = group_time(panel, {.never_only = true});
  CHECK(cell_of(fit, 1, 0).att == 0 - 3 + 2);  // change from period 2 to 0: -3; never: -2
  CHECK(cell_of(fit, 1, 2).reference);
  CHECK(cell_of(fit, 1, 2).att == 0);
}

TEST_CASE("by hand: with one period of anticipation the base moves back, and those about to begin do not compare") {
  const CohortPanel panel = cohort_panel(two_cohorts(true), {});
  const GroupTime fit = group_time(panel, {.anticipation = 1});
  CHECK(cell_of(fit, 0, 2).base == 0);
  CHECK(cell_of(fit, 0, 2).att == 5 - 2);  // the cohort at 3 anticipates in 2
  CHECK(cell_of(fit, 1, 2).base == 1);
  CHECK_FALSE(cell_of(fit, 1, 2).lead);
}

TEST_CASE("refusal: a cell without comparison units, and a cohort without a period before, say so") {
  const CohortPanel panel = cohort_panel(two_cohorts(false), {});
  const GroupTime fit = group_time(panel, {});
  CHECK(cell_of(fit, 0, 2).att == 3);
  CHECK(std::isnan(cell_of(fit, 1, 3).att));
  CHECK(said_reason(cell_of(fit, 1, 3)) == "no comparison unit is left");
  const GroupTime early = group_time(panel, {.anticipation = 3});
  CHECK(said_reason(cell_of(early, 0, 2)) == "the cohort has no period before the rollout");
}

}  // TEST_SUITE("measure/rollout/group_time/group_time")
