// Columns in memory, as SQL sees them.
#include "payoff/frame.hpp"

#include <doctest/doctest.h>

#include <random>

#include "ingest/frames.hpp"
#include "ingest/loading.hpp"
#include "ingest/source/duckdb.hpp"
#include "ingest/source/embedded.hpp"
#include "payoff/error.hpp"

using namespace payoff;
using namespace payoff::frames;
using payoff::loading::holds;
using payoff::loading::message_of;

TEST_SUITE("ingest/source/frame") {

TEST_CASE("by hand: a frame is a table, its missing cells are missing, its rows in their order") {
  const Frame frame = frame_of({{"who", std::vector<std::string>{"ann", "", "a name longer than twelve bytes"}},
                                {"minutes", std::vector<double>{1.5, 2, missing}}},
                               2);
  CHECK(frame.rows() == 3);
  CHECK(frame.columns() == 2);
  Database database = open_duckdb(1, true, 0, {frame});
  const ResultTable table = database.query("SELECT * FROM " + frame_relation(0));
  CHECK(table["who"].texts == std::vector<std::string>{"ann", "", "a name longer than twelve bytes"});
  CHECK(table["who"].valid == std::vector<bool>{true, false, true});
  CHECK(table["minutes"].valid == std::vector<bool>{true, true, false});
  CHECK(database.query("SELECT count(*) AS n FROM " + frame_relation(0)).columns[0].integers[0] == 3);
}

TEST_CASE("by property: whatever the batches, each query of some columns gives what was put in") {
  std::mt19937 random(7);
  for (const std::size_t batch_rows : {1UL, 100UL, 2048UL, 2049UL, 100000UL}) {
    CAPTURE(batch_rows);
    std::vector<double> numbers;
    std::vector<std::string> texts;
    for (int row = 0; row < 5000; ++row) {
      numbers.push_back(random() % 5 == 0 ? missing : static_cast<double>(random()) / 7);
      texts.push_back(random() % 5 == 0 ? "" : std::string(random() % 40, 'x') + std::to_string(row));
    }
    const Frame frame = frame_of({{"a", numbers}, {"b", texts}, {"c", numbers}}, batch_rows);
    Database database = open_duckdb(2, true, 0, {Frame(), frame});
    const std::string relation = frame_relation(1);
    const ResultTable both = database.query("SELECT c, b FROM " + relation);
    CHECK(both["b"].texts == texts);
    for (std::size_t row = 0; row < numbers.size(); ++row) {
      REQUIRE(both["c"].valid[row] == !std::isnan(numbers[row]));
      if (both["c"].valid[row]) REQUIRE(both["c"].reals[row] == numbers[row]);
    }
    // Twice in one query, each scan for itself.
    const ResultTable joined = database.query("SELECT count(*) AS n FROM (SELECT DISTINCT b FROM " + relation +
                                              " WHERE b IS NOT NULL) AS x JOIN " + relation + " AS y USING (b)");
    CHECK(joined["n"].integers[0] == std::ranges::count_if(texts, [](const auto& text) { return !text.empty(); }));
  }
}

TEST_CASE("a frame without rows has its columns") {
  Database database = open_duckdb(1, true, 0, {frame_of({{"a", std::vector<double>{}}})});
  const ResultTable table = database.query("SELECT * FROM " + frame_relation(0));
  CHECK(table.rows == 0);
  CHECK(table.columns.at(0).name == "a");
}

TEST_CASE("a confined database reads its frames and nothing else") {
  Database database = open_duckdb(1, false, 0, {frame_of({{"a", std::vector<double>{4}}})});
  confine(database, {});
  CHECK(database.query("SELECT a FROM " + frame_relation(0))["a"].reals[0] == 4);
  CHECK_THROWS_AS(database.query("SELECT * FROM read_text('/etc/hostname')"), DatabaseError);
  CHECK_THROWS_AS(database.query("SELECT * FROM " + frame_relation(1)), DatabaseError);
}

TEST_CASE("a NaN is missing in numbers as it is in texts, unless the study says otherwise") {
  const std::vector<double> minutes{5, 8, 6, 9, 5, 8, 6, 9};
  const std::vector<double> arm{1, 0, 1, 0, 1, 0, 1, 0};
  nanoarrow::UniqueArrayStream stream = stream_of({{"minutes", minutes}, {"arm", arm}}, 8);
  nanoarrow::UniqueSchema schema;
  nanoarrow::UniqueArray batch;
  ok(stream->get_schema(stream.get(), schema.get()));
  ok(stream->get_next(stream.get(), batch.get()));
  const_cast<double*>(static_cast<const double*>(batch->children[0]->buffers[1]))[2] = missing;
  nanoarrow::UniqueArrayStream with_nan;
  ok(ArrowBasicArrayStreamInit(with_nan.get(), schema.get(), 1));
  ArrowBasicArrayStreamSetArray(with_nan.get(), 0, batch.get());
  Source source;
  source.frame = Frame(with_nan.get());
  const Rollout halves{.group = "arm", .treated = "1"};
  const auto rejected = [&] {
    return load(source, {}, halves, loading::minutes, Grain::phases, {.threads = 1}).ledger.rows_rejected;
  };
  CHECK(rejected() == 0);
  source.not_missing = {"NaN"};
  CHECK(rejected() == 1);
}

TEST_CASE("refusals: a stream that fails, was read, or has no columns") {
  CHECK(holds(message_of([] { frame_of({}); }), "the frame cannot be read: it has no columns"));
  nanoarrow::UniqueArrayStream stream = stream_of({{"a", std::vector<double>{4}}}, 1);
  const Frame frame(stream.get());
  CHECK(holds(message_of([&] { Frame again(stream.get()); }), "it was read before"));
  ArrowArrayStream failing{};
  failing.get_schema = [](ArrowArrayStream*, ArrowSchema*) { return 5; };
  failing.get_last_error = [](ArrowArrayStream*) { return "the cable was cut"; };
  failing.release = [](ArrowArrayStream* self) { self->release = nullptr; };
  CHECK(holds(message_of([&] { Frame never(&failing); }), "the frame cannot be read: the cable was cut"));
  CHECK(!failing.release);
}

}  // TEST_SUITE("ingest/source/frame")
