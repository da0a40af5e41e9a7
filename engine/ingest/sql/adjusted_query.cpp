#include "ingest/sql/adjusted_query.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "ingest/sql/aggregate.hpp"
#include "ingest/sql/past_columns.hpp"
#include "ingest/sql/unit_rows.hpp"

namespace payoff {
namespace {

const char* const names_of_centre =
    ", mean{0}, rest{0}, weight{0}, past_mean{0}, past_weight{0}, x_mean{0}, everyone{0}, alone{0}, root{0}, scale{0}, "
    "scale_e{0}";
const char* const names_of_line = ", slope{0}, share{0}, tilt{0}, leverage{0}, centring{0}";

std::vector<double> numbers_of(const AdjustedCentre& centre) {
  std::vector<double> numbers{centre.mean,      centre.rest,        centre.weight,
                              centre.past_mean, centre.past_weight, centre.x_mean,
                              centre.everyone,  1 / centre.units,   1 / std::sqrt(1 - 1 / centre.all_units),
                              centre.scale,     centre.scale_e};
  for (const AdjustedArms::Line* line : {&centre.by_arm, &centre.common})
    for (const double number : {line->slope, line->weight, line->tilt, line->leverage, line->centring})
      numbers.push_back(number);
  return numbers;
}

// e, u = x - its arm's mean, and w = x - that of all.
std::string residual_columns(const QueryParts& parts, std::size_t k) {
  const std::string d = is_ratio(parts.metrics[k]) ? fmt::format("d{}", k) : "1";
  return fmt::format(
      ", ((v{0} - mean{0} * {1}) - rest{0} * {1}) / weight{0} AS e{0}, {2} - x_mean{0} AS u{0}, {2} - everyone{0} AS "
      "w{0}",
      k, d, past_x(parts, k));
}

// a e, what is left of 1 beside its leverage (1: a unit fitted exactly, see arm_errors.cpp), and what moves the centring.
std::string influence_columns(std::size_t k, const std::string& line) {
  return fmt::format(
      ", (share{1} + tilt{1} * u{0}) * (e{0} - slope{1} * u{0}) * scale{0} AS a{1}, CASE WHEN e{0} IS NULL THEN NULL "
      "WHEN 1 - alone{0} - leverage{1} * u{0} * u{0} > 1e-8 THEN 1 - alone{0} - leverage{1} * u{0} * u{0} ELSE 1e-8 "
      "END AS left{1}, CASE WHEN e{0} IS NOT NULL THEN centring{1} * w{0} * scale{0} END AS c{1}",
      k, line);
}

std::string sum_columns(std::size_t k, const std::string& line, const Dialect& dialect) {
  const std::string psi[] = {fmt::format("(a{0} + c{0})", line),
                             fmt::format("(a{0} / sqrt(left{0}) + c{0} * root{1})", line, k),
                             fmt::format("(a{0} / left{0} + c{0} * root{1} * root{1})", line, k)};
  std::string columns = fmt::format(", max(abs(a{0})) AS largest{0}, {1} AS own{0}", line,
                                    sum_in_any_order(fmt::format("(a{0} * a{0})", line), dialect));
  for (std::size_t h = 0; h < std::size(psi); ++h)
    columns += fmt::format(", {} AS squares{}_{}, {} AS products{}_{}",
                           sum_in_any_order(fmt::format("({0} * {0})", psi[h]), dialect), h, line,
                           sum_in_any_order(fmt::format("({} * (e{} * scale_e{}))", psi[h], k, k), dialect), h, line);
  return columns;
}

}  // namespace

std::string adjusted_query(const std::string& good_strata, const QueryParts& parts, const Dialect& dialect,
                           const std::vector<AdjustedCentres>& centres) {
  std::string names = "of_stratum, of_label, of_arm", kept = "stratum, label, arm", rows, residuals, influences, sums;
  for (std::size_t k = 0; k < parts.metrics.size(); ++k) {
    names += fmt::format(fmt::runtime(names_of_centre), k);
    kept += fmt::format(", alone{0}, root{0}, scale{0}, scale_e{0}, e{0}", k);
    residuals += residual_columns(parts, k);
    sums += fmt::format(", count(e{0}) AS n{0}", k);
    for (const char* adjustment : {"0", "1"}) {
      const std::string line = fmt::format("{}_{}", adjustment, k);
      names += fmt::format(fmt::runtime(names_of_line), line);
      influences += influence_columns(k, line);
      sums += sum_columns(k, line, dialect);
    }
  }
  for (const AdjustedCentres& each : centres) {
    std::vector<double> numbers;
    for (const AdjustedCentre& centre : each.of_metric)
      std::ranges::copy(numbers_of(centre), std::back_inserter(numbers));
    rows += (rows.empty() ? "" : ", ") + row_of_centre(each.stratum, each.label, each.treated, numbers);
  }
  return fmt::format(
      "SELECT CAST(stratum AS BIGINT) AS stratum, label, CAST(arm AS BIGINT) AS arm{} FROM (SELECT {}{} FROM (SELECT "
      "*{} FROM {} JOIN (VALUES {}) AS centres({}) ON arm = of_arm AND stratum = of_stratum AND label = of_label) AS "
      "residuals) AS influences GROUP BY stratum, label, arm ORDER BY stratum, label, arm",
      sums, kept, influences, residuals, good_strata, rows, names);
}

}  // namespace payoff
