// The SQL of an experiment's moments (see Panel::moments): its units are summed where they are.
//
// A stratum is all units (0), or those with a label of segment i (i + 1); every unit is in the first, and in one more for
// each segment in which it has a label. A unit's deviation is e = v - mean, of a ratio metric v - mean d.
#pragma once

#include <string>
#include <vector>

#include "data/tenths.hpp"
#include "ingest/sql/adjusted_query.hpp"

namespace payoff {

class MomentsQuery {
 public:
  // units: see PanelQuery::units(); has_past (metrics): of which before<k> is asked; empty = of none.
  MomentsQuery(const std::string& units, const QueryParts& parts, const Dialect& dialect, std::vector<bool> has_past);

  // A row for each stratum, label and arm, and in stratum 0 one for each reason with its rows: (stratum, label, arm, reason,
  // units, n, repeated, changed units, changed<i> units of segment i, codes), and by metric seen<k>, nonzero<k>, of these
  // step<s>_<k> multiples of each of granularity_steps, broken<k> and broken_d<k> (that are no whole numbers), v<k> the sum
  // of the values and w<k> the largest, d<k> and x<k> those of a ratio's denominators. Where there is time, multiples are of
  // cells, and there are cells<k>, nonzero_cells<k>, ever<k> units seen, began<k> in the first tenth of the periods, and
  // stayed<k>, of these, in the last; where there is a past, what past_columns.hpp lists.
  std::string sums(const std::vector<Tenths>& tenths) const;  // (metrics) empty = there is no time

  // Where deviations are counted from, of a ratio also those of log d; and the powers of two by which deviations,
  // denominators and ratios v / d are multiplied so that their squares add up alike in any order.
  struct Centre {
    double mean = 0, log_d = 0, scale = 1, scale_d = 1, scale_ratio = 1;
    double past_mean = 0, past_weight = 1, scale_x = 1;  // see past_columns.hpp
  };
  struct Centres {
    std::size_t stratum = 0;
    std::string label;
    bool treated = false;
    std::vector<Centre> of_metric;  // (metrics)
  };
  // (stratum, label, arm) and by metric n<k> units with a value, e<k> the sum of the deviations, ee<k> of their squares,
  // hi<k> and lo<k> the ends of them; of a ratio d<k> the sum of d, dd<k> of its squares and ed<k> of the products with e,
  // g<k> and gg<k> those of the deviations of log d, a period, and of their squares, r<k> and rr<k> those of v / d - mean.
  // Where there is a past, g<k> are those of changes of log d, of weighed<k> units, and there is what past_columns.hpp lists.
  std::string squares(const std::vector<Centres>& centres) const;

  // How far a unit moves the difference of the arms in one metric: (v - mean d) weight of its arm, d = 1 where the metric is
  // no ratio.
  struct Influence {
    std::size_t metric = 0;
    double mean[2] = {}, weight[2] = {};  // comparison, treated
  };
  // The units that move it most, in order: (key, arm, v, d).
  std::string most_moving(const Influence& influence, std::size_t units) const;

  struct Unit {
    double key = 0;
    bool treated = false;
    double v = 0, d = 1;
  };
  // squares() of the metric alone, and of the units that come after this one in that order.
  std::string squares_after(const Influence& influence, const Unit& last, const std::vector<Centres>& centres) const;

  // Of each arm the sum of how its units changed from their own past, and of their denominators: (arm, total, weight).
  std::string changes(std::size_t metric) const;
  // The units whose change moves the difference most, in order: (u). influence.mean: of the changes.
  std::string most_changed(const Influence& influence, std::size_t units) const;
  // Of all good units but these, whatever their labels of segments.
  MomentsQuery without(const std::vector<std::string>& units) const;

  // See adjusted_query.hpp.
  std::string adjusted(const std::vector<AdjustedCentres>& centres) const;

 private:
  std::string strata() const;
  std::string good_strata() const;
  std::string sums_of(std::size_t metric) const;
  std::string with_key(const Influence& influence) const;
  std::string change_of(std::size_t metric) const;
  std::string moved(const Influence& influence, const std::string& value) const;
  std::string squares_of(const std::string& units, const std::vector<std::size_t>& metrics,
                         const std::vector<Centres>& centres) const;

  std::string units_;  // with their arm, of bad rows any
  const QueryParts& parts_;
  const Dialect& dialect_;
  std::vector<bool> has_past_;
  std::size_t segments_;
};

}  // namespace payoff
