// effects.csv: every effect in a row, where a report has no room for all of them (RFC 4180).
#include <fmt/format.h>

#include <cmath>

#include "data/names.hpp"
#include "report/document/abridged.hpp"
#include "report/document/text.hpp"

namespace payoff {
namespace {

// At the digits of results.json; what is not available is empty.
std::string cells_of(const Estimate& e) {
  std::string cells;
  for (const double value : {e.estimate, e.low, e.high, e.p}) {
    cells += std::isfinite(value) ? fmt::format("{:.12g},", value) : ",";
  }
  return cells;
}

std::string row_of(const Effect& e) {
  return csv_field(e.metric.name) + "," + name(e.metric.role) + "," + csv_field(e.segment ? e.segment->text() : "") +
         "," + csv_field(e.method) + "," + cells_of(e.absolute) + csv_field(e.absolute.unit) + "," +
         cells_of(e.relative) + fmt::format("{},{},", e.units_treated, e.units_comparison) +
         csv_field(e.usable ? e.absolute.reason : e.message) + "\r\n";
}

}  // namespace

std::string effects_csv(const CaseStudy& study) {
  if (!is_too_long(study)) return "";
  std::string csv =
      "metric,role,segment,method,estimate,low,high,p,unit,share,share_low,share_high,share_p,units_treated,"
      "units_comparison,message\r\n";
  for (const Effect& effect : study.effects) csv += row_of(effect);
  return csv;
}

}  // namespace payoff
