// The SQL of an experiment's path, where its units stay in the database (see ArmPath).
//
// A row is a unit in a period: what it has there, value<k> and of a ratio weight<k>; after<k>, which it has if it has a value
// after the rollout; past<k>, its own mean before it; own<k>, that of all its periods.
#pragma once

#include <string>
#include <vector>

#include "ingest/sql/query_parts.hpp"
#include "ingest/sql/unit_rows.hpp"

namespace payoff {

class PathQuery {
 public:
  // cells: see PanelQuery::unit_periods(); units: see PanelQuery::units(), each_a_unit: of one cell each.
  PathQuery(const std::string& cells, const std::string& units, const QueryParts& parts, const Dialect& dialect,
            const PeriodsSeen& periods, bool each_a_unit);

  bool each_a_unit() const { return each_a_unit_; }

  // What its past says of a unit, slope (past - past_mean), and powers of two by which what is summed is multiplied:
  // deviations by period and by unit, denominators, and what differs from a unit's own mean.
  struct Terms {
    double slope = 0, past_mean = 0;
    double scale = 1, scale_by_unit = 1, scale_d = 1, scale_own = 1;
  };
  // Of an arm in a period: what its deviations are counted from, and the weights of a deviation in the means of the two thirds.
  struct Centre {
    double mean = 0, first = 0, last = 0;
  };
  struct Centres {
    int period = 0;
    bool treated = false;
    std::vector<Centre> of_metric;  // (metrics)
  };
  // A row for each arm and period, and by metric n<k> units that count, e<k> and ee<k> the sums of their deviations
  // e = v - (mean + expected) d and of the squares, of a ratio d<k>, dd<k>, ed<k>; m<k> units with a value, and o<k> the sum of
  // v - own, of a ratio v / d - own.
  std::string by_period(const std::vector<Terms>& terms, const std::vector<Centres>& centres) const;

  // The last window before the rollout, and what is counted from in the two arms: the window less what was before it, and a
  // unit's mean before the rollout.
  struct Window {
    int begins = 0;
    double mean[2] = {}, before[2] = {};  // comparison, treated
  };
  // A row for each arm, and by metric cells<k> with a value; ff<k>, ll<k>, fl<k>: of its units' sums of e by the weights of
  // the two thirds the squares and products; and where there is time before the rollout, of what units are in the mean of it
  // (b<k>) and of the window less the earlier periods (w<k>) units_<name> that have it, <name> the sum, and squares_<name>.
  // windows: (metrics)
  std::string by_unit(const std::vector<Terms>& terms, const std::vector<Centres>& centres,
                      const std::vector<Window>& windows) const;

 private:
  std::string value(std::size_t metric) const;
  std::string deviation(std::size_t metric, const Terms& terms) const;
  std::string joined(const std::vector<Centres>& centres, bool weights, const std::string& columns) const;

  const QueryParts& parts_;
  const Dialect& dialect_;
  int rollout_;
  bool each_a_unit_;
  std::string rows_;
};

}  // namespace payoff
