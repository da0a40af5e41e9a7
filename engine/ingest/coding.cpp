#include "ingest/coding.hpp"

#include <cmath>
#include <set>

#include "base/messages.hpp"
#include "base/wording.hpp"
#include "ingest/source/duckdb.hpp"

namespace payoff {
namespace {

constexpr int sampled_rows = 200000;
constexpr std::size_t most_differences = 5;

std::string rule_text(const Rollout& rollout, std::size_t treated, std::size_t comparison) {
  if (!rollout.adopted_on.empty())
    return say(
        MessageId::coding_adopted_on,
        {{"treated", format_count(treated)}, {"column", rollout.adopted_on}, {"comparison", format_count(comparison)}});
  const std::vector<Field> fields{{"treated", format_count(treated)},
                                  {"comparison", format_count(comparison)},
                                  {"column", rollout.group},
                                  {"label", rollout.treated},
                                  {"other", rollout.comparison}};
  if (rollout.group.empty()) return say(MessageId::coding_all_treated, fields);
  return say(rollout.comparison.empty() ? MessageId::coding_against_rest : MessageId::coding_against_label, fields);
}

// Units that have a date of adoption but are not seen with the tool, counted behind the text.
std::string with_later(std::string text, const Panel& panel, const ResultTable& cells) {
  const auto dates =
      std::ranges::find_if(cells.columns, [](const ResultColumn& column) { return column.name == "ad_lo"; });
  if (dates == cells.columns.end() || panel.grain == Grain::phases) return text;
  std::set<std::int32_t> later;
  for (std::size_t row = 0; row < panel.unit_of.size(); ++row)
    if (dates->valid[row] && !panel.units[panel.unit_of[row]].treated) later.insert(panel.unit_of[row]);
  if (later.empty()) return text;
  return say(later.size() == 1 ? MessageId::coding_later_one : MessageId::coding_later,
             {{"claim", std::move(text)}, {"units", format_count(later.size())}});
}

// Values of the adoption that were taken as never, so that nobody is surprised.
std::string with_never(std::string text, OpenSource& source, const PanelQuery& query, const Rollout& rollout) {
  if (rollout.adopted_on.empty()) return text;
  const ResultTable found = source.query(query.never_texts(source.lenient_relation()));
  if (found.rows == 0) return text;
  std::string texts;
  for (std::size_t i = 0; i < found.rows; ++i)
    texts += (i ? ", " : "") + say(MessageId::coding_never_text,
                                   {{"text", found["text"].texts[i]}, {"rows", format_count(found["n"].integers[i])}});
  return say(MessageId::coding_never,
             {{"claim", std::move(text)}, {"column", rollout.adopted_on}, {"texts", std::move(texts)}});
}

// Usage should be higher where the tool was given: whether it is, behind the text.
std::string with_usage(std::string text, const Panel& panel) {
  double sum[2] = {0, 0}, count[2] = {0, 0};
  for (std::size_t unit = 0; unit < panel.uptake.size(); ++unit) {
    if (std::isnan(panel.uptake[unit])) continue;
    sum[panel.units[unit].treated] += panel.uptake[unit];
    count[panel.units[unit].treated] += 1;
  }
  if (count[0] == 0 || count[1] == 0) return text;
  const double treated = sum[1] / count[1], comparison = sum[0] / count[0];
  return say(treated > comparison ? MessageId::coding_use_higher : MessageId::coding_use_not_higher,
             {{"claim", std::move(text)},
              {"treated", format_significant(treated, 3)},
              {"comparison", format_significant(comparison, 3)}});
}

// Means and variances of the first rows by arm, with as little rounding as the database can: in any order of the rows the
// same. Numbers whose square is no double are left out, as are infinities.
std::string difference_query(const OpenSource& source, const std::string& arm,
                             const std::vector<std::string>& numeric) {
  std::string numbers, means, moments, groups;
  for (std::size_t i = 0; i < numeric.size(); ++i) {
    numbers += fmt::format(", CASE WHEN abs({0}) < 1e150 THEN CAST({0} AS DOUBLE PRECISION) END AS q{1}",
                           sql_name(numeric[i]), i);
    means += fmt::format(", {}(q{}) AS m{}", source.dialect().mean, i, i);
    moments += fmt::format(", m{0}, {1}((q{0} - m{0}) * (q{0} - m{0})) / nullif(count(q{0}) - 1, 0) AS s{0}", i,
                           source.dialect().sum);
    groups += fmt::format(", m{}", i);
  }
  return fmt::format(
      "WITH sampled AS {} (SELECT {} AS a{} FROM {} AS source), means AS (SELECT a AS arm{} FROM sampled WHERE a IS "
      "NOT "
      "NULL GROUP BY a) SELECT CAST(arm AS BIGINT) AS a{} FROM sampled JOIN means ON sampled.a = means.arm GROUP BY "
      "arm{} ORDER BY arm",
      source.dialect().is_duckdb ? "MATERIALIZED" : "", arm, numbers, source.first_rows(sampled_rows), means, moments,
      groups);
}

std::vector<Coding::Difference> differences(OpenSource& source, const std::string& arm,
                                            const std::vector<std::string>& excluded) {
  std::vector<std::string> numeric;
  for (const SourceColumn& column : source.columns)
    if ((column.type == ColumnType::real || column.type == ColumnType::integer) &&
        std::ranges::find(excluded, column.name) == excluded.end())
      numeric.push_back(column.name);
  std::vector<Coding::Difference> found;
  if (numeric.empty()) return found;
  const ResultTable moments = source.query(difference_query(source, arm, numeric));
  if (moments.rows != 2) return found;
  for (std::size_t i = 0; i < numeric.size(); ++i) {
    const std::vector<double>& mean = moments[fmt::format("m{}", i)].reals;
    const std::vector<double>& variance = moments[fmt::format("s{}", i)].reals;
    const double pooled = std::sqrt((variance[0] + variance[1]) / 2);
    const double standardized = (mean[1] - mean[0]) / pooled;
    if (std::isfinite(standardized)) found.push_back({numeric[i], mean[1], mean[0], standardized});
  }
  std::ranges::stable_sort(found, std::greater(), [](const Coding::Difference& d) { return std::abs(d.standardized); });
  if (found.size() > most_differences) found.resize(most_differences);
  return found;
}

}  // namespace

Coding describe_coding(OpenSource& source, const PanelQuery& query, const QueryParts& parts, const Panel& panel,
                       const ResultTable& cells, bool says_never) {
  const Rollout& rollout = parts.rollout;
  std::size_t rows[2] = {0, 0};
  const std::vector<std::int64_t>& counts = cells["n"].integers;
  for (std::size_t row = 0; row < panel.unit_of.size(); ++row)
    rows[panel.units[static_cast<std::size_t>(panel.unit_of[row])].treated] += static_cast<std::size_t>(counts[row]);
  Coding coding;
  coding.text = rule_text(rollout, rows[1], rows[0]);
  if (says_never) coding.text = with_never(std::move(coding.text), source, query, rollout);
  coding.text = with_usage(with_later(std::move(coding.text), panel, cells), panel);
  if (rows[0] > 0 && rows[1] > 0)
    coding.differences = differences(source, query.arm(std::ranges::max(panel.period_of)),
                                     {parts.columns.unit, parts.columns.time, rollout.group, rollout.adopted_on});
  return coding;
}

Coding describe_coding_of_groups(OpenSource& source, const PanelQuery& query, const QueryParts& parts,
                                 std::size_t treated_rows, std::size_t comparison_rows) {
  Coding coding{.text = rule_text(parts.rollout, treated_rows, comparison_rows), .differences = {}};
  if (std::min(treated_rows, comparison_rows) > 0)
    coding.differences = differences(source, query.arm(never), {parts.columns.unit, parts.rollout.group});
  return coding;
}

}  // namespace payoff
