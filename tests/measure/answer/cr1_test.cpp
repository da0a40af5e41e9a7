#include "measure/answer/cr1.hpp"

#include <cmath>

#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("measure/answer/cr1") {

TEST_CASE("by hand: three conventions of 4 clusters, 20 rows, rank 3 and 5 constants") {
  const RegressionSize size{.clusters = 4, .rows = 20, .rank = 3, .constants = 5};
  using enum ParametersCounted;
  CHECK_CLOSE(cr1_factor(size, nested), 4.0 / 3 * 19 / 16, 1e-15);
  CHECK_CLOSE(cr1_factor(size, full), 4.0 / 3 * 19 / 12, 1e-15);
  CHECK_CLOSE(cr1_factor(size, none), 4.0 / 3, 1e-15);
}

TEST_CASE("by hand: where no constants are absorbed the constant is in the rank, and nothing is nested") {
  const RegressionSize size{.clusters = 4, .rows = 20, .rank = 3};
  CHECK_CLOSE(cr1_factor(size, ParametersCounted::nested), 4.0 / 3 * 19 / 17, 1e-15);
  CHECK(cr1_factor(size, ParametersCounted::full) == cr1_factor(size, ParametersCounted::nested));
}

TEST_CASE("reference: y ~ x1 | id on base_did, 0.0481 and 0.0507 in fixest's article, ten digits by pyfixest 0.60") {
  // 108 ids x 10 periods, rank 1 beside the ids; without a factor for parameters 0.04805832055385171, which holds G/(G-1).
  const RegressionSize size{.clusters = 108, .rows = 1080, .rank = 1, .constants = 108};
  const auto se = [&](ParametersCounted counted) {
    return 0.04805832055385171 / std::sqrt(108.0 / 107) * std::sqrt(cr1_factor(size, counted));
  };
  using enum ParametersCounted;
  CHECK_CLOSE(se(nested), 0.048080605888021315, 1e-10);
  CHECK_CLOSE(se(full), 0.05066052630071816, 1e-10);
  CHECK_CLOSE(se(none), 0.04805832055385171, 1e-10);
}

TEST_CASE("reference: did, its path and interaction-weighted estimates differ by the factor alone") {
  const auto file = shared_file("data/oracle/base_did.csv");
  if (!file) return;
  const Panel panel = base_did(read_csv(*file));
  const auto by = [&](const char* method, const char* parameters, const char* errors) {
    return estimate(panel, {.metric = 0,
                            .method = method,
                            .options = {{"parameters", parameters}, {"errors", errors}},
                            .covariates = {0},
                            .compare_methods = false});
  };
  const Effect nested = by("did", "nested", "cluster"), full = by("did", "full", "cluster"),
               none = by("did", "none", "cluster");
  // 1080 rows; 9 periods, x1 and the effect beside 108 ids.
  CHECK_CLOSE(nested.absolute.se, 0.455222045942342, 1e-10);  // fixest 0.12.2
  CHECK_CLOSE(full.absolute.se, 0.455222045942342 * std::sqrt(1068.0 / 961), 1e-10);
  CHECK_CLOSE(none.absolute.se, 0.455222045942342 * std::sqrt(1068.0 / 1079), 1e-10);
  // The path: 9 effects in place of one. fixest's first coefficient without x1 is in event_study_test.cpp.
  for (std::size_t t = 0; t < nested.path.size(); ++t) {
    CHECK(full.path[t].se == doctest::Approx(nested.path[t].se * std::sqrt(1060.0 / 953)).epsilon(1e-10));
    CHECK(none.path[t].se == doctest::Approx(nested.path[t].se * std::sqrt(1060.0 / 1079)).epsilon(1e-10));
  }
  const Effect saturated = by("interaction_weighted", "nested", "analytic"),
               all = by("interaction_weighted", "full", "analytic");
  CHECK_CLOSE(all.absolute.se, saturated.absolute.se * std::sqrt(1060.0 / 953), 1e-10);
  CHECK(by("did", "full", "hc1").absolute.se == by("did", "nested", "hc1").absolute.se);
}

TEST_CASE("by hand: two groups and a slope count three parameters, and nothing is nested in clusters") {
  PanelBuilder builder(0);
  builder.panel.calendar.kind = PeriodKind::none;
  Random random(3);
  for (int u = 0; u < 24; ++u) builder.unit(u < 12, u / 3).cell(0, random.normal());
  const auto se = [&](const char* parameters) {
    return estimate(builder.panel, {.metric = 0, .method = "two_sample", .options = {{"parameters", parameters}}})
        .absolute.se;
  };
  CHECK(se("full") == se("nested"));
  CHECK_CLOSE(se("none"), se("nested") * std::sqrt(22.0 / 23), 1e-13);
}

}  // TEST_SUITE("measure/answer/cr1")
