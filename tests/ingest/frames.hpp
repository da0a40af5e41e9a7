// Tables in memory, as another program would hand them over.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <nanoarrow/nanoarrow.hpp>
#include <string>
#include <variant>
#include <vector>

#include "ingest/source/query_result.hpp"
#include "payoff/frame.hpp"

namespace payoff::frames {

// NaN and "" are NULL.
struct FrameColumn {
  std::string name;
  std::variant<std::vector<double>, std::vector<std::string>> cells;
};

inline void ok(int code) {
  REQUIRE(code == NANOARROW_OK);
}

inline std::size_t rows_of(const FrameColumn& column) {
  return std::visit([](const auto& cells) { return cells.size(); }, column.cells);
}

inline void append_cell(ArrowArray* array, const FrameColumn& column, std::size_t row) {
  if (const auto* numbers = std::get_if<std::vector<double>>(&column.cells)) {
    const double value = (*numbers)[row];
    ok(std::isnan(value) ? ArrowArrayAppendNull(array, 1) : ArrowArrayAppendDouble(array, value));
    return;
  }
  const std::string& text = std::get<std::vector<std::string>>(column.cells)[row];
  ok(text.empty() ? ArrowArrayAppendNull(array, 1)
                  : ArrowArrayAppendString(array, {text.data(), static_cast<std::int64_t>(text.size())}));
}

// In batches of so many rows.
inline nanoarrow::UniqueArrayStream stream_of(const std::vector<FrameColumn>& columns, std::size_t batch_rows) {
  nanoarrow::UniqueSchema schema;
  ArrowSchemaInit(schema.get());
  ok(ArrowSchemaSetTypeStruct(schema.get(), static_cast<std::int64_t>(columns.size())));
  for (std::size_t i = 0; i < columns.size(); ++i) {
    ok(ArrowSchemaSetType(schema->children[i],
                          columns[i].cells.index() == 0 ? NANOARROW_TYPE_DOUBLE : NANOARROW_TYPE_STRING));
    ok(ArrowSchemaSetName(schema->children[i], columns[i].name.c_str()));
  }
  std::vector<nanoarrow::UniqueArray> batches;
  const std::size_t rows = columns.empty() ? 0 : rows_of(columns[0]);
  for (std::size_t first = 0; first < rows; first += batch_rows) {
    nanoarrow::UniqueArray& batch = batches.emplace_back();
    ok(ArrowArrayInitFromSchema(batch.get(), schema.get(), nullptr));
    ok(ArrowArrayStartAppending(batch.get()));
    const std::size_t end = std::min(rows, first + batch_rows);
    for (std::size_t i = 0; i < columns.size(); ++i)
      for (std::size_t row = first; row < end; ++row) append_cell(batch->children[i], columns[i], row);
    batch->length = static_cast<std::int64_t>(end - first);
    ok(ArrowArrayFinishBuildingDefault(batch.get(), nullptr));
  }
  nanoarrow::UniqueArrayStream stream;
  ok(ArrowBasicArrayStreamInit(stream.get(), schema.get(), static_cast<std::int64_t>(batches.size())));
  for (std::size_t i = 0; i < batches.size(); ++i)
    ArrowBasicArrayStreamSetArray(stream.get(), static_cast<std::int64_t>(i), batches[i].get());
  return stream;
}

inline Frame frame_of(const std::vector<FrameColumn>& columns, std::size_t batch_rows = 1000) {
  return Frame(stream_of(columns, batch_rows).get());
}

// What a query gave: numbers and texts.
inline std::vector<FrameColumn> columns_of(const ResultTable& table) {
  std::vector<FrameColumn> columns;
  for (const ResultColumn& column : table.columns) {
    if (column.type == ColumnType::text)
      columns.push_back({column.name, column.texts});
    else if (column.type == ColumnType::real)
      columns.push_back({column.name, column.reals});
    else
      columns.push_back({column.name, std::vector<double>(column.integers.begin(), column.integers.end())});
  }
  return columns;
}

}  // namespace payoff::frames
