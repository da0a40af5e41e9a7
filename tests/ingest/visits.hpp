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
  return std::isnan(one) ? std::isnan(other) : std::abs(one - other) <= tolerance * std::abs(one);
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

inline void check_same(const Effect& one, const Effect& other) {
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
