#include "fit/covariance/small_sample.hpp"

#include "fit/fit_data.hpp"

using namespace payoff;

TEST_SUITE("fit/covariance/small_sample") {

namespace {

// Two covariates, 6 persons in 3 teams over 4 weeks.
struct Example {
  Regression fit;
  std::vector<std::int32_t> team;
  Example() {
    fit.names = {"a", "b"};
    fit.factor_names = {"person", "week"};
    fit.factors.resize(2);
    for (std::int32_t person = 0; person < 6; ++person) {
      for (std::int32_t week = 0; week < 4; ++week) {
        fit.factors[0].push_back(person);
        fit.factors[1].push_back(week);
        team.push_back(person / 2);
      }
    }
    fit.factor_levels = {6, 4};
    fit.observations = 24;
    fit.absorbed_rank = 9;
  }
};

}  // namespace

TEST_CASE("by hand: persons within teams cost nothing beyond the constant, weeks cost 3") {
  Example example;
  const std::vector<Grouping> teams{group_rows(example.fit, example.team, "team")};
  CHECK(counted_parameters(example.fit, {}, teams).count == 2 + 1 + 3);
  CHECK(counted_parameters(example.fit, {}, {}).count == 2 + 9);
  CHECK(counted_parameters(example.fit, {.factors = FactorsCounted::all}, teams).count == 2 + 9);
  CHECK(counted_parameters(example.fit, {.factors = FactorsCounted::none}, teams).count == 2);
  CHECK(counted_parameters(example.fit, {}, teams).words == "K = 6, factors within clusters not counted");
}

TEST_CASE("by hand: the two factors, and a convention that leaves them out") {
  Example example;
  CHECK_CLOSE(parameter_factor(example.fit, {}, 6, 23), 23.0 / 18, 1e-15);
  CHECK(parameter_factor(example.fit, {.parameters = false}, 6, 23) == 1);
  CHECK_CLOSE(cluster_factor({}, 3), 1.5, 1e-15);
  CHECK(cluster_factor({.clusters = false}, 3) == 1);
}

TEST_CASE("by hand: a Poisson fit has normal intervals, least squares Student's") {
  Regression fit;
  fit.names = {"a", "b"};
  CHECK(degrees_of_freedom(fit, 7) == std::vector<double>{7, 7});
  CHECK(name_of_df(fit, 7) == "t(7)");
  fit.deviance = 3;
  CHECK(std::isinf(degrees_of_freedom(fit, 7)[1]));
  CHECK(name_of_df(fit, 7) == "normal");
}

// y ~ x1 | id, se of x1. The reference computes with the same settings: k_adj, G_adj, k_fixef, G_df.
TEST_CASE("reference: every convention on base_did with one factor (pyfixest 0.60, ten digits)") {
  const auto data = fit_table("oracle/base_did.csv");
  if (!data) return;
  const auto y = data->column("y"), x1 = data->column("x1");
  const auto id = data->codes("id"), period = data->codes("period");
  const Regression fit = regress({.outcome = y, .covariates = {{"x1", x1}}, .absorbed = {{"id", id}}});
  const auto se = [&](Errors errors, SmallSample rule) {
    ErrorChoice choice{.errors = errors, .small_sample = rule};
    if (errors == Errors::cluster) choice.clusters = {{"id", id}};
    return covariance(fit, choice).se(0);
  };
  using enum FactorsCounted;
  CHECK_CLOSE(se(Errors::iid, {}), 0.05138021056802627, 1e-10);
  CHECK_CLOSE(se(Errors::iid, {.parameters = false}), 0.04874103784365148, 1e-10);
  CHECK_CLOSE(se(Errors::iid, {.factors = none}), 0.04874103784365148, 1e-10);
  CHECK_CLOSE(se(Errors::hc1, {}), 0.052946083452819724, 1e-10);
  CHECK_CLOSE(se(Errors::hc1, {.parameters = false}), 0.05020322042344822, 1e-10);
  CHECK_CLOSE(se(Errors::hc1, {.factors = none}), 0.05022647880802855, 1e-10);
  CHECK_CLOSE(se(Errors::cluster, {}), 0.048080605888021315, 1e-10);
  CHECK_CLOSE(se(Errors::cluster, {.parameters = false}), 0.04805832055385171, 1e-10);
  CHECK_CLOSE(se(Errors::cluster, {.clusters = false}), 0.04785749282387645, 1e-10);
  CHECK_CLOSE(se(Errors::cluster, {.factors = all}), 0.05066052630071816, 1e-10);
  CHECK_CLOSE(se(Errors::cluster, {.factors = none}), 0.04805832055385171, 1e-10);
  ErrorChoice ways{.errors = Errors::cluster, .clusters = {{"id", id}, {"period", period}}};
  CHECK_CLOSE(covariance(fit, ways).se(0), 0.03657952912211718, 1e-10);
  ways.small_sample.multiway = ClustersCounted::each;
  CHECK_CLOSE(covariance(fit, ways).se(0), 0.037187994884995856, 1e-10);
}

TEST_CASE("refusal: more parameters than rows") {
  Example example;
  CHECK(
      message_of([&] { parameter_factor(example.fit, {}, 24, 23); }) ==
      "covariance: number of observations is 24, but must be above the 24 parameters; leave out covariates or absorbed "
      "factors");
}

}  // TEST_SUITE("fit/covariance/small_sample")
