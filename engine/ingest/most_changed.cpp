#include "ingest/most_changed.hpp"

#include "ingest/past.hpp"

namespace payoff {
namespace {

// In the direction in which the whole moves.
MomentsQuery::Influence influence_of(std::size_t metric, const MetricMoments& arms, const ResultTable& changes) {
  double shift = 0;
  if (past_can_adjust(arms)) shift = adjusted_arms(arms, true).shift;
  const double sign = arms.treated.mean - arms.comparison.mean - shift < 0 ? -1 : 1;
  MomentsQuery::Influence influence{.metric = metric};
  for (std::size_t row = 0; row < changes.rows; ++row) {
    const bool treated = changes["arm"].integers[row] == 1;
    const double weight = changes["weight"].reals[row];
    influence.mean[treated] = changes["total"].reals[row] / weight;
    influence.weight[treated] = (treated ? sign : -sign) / weight;
  }
  return influence;
}

}  // namespace

void add_without_most_changed(OpenSource& source, const MomentsQuery& query, const QueryParts& parts,
                              const std::vector<Tenths>& tenths, std::vector<MetricMoments>& moments,
                              std::vector<std::string>& sql) {
  const auto asked = [&](std::string question) {
    sql.push_back(std::move(question));
    return source.query(sql.back());
  };
  for (std::size_t k = 0; k < moments.size() && !parts.columns.unit.empty(); ++k) {
    const ArmMoments &treated = moments[k].treated, &comparison = moments[k].comparison;
    const bool primary = parts.metrics[k].metric.role == Role::primary;
    if (!primary || !any_followed(moments[k]) || treated.seen < 2 || comparison.seen < 2) continue;
    const auto influence = influence_of(k, moments[k], asked(query.changes(k)));
    std::vector<std::string> most = asked(query.most_changed(influence, few_units))["u"].texts;
    std::vector<MetricMoments> without_most;
    for (const std::size_t count : {std::size_t{1}, few_units}) {
      if (most.size() < count) continue;
      const MomentsQuery others = query.without({most.begin(), most.begin() + static_cast<std::ptrdiff_t>(count)});
      const Strata sums(asked(others.sums(tenths)));
      const StrataDeviations deviations = deviations_of(source, others, sums, parts.metrics, sql);
      std::vector<MetricMoments> left = moments_of(sums, deviations, 0, "", parts.metrics);
      add_adjusted(source, others, {{0, "", &left}}, sql);
      without_most.push_back(std::move(left[k]));
    }
    moments[k].without_most = std::move(without_most);
  }
}

}  // namespace payoff
