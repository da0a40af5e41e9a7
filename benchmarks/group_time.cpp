// Group-time effects of a long table (unit, period, cohort, outcome, covariate), from raw columns to the overall effect
// with its error, as the peers get them from a data frame. Run by peers.py.
//
//     bench_group_time plain|covariate|bands FOLDER
#include <numeric>
#include <string_view>

#include "columns.hpp"
#include "measure/rollout/group_time/bands.hpp"

namespace {

using payoff::CohortPanel;

struct Table {
  std::vector<std::int64_t> unit, period, cohort;  // cohort 0 = never
  std::vector<double> y, x;
};

// Places of units by cohort, in the order in which they first appear; never-adopters last. Units and periods are codes.
CohortPanel panel_of(const Table& table, bool covariate) {
  const auto [first, last] = std::ranges::minmax_element(table.period);
  const std::int64_t origin = *first, periods = *last - origin + 1;
  const std::size_t units = static_cast<std::size_t>(*std::ranges::max_element(table.unit)) + 1;
  std::vector<std::int32_t> cohort_of(units);
  for (std::size_t i = 0; i < table.unit.size(); ++i) {
    const std::int64_t g = table.cohort[i];
    cohort_of[table.unit[i]] = static_cast<std::int32_t>(g == 0 ? periods : g - origin);
  }
  CohortPanel panel;
  std::vector<std::size_t> next(periods + 2);
  for (const std::int32_t g : cohort_of) ++next[g + 1];
  std::partial_sum(next.begin(), next.end(), next.begin());
  for (std::int32_t g = 0; g < periods; ++g) {
    panel.periods.push_back(static_cast<int>(origin) + g);
    if (next[g + 1] == next[g]) continue;
    panel.cohorts.push_back(g);
    panel.cohort_begin.push_back(next[g]);
  }
  panel.cohort_begin.push_back(next[periods]);
  panel.cohort_begin.push_back(units);
  std::vector<std::int32_t> place(units);
  panel.unit.resize(units);
  for (std::size_t u = 0; u < units; ++u) {
    place[u] = static_cast<std::int32_t>(next[cohort_of[u]]++);
    panel.unit[place[u]] = static_cast<std::int32_t>(u);
  }
  panel.cluster.resize(units);
  std::iota(panel.cluster.begin(), panel.cluster.end(), 0);
  panel.clusters = units;
  panel.outcome.assign(periods * units, payoff::missing);
  if (covariate) panel.covariates.emplace_back(periods * units, payoff::missing);
  for (std::size_t i = 0; i < table.unit.size(); ++i) {
    const std::size_t at = (table.period[i] - origin) * units + place[table.unit[i]];
    panel.outcome[at] = table.y[i];
    if (covariate) panel.covariates[0][at] = table.x[i];
  }
  return panel;
}

struct Answer {
  double effect, se, critical;
};

Answer answer(const Table& table, std::string_view kind) {
  const CohortPanel panel = panel_of(table, kind == "covariate");
  const payoff::GroupTime fit = payoff::group_time(panel, {.never_only = true, .universal = false});
  const payoff::GroupTimeTarget simple = payoff::aggregate(panel, fit, payoff::Aggregation::simple).overall;
  std::vector<payoff::GroupTimeTarget> cells;  // the error of every cell too, as the peers report it
  for (std::size_t k = 0; k < fit.cells.size(); ++k) cells.push_back(payoff::cell_target(fit, k));
  cells.push_back(simple);
  const payoff::Targets targets = payoff::targets_of(cells);
  const std::vector<double> v = payoff::influence_covariance(panel, fit, targets);
  Answer result{simple.value, std::sqrt(v.back()), 0};
  if (kind != "bands") return result;
  std::vector<double> scale;
  for (std::size_t j = 0; j < targets.size(); ++j) scale.push_back(std::sqrt(v[j * targets.size() + j]));
  result.critical =
      payoff::uniform_critical_value(payoff::multiplier_draws(panel, fit, targets, 1000, {.seed = 1}), scale, 0.95);
  return result;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    fmt::print(stderr, "bench_group_time plain|covariate|bands FOLDER\n");
    return 2;
  }
  const std::filesystem::path folder = argv[2];
  Table table{bench::read_column<std::int64_t>(folder / "unit.i64"),
              bench::read_column<std::int64_t>(folder / "period.i64"),
              bench::read_column<std::int64_t>(folder / "cohort.i64"),
              bench::read_column<double>(folder / "y.f64"),
              {}};
  if (std::string_view(argv[1]) == "covariate") table.x = bench::read_column<double>(folder / "x.f64");
  Answer result{};
  const double seconds = bench::median_seconds(1, [&] { result = answer(table, argv[1]); });
  bench::report(seconds, result.effect);
}
