#include "ingest/strata.hpp"

#include <fmt/format.h>

#include "ingest/cells.hpp"
#include "ingest/sql/aggregate.hpp"
#include "payoff/error.hpp"

namespace payoff {

Strata::Strata(ResultTable table) : table_(std::move(table)) {
  const bool has_reasons = has(table_, "reason");
  for (std::size_t row = 0; row < table_.rows; ++row)
    if (!has_reasons || !table_["reason"].valid[row])
      rows_[{table_["stratum"].integers[row], table_["label"].texts[row], table_["arm"].integers[row] == 1}] = row;
}

std::int64_t Strata::number(const std::string& column, const Stratum& stratum) const {
  const auto found = rows_.find(stratum);
  return found == rows_.end() ? 0 : table_[column].integers[found->second];
}

std::vector<std::string> Strata::labels(std::size_t segment) const {
  std::vector<std::string> labels;
  for (const auto& [stratum, row] : rows_)
    if (stratum.number == static_cast<std::int64_t>(segment) + 1 && (labels.empty() || labels.back() != stratum.label))
      labels.push_back(stratum.label);
  return labels;
}

double scale_of(double largest, double n) {
  return largest > 0 ? std::exp2(std::floor(21 - std::log2(largest) - std::log2(n) / 2)) : 1;
}

MetricDeviations deviations_in(const ResultTable& squares, std::size_t row, std::size_t metric, bool ratio,
                               const MomentsQuery::Centre& centre) {
  const auto real = [&](const char* column, double scale = 1) {
    const double number = squares[column + std::to_string(metric)].reals[row];
    return std::isnan(number) ? 0 : number / scale;  // of no unit
  };
  const double n = static_cast<double>(squares["n" + std::to_string(metric)].integers[row]);
  const auto sums = [&](double mean, const char* e, const char* ee, double scale) {
    const double sum = real(e, scale);
    return Deviations{.mean = mean, .n = n, .d = n, .e = sum, .ee = real(ee, scale * scale), .ed = sum, .dd = n};
  };
  MetricDeviations found{.values = sums(centre.mean, "e", "ee", centre.scale), .logs = {}, .ratios = {}};
  found.values.low = real("lo", centre.scale);
  found.values.high = real("hi", centre.scale);
  if (!ratio) return found;
  found.values.d = real("d", centre.scale_d);
  found.values.ed = real("ed", centre.scale * centre.scale_d);
  found.values.dd = real("dd", centre.scale_d * centre.scale_d);
  found.logs = sums(centre.log_d, "g", "gg", 1);
  found.ratios = sums(centre.mean, "r", "rr", centre.scale_ratio);
  return found;
}

void MetricDeviations::finish(ArmMoments& arm, bool ratio) const {
  values.finish(arm);
  if (!ratio) return;
  arm.weight_log = logs.mean + logs.e / logs.n;
  arm.weight_log_squares = logs.squares();
  arm.own_ratio_squares = ratios.squares();
}

void throw_changed(const OpenSource& source, double units, double units_now) {
  Place place = source.place();
  place.key = "data";
  throw Error(
      ErrorKind::data, place,
      fmt::format("the data changed while they were read: {:.0f} units had a value, and {:.0f} a question later", units,
                  units_now),
      "run again when nothing writes to them, or read a copy");
}

namespace {

MomentsQuery::Centre centre_of(const ResultTable& sums, std::size_t row, std::size_t k, bool ratio) {
  const std::string metric = std::to_string(k);
  const double n = static_cast<double>(sums["seen" + metric].integers[row]);
  if (n == 0) return {};
  MomentsQuery::Centre centre;
  const double d = ratio ? sums["d" + metric].reals[row] : n, largest_d = ratio ? sums["x" + metric].reals[row] : 1;
  centre.mean = sums["v" + metric].reals[row] / d;
  const bool dated = has(sums, "cells" + metric);
  centre.log_d = std::log(d / (dated ? static_cast<double>(sums["cells" + metric].integers[row]) : n));
  centre.scale = scale_of(sums["w" + metric].reals[row] + std::abs(centre.mean) * largest_d, n);
  centre.scale_d = scale_of(largest_d, n);
  constexpr double far = 1000;  // a unit's own ratio from all units', of which nobody knows how far it may be
  centre.scale_ratio = scale_of(far * std::abs(centre.mean), n);
  return centre;
}

}  // namespace

StrataDeviations deviations_of(OpenSource& source, const MomentsQuery& query, const Strata& sums,
                               const std::vector<MetricSource>& metrics, std::vector<std::string>& sql) {
  std::vector<MomentsQuery::Centres> centres;
  for (const auto& [stratum, row] : sums.rows()) {
    centres.push_back({static_cast<std::size_t>(stratum.number), stratum.label, stratum.treated, {}});
    for (std::size_t k = 0; k < metrics.size(); ++k)
      centres.back().of_metric.push_back(centre_of(sums.table(), row, k, is_ratio(metrics[k])));
  }
  sql.push_back(query.squares(centres));
  const Strata squares(source.query(sql.back()));
  StrataDeviations all;
  for (const MomentsQuery::Centres& centre : centres) {
    const Stratum stratum{static_cast<std::int64_t>(centre.stratum), centre.label, centre.treated};
    for (std::size_t k = 0; k < metrics.size(); ++k) {
      const std::int64_t seen = sums.number("seen" + std::to_string(k), stratum),
                         now = squares.number("n" + std::to_string(k), stratum);
      if (seen != now || !squares.rows().contains(stratum))
        throw_changed(source, static_cast<double>(seen), static_cast<double>(now));
      all[stratum].push_back(
          deviations_in(squares.table(), squares.rows().at(stratum), k, is_ratio(metrics[k]), centre.of_metric[k]));
    }
  }
  return all;
}

namespace {

// Who has no value was there from the beginning, as far as anyone knows.
void add_periods(ArmMoments& arm, const Strata& sums, const Stratum& key, const std::string& metric) {
  const auto number = [&](const char* column) { return static_cast<std::size_t>(sums.number(column + metric, key)); };
  arm.cells = number("cells");
  arm.nonzero_cells = number("nonzero_cells");
  arm.began = arm.units - arm.seen + number("began");
  arm.left = arm.began - number("stayed");
}

}  // namespace

std::vector<MetricMoments> moments_of(const Strata& sums, const StrataDeviations& deviations, std::int64_t stratum,
                                      const std::string& label, const std::vector<MetricSource>& metrics) {
  const auto arm_of = [&](bool treated, std::size_t k) {
    const Stratum key{stratum, label, treated};
    const std::string metric = std::to_string(k);
    ArmMoments arm{.units = static_cast<std::size_t>(sums.number("units", key)),
                   .seen = static_cast<std::size_t>(sums.number("seen" + metric, key)),
                   .nonzero = static_cast<std::size_t>(sums.number("nonzero" + metric, key))};
    arm.cells = arm.seen, arm.nonzero_cells = arm.nonzero, arm.began = arm.units, arm.left = arm.units - arm.seen;
    if (has(sums.table(), "cells" + metric)) add_periods(arm, sums, key, metric);
    for (std::size_t s = 0; s < arm.multiples.size(); ++s)
      arm.multiples[s] = static_cast<std::size_t>(sums.number(fmt::format("step{}_{}", s, k), key));
    if (arm.units > 0) deviations.at(key)[k].finish(arm, is_ratio(metrics[k]));
    return arm;
  };
  std::vector<MetricMoments> moments;
  for (std::size_t k = 0; k < metrics.size(); ++k)
    moments.push_back({.treated = arm_of(true, k), .comparison = arm_of(false, k)});
  return moments;
}

}  // namespace payoff
