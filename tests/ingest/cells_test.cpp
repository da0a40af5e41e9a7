#include "ingest/cells.hpp"

#include <algorithm>

#include "base/random.hpp"
#include "ingest/loading.hpp"

using namespace payoff;

TEST_SUITE("ingest/cells") {

namespace {

ResultTable rows(const std::vector<std::string>& units, const std::vector<std::int64_t>& periods) {
  const std::vector<bool> valid(units.size(), true);
  ResultTable table{.columns = {}, .rows = units.size()};
  table.columns.push_back({.name = "u", .type = ColumnType::text, .texts = units, .valid = valid});
  table.columns.push_back({.name = "period", .type = ColumnType::integer, .integers = periods, .valid = valid});
  ResultColumn value{.name = "v0", .type = ColumnType::real, .valid = valid};
  for (std::size_t row = 0; row < units.size(); ++row) value.reals.push_back(static_cast<double>(row));
  value.valid.back() = false;
  table.columns.push_back(value);
  return table;
}

}  // namespace

TEST_CASE("cells: rows are put in order by unit as texts are, then by period") {
  ResultTable table = rows({"b", "a", "B", "a", "a\xC3\xA4"}, {1, 2, 1, 1, 7});
  REQUIRE(order_cells(table));
  CHECK(table["u"].texts == std::vector<std::string>{"B", "a", "a", "a\xC3\xA4", "b"});
  CHECK(table["period"].integers == std::vector<std::int64_t>{1, 1, 2, 7, 1});
  CHECK(table["v0"].reals == std::vector<double>{2, 3, 1, 4, 0});
  CHECK(table["v0"].valid == std::vector<bool>{true, true, true, false, true});
}

TEST_CASE("property: the order is that of the texts, however much of them all share") {
  Random random(3);
  for (int i = 0; i < 200; ++i) {
    const std::string shared = std::string("agent number ").substr(0, random.below(14));
    std::vector<std::string> units;
    std::vector<std::int64_t> periods;
    std::vector<std::pair<std::string, std::int64_t>> sorted;
    const std::size_t cells = 1 + random.below(40);
    for (std::size_t row = 0; row < cells; ++row) {
      std::string unit = shared;
      for (std::size_t letters = random.below(12); letters > 0; --letters) unit += "ab\xC3\x01"[random.below(4)];
      units.push_back(unit);
      periods.push_back(static_cast<std::int64_t>(random.below(5)) - 2);
      sorted.emplace_back(unit, periods.back());
    }
    std::ranges::sort(sorted);
    ResultTable table = rows(units, periods);
    const bool repeats = std::ranges::adjacent_find(sorted) != sorted.end();
    REQUIRE(order_cells(table) == !repeats);
    for (std::size_t row = 0; row < cells && !repeats; ++row) {
      CHECK(table["u"].texts[row] == sorted[row].first);
      CHECK(table["period"].integers[row] == sorted[row].second);
    }
  }
}

TEST_CASE("cells: two rows of a unit and period are no cells, an empty key is left to be judged") {
  ResultTable twice = rows({"a", "b", "a"}, {1, 1, 1});
  CHECK_FALSE(order_cells(twice));
  ResultTable empty = rows({"b", "a", "a"}, {1, 1, 1});
  empty.columns[1].valid[0] = false;
  CHECK(order_cells(empty));
  CHECK(empty["u"].texts.front() == "b");
}

TEST_CASE("cells: two rows of a unit and period that have a metric each are summed to one cell") {
  payoff::tools::Workplace place;
  place.write(
      "x.csv",
      "unit,week,arm,minutes,tickets\nb,2025-01-27,B,30,\na,2025-01-27,A,20,2\nb,2025-01-27,B,,3\na,2025-02-03,A,"
      "21,\nb,2025-02-03,B,25,4\n");
  const std::vector<MetricSource> two{{.metric = {.name = "minutes"}}, {.metric = {.name = "tickets"}}};
  const Loaded loaded =
      load({.files = {place.path("x.csv")}}, loading::by_week, loading::one_date, two, Grain::periods, {.threads = 1});
  const Panel& panel = loaded.panel;
  REQUIRE(panel.unit_of == std::vector<std::int32_t>{0, 0, 1, 1});
  CHECK(panel.metrics[0].sum[2] == 30);
  CHECK(panel.metrics[1].sum[2] == 3);
  CHECK(loaded.ledger.rows_used == 5);
}

TEST_CASE("cells: what is said of the rows behind judged cells is taken out of them, wherever a database puts it") {
  for (const bool nulls_first : {false, true}) {
    ResultTable table =
        nulls_first ? rows({"", "", "a", "b", "b"}, {2, 7, 1, 1, 2}) : rows({"a", "b", "b", "", ""}, {1, 1, 2, 2, 7});
    for (std::size_t row = 0; row < table.rows; ++row) table.columns[0].valid[row] = nulls_first ? row > 1 : row < 3;
    const std::vector<std::int64_t> n =
        nulls_first ? std::vector<std::int64_t>{5, 9, 10, 20, 30} : std::vector<std::int64_t>{10, 20, 30, 5, 9};
    table.columns.push_back(
        {.name = "n", .type = ColumnType::integer, .integers = n, .valid = std::vector<bool>(5, true)});
    const ResultTable audit = take_audit(table);
    CHECK(audit["reason"].integers == std::vector<std::int64_t>{2, 7, 0});
    CHECK(audit["reason"].valid == std::vector<bool>{true, true, false});
    CHECK(audit["n"].integers == std::vector<std::int64_t>{5, 9, 60});
    CHECK(table.rows == 3);
    CHECK(table["u"].texts == std::vector<std::string>{"a", "b", "b"});
    CHECK(table["period"].integers == std::vector<std::int64_t>{1, 1, 2});
    CHECK(table["v0"].reals.size() == 3);
  }
}

TEST_CASE("cells: in phases bad rows are in the trend of no arm") {
  ResultTable table = rows({"a", "", "", ""}, {1, 4, 1, 4});
  table.columns[0].valid = {true, false, false, false};
  const auto add = [&](const char* name, std::vector<std::int64_t> values, std::vector<bool> valid) {
    table.columns.push_back(
        {.name = name, .type = ColumnType::integer, .integers = std::move(values), .valid = std::move(valid)});
  };
  add("n", {8, 3, 8, 3}, {true, true, true, true});
  add("of_trend", {0, 0, 1, 1}, {true, true, true, true});
  add("arm", {0, 0, 1, 0}, {false, false, true, false});
  const ResultTable audit = take_audit(table);
  CHECK(audit["reason"].integers == std::vector<std::int64_t>{4, 0});
  CHECK(audit["n"].integers == std::vector<std::int64_t>{3, 8});
  CHECK(table.rows == 2);
  CHECK(table["of_trend"].integers == std::vector<std::int64_t>{0, 1});
}

TEST_CASE("cells: of a cell that is one row the value says whether there is one") {
  const ResultTable table = rows({"a", "b"}, {1, 1});
  const MetricResult metric = metric_results(table, 1)[0];
  CHECK(metric.rows(0) == 1);
  CHECK(metric.rows(1) == 0);
}

}  // TEST_SUITE("ingest/cells")
