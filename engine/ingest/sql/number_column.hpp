// What a column of numbers holds, by all of its cells.
#pragma once

#include <string>
#include <vector>

#include "ingest/source/source.hpp"
#include "ingest/sql/number_counts.hpp"
#include "ingest/sql/number_form.hpp"

namespace payoff {

// The form in which most cells of a text column can be read. Throws Error(data) where two readings are as good as each
// other, or two kinds stand side by side.
NumberForm detect_number(OpenSource& source, const NumberCells& cells, const NumberRules& rules);

// CSV columns whose first numbers have three decimals each are read as others of numbers, where commas part the cells and every
// cell is a plain number with a point: then it is the decimal mark.
void settle_three_decimals(OpenSource& source, const NumberRules& rules);

// A column or SQL that a study wants numbers of.
struct NumberRole {
  std::string name_or_sql;
  Place place;
  std::string unit{};        // of time, in which durations are wanted; empty = not said
  std::string only_where{};  // SQL of the rows that count; empty = all
};

// SQL of a double: a column of text in the form that its cells have, NaN where it is no number. In SQL a column of text
// is a number where every cell that is there is a plain one, and else where the SQL does not work with texts. Throws as
// OpenSource::expression.
struct NumberReading {
  std::string sql, text_sql;  // text_sql: of the cell as it is written
  std::string read_as;
};
NumberReading number_of(OpenSource& source, const NumberRole& role, const NumberRules& rules);

// The same of several, whose cells are looked at in one question.
std::vector<NumberReading> numbers_of(OpenSource& source, std::vector<NumberRole> roles, const NumberRules& rules);

// SQL of whether a cell is there, whose text is this: neither missing nor a number that stands for that.
std::string is_cell_there(const OpenSource& source, const std::string& name_or_sql, const std::string& text,
                          const NumberRules& rules);

// A condition as a number: DuckDB has one for true and false.
std::string as_number(const OpenSource& source, const std::string& condition);

// SQL of a value that labels or dates: its columns are texts, or numbers where it does not work with texts.
std::string label_expression(OpenSource& source, const std::string& name_or_sql, const NumberRules& rules,
                             const Place& place);

}  // namespace payoff
