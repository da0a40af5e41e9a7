// What tables hold, by the content of their columns and not by their names: what the draft of a study is made of.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "ingest/sql/number_column.hpp"

namespace payoff {

enum class Content { nothing, text, number, whole, date, moment };
std::string_view name(Content content);  // "dates"

struct SurveyedColumn {
  std::string name;  // as a study names it: a column, or SQL of a part of one ("assignee.login")
  Content content = Content::nothing;
  std::size_t there = 0, distinct = 0;
  std::vector<std::string> labels{};                     // the most frequent, all where there are few
  double low = payoff::missing, high = payoff::missing;  // of numbers; of dates and moments days since 1970
  std::string sql{}, text{};  // of its value (days, where it is a date) and of its text; internal
  bool is_part = false;       // of a record: its name is SQL already
};

struct SurveyedTable {
  std::vector<std::string> files;  // of the same columns
  std::size_t rows = 0;
  std::vector<SurveyedColumn> columns{};
};

// The files, each once, by the tables that they are of: those with the same columns are of one.
std::vector<std::vector<std::string>> tables_of(const std::vector<std::string>& files, bool trusted);

// Looks at all rows of some tables, up to a hundred thousand of each.
class Survey {
 public:
  // Opens the tables, each of its files. Throws as OpenSource.
  Survey(const std::vector<std::vector<std::string>>& tables, bool trusted);

  const std::vector<SurveyedTable>& tables() const { return tables_; }
  // Of the different values of one column (of at least one row) the share that the other has, written as labels join.
  double share_found(std::size_t table, const SurveyedColumn& column, std::size_t other_table,
                     const SurveyedColumn& other);
  // Whether all rows of one unit have one value of the column (an empty one is a value).
  bool is_constant_within(std::size_t table, const SurveyedColumn& unit, const SurveyedColumn& column);
  // Of the rows that have both, the share in which the one is not above the other.
  double share_in_order(std::size_t table, const SurveyedColumn& one, const SurveyedColumn& other);
  // Of the rows that have both moments: the mean of what lies between them, in days.
  double mean_difference(std::size_t table, const SurveyedColumn& from, const SurveyedColumn& to);
  // Of SQL of the table's cells, which are texts where a file has them so: how many rows have a value, how many values there
  // are, and their sum where they are numbers. Nothing where it cannot be asked.
  struct Values {
    std::size_t there = 0, distinct = 0;
    double sum = payoff::missing;
  };
  Values values_of(std::size_t table, const std::string& sql);
  // Whether no two rows have the same values of all of these.
  bool is_key(std::size_t table, const std::vector<const SurveyedColumn*>& columns);

 private:
  OpenSource& source(std::size_t table) { return table == 0 ? *first_ : *first_->joined[table - 1]; }
  std::string rows_of(std::size_t table);

  std::unique_ptr<OpenSource> first_;
  std::vector<SurveyedTable> tables_;
};

}  // namespace payoff
