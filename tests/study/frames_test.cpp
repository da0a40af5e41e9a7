// A study of tables that the calling program holds.
#include "ingest/frames.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "ingest/loading.hpp"
#include "ingest/source/duckdb.hpp"
#include "payoff/payoff.hpp"

using namespace payoff;
using namespace payoff::frames;
using payoff::loading::holds;
using payoff::loading::message_of;

TEST_SUITE("study/frames") {

namespace {

// The cells of a CSV file, each column as the file shows it: numbers as numbers, all else as text.
Frame frame_of_csv(const std::string& file, std::size_t batch_rows) {
  Database database = open_duckdb(1);
  const std::string read = "read_csv(" + sql_file(file) + ", header = true)";
  std::string columns;
  const ResultTable types = database.query("SELECT * FROM " + read + " LIMIT 0");
  for (const ResultColumn& column : types.columns) {
    const bool number = column.type == ColumnType::integer || column.type == ColumnType::real;
    const std::string quoted = sql_name(column.name);
    columns +=
        (columns.empty() ? "CAST(" : ", CAST(") + quoted + (number ? " AS DOUBLE) AS " : " AS VARCHAR) AS ") + quoted;
  }
  return frame_of(columns_of(database.query("SELECT " + columns + " FROM read_csv(" + sql_file(file) +
                                            ", header = true, all_varchar = true)")),
                  batch_rows);
}

const std::filesystem::path cases = std::filesystem::path(PAYOFF_SOURCE_DIR) / "datasets";

// What a reader of the results is told of effects, money and evidence.
nlohmann::json told(const Study& study) {
  nlohmann::json results = nlohmann::json::parse(rendered(run(study, {.threads = 1}), "json"));
  for (const char* of_the_files : {"provenance", "study", "pictures"}) results.erase(of_the_files);
  return results;
}

std::string differences(const nlohmann::json& found, const nlohmann::json& expected) {
  return nlohmann::json::diff(expected, found).dump().substr(0, 2000);
}

}  // namespace

TEST_CASE("by property: a worked case of frames is the worked case of files, whatever the batches") {
  for (const char* name : {"support_assistant", "coding_assistant", "storefront_recommender", "idle_tool"}) {
    CAPTURE(name);
    const std::string path = (cases / name / "study.json").string();
    const Study of_files = read_study(path);
    const nlohmann::json expected = told(of_files);
    for (const std::size_t batch_rows : {97UL, 1000000UL}) {
      const Frame frame = frame_of_csv(of_files.source.files[0], batch_rows);
      CHECK(differences(told(read_study(path, {}, {{std::string(rows_frame), frame}})), expected) == "[]");
    }
  }
}

TEST_CASE("a table that is looked up may be a frame of its name, beside rows that are a file") {
  const std::string path = (cases / "service_desk/study.json").string();
  const Study of_files = read_study(path);
  REQUIRE(of_files.source.joins.size() == 1);
  const Join& roster = of_files.source.joins[0];
  const Study of_frames = read_study(path, {}, {{roster.name, frame_of_csv(roster.source.files[0], 10)}});
  const nlohmann::json expected = told(of_files), found = told(of_frames);
  CHECK(differences(found["effects"], expected["effects"]) == "[]");
  CHECK(found["ledger"]["rows_used"] == expected["ledger"]["rows_used"]);
}

TEST_CASE("by hand: a study without data is one of a frame; the frame is an input with its rows") {
  const Frame frame = frame_of({{"who", std::vector<std::string>{"a", "b", "c", "d", "e", "f", "g", "h"}},
                                {"arm", std::vector<std::string>{"yes", "no", "yes", "no", "yes", "no", "yes", "no"}},
                                {"minutes", std::vector<double>{5, 8, 6, 9, 5, 8, 6, 9}}});
  const std::string text = R"({"columns": {"unit": "who"}, "rollout": {"group": "arm", "treated": "yes"},
    "metrics": [{"name": "minutes", "kind": "time", "unit": "minutes"}], "report": {"formats": ["json"]}})";
  const CaseStudy result = run(parse_study(text, "study.json", {}, {{"data", frame}}), {.threads = 1});
  CHECK(result.effects.at(0).absolute.estimate == doctest::Approx(-3).epsilon(1e-12));
  REQUIRE(result.inputs.size() == 1);
  CHECK(result.inputs[0].name == "data");
  CHECK(result.inputs[0].rows == 8);
  CHECK(holds(message_of([&] { parse_study(text, "study.json"); }), "'data' is missing"));
  CHECK(holds(message_of([&] { parse_study(text, "study.json", {}, {{"data", frame}, {"rooster", frame}}); }),
              "frame 'rooster' is no table of the study, whose tables are data"));
}

TEST_CASE("a cell of text means what it means in a file") {
  const Frame frame =
      frame_of({{"who", std::vector<std::string>{"a", "b", "c", "d", "e", "f", "g", "h"}},
                {"arm", std::vector<std::string>{"1", "0", "1", "0", "1", "0", "1", "0"}},
                {"minutes", std::vector<std::string>{"1.005,50", "8", "6", "n/a", "5", "8", "6", "9"}}});
  const std::string text = R"({"columns": {"unit": "who"}, "rollout": {"group": "arm", "treated": "1"},
    "metrics": [{"name": "minutes", "kind": "time", "unit": "minutes"}], "data": {"rejected_limit": 0.5}})";
  const Loaded loaded = check(parse_study(text, "study.json", {}, {{"data", frame}}), {.threads = 1});
  CHECK(loaded.panel.metrics[0].sum[0] == 1005.5);
  CHECK(loaded.ledger.rows_read == 8);
}

}  // TEST_SUITE("study/frames")
