// Every published or recomputed number for staggered panels but those of group-time effects: base_stagg, df_het, mpdta.
#include <cmath>
#include <map>
#include <set>

#include "base/distributions.hpp"
#include "measure/rollout/staggered/effect.hpp"
#include "measure/rollout/staggered/static_two_way.hpp"
#include "measure/staggered_panels.hpp"

using namespace payoff;

TEST_SUITE("replication/staggered") {

namespace {

struct Number {
  double value = missing, se = missing, p = missing;
};
using Numbers = std::map<std::string, Number>;  // by id

Number of(const Estimate& estimate) {
  return {estimate.estimate, estimate.se, estimate.p};
}

EffectWithPath fit(StaggeredEstimator* estimator, const Panel& panel, Question question) {
  question.options["errors"] = "analytic";
  return estimator(panel, question, staggered_sample(panel, question), Extent::whole, {});
}

// A factor that the package does not have is taken out again; its p has other degrees of freedom.
Number raw(double value, double se, double clusters, double df) {
  const double own = se * std::sqrt((clusters - 1) / clusters);
  return {value, own, two_sided_p(value / own, df)};
}

void add_sunab(Numbers& numbers, const Panel& panel) {
  const Effect effect =
      fit(interaction_weighted, panel, {.metric = 0, .method = "interaction_weighted", .covariates = {0}}).effect;
  const double infinite = effect.absolute.df;
  numbers["sunab att|cl_id:ATT"] = of(effect.absolute);
  for (const PathPoint& point : effect.path) {
    if (point.event_time == -1) continue;
    numbers["sunab dynamic|cl_id:year::" + std::to_string(point.event_time)] = {
        point.estimate, point.se, two_sided_p(point.estimate / point.se, infinite)};
  }
  for (const Cohort& cohort : effect.cohorts) {
    numbers["sunab cohort|cl_id:cohort::" + std::to_string(cohort.adopted_period)] = of(cohort.absolute);
  }
}

// The covariate of the saturated regression: its coefficient is not part of an Effect.
void add_covariate(Numbers& numbers, const Panel& panel) {
  const StaggeredSample sample = staggered_sample(panel, {.metric = 0, .method = "x", .covariates = {0}});
  CohortDesign design{std::vector<int>((sample.panel.cohorts.size() + 1) * sample.panel.periods.size(), no_effect)};
  for (std::size_t c = 0; c < sample.panel.cohorts.size(); ++c) {
    for (std::size_t t = 0; t < sample.panel.periods.size(); ++t) {
      if (t != sample.reference[c]) design.effect_of[sample.cell(c, t)] = static_cast<int>(design.effects++);
    }
  }
  const CohortRegression regression = fit_cohorts(sample.panel, design);
  const CombinationScores scores(sample.panel, design, regression, {{{regression.solution->columns - 1, 1}}});
  const double g = static_cast<double>(sample.units.clusters.count), n = static_cast<double>(regression.observations);
  const double factor = g / (g - 1) * (n - 1) / (n - static_cast<double>(regression.solution->rank + 1));
  const double value = regression.solution->coefficient.back();
  const double se = std::sqrt(factor * score_products(sample.panel, 1, scores)[0]);
  for (const char* what : {"dynamic", "att", "cohort"}) {
    numbers["sunab " + std::string(what) + "|cl_id:x1"] = {value, se, two_sided_p(value / se, g - 1)};
  }
}

Number static_estimate(const Panel& panel) {
  const Question question{.metric = 0, .method = "imputation"};
  return of(static_two_way(panel, question, staggered_sample(panel, question)).answer.absolute);
}

Numbers base_stagg_numbers(const std::string& file) {
  Numbers numbers;
  add_sunab(numbers, base_stagg(file, true));
  add_covariate(numbers, base_stagg(file, true));
  numbers["TWFE static tr|cl_id:tr"] = static_estimate(base_stagg(file, false));
  return numbers;
}

Numbers df_het_numbers(const std::string& file) {
  Numbers numbers;
  const Panel panel = df_het(file);
  const auto two = [&](const char* first_stage) {
    return fit(two_stage, panel, {.metric = 0, .method = "two_stage", .options = {{"first_stage", first_stage}}})
        .effect;
  };
  const Effect states = two("cluster"), units = two("unit");
  const double n = 46500;
  numbers["did2s static FE state+year cl state:treat::TRUE"] =
      raw(states.absolute.estimate, states.absolute.se, 40, n - 1);
  numbers["did2s static FE unit+year cl state:treat::TRUE"] =
      raw(units.absolute.estimate, units.absolute.se, 40, n - 1);
  for (const PathPoint& point : states.path) {
    if (point.event_time == -1) continue;
    numbers["did2s ES FE state+year cl state ref -1,Inf:rel_year::" + std::to_string(point.event_time)] =
        raw(point.estimate, point.se, 40, n - 40);
  }
  const Effect imputed = fit(imputation, panel, {.metric = 0, .method = "imputation"}).effect;
  numbers["BJS did_imputation static cl state"] = raw(imputed.absolute.estimate, imputed.absolute.se, 40, n);
  for (const PathPoint& point : imputed.path) {
    if (point.event_time < 0) continue;
    numbers["BJS horizon " + std::to_string(point.event_time)] = raw(point.estimate, point.se, 40, n);
  }
  return numbers;
}

Numbers mpdta_numbers(const std::string& file) {
  Numbers numbers;
  const Panel panel = mpdta(file);
  numbers["sunab att|cl county:ATT"] =
      of(fit(interaction_weighted, panel, {.metric = 0, .method = "interaction_weighted"}).effect.absolute);
  const Estimate imputed = fit(imputation, panel, {.metric = 0, .method = "imputation"}).effect.absolute;
  const Estimate two = fit(two_stage, panel, {.metric = 0, .method = "two_stage"}).effect.absolute;
  numbers["BJS static"] = raw(imputed.estimate, imputed.se, 500, 2500);
  numbers["did2s static FE county+year cl county:tr::TRUE"] = raw(two.estimate, two.se, 500, 2499);
  numbers["TWFE static cl county:trTRUE"] = static_estimate(panel);
  return numbers;
}

// First stages with constants of units are unbalanced; the packages absorb them by iteration and stop at 1e-6. Exact
// rational arithmetic gives 2.230481618460873 (df_het) and -0.047709918278453736 (mpdta); theirs differ from it by
// 6e-8 and 3e-9. They are compared to the digits that they have.
bool iterated(const std::string& id) {
  return id.starts_with("BJS") || id.find("unit+year") != std::string::npos ||
         id.find("county+year") != std::string::npos;
}

struct Tally {
  int agree = 0, to_their_digits = 0;
  std::string others;
};

void compare(const std::string& id, const std::string& stat, double expected, const Numbers& numbers, Tally& tally) {
  const auto found = numbers.find(id);
  if (found == numbers.end()) {
    tally.others += "\n  " + id + " " + stat + ": not computed";
    return;
  }
  const Number& number = found->second;
  const double value = stat == "est" ? number.value : stat == "se" ? number.se : number.p;
  const double off = std::abs(value - expected) / std::abs(expected);
  // p of t = 50 multiplies the relative error of t by thousands: what is left of 1e-9, and nothing below 1e-300.
  const double tolerance = stat == "p" ? 1e-9 * (1 + number.value * number.value / number.se / number.se) : 1e-9;
  CAPTURE(id);
  CAPTURE(stat);
  if (expected == 0 || off <= tolerance) {
    if (expected == 0) CHECK(value < 1e-300);
    ++tally.agree;
    return;
  }
  INFO("calculated: ", value, "  expected: ", expected);
  CHECK(iterated(id));
  CHECK(off < 1e-7 * tolerance / 1e-9);
  ++tally.to_their_digits;
}

}  // namespace

TEST_CASE("reference: base_stagg, df_het and mpdta, all but group-time effects") {
  const auto rows_file = shared_file("data/oracle/reference_values.csv");
  if (!rows_file) {
    return;
  }
  const std::map<std::string, Numbers> sets{
      {"base_stagg", base_stagg_numbers(*shared_file("data/oracle/base_stagg.csv"))},
      {"df_het", df_het_numbers(*shared_file("data/oracle/df_het.csv"))},
      {"mpdta", mpdta_numbers(*shared_file("data/mpdta/mpdta.csv"))}};
  const CsvTable rows = read_csv(*rows_file);
  Tally tally;
  int walked = 0;
  for (std::size_t row = 0; row < rows.rows; ++row) {
    const std::string& set = rows.columns.at("set")[row];
    const std::string& id = rows.columns.at("id")[row];
    const bool group_time = rows.columns.at("source")[row].starts_with("did 2") || id.starts_with("true ");
    if (sets.count(set) == 0 || group_time) continue;
    ++walked;
    compare(id, rows.columns.at("stat")[row], rows.number("value", row), sets.at(set), tally);
  }
  MESSAGE(tally.agree, " of ", walked, " numbers agree to 9 digits, ", tally.to_their_digits,
          " to the 7 of an iterative first stage;", tally.others.empty() ? " no others" : tally.others);
  CHECK(walked == 274);
  CHECK(tally.others.empty());
}

}  // TEST_SUITE("replication/staggered")
