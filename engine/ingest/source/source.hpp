// A study's source, opened: which columns there are, and the SQL that reads its rows.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "ingest/source/adbc.hpp"
#include "ingest/source/csv.hpp"
#include "ingest/source/dialect.hpp"
#include "payoff/context.hpp"
#include "payoff/error.hpp"
#include "payoff/ingest.hpp"

namespace payoff {

struct SourceColumn {
  std::string name;
  ColumnType type;
};

class OpenSource {
 public:
  // text_columns: CSV columns to be read as text whatever they look like (labels, keys), and expressions that label;
  // number_columns: as numbers, so that a bad cell is rejected and listed.
  OpenSource(const Source& source, const std::set<std::string>& text_columns,
             const std::set<std::string>& number_columns, const Context& context = {});

  Database database;
  Context context;
  std::vector<std::string> files;       // empty for a database
  std::vector<ReadableFile> csv_files;  // (files) of CSV files what is read of them
  std::vector<SourceColumn> columns;

  // What messages name: the first file, or the key of the database's table.
  Place place() const { return files.empty() ? Place{.key = database_key_} : Place{.file = files.front()}; }
  Error no_rows() const {
    return {ErrorKind::data, place(), files.empty() ? "there are no rows" : "there is a header but no rows",
            "check " + (files.empty() ? database_key_ : "data.files")};
  }
  bool is_csv() const { return csv_.has_value(); }
  const std::string& delimiter() const { return csv_->delimiter; }  // CSV only
  const Dialect& dialect() const { return dialect_; }
  void declare(const std::string& column, ColumnType type);  // CSV only: overrides what was found
  bool is_text(const std::string& column) const;
  bool is_typed(const std::string& column) const;  // CSV only: as numbers, or as the dates of a label
  bool is_label(const std::string& column) const { return labels_.contains(column); }  // wanted as it is written
  // From now on SQL sees the column as this SQL of its text. CSV only.
  void show_as(const std::string& column, const std::string& sql) { shown_as_[column] = sql; }
  const std::map<std::string, std::string>& shown() const { return shown_as_; }

  // CSV columns that were typed as numbers after their first rows, and met a cell that is none.
  std::set<std::string> contradicted;
  bool began_whole(const std::string& column) const { return whole_.contains(column); }
  void take_as_text(const std::set<std::string>& columns);  // and forgets the rows that were rejected for it

  std::string relation() const;                               // every row; bad CSV rows go to the reject tables
  std::string file_relation(const ReadableFile& file) const;  // the same, of one CSV file
  std::string shown(std::string sql) const;                   // with the names of the files, where copies are read
  std::string text_relation() const;  // CSV: all cells as text, bad rows skipped; else relation()
  std::string text_relation(const std::vector<std::string>& paths) const;  // of these CSV files
  std::string lenient_relation() const;  // typed, bad rows and those that do not count skipped
  // From now on lenient_relation() has only the rows for which this SQL is 1.
  void only_where(const std::string& sql) { where_ = sql; }

  // A column name becomes a quoted identifier, anything else is SQL of one value (see require_scalar), which sees the cells
  // of a column as they are written under the name "COLUMN as text". Throws
  // Error(usage) at `where` for a name that is not there and SQL that does not work.
  std::string expression(const std::string& name_or_sql, const Place& where);
  // The columns that an expression speaks of as "COLUMN as text" have that from now on.
  void want_texts(const std::string& sql);
  bool has_column(const std::string& name) const;
  std::set<std::string> columns_of(const std::string& sql);  // those that an expression speaks of
  // Runs a query on this source; what the database says becomes an Error.
  ResultTable query(const std::string& sql);

 private:
  bool speaks_duckdb();
  std::set<std::string> renamed_columns() const;
  void require_one(const std::string& column, const Place& where) const;  // of this name, in any case
  void find_columns();
  void open_files(const Source& source);
  void settle_csv_types(const std::set<std::string>& text_columns, const std::set<std::string>& number_columns);
  void keep_labels_as_written(const std::string& expression, const std::set<std::string>& number_columns);

  std::string with_texts(const std::string& relation) const;
  std::string typed_relation(const std::vector<std::string>& paths, CsvErrors errors) const;

  std::vector<ReadableFile> unpacked_;  // (files)
  bool trusted_;
  Dialect dialect_ = duckdb_dialect;
  std::optional<CsvDialect> csv_;
  std::set<std::string> repeated_;               // in small letters, names that more than one column has
  std::set<std::string> labels_, whole_;         // whole_: without a decimal mark in the first rows
  std::map<std::string, std::string> shown_as_;  // SQL of a column's text
  std::set<std::string> wanted_as_text_;         // columns that an expression speaks of as "COLUMN as text"
  std::string rows_prefix_;                      // "seats[]." where the rows of JSON are that list
  std::string where_;                            // of the rows that count
  std::string database_key_ = "data.table", database_relation_;
};

}  // namespace payoff
