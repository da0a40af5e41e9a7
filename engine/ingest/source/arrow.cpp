#include "ingest/source/arrow.hpp"

#include <charconv>
#include <nanoarrow/nanoarrow.hpp>

#include "payoff/estimate.hpp"

namespace payoff {
namespace {

bool is_decimal(ArrowType type) {
  return type == NANOARROW_TYPE_DECIMAL32 || type == NANOARROW_TYPE_DECIMAL64 || type == NANOARROW_TYPE_DECIMAL128 ||
         type == NANOARROW_TYPE_DECIMAL256;
}

ColumnType type_of(const ArrowSchemaView& view) {
  if (is_decimal(view.type)) return ColumnType::real;
  switch (view.type) {
    case NANOARROW_TYPE_STRING:
    case NANOARROW_TYPE_LARGE_STRING:
    case NANOARROW_TYPE_STRING_VIEW:
      return ColumnType::text;
    case NANOARROW_TYPE_BOOL:
      return ColumnType::boolean;
    case NANOARROW_TYPE_HALF_FLOAT:
    case NANOARROW_TYPE_FLOAT:
    case NANOARROW_TYPE_DOUBLE:
      return ColumnType::real;
    case NANOARROW_TYPE_INT8:
    case NANOARROW_TYPE_UINT8:
    case NANOARROW_TYPE_INT16:
    case NANOARROW_TYPE_UINT16:
    case NANOARROW_TYPE_INT32:
    case NANOARROW_TYPE_UINT32:
    case NANOARROW_TYPE_INT64:
    case NANOARROW_TYPE_UINT64:
      return ColumnType::integer;
    case NANOARROW_TYPE_DATE32:
    case NANOARROW_TYPE_DATE64:
      return ColumnType::date;
    case NANOARROW_TYPE_TIMESTAMP:
      return view.timezone && *view.timezone ? ColumnType::timestamp_with_zone : ColumnType::timestamp;
    default:
      return view.schema->n_children > 0 ? ColumnType::nested : ColumnType::other;
  }
}

}  // namespace

class TableReader::ColumnReader {
 public:
  explicit ColumnReader(const ArrowSchema& schema) {
    column.name = schema.name ? schema.name : "";
    const ArrowSchema& values = schema.dictionary ? *schema.dictionary : schema;
    const bool known = ArrowSchemaViewInit(&values_, &values, nullptr) == NANOARROW_OK &&
                       ArrowArrayViewInitFromSchema(view_.get(), &schema, nullptr) == NANOARROW_OK;
    if (known) column.type = type_of(values_);
    if (!known && schema.format && *schema.format == '+') column.type = ColumnType::nested;
  }

  void append(const ArrowArray& array, std::int64_t first, std::int64_t count) {
    if (!holds_values()) {  // no value of it is read, so how it is sent is nobody's business here
      column.valid.insert(column.valid.end(), static_cast<std::size_t>(count), true);
      return;
    }
    ArrowError error{};
    if (ArrowArrayViewSetArray(view_.get(), &array, &error) != NANOARROW_OK) throw_database_error(error.message);
    if (!append_plain(first, count))
      for (std::int64_t row = first; row < first + count; ++row) append_row(row);
  }

  ResultColumn column;

 private:
  bool holds_values() const {
    return column.type == ColumnType::integer || column.type == ColumnType::boolean ||
           column.type == ColumnType::real || column.type == ColumnType::text;
  }

  // What most results are made of, at once. False for the others.
  bool append_plain(std::int64_t first, std::int64_t count) {
    const bool doubles = view_->storage_type == NANOARROW_TYPE_DOUBLE, plain = !view_->dictionary;
    const bool integers = column.type == ColumnType::integer && view_->storage_type == NANOARROW_TYPE_INT64;
    if (!plain || (!doubles && !integers)) return false;
    const auto& data = view_->buffer_views[1].data;
    const std::int64_t begin = view_->offset + first, end = begin + count;
    if (doubles) column.reals.insert(column.reals.end(), data.as_double + begin, data.as_double + end);
    if (integers) column.integers.insert(column.integers.end(), data.as_int64 + begin, data.as_int64 + end);
    for (std::int64_t row = first; row < first + count; ++row) {
      const bool valid = !ArrowArrayViewIsNull(view_.get(), row);
      if (!valid && doubles) column.reals[column.valid.size()] = missing;
      column.valid.push_back(valid);
    }
    return true;
  }

  void append_row(std::int64_t row) {
    const ArrowArrayView* view = view_.get();
    bool valid = !ArrowArrayViewIsNull(view, row);
    if (valid && view->dictionary) {
      row = ArrowArrayViewGetIntUnsafe(view, row);
      view = view->dictionary;
      valid = !ArrowArrayViewIsNull(view, row);
    }
    column.valid.push_back(valid);
    switch (column.type) {
      case ColumnType::integer:
      case ColumnType::boolean:
        column.integers.push_back(valid ? ArrowArrayViewGetIntUnsafe(view, row) : 0);
        break;
      case ColumnType::real:
        column.reals.push_back(valid ? number(*view, row) : missing);
        break;
      case ColumnType::text: {
        const ArrowStringView text = valid ? ArrowArrayViewGetStringUnsafe(view, row) : ArrowStringView{"", 0};
        column.texts.emplace_back(text.data, static_cast<std::size_t>(text.size_bytes));
        break;
      }
      default:
        break;
    }
  }

  double number(const ArrowArrayView& view, std::int64_t row) const {
    if (!is_decimal(values_.type)) return ArrowArrayViewGetDoubleUnsafe(&view, row);
    ArrowDecimal decimal;
    ArrowDecimalInit(&decimal, values_.decimal_bitwidth, values_.decimal_precision, values_.decimal_scale);
    ArrowArrayViewGetDecimalUnsafe(&view, row, &decimal);
    nanoarrow::UniqueBuffer digits;
    if (ArrowDecimalAppendStringToBuffer(&decimal, digits.get()) != NANOARROW_OK) throw std::bad_alloc();
    const auto* text = reinterpret_cast<const char*>(digits->data);
    double value = missing;
    std::from_chars(text, text + digits->size_bytes, value);
    return value;
  }

  nanoarrow::UniqueArrayView view_;
  ArrowSchemaView values_{};  // of the dictionary where there is one
};

TableReader::TableReader(const ArrowSchema& schema) {
  columns_.reserve(static_cast<std::size_t>(schema.n_children));
  for (std::int64_t i = 0; i < schema.n_children; ++i) columns_.emplace_back(*schema.children[i]);
}

TableReader::~TableReader() = default;

void TableReader::append(const ArrowArray& batch) {
  rows_ += static_cast<std::size_t>(batch.length);
  for (std::size_t i = 0; i < columns_.size(); ++i) columns_[i].append(*batch.children[i], batch.offset, batch.length);
}

ResultTable TableReader::table() && {
  ResultTable table;
  table.rows = rows_;
  for (ColumnReader& column : columns_) table.columns.push_back(std::move(column.column));
  return table;
}

ResultTable read_all(ArrowArrayStream& stream) {
  const auto require = [&](int code) {
    if (code == 0) return;
    const char* message = stream.get_last_error(&stream);
    throw_database_error(message ? message : "the result could not be read");
  };
  nanoarrow::UniqueSchema schema;
  require(stream.get_schema(&stream, schema.get()));
  TableReader reader(*schema.get());
  while (true) {
    nanoarrow::UniqueArray batch;
    require(stream.get_next(&stream, batch.get()));
    if (!batch->release) break;
    reader.append(*batch.get());
  }
  return std::move(reader).table();
}

}  // namespace payoff
