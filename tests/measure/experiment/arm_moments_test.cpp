#include "measure/experiment/arm_moments.hpp"

#include "base/random.hpp"
#include "base/running_moments.hpp"
#include "measure/panels.hpp"
#include "measure/same_flow.hpp"

using namespace payoff;

TEST_SUITE("measure/experiment/arm_moments") {

namespace {

// What the arm's ratios, their denominators and the form of its numbers come to.
void add_record(ArmMoments& arm, const MetricColumn& column, const auto& counts) {
  RunningMoments logs, ratios;
  for (std::size_t c = 0; c < column.sum.size(); ++c) {
    if (!counts(c)) continue;
    const double weight = column.weight.empty() ? 1 : column.weight[c];
    logs.add(std::log(weight));
    ratios.add(column.sum[c] / weight);
    for (std::size_t s = 0; s < arm.multiples.size(); ++s) {
      const double times = column.sum[c] / granularity_steps[s];
      arm.multiples[s] += times != 0 && times == std::round(times);
    }
  }
  arm.weighed = static_cast<std::size_t>(logs.count());
  arm.weight_log = logs.mean();
  arm.weight_log_squares = logs.variance() * (logs.count() - 1);
  arm.own_ratio_squares = ratios.variance() * (ratios.count() - 1);
}

// By their definition, of units with one cell each.
ArmMoments moments_of(const Panel& panel, bool treated) {
  const MetricColumn& column = panel.metrics[0];
  ArmMoments arm;
  double numerator = 0, denominator = 0;
  const auto weight = [&](std::size_t c) { return column.weight.empty() ? 1.0 : column.weight[c]; };
  const auto counts = [&](std::size_t c) {
    return panel.units[panel.unit_of[c]].treated == treated && !std::isnan(column.sum[c]);
  };
  for (const Unit& unit : panel.units) arm.units += unit.treated == treated;
  for (std::size_t c = 0; c < panel.unit_of.size(); ++c) {
    if (!counts(c)) continue;
    ++arm.seen;
    arm.nonzero += column.sum[c] != 0;
    numerator += column.sum[c];
    denominator += weight(c);
  }
  arm.cells = arm.seen, arm.nonzero_cells = arm.nonzero, arm.began = arm.units, arm.left = arm.units - arm.seen;
  arm.mean = numerator / denominator;
  arm.weight = denominator / static_cast<double>(arm.seen);
  for (std::size_t c = 0; c < panel.unit_of.size(); ++c) {
    if (!counts(c)) continue;
    const double e = (column.sum[c] - arm.mean * weight(c)) / arm.weight;
    arm.squares += e * e;
    arm.largest = std::max(arm.largest, std::abs(e));
  }
  add_record(arm, column, counts);
  return arm;
}

Panel without_units(const Panel& panel) {
  Panel moments;
  moments.metrics.push_back({.metric = panel.metrics[0].metric, .sum = {}});
  moments.moments.push_back({moments_of(panel, true), moments_of(panel, false)});
  return moments;
}

Panel random_experiment(Random& random, bool ratio) {
  PanelBuilder builder(0, {.name = "minutes", .unit = "minutes", .per = ratio ? "ticket" : ""});
  const std::size_t units = 6 + random.below(160);
  for (std::size_t u = 0; u < units; ++u) {
    builder.unit(u % 3 == 0);
    if (u > 5 && random.uniform() < 0.1) continue;  // assigned, and never seen
    const double drawn = 20 * random.uniform(), kind = random.uniform();
    const double value = kind < 0.1 ? 0 : kind < 0.5 ? std::floor(drawn) : drawn;
    if (ratio)
      builder.cell(0, value, 1.0 + static_cast<double>(random.below(4)));
    else
      builder.cell(0, value);
  }
  return builder.panel;
}

void check_close(double one, double other, double relative) {
  if (one == other || (std::isnan(one) && std::isnan(other))) return;  // no degrees of freedom, no interval
  CHECK_CLOSE(one, other, relative);
}

void check_same(const Estimate& one, const Estimate& other) {
  check_close(one.estimate, other.estimate, 1e-12);
  check_close(one.se, other.se, 1e-12);
  check_close(one.df, other.df, 1e-12);
  check_close(one.low, other.low, 1e-11);
  check_close(one.high, other.high, 1e-11);
  CHECK(one.unit == other.unit);
  CHECK(one.reason == other.reason);
}

void check_same(const std::optional<Granularity>& one, const std::optional<Granularity>& other) {
  REQUIRE(one.has_value() == other.has_value());
  if (!one) return;
  CHECK(one->step == other->step);
  CHECK_CLOSE(granularity_change(*one), granularity_change(*other), 1e-12);
}

std::string refusal(const Panel& panel, const Question& question) {
  try {
    estimate(panel, question);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("property: the moments of two groups say what their units say") {
  Random random(17);
  for (int i = 0; i < 60; ++i) {
    const Panel panel = random_experiment(random, i % 2);
    for (const char* errors : {"auto", "welch", "hc1", "hc2", "hc3"}) {
      Question question = ask();
      question.options = {{"errors", errors}};
      if (i % 3 == 0) question.options["quantile"] = "normal";
      CAPTURE(errors);
      const Effect units = estimate(panel, question), moments = estimate(without_units(panel), question);
      check_same(units.absolute, moments.absolute);
      check_same(units.relative, moments.relative);
      CHECK_CLOSE(units.baseline, moments.baseline, 1e-12);
      CHECK(units.method == moments.method);
      CHECK(units.estimand == moments.estimand);
      CHECK(units.usable == moments.usable);
      CHECK(units.units_treated == moments.units_treated);
      CHECK(units.units_comparison == moments.units_comparison);
      CHECK(units.observations == moments.observations);
      CHECK(units.clusters == moments.clusters);
      CHECK(units.clusters_treated == moments.clusters_treated);
      CHECK_CLOSE(units.missing_share_treated, moments.missing_share_treated, 1e-12);
      CHECK_CLOSE(units.missing_share_comparison, moments.missing_share_comparison, 1e-12);
      CHECK(std::isnan(moments.volume_per_unit_week));  // without a calendar there is no week
      check_same(units.facts.volume, moments.facts.volume);
      CHECK_CLOSE(units.facts.unit_sd, moments.facts.unit_sd, 1e-12);
      check_same(units.facts.granularity, moments.facts.granularity);
      REQUIRE(units.diagnostics.size() >= 2);
      for (const Diagnostic& each : moments.diagnostics) {
        const auto same = std::ranges::find(units.diagnostics, each.name, &Diagnostic::name);
        REQUIRE(same != units.diagnostics.end());
        CHECK_CLOSE(same->value, each.value, 1e-11);
        CHECK(same->text == each.text);
      }
      ::check_same(units.facts.treated, moments.facts.treated);
    }
  }
}

TEST_CASE("moments are asked as an experiment, by the method of two groups, and refuse what needs units") {
  const Panel panel = without_units(two_arms({4, 6, 8}, {1, 3}));
  CHECK(choose_method(panel, true).method == "two_sample");
  Question question = ask();
  question.method = "did";
  CHECK(refusal(panel, question).find("method is 'did', but must be two_sample where only the moments") !=
        std::string::npos);
  question = ask();
  question.options = {{"errors", "cluster"}};
  CHECK(refusal(panel, question).find("errors is cluster, but must be auto") != std::string::npos);
  CHECK(refusal(without_units(two_arms({4}, {1, 3})), ask()).find("is 1, but must be at least 2 where only moments") !=
        std::string::npos);
  Panel torn = panel;
  torn.metrics.push_back(torn.metrics[0]);
  CHECK(refusal(torn, ask()).find("moments has 1 entries, but must have 2, one for each metric") != std::string::npos);
}

TEST_CASE("a constant outcome is as unusable by its moments as by its units") {
  const Panel panel = two_arms({4, 4, 4}, {1, 1});
  const Effect units = estimate(panel, ask()), moments = estimate(without_units(panel), ask());
  CHECK_FALSE(moments.usable);
  CHECK(units.message == moments.message);
}

}  // TEST_SUITE("measure/experiment/arm_moments")
