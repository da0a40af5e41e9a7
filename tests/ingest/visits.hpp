// Visits of people by day, and whether what is found of them there is found of their moments, too.
#pragma once

#include "base/random.hpp"
#include "ingest/loading.hpp"
#include "measure/panels.hpp"
#include "measure/same_flow.hpp"

namespace payoff::visits {

inline const Columns by_day{.unit = "id", .time = "day", .segments = {{"country", "country"}}};
inline const std::vector<MetricSource> three{
    {.metric = {.name = "minutes", .unit = "minutes"}, .aggregate = Aggregate::mean},
    {.metric = {.name = "spent"}, .aggregate = Aggregate::sum},
    {.metric = {.name = "returned", .per = "orders"}, .per = "orders", .aggregate = Aggregate::sum}};

// People who come on some days, some of whom stay away for good; `messy`: rows that are bad in one way or another.
inline std::string visits_of_people(Random& random, bool messy, bool with_ids = true, int people = 60) {
  const char* wrong_day[] = {"", "soon", "2025-02-31"};
  const char* wrong_id[] = {"Total", "", "NA"};
  std::string csv = std::string(with_ids ? "id," : "") + "arm,country,day,minutes,spent,returned,orders\n";
  for (int person = 0; person < people; ++person) {
    const int first = static_cast<int>(random.below(5)), days = 20 + static_cast<int>(random.below(15));
    for (int day = first; day < days; ++day) {
      if (random.uniform() < 0.6) continue;
      for (int row = 0; row < 1 + (random.uniform() < 0.2); ++row) {
        std::string id = fmt::format("p{}", person), date = fmt::format("2025-0{}-{:02}", 1 + day / 28, 1 + day % 28);
        if (messy && random.uniform() < 0.02) id = wrong_id[random.below(3)];
        if (messy && random.uniform() < 0.01) date = wrong_day[random.below(3)];
        csv += with_ids ? id + "," : "";
        csv += fmt::format("{},{},{},{},{},{},{}\n", person % 3 ? "A" : "B", person % 4 ? "US" : "DE", date,
                           messy && random.uniform() < 0.1 ? "" : fmt::format("{:.2f}", 10 * random.uniform()),
                           5 * random.below(20), random.below(2), 1 + random.below(4));
      }
    }
  }
  return csv;
}

// Or neither is there.
inline bool alike(double one, double other, double tolerance) {
  if (std::isnan(one) || std::isinf(one)) return std::isnan(one) ? std::isnan(other) : one == other;
  return std::abs(one - other) <= tolerance * std::abs(one);
}

inline void check_same(const std::vector<TrendPoint>& units, const std::vector<TrendPoint>& moments) {
  REQUIRE(units.size() == moments.size());
  for (std::size_t i = 0; i < units.size(); ++i) {
    CHECK(units[i].period == moments[i].period);
    CHECK(units[i].treated == moments[i].treated);
    CHECK(units[i].units == moments[i].units);
    CHECK_CLOSE(units[i].mean, moments[i].mean, 1e-13);
  }
}

inline bool is_rounding(double error) {
  return error < 1e-12;
}

// Or neither is there; to so many parts of their error where they have one.
inline void check_same(const Estimate& one, const Estimate& other) {
  constexpr double tolerance = 1e-9;
  REQUIRE(std::isnan(one.estimate) == std::isnan(other.estimate));
  if (std::isnan(one.estimate)) return;
  if (is_rounding(one.se) && is_rounding(other.se)) {  // of what does not vary
    CHECK(std::abs(one.estimate - other.estimate) <= 1e-12);
    return;
  }
  const double size = one.se > 0 ? one.se : std::max(1.0, std::abs(one.estimate));
  CHECK(std::abs(one.estimate - other.estimate) <= tolerance * size);
  CHECK(alike(one.se, other.se, tolerance));
  CHECK(alike(one.df, other.df, tolerance));
}

// By period: the path, its thirds, and what is read off the periods of an arm.
inline void check_same_periods(const Effect& one, const Effect& other) {
  REQUIRE(one.path.size() == other.path.size());
  for (std::size_t i = 0; i < one.path.size(); ++i) {
    const PathPoint &of_units = one.path[i], &of_moments = other.path[i];
    CHECK(of_units.event_time == of_moments.event_time);
    CAPTURE(of_units.event_time);
    check_same({.estimate = of_units.estimate, .se = of_units.se},
               {.estimate = of_moments.estimate, .se = of_moments.se});
    if (!is_rounding(of_units.se)) CHECK(alike(of_units.high - of_units.low, of_moments.high - of_moments.low, 1e-9));
  }
  REQUIRE(one.course.has_value() == other.course.has_value());
  if (one.course)
    for (Estimate Course::* const part : {&Course::first, &Course::last, &Course::change})
      check_same((*one.course).*part, (*other.course).*part);
  check_same(one.facts.own_change_treated, other.facts.own_change_treated);
  check_same(one.facts.own_change_comparison, other.facts.own_change_comparison);
  check_same(one.facts.jump_comparison, other.facts.jump_comparison);
  check_same(one.facts.last_spell, other.facts.last_spell);
}

inline void check_same(const Effect& one, const Effect& other) {
  check_same_periods(one, other);
  CHECK_CLOSE(one.absolute.estimate, other.absolute.estimate, 1e-11);
  CHECK_CLOSE(one.absolute.se, other.absolute.se, 1e-11);
  CHECK_CLOSE(one.absolute.df, other.absolute.df, 1e-11);
  CHECK_CLOSE(one.relative.se, other.relative.se, 1e-11);
  CHECK(one.period == other.period);
  CHECK(one.periods_before == other.periods_before);
  CHECK(one.periods_after == other.periods_after);
  CHECK_CLOSE(one.weeks_after, other.weeks_after, 1e-15);
  CHECK_CLOSE(one.missing_share_treated, other.missing_share_treated, 1e-13);
  CHECK_CLOSE(one.missing_share_comparison, other.missing_share_comparison, 1e-13);
  CHECK(alike(one.volume_per_unit_week, other.volume_per_unit_week, 1e-12));
  ::check_same(one.facts.treated, other.facts.treated);
  ::check_same(one.facts.comparison, other.facts.comparison);
  CHECK_CLOSE(one.facts.unit_sd, other.facts.unit_sd, 1e-11);
  CHECK(alike(one.facts.volume.estimate, other.facts.volume.estimate, 1e-10));
  CHECK(alike(one.facts.volume.se, other.facts.volume.se, 1e-11));
  REQUIRE(one.facts.granularity.has_value() == other.facts.granularity.has_value());
  if (!one.facts.granularity) return;
  CHECK(one.facts.granularity->step == other.facts.granularity->step);
  CHECK(alike(one.facts.granularity->treated_before, other.facts.granularity->treated_before, 1e-15));
  CHECK_CLOSE(one.facts.granularity->treated_after, other.facts.granularity->treated_after, 1e-15);
}

}  // namespace payoff::visits
