#include "ingest/nesting.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <vector>

namespace payoff {
namespace {

constexpr int looked_at_first = 200000;
// Units that a lot put into the arm of those before them with the same label: each halves the chance. 2^-7 is below 1 %.
constexpr std::int64_t least_coincidences = 7;

struct Labels {
  Nesting nesting;
  std::int64_t labels = 0, units = 0;
};

// A column is nested where each unit has one label and each label one arm. Where there are no more labels than groups and
// dates it is another name for these.
std::optional<Labels> labels_of(OpenSource& source, const std::string& sql, const std::string& column) {
  const ResultTable found = source.query(sql);
  const auto number = [&](const char* name) { return found[name].valid[0] ? found[name].integers[0] : 0; };
  const std::int64_t treated = number("labels_treated"), comparison = number("labels_comparison");
  const bool nested = number("most_groups") == 1 && number("most_labels") == 1 && std::min(treated, comparison) > 0 &&
                      number("labels") > number("groups");
  if (!nested) return std::nullopt;
  return Labels{{column, static_cast<std::size_t>(treated), static_cast<std::size_t>(comparison),
                 std::min(treated, comparison) > 1},
                number("labels"),
                number("units")};
}

}  // namespace

std::optional<Nesting> nesting_of(OpenSource& source, const PanelQuery& query, const Columns& columns,
                                  const Rollout& rollout) {
  if (!columns.cluster.empty() || (rollout.group.empty() && rollout.adopted_on.empty())) return std::nullopt;
  const std::string rows = source.lenient_relation();
  const std::string first = fmt::format("(SELECT * FROM {} AS all_rows LIMIT {})", rows, looked_at_first);
  std::set<std::string> named{columns.metric_name};
  for (const std::string& role : {columns.unit, columns.time, rollout.group, rollout.adopted_on})
    named.merge(source.columns_of(role));
  std::vector<Labels> nested;
  for (const SourceColumn& column : source.columns) {
    if (column.type != ColumnType::text || named.contains(column.name)) continue;
    if (!labels_of(source, query.nesting(first, column.name), column.name)) continue;
    if (const auto labels = labels_of(source, query.nesting(rows, column.name), column.name)) nested.push_back(*labels);
  }
  std::ranges::stable_sort(nested, std::greater(), &Labels::labels);
  std::optional<Nesting> found;
  std::int64_t assigned = nested.empty() ? 0 : nested.front().units;
  for (const Labels& each : nested) {
    if (assigned - each.labels < least_coincidences) continue;
    assigned = each.labels;
    found = each.nesting;
  }
  return found;
}

}  // namespace payoff
