#include "ingest/source/asked_dialect.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "payoff/error.hpp"

namespace payoff {
namespace {

// True where the database means what payoff does, over one row with "a" = 1 and "none" not there.
struct Trap {
  std::string_view condition, otherwise;
};

constexpr std::string_view row_of_traps =
    R"((SELECT x.a AS a, y.b AS none FROM (SELECT 1 AS a) AS x LEFT JOIN (SELECT 2 AS a, 3 AS b) AS y ON x.a = y.a) AS traps)";

constexpr Trap traps[] = {
    {R"("a" = 1)", "a name in quotes is no name"},
    {R"('\n' = '\' || 'n')", "a backslash in a text is a mark of its own"},
    {"'it''s' <> 'its'", "two apostrophes in a text are none"},
    {"'a' <> 'A'", "capital letters are as small ones"},
    {"'a' <> 'a '", "blanks at the end of a text are nothing"},
    {"'' IS NOT NULL", "an empty text is none"},
    {"'1' || 'a' = '1a'", "|| does not join texts"},
    {"trim('  a ') = 'a'", "trim leaves blanks"},
    {"trim(BOTH 'xy' FROM 'xyaxy') = 'a'", "trim leaves letters"},
    {"none IS NULL", "what a join does not find is a value"},
    {"CAST(none AS VARCHAR) IS NULL", "no value is a text"},
    {"(SELECT sum(CASE WHEN b = 2 THEN 1.5 END) FROM (SELECT 1 AS b) AS s) IS NULL", "a sum of no value is one"},
    {"(SELECT count(*) FROM (SELECT u, v, grouping(u) AS g FROM (SELECT 1 AS u, 2 AS v) AS w GROUP BY GROUPING SETS "
     "((u), (v))) AS s WHERE (g = 1 AND u IS NULL AND v = 2) OR (g = 0 AND u = 1 AND v IS NULL)) = 2",
     "groups are not told apart"},
    {"CAST(floor((CAST(-15 AS BIGINT)) / 7.0) AS BIGINT) = -3", "a week is not found by division"},
    {"DATE '2025-02-28' + 1 = DATE '2025-03-01'", "a number added to a date is not days"},
    {"extract(month FROM DATE '2025-02-03') = 2", "the month of a date is not its number"},
    {"CAST(CAST('2025-02-03 23:59:59' AS TIMESTAMP) AS DATE) = DATE '2025-02-03'", "the date of a moment is rounded"},
    {"CAST('0.1' AS DOUBLE PRECISION) + CAST('0.2' AS DOUBLE PRECISION) <> CAST('0.3' AS DOUBLE PRECISION)",
     "numbers are no doubles"},
};

struct Answer {
  std::vector<std::string> fallen_into;
  std::string refused;  // what the database said instead of an answer
  bool right() const { return refused.empty() && fallen_into.empty(); }
};

// The same of what is said in the words of the dialect.
std::vector<std::string> traps_in(const Dialect& dialect) {
  return {said(dialect.shift_left, "CAST(1 AS BIGINT)", "CAST(40 AS INTEGER)") + " = 1099511627776",
          said(dialect.days, "DATE '2025-03-01'") + " = 20148",
          said(dialect.days, "CAST('1960-01-01' AS DATE)") + " = -3653",
          said(dialect.seconds, "CAST('1970-01-02 00:00:01' AS TIMESTAMP)") + " = 86401",
          "CAST(" +
              said(dialect.at_zone, said(dialect.of_zone, "CAST('2025-07-01 23:00:00' AS TIMESTAMP)", "'UTC'"),
                   "'Europe/Berlin'") +
              " AS DATE) = DATE '2025-07-02'"};
}

Answer ask(Database& database, const Dialect& dialect) {
  database.speak(dialect);
  std::string columns;
  const auto add = [&](std::string_view condition, std::string_view name, std::size_t i) {
    columns += fmt::format("{}CASE WHEN {} THEN 1 ELSE 0 END AS {}{}", columns.empty() ? "" : ", ", condition, name, i);
  };
  for (std::size_t i = 0; i < std::size(traps); ++i) add(traps[i].condition, "trap", i);
  const std::vector<std::string> own = traps_in(dialect);
  for (std::size_t i = 0; i < own.size(); ++i) add(own[i], "own", i);
  Answer answer;
  try {
    for (const std::string_view statement : dialect.first_statements) database.tell(std::string(statement));
    const ResultTable found = database.query(fmt::format("SELECT {} FROM {}", columns, row_of_traps));
    for (std::size_t i = 0; i < found.columns.size(); ++i) {
      const ResultColumn& trap = found.columns[i];
      if (trap.integers != std::vector<std::int64_t>{1})
        answer.fallen_into.emplace_back(i < std::size(traps) ? traps[i].otherwise
                                                             : own[i - std::size(traps)] + " is not so");
    }
  } catch (const DatabaseError& error) {
    answer.refused = error.whole();
  }
  return answer;
}

bool speaks_duckdb(Database& database) {
  try {
    return database.query("SELECT fsum(1.0) AS one").rows == 1;
  } catch (const DatabaseError&) {
    return false;
  }
}

}  // namespace

void ask_for_dialect(Database& database) {
  const Dialect& spoken = database.dialect();
  if (spoken.is_duckdb ? speaks_duckdb(database) : ask(database, spoken).right()) return;
  std::string said;
  for (const Dialect& dialect : other_dialects()) {
    const Answer answer = ask(database, dialect);
    if (answer.right()) return;
    said += fmt::format(
        "{}asked in {}, {}", said.empty() ? "" : "; ", dialect.name,
        answer.refused.empty() ? fmt::format("{}", fmt::join(answer.fallen_into, ", ")) : "it says " + answer.refused);
  }
  throw Error(ErrorKind::source, {.key = "data.driver"},
              "its database reads SQL otherwise than payoff writes it: " + said,
              "export the table to Parquet, and name that file");
}

}  // namespace payoff
