// The SQL of a study: which row is good, and what each unit's cells sum to.
//
// Every query below is made of three layers,
//     raw    one row per source row, columns by role
//     typed  + the metrics on their scale of analysis
//     judged + the reason, if any, why the row is not used
// with these columns:
//     u unit   t time as text   p period   g group as text   a 1 treated, 0 comparison, NULL neither
//     ad adoption period   c cluster   s<i> segments   x<i> covariates   w uptake
//     adt the adoption as text   num<k>, per<k> a metric as read   numt<k>, pert<k> the same as text
//     text_x<i>, text_w the same as text   shown<i>, text_shown<i> columns of texts that SQL sees as numbers
//     day_number, where it may be that a period is partial   observed_from, observed_to periods   open<k> 1 where a duration has begun and not ended
//     from_bad<k>, to_bad<k> the text that is no time
//     code what the row's group says (see arm_code)   m<i> whether it found what it looks up in table i
//     v<k> on its scale   d<k> ratio denominator   l<k> on the level scale
#pragma once

#include <string>
#include <vector>

#include "ingest/sql/query_parts.hpp"
#include "ingest/sql/row_reasons.hpp"
#include "ingest/sql/unit_rows.hpp"

namespace payoff {

class PanelQuery {
 public:
  using Parts = QueryParts;
  PanelQuery(OpenSource& source, Parts parts);

  // Sums of every cell, ordered by u then p. In phases the rows with u NULL hold the
  // trend (a, p). With only_good = false bad rows are in it, as cells that show it. Where !collapses().
  std::string cells(const std::string& relation, bool only_good) const;
  // Sums of every cell of good rows, and in the same pass how many rows each reason takes: see take_audit(). Where
  // collapses().
  std::string judged_cells(const std::string& relation) const;
  // The same in no order, without counts and greatest values: for one_row_each(), where no unit has two rows of a period.
  std::string rows(const std::string& relation, bool only_good) const;
  // The same of rows without a time or a value, which are units and no more: their cells hold what a unit is.
  std::string unit_cells(const std::string& relation) const;
  // The same of units that have an arm and no value in any row: assigned, and never observed. Empty = every row has one.
  std::string valueless_units(const std::string& relation) const;
  // The cells of an experiment's units, one each where there is no time: n of their rows, code, repeated, p, v<k> and d<k> as
  // in cells, s<i> and, where a unit may have several rows, s<i>_hi. Bad rows come to one for each reason, which is in bad.
  // rows_are_units: as is known, and then nothing is grouped.
  std::string unit_periods(const std::string& relation, bool rows_are_units) const;
  // One row for each unit, for MomentsQuery: its cell, or what its cells come to (unit_rows.hpp).
  // cells: unit_periods(), or a table of them; periods: those of the data, where there is time.
  std::string units(const std::string& cells, bool rows_are_units, const PeriodsSeen& periods) const;
  // Labels of units that may sum up others or be missing: (u).
  std::string suspect_units(const std::string& relation) const;
  // How text columns lie in the groups and dates of adoption: (k, labels, units, most_groups of a label, most_labels of a
  // unit, labels_treated, labels_comparison, groups), a row for each column k that has a label.
  std::string nesting(const std::string& relation, const std::vector<std::string>& columns) const;
  // (reason index, rows), reason NULL for the rows used.
  std::string audit(const std::string& relation) const;
  // Rejected rows: their number from 0 in a relation that has it, reason index, and the text.
  std::string rejected(const std::string& numbered_relation) const;
  // Of the rows of each arm: how many have begun and not ended, of a metric that lasts: (a, n, open).
  std::string open_rows(const std::string& relation, std::size_t metric) const;
  // The most frequent values of the group: (g, a, n).
  std::string groups(const std::string& relation) const;
  // The texts of the adoption that are taken as never: (text, n). Only where there is one.
  std::string never_texts(const std::string& relation) const;
  // The labels of a column (u, c, s<i>) that differ in case and blanks only: (one, other).
  std::string labels_alike(const std::string& relation, const std::string& column) const;
  // The groups that stand for an arm in another spelling than the study's.
  std::string loose_groups(const std::string& relation) const;
  // At most three unit-period keys that occur more than once, with their counts.
  std::string duplicates(const std::string& relation) const;

  // Several source rows become one cell: every row is judged on the way.
  bool collapses() const { return collapses_; }
  // A cell does not show what is wrong with its row: every row must be judged before.
  bool judges_first() const { return judges_first_; }
  bool one_row_each() const { return !collapses_ && parts_.grain == Grain::periods; }
  bool dated() const { return !parts_.period_sql.empty(); }
  const std::vector<RowReason>& reasons() const { return reasons_; }
  const std::vector<ColumnReading>& readings() const { return readings_; }  // of labels and numbers
  // SQL over the source: 1, 0 or NULL; who adopts after the last period is 0.
  std::string arm(int last_period) const {
    return parts_.adoption.period_sql.empty() ? arm_sql_
                                              : "CASE WHEN " + parts_.adoption.period_sql + " > " +
                                                    std::to_string(last_period) + " THEN 0 ELSE " + arm_sql_ + " END";
  }

 private:
  std::string raw(const std::string& relation, const std::string& more = {}) const;
  std::string typed(const std::string& from) const;
  std::string judged(const std::string& relation, const std::string& more = {}) const;
  std::string collapsed(const std::string& rows, bool judged) const;
  std::string wanted(const std::string& relation, bool only_good) const;
  std::string summed(const std::string& rows, bool each_a_cell = false) const;
  std::vector<std::string> observed_ends() const;
  std::string every_column(std::string_view pattern) const;

  Parts parts_;
  Dialect dialect_;
  bool collapses_ = false, judges_first_ = false;
  std::string raw_columns_;
  std::string arm_sql_;
  std::string reason_sql_;
  std::vector<RowReason> reasons_;
  std::vector<ColumnReading> readings_;
};

}  // namespace payoff
