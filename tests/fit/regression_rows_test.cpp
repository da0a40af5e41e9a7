#include "fit/regression_rows.hpp"

#include "fit/fit_data.hpp"

using namespace payoff;

TEST_SUITE("fit/regression_rows") {

namespace {

const std::vector<double> y{1, 2, 3, 4, 5}, x{0, 1, 0, 1, 0};
const std::vector<std::int32_t> person{4, 4, 9, 9, 6};

}  // namespace

TEST_CASE("by hand: where every row is in use nothing is copied") {
  const RegressionModel model{.outcome = y, .covariates = {{"x", x}}, .absorbed = {{"person", person}}};
  const RegressionRows rows = select_rows(model);
  CHECK(rows.outcome.data() == y.data());
  CHECK(rows.covariates[0].data() == x.data());
  CHECK(rows.used.empty());
  CHECK(rows.singletons == 1);
  CHECK(rows.factors[0].of_row == std::vector<std::int32_t>{0, 0, 2, 2, 1});
}

TEST_CASE("by hand: singletons leave where asked, and the levels are numbered again") {
  RegressionModel model{.outcome = y, .covariates = {{"x", x}}, .absorbed = {{"person", person}}};
  model.drop_singletons = true;
  RegressionRows rows = select_rows(model);
  CHECK(rows.used == std::vector<std::uint8_t>{1, 1, 1, 1, 0});
  CHECK(std::vector<double>(rows.outcome.begin(), rows.outcome.end()) == std::vector<double>{1, 2, 3, 4});
  Regression fit;
  describe_rows(model, rows, fit);
  CHECK(fit.observations == 4);
  CHECK(fit.singletons == 1);
  CHECK(fit.factor_names == std::vector<std::string>{"person"});
  CHECK(fit.factors == std::vector<std::vector<std::int32_t>>{{0, 0, 1, 1}});
  CHECK(fit.absorbed_rank == 2);
}

TEST_CASE("by hand: a dropped column takes its name along, and the others move up") {
  Regression fit;
  fit.observations = 2;
  fit.names = {"a", "b", "c"};
  fit.column = {0, 1, 2};
  fit.design = {1, 2, 3, 4, 5, 6};
  keep_columns(fit, {0, 2}, "explained by the columns before it");
  CHECK(fit.names == std::vector<std::string>{"a", "c"});
  CHECK(fit.design == std::vector<double>{1, 2, 5, 6});
  REQUIRE(fit.dropped.size() == 1);
  CHECK(fit.dropped[0].name == "b");
  CHECK(fit.dropped[0].column == 1);
  CHECK(fit.column == std::vector<std::size_t>{0, 2});
}

TEST_CASE("refusal: columns that do not fit, numbers that are none, weights and codes below zero, no rows") {
  const std::vector<double> shorter{1, 2}, broken{1, 2, NAN, 4, 5}, negative{1, 1, 1, 0, 1};
  const std::vector<std::int32_t> below{0, -1, 0, 0, 0};
  const auto message = [](const RegressionModel& model) { return message_of([&] { check_model(model, {}); }); };
  CHECK(message({.outcome = y, .covariates = {{"x", shorter}}}) ==
        "regress: rows of 'x' is 2, but must be 5, those of the outcome");
  CHECK(message({.outcome = y, .covariates = {{"x", broken}}}) ==
        "regress: 'x' in row 3 is nan, but must be finite; leave out rows with missing values first");
  CHECK(message({.outcome = y, .covariates = {{"x", x}}, .weight = negative}) ==
        "regress: 'weight' in row 4 is 0, but must be positive");
  CHECK(message({.outcome = y, .covariates = {}, .absorbed = {{"person", below}}}) ==
        "regress: 'person' in row 2 is -1, but must be at least 0");
  CHECK(message({.outcome = {}, .covariates = {}}) == "regress: rows is 0, but must be at least 1");
}

TEST_CASE("refusal: dropping singletons may leave no row") {
  const std::vector<std::int32_t> alone{0, 1, 2, 3, 4};
  const RegressionModel model{
      .outcome = y, .covariates = {{"x", x}}, .absorbed = {{"person", alone}}, .drop_singletons = true};
  CHECK(message_of([&] { select_rows(model); }) ==
        "regress: rows in use is 0 of 5, but must be at least 1; every row stands alone in a level of an absorbed "
        "factor, or its level predicts 0 perfectly");
}

}  // TEST_SUITE("fit/regression_rows")
