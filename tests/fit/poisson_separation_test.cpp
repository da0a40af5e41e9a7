#include "fit/poisson_separation.hpp"

#include "fit/fit_data.hpp"

using namespace payoff;

TEST_SUITE("fit/poisson_separation") {

TEST_CASE("by hand: levels of zeros leave, and take others with them") {
  // Person 2 has no event; without its row firm 1 has none left either; persons 0 and 1 stay in firm 0.
  const std::vector<double> y{1, 2, 0, 3, 0, 0};
  const std::vector<std::int32_t> person{0, 0, 2, 1, 1, 0}, firm{0, 0, 0, 0, 1, 1};
  const RegressionModel model{.outcome = y, .covariates = {}, .absorbed = {{"person", person}, {"firm", firm}}};
  std::vector<std::uint8_t> used(6, 1);
  CHECK(drop_zero_levels(model, used) == 3);
  CHECK(used == std::vector<std::uint8_t>{1, 1, 0, 1, 0, 0});
}

TEST_CASE("by hand: a covariate that is positive for zeros only separates them") {
  const std::vector<double> y{0, 0, 0, 2, 3, 0}, x{1, 2, 0, 0, 0, 0};
  const RegressionModel model{.outcome = y, .covariates = {{"x", x}}, .family = Family::poisson};
  const RegressionRows rows = select_rows(model);
  CHECK(find_separated(model, rows, {}) == std::vector<std::uint8_t>{1, 1, 0, 0, 0, 0});
}

TEST_CASE("by hand: two covariates that are needed together separate by their difference") {
  // z = a - b is 0 wherever y > 0 and 1 in rows 0 and 1; neither a nor b alone is 0 there.
  const std::vector<double> y{0, 0, 4, 2, 7, 0, 0}, a{3, 2, 1, 2, 3, 2, 1}, b{2, 1, 1, 2, 3, 2, 1};
  const RegressionModel model{.outcome = y, .covariates = {{"a", a}, {"b", b}}, .family = Family::poisson};
  const RegressionRows rows = select_rows(model);
  CHECK(find_separated(model, rows, {}) == std::vector<std::uint8_t>{1, 1, 0, 0, 0, 0, 0});
}

TEST_CASE("by hand: a row that joins two parts of the data, one way only, is separated by the factors") {
  // People 0, 1 with firm 0 and people 2, 3 with firm 1 have events; row 8 is person 0 in firm 1, without an event:
  // raising the constants of the first part's firm and lowering its people's moves row 8 alone.
  const std::vector<double> y{1, 2, 3, 1, 5, 2, 1, 1, 0};
  const std::vector<std::int32_t> person{0, 0, 1, 1, 2, 2, 3, 3, 0}, firm{0, 0, 0, 0, 1, 1, 1, 1, 1};
  const RegressionModel model{
      .outcome = y, .covariates = {}, .absorbed = {{"person", person}, {"firm", firm}}, .family = Family::poisson};
  const RegressionRows rows = select_rows(model);
  CHECK(find_separated(model, rows, {}) == std::vector<std::uint8_t>{0, 0, 0, 0, 0, 0, 0, 0, 1});
  CHECK(regress(model).separated == 1);
}

TEST_CASE("by hand: zeros that overlap with events are not separated") {
  const std::vector<double> y{0, 1, 0, 2, 0, 3}, x{1, 2, 3, 4, 5, 6};
  const RegressionModel model{.outcome = y, .covariates = {{"x", x}}, .family = Family::poisson};
  const RegressionRows rows = select_rows(model);
  CHECK(find_separated(model, rows, {}) == std::vector<std::uint8_t>(6, 0));
}

}  // TEST_SUITE("fit/poisson_separation")
