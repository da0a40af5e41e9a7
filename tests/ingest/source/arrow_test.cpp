// The same values, in every encoding in which a database may send them.
#include "ingest/source/arrow.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <nanoarrow/nanoarrow.hpp>
#include <string>
#include <vector>

#include "ingest/source/duckdb.hpp"

using namespace payoff;

TEST_SUITE("ingest/source/arrow") {

namespace {

constexpr std::size_t rows = 5000;  // more than one batch

// A value for each row number i; of every seventh, NULL.
ResultTable column_of(Database& database, const std::string& expression) {
  return database.query("SELECT CASE WHEN i % 7 <> 0 THEN " + expression +
                        " END AS x FROM (SELECT range AS i FROM range(5000)) ORDER BY i");
}

// A result of one column x and one batch, of which `fill` appends the values; the batch begins at its row `offset`, and
// its type is `called` something else.
template <typename Describe, typename Fill>
ResultTable sent(Describe describe, Fill fill, std::int64_t offset = 0, const char* called = nullptr) {
  nanoarrow::UniqueSchema schema;
  ArrowSchemaInit(schema.get());
  REQUIRE(ArrowSchemaSetTypeStruct(schema.get(), 1) == NANOARROW_OK);
  describe(schema->children[0]);
  REQUIRE(ArrowSchemaSetName(schema->children[0], "x") == NANOARROW_OK);
  nanoarrow::UniqueArray array;
  REQUIRE(ArrowArrayInitFromSchema(array.get(), schema.get(), nullptr) == NANOARROW_OK);
  REQUIRE(ArrowArrayStartAppending(array.get()) == NANOARROW_OK);
  array->length = fill(array->children[0]) - offset;
  REQUIRE(ArrowArrayFinishBuilding(array.get(), NANOARROW_VALIDATION_LEVEL_NONE, nullptr) == NANOARROW_OK);
  array->offset = offset;
  if (called) REQUIRE(ArrowSchemaSetFormat(schema->children[0], called) == NANOARROW_OK);
  nanoarrow::UniqueArrayStream stream;
  REQUIRE(ArrowBasicArrayStreamInit(stream.get(), schema.get(), 1) == NANOARROW_OK);
  ArrowBasicArrayStreamSetArray(stream.get(), 0, array.get());
  return read_all(*stream.get());
}

std::int64_t append(ArrowArray* array, const std::vector<const char*>& texts) {
  for (const char* text : texts) {
    REQUIRE((text ? ArrowArrayAppendString(array, ArrowCharView(text)) : ArrowArrayAppendNull(array, 1)) ==
            NANOARROW_OK);
  }
  return static_cast<std::int64_t>(texts.size());
}

}  // namespace

TEST_CASE("by hand: texts plain, large and as views, from a row on that is not the first") {
  for (const ArrowType type : {NANOARROW_TYPE_STRING, NANOARROW_TYPE_LARGE_STRING, NANOARROW_TYPE_STRING_VIEW}) {
    CAPTURE(ArrowTypeString(type));
    const ResultTable table =
        sent([&](ArrowSchema* schema) { ArrowSchemaInitFromType(schema, type); },
             [](ArrowArray* array) { return append(array, {"before", "b", nullptr, "longer than twelve bytes"}); }, 1);
    REQUIRE(table.rows == 3);
    CHECK(table["x"].texts == std::vector<std::string>{"b", "", "longer than twelve bytes"});
    CHECK(table["x"].valid == std::vector<bool>{true, false, true});
  }
}

TEST_CASE("by hand: of a dictionary, both a missing index and a missing entry are missing") {
  const ResultTable table = sent(
      [](ArrowSchema* schema) {
        ArrowSchemaInitFromType(schema, NANOARROW_TYPE_UINT8);
        REQUIRE(ArrowSchemaAllocateDictionary(schema) == NANOARROW_OK);
        ArrowSchemaInitFromType(schema->dictionary, NANOARROW_TYPE_STRING);
      },
      [](ArrowArray* array) {
        append(array->dictionary, {"yes", nullptr, "no"});
        for (const int index : {2, 0, 1}) REQUIRE(ArrowArrayAppendInt(array, index) == NANOARROW_OK);
        REQUIRE(ArrowArrayAppendNull(array, 1) == NANOARROW_OK);
        return 4;
      });
  REQUIRE(table["x"].type == ColumnType::text);
  CHECK(table["x"].texts == std::vector<std::string>{"no", "yes", "", ""});
  CHECK(table["x"].valid == std::vector<bool>{true, true, false, false});
}

TEST_CASE("by hand: a column of a type that is not known is passed over, its rows are not") {
  const auto numbers = [](ArrowSchema* schema) { ArrowSchemaInitFromType(schema, NANOARROW_TYPE_INT32); };
  const auto three = [](ArrowArray* array) {
    for (const int value : {1, 2, 3}) REQUIRE(ArrowArrayAppendInt(array, value) == NANOARROW_OK);
    return 3;
  };
  CHECK(sent(numbers, three)["x"].integers == std::vector<std::int64_t>{1, 2, 3});
  for (const char* format : {"strange", "+strange", "+m"}) {
    CAPTURE(format);
    const ResultTable table = sent(numbers, three, 0, format);
    CHECK(table.rows == 3);
    CHECK(table["x"].type == (*format == '+' ? ColumnType::nested : ColumnType::other));
    CHECK(table["x"].size() == 3);
  }
}

TEST_CASE("invariance: whole numbers are the same in every width, and as a number with decimals") {
  Database database = open_duckdb(1);
  for (const char* type :
       {"TINYINT", "UTINYINT", "SMALLINT", "USMALLINT", "INTEGER", "UINTEGER", "BIGINT", "UBIGINT"}) {
    CAPTURE(type);
    const ResultTable table = column_of(database, "CAST(i % 100 AS " + std::string(type) + ")");
    const ResultColumn& x = table["x"];
    REQUIRE(x.type == ColumnType::integer);
    REQUIRE(x.integers.size() == rows);
    for (std::size_t i = 0; i < rows; ++i) {
      REQUIRE(x.valid[i] == (i % 7 != 0));
      if (x.valid[i]) REQUIRE(x.integers[i] == static_cast<std::int64_t>(i % 100));
    }
  }
  for (const char* type :
       {"DOUBLE", "FLOAT", "DECIMAL(4,1)", "DECIMAL(9,2)", "DECIMAL(18,3)", "DECIMAL(38,4)", "HUGEINT"}) {
    CAPTURE(type);
    const ResultTable table = column_of(database, "CAST(i % 100 AS " + std::string(type) + ")");
    const ResultColumn& x = table["x"];
    REQUIRE(x.type == ColumnType::real);
    REQUIRE(x.reals.size() == rows);
    for (std::size_t i = 0; i < rows; ++i) {
      REQUIRE(x.valid[i] == (i % 7 != 0));
      REQUIRE((x.valid[i] ? x.reals[i] == static_cast<double>(i % 100) : std::isnan(x.reals[i])));
    }
  }
}

TEST_CASE("by hand: a number with decimals becomes the double nearest to it") {
  Database database = open_duckdb(1);
  const ResultTable table = database.query(
      "SELECT CAST('0.1' AS DECIMAL(38,20)) AS a, CAST('-12345678901234567.89' AS DECIMAL(38,2)) AS b, "
      "CAST('-0.05' AS DECIMAL(4,2)) AS c, sum(CAST(3 AS BIGINT)) AS d");
  CHECK(table["a"].reals[0] == 0.1);
  CHECK(table["b"].reals[0] == -12345678901234567.89);
  CHECK(table["c"].reals[0] == -0.05);
  CHECK(table["d"].reals[0] == 3);  // the database's sums of whole numbers are wider than 64 bits
}

TEST_CASE("invariance: texts are the same plain, large, as views and from a dictionary") {
  Database database = open_duckdb(1);
  const std::string words = "a text longer than twelve bytes, \xC3\xA9";
  const auto check = [&](const std::string& expression) {
    CAPTURE(expression);
    const ResultTable table = column_of(database, expression);
    const ResultColumn& x = table["x"];
    REQUIRE(x.type == ColumnType::text);
    REQUIRE(x.texts.size() == rows);
    for (std::size_t i = 0; i < rows; ++i) {
      REQUIRE(x.valid[i] == (i % 7 != 0));
      REQUIRE(x.texts[i] == (x.valid[i] && i % 2 == 0 ? words : ""));
    }
  };
  const std::string text = "CASE i % 2 WHEN 1 THEN '' ELSE '" + words + "' END";
  check(text);
  check("CAST(" + text + " AS ENUM('', '" + words + "'))");
  database.query("SET arrow_large_buffer_size = true");
  check(text);
  database.query("SET arrow_output_version = '1.4'");
  database.query("SET produce_arrow_string_view = true");
  check(text);
}

TEST_CASE("by hand: dates, times, truth values, lists, and no row at all") {
  Database database = open_duckdb(1);
  const ResultTable table = database.query(
      "SELECT DATE '2025-03-03' AS day, TIMESTAMP '2025-03-03 10:00:00' AS time, "
      "CAST('2025-03-03 10:00:00+00' AS TIMESTAMPTZ) AS zoned, i = 1 AS yes, [1, 2] AS list, {'a': 1} AS struct, "
      "CAST('x' AS BLOB) AS blob FROM (SELECT unnest([1, 2, NULL]) AS i)");
  CHECK(table["day"].type == ColumnType::date);
  CHECK(table["time"].type == ColumnType::timestamp);
  CHECK(table["zoned"].type == ColumnType::timestamp_with_zone);
  CHECK(table["list"].type == ColumnType::nested);
  CHECK(table["struct"].type == ColumnType::nested);
  CHECK(table["blob"].type == ColumnType::other);
  REQUIRE(table["yes"].type == ColumnType::boolean);
  CHECK(table["yes"].integers[0] == 1);
  CHECK(table["yes"].integers[1] == 0);
  CHECK_FALSE(table["yes"].valid[2]);
  const ResultTable none = database.query("SELECT 1 AS x WHERE false");
  CHECK(none.rows == 0);
  CHECK(none.columns.size() == 1);
}

}  // TEST_SUITE("ingest/source/arrow")
