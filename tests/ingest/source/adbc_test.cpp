// Queries of a database, and what its answer becomes.
#include "ingest/source/adbc.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "ingest/loading.hpp"
#include "ingest/source/csv.hpp"
#include "ingest/source/duckdb.hpp"

using namespace payoff;
using namespace payoff::loading;
using payoff::tools::Workplace;

TEST_SUITE("ingest/source/adbc") {

TEST_CASE("adbc: what is cancelled stops, in the middle of a query that would take days") {
  Database databases[] = {open_duckdb(1), open_adbc(duckdb_library(), "duckdb_adbc_init", {{"path", ":memory:"}})};
  for (Database& database : databases) {
    std::atomic<bool> stop{false};
    database.stop_when(&stop);
    const std::jthread later([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
      stop = true;
    });
    CHECK_THROWS_AS(database.query("SELECT count(*) AS n FROM range(100000000) a, range(100000000) b "
                                   "WHERE a.range * b.range % 7 = 3"),
                    Cancelled);
  }
}

TEST_CASE("adbc: a load that is cancelled stops at its next query, and one that is not is as without") {
  Workplace place;
  place.write("x.csv", tools::tickets());
  std::atomic<bool> stop{true};
  const Context context{.threads = 1, .cancel = &stop};
  const auto load_it = [&] {
    return load({.files = {place.path("x.csv")}}, by_week, one_date, minutes, Grain::periods, context);
  };
  CHECK_THROWS_AS(load_it(), Cancelled);
  CHECK_THROWS_AS(lines_of_bytes(place.path("x.csv"), {0}, context), Cancelled);
  stop = false;
  CHECK(load_it().panel.metrics[0].sum == load_file(place.path("x.csv")).panel.metrics[0].sum);
}

}  // TEST_SUITE("ingest/source/adbc")
