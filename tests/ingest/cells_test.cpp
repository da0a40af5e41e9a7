#include "ingest/cells.hpp"

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

TEST_CASE("cells: of a cell that is one row the value says whether there is one") {
  const ResultTable table = rows({"a", "b"}, {1, 1});
  const MetricResult metric = metric_results(table, 1)[0];
  CHECK(metric.rows(0) == 1);
  CHECK(metric.rows(1) == 0);
}

}  // TEST_SUITE("ingest/cells")
