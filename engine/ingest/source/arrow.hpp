// Arrow columns (C data interface, https://arrow.apache.org/docs/format/CDataInterface.html) become a ResultTable.
#pragma once

#include <vector>

#include "ingest/source/query_result.hpp"

struct ArrowArray;
struct ArrowArrayStream;
struct ArrowSchema;

namespace payoff {

// From one batch after the other: numbers of every width, decimals (as the double nearest to them), texts plain, large and
// as views, and dictionaries of all these. Throws as throw_database_error.
class TableReader {
 public:
  explicit TableReader(const ArrowSchema& schema);
  ~TableReader();

  void append(const ArrowArray& batch);
  ResultTable table() &&;

 private:
  class ColumnReader;
  std::vector<ColumnReader> columns_;
  std::size_t rows_ = 0;
};

// Reads a result to its end.
ResultTable read_all(ArrowArrayStream& stream);

}  // namespace payoff
