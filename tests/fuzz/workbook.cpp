// The parts of a workbook, each after its name in a line "=xl/styles.xml" (none: all is its sheet): refused, or every row
// accounted for.
#include "fuzz/fuzz.hpp"
#include "ingest/excel/workbooks.hpp"

namespace {

payoff::workbooks::Parts parts_of(std::string_view text) {
  payoff::workbooks::Parts parts = payoff::workbooks::parts_of({{"Export", ""}});
  std::string part = "xl/worksheets/sheet1.xml";
  parts[part].clear();
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1);
    const std::string_view line = text.substr(0, end + 1);
    text.remove_prefix(end + 1);
    if (line.starts_with("=xl/") && line.ends_with('\n'))
      parts[part = line.substr(1, line.size() - 2)].clear();
    else
      parts[part] += line;
  }
  return parts;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const fuzz::File file(".xlsx");
  payoff::workbooks::write_zip(file.path(), parts_of(fuzz::text_of(data, size)));
  fuzz::require_accounted(file);
  return 0;
}
