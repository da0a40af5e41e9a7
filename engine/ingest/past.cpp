#include "ingest/past.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "ingest/strata.hpp"

namespace payoff {
namespace {

AdjustedCentre centre_of(const MetricMoments& arms, bool treated) {
  const ArmMoments& arm = treated ? arms.treated : arms.comparison;
  const AdjustedArms by_arm = adjusted_arms(arms, true), common = adjusted_arms(arms, false);
  const double units = static_cast<double>(arm.seen);
  return {.mean = arm.mean,
          .rest = arm.mean_rest,
          .weight = arm.weight,
          .past_mean = arm.past->everyone,
          .past_weight = arm.past->weight,
          .x_mean = arm.past->x_mean,
          .everyone = by_arm.mean_x,
          .units = units,
          .all_units = static_cast<double>(arms.treated.seen + arms.comparison.seen),
          .scale = scale_of(arm.largest / units, units),
          .scale_e = scale_of(arm.largest, units),
          .by_arm = treated ? by_arm.treated : by_arm.comparison,
          .common = treated ? common.treated : common.comparison};
}

Stratum key_of(const StratumMoments& stratum, bool treated) {
  return {static_cast<std::int64_t>(stratum.stratum), stratum.label, treated};
}

void require_unchanged(const OpenSource& source, const Strata& table, const StratumMoments& stratum, std::size_t k) {
  for (const bool treated : {false, true}) {
    const MetricMoments& arms = (*stratum.moments)[k];
    const auto units = static_cast<std::int64_t>((treated ? arms.treated : arms.comparison).seen);
    const std::int64_t now = table.number(fmt::format("n{}", k), key_of(stratum, treated));
    if (now != units) throw_changed(source, static_cast<double>(units), static_cast<double>(now));
  }
}

// Sums of both arms.
AdjustedMoments adjusted_in(const Strata& table, const StratumMoments& stratum, const std::string& line,
                            const AdjustedCentre (&centres)[2]) {
  AdjustedMoments sums;
  for (const bool treated : {false, true}) {
    const std::size_t row = table.rows().at(key_of(stratum, treated));
    const auto real = [&](const std::string& column) { return table.table()[column + line].reals[row]; };
    const double scale = centres[treated].scale;
    sums.largest = std::max(sums.largest, real("largest") / scale);
    sums.own_squares += real("own") / (scale * scale);
    for (std::size_t h = 0; h < std::size(sums.squares); ++h) {
      sums.squares[h] += real(fmt::format("squares{}_", h)) / (scale * scale);
      if (!treated) sums.products[h] = real(fmt::format("products{}_", h)) / (scale * centres[treated].scale_e);
    }
  }
  return sums;
}

}  // namespace

void add_adjusted(OpenSource& source, const MomentsQuery& query, const std::vector<StratumMoments>& strata,
                  std::vector<std::string>& sql) {
  std::vector<StratumMoments> adjusted;
  std::ranges::copy_if(strata, std::back_inserter(adjusted),
                       [](const StratumMoments& each) { return std::ranges::any_of(*each.moments, past_can_adjust); });
  if (adjusted.empty()) return;
  std::vector<AdjustedCentres> centres;
  for (const StratumMoments& each : adjusted)
    for (const bool treated : {false, true}) {
      centres.push_back({each.stratum, each.label, treated, {}});
      for (const MetricMoments& arms : *each.moments)
        centres.back().of_metric.push_back(past_can_adjust(arms) ? centre_of(arms, treated) : AdjustedCentre());
    }
  sql.push_back(query.adjusted(centres));
  const Strata table(source.query(sql.back()));
  for (std::size_t i = 0; i < adjusted.size(); ++i) {
    const AdjustedCentres &comparison = centres[2 * i], &treated = centres[2 * i + 1];
    for (std::size_t k = 0; k < adjusted[i].moments->size(); ++k) {
      MetricMoments& arms = (*adjusted[i].moments)[k];
      if (!past_can_adjust(arms)) continue;
      require_unchanged(source, table, adjusted[i], k);
      for (const char* line : {"0", "1"})
        arms.adjusted.push_back(adjusted_in(table, adjusted[i], fmt::format("{}_{}", line, k),
                                            {comparison.of_metric[k], treated.of_metric[k]}));
    }
  }
}

}  // namespace payoff
