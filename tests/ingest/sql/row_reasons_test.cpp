#include "ingest/sql/row_reasons.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "base/random.hpp"
#include "ingest/source/duckdb.hpp"

using namespace payoff;

TEST_SUITE("ingest/sql/row_reasons") {

namespace {

std::string one_of(Random& random, const std::vector<std::string>& texts) {
  return texts[random.below(texts.size())];
}

// Rows as PanelQuery's layer `raw` has them: every column with what may be wrong in it.
std::string random_rows(Random& random, int rows) {
  std::string sql;
  for (int row = 0; row < rows; ++row) {
    const auto is_good = [&] { return random.uniform() < 0.7; };
    const std::string period = is_good() ? "7" : one_of(random, {"NULL", "8"});
    const std::string numbers[] = {"'inf'", "'nan'", "1e200", "-3", "0", "NULL"};
    const auto number = [&] { return "CAST(" + (is_good() ? "2.5" : numbers[random.below(6)]) + " AS DOUBLE)"; };
    const std::string group = is_good() ? "'A'" : one_of(random, {"NULL", "'total'", "'C'", "''"});
    sql += fmt::format(
        "{}SELECT {} AS u, {} AS t, CAST({} AS BIGINT) AS p, {} AS g, {} AS a, '' AS adt, {} AS num0, '' AS numt0, {} "
        "AS "
        "per0, '' AS pert0, {} AS num1, '' AS numt1, {} AS x0, '' AS text_x0, {} AS w, '' AS text_w, {} AS kept, {} AS "
        "m0",
        row ? " UNION ALL " : "", is_good() ? "'anna'" : one_of(random, {"NULL", "'Total'", "'all'"}),
        period == "NULL" ? one_of(random, {"NULL", "''", "'soon'", "'Grand total'"}) : "'a period'", period, group,
        group == "'A'" ? "1" : "NULL", number(), number(), number(), number(), number(),
        is_good() ? "1" : one_of(random, {"0", "NULL"}), is_good() ? "1" : one_of(random, {"0", "NULL"}));
  }
  return "(" + sql + ") AS raw_rows";
}

std::string in_order(const std::vector<RowReason>& reasons) {
  std::string sql = "CASE";
  for (std::size_t i = 0; i < reasons.size(); ++i) sql += fmt::format(" WHEN {} THEN {}", reasons[i].condition, i);
  return sql + " END";
}

}  // namespace

TEST_CASE("property: a good row is told by less, and every row has the first reason that takes it") {
  Random random(5);
  Database database = open_duckdb(1);
  std::size_t good = 0, bad = 0;
  for (int i = 0; i < 40; ++i) {
    const auto coin = [&] { return random.uniform() < 0.5; };
    Columns columns{.unit = coin() ? "unit" : "", .time = coin() ? "day" : ""};
    if (coin()) columns.covariates = {{.name = "tenure", .expression = "tenure"}};
    if (coin()) columns.uptake = "use";
    const Rollout rollout{.group = coin() ? "arm" : "", .treated = "A", .comparison = coin() ? "B" : ""};
    std::vector<MetricSource> metrics{{.metric = {.name = "minutes"}, .aggregate = Aggregate::sum}};
    metrics[0].per = coin() ? "tickets" : "";
    if (coin()) metrics.push_back({.metric = {.name = "done"}, .aggregate = Aggregate::share});
    if (coin()) metrics.push_back({.metric = {.name = "rows"}, .aggregate = Aggregate::count});
    if (metrics.size() > 1 && metrics[1].aggregate == Aggregate::count) metrics[1].value = "";
    const std::vector<Join> joins{{.name = "roster", .on = {{"unit", "unit"}}}};
    const QueryParts parts{.columns = columns,
                           .rollout = rollout,
                           .metrics = metrics,
                           .period_sql = columns.time.empty() ? "" : "1",
                           .adoption = {},
                           .where = coin() ? "kept" : "",
                           .keep_totals = coin(),
                           .joins = coin() ? &joins : nullptr,
                           .zeros = std::vector<bool>(metrics.size(), coin()),
                           .group_may_be_missing = coin()};
    const std::vector<RowReason> reasons = row_reasons(parts, {});
    CAPTURE(first_reason_sql(reasons));
    const std::string rows = metrics.size() > 2
                                 ? "(SELECT *, 1.0 AS num2 FROM " + random_rows(random, 300) + ") AS more"
                                 : random_rows(random, 300);
    const ResultTable found =
        database.query(fmt::format("SELECT coalesce({}, -1) AS told, coalesce({}, -1) AS "
                                   "first FROM {}",
                                   first_reason_sql(reasons), in_order(reasons), rows));
    REQUIRE(found.rows == 300);
    CHECK(found["told"].integers == found["first"].integers);
    for (const std::int64_t reason : found["first"].integers) ++(reason < 0 ? good : bad);
  }
  CHECK(good > 500);
  CHECK(bad > 2000);
}

}  // TEST_SUITE("ingest/sql/row_reasons")
