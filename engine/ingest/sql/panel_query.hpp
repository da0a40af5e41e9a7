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
//     v<k> on its scale   d<k> ratio denominator   l<k> on the level scale
#pragma once

#include <string>
#include <vector>

#include "ingest/source/source.hpp"
#include "ingest/sql/adoption_column.hpp"

namespace payoff {

struct RowReason {
  bool rejected = true;     // false = filtered: a good row that the study does not ask for
  std::string column;       // as the study names it
  std::string text_sql;     // the offending text
  std::string description;  // "is not a finite number"
};

// For messages: where the study says an expression, else its place in the list of this name ("columns.segments").
std::string key_of(const std::vector<NamedExpression>& list, std::size_t i, std::string_view name);

class PanelQuery {
 public:
  // period_sql, adoption.period_sql: SQL for p and ad; empty where there is no time, no adopted_on.
  struct Parts {
    const Columns& columns;
    const Rollout& rollout;
    const std::vector<MetricSource>& metrics;
    std::string period_sql, time_form;
    AdoptionColumn adoption;
    int rollout_period = never;
    Grain grain = Grain::periods;
  };
  PanelQuery(OpenSource& source, Parts parts);

  // Sums of every cell, ordered by u then p. In phases the rows with u NULL hold the
  // trend (a, p). With only_good = false bad rows are in it, as cells that show it.
  std::string cells(const std::string& relation, bool only_good) const;
  // (reason index, rows), reason NULL for the rows used.
  std::string audit(const std::string& relation) const;
  // Rejected rows: record number in `relation`, reason index, and the text.
  std::string rejected(const std::string& relation) const;
  // The most frequent values of the group: (g, a, n).
  std::string groups(const std::string& relation) const;
  // The texts of the adoption that are taken as never: (text, n). Only where there is one.
  std::string never_texts(const std::string& relation) const;
  // At most three unit-period keys that occur more than once, with their counts.
  std::string duplicates(const std::string& relation) const;

  // Several source rows become one cell: every row must be judged before.
  bool collapses() const { return collapses_; }
  bool dated() const { return !parts_.period_sql.empty(); }
  const std::vector<RowReason>& reasons() const { return reasons_; }
  // SQL over the source: 1, 0 or NULL; who adopts after the last period is 0.
  std::string arm(int last_period) const {
    return parts_.adoption.period_sql.empty() ? arm_sql_
                                              : "CASE WHEN " + parts_.adoption.period_sql + " > " +
                                                    std::to_string(last_period) + " THEN 0 ELSE " + arm_sql_ + " END";
  }

 private:
  std::string raw(const std::string& relation) const;
  std::string typed(const std::string& from) const;
  std::string judged(const std::string& relation) const;
  std::string collapsed(const std::string& relation) const;
  std::string every_column(std::string_view pattern) const;
  std::string number(OpenSource& source, const std::string& name_or_sql, const Place& place) const;
  void write_raw(OpenSource& source);
  void write_metrics(OpenSource& source);
  void write_reasons();

  Parts parts_;
  Dialect dialect_;
  bool collapses_ = false;
  std::string raw_columns_;
  std::string arm_sql_;
  std::string reason_sql_;
  std::vector<RowReason> reasons_;
};

}  // namespace payoff
