#include "ingest/moments.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "ingest/answer.hpp"
#include "ingest/cells.hpp"
#include "ingest/coding.hpp"
#include "ingest/doubts.hpp"
#include "ingest/labels.hpp"
#include "ingest/ledger.hpp"
#include "ingest/metric_words.hpp"
#include "ingest/nesting.hpp"
#include "ingest/required.hpp"
#include "ingest/sql/aggregate.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

struct Sums {
  PanelQuery query;
  ResultTable arms;  // rows of arms only
  Ledger ledger;
  std::string sql;
};

std::int64_t number(const ResultTable& table, const std::string& column, std::size_t row) {
  return table[column].integers[row];
}

std::vector<std::size_t> rows_of_arms(const ResultTable& sums) {
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < sums.rows; ++row)
    if (!sums["reason"].valid[row]) rows.push_back(row);
  return rows;
}

// Labels that sum up others, or stand for none. Beside one that is neither: else all would be labels.
bool learn_from_units(OpenSource& source, const PanelQuery& query, const CodesSeen& codes, std::int64_t units,
                      QueryParts& parts, std::vector<std::string>& notes) {
  ResultTable labels{.columns = {{.name = "u"}}, .rows = 0};
  if (!parts.columns.unit.empty()) labels = source.query(query.suspect_units(source.lenient_relation()));
  ResultColumn& label = labels.columns.front();
  if (static_cast<std::int64_t>(labels.rows) < units) {
    label.texts.emplace_back("1");  // stands for all others
    label.valid.push_back(true);
    ++labels.rows;
  }
  return learn_from_labels(source, query, labels, codes, parts, notes);
}

void doubt_arms(OpenSource& source, const QueryParts& parts, const ResultTable& arms) {
  for (std::size_t k = 0; k < parts.metrics.size(); ++k) {
    const auto any_broken = [&](const std::string& column) {
      const std::vector<std::int64_t>& broken = arms[column].integers;
      return std::ranges::any_of(broken, [](std::int64_t units) { return units > 0; });
    };
    doubt_whole_numbers(
        source, parts.metrics[k], [&] { return any_broken(fmt::format("broken{}", k)); },
        [&] { return is_ratio(parts.metrics[k]) && any_broken(fmt::format("broken_d{}", k)); });
  }
}

// Asks as if the data were clean, and again with what the answer shows that they are not.
Sums sums_of(OpenSource& source, QueryParts& parts) {
  std::vector<std::string> notes;
  for (;;) {
    PanelQuery query(source, parts);
    std::string sql = query.arm_sums(source.relation());
    ResultTable arms = source.query(sql);
    Ledger ledger = judge_rows(source, query, arms);
    keep_rows(arms, rows_of_arms(arms));
    const CodesSeen codes = take_codes_apart(arms);
    doubt_arms(source, parts, arms);
    const std::set<std::string> misjudged = misjudged_columns(source);
    source.take_as_text(misjudged);
    std::int64_t units = 0;
    for (std::size_t row = 0; row < arms.rows; ++row) units += number(arms, "units", row);
    const bool news = learn_from_units(source, query, codes, units, parts, notes);
    if (!misjudged.empty() || news) continue;
    ledger.units = static_cast<std::size_t>(units);
    ledger.notes = std::move(notes);
    add_loose_groups(source, query, codes, ledger.notes);
    return {std::move(query), std::move(arms), std::move(ledger), std::move(sql)};
  }
}

void require_one_row_and_arm(OpenSource& source, const Sums& sums) {
  for (std::size_t row = 0; row < sums.arms.rows; ++row) {
    if (number(sums.arms, "repeated", row) > 0) require_no_duplicates(source, sums.query, {}, false);
    if (const std::int64_t changed = number(sums.arms, "changed", row); changed > 0)
      throw Error(ErrorKind::data, {.key = "rollout.group"},
                  fmt::format("group of {} units changes between rows, but must be the same in all of them", changed),
                  "mend the data, or define the group with SQL; `payoff check` without data.moments names one");
  }
}

// Which of the two rows of arms each is; null = none is of it.
struct ArmRows {
  std::optional<std::size_t> row[2];
  explicit ArmRows(const ResultTable& arms) {
    for (std::size_t i = 0; i < arms.rows; ++i) row[number(arms, "arm", i)] = i;
  }
  std::size_t rows(const ResultTable& arms, bool treated) const {
    return row[treated] ? static_cast<std::size_t>(number(arms, "n", *row[treated])) : 0;
  }
};

ArmMoments sums_of_arm(const ResultTable& arms, std::size_t row, std::size_t k, bool ratio) {
  const std::string metric = std::to_string(k);
  ArmMoments arm{.units = static_cast<std::size_t>(number(arms, "units", row)),
                 .seen = static_cast<std::size_t>(number(arms, "seen" + metric, row)),
                 .nonzero = static_cast<std::size_t>(number(arms, "nonzero" + metric, row))};
  const double n = static_cast<double>(arm.seen);
  if (ratio) arm.weight = arms["d" + metric].reals[row] / n;
  arm.mean = arms["v" + metric].reals[row] / n / arm.weight;
  return arm;
}

// squares: about a mean that was rounded, which their own sum takes out again.
void add_squares(const ResultTable& squares, std::size_t row, std::size_t k, double scale, ArmMoments& arm) {
  const std::string metric = std::to_string(k);
  const double n = static_cast<double>(arm.seen), unit = scale * arm.weight;
  arm.mean_rest = squares["s" + metric].reals[row] / unit / n;
  arm.squares = squares["q" + metric].reals[row] / (unit * unit) - n * arm.mean_rest * arm.mean_rest;
  arm.largest = squares["m" + metric].reals[row] / unit;
}

// A power of two that keeps the sum of all squares below 2^42, where sum_in_any_order() adds up without error.
double scale_of(const ResultTable& arms, std::size_t k, bool ratio, const PanelQuery::Centre& centre) {
  const std::string metric = std::to_string(k);
  double largest = 0, n = 0;
  for (std::size_t row = 0; row < arms.rows; ++row) {
    if (number(arms, "seen" + metric, row) == 0) continue;
    const double mean = std::max(std::abs(centre.treated), std::abs(centre.comparison));
    largest = std::max(largest, arms["w" + metric].reals[row] + mean * (ratio ? arms["x" + metric].reals[row] : 1));
    n += static_cast<double>(number(arms, "seen" + metric, row));
  }
  return largest > 0 ? std::exp2(std::floor(21 - std::log2(largest) - std::log2(n) / 2)) : 1;
}

std::vector<MetricMoments> moments_of(OpenSource& source, const Sums& sums, const ArmRows& rows,
                                      const QueryParts& parts, std::vector<std::string>& sql) {
  std::vector<MetricMoments> moments(parts.metrics.size());
  std::vector<PanelQuery::Centre> centres;
  for (std::size_t k = 0; k < moments.size(); ++k) {
    const bool ratio = is_ratio(parts.metrics[k]);
    moments[k] = {sums_of_arm(sums.arms, *rows.row[1], k, ratio), sums_of_arm(sums.arms, *rows.row[0], k, ratio)};
    const auto finite = [](double mean) { return std::isfinite(mean) ? mean : 0; };  // of an arm without values
    centres.push_back({finite(moments[k].treated.mean), finite(moments[k].comparison.mean), 1});
    centres.back().scale = scale_of(sums.arms, k, ratio, centres.back());
  }
  sql.push_back(sums.query.arm_squares(source.relation(), centres));
  const ResultTable squares = source.query(sql.back());
  for (std::size_t k = 0; k < moments.size(); ++k) {
    add_squares(squares, 1, k, centres[k].scale, moments[k].treated);
    add_squares(squares, 0, k, centres[k].scale, moments[k].comparison);
  }
  return moments;
}

// What only units can answer, by the key of the study that asks it.
std::string needs_units(const Columns& columns, const Rollout& rollout, const std::vector<MetricSource>& metrics) {
  if (!columns.time.empty()) return "columns.time";
  if (!columns.cluster.empty()) return "columns.cluster";
  if (!columns.uptake.empty()) return "columns.uptake";
  if (!columns.segments.empty()) return columns.segments[0].key.empty() ? "columns.segments" : columns.segments[0].key;
  if (!columns.covariates.empty())
    return columns.covariates[0].key.empty() ? "columns.covariates" : columns.covariates[0].key;
  if (!rollout.unaffected.empty()) return "rollout.unaffected";
  if (!rollout.adopted_on.empty()) return "rollout.adopted_on";
  for (std::size_t k = 0; k < metrics.size(); ++k)
    if (metrics[k].metric.scale != Scale::level) return fmt::format("metrics[{}].scale", k);
  return {};
}

}  // namespace

void require_moments_do(const Columns& columns, const Rollout& rollout, const std::vector<MetricSource>& metrics) {
  if (rollout.group.empty())
    throw Error(ErrorKind::usage, {.key = "rollout.group"}, "is not there, but moments are those of two groups",
                "name it, or leave out data.moments");
  const std::string key = needs_units(columns, rollout, metrics);
  if (key.empty()) return;
  throw Error(ErrorKind::usage, {.key = key}, "needs units, but data.moments fetches the moments of two groups only",
              key == "columns.time" ? "leave out one of the two; \"where\" under data keeps the rows since the rollout"
                                    : "leave out one of the two");
}

Loaded load_moments(OpenSource& source, QueryParts parts) {
  parts.keeps_valueless = true;
  const Sums sums = sums_of(source, parts);
  Loaded loaded{.panel = {}, .ledger = sums.ledger, .coding = {}, .sql = {sums.sql}, .readings = sums.query.readings()};
  if (loaded.ledger.rows_read == 0) throw source.no_rows();
  require_one_header(source, loaded.ledger);
  if (loaded.ledger.rows_used == 0 && loaded.ledger.rows_rejected == 0) throw all_left_out(source, loaded.ledger);
  if (loaded.ledger.rows_used == 0) return loaded;
  const ArmRows rows(sums.arms);
  require_groups(source, sums.query, parts.rollout, rows.row[1].has_value(), rows.row[0].has_value());
  require_one_row_and_arm(source, sums);
  loaded.panel.moments = moments_of(source, sums, rows, parts, loaded.sql);
  for (const MetricSource& metric : parts.metrics) loaded.panel.metrics.push_back({.metric = metric.metric, .sum = {}});
  call_metrics(source, parts, loaded.panel);
  loaded.panel.nesting = nesting_of(source, sums.query, parts.columns, parts.rollout, loaded.ledger.rows_read);
  if (loaded.panel.nesting && loaded.panel.nesting->is_cluster)
    throw Error(ErrorKind::data, {.key = "data.moments"},
                fmt::format("every label of {} is in one group, so that the lot was drawn of these, but moments take "
                            "each unit for drawn by itself",
                            loaded.panel.nesting->column),
                "leave out data.moments, and name it as columns.cluster");
  loaded.coding =
      describe_coding_of_groups(source, sums.query, parts, rows.rows(sums.arms, true), rows.rows(sums.arms, false));
  return loaded;
}

}  // namespace payoff
