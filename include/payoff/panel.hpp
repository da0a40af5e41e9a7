// The panel: what was observed, on whom, when, and who had the tool.
//
// A panel holds one row ("cell") for each unit and period: agent 17 in the week
// of 3 March handled 41 tickets in 512 minutes. Units carry the roles (treated,
// adopted when, cluster, segment); cells carry the numbers. Fill it from your
// own arrays, or let ingest.hpp read it from files and databases.
//
// Example
//     payoff::Panel panel;
//     panel.calendar.kind = payoff::PeriodKind::week;
//     panel.units = {{.label = "ann", .treated = true, .adopted_period = 10}, {.label = "bob"}};
//     panel.unit_of   = {0, 0, 1, 1};        // sorted by unit, then period
//     panel.period_of = {9, 10, 9, 10};
//     panel.metrics.push_back({.metric = {.name = "minutes"}, .sum = {30, 24, 31, 30}});
//
// Requires  unit_of and period_of sorted and without repeats; all per-cell
//           vectors of the same length. check(panel) says what is wrong.
#pragma once

#include <array>
#include <climits>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

namespace payoff {

inline constexpr int never = INT_MAX;  // adopted_period of a unit that never adopts

enum class MetricKind { time, revenue, cost, count, score, rate };
enum class Better { lower, higher };
// log, poisson: effects are ratios, reported as percent; log needs values above 0, poisson takes zeros (did only).
enum class Scale { level, log, poisson };
enum class Role { primary, secondary, guardrail };

struct Metric {
  std::string name;
  MetricKind kind = MetricKind::score;
  std::string unit;  // "minutes", "hours", "USD": as printed; time must be seconds, minutes, hours or days
  std::string per;   // ratio metric: name of the denominator ("tickets"); empty = per unit and period
  Better better = Better::higher;
  Scale scale = Scale::level;
  Role role = Role::primary;
  bool self_reported = false;       // an opinion about the outcome, not a measurement of it
  bool activity = false;            // measures use (prompts, lines, acceptances), not results
  bool declared_in_advance = true;  // named before anyone looked at the data
  std::string label{};              // what sentences call it; empty = its name, "_" as blanks
  double smallest_effect = 0;       // that matters, in its own unit; 0 = not said
  bool averaged = false;            // of several rows of a period: a value that does not grow with time
};

inline bool is_multiplicative(const Metric& metric) {
  return metric.scale != Scale::level;
}

enum class PeriodKind { none, day, week, sprint, month, quarter, year, integer };

// One numbering of periods, so that December + 1 is January.
// day = days since 1970-01-01; week = weeks since the first declared weekday on or
// before 1970-01-01; sprint = the same in steps of several weeks, from sprint_start; month = 12 * year + month - 1;
// quarter = 4 * year + quarter - 1.
struct Calendar {
  PeriodKind kind = PeriodKind::none;
  int week_starts_on = 1;  // 1 = Monday ... 7 = Sunday (ISO 8601)
  int sprint_weeks = 1;    // how long a sprint is
  int sprint_start = 0;    // the first day of any of them, in days since 1970-01-01

  // "2025-03-03" (days; weeks and sprints by their first day), "2025-03", "2025-Q1", "2025", "17"
  std::string label(int period) const;
  bool dated() const { return kind != PeriodKind::none && kind != PeriodKind::integer; }
  int first_day(int period) const;  // in days since 1970-01-01, where the periods are dated
};

struct Unit {
  std::string label;
  bool treated = false;  // belongs to the group that got the tool
  int adopted_period =
      never;         // first period with the tool; INT_MIN = had it in all of them; 0 if treated and there is no time
  int cluster = -1;  // index into Panel::clusters; -1 = the unit is its own cluster
  bool unaffected = false;      // without the tool, and out of its reach, as the study says
  std::vector<int> segments{};  // (segment names) index into the labels of each segment; -1 = missing
};

// Per-cell numbers of one metric. The value of a cell is sum / weight.
struct MetricColumn {
  Metric metric;
  std::vector<double> sum;          // (cells) on the metric's scale (sum of logs for log); NaN = missing
  std::vector<double> weight{};     // (cells) rows averaged, or the denominator of a ratio; empty = 1
  std::vector<double> level_sum{};  // (cells) the same on the level scale; empty when scale is level
};

struct Covariate {
  std::string name;
  std::vector<double> value;  // (cells); NaN = missing
};

// Mean of a metric in one group and period, on the level scale: what a chart shows.
struct TrendPoint {
  int period = 0;
  bool treated = false;
  double mean = 0;        // sum over sum
  std::size_t units = 0;  // units observed in this period
};

// A text column whose every label holds units of one arm (and date) only: then what was given the tool may be these labels
// and not the units.
struct Nesting {
  std::string column;
  std::size_t labels_treated = 0, labels_comparison = 0;
  bool is_cluster = false;  // the units' clusters are these labels, though nobody said so
};

// Steps in which people round what they write down.
inline constexpr double granularity_steps[] = {1, 5, 10, 60, 0.25, 0.5};

// The same metric before the rollout, of the units of one arm.
struct PastMoments {
  std::size_t seen = 0;           // units with a value
  std::size_t followed = 0;       // of these: with one after it, too
  std::size_t nonzero_cells = 0;  // as in ArmMoments, and so multiples
  std::array<std::size_t, std::size(granularity_steps)> multiples{};
  double own_mean = 0, own_squares = 0;            // of those seen: of their own means, of a ratio metric N_i / D_i
  double followed_before = 0, followed_after = 0;  // of those followed: means of their own means
  // of the same: squares of that before about its mean, products with that after, and squares of their changes
  double followed_squares = 0, followed_products = 0, change_squares = 0;
  double everyone = 0;  // R, the mean of both arms; of a ratio metric sum over sum
  double weight = 1;    // mean of their denominators D_i
  double x_mean = 0, x_squares = 0,
         x_products = 0;  // x_i, their squares about the mean, and sum of x_i e_i; where x_i is
                          // (N_i - R D_i) / mean of D, 0 for who has no past, of those with a
                          // value after the rollout
};

// An arm of an experiment in one period. Units count that have a value after the rollout, and from then on less what their
// past says of them: b (own mean before - that of both arms), b the slope within the arms of own means after on those before.
struct PeriodMoments {
  int period = 0;
  std::size_t units = 0;         // seen in it
  double mean = 0, squares = 0;  // as in ArmMoments
  double own = 0;  // mean of all units seen in it, each less its own mean of all periods; NaN = there is none
};

// Of numbers that units have: how many, their mean, and the squares about it.
struct UnitMeans {
  std::size_t units = 0;
  double mean = 0, squares = 0;
};

// The same arm over its periods.
struct ArmPath {
  std::vector<PeriodMoments> periods;  // ascending
  // Of what each unit adds to the means of the first and of the last third of the path (see data/thirds.hpp): squares, products.
  double first_squares = 0, last_squares = 0, thirds_products = 0;
  // Of all units that have them: what a unit was in the mean of its periods before the rollout, and in those of the last window
  // before it (see data/last_window.hpp) less the earlier ones.
  UnitMeans before, last_window;
};

// One metric in one arm of an experiment, as a database sums it: all that a comparison of two means needs of its units.
// A unit's value is the mean of its periods (of a ratio metric sum over sum); without time it has one.
struct ArmMoments {
  std::size_t units = 0;                     // assigned
  std::size_t seen = 0;                      // of these: with a value
  std::size_t nonzero = 0;                   // of these: other than 0
  std::size_t cells = 0, nonzero_cells = 0;  // the same of all their periods
  std::size_t began = 0, left = 0;           // units, as in ArmFlow
  double mean = 0;                           // of the units; of a ratio metric sum over sum
  double mean_rest = 0;                      // what is left of it beyond a double's last digit
  // Of a ratio metric: mean of its denominators D_i; mean of their logs (a period; less those before, where there is a past)
  // of how many units, and the squares about that; the squares about the mean of the units' own ratios N_i / D_i.
  std::size_t weighed = 0;
  double weight = 1, weight_log = 0, weight_log_squares = 0, own_ratio_squares = 0;
  double squares = 0;  // sum of e_i^2, where e_i = value - mean; of a ratio metric (N_i - mean D_i) / mean of D
  double largest = 0;  // |e_i|
  std::optional<PastMoments> past{};
  std::optional<ArmPath> path{};                                      // of all units, where there is time
  std::array<std::size_t, std::size(granularity_steps)> multiples{};  // of each step, among the cells other than 0
};

// What each unit adds to a difference that is adjusted for the past (measure/experiment/regression_adjustment.hpp): psi_i
// with the inflation of HC1, less its n / (n - k), of HC2 and of HC3.
struct AdjustedMoments {
  double squares[3] = {};               // sums of psi_i^2
  double products[3] = {};              // of psi_i e_i, over the comparison arm
  double largest = 0, own_squares = 0;  // |a_i e_i|, and the sum of its squares
};

inline constexpr std::size_t few_units = 10;
struct MetricMoments {
  ArmMoments treated, comparison;
  // Without the unit that moves the difference of the arms most in its own direction, and without the few_units that do;
  // empty = not asked.
  std::vector<MetricMoments> without_most{};
  std::vector<AdjustedMoments> adjusted{};  // with slopes by arm, with common slopes; empty = the past cannot adjust
};

struct Segment {
  std::string name;
  std::vector<std::string> labels;
  std::vector<std::vector<MetricMoments>> moments{};  // (labels, metrics) where the panel has moments in place of units
};

// phases: period_of holds 0 (before) and 1 (after) instead of calendar periods,
// each cell the total of that phase; only the trend still knows the periods.
enum class Grain { periods, phases };

struct Panel {
  Calendar calendar;
  Grain grain = Grain::periods;
  std::vector<Unit> units;  // all that were assigned; who was never observed has no cell
  std::vector<std::string> clusters;
  std::vector<Segment> segments;
  std::vector<std::int32_t> unit_of;    // (cells) index into units
  std::vector<std::int32_t> period_of;  // (cells) period of the calendar, or phase
  std::vector<MetricColumn> metrics;
  std::vector<Covariate> covariates;
  std::vector<double> uptake;  // (units) share of periods in which the unit used the tool; empty = unknown
  std::vector<std::vector<TrendPoint>> trend;  // (metrics) sorted by treated, then period
  std::optional<Nesting> nesting{};
  // (metrics) of an experiment whose units stayed in the database: then there are no units and no cells here, the metrics
  // have no numbers, the grain is phases where there is time, and the treated began in adopted_period (see Unit).
  std::vector<MetricMoments> moments{};
  int adopted_period = 0;
};

// Throws Error(data) naming the first broken requirement.
void check(const Panel& panel);

// before / after totals of each unit, by its adoption (comparison units: by the
// earliest adoption). The identity on a panel that is in phases already.
Panel to_phases(const Panel& panel);

// The group-by-period means of every metric, from the cells. Grain must be periods.
std::vector<std::vector<TrendPoint>> trend_of(const Panel& panel);

// The panel of the units for which keep is true (size units).
Panel subset(const Panel& panel, const std::vector<bool>& keep);

}  // namespace payoff
