#include "ingest/sql/number_form.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>
#include <fstream>
#include <sstream>

#include "ingest/source/duckdb.hpp"
#include "ingest/sql/spellings.hpp"
#include "number_in.hpp"

using namespace payoff;

TEST_SUITE("ingest/sql/number_form") {

namespace {

NumberForm form_of(const std::string& name) {
  if (name == "comma") return {.decimal = ','};
  if (name == "percent") return {.kind = NumberKind::percent};
  if (name == "minutes") return {.kind = NumberKind::duration, .seconds = 60};
  if (name == "clock in minutes") return {.kind = NumberKind::duration, .clock_in_minutes = true, .seconds = 60};
  if (name == "truth") return {.kind = NumberKind::truth};
  return {};
}

double read(Database& database, const NumberForm& form, const std::string& cell, bool& missing,
            const std::vector<std::string>& spellings = missing_spellings({}, {})) {
  const ResultTable found = database.query("SELECT CAST(" + number_sql(form, "cell", spellings) +
                                           " AS DOUBLE) AS value FROM (SELECT " + sql_text(cell) + " AS cell)");
  missing = !found["value"].valid[0];
  return found["value"].reals[0];
}

// The page about cells.
std::string page() {
  std::string text =
      "# How payoff reads a cell\n\n"
      "Units, groups, segments, clusters and dates are taken as the text that stands in the file. Metrics, `per`, "
      "covariates and\n`uptake` are numbers: the form is found from **all** cells of the column, and a column that can "
      "be "
      "read two ways is refused\nwith the key that says which. A cell that does not fit its column is rejected and "
      "listed "
      "in `rejected.csv`.\n\n"
      "`1.047` beside `987` can be a thousand or a little more than one: `data.decimal` says which mark is the decimal "
      "one, and the\nother stands between thousands then. In SQL (`\"value\": \"...\"`) a column is a number where "
      "every "
      "cell that is there is a\nplain one, and its text otherwise.\n";
  for (const SpellingTable& table : spelling_tables()) {
    text += fmt::format("\n## {}\n\n{}\n\n| cell | read as |\n|---|---|\n", table.title, table.rule);
    for (const Spelling& spelling : table.spellings)
      text += fmt::format("| `{}` | {} |\n", spelling.cell.empty() ? " " : spelling.cell,
                          spelling.read_as.empty()   ? "missing"
                          : spelling.read_as == "no" ? "rejected"
                                                     : spelling.read_as);
  }
  return text;
}

}  // namespace

TEST_CASE("every spelling of the page is read as it says") {
  Database database = open_duckdb(1);
  std::size_t count = 0;
  for (const SpellingTable& table : spelling_tables()) {
    for (const Spelling& spelling : table.spellings) {
      CAPTURE(table.title);
      CAPTURE(spelling.cell);
      bool missing = false;
      const double value = read(database, form_of(table.form), spelling.cell, missing);
      CHECK(missing == spelling.read_as.empty());
      if (spelling.read_as == "no")
        CHECK(std::isnan(value));
      else if (!missing)
        CHECK(value == doctest::Approx(number_in(spelling.read_as)).epsilon(1e-14));
      ++count;
    }
  }
  CHECK(count >= 100);
}

TEST_CASE("docs/cells.md is the page that the table makes") {
  const std::string path = std::string(PAYOFF_SOURCE_DIR) + "/docs/cells.md";
  if (std::getenv("PAYOFF_WRITE_PAGES")) std::ofstream(path) << page();
  std::ostringstream found;
  found << std::ifstream(path).rdbuf();
  CHECK_MESSAGE(found.str() == page(), "write it again: PAYOFF_WRITE_PAGES=1 and this suite");
}

TEST_CASE("spellings of missing are added and taken away, in any case") {
  Database database = open_duckdb(1);
  bool missing = false;
  const auto spellings = missing_spellings({"N.D.", "-999"}, {"None"});
  read(database, {}, " n.d. ", missing, spellings);
  CHECK(missing);
  read(database, {}, "-999", missing, spellings);
  CHECK(missing);
  CHECK(std::isnan(read(database, {}, "none", missing, spellings)));
  CHECK_FALSE(missing);
}

TEST_CASE("units of time, as people write them") {
  CHECK(seconds_of_unit("minutes") == 60);
  CHECK(seconds_of_unit("Hours per week") == 3600);
  CHECK(seconds_of_unit("h") == 3600);
  CHECK(seconds_of_unit("ms") == 0.001);
  CHECK(seconds_of_unit("days") == 86400);
  CHECK(seconds_of_unit("USD") == 0);
  CHECK(seconds_of_unit("") == 0);
}

}  // TEST_SUITE("ingest/sql/number_form")
