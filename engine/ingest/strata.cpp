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

namespace {

// Of a scaled column; 0 of no unit.
double sum_in(const ResultTable& squares, std::size_t row, const std::string& column, double scale) {
  const double number = squares[column].reals[row];
  return std::isnan(number) ? 0 : number / scale;
}

PastDeviations past_in(const ResultTable& squares, std::size_t row, std::size_t metric, bool ratio,
                       const MomentsQuery::Centre& centre) {
  const auto real = [&](const char* column, double scale) {
    return sum_in(squares, row, column + std::to_string(metric), scale);
  };
  const double x = centre.scale_x, own = ratio ? centre.scale_ratio : x,
               after = ratio ? centre.scale_ratio : centre.scale;
  PastDeviations past{
      .mean = centre.past_mean, .weight = centre.past_weight, .x = real("x", x), .xx = real("xx", x * x)};
  past.xe = real("xe", x * centre.scale);
  past.xd = ratio ? real("xd", x * centre.scale_d) : past.x;
  past.p = real("p", own);
  past.pp = real("pp", own * own);
  past.before = real("fp", own);
  past.after = real("fq", after);
  past.before_squares = real("fpp", own * own);
  past.products = real("fpq", own * after);
  past.after_squares = real("fqq", after * after);
  return past;
}

}  // namespace

MetricDeviations deviations_in(const ResultTable& squares, std::size_t row, std::size_t metric, bool ratio,
                               const MomentsQuery::Centre& centre) {
  const auto real = [&](const char* column, double scale) {
    return sum_in(squares, row, column + std::to_string(metric), scale);
  };
  const double n = static_cast<double>(squares["n" + std::to_string(metric)].integers[row]);
  const auto sums = [&](double mean, const char* e, const char* ee, double scale) {
    const double sum = real(e, scale);
    return Deviations{.mean = mean, .n = n, .d = n, .e = sum, .ee = real(ee, scale * scale), .ed = sum, .dd = n};
  };
  MetricDeviations found{.values = sums(centre.mean, "e", "ee", centre.scale), .logs = {}, .ratios = {}};
  found.values.low = real("lo", centre.scale);
  found.values.high = real("hi", centre.scale);
  if (has(squares, numbered('x', metric))) found.past = past_in(squares, row, metric, ratio, centre);
  if (!ratio) return found;
  found.values.d = real("d", centre.scale_d);
  found.values.ed = real("ed", centre.scale * centre.scale_d);
  found.values.dd = real("dd", centre.scale_d * centre.scale_d);
  found.logs = sums(centre.log_d, "g", "gg", 1);
  found.logs.n = found.logs.d = found.logs.dd =
      static_cast<double>(squares["weighed" + std::to_string(metric)].integers[row]);
  found.ratios = sums(centre.mean, "r", "rr", centre.scale_ratio);
  return found;
}

void PastDeviations::finish(ArmMoments& arm, const Deviations& values) const {
  PastMoments& moments = *arm.past;
  const double seen = static_cast<double>(moments.seen), followed = static_cast<double>(moments.followed);
  moments.everyone = mean;
  moments.weight = weight;
  moments.own_mean = mean + p / seen;
  moments.own_squares = squares_about_mean(pp, p, seen);
  moments.followed_before = mean + before / followed;
  moments.followed_after = values.mean + after / followed;
  moments.followed_squares = squares_about_mean(before_squares, before, followed);
  moments.followed_products = products - before * after / followed;
  const double changes = after_squares - 2 * products + before_squares, change = after - before;
  moments.change_squares = beyond_rounding(changes - change * change / followed, after_squares + before_squares);
  moments.x_mean = x / values.n;
  moments.x_squares = squares_about_mean(xx, x, values.n);
  moments.x_products = (xe - values.e / values.d * xd) / arm.weight;
}

void MetricDeviations::finish(ArmMoments& arm, bool ratio) const {
  values.finish(arm);
  if (past) past->finish(arm, values);
  if (!ratio) return;
  arm.weighed = static_cast<std::size_t>(logs.n);
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
  centre.scale_ratio = scale_of(far_ratio * std::abs(centre.mean), n);
  return centre;
}

// What the past of both arms is counted from.
void add_past(MomentsQuery::Centre& centre, const Strata& sums, Stratum stratum, std::size_t k, bool ratio) {
  const std::string metric = std::to_string(k);
  const ResultTable& table = sums.table();
  double n = 0, v = 0, d = 0, largest = 0, largest_d = 1, cells = 0;
  for (const bool treated : {false, true}) {
    stratum.treated = treated;
    const auto row = sums.rows().find(stratum);
    if (row == sums.rows().end() || table["past" + metric].integers[row->second] == 0) continue;
    const auto real = [&](const char* column) { return table[column + metric].reals[row->second]; };
    const double units = static_cast<double>(table["past" + metric].integers[row->second]);
    n += units;
    v += real("pastv");
    d += ratio ? real("pastd") : units;
    cells += static_cast<double>(table["pastcells" + metric].integers[row->second]);
    largest = std::max(largest, real("pastw"));
    if (ratio) largest_d = std::max(largest_d, real("pastx"));
  }
  if (n == 0) return;
  centre.past_mean = v / d;
  centre.past_weight = d / n;
  centre.scale_x = scale_of((largest + std::abs(centre.past_mean) * largest_d) / centre.past_weight, n);
  if (ratio) centre.log_d -= std::log(d / cells);
}

}  // namespace

StrataDeviations deviations_of(OpenSource& source, const MomentsQuery& query, const Strata& sums,
                               const std::vector<MetricSource>& metrics, std::vector<std::string>& sql) {
  std::vector<MomentsQuery::Centres> centres;
  for (const auto& [stratum, row] : sums.rows()) {
    centres.push_back({static_cast<std::size_t>(stratum.number), stratum.label, stratum.treated, {}});
    for (std::size_t k = 0; k < metrics.size(); ++k) {
      centres.back().of_metric.push_back(centre_of(sums.table(), row, k, is_ratio(metrics[k])));
      if (has(sums.table(), fmt::format("past{}", k)))
        add_past(centres.back().of_metric.back(), sums, stratum, k, is_ratio(metrics[k]));
    }
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
  arm.began = arm.units - number("ever") + number("began");
  arm.left = arm.began - number("stayed");
  if (!has(sums.table(), "past" + metric)) return;
  arm.cells += number("pastcells");
  PastMoments past{.seen = number("past"), .followed = number("followed"), .nonzero_cells = number("pastnonzero")};
  for (std::size_t s = 0; s < past.multiples.size(); ++s)
    past.multiples[s] = static_cast<std::size_t>(sums.number(fmt::format("paststep{}_{}", s, metric), key));
  arm.past = past;
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
