#include "measure/rollout/one_date/did_poisson.hpp"

#include "base/distributions.hpp"
#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("measure/rollout/one_date/did_poisson") {

namespace {

const Metric revenue{.name = "revenue", .kind = MetricKind::revenue, .unit = "USD", .scale = Scale::poisson};

Effect answer(const Panel& panel) {
  return estimate(panel, {.metric = 0, .method = "did"});
}

// A count for each of 30 units in 8 periods whose mean the tool multiplies by `ratio`; some units are nearly always 0.
Panel counts(Random& random, double ratio) {
  PanelBuilder builder(4, revenue);
  for (int u = 0; u < 30; ++u) {
    builder.unit(u % 2 == 0);
    const double level = u % 5 == 0 ? 0.3 : 4 + 3 * random.uniform();
    for (int t = 0; t < 8; ++t) {
      const double mean = level * (1 + 0.05 * t) * (u % 2 == 0 && t >= 4 ? ratio : 1);
      double count = 0, product = random.uniform();
      for (; product > std::exp(-mean); ++count) product *= random.uniform();
      builder.cell(t, count);
    }
  }
  return builder.panel;
}

}  // namespace

TEST_CASE("by hand: two groups and two periods give the ratio of the ratios of totals, zeros and all") {
  // Treated 30 to 60: twice. Comparison 10 to 15: 1.5 times. The tool: 2 / 1.5 = 4/3; the treated mean after is 30,
  // without the tool 22.5.
  PanelBuilder builder(1, revenue);
  builder.unit(true).cell(0, 10).cell(1, 15);
  builder.unit(true).cell(0, 20).cell(1, 45);
  builder.unit(false).cell(0, 8).cell(1, 0);
  builder.unit(false).cell(0, 2).cell(1, 15);
  const Effect effect = answer(builder.panel);
  CHECK_CLOSE(effect.absolute.estimate, std::log(4.0 / 3), 1e-12);
  CHECK(effect.absolute.unit == "log points");
  CHECK_CLOSE(effect.relative.estimate, 1.0 / 3, 1e-12);
  CHECK_CLOSE(effect.baseline, 22.5, 1e-12);
  CHECK(effect.absolute.df == 3);
  CHECK(effect.estimand == "ATT");
}

TEST_CASE("by hand: units that are 0 throughout say nothing, and are left out of every count") {
  PanelBuilder builder(1, revenue);
  builder.unit(true).cell(0, 10).cell(1, 15);
  builder.unit(true).cell(0, 20).cell(1, 45);
  builder.unit(false).cell(0, 8).cell(1, 0);
  builder.unit(false).cell(0, 2).cell(1, 15);
  builder.unit(false).cell(0, 0).cell(1, 0);
  const Effect effect = answer(builder.panel);
  CHECK_CLOSE(effect.relative.estimate, 1.0 / 3, 1e-12);
  CHECK(effect.units_comparison == 2);
  CHECK(effect.clusters == 4);
  const auto zero = std::ranges::find(effect.diagnostics, "units_left_out", &Diagnostic::name);
  REQUIRE(zero != effect.diagnostics.end());
  CHECK(zero->value == 1);
}

TEST_CASE("reference: base_did with its negative outcomes at 0 agrees with two implementations to 9 digits") {
  const auto file = shared_file("data/oracle/base_did.csv");
  if (!file) {
    return;
  }
  Panel panel = base_did(read_csv(*file));
  for (double& y : panel.metrics[0].sum) y = std::max(y, 0.0);
  panel.metrics[0].metric.scale = Scale::poisson;
  const Effect effect = estimate(panel, {.metric = 0, .method = "did", .covariates = {0}});
  CHECK_CLOSE(effect.absolute.estimate, 0.920691200538815, 1e-9);  // pyfixest 0.60 and statsmodels with dummies
  CHECK_CLOSE(effect.absolute.se, 0.11833481259206, 1e-9);         // pyfixest 0.60, clustered by id
  CHECK(effect.path.size() == 10);
}

TEST_CASE("invariance: a change of currency changes no ratio") {
  Random random(7);
  Panel panel = counts(random, 1.3);
  const Effect before = answer(panel);
  for (double& y : panel.metrics[0].sum) y *= 1350;
  const Effect after = answer(panel);
  CHECK_CLOSE(after.relative.estimate, before.relative.estimate, 1e-10);
  CHECK_CLOSE(after.relative.low, before.relative.low, 1e-9);
  CHECK_CLOSE(after.baseline, 1350 * before.baseline, 1e-10);
}

TEST_CASE("recovery: +30 % on counts with many zeros is found without bias, and covered") {
  Random random(11);
  double bias = 0, covered = 0;
  constexpr int studies = 200;
  for (int s = 0; s < studies; ++s) {
    const Panel panel = counts(random, 1.3);
    const Effect effect = fit_did_poisson(panel, {.metric = 0, .method = "did"}, {}, {});
    bias += (effect.absolute.estimate - std::log(1.3)) / studies;
    covered += effect.absolute.low <= std::log(1.3) && std::log(1.3) <= effect.absolute.high;
  }
  CHECK(std::abs(bias) < 4 * 0.09 / std::sqrt(studies));  // the spread of one study is about 0.09
  CHECK(covered / studies > 0.89);                        // 0.95 less four standard errors
  CHECK(covered / studies < 0.995);
}

TEST_CASE("did poisson: the normal distribution and the parameters of CR1 reach headline and path") {
  Random random(9);
  const Panel panel = counts(random, 1.3);
  const auto by = [&](const char* option, const char* choice) {
    return estimate(panel, {.metric = 0, .method = "did", .options = {{option, choice}}});
  };
  const Effect t = by("quantile", "t"), normal = by("quantile", "normal"), full = by("parameters", "full"),
               none = by("parameters", "none");
  CHECK(t.absolute.df == double(t.clusters) - 1);
  CHECK(std::isinf(normal.absolute.df));
  const PathPoint &wide = t.path.front(), &narrow = normal.path.front();
  CHECK_CLOSE((wide.high - wide.low) / wide.se / 2, student_quantile(0.975, t.absolute.df), 1e-9);
  CHECK_CLOSE((narrow.high - narrow.low) / narrow.se / 2, normal_quantile(0.975), 1e-9);
  // 8 periods and the effect; the constants of units are counted or not.
  const double n = double(t.observations), k = 9, units = double(t.clusters);
  CHECK_CLOSE(full.absolute.se / t.absolute.se, std::sqrt((n - k) / (n - k - units + 1)), 1e-9);
  CHECK_CLOSE(none.absolute.se / t.absolute.se, std::sqrt((n - k) / (n - 1)), 1e-9);
}

TEST_CASE("did poisson: a single unit in a group is refused, and the level is named") {
  Random random(10);
  const Panel panel = counts(random, 1.3);
  std::vector<bool> keep;
  for (std::size_t u = 0; u < panel.units.size(); ++u) keep.push_back(u == 2 || !panel.units[u].treated);
  CHECK(message_of([&] { answer(subset(panel, keep)); }) ==
        "did: units in a group seen on both sides, and not 0 throughout, is 1, but must be at least 2; on the scale "
        "level the rank of a single one among the others is shown");
}

TEST_CASE("refusal: amounts below 0, other methods, errors that it does not have") {
  Random random(3);
  Panel panel = counts(random, 1);
  CHECK(message_of([&] { estimate(panel, {.metric = 0, .method = "imputation"}); }) ==
        "estimate: scale of 'revenue' is poisson, but must be level or log for imputation; on the level the relative "
        "effect is a ratio of means too, zeros included");
  CHECK(message_of([&] { estimate(panel, {.metric = 0, .method = "did", .options = {{"errors", "wild"}}}); }) ==
        "did: errors is wild, but must be auto, cluster or hc1 for a metric on the scale poisson");
  for (const char* name : {"z", "effect", "effect size"}) {  // whatever its name
    panel.covariates = {{name, std::vector<double>(panel.unit_of.size(), 1)}};
    CHECK(message_of([&] {
            estimate(panel, {.metric = 0, .method = "did", .covariates = {0}});
          }).find(std::string("covariate '") + name + "'") != std::string::npos);
  }
  panel.metrics[0].sum[5] = -1;
  CHECK(message_of([&] { answer(panel); }).find("-1") != std::string::npos);
}

}  // TEST_SUITE("measure/rollout/one_date/did_poisson")
