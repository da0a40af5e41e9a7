// effects.csv and effects.parquet: tidy rows for BI tools.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "ingest/parquet.hpp"
#include "ingest/source/duckdb.hpp"
#include "payoff/ingest.hpp"
#include "report/example.hpp"
#include "tools/program.hpp"

using namespace payoff;
using nlohmann::json;

TEST_SUITE("report/writer/effects") {

namespace {

// Labels in every disguise that a file may wear.
CaseStudy hostile() {
  CaseStudy study = example::support_assistant();
  int k = 0;
  for (const char* label : {"=1+1", "a,b", "say \"so\"", "two\nlines", "한글", "-3", "@x", "", "NULL", "\t"}) {
    study.effects.push_back(study.effects.front());
    study.effects.back().segment = SegmentValue{"team", label};
    study.effects.back().absolute.estimate = k++ / 7.0;
  }
  study.effects.back().absolute.low = std::nan("");
  study.effects.back().units_treated = hidden_count;
  return study;
}

std::vector<json> rows_of(const CaseStudy& study) {
  std::vector<json> rows;
  std::istringstream lines(effects_json_lines(study));
  for (std::string line; std::getline(lines, line);) rows.push_back(json::parse(line));
  return rows;
}

}  // namespace

TEST_CASE("effects: by hand, one row for the follow-up, one for each period, and all columns in each") {
  const CaseStudy study = example::support_assistant();
  const std::vector<json> rows = rows_of(study);
  std::size_t expected = 0;
  for (const Effect& effect : study.effects) expected += 1 + effect.path.size();
  CHECK(rows.size() == expected);
  const json& first = rows[0];
  const Effect& effect = study.effects[0];
  CHECK(first["metric"] == effect.metric.name);
  CHECK(first["event_time"].is_null());
  CHECK(first["segment"].is_null());
  CHECK(first["estimate"].get<double>() == doctest::Approx(effect.absolute.estimate).epsilon(1e-11));
  CHECK(first["share_low"].get<double>() == doctest::Approx(effect.relative.low).epsilon(1e-11));
  CHECK(first["grade"] == std::string(1, study.verdict.grade));
  for (const json& row : rows) CHECK(row.size() == effects_columns().size());
  for (std::size_t i = 0; i < effect.path.size(); ++i) {
    CHECK(rows[1 + i]["event_time"] == effect.path[i].event_time);
    CHECK(rows[1 + i]["p"].is_null());
    CHECK(rows[1 + i]["low"].is_null() == !std::isfinite(effect.path[i].low));
  }
}

TEST_CASE("effects: property, DuckDB reads the same of the CSV, the lines and the Parquet file, whatever labels are") {
  const CaseStudy study = hostile();
  const std::vector<json> rows = rows_of(study);
  const tools::Workplace place;
  place.write("effects.csv", effects_csv(study));
  place.write("effects.parquet", rendered(study, "parquet"));
  Database database = open_duckdb(1);
  const ResultTable parquet = database.query(
      "SELECT metric, segment_label, estimate, low, CAST(units_treated AS DOUBLE) AS n FROM read_parquet(" +
      sql_file(place.path("effects.parquet")) + ")");
  const ResultTable csv =
      database.query("SELECT coalesce(segment_label, '') AS label, coalesce(estimate, '') AS e FROM read_csv(" +
                     sql_file(place.path("effects.csv")) +
                     ", header = true, all_varchar = true, quote = '\"', escape = '\"', delim = ',')");
  REQUIRE(parquet.rows == rows.size());
  REQUIRE(csv.rows == rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CAPTURE(rows[i].dump());
    CHECK(parquet["metric"].texts[i] == rows[i]["metric"].get<std::string>());
    CHECK(parquet["segment_label"].valid[i] == !rows[i]["segment_label"].is_null());
    if (parquet["segment_label"].valid[i]) {
      const auto label = rows[i]["segment_label"].get<std::string>();
      CHECK(parquet["segment_label"].texts[i] == label);
      const std::string guarded = csv["label"].texts[i];
      CHECK((guarded == label || guarded == "'" + label));
    }
    CHECK(parquet["low"].valid[i] == !rows[i]["low"].is_null());
    CHECK(parquet["n"].valid[i] == !rows[i]["units_treated"].is_null());
    CHECK(csv["e"].texts[i].empty() == rows[i]["estimate"].is_null());
    if (rows[i]["estimate"].is_null()) continue;
    CHECK(parquet["estimate"].reals[i] == rows[i]["estimate"].get<double>());
    CHECK(json::parse(csv["e"].texts[i]) == rows[i]["estimate"]);
  }
}

TEST_CASE("effects: invariance, the same bytes each time; no column twice, every one with a meaning") {
  const CaseStudy study = hostile();
  CHECK(rendered(study, "parquet") == rendered(study, "parquet"));
  std::set<std::string_view> names;
  for (const EffectsColumn& column : effects_columns()) {
    CHECK(names.insert(column.name).second);
    CHECK_FALSE(column.meaning.empty());
  }
}

}  // TEST_SUITE("report/writer/effects")
