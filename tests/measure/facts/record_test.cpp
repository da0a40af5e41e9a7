#include "measure/facts/record.hpp"

#include "measure/panels.hpp"

using namespace payoff;

TEST_SUITE("measure/facts/record") {

namespace {

const Metric minutes_per_ticket{.name = "minutes", .unit = "minutes", .per = "ticket"};

// Tickets in weeks 0 and 1, with the tool, or that date, in week `rollout`.
struct Tickets {
  bool treated;
  double first, second;
};

Panel tickets_of(const std::vector<Tickets>& units, int rollout = 1) {
  PanelBuilder builder(rollout, minutes_per_ticket);
  for (const Tickets& unit : units) builder.unit(unit.treated).cell(0, 9, unit.first).cell(1, 9, unit.second);
  return builder.panel;
}

const std::vector<Tickets> four_units{{true, 1, 2}, {true, 2, 8}, {false, 5, 5}, {false, 3, 6}};

// 32 units an arm; the treated write `before` and, in this share of their cells after it, `after`, else `before`.
struct Writing {
  double before, after;
  int changed = 32;
  int cells = 32;
};

Panel written(const Writing& plan) {
  PanelBuilder builder(1);
  for (int u = 0; u < 2 * plan.cells; ++u) {
    const bool treated = u < plan.cells;
    builder.unit(treated).cell(0, plan.before).cell(1, treated && u < plan.changed ? plan.after : plan.before);
  }
  return builder.panel;
}

}  // namespace

TEST_CASE("by hand: the log of the volume after over before, of the treated less the others") {
  // log 2 and log 4, against 0 and log 2: log 2. Every unit is log 2 / 2 from its arm's mean: 2 x 4 x (log 2 / 4)^2.
  const Estimate volume = volume_change(tickets_of(four_units), 0, 0.95);
  CHECK_CLOSE(volume.estimate, std::log(2.0), 1e-14);
  CHECK_CLOSE(volume.se, std::log(2.0) / std::sqrt(2.0), 1e-14);
  CHECK_CLOSE(volume.df, 2, 1e-12);
  CHECK(volume.unit == "log ratio");
}

TEST_CASE("by hand: volumes are a period's, and the rows of a mean are a volume too") {
  PanelBuilder builder(2);
  builder.unit(true).cell(0, 9, 2).cell(1, 9, 4).cell(2, 9, 6);  // 3 a week, then 6
  builder.unit(true).cell(0, 9, 3).cell(2, 9, 6).cell(3, missing, 70);
  builder.unit(false).cell(0, 9, 3).cell(1, 9, 3).cell(2, 9, 3);
  builder.unit(false).cell(0, 9, 1).cell(1, 9, 1).cell(2, 9, 1);
  CHECK_CLOSE(volume_change(builder.panel, 0, 0.95).estimate, std::log(2.0), 1e-14);
}

TEST_CASE("by hand: without a past the volumes with the tool are compared, units of a cluster as one") {
  Panel panel = tickets_of(four_units, 0);
  for (double& weight : panel.metrics[0].weight) weight = std::exp2(weight);
  // Means of 2 and 4, 4 and 256, 32 and 32, 8 and 64: logs of 3, 130 and of 32, 36.
  const Estimate volume = volume_change(panel, 0, 0.95);
  CHECK_CLOSE(volume.estimate, std::log(3.0 * 130 / (32 * 36)) / 2, 1e-14);
  const double treated = std::log(130.0 / 3), others = std::log(36.0 / 32);
  CHECK_CLOSE(volume.se, std::sqrt(2.0 * 2 * (treated * treated + others * others) / 16), 1e-13);
  panel.clusters = {"north"};
  panel.units[1].cluster = panel.units[3].cluster = 0;  // psi: treated / 4 - others / 4, beside each alone
  // The cluster is of the arm of its first unit, and the comparison one unit.
  const double of_treated = (treated * treated + (treated - others) * (treated - others)) / 16;
  CHECK_CLOSE(volume_change(panel, 0, 0.95).se, std::sqrt(2 * of_treated + others * others / 16), 1e-13);
}

TEST_CASE("by hand: the share of round numbers before and after") {
  // Multiples of 5: 24 of 32 cells with the tool, none elsewhere.
  const Granularity form = coarser_form(written({.before = 7, .after = 35, .changed = 24}), 0).value();
  CHECK(form.step == 5);
  CHECK(form.treated_after == 0.75);
  CHECK(form.treated_before == 0);
  CHECK(form.comparison_before == 0);
  CHECK(form.comparison_after == 0);
  CHECK(granularity_change(form) == 0.75);
}

TEST_CASE("by hand: of all steps the one whose share changed most") {
  const auto step = [](double before, double after) { return coarser_form(written({before, after}), 0)->step; };
  CHECK(step(7.3, 7) == 1);
  CHECK(step(7, 20) == 5);  // and 10: the first of those that tell the same
  CHECK(step(15, 20) == 10);
  CHECK(step(30, 60) == 60);
  CHECK(step(7.1, 7.25) == 0.25);
  CHECK(step(7.25, 7.5) == 0.5);
  CHECK(step(0.1 + 0.2, 3 * 0.25) == 0.25);
  CHECK(granularity_change(coarser_form(written({60, 30}), 0).value()) == -1);  // finer, too
}

TEST_CASE("by hand: without a past, how far the arms are apart; zeros say nothing; numbers are those of the level") {
  Panel panel = written({.before = 7, .after = 35});
  for (Unit& unit : panel.units) unit.adopted_period = unit.treated ? 0 : never;
  const Granularity apart = coarser_form(panel, 0).value();
  CHECK(std::isnan(apart.treated_before));
  CHECK(granularity_change(apart) == 0.5);  // 32 of 64 cells
  Panel idle = written({.before = 7, .after = 35, .changed = 35, .cells = 35});
  for (std::size_t c = 0; c < 8; ++c) idle.metrics[0].sum[c] = 0;  // four of the treated
  CHECK(coarser_form(idle, 0)->treated_after == 1);
  CHECK(coarser_form(idle, 0)->treated_before == 0);
  Panel logs = written({.before = 7, .after = 35});
  logs.metrics[0].metric.scale = Scale::log;
  logs.metrics[0].level_sum = logs.metrics[0].sum;
  for (double& value : logs.metrics[0].sum) value = std::log(value);
  CHECK(coarser_form(logs, 0)->step == 5);
}

TEST_CASE("invariance: the order of units, and the level of all volumes") {
  std::vector<Tickets> other(four_units.rbegin(), four_units.rend());
  for (Tickets& unit : other) unit = {unit.treated, 10 * unit.first, 10 * unit.second};
  const Estimate volume = volume_change(tickets_of(four_units), 0, 0.95);
  CHECK_CLOSE(volume_change(tickets_of(other), 0, 0.95).estimate, volume.estimate, 1e-13);
  CHECK_CLOSE(volume_change(tickets_of(other), 0, 0.95).p, volume.p, 1e-12);
  for (Tickets& unit : other) unit.treated = !unit.treated;
  CHECK_CLOSE(volume_change(tickets_of(other), 0, 0.95).estimate, -volume.estimate, 1e-13);
}

TEST_CASE("recovery: 95 of 100 intervals hold the change of the volume") {
  for (const double growth : {1.0, 1.3}) {
    Random random(13);
    const int studies = 1000;
    int covered = 0;
    for (int s = 0; s < studies; ++s) {
      std::vector<Tickets> units;
      for (int u = 0; u < 40; ++u) {
        const bool treated = u % 2 == 0;
        const double level = std::exp(4 + 0.5 * random.normal());
        units.push_back({treated, level * std::exp(0.3 * random.normal()),
                         level * std::exp(0.1 + 0.3 * random.normal()) * (treated ? growth : 1)});
      }
      const Estimate volume = volume_change(tickets_of(units), 0, 0.95);
      covered += volume.low <= std::log(growth) && std::log(growth) <= volume.high;
    }
    MESSAGE("growth ", growth, ": coverage ", covered / double(studies));
    CHECK(std::abs(covered - 0.95 * studies) < 4 * std::sqrt(0.95 * 0.05 * studies));
  }
}

TEST_CASE("refusal: one row a cell, totals, one unit of each arm; fewer than 30 cells on a side") {
  const auto is_refused = [](const Panel& panel) { return std::isnan(volume_change(panel, 0, 0.95).estimate); };
  CHECK_FALSE(is_refused(tickets_of(four_units)));
  CHECK(is_refused(to_phases(tickets_of(four_units))));
  CHECK(is_refused(tickets_of({{true, 1, 1}, {true, 1, 1}, {false, 1, 1}, {false, 1, 1}})));
  CHECK(is_refused(tickets_of({{true, 1, 2}, {false, 2, 8}})));
  CHECK(is_refused(tickets_of({{true, 1, 2}, {true, 0, 8}, {false, 5, 5}})));  // no tickets before it
  // One of three: log 2 against log 4 and 0, the middle one; so all are as far.
  const Estimate ranked = volume_change(tickets_of({{true, 1, 2}, {false, 2, 8}, {false, 5, 5}}), 0, 0.95);
  CHECK_CLOSE(ranked.p, 1, 1e-14);
  CHECK(std::isnan(ranked.se));
  CHECK(is_refused(two_arms({1, 2, 3}, {4, 5, 6})));
  CHECK(coarser_form(written({.before = 7, .after = 35, .changed = 30, .cells = 30}), 0));
  CHECK_FALSE(coarser_form(written({.before = 7, .after = 35, .changed = 29, .cells = 29}), 0));
  CHECK_FALSE(coarser_form(to_phases(written({.before = 7, .after = 35})), 0));
}

}  // TEST_SUITE("measure/facts/record")
