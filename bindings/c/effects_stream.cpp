#include "c/effects_stream.hpp"

#include <nanoarrow/nanoarrow.hpp>
#include <new>
#include <nlohmann/json.hpp>
#include <sstream>

namespace payoff {
namespace {

void ok(int code) {
  if (code != NANOARROW_OK) throw std::bad_alloc();
}

ArrowType type_of(std::string_view sql_type) {
  if (sql_type == "DOUBLE") return NANOARROW_TYPE_DOUBLE;
  if (sql_type == "BIGINT") return NANOARROW_TYPE_INT64;
  return sql_type == "BOOLEAN" ? NANOARROW_TYPE_BOOL : NANOARROW_TYPE_STRING;
}

void append(ArrowArray* column, const nlohmann::json& cell) {
  if (cell.is_null()) return ok(ArrowArrayAppendNull(column, 1));
  if (cell.is_boolean()) return ok(ArrowArrayAppendInt(column, cell.get<bool>()));
  if (cell.is_number_integer()) return ok(ArrowArrayAppendInt(column, cell.get<std::int64_t>()));
  if (cell.is_number()) return ok(ArrowArrayAppendDouble(column, cell.get<double>()));
  const auto& text = cell.get_ref<const std::string&>();
  ok(ArrowArrayAppendString(column, {text.data(), static_cast<std::int64_t>(text.size())}));
}

}  // namespace

void effects_stream(const CaseStudy& study, ArrowArrayStream* rows) {
  const std::vector<EffectsColumn> columns = effects_columns();
  nanoarrow::UniqueSchema schema;
  ArrowSchemaInit(schema.get());
  ok(ArrowSchemaSetTypeStruct(schema.get(), static_cast<std::int64_t>(columns.size())));
  for (std::size_t i = 0; i < columns.size(); ++i) {
    ok(ArrowSchemaSetType(schema->children[i], type_of(columns[i].type)));
    ok(ArrowSchemaSetName(schema->children[i], std::string(columns[i].name).c_str()));
  }
  nanoarrow::UniqueArray batch;
  ok(ArrowArrayInitFromSchema(batch.get(), schema.get(), nullptr));
  ok(ArrowArrayStartAppending(batch.get()));
  std::istringstream lines(effects_json_lines(study));
  for (std::string line; std::getline(lines, line);) {
    const nlohmann::json row = nlohmann::json::parse(line);
    for (std::size_t i = 0; i < columns.size(); ++i) append(batch->children[i], row[std::string(columns[i].name)]);
    ++batch->length;
  }
  ok(ArrowArrayFinishBuildingDefault(batch.get(), nullptr));
  ok(ArrowBasicArrayStreamInit(rows, schema.get(), 1));
  ArrowBasicArrayStreamSetArray(rows, 0, batch.get());
}

}  // namespace payoff
