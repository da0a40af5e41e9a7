#include "ingest/most_moving.hpp"

#include <array>
#include <span>

#include "ingest/sql/aggregate.hpp"

namespace payoff {
namespace {

using Units = std::vector<MomentsQuery::Unit>;

// The arms of one metric, comparison first.
struct Arms {
  std::size_t metric = 0;
  bool ratio = false;
  ArmMoments moments[2];
  Deviations deviations[2];
  MomentsQuery::Influence influence{};  // in the direction in which the whole moves
};

Arms arms_of(std::size_t metric, bool ratio, const MetricMoments& moments, const StrataDeviations& deviations) {
  Arms arms{metric, ratio, {moments.comparison, moments.treated}, {}};
  for (const bool treated : {false, true}) arms.deviations[treated] = deviations.at({0, "", treated})[metric].values;
  const auto mean = [&](bool treated) { return arms.moments[treated].mean + arms.moments[treated].mean_rest; };
  const double sign = mean(true) < mean(false) ? -1 : 1;
  arms.influence = {
      metric, {mean(false), mean(true)}, {-sign / arms.deviations[false].d, sign / arms.deviations[true].d}};
  return arms;
}

Units moving_units_in(const ResultTable& table) {
  Units units;
  for (std::size_t row = 0; row < table.rows; ++row)
    units.push_back(
        {table["moved"].reals[row], table["arm"].integers[row] == 1, table["v"].reals[row], table["d"].reals[row]});
  return units;
}

Units of_arm(std::span<const MomentsQuery::Unit> units, bool treated) {
  Units own;
  for (const MomentsQuery::Unit& unit : units)
    if (unit.treated == treated) own.push_back(unit);
  return own;
}

// Near the mean of those who are left: they are counted from there, so that a giant leaves no rounding behind.
MomentsQuery::Centre centre_without(const Arms& arms, bool treated, const Units& most) {
  const Deviations& all = arms.deviations[treated];
  const double mean = arms.influence.mean[treated], weight = arms.influence.weight[treated];
  double v = mean * all.d, d = all.d, n = all.n;
  for (const MomentsQuery::Unit& unit : of_arm(most, treated)) {
    v -= unit.v;
    d -= unit.d;
    --n;
  }
  if (n == 0) return {};
  const double largest_d = arms.ratio ? std::sqrt(all.dd) : 1;
  const double largest = std::max(std::abs(most.back().key / weight), weight > 0 ? -all.low : all.high);
  return {.mean = v / d,
          .scale = scale_of(largest + std::abs(v / d - mean) * largest_d, n),
          .scale_d = scale_of(largest_d, n)};
}

// Who comes after these units, and who is the equal of the last of them but not among them.
using Others = std::array<Deviations, 2>;  // comparison, treated

Others others_than(const Units& most, OpenSource& source, const MomentsQuery& query, const Arms& arms,
                   std::vector<std::string>& sql) {
  std::vector<MomentsQuery::Centres> centres;
  for (const bool treated : {false, true}) {
    centres.push_back({.treated = treated});
    centres.back().of_metric.resize(arms.metric + 1);
    centres.back().of_metric.back() = centre_without(arms, treated, most);
  }
  sql.push_back(query.squares_after(arms.influence, most.back(), centres));
  const Strata squares(source.query(sql.back()));
  Others others;
  for (const bool treated : {false, true}) {
    Deviations& sums = others[treated];
    const MomentsQuery::Centre& centre = centres[treated].of_metric.back();
    sums.mean = centre.mean;
    const auto row = squares.rows().find({0, "", treated});
    if (row != squares.rows().end())
      sums = deviations_in(squares.table(), row->second, arms.metric, arms.ratio, centre).values;
    const double left = arms.deviations[treated].n - static_cast<double>(of_arm(most, treated).size());
    if (sums.n > left || (sums.n < left && most.back().treated != treated)) throw_changed(source, left, sums.n);
    sums.add(most.back().v, most.back().d, left - sums.n);
  }
  return others;
}

// The arms without the first `count` of these units; the others are those without all of them.
MetricMoments without(std::size_t count, const Units& most, const Arms& arms, const Others& others) {
  ArmMoments left[2];
  for (const bool treated : {false, true}) {
    Deviations sums = others[treated];
    const std::span all(most);
    for (const MomentsQuery::Unit& unit : of_arm(all.subspan(count), treated)) sums.add(unit.v, unit.d);
    const ArmMoments& arm = arms.moments[treated];
    const Units out = of_arm(all.first(count), treated);
    const auto nonzero = static_cast<std::size_t>(
        std::ranges::count_if(out, [](const MomentsQuery::Unit& unit) { return unit.v != 0; }));
    left[treated] = {.units = arm.units - out.size(), .seen = arm.seen - out.size(), .nonzero = arm.nonzero - nonzero};
    sums.finish(left[treated]);
  }
  return {.treated = left[true], .comparison = left[false]};
}

}  // namespace

void add_without_most(OpenSource& source, const MomentsQuery& query, const std::vector<MetricSource>& metrics,
                      const StrataDeviations& deviations, std::vector<MetricMoments>& moments,
                      std::vector<std::string>& sql) {
  for (std::size_t k = 0; k < metrics.size(); ++k) {
    const ArmMoments &treated = moments[k].treated, &comparison = moments[k].comparison;
    const bool asked = metrics[k].metric.role == Role::primary && !any_followed(moments[k]);
    if (!asked || treated.seen < 2 || comparison.seen < 2) continue;
    const Arms arms = arms_of(k, is_ratio(metrics[k]), moments[k], deviations);
    sql.push_back(query.most_moving(arms.influence, few_units));
    const Units most = moving_units_in(source.query(sql.back()));
    if (most.empty()) throw_changed(source, static_cast<double>(treated.seen + comparison.seen), 0);
    const Others others = others_than(most, source, query, arms, sql);
    moments[k].without_most.push_back(without(1, most, arms, others));
    if (most.size() == few_units) moments[k].without_most.push_back(without(few_units, most, arms, others));
  }
}

}  // namespace payoff
