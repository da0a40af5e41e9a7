// What the rollout changed, and how sure we may be.
//
// A Question names a metric and, if one wishes, a method; the answer is an Effect:
// the difference the tool made in the metric's own units and in percent of what
// would have been without it, each with an interval, and everything a sceptic
// asks next (path over time, tests of the assumptions, alternatives).
//
// Example
//     payoff::Effect effect = payoff::estimate(panel, {.metric = 0, .method = "did"});
//     if (effect.usable) std::cout << effect.absolute.estimate << effect.absolute.low;
//
// Throws  Error(method) when the method cannot answer this question at all (no
//         comparison units, no period before). A fit that ran but cannot be
//         trusted comes back with usable = false and its message.
#pragma once

#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "payoff/context.hpp"
#include "payoff/estimate.hpp"
#include "payoff/facts.hpp"
#include "payoff/panel.hpp"

namespace payoff {

// Choices of a method by name, e.g. {"errors", "hc3"}; what exists is in methods().
using Options = std::map<std::string, std::string>;

struct Question {
  std::size_t metric = 0;  // index into Panel::metrics
  std::string method;      // a name of methods(); empty = choose_method
  double level = 0.95;     // confidence level, in 0.5 to 0.999
  Options options{};
  std::vector<std::size_t> covariates{};  // indices into Panel::covariates
  bool randomized = false;                // who got the tool was drawn by lot
  bool compare_methods = true;            // answer by the other defensible methods too (Effect::alternatives)
};

struct PathPoint {
  int event_time = 0;  // periods since adoption; the last before it that both groups were seen in (mostly -1) is the
                       // reference and exactly 0
  double estimate = missing, se = missing, low = missing, high = missing;
  double low_uniform = missing, high_uniform = missing;  // band that holds the whole path at the level; NaN = not had
};

// What one cohort of adopters gained: those who began in the same period.
struct Cohort {
  int adopted_period = 0;
  std::size_t units = 0, clusters = 0;
  Estimate absolute;  // mean over its periods with the tool; NaN with a reason where it cannot be estimated
};

// How much the assumption of parallel trends may fail before the conclusion does
// (Rambachan & Roth 2023). bound 0 = the assumption holds exactly.
struct TrendBound {
  double bound = 0;  // relative_magnitude: times the largest wobble before the rollout; smoothness: metric units
  double low = missing, high = missing;
};
enum class SensitivityKind { relative_magnitude, smoothness };
enum class SensitivityTarget { average_effect, first_period };  // what the interval is for
constexpr std::string_view name(SensitivityKind kind) {
  return kind == SensitivityKind::smoothness ? "smoothness" : "relative_magnitude";
}
constexpr std::string_view name(SensitivityTarget target) {
  return target == SensitivityTarget::first_period ? "the first period" : "the average effect";
}
struct TrendSensitivity {
  SensitivityKind kind = SensitivityKind::relative_magnitude;
  SensitivityTarget target = SensitivityTarget::average_effect;
  std::vector<TrendBound> points{};
  double breakdown = missing;  // largest bound at which the interval still excludes 0; 0 = never did; infinity = always
  std::string text{};          // one plain sentence
};

// One kind of comparison the static two-way estimate mixes (Goodman-Bacon 2021).
struct DecompositionPart {
  std::string name;  // "adopters against never-adopters", "later against earlier adopters (misleads)"
  double weight = missing, estimate = missing;
  bool misleads = false;  // the comparison has the tool already
};

// A test of an assumption, or a fact about the data a sceptic asks for.
struct Diagnostic {
  std::string name;  // snake_case, stable: "pre_trend", "baseline_balance"
  double value = missing;
  double threshold = missing;  // NaN = no threshold
  std::string text;            // one plain sentence
};

// The names of those diagnostics that a rule looks up; all others are only shown.
namespace diagnostic_name {
inline constexpr std::string_view pre_trend_power = "pre_trend_power", clear_lead = "clear_lead";
}

// What another answer is for, beyond being another defensible way.
enum class Purpose {
  another_way,
  unadjusted,           // without the covariates and the past that the answer uses
  without_last_window,  // without the unusual spell just before the rollout
  without_some,         // without the unit, the ten units or the cluster that move the answer most
  complete_units,       // of the units seen in every period
  misleads,             // shown to warn: it does not answer the question here
};

// The same question answered another way.
struct Alternative {
  std::string name;  // for people: "unadjusted", "hc3", "cluster"
  Estimate absolute, relative;
  Purpose purpose = Purpose::another_way;
  std::string remark{};  // why it differs, why it misleads; empty = nothing to say

  bool misleads() const { return purpose == Purpose::misleads; }
};

// How an interval was made: from a formula for the standard error, or in a way that holds with few clusters. By the last
// two there may be none, where there are too few clusters; its reason says how many it takes.
enum class IntervalBy {
  formula,
  bell_mccaffrey,
  wild_bootstrap,
  jackknife,
  randomization,  // the other outcomes of the lot
  placebo_rank,   // one cluster in an arm and no lot: every other cluster in its place
};

// The effect in the first and the last third of the follow-up, and the last less the first.
struct Course {
  Estimate first, last, change;
};

// A line through the leads: what it adds to the effect where it goes on, and the effect without that.
struct EarlierTrend {
  Estimate carried_on, less_trend;
};

// The people an effect speaks of, where they are not everyone: those whose tenure is "new".
struct SegmentValue {
  std::string segment, label;

  std::string text() const { return segment + " = " + label; }
  bool operator==(const SegmentValue&) const = default;
};

struct AdjustedFor {
  std::string name;            // of a covariate, "tenure", or the past: "handle minutes before the rollout"
  bool moved_by_tool = false;  // the tool seems to have changed it too, and so adjusting takes part of the effect away
};

struct Effect {
  Metric metric;
  std::optional<SegmentValue> segment;  // none = everyone
  std::string method;                   // a name of methods()
  std::string estimand;                 // "ATE", "ATT", "before/after change"
  std::string against;                  // "the comparison group", "the same people before"
  double level = 0.95;
  Estimate absolute;          // metric units (log scale: log points)
  Estimate relative;          // share of the baseline: 0.12 = 12 % more
  double baseline = missing;  // what would have been without the tool, level scale, metric units
  std::size_t units_treated = 0, units_comparison = 0, observations = 0;
  std::size_t clusters = 0, clusters_treated = 0;  // clusters = units where none are declared
  PeriodKind period = PeriodKind::none;            // of the data
  int periods_before = 0, periods_after = 0;       // calendar periods; 0 when the data have no time
  double weeks_before = missing, weeks_after = missing;
  double missing_share_treated = missing, missing_share_comparison = missing;  // of unit-periods
  double uptake_treated = missing;                                             // mean share of use among the treated
  double volume_per_unit_week = missing;  // ratio metrics: denominators per treated unit and week after adoption
  double pre_trend_p = missing;           // joint test that all leads are 0
  bool usable = true;
  std::string message{};  // why not usable
  std::vector<AdjustedFor> adjusted_for{};
  IntervalBy interval_by = IntervalBy::formula;
  std::string inference{};  // the same for people, when not the usual way: "wild cluster bootstrap, 14 clusters"
  std::vector<PathPoint> path{};
  std::optional<Course> course{};
  std::optional<EarlierTrend> earlier_trend{};
  Facts facts{};
  std::vector<Cohort> cohorts{};  // staggered adoption only
  std::vector<TrendSensitivity> sensitivities{};
  std::vector<DecompositionPart> decomposition{};  // of the static two-way estimate; staggered adoption only
  std::vector<Diagnostic> diagnostics{};
  std::vector<Alternative> alternatives{};
};

// One setting of a method, declared once: help, checking, the schema and the tables read it.
enum class OptionKind { choice, whole_number, share, flag };

struct OptionSpec {
  std::string_view name;
  OptionKind kind = OptionKind::choice;
  std::string_view choices;    // choice: "a|b|c"; flag: "false|true"; else empty
  double low = 0, high = 0;    // whole_number, share: what it may be, ends included
  std::string_view otherwise;  // the value where none is given
  std::string_view meaning;
};

// What its value may be: "a whole number in 0 to 3", "one of auto, cluster".
std::string values_of(const OptionSpec& option);

// Whom a method holds the people with the tool against.
enum class Compares {
  groups,    // those without it, after the rollout
  changes,   // the change of those without it, over one rollout date
  cohorts,   // the change of those who had not begun yet
  own_past,  // themselves before
};
constexpr std::string_view name(Compares compares) {
  switch (compares) {
    case Compares::groups:
      return "those with the tool with those without it";
    case Compares::changes:
      return "their change with that of those without it";
    case Compares::cohorts:
      return "their change with that of those who had not begun yet";
    case Compares::own_past:
      return "them with themselves before";
  }
  return "";
}

// What a method needs of the data.
struct Needs {
  std::string_view sentence;
  bool comparison = false;  // units without the tool
  bool before = false;      // units seen before the rollout
  bool periods = false;     // the periods one by one: totals before and after it are not enough
};

// What the panel holds, as far as the choice of a method depends on it.
struct RolloutFacts {
  bool randomized = false;                                 // a lot decided who got the tool
  bool treated = false, comparison = false;                // such units are there
  bool treated_before = false, comparison_before = false;  // and were seen before the rollout
  std::size_t dates = 0;                                   // different periods in which units began
  std::size_t adopting_clusters = 0;

  bool staggered() const { return dates > 1 && treated_before; }
  // Cohorts of about one cluster each. Simulated, 20 cohorts of one unit: the interval of group-time effects misses a true
  // null in 15 of 100 studies, that of imputation in 5.
  bool one_by_one() const { return staggered() && dates >= 6 && adopting_clusters < 2 * dates; }
};

// One way in which a method answers beside another that compares changes too, so that a reader sees how much hangs on
// the choice.
struct Variant {
  std::string (*name)();                // "group-time effects, never-adopters only", in the language of the thread
  std::string (*remark)();              // why its answer may differ, in the same
  std::string_view option{}, choice{};  // the setting that makes the variant; empty = the method as it is
  bool staggered = false;               // only where units began at different times
  bool never_adopters = false;          // only where some never began
};

// What it is; whatever chooses, checks, grades, advises, words or shows methods reads its row. New: a file and a row.
struct Method {
  std::string_view name;     // "did"
  std::string (*title)();    // "difference in differences", in the language of the thread
  std::string_view answers;  // one sentence for a manager
  Needs needs;
  Compares compares;
  char best_grade;             // that evidence of this kind can reach
  bool takes_poisson = false;  // metrics on the scale poisson
  std::span<const OptionSpec> options{};
  std::string (*fits)(const RolloutFacts&) = nullptr;  // why it is the one for these data; empty = it is not
  Effect (*fit)(const Panel&, const Question&, const Context&) = nullptr;
  // The same without what only the primary answer is asked for. None where variants is empty: then fit stands in.
  Effect (*answer)(const Panel&, const Question&, const Context&) = nullptr;
  std::span<const Variant> variants{};
  auto beside() const { return answer ? answer : fit; }  // another answer
};

// Strongest first: of those that fit the data, the first is chosen.
std::span<const Method> methods();

// The method of this name; nullptr where there is none.
const Method* find_method(std::string_view name);

// Adds a method of one's own, behind the others. Not while another thread estimates.
void add_method(const Method& method);

// The strongest method the panel allows, and why.
struct MethodChoice {
  std::string method;
  std::string reason;  // "groups were drawn by lot, so ..."
};
// Throws Error(method) where nobody has the tool, or everybody has it in all periods.
MethodChoice choose_method(const Panel& panel, bool randomized);

// Answers the question; an empty method is chosen by choose_method.
Effect estimate(const Panel& panel, const Question& question, const Context& context = {});

}  // namespace payoff
