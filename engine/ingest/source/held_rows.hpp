// The rows of small CSV files, kept by the database as a table when a question first reads them, so that those that follow
// do not read the files anew.
#pragma once

#include <cstddef>
#include <string>

#include "ingest/source/database.hpp"

namespace payoff {

// The call of the database's reader for the same rows, with what it rejects stored or only left out.
struct CsvReader {
  std::string storing, skipping;
};

class HeldRows {
 public:
  // number: of the table among those of one database.
  explicit HeldRows(std::size_t number);

  // The SQL with the table in place of the reader. As it is once a row was rejected: the reader rejects a row only for the
  // columns that are asked for, so that other questions may have other rows.
  std::string asked_of_table(const std::string& sql, const CsvReader& reader, Database& database);
  // The last rows that were read, all of which are good.
  bool hold_all() const { return !read_by_.empty(); }

 private:
  void hold(const CsvReader& reader, Database& database);

  std::string table_, read_by_;  // read_by_: what stored the rows that the table has; empty = none
  bool gave_up_ = false;
};

// The tables in which the database lists what its reader rejected.
void drop_rejects(Database& database);

}  // namespace payoff
