// The SQL of what each unit adds to a difference that is adjusted for its past (fit/cross_products/adjusted_arms.hpp).
#pragma once

#include <string>
#include <vector>

#include "fit/cross_products/adjusted_arms.hpp"
#include "ingest/sql/query_parts.hpp"

namespace payoff {

// Of a metric in the units of a stratum, label and arm: what its e_i and its x_i are counted from, and both adjustments.
struct AdjustedCentre {
  double mean = 0, rest = 0, weight = 1;  // e_i = ((v - mean d) - rest d) / weight
  double past_mean = 0, past_weight = 1, x_mean = 0, everyone = 0;
  double units = 2, all_units = 2;  // of the arm, of both
  double scale = 1, scale_e = 1;    // powers of two, by which psi_i and e_i are multiplied
  AdjustedArms::Line by_arm, common;
};
struct AdjustedCentres {
  std::size_t stratum = 0;
  std::string label;
  bool treated = false;
  std::vector<AdjustedCentre> of_metric;  // (metrics)
};

// good_strata: rows of (stratum, label, arm), v<k>, d<k>, before<k>, befored<k>. A row for each centre: (stratum, label, arm),
// by metric n<k> units with a value, and by metric and adjustment l squares<h>_<l>_<k> and products<h>_<l>_<k> of HC1, HC2,
// HC3 (see AdjustedMoments), largest<l>_<k> and own<l>_<k>.
std::string adjusted_query(const std::string& good_strata, const QueryParts& parts, const Dialect& dialect,
                           const std::vector<AdjustedCentres>& centres);

}  // namespace payoff
