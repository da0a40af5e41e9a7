// How text columns lie in the groups: the query of ingest/nesting.cpp, on the rows as PanelQuery reads them.
#include <fmt/format.h>

#include "ingest/sql/panel_query.hpp"

namespace payoff {

std::string PanelQuery::nesting(const std::string& relation, const std::vector<std::string>& columns) const {
  std::string labels, choice, numbers;
  for (std::size_t k = 0; k < columns.size(); ++k) {
    labels += fmt::format(", CAST({} AS VARCHAR) AS label_{}", sql_name(columns[k]), k);
    choice += fmt::format(" WHEN {0} THEN label_{0}", k);
    numbers += fmt::format("{}SELECT {} AS k", k > 0 ? " UNION ALL " : "", k);
  }
  // One look at the rows for all columns: to read a number or a date is what takes long.
  return fmt::format(
      "WITH pairs AS (SELECT DISTINCT k, u, CAST(a AS BIGINT) AS arm, {} || '/' || {} AS given, CASE k{} END AS label "
      "FROM {}, ({}) AS numbers WHERE u IS NOT NULL AND a IS NOT NULL), "
      "named AS (SELECT * FROM pairs WHERE label IS NOT NULL), "
      "of_label AS (SELECT k, label, count(DISTINCT u) AS units, count(DISTINCT given) AS given, max(arm) AS arm FROM "
      "named GROUP BY k, label), "
      "of_unit AS (SELECT k, max(labels) AS labels FROM (SELECT k, count(DISTINCT label) AS labels FROM named GROUP BY "
      "k, u) AS units GROUP BY k), "
      "of_column AS (SELECT k, count(*) AS labels, CAST(sum(units) AS BIGINT) AS units, max(given) AS most_groups, "
      "count(CASE WHEN arm = 1 THEN 1 END) AS labels_treated, count(CASE WHEN arm = 0 THEN 1 END) AS labels_comparison "
      "FROM of_label GROUP BY k) "
      "SELECT CAST(of_column.k AS BIGINT) AS k, of_column.labels AS labels, units, most_groups, labels_treated, "
      "labels_comparison, of_unit.labels AS most_labels, (SELECT count(DISTINCT given) FROM named WHERE named.k = "
      "of_column.k) AS groups FROM of_column JOIN of_unit ON of_unit.k = of_column.k ORDER BY of_column.k",
      parts_.rollout.group.empty() ? "''" : "g",
      parts_.adoption.period_sql.empty() ? "''" : "coalesce(CAST(ad AS VARCHAR), '')", choice, raw(relation, labels),
      numbers);
}

}  // namespace payoff
