#include "ingest/source/frame_function.hpp"

#include <algorithm>
#include <memory>
#include <numeric>
#include <string>

#include "ingest/source/query_result.hpp"

namespace payoff {
namespace {

// What the SQL of one database may read.
struct Frames {
  DuckHandle converting;
  std::vector<Frame> frames;
};

// The frame that one query names.
struct Bound {
  const Frames& frames;
  const FrameBatches& table;
};

// The types of some columns, as DuckDB knows them.
DuckOwned types_of(const Bound& bound, const std::vector<std::int64_t>& columns) {
  std::vector<ArrowSchema*> children;
  for (const std::int64_t i : columns) children.push_back(bound.table.schema->children[i]);
  ArrowSchema some{};
  some.format = "+s";
  some.name = "";
  some.n_children = static_cast<std::int64_t>(children.size());
  some.children = children.data();
  some.release = [](ArrowSchema* schema) { schema->release = nullptr; };
  DuckOwned types(duckdb_api().destroy_arrow_converted_schema);
  require_converted(duckdb_api().schema_from_arrow(bound.frames.converting, &some, types.out()));
  return types;
}

// Throws where there is one that DuckDB does not know.
void require_known_types(const Bound& bound, const std::vector<std::int64_t>& columns) {
  for (const std::int64_t i : columns) {
    const ArrowSchema& column = *bound.table.schema->children[i];
    try {
      types_of(bound, {i});
    } catch (const DatabaseError&) {
      throw DatabaseError(std::string("column '") + (column.name ? column.name : "") + "' is of Arrow's type '" +
                          column.format + "', which is not known here");
    }
  }
}

// types_of(), whose refusal names the column.
DuckOwned named_types_of(const Bound& bound, const std::vector<std::int64_t>& columns) {
  try {
    return types_of(bound, columns);
  } catch (const DatabaseError&) {
    require_known_types(bound, columns);
    throw;
  }
}

// What a slice shows belongs to the frame, which outlives every query.
void let_go(ArrowArray* array) {
  array->release = nullptr;
}

// Rows [first, first + count) of some columns of a batch, none of them copied.
class Slice {
 public:
  Slice(const ArrowArray* batch, const std::vector<std::int64_t>& columns, std::int64_t first, std::int64_t count) {
    columns_.reserve(columns.size());
    for (const std::int64_t i : columns) {
      ArrowArray& column = columns_.emplace_back(*batch->children[i]);
      column.offset += batch->offset + first;
      column.length = count;
      column.null_count = column.null_count == 0 ? 0 : -1;
      column.release = let_go;
      pointers_.push_back(&column);
    }
    array_.length = count;
    array_.n_buffers = 1;
    array_.buffers = &no_validity_;
    array_.n_children = static_cast<std::int64_t>(columns.size());
    array_.children = pointers_.data();
    array_.release = let_go;
  }

  DuckOwned chunk(const Bound& bound, const DuckOwned& types) {
    DuckOwned chunk(duckdb_api().destroy_data_chunk);
    require_converted(duckdb_api().data_chunk_from_arrow(bound.frames.converting, &array_, types.get(), chunk.out()));
    return chunk;
  }

 private:
  std::vector<ArrowArray> columns_;
  std::vector<ArrowArray*> pointers_;
  const void* no_validity_ = nullptr;
  ArrowArray array_{};
};

// How far one scan is.
struct Cursor {
  Bound bound;
  std::vector<std::int64_t> columns;
  DuckOwned types;
  std::size_t batch = 0;
  std::int64_t row = 0;
};

template <typename T>
void destroy(void* object) {
  delete static_cast<T*>(object);
}

// What goes wrong in a callback is told to DuckDB, through which no exception may fly.
template <typename Action>
void guarded(void (*tell)(DuckHandle, const char*), DuckHandle info, Action action) {
  try {
    action();
  } catch (const std::exception& error) {
    tell(info, error.what());
  }
}

void bind(DuckHandle info) {
  const DuckDbApi& api = duckdb_api();
  guarded(api.bind_set_error, info, [&] {
    const auto& frames = *static_cast<const Frames*>(api.bind_get_extra_info(info));
    const DuckOwned value(api.destroy_value, api.bind_get_parameter(info, 0));
    const auto i = static_cast<std::size_t>(api.get_int64(value.get()));
    if (i >= frames.frames.size()) throw DatabaseError("there is no such frame");
    const Frame& frame = frames.frames[i];
    auto bound = std::make_unique<Bound>(Bound{frames, frame.batches()});
    const ArrowSchema& schema = *bound->table.schema.get();
    std::vector<std::int64_t> all(static_cast<std::size_t>(schema.n_children));
    std::iota(all.begin(), all.end(), 0);
    nanoarrow::UniqueArray none;  // DuckDB tells types of columns by a chunk of them
    if (ArrowArrayInitFromSchema(none.get(), &schema, nullptr) != NANOARROW_OK ||
        ArrowArrayStartAppending(none.get()) != NANOARROW_OK ||
        ArrowArrayFinishBuildingDefault(none.get(), nullptr) != NANOARROW_OK)
      throw DatabaseError("a column has a type that is not known");
    const DuckOwned chunk = Slice(none.get(), all, 0, 0).chunk(*bound, named_types_of(*bound, all));
    for (const std::int64_t column : all) {
      const DuckHandle vector = api.data_chunk_get_vector(chunk.get(), static_cast<DuckIndex>(column));
      const DuckOwned type(api.destroy_logical_type, api.vector_get_column_type(vector));
      const char* name = schema.children[column]->name;
      api.bind_add_result_column(info, name ? name : "", type.get());
    }
    api.bind_set_cardinality(info, frame.rows(), true);
    api.bind_set_bind_data(info, bound.release(), destroy<Bound>);
  });
}

// On one thread, so that the rows keep their order.
void begin(DuckHandle info) {
  const DuckDbApi& api = duckdb_api();
  guarded(api.init_set_error, info, [&] {
    const auto& bound = *static_cast<const Bound*>(api.init_get_bind_data(info));
    std::vector<std::int64_t> columns;
    for (DuckIndex i = 0; i < api.init_get_column_count(info); ++i) {
      const DuckIndex column = api.init_get_column_index(info, i);
      if (column >= static_cast<DuckIndex>(bound.table.schema->n_children)) break;  // rows alone are counted
      columns.push_back(static_cast<std::int64_t>(column));
    }
    api.init_set_max_threads(info, 1);
    api.init_set_init_data(info, new Cursor{bound, columns, types_of(bound, columns)}, destroy<Cursor>);
  });
}

void scan(DuckHandle info, DuckHandle out) {
  const DuckDbApi& api = duckdb_api();
  guarded(api.function_set_error, info, [&] {
    auto& cursor = *static_cast<Cursor*>(api.function_get_init_data(info));
    const auto& batches = cursor.bound.table.batches;
    if (cursor.batch == batches.size()) return api.data_chunk_set_size(out, 0);
    const ArrowArray* batch = batches[cursor.batch].get();
    const std::int64_t count = std::min(batch->length - cursor.row, static_cast<std::int64_t>(api.vector_size()));
    const DuckOwned chunk = Slice(batch, cursor.columns, cursor.row, count).chunk(cursor.bound, cursor.types);
    for (DuckIndex i = 0; i < cursor.columns.size(); ++i)
      api.vector_reference_vector(api.data_chunk_get_vector(out, i), api.data_chunk_get_vector(chunk.get(), i));
    api.data_chunk_set_size(out, static_cast<DuckIndex>(count));
    cursor.row += count;
    if (cursor.row < batch->length) return;
    cursor.row = 0;
    ++cursor.batch;
  });
}

}  // namespace

void add_frame_function(DuckHandle connection, DuckHandle converting, const std::vector<Frame>& frames) {
  const DuckDbApi& api = duckdb_api();
  constexpr int bigint = 5;  // DUCKDB_TYPE_BIGINT
  const DuckOwned function(api.destroy_table_function, api.create_table_function());
  const DuckOwned number(api.destroy_logical_type, api.create_logical_type(bigint));
  api.table_function_set_name(function.get(), frame_function_name);
  api.table_function_add_parameter(function.get(), number.get());
  api.table_function_set_extra_info(function.get(), new Frames{converting, frames}, destroy<Frames>);
  api.table_function_set_bind(function.get(), bind);
  api.table_function_set_init(function.get(), begin);
  api.table_function_set_function(function.get(), scan);
  api.table_function_supports_projection_pushdown(function.get(), true);
  if (api.register_table_function(connection, function.get()) != 0)
    throw_database_error("DuckDB takes no table function");
}

}  // namespace payoff
