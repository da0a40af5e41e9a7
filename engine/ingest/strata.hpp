// The moments of an experiment's strata, of what the database sums.
#pragma once

#include <compare>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ingest/deviations.hpp"
#include "ingest/source/source.hpp"
#include "ingest/sql/moments_query.hpp"

namespace payoff {

// All units of an arm (0), or those with a label of segment number - 1.
struct Stratum {
  std::int64_t number = 0;
  std::string label;
  bool treated = false;
  auto operator<=>(const Stratum&) const = default;
};

// The rows of MomentsQuery::sums(), less those of reasons, or of squares().
class Strata {
 public:
  explicit Strata(ResultTable table);

  const ResultTable& table() const { return table_; }
  const std::map<Stratum, std::size_t>& rows() const { return rows_; }
  // 0 where there is no such row.
  std::int64_t number(const std::string& column, const Stratum& stratum) const;
  // In the order of their letters.
  std::vector<std::string> labels(std::size_t segment) const;

 private:
  ResultTable table_;
  std::map<Stratum, std::size_t> rows_;
};

// Sums of past_columns.hpp.
struct PastDeviations {
  double mean = 0, weight = 1;           // what x is counted from
  double x = 0, xx = 0, xe = 0, xd = 0;  // of those with a value after the rollout
  double p = 0, pp = 0;                  // of those with one before it
  double before = 0, after = 0;          // of those with both
  double before_squares = 0, products = 0, after_squares = 0;

  void finish(ArmMoments& arm, const Deviations& values) const;
};

// One metric of a stratum: its values, of a ratio the logs of its denominators and the units' own ratios, and its past.
struct MetricDeviations {
  Deviations values, logs, ratios;
  std::optional<PastDeviations> past{};

  void finish(ArmMoments& arm, bool ratio) const;
};
using StrataDeviations = std::map<Stratum, std::vector<MetricDeviations>>;

// One question more, about the means that the sums show. Throws where its rows are not those of the sums.
StrataDeviations deviations_of(OpenSource& source, const MomentsQuery& query, const Strata& sums,
                               const std::vector<MetricSource>& metrics, std::vector<std::string>& sql);

// (metrics) of all units, or of those with a label.
std::vector<MetricMoments> moments_of(const Strata& sums, const StrataDeviations& deviations, std::int64_t stratum,
                                      const std::string& label, const std::vector<MetricSource>& metrics);

// A power of two by which numbers up to `largest` are multiplied, so that n of their squares sum to at most 2^42, where
// sum_in_any_order() adds up without error.
double scale_of(double largest, double n);

// A unit's own ratio is this many times that of all units at most, as far as scales go: nobody knows.
inline constexpr double far_ratio = 1000;

// Sums of squares() in a row, about this centre.
MetricDeviations deviations_in(const ResultTable& squares, std::size_t row, std::size_t metric, bool ratio,
                               const MomentsQuery::Centre& centre);

// Where a table is not what it was a question ago.
[[noreturn]] void throw_changed(const OpenSource& source, double units, double units_now);

}  // namespace payoff
