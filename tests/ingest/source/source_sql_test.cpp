// What the SQL of a study sees, and which rows count.
#include "ingest/loading.hpp"

using namespace payoff;
using namespace payoff::loading;
using payoff::tools::Workplace;

TEST_SUITE("ingest/source/source_sql") {

TEST_CASE("source SQL: only the rows of data.where count, whatever the others hold, and the ledger has those") {
  Workplace place;
  place.write("clean.csv", tools::tickets());
  const Panel clean = load_file(place.path("clean.csv")).panel;
  place.write("x.csv", tools::tickets() + "u01,2025-01-06,B,5000\nu01,2025-01-06,B,12 min\nu99,,C,\n");
  const auto load_where = [&](const std::string& where) {
    return load({.files = {place.path("x.csv")}, .where = where}, by_week, one_date, minutes, Grain::periods,
                {.threads = 1});
  };
  for (const char* where :
       {"minutes < 1000", "minutes < 1000 -- and no more", "TRY_CAST(\"minutes as text\" AS DOUBLE) < 1e3"}) {
    CAPTURE(where);
    const Loaded loaded = load_where(where);
    CHECK(loaded.panel.metrics[0].sum == clean.metrics[0].sum);
    CHECK(loaded.ledger.rows_filtered == 3);
    CHECK(loaded.ledger.reasons[0].reason == "data.where leaves it out");
  }
  holds(message_of([&] { load_where("minutes < 0"); }), "of 163 rows none is used: of 163 data.where leaves it out");
  holds(message_of([&] { load_where("nothing = 1"); }), "data.where: 'nothing = 1' is neither a column nor SQL");
  holds(message_of([&] { load_where("1); DROP TABLE x"); }), "data.where: ");
}

TEST_CASE("source SQL: the text of every cell is there as COLUMN as text, in any source") {
  Workplace place;
  place.write("x.csv", tools::tickets());
  const auto sums = [&](const std::string& value) {
    return load({.files = {place.path("x.csv")}}, by_week, one_date, {{.metric = {.name = "minutes"}, .value = value}},
                Grain::periods, {.threads = 1})
        .panel.metrics[0]
        .sum;
  };
  const std::vector<double> as_numbers = sums("2 * minutes");
  CHECK(sums("minutes + CAST(\"minutes as text\" AS DOUBLE)") == as_numbers);
  CHECK(sums("CASE WHEN \"minutes as text\" LIKE '%.%' THEN 2 * minutes ELSE minutes * 2 END") == as_numbers);
}

}  // TEST_SUITE("ingest/source/source_sql")
