#include "measure/facts/facts.hpp"

#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("measure/facts/facts") {

namespace {

// Weeks 0 and 1, the tool in week 1: before it 1, 3 (treated) and 10, 14; after it 5, 6 and 20, 26.
Panel two_weeks(int rollout = 1) {
  PanelBuilder builder(rollout);
  builder.unit(true).cell(0, 1).cell(1, 5);
  builder.unit(true).cell(0, 3).cell(1, 6);
  builder.unit(false).cell(0, 10).cell(1, 20);
  builder.unit(false).cell(0, 14).cell(1, 26);
  return builder.panel;
}

// NaN is the same as NaN.
bool same(const Estimate& a, const Estimate& b) {
  const auto equal = [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); };
  return equal(a.estimate, b.estimate) && equal(a.se, b.se) && equal(a.high, b.high) && a.unit == b.unit;
}

}  // namespace

TEST_CASE("by hand: units differ about the mean of their arm before the rollout, else of those without it after") {
  CHECK_CLOSE(facts_of(two_weeks(), {}, {}).unit_sd, std::sqrt((2.0 + 8) / 2), 1e-14);
  // Without a past the comparison alone: means 15 and 20.
  CHECK_CLOSE(facts_of(two_weeks(0), {}, {}).unit_sd, std::sqrt(12.5), 1e-14);
  CHECK_CLOSE(facts_of(to_phases(two_weeks()), {}, {}).unit_sd, std::sqrt(5.0), 1e-14);
}

TEST_CASE("by hand: use by those without the tool, of those of whom it is known") {
  Panel panel = two_weeks();
  CHECK(std::isnan(facts_of(panel, {}, {}).uptake_comparison));
  panel.uptake = {0.9, 0.8, 0.1, 0.2};
  CHECK_CLOSE(facts_of(panel, {}, {}).uptake_comparison, 0.15, 1e-14);
  panel.uptake[2] = missing;
  CHECK_CLOSE(facts_of(panel, {}, {}).uptake_comparison, 0.2, 1e-14);
}

TEST_CASE("by hand: who is in the answer is the answer's, who was assigned the panel's") {
  Panel panel = two_weeks();
  panel.units.push_back({.label = "never seen", .treated = true, .adopted_period = 1});
  panel.nesting = Nesting{.column = "office", .labels_treated = 3, .labels_comparison = 2};
  const Facts facts = facts_of(panel, {}, {.units_treated = 7, .units_comparison = 8});
  CHECK(facts.treated.analysed == 7);
  CHECK(facts.comparison.analysed == 8);
  CHECK(facts.treated.assigned == 3);
  CHECK(facts.treated.seen_after == 2);
  CHECK(facts.comparison.assigned == 2);
  CHECK(facts.nesting->column == "office");
}

TEST_CASE("reference: every fact is the one of its own file, of this metric, at the answer's level") {
  Random random(19);
  PanelBuilder builder(8);
  builder.panel.metrics.push_back({.metric = {.name = "tickets", .unit = "tickets"}});
  for (int u = 0; u < 40; ++u) {
    builder.unit(u % 2 == 0);
    for (int t = 0; t < 12; ++t) {
      builder.cell(t, std::floor(100 * random.uniform()), 1 + std::floor(5 * random.uniform()));
      builder.panel.metrics[1].sum.push_back(random.normal());
    }
  }
  const Panel& panel = builder.panel;
  for (const std::size_t metric : {0u, 1u}) {
    const Facts facts = facts_of(panel, {.metric = metric}, {.level = 0.8});
    CHECK(same(facts.own_change_treated, own_change(panel, metric, true, 0.8)));
    CHECK(same(facts.own_change_comparison, own_change(panel, metric, false, 0.8)));
    CHECK(same(facts.last_spell, last_spell(panel, metric, 0.8).deviation));
    CHECK(same(facts.volume, volume_change(panel, metric, 0.8)));
    CHECK(granularity_change(facts.granularity.value()) == granularity_change(coarser_form(panel, metric).value()));
    CHECK_FALSE(std::isnan(facts.own_change_comparison.p));
    CHECK_FALSE(std::isnan(facts.last_spell.p));
    CHECK(std::isnan(facts.volume.p) == (metric == 1));
  }
  const Effect effect = estimate(panel, {.metric = 0, .method = "did", .level = 0.8});
  CHECK(same(effect.facts.last_spell, last_spell(panel, 0, 0.8).deviation));
  CHECK(effect.facts.treated.analysed == 20);
}

TEST_CASE("invariance: a change of unit changes what is measured in it, and no shares") {
  Panel panel = two_weeks();
  panel.uptake = {0.9, 0.8, 0.1, 0.2};
  const Facts minutes = facts_of(panel, {}, {});
  for (double& value : panel.metrics[0].sum) value = 60 * value - 40;
  const Facts seconds = facts_of(panel, {}, {});
  CHECK_CLOSE(seconds.unit_sd, 60 * minutes.unit_sd, 1e-13);
  CHECK(seconds.uptake_comparison == minutes.uptake_comparison);
  CHECK(seconds.treated.seen_before == minutes.treated.seen_before);
}

TEST_CASE("recovery: the spread of units is found, whatever the tool did and the arms differ by") {
  Random random(23);
  PanelBuilder builder(20);
  for (int u = 0; u < 1000; ++u) {
    const bool treated = u % 2 == 0;
    builder.unit(treated);
    const double level = 50 + 3 * random.normal() + 20 * treated;
    for (int t = 0; t < 21; ++t) builder.cell(t, level + random.normal() + 9 * (treated && t == 20));
  }
  // sd of a mean of twenty: sqrt(9 + 1/20); of 1000 units known to one part in sqrt(2000).
  CHECK_CLOSE(facts_of(builder.panel, {}, {}).unit_sd, std::sqrt(9.05), 4 / std::sqrt(2000.0));
}

TEST_CASE("refusal: one unit an arm has no spread, and few periods no facts about time") {
  PanelBuilder builder(1);
  builder.unit(true).cell(0, 1).cell(1, 5);
  builder.unit(false).cell(0, 10).cell(1, 20);
  const Facts facts = facts_of(builder.panel, {}, {});
  CHECK(std::isnan(facts.unit_sd));
  CHECK(std::isnan(facts.own_change_comparison.estimate));
  CHECK(std::isnan(facts.last_spell.estimate));
  CHECK(std::isnan(facts.volume.estimate));
  CHECK_FALSE(facts.granularity.has_value());
  CHECK_FALSE(facts.nesting.has_value());
}

}  // TEST_SUITE("measure/facts/facts")
