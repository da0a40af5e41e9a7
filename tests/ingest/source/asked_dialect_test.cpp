// Databases that read SQL in ways of their own, and what is made of it.
#include "ingest/source/asked_dialect.hpp"

#include <doctest/doctest.h>

#include "ingest/source/duckdb.hpp"
#include "payoff/error.hpp"

using namespace payoff;

namespace {

// Answers every trap rightly, but for those whose columns are named; and knows no function of DuckDB's.
class Pretended : public Connection {
 public:
  Pretended(std::vector<std::string> fallen_into, std::string refused)
      : fallen_into_(std::move(fallen_into)), refused_(std::move(refused)) {}

  ResultTable answer(const std::string& sql) override {
    if (!refused_.empty() && sql.find(refused_) != std::string::npos) throw DatabaseError("what is " + refused_ + "?");
    if (sql.find("fsum") != std::string::npos) throw DatabaseError("no fsum");
    ResultTable table{.rows = 1};
    for (std::size_t at = sql.find("THEN 1 ELSE 0 END AS "); at != std::string::npos;
         at = sql.find("THEN 1 ELSE 0 END AS ", at + 1)) {
      const std::string rest = sql.substr(at + 21), name = rest.substr(0, rest.find_first_of(", "));
      const bool fallen = std::ranges::find(fallen_into_, name) != fallen_into_.end();
      table.columns.push_back({.name = name,
                               .type = ColumnType::integer,
                               .integers = {fallen ? 0 : 1},
                               .reals = {},
                               .texts = {},
                               .valid = {true}});
    }
    return table;
  }
  void interrupt() override {}

 private:
  std::vector<std::string> fallen_into_;
  std::string refused_;
};

Database pretended(std::vector<std::string> fallen_into, std::string refused = "") {
  return Database(std::make_unique<Pretended>(std::move(fallen_into), std::move(refused)));
}

}  // namespace

TEST_SUITE("ingest/source/asked_dialect") {

TEST_CASE("dialect: DuckDB is known, and one that falls into no trap is spoken to in the standard") {
  Database duckdb = open_duckdb(1), standard = pretended({});
  ask_for_dialect(duckdb);
  CHECK(duckdb.dialect().is_duckdb);
  ask_for_dialect(standard);
  CHECK(standard.dialect().name == "standard SQL");
}

TEST_CASE("dialect: one that refuses a type is asked in the next dialect") {
  Database database = pretended({}, "VARCHAR");
  ask_for_dialect(database);
  CHECK(database.dialect().name == "Spark's SQL");
}

TEST_CASE("refusal: a trap that is fallen into in each dialect is named") {
  Database database = pretended({"trap0", "trap3"});
  try {
    ask_for_dialect(database);
    FAIL("it was taken");
  } catch (const Error& error) {
    CHECK(std::string(error.what())
              .starts_with("data.driver: its database reads SQL otherwise than payoff writes it: asked in standard "
                           "SQL, a name in quotes is no "
                           "name, capital letters are as small ones; asked in Spark's SQL, "));
  }
}

TEST_CASE("refusal: what a database says instead of an answer is shown") {
  Database database = pretended({}, "SELECT");
  CHECK_THROWS_WITH_AS(
      ask_for_dialect(database),
      doctest::Contains("reads SQL otherwise than payoff writes it: asked in standard SQL, it says what is SELECT?"),
      Error);
}

}  // TEST_SUITE("ingest/source/asked_dialect")
