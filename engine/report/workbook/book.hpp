// A workbook in memory: cells with a text, a number or a formula, and names for cells. What is not known stays out of it: text
// is never taken for a formula, a name that a formula uses is letters, digits and underscores, and its own.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "report/workbook/formula.hpp"

struct lxw_workbook;
struct lxw_worksheet;
struct lxw_format;

namespace payoff {

// Where in a sheet, both from 0.
struct At {
  std::uint32_t row = 0;
  std::uint16_t column = 0;
};

// How a number is written; general: with the digits that it has.
enum class Shown { number, general, whole, amount, share, percent, factor, year };

// What stands in a cell: an input is blue; what is fixed is grey and follows no change; aside: words after a number.
enum class Look { plain, input, strong, total, heading, number_heading, aside_heading, title, note, fixed, aside };

std::string column_letters(std::uint16_t column);  // "AB"

class Book;
class MemoryFile;

class Sheet {
 public:
  void text(At at, std::string_view text, Look look = Look::plain);

  // Written, and a formula that refers to it.
  Formula number(At at, double value, Shown shown, Look look = Look::plain);  // what is not finite is left out
  Formula input(At at, double value, Shown shown);
  Formula choice(At at, std::string_view chosen, std::vector<std::string> all);  // an input that is one of these
  // otherwise: what the formula gives where it has no number
  Formula formula(At at, const Formula& formula, Shown shown, Look look = Look::plain, std::string_view otherwise = "");

  Range column(At first, const std::vector<double>& values) const;  // those cells, downwards

  void widths(std::uint16_t first, std::uint16_t last, double characters);
  void height(std::uint32_t row, double lines);
  void freeze(At first_that_moves);
  const std::string& name() const { return name_; }

 private:
  friend class Book;
  Sheet(Book& book, lxw_worksheet* sheet, std::string name) : book_(book), sheet_(sheet), name_(std::move(name)) {}
  std::string reference(At at) const;  // "Months!$C$7"

  Book& book_;
  lxw_worksheet* sheet_;
  std::string name_;
};

class Book {
 public:
  explicit Book(std::string_view title);
  ~Book();
  Book(const Book&) = delete;
  Book& operator=(const Book&) = delete;

  // They stand in the order in which they are added; a name is at most 31 letters.
  Sheet& sheet(const std::string& name);

  // The cell or cells under a name of their own, like the one that is wished for.
  Formula named(const Formula& cell, std::string_view wish);
  Range named(const Range& cells, std::string_view wish);

  std::string bytes() &&;  // closes it

 private:
  friend class Sheet;
  lxw_format* format(Look look, Shown shown);
  std::string define(const std::string& reference, std::string_view wish);

  std::unique_ptr<MemoryFile> memory_;
  lxw_workbook* book_;
  std::vector<std::unique_ptr<Sheet>> sheets_;
  std::map<std::pair<Look, Shown>, lxw_format*> formats_;
  std::set<std::string> names_;  // in lower case: a spreadsheet takes no notice of it
};

}  // namespace payoff
