#include "ingest/source/held_rows.hpp"

#include <fmt/format.h>

#include "base/letters.hpp"
#include "ingest/source/duckdb.hpp"

namespace payoff {

void drop_rejects(Database& database) {
  for (const char* rejects : {"reject_errors", "reject_scans"})
    database.query(fmt::format("DROP TABLE IF EXISTS {}", rejects));
}

HeldRows::HeldRows(std::size_t number) : table_(sql_name(fmt::format("held rows {}", number))) {}

std::string HeldRows::asked_of_table(const std::string& sql, const CsvReader& reader, Database& database) {
  const auto speaks_of = [&](const std::string& call) { return sql.find(call) != std::string::npos; };
  if (gave_up_ || (!speaks_of(reader.storing) && !speaks_of(reader.skipping))) return sql;
  if (read_by_ != reader.storing) hold(reader, database);
  return gave_up_ ? sql : replaced(replaced(sql, reader.storing, table_), reader.skipping, table_);
}

void HeldRows::hold(const CsvReader& reader, Database& database) {
  database.query("DROP TABLE IF EXISTS " + table_);
  read_by_.clear();
  try {
    database.query("CREATE TEMP TABLE " + table_ + " AS SELECT * FROM " + reader.storing);
    gave_up_ = database.query("SELECT 1 AS one FROM reject_errors LIMIT 1").rows > 0;
  } catch (const DatabaseError&) {  // which the question will meet, too, where it reads those cells
    gave_up_ = true;
  }
  if (!gave_up_) {
    read_by_ = reader.storing;
    return;
  }
  database.query("DROP TABLE IF EXISTS " + table_);
  drop_rejects(database);
}

}  // namespace payoff
