// Where the records of a CSV file stand in it.
#include <algorithm>

#include "ingest/source/csv.hpp"
#include "ingest/source/file_bytes.hpp"

namespace payoff {

std::vector<std::size_t> lines_of_bytes(const std::string& file, const std::vector<std::size_t>& offsets,
                                        const Context& context) {
  std::vector<std::size_t> lines(offsets.size(), 0), order(offsets.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::sort(order, {}, [&](std::size_t i) { return offsets[i]; });
  std::size_t line = 1, position = 0, next = 0;
  for_each_byte(file, context, [&](char c, bool ends_line) {
    while (c != '\n' && c != '\r' && next < order.size() && offsets[order[next]] <= position)
      lines[order[next++]] = line;
    line += ends_line;
    ++position;
    return next < order.size();
  });
  while (next < order.size()) lines[order[next++]] = line;
  return lines;
}

// A quotation mark opens a cell only where the cell begins; a second one in a quoted cell is text.
std::vector<std::size_t> lines_of_records(const std::string& file, const std::string& delimiter,
                                          const std::vector<std::size_t>& wanted,
                                          const std::vector<std::size_t>& skipped, const Context& context) {
  std::vector<std::size_t> found;
  bool quoted = false, header = true, opens = true;  // opens: a quotation mark here would open a cell, or go on with it
  std::size_t line = 1, begun = 0, record = 0;       // begun: line on which the current record began, 0 = none yet
  const auto end_of_record = [&] {
    if (begun && !header && !std::ranges::binary_search(skipped, begun) && record++ == wanted[found.size()])
      found.push_back(begun);
    if (begun) header = false;
    begun = 0;
  };
  for_each_byte(file, context, [&](char c, bool ends_line) {
    const bool was_quoted = quoted;
    if (c == '"') quoted = opens && !quoted;
    opens = quoted || was_quoted || ends_line || c == '\n' || c == delimiter.back();
    if (c != '\n' && c != '\r' && !begun) begun = line;
    if (ends_line && !quoted) end_of_record();
    line += ends_line;
    return found.size() < wanted.size();
  });
  if (found.size() < wanted.size()) end_of_record();
  found.resize(wanted.size(), 0);
  return found;
}

}  // namespace payoff
