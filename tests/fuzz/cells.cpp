// Each line is the cell of one row, quoted as RFC 4180 says: refused, or as many rows are read as were written, and what
// was taken for a number is one.
#include <algorithm>
#include <cmath>

#include "fuzz/fuzz.hpp"
#include "payoff/ingest.hpp"

namespace {

struct Table {
  std::string csv = "unit,week,arm,minutes\n";
  std::size_t rows = 0;

  void add(std::string_view cell) {
    const std::size_t unit = rows / 2;
    csv += 'u';
    csv += std::to_string(unit);
    csv += rows % 2 ? ",2025-02-03," : ",2025-01-27,";
    csv += unit % 2 ? "B,\"" : "A,\"";
    for (const char c : cell) csv.append(c == '"' ? 2 : 1, c);
    csv += "\"\n";
    ++rows;
  }
};

Table table_of(std::string_view text) {
  Table table;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    table.add(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return table;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const fuzz::File file(".csv");
  const Table table = table_of(fuzz::text_of(data, size));
  file.write(table.csv);
  try {
    const payoff::Loaded loaded =
        payoff::load({.files = {file.path()}}, {.unit = "unit", .time = "week"},
                     {.group = "arm", .treated = "B", .date = "2025-02-03"}, {{.metric = {.name = "minutes"}}},
                     payoff::Grain::periods, {.threads = 1});
    const payoff::Ledger& ledger = loaded.ledger;
    fuzz::require(ledger.rows_read == table.rows, "every row that was written is read", table.csv);
    fuzz::require(ledger.rows_read == ledger.rows_used + ledger.rows_rejected + ledger.rows_filtered,
                  "rows read = used + rejected + filtered", table.csv);
    for (const auto& metric : loaded.panel.metrics) {
      fuzz::require(std::ranges::none_of(metric.sum, [](double sum) { return std::isinf(sum); }), "no cell is infinite",
                    table.csv);
    }
  } catch (const payoff::Error& error) {
    fuzz::require_refusal(error);
  }
  return 0;
}
