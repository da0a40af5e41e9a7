// A study's source, opened: which columns there are, and the SQL that reads its rows.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "ingest/source/csv.hpp"
#include "ingest/source/database.hpp"
#include "ingest/source/held_rows.hpp"
#include "ingest/source/table_files.hpp"
#include "payoff/context.hpp"
#include "payoff/error.hpp"
#include "payoff/ingest.hpp"

namespace payoff {

struct SourceColumn {
  std::string name;
  ColumnType type;
};

// A table of the same database in which the rows look something up: at most one row of it for each.
struct Lookup {
  std::string name;                   // "roster"
  std::string relation;               // SQL of the table, with its keys as lookup_key(0), ...
  std::vector<std::string> key_sql;   // over the rows: what they look for
  std::vector<SourceColumn> columns;  // of the table; they become roster.team, and team where no other table has one
  std::set<std::string> bare;         // (columns) those that have a name of their own
  Place place;                        // of the table
};
std::string lookup_key(std::size_t i);

// The first rows of a relation that is one table or file.
std::string first_of(const std::string& relation, std::size_t count);

// The column that numbers rows.
inline constexpr std::string_view row_number_name = "row number";

// What the database and the files of all tables are, before any is read.
struct OpenedTables {
  std::shared_ptr<Database> database;
  TableFiles files;
  std::vector<TableFiles> joined;  // (source.joins)
  std::size_t number = 0;          // of the rows among them; those of the joins follow
};

class OpenSource {
 public:
  // text_columns: CSV columns to be read as text whatever they look like (labels, keys), and expressions that label;
  // number_columns: as numbers, so that a bad cell is rejected and listed.
  OpenSource(const Source& source, const std::set<std::string>& text_columns,
             const std::set<std::string>& number_columns, const Context& context = {});

 private:
  std::shared_ptr<Database> shared_database_;

 public:
  Database& database;
  Context context;
  std::vector<std::string> files;       // empty for a database
  std::vector<ReadableFile> csv_files;  // (files) of CSV files what is read of them
  Frame frame;                          // in place of files
  std::vector<SourceColumn> columns;    // of the rows, and of what they look up
  // (source.joins) the other tables, opened beside this one.
  std::vector<std::unique_ptr<OpenSource>> joined;

  // What messages name: the first file, or the key of the database's table.
  Place place() const { return files.empty() ? Place{.key = database_key_} : Place{.file = files.front()}; }
  Error no_rows() const {
    return {ErrorKind::data, place(), files.empty() ? "there are no rows" : "there is a header but no rows",
            "check " + (files.empty() ? database_key_ : "data.files")};
  }
  Place place_of(const std::string& column) const;  // the same, of the table that has the column
  bool is_csv() const { return csv_.has_value(); }
  const std::string& delimiter() const { return csv_->delimiter; }  // CSV only
  bool has_decimal_commas() const { return csv_ && csv_->decimal == ","; }
  const Dialect& dialect() const { return database.dialect(); }
  void declare(const std::string& column, ColumnType type);            // CSV only: overrides what was found
  std::optional<ColumnType> type_of(const std::string& column) const;  // nothing where there is no such column
  bool is_text(const std::string& column) const;
  bool is_typed_number(const std::string& column) const {
    return type_of(column) == ColumnType::real || type_of(column) == ColumnType::integer;
  }
  bool holds_dates(const std::string& column) const {  // of days, so that there are few of them
    return type_of(column) == ColumnType::date && !shown_as_.contains(column);
  }
  bool is_typed(const std::string& column) const;  // CSV only: as numbers, or as the dates of a label
  bool is_label(const std::string& column) const { return labels_.contains(column); }  // wanted as it is written
  // From now on SQL sees the column as this SQL of it. DuckDB only.
  void show_as(const std::string& column, const std::string& sql) { shown_as_[column] = sql; }
  // The same as long as the column is typed as numbers; nobody judges what it is.
  void hide(const std::string& column, const std::string& sql) { hidden_as_[column] = sql; }
  // These are keys and labels: wanted as they are, within SQL too.
  void take_as_labels(const std::set<std::string>& columns) { labels_.insert(columns.begin(), columns.end()); }
  // seats[].used of rows that are the seats is their column used.
  std::string own_name(const std::string& name_or_sql) const;
  const std::map<std::string, std::string>& shown() const { return shown_as_; }

  // CSV columns that were typed as numbers after their first rows, and met a cell that is none.
  std::set<std::string> contradicted;
  bool began_whole(const std::string& column) const { return whole_.contains(column); }
  // CSV columns wanted as numbers and read as text, since the first of them have three decimals each: their mark might stand
  // between thousands.
  const std::set<std::string>& of_three_decimals() const { return of_three_decimals_; }
  void take_as_text(const std::set<std::string>& columns);  // and forgets the rows that were rejected for it
  void forget_rejected() { drop_rejects(database); }
  bool has_rejected();  // CSV: rows, in a question asked since
  // Labels that are SQL see their columns as they are written: '01' || 'a' is not '1' || 'a'. Where the expression wants
  // numbers it keeps them, and columns wanted as numbers keep theirs.
  void keep_labels_as_written(const std::set<std::string>& expressions, const std::set<std::string>& number_columns);

  std::string relation() const;              // every row; bad CSV rows go to the reject tables
  std::string shown(std::string sql) const;  // with the names of the files, where copies are read
  std::string text_relation() const;         // CSV: all cells as text, bad rows skipped; else relation()
  std::string text_relation(const std::vector<std::string>& paths) const;  // of these CSV files
  // CSV: the first cells of columns of the rows, without blanks about them, as a column each.
  ResultTable first_texts(const std::vector<std::string>& names, std::size_t count);
  std::string lenient_relation() const;  // typed, bad rows and those that do not count skipped
  // The first rows of lenient_relation(), the same in every run: what is made of them, by a join or a list of texts, does
  // not keep their order, and so no longer knows which are the first.
  std::string first_rows(std::size_t count) const;
  // The rows of a column by themselves, in the order of its file: text_relation() for those of the rows, else the table
  // that they look it up in.
  std::string column_relation(const std::string& column) const;
  // A row for each key of a lookup that no row looks for: nothing but the key, in the rows' column that looks for it.
  std::string unseen_relation(const Lookup& lookup, const JoinKey& key) const;
  // Every row of one CSV file (null: of any other source) with its number from 1 as "row number".
  std::string numbered_relation(const ReadableFile* file) const;
  // SQL of the number of a row in relation(), which is the same in every run.
  std::string row_number();
  // From now on each row has the columns of the lookup, and 1 or 0 (NULL: it has no key) as matched_name().
  void look_up(const Lookup& lookup);
  const std::vector<Lookup>& lookups() const { return lookups_; }
  // From now on each row has this SQL of its columns, worked out once, under a name of its own, which is returned quoted. It
  // may speak of what was defined before.
  std::string define(const std::string& name, const std::string& sql);
  const Lookup* lookup_of(const std::string& column) const;  // null for a column of the rows
  static std::string matched_name(const Lookup& lookup) { return lookup.name + " matched"; }
  // From now on lenient_relation() has only the rows for which this SQL is 1.
  void only_where(const std::string& sql) { where_ = sql; }

  // A column name becomes a quoted identifier, anything else is SQL of one value (see require_scalar), which sees the cells
  // of a column as they are written under the name "COLUMN as text". Throws
  // Error(usage) at `where` for a name that is not there and SQL that does not work.
  std::string expression(const std::string& name_or_sql, const Place& where);
  // The columns that an expression speaks of as "COLUMN as text" have that from now on.
  void want_texts(const std::string& sql);
  bool has_column(const std::string& name) const;
  std::vector<std::string> own_columns() const;              // without those that are looked up
  std::set<std::string> columns_of(const std::string& sql);  // those that an expression speaks of
  // Runs a query on this source; what the database says becomes an Error.
  ResultTable query(const std::string& sql, Rows rows = Rows::few);

 private:
  std::string query_relation(const std::string& query) const;
  std::string table_name(const std::string& table);
  std::set<std::string> renamed_columns() const;
  void require_one(const std::string& column, const Place& where) const;  // of this name, in any case
  OpenSource(const Source& source, OpenedTables tables, const std::set<std::string>& text_columns,
             const std::set<std::string>& number_columns, const Context& context);
  void find_columns();
  void read_files(const Source& source, const std::string& format);
  void settle_csv_types(const std::set<std::string>& text_columns, const std::set<std::string>& number_columns,
                        bool finds_decimal);

  std::string with_quoted_lookups(const std::string& sql) const;
  std::string with_lookups(std::string relation, bool numbered) const;
  std::string with_texts(const std::string& relation) const;
  std::string with_definitions(std::string relation) const;
  std::string of_held_rows(const std::string& sql);
  std::string typed_relation(const std::vector<std::string>& paths, CsvErrors errors, bool numbered) const;

  std::vector<ReadableFile> unpacked_;  // (files)
  std::vector<Lookup> lookups_;
  bool numbers_rows_ = false, trusted_;
  std::optional<CsvDialect> csv_;
  std::optional<HeldRows> held_;                              // where the files are small
  std::set<std::string> repeated_;                            // in small letters, names that more than one column has
  std::set<std::string> labels_, whole_, of_three_decimals_;  // whole_: without a decimal mark in the first rows
  std::map<std::string, std::string> shown_as_;               // SQL of a column as it is
  std::map<std::string, std::string> hidden_as_;              // the same, while it is typed as numbers
  std::set<std::string> wanted_as_text_;  // columns that an expression speaks of as "COLUMN as text"
  std::vector<std::pair<std::string, std::string>> defined_;  // quoted names and their SQL
  std::string rows_prefix_;                                   // "seats[]." where the rows of JSON are that list
  std::string where_;                                         // of the rows that count
  std::string database_key_ = "data.table", database_relation_;
};

}  // namespace payoff
