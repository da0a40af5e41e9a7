// The tables that are CSV files beside a report: those too long to be read, and the numbers of its pictures. They have the
// same name and the same bytes in every form.
#pragma once

#include <map>
#include <set>

#include "report/document/document.hpp"

namespace payoff {

inline constexpr std::size_t most_rows = 12;  // of a table that stands in the text, and is printed

bool is_long(const Table& table);
std::string caption_and_rows(const Table& table);  // "Cash by month, 37 rows"

class ReportTables {
 public:
  explicit ReportTables(const Document& document);  // which outlives this

  // "tables/cash_by_month.csv" and its bytes; nothing when there is no such file.
  const ReportFile* file_of(const Table& table) const;
  const std::vector<ReportFile>& all() const { return files_; }

 private:
  void add(const Block& block, const Folded* within);
  void add(const Table& table, const Folded* within);

  std::map<const Table*, std::size_t> place_;
  std::set<std::string> names_;
  std::vector<ReportFile> files_;
};

// RFC 4180: the headings, then the rows. Numbers as programs read them; what a spreadsheet could take for a formula is
// guarded.
std::string csv_of(const Table& table);

}  // namespace payoff
