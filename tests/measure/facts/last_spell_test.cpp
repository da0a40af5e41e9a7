#include "measure/facts/last_spell.hpp"

#include "measure/panels.hpp"
#include "measure/simulated_rollout.hpp"

using namespace payoff;

TEST_SUITE("measure/facts/last_spell") {

namespace {

// These values in weeks 0, 1, ... of a unit that begins in week `adopts`.
struct History {
  int adopts;
  std::vector<double> values;
};

Panel panel_of(const std::vector<History>& histories) {
  PanelBuilder builder(0);
  for (const History& history : histories) {
    builder.rollout = history.adopts;
    builder.unit(history.adopts != never);
    for (std::size_t t = 0; t < history.values.size(); ++t) builder.cell(static_cast<int>(t), history.values[t]);
  }
  return builder.panel;
}

// Eight weeks, so a window of two; 1000 in the week with the tool.
const History unusual{8, {1, 2, 3, 4, 5, 6, 8, 10, 1000}}, calm{8, {2, 2, 2, 2, 2, 2, 3, 4, 1000}},
    risen{never, {10, 10, 10, 10, 10, 10, 11, 12, 10}}, fallen{never, {10, 10, 10, 10, 10, 10, 9, 10, 10}};

// Shares of 1000 studies without a spell (or with one) in which p < 0.05.
double share_found(const SimulatedRollout& design, double spell, int studies) {
  int found = 0;
  for (int s = 0; s < studies; ++s) {
    Panel panel = simulate(design, static_cast<std::uint64_t>(s)).panel;
    for (const std::size_t c : last_spell(panel, 0, 0.95).cells) panel.metrics[0].sum[c] += spell;
    found += last_spell(panel, 0, 0.95).deviation.p < 0.05;
  }
  return found / double(studies);
}

}  // namespace

TEST_CASE("by hand: of the adopters against their own earlier mean, less that of the others in the same weeks") {
  // 9 - 3.5 and 3.5 - 2, less the mean of 1.5 and -0.5: 5 and 1. psi 1, -1 and -1/2, 1/2: 2 x 2 + 2 x 1/2.
  const LastSpell spell = last_spell(panel_of({unusual, calm, risen, fallen}), 0, 0.95);
  CHECK_CLOSE(spell.deviation.estimate, 3, 1e-14);
  CHECK_CLOSE(spell.deviation.se, std::sqrt(5.0), 1e-14);
  CHECK_CLOSE(spell.deviation.df, 25.0 / (16 + 1), 1e-14);
  CHECK(spell.deviation.unit == "minutes");
  CHECK(spell.cells == std::vector<std::size_t>{6, 7, 15, 16});
  CHECK(spell.periods == 2);
}

TEST_CASE("by hand: where nobody is left to compare with, the adopters' own deviations") {
  // 5.5 and 1.5: psi 1 and -1: 2 x 2.
  const LastSpell spell = last_spell(panel_of({unusual, calm}), 0, 0.95);
  CHECK_CLOSE(spell.deviation.estimate, 3.5, 1e-14);
  CHECK_CLOSE(spell.deviation.se, 2, 1e-14);
  CHECK(spell.deviation.df == 1);
}

TEST_CASE("by hand: units of a cluster are one piece of chance") {
  Panel panel = panel_of({unusual, calm, risen, fallen});
  panel.clusters = {"north", "south"};
  panel.units[0].cluster = panel.units[2].cluster = 0;  // psi 1 - 1/2
  panel.units[1].cluster = panel.units[3].cluster = 1;  // -1 + 1/2
  const LastSpell spell = last_spell(panel, 0, 0.95);
  CHECK_CLOSE(spell.deviation.se, std::sqrt(2 * 0.5), 1e-14);
  CHECK(spell.deviation.df == 1);
}

TEST_CASE("by hand: each cohort against those who had not begun by its date") {
  // About week 4: 5 and 1, the later adopter 1, who never adopts -1: 5 and 1 less 0. About week 8: 4 less 1. Mean 3.
  // psi 2/3, -2/3; the later one 0 - (2/3)(1)/2: 3/2 x 1; who never adopts (2/3)(1)/2, alone: 1/9.
  const History first{4, {0, 0, 5, 5, 99, 99, 99, 99}}, second{4, {0, 0, 1, 1, 99, 99, 99, 99}},
      later{8, {0, 0, 1, 1, -1, -1, 4, 4}}, without{never, {0, 0, -1, -1, 1, 1, 1, 1}};
  const LastSpell spell = last_spell(panel_of({first, second, later, without}), 0, 0.95);
  CHECK_CLOSE(spell.deviation.estimate, 3, 1e-14);
  CHECK_CLOSE(spell.deviation.se, std::sqrt(1.5 + 1.0 / 9), 1e-14);
  // Without whoever never adopts the later one has nobody to compare with, and is there for the first two alone:
  // 5 - 1 and 1 - 1, psi 1 and -1 and 0: 3/2 x 2.
  const LastSpell alone = last_spell(panel_of({first, second, later}), 0, 0.95);
  CHECK_CLOSE(alone.deviation.estimate, 2, 1e-14);
  CHECK_CLOSE(alone.deviation.se, std::sqrt(3.0), 1e-14);
}

TEST_CASE("by hand: a quarter of the periods, at most four weeks, one month, or four periods of unknown length") {
  const auto window = [](PeriodKind kind, std::size_t periods, int sprint_weeks = 1) {
    const History same{static_cast<int>(periods), std::vector<double>(periods, 1.0)};
    Panel panel = panel_of({same, same});
    panel.calendar.kind = kind;
    panel.calendar.sprint_weeks = sprint_weeks;
    const LastSpell spell = last_spell(panel, 0, 0.95);
    CHECK(spell.cells.size() == 2 * static_cast<std::size_t>(spell.periods));
    return spell.periods;
  };
  CHECK(window(PeriodKind::week, 2) == 1);
  CHECK(window(PeriodKind::week, 5) == 1);
  CHECK(window(PeriodKind::week, 6) == 2);  // 1.5
  CHECK(window(PeriodKind::week, 40) == 4);
  CHECK(window(PeriodKind::day, 40) == 10);
  CHECK(window(PeriodKind::day, 200) == 28);
  CHECK(window(PeriodKind::sprint, 40, 2) == 2);
  CHECK(window(PeriodKind::month, 40) == 1);
  CHECK(window(PeriodKind::quarter, 40) == 1);
  CHECK(window(PeriodKind::integer, 40) == 4);
}

TEST_CASE("by hand: missing cells and cells with the tool do not enter, a ratio is its value") {
  const History gaps{4, {1, 3, missing, 4, 1000}}, other{4, {2, 2, 2, 1, 1000}};
  const LastSpell spell = last_spell(panel_of({gaps, other}), 0, 0.95);
  CHECK(spell.cells == std::vector<std::size_t>{3, 8});
  CHECK_CLOSE(spell.deviation.estimate, (2 - 1) / 2.0, 1e-14);
  Panel ratio = panel_of({gaps, other});
  ratio.metrics[0].metric.per = "ticket";
  ratio.metrics[0].weight.assign(10, 2);
  ratio.metrics[0].weight[5] = 0;  // a week without tickets has no value
  CHECK_CLOSE(last_spell(ratio, 0, 0.95).deviation.estimate, (2 - 1) / 4.0, 1e-14);
}

TEST_CASE("by hand: the panel without it has these cells missing and no others") {
  const Panel rest = without_cells(panel_of({unusual, calm}), 0, {6, 7});
  CHECK(std::isnan(rest.metrics[0].sum[6]));
  CHECK(std::isnan(rest.metrics[0].sum[7]));
  CHECK(rest.metrics[0].sum[5] == 6);
  CHECK(rest.metrics[0].sum[8] == 1000);
  CHECK(rest.metrics[0].sum[15] == 3);
}

TEST_CASE("invariance: scale, origin, the order of the units, and what moves everybody") {
  const Panel panel = panel_of({unusual, calm, risen, fallen});
  Panel other = panel_of({fallen, calm, risen, unusual});
  for (std::size_t c = 0; c < other.period_of.size(); ++c)
    other.metrics[0].sum[c] = 60 * other.metrics[0].sum[c] + 100 + 7 * other.period_of[c] * other.period_of[c];
  const Estimate minutes = last_spell(panel, 0, 0.95).deviation, seconds = last_spell(other, 0, 0.95).deviation;
  CHECK_CLOSE(seconds.estimate, 60 * minutes.estimate, 1e-12);
  CHECK_CLOSE(seconds.p, minutes.p, 1e-11);
}

TEST_CASE("recovery: without a spell the test rejects about as often as it says, and a spell is found") {
  const double one_date = share_found({.waves = 1, .first_adoption = 12}, 0, 1000),
               waves = share_found({.first_adoption = 8}, 0, 1000),
               all_adopt = share_found({.clusters = 25, .first_adoption = 8, .persistence = 0.8}, 0, 1000),
               found = share_found({.first_adoption = 8}, 1, 200);
  MESSAGE("false alarms: one date ", one_date, ", waves ", waves, ", AR 0.8 ", all_adopt, "; of 1 sd found ", found);
  for (const double share : {one_date, waves, all_adopt}) {
    CHECK(share > 0.02);
    CHECK(share < 0.08);
  }
  CHECK(found > 0.8);
}

TEST_CASE("by hand: a single adopter is ranked among all, and so is a single one without the tool") {
  // Deviations 5.5 against 1.5 and -0.5: less their mean 5, the farthest of three. 3.5 on average against 1.5.
  const Estimate one = last_spell(panel_of({unusual, risen, fallen}), 0, 0.95).deviation;
  CHECK_CLOSE(one.estimate, 5, 1e-14);
  CHECK_CLOSE(one.p, 1.0 / 3, 1e-14);
  CHECK(std::isnan(one.se));
  const Estimate lone = last_spell(panel_of({unusual, calm, fallen}), 0, 0.95).deviation;
  CHECK_CLOSE(lone.estimate, 4, 1e-14);
  CHECK(std::isnan(lone.low));
}

TEST_CASE("refusal: totals, one adopter and one to compare with, nobody seen on both sides, too short a past") {
  const auto is_refused = [](const Panel& panel) {
    const LastSpell spell = last_spell(panel, 0, 0.95);
    return std::isnan(spell.deviation.estimate) && std::isnan(spell.deviation.p);
  };
  CHECK_FALSE(is_refused(panel_of({unusual, calm})));
  CHECK(is_refused(to_phases(panel_of({unusual, calm}))));
  CHECK(is_refused(panel_of({unusual, risen})));
  CHECK(is_refused(panel_of({risen, fallen})));
  CHECK(is_refused(panel_of({{1, {5, 9}}, {1, {7, 9}}, {never, {5, 9}}})));
  const History absent{8, {1, 1, 1, 1, 1, 1, missing, missing, 1000}};
  CHECK(is_refused(panel_of({unusual, absent, risen})));
  // Whoever does not differ leaves no doubt to measure.
  const Estimate same = last_spell(panel_of({calm, calm}), 0, 0.95).deviation;
  CHECK_CLOSE(same.estimate, 1.5, 1e-14);
  CHECK(std::isnan(same.p));
}

}  // TEST_SUITE("measure/facts/last_spell")
