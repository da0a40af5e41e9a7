#include "ingest/nesting.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <set>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace payoff {
namespace {

constexpr std::uint64_t glanced_at = 20000, looked_at_first = 200000;
// Units that a lot put into the arm of those before them with the same label: each halves the chance. 2^-7 is below 1 %.
constexpr std::int64_t least_coincidences = 7;

struct Labels {
  Nesting nesting;
  std::int64_t labels = 0, units = 0;
  bool lies_in_arms = false;
  bool crosses = false;  // and so it does however many rows are added
};

std::vector<std::string> columns_of(const std::vector<Labels>& nested) {
  std::vector<std::string> names;
  for (const Labels& each : nested) names.push_back(each.nesting.column);
  return names;
}

// Of the columns that have labels there. One lies in the arms where each unit has one label, and each label one arm. Where
// there are no more labels than groups and dates it is another name for these.
std::vector<Labels> labels_in(OpenSource& source, const PanelQuery& query, const std::string& rows,
                              const std::vector<std::string>& columns) {
  if (columns.empty()) return {};
  const ResultTable found = source.query(query.nesting(rows, columns));
  std::vector<Labels> all;
  for (std::size_t i = 0; i < found.rows; ++i) {
    const auto number = [&](const char* name) { return found[name].valid[i] ? found[name].integers[i] : 0; };
    const std::int64_t treated = number("labels_treated"), comparison = number("labels_comparison");
    const bool lies_in_arms = number("most_groups") == 1 && number("most_labels") == 1 &&
                              std::min(treated, comparison) > 0 && number("labels") > number("groups");
    all.push_back({{columns[static_cast<std::size_t>(number("k"))], static_cast<std::size_t>(treated),
                    static_cast<std::size_t>(comparison), std::min(treated, comparison) > 1},
                   number("labels"),
                   number("units"),
                   lies_in_arms,
                   number("most_groups") > 1 || number("most_labels") > 1});
  }
  return all;
}

std::vector<Labels> nested_in(OpenSource& source, const PanelQuery& query, const std::string& rows,
                              const std::vector<std::string>& columns) {
  std::vector<Labels> labels = labels_in(source, query, rows, columns);
  std::erase_if(labels, [](const Labels& each) { return !each.lies_in_arms; });
  return labels;
}

// Without those that a few rows show to cross the arms, as most do.
std::vector<std::string> open_after_glance(OpenSource& source, const PanelQuery& query,
                                           std::vector<std::string> columns) {
  for (const Labels& each : labels_in(source, query, source.first_rows(glanced_at), columns))
    if (each.crosses) std::erase(columns, each.nesting.column);
  return columns;
}

bool crosses_arms(const ResultTable& cells, const ResultColumn& labels) {
  const ResultColumn &least = cells["a_lo"], &greatest = cells["a_hi"];
  const std::size_t end = unit_rows_end(cells);
  std::unordered_map<std::string_view, std::int64_t> arm_of;
  for (std::size_t row = 0; row < end; ++row) {
    const std::int64_t arm = least.integers[row];
    if (!labels.valid[row] || arm != greatest.integers[row]) continue;
    if (arm_of.emplace(labels.texts[row], arm).first->second != arm) return true;
  }
  return false;
}

}  // namespace

std::set<std::string> segments_across_arms(const Answer& answer, const QueryParts& parts) {
  std::set<std::string> across;
  if (answer.codes.perhaps_no_label) return across;
  for (std::size_t i = 0; i < parts.columns.segments.size(); ++i) {
    const std::string column = numbered('s', i);
    if (!parts.folded.contains(column) && crosses_arms(answer.cells, answer.cells[column + "_lo"]))
      across.insert(parts.columns.segments[i].expression);
  }
  return across;
}

std::optional<Nesting> nesting_of(OpenSource& source, const PanelQuery& query, const Columns& columns,
                                  const Rollout& rollout, const RowsSeen& seen) {
  if (!columns.cluster.empty() || (rollout.group.empty() && rollout.adopted_on.empty())) return std::nullopt;
  const std::string rows = source.lenient_relation();
  std::set<std::string> named{columns.metric_name};
  for (const std::string& role : {columns.unit, columns.time, rollout.group, rollout.adopted_on})
    named.merge(source.columns_of(role));
  std::vector<std::string> texts;
  for (const SourceColumn& column : source.columns)
    if (column.type == ColumnType::text && !named.contains(column.name) && !seen.across.contains(column.name))
      texts.push_back(column.name);
  const bool all = seen.rows <= looked_at_first;
  if (!all) texts = open_after_glance(source, query, std::move(texts));
  std::vector<Labels> nested = nested_in(source, query, all ? rows : source.first_rows(looked_at_first), texts);
  if (!all) nested = nested_in(source, query, rows, columns_of(nested));
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
