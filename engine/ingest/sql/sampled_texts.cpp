#include "ingest/sql/sampled_texts.hpp"

#include <fmt/format.h>

#include <numeric>
#include <set>

#include "ingest/source/duckdb.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

// Of each text of the sample, as far as it can be known.
std::vector<Place> places_of(const OpenSource& source, const SampledTexts& sample, const std::string& column) {
  const Place place = source.place_of(column);
  std::vector<Place> places(sample.texts.size(), place), of_record;
  if (!source.is_csv() || sample.records.empty() || place.file != source.place().file) return places;
  for (const ReadableFile& file : source.csv_files) {
    std::vector<std::size_t> wanted(sample.records.back() + 1 - of_record.size());
    std::iota(wanted.begin(), wanted.end(), 0);
    for (const std::size_t line : lines_of_records(file.path, source.delimiter(), wanted, {}, source.context))
      if (line > 0) of_record.push_back({.file = file.name, .line = line + file.lines_left_out});
  }
  for (std::size_t i = 0; i < places.size(); ++i)
    if (sample.records[i] < of_record.size()) places[i] = of_record[sample.records[i]];
  return places;
}

}  // namespace

SampledTexts sample_of(OpenSource& source, const std::string& column, const std::string& sql) {
  const bool by_name = source.is_csv() && source.has_column(column);
  const auto first = [&] {
    if (by_name && !source.lookup_of(column) && sql == sql_name(column))
      return source.first_texts({column}, sampled_rows);
    const std::string rows =
        by_name ? first_of(source.column_relation(column), sampled_rows) : source.first_rows(sampled_rows);
    return source.query(fmt::format("SELECT trim(CAST({} AS VARCHAR)) AS t FROM {} AS source", sql, rows));
  };
  const ResultTable rows = first();
  SampledTexts sample{.rows = rows.rows};
  for (std::size_t i = 0; i < rows.rows; ++i) {
    if (!rows.columns[0].valid[i] || rows.columns[0].texts[i].empty()) continue;
    sample.texts.push_back(rows.columns[0].texts[i]);
    sample.records.push_back(i);
  }
  // A file sorted by time may show only its first dates: then look at every distinct one.
  if (rows.rows == sampled_rows && std::set(sample.texts.begin(), sample.texts.end()).size() < 3) {
    const ResultTable all = source.query(fmt::format(
        "SELECT DISTINCT t FROM (SELECT trim(CAST({} AS VARCHAR)) AS t FROM {} AS source) AS texts WHERE t <> '' ORDER "
        "BY t LIMIT {}",
        sql, by_name ? source.column_relation(column) : source.lenient_relation(), sampled_rows));
    sample.texts = all.columns[0].texts;
    sample.records.clear();
  }
  return sample;
}

// Looks for places only when one must be named.
TimeForm form_of_sample(const OpenSource& source, const SampledTexts& sample, const std::string& column, TimeRole role,
                        const std::string& period) {
  try {
    return common_form(sample.texts, {}, column, role, period);
  } catch (const Error&) {
    return common_form(sample.texts, places_of(source, sample, column), column, role, period);
  }
}

}  // namespace payoff
