#include "ingest/labels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <string_view>
#include <utility>

#include "base/letters.hpp"
#include "base/messages.hpp"
#include "base/wording.hpp"
#include "ingest/sql/labels_sql.hpp"

namespace payoff {
namespace {

constexpr std::size_t most_shown = 5;

// Each once, in the order of the cells; those of units are sorted.
std::vector<std::string_view> labels_of(const ResultTable& cells, const std::string& column) {
  const ResultColumn& found = cells[column];
  const std::size_t end = unit_rows_end(cells);
  std::vector<std::string_view> labels;
  for (std::size_t row = 0; row < end; ++row)
    if (found.valid[row] && (labels.empty() || labels.back() != found.texts[row])) labels.push_back(found.texts[row]);
  if (column == "u") return labels;
  std::ranges::sort(labels);
  labels.erase(std::ranges::unique(labels).begin(), labels.end());
  return labels;
}

// Whether some could be one. What is beyond ASCII only the database can fold.
bool could_be_alike(const std::vector<std::string_view>& labels) {
  bool small = false, large = false, other = false;
  for (const std::string_view label : labels) {
    for (const char c : label) {
      small = small || (c >= 'a' && c <= 'z');
      large = large || (c >= 'A' && c <= 'Z');
      other = other || c == ' ' || c == '\t';
    }
    other = other || !is_ascii(label) || label.ends_with(".0");
  }
  if (!other && !(small && large)) return false;
  std::vector<std::size_t> folded;  // hashes: two that are one by chance make a question of the database's, and no more
  folded.reserve(labels.size());
  for (const std::string_view label : labels) {
    if (!is_ascii(label)) return true;
    folded.push_back(std::hash<std::string>()(folded_text(label)));
  }
  std::ranges::sort(folded);
  return std::ranges::adjacent_find(folded) != folded.end();
}

// "labels of agent that differ in case or blanks only are one: 'A01' and 'a01'".
std::string pairs_text(const std::string& name, const ResultTable& pairs) {
  std::string shown;
  for (std::size_t i = 0; i < std::min(pairs.rows, most_shown); ++i)
    shown += (i ? ", " : "") +
             say(MessageId::note_labels_pair, {{"one", pairs["one"].texts[i]}, {"other", pairs["other"].texts[i]}});
  if (pairs.rows <= most_shown)
    return say(MessageId::note_labels_alike, {{"column", name}, {"pairs", std::move(shown)}});
  return say(MessageId::note_labels_alike_more,
             {{"column", name}, {"pairs", std::move(shown)}, {"more", format_count(pairs.rows - most_shown)}});
}

// The labels that are a spelling of a missing value. Of a million few begin as any of the spellings does.
std::vector<std::string> missing_among(const std::vector<std::string_view>& labels,
                                       const std::vector<std::string>& spellings) {
  std::string begins;
  for (const std::string& spelling : spellings) begins += spelling.substr(0, 1);
  std::vector<std::string> missing;
  for (const std::string_view label : labels) {
    const std::size_t begin = label.find_first_not_of(" \t");
    if (begin != std::string::npos && begins.find(to_lower(label[begin])) == std::string::npos) continue;
    if (std::ranges::find(spellings, folded_text(label)) != spellings.end()) missing.emplace_back(label);
  }
  return missing;
}

// Units and groups whose label is a spelling of a missing value, where others are there; else it is a label.
bool learn_missing(const std::vector<std::string_view>& units, const CodesSeen& codes, QueryParts& parts) {
  bool news = false;
  std::vector<std::string> missing = missing_among(units, parts.numbers.missing);
  if (missing.size() < units.size() && missing != parts.missing_units && !missing.empty()) {
    parts.missing_units = std::move(missing);
    news = true;
  }
  if (parts.group_may_be_missing || !codes.perhaps_no_label || !codes.labelled_comparison) return news;
  parts.group_may_be_missing = true;
  return true;
}

}  // namespace

bool learn_from_labels(OpenSource& source, const PanelQuery& query, const ResultTable& cells, const CodesSeen& codes,
                       QueryParts& parts, std::vector<std::string>& notes) {
  const Columns& columns = parts.columns;
  const auto units = columns.unit.empty() ? std::vector<std::string_view>() : labels_of(cells, "u");
  bool news = false;
  if (!parts.keep_totals) {
    for (const std::string_view label : units) {
      if (!is_total_text(label) || std::ranges::find(parts.totals, label) != parts.totals.end()) continue;
      parts.totals.emplace_back(label);
      news = true;
    }
  }
  if (columns.labels_as_written || !source.dialect().is_duckdb) return news;
  news = learn_missing(units, codes, parts) || news;
  const auto look_at = [&](const std::string& column, const std::string& name,
                           const std::vector<std::string_view>& labels) {
    if (parts.folded.contains(column) || !could_be_alike(labels)) return;
    const ResultTable pairs = source.query(query.labels_alike(source.lenient_relation(), column));
    if (pairs.rows == 0) return;
    notes.push_back(pairs_text(name, pairs));
    parts.folded.insert(column);
    news = true;
  };
  look_at("u", columns.unit, units);
  if (!columns.cluster.empty()) look_at("c", columns.cluster, labels_of(cells, "c_lo"));
  for (std::size_t i = 0; i < columns.segments.size(); ++i)
    look_at(numbered('s', i), columns.segments[i].name, labels_of(cells, numbered('s', i) + "_lo"));
  return news;
}

void add_loose_groups(OpenSource& source, const PanelQuery& query, const CodesSeen& codes,
                      std::vector<std::string>& notes) {
  if (!codes.spelled_otherwise && !codes.perhaps_no_label) return;
  const ResultTable groups = source.query(query.loose_groups(source.lenient_relation()));
  std::string arms[2];
  for (std::size_t i = 0; i < groups.rows; ++i) {
    std::string& list = arms[groups["a"].integers[i]];
    list += fmt::format("{}'{}'", list.empty() ? "" : ", ", groups["g"].texts[i]);
  }
  for (const int arm : {1, 0})
    if (!arms[arm].empty())
      notes.push_back(
          say(arm ? MessageId::note_means_treated : MessageId::note_means_comparison, {{"labels", arms[arm]}}));
}

}  // namespace payoff
