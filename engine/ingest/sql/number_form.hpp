// The grammar of numbers in cells: how a column writes them, and the SQL that reads a cell so.
//
//     plain      12   1.5   .5   1e3   +3   007
//     marked     1,047.50   1.047,50   1 047,50   1'047.50   12,34,567   27,53   $ 12   12 EUR   (12)   12-
//     percent    12 %   12.5%                      read as a share: 0.12
//     duration   00:26:43   26:43   1 day 02:03:04   3h 20m   45 min   PT3H20M      in the unit of the metric
//     truth      true   yes   y   on   1           1, and 0 for the others
//     missing    (nothing)   NA   N/A   #N/A   NULL   None   nan   -   –
//
// docs/cells.md is the same with the rules; tests/ingest/sql/number_form_test.cpp makes it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace payoff {

enum class NumberKind { number, percent, duration, truth };

struct NumberForm {
  NumberKind kind = NumberKind::number;
  char decimal = '.';             // the other mark, blanks and apostrophes stand between thousands
  bool plain = false;             // every cell is as the database writes a number
  bool clock_in_minutes = false;  // 26:43 is minutes and seconds, not hours and minutes
  double seconds = 1;             // of the unit in which durations are wanted
};

// "numbers with a decimal comma", "durations".
std::string name_of(const NumberForm& form);

// What stands for yes, and for no, in small letters.
const std::vector<std::string>& yes_spellings();
const std::vector<std::string>& no_spellings();

// What stands for no value, in any case; blanks around it do not count.
std::vector<std::string> missing_spellings(const std::vector<std::string>& added,
                                           const std::vector<std::string>& removed);

// SQL of the number, or NULL where it is one of those numbers that are among the spellings: "-999" is -999.0, too, and -99.9
// is what four bytes keep of it.
std::string without_missing_numbers(const std::string& number, const std::vector<std::string>& missing, char decimal);

// SQL of whether the trimmed text is none of them.
std::string is_there(const std::string& text, const std::vector<std::string>& missing);

// The same in DuckDB, and no number that is among them, however it is written.
std::string cell_is_there(const std::string& cell, const std::vector<std::string>& missing, char decimal);

// The blanks that programs write within and around texts.
inline constexpr std::string_view all_blanks = " \t\u00A0\u2007\u2009\u202F";

// SQL of the cell without the blanks around it, whatever they are.
std::string trimmed(const std::string& text);

// The same in DuckDB, which takes a third of the time where there is no tab: its own trim knows all blanks but that.
std::string trimmed_cell(const std::string& text);

// SQL of a double: NULL where the cell is missing, NaN where it is not of this form.
std::string number_sql(const NumberForm& form, const std::string& text, const std::vector<std::string>& missing);

// SQL of whether a text can be read so, for each way of writing.
struct NumberTests {
  std::string point, comma, percent, clock_of_three, clock_of_two, spelled_duration, truth, currency;
};
NumberTests number_tests(const std::string& text);

// Seconds of a unit as people write it ("minutes", "min", "hours per week"); 0 = it is no unit of time.
double seconds_of_unit(std::string_view unit);

}  // namespace payoff
