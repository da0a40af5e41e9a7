// rejected.csv: what was not used, so that its owner can mend it (RFC 4180).
#include "payoff/report.hpp"
#include "report/document/text.hpp"

namespace payoff {

std::string rejected_csv(const Ledger& ledger) {
  std::string csv = "file,line,column,text,reason\r\n";
  for (const RejectedRow& row : ledger.rejected) {
    csv += csv_field(row.file) + "," + (row.line == 0 ? "" : std::to_string(row.line)) + "," + csv_field(row.column);
    csv += "," + csv_field(row.text) + "," + csv_field(row.reason) + "\r\n";
  }
  return csv;
}

}  // namespace payoff
