// The moments of an experiment's arms: the queries of ingest/moments.cpp, on units as PanelQuery makes them of rows.
#include <fmt/format.h>

#include "ingest/sql/aggregate.hpp"
#include "ingest/sql/arm.hpp"
#include "ingest/sql/labels_sql.hpp"
#include "ingest/sql/number_form.hpp"
#include "ingest/sql/panel_query.hpp"

namespace payoff {
namespace {

// Whatever else its rows say: see arm_code, of which the arm weighs most.
const std::string is_treated = fmt::format("code >= {}", arm_code::treated);
// SQL of a number to its last bit; a number with a point may be a decimal of few digits.
std::string exactly(double number) {
  return fmt::format("CAST('{:.17g}' AS DOUBLE PRECISION)", number);
}

}  // namespace

// One row per unit: n of its rows, repeated and v<k>, d<k> as in cells; bad is the reason of rows that are not used.
std::string PanelQuery::units(const std::string& relation) const {
  if (parts_.columns.unit.empty())
    return typed("(SELECT *, 1 AS n, 0 AS repeated, reason AS bad FROM " + judged(relation) + ") AS unit_rows");
  return typed("(SELECT *, CASE WHEN u IS NULL THEN p END AS bad FROM " + collapsed(judged(relation), true) +
               ") AS unit_rows");
}

std::string PanelQuery::arm_sums(const std::string& relation) const {
  const std::string both =
      fmt::format("bad IS NULL AND {} AND (code % {} = 1 OR code % {} >= {})", is_treated, 2 * arm_code::comparison,
                  2 * arm_code::perhaps_no_label, arm_code::perhaps_no_label);
  std::string columns = fmt::format(
      "CAST(arm AS BIGINT) AS arm, CAST(bad AS BIGINT) AS reason, count(*) AS units, CAST(sum(n) AS BIGINT) AS n, "
      "CAST(max(repeated) AS BIGINT) AS repeated, count(CASE WHEN {} THEN 1 END) AS changed, CAST(bit_or(code) AS "
      "BIGINT) AS codes",
      both);
  for (std::size_t k = 0; k < parts_.metrics.size(); ++k) {
    const std::string v = fmt::format("v{}", k), d = fmt::format("d{}", k);
    const auto sum = [&](const std::string& column) {
      return sum_in_any_order(summed_where(column, "bad IS NULL", dialect_), dialect_);
    };
    columns += fmt::format(
        ", count({0}) AS seen{1}, count(CASE WHEN {0} <> 0 THEN 1 END) AS nonzero{1}, count(CASE WHEN {0} <> "
        "floor({0}) "
        "THEN 1 END) AS broken{1}, {2} AS {0}, max(abs({0})) AS w{1}",
        v, k, sum(v));
    if (is_ratio(parts_.metrics[k]))
      columns += fmt::format(
          ", {1} AS {0}, max({0}) AS x{2}, count(CASE WHEN {0} <> floor({0}) THEN 1 END) AS broken_d{2}", d, sum(d), k);
  }
  return fmt::format(
      "SELECT {} FROM (SELECT *, CASE WHEN bad IS NOT NULL THEN NULL WHEN {} THEN 1 ELSE 0 END AS arm FROM {}) AS "
      "arm_rows GROUP BY arm, bad ORDER BY arm, bad",
      columns, is_treated, units(relation));
}

std::string PanelQuery::arm_squares(const std::string& relation, const std::vector<Centre>& centres) const {
  std::string deviations, columns;
  for (std::size_t k = 0; k < parts_.metrics.size(); ++k) {
    const std::string mean = fmt::format("CASE WHEN {} THEN {} ELSE {} END", is_treated, exactly(centres[k].treated),
                                         exactly(centres[k].comparison));
    const std::string e = fmt::format("e{}", k);
    deviations += fmt::format(", (v{0} - ({1}){2}) * {3} AS e{0}", k, mean,
                              is_ratio(parts_.metrics[k]) ? fmt::format(" * d{}", k) : "", exactly(centres[k].scale));
    columns += fmt::format(", {1} AS s{0}, {2} AS q{0}, max(abs({3})) AS m{0}", k, sum_in_any_order(e, dialect_),
                           sum_in_any_order(fmt::format("({0} * {0})", e), dialect_), e);
  }
  return fmt::format(
      "SELECT CAST(arm AS BIGINT) AS arm{} FROM (SELECT CASE WHEN {} THEN 1 ELSE 0 END AS arm{} FROM {} WHERE bad IS "
      "NULL) AS deviations GROUP BY arm ORDER BY arm",
      columns, is_treated, deviations, units(relation));
}

std::string PanelQuery::suspect_units(const std::string& relation) const {
  const std::string is_missing =
      dialect_.is_duckdb ? " OR NOT (" + is_there(trimmed("u"), parts_.numbers.missing) + ")" : "";
  return fmt::format("SELECT DISTINCT u FROM {} WHERE u IS NOT NULL AND ({}{}) ORDER BY u", raw(relation),
                     is_total("u"), is_missing);
}

}  // namespace payoff
