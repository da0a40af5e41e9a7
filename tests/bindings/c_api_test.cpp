// payoff.h as a host sees it.
#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <thread>

#include "ingest/frames.hpp"
#include "ingest/source/arrow.hpp"
#include "payoff/payoff.h"
#include "payoff/payoff.hpp"

using namespace payoff;
using namespace payoff::frames;

TEST_SUITE("bindings/c_api") {

namespace {

using nlohmann::json;

const std::filesystem::path cases = std::filesystem::path(PAYOFF_SOURCE_DIR) / "datasets";
const std::string support_assistant = (cases / "support_assistant/study.json").string();

// Handles of one test.
struct Handles {
  payoff_error* error = nullptr;
  payoff_study* study = nullptr;
  payoff_result* result = nullptr;
  payoff_files* files = nullptr;
  char* text = nullptr;

  Handles() = default;
  Handles(const Handles&) = delete;
  ~Handles() {
    payoff_error_free(error);
    payoff_study_free(study);
    payoff_result_free(result);
    payoff_files_free(files);
    payoff_text_free(text);
  }
};

const char* const small_study = R"({"columns": {"unit": "who"}, "rollout": {"group": "arm", "treated": "yes"},
  "metrics": [{"name": "minutes", "kind": "time", "unit": "minutes"}], "report": {"formats": ["json"]}})";

std::vector<FrameColumn> eight_people() {
  return {{"who", std::vector<std::string>{"a", "b", "c", "d", "e", "f", "g", "h"}},
          {"arm", std::vector<std::string>{"yes", "no", "yes", "no", "yes", "no", "yes", "no"}},
          {"minutes", std::vector<double>{5, 8, 6, 9, 5, 8, 6, 9}}};
}

payoff_settings settings() {
  payoff_settings made{};
  made.size = sizeof made;
  return made;
}

}  // namespace

TEST_CASE("a worked case gives what C++ gives: results, reports, effects as rows, the judgement of a claim") {
  Handles c;
  REQUIRE(payoff_study_read(support_assistant.c_str(), nullptr, 0, &c.study, &c.error) == PAYOFF_OK);
  REQUIRE(payoff_run(c.study, nullptr, &c.result, &c.error) == PAYOFF_OK);
  const CaseStudy expected = run(read_study(support_assistant));
  std::size_t bytes = 0;
  CHECK(payoff_result_json(c.result, &bytes) == rendered(expected, "json"));
  CHECK(bytes == rendered(expected, "json").size());

  REQUIRE(payoff_result_report(c.result, "html", &c.files, &c.error) == PAYOFF_OK);
  const std::vector<ReportFile> files = report_files(expected, "html");
  REQUIRE(payoff_files_count(c.files) == files.size());
  for (std::size_t i = 0; i < files.size(); ++i) {
    CHECK(payoff_files_name(c.files, i) == files[i].name);
    const char* content = payoff_files_bytes(c.files, i, &bytes);
    CHECK(std::string(content, bytes) == files[i].bytes);
  }
  CHECK(payoff_files_name(c.files, files.size()) == nullptr);

  nanoarrow::UniqueArrayStream rows;
  REQUIRE(payoff_result_effects(c.result, rows.get(), &c.error) == PAYOFF_OK);
  const ResultTable table = read_all(*rows.get());
  CHECK(table.columns.size() == effects_columns().size());
  CHECK(table["metric"].texts.at(0) == expected.effects[0].metric.name);
  CHECK(table["estimate"].reals.at(0) == doctest::Approx(expected.effects[0].absolute.estimate).epsilon(1e-11));

  REQUIRE(payoff_result_claim(c.result, "saves 30 hours a week per agent", &c.text, &c.error) == PAYOFF_OK);
  CHECK(json::parse(c.text)["verdict"] == "contradicted");
}

TEST_CASE("by hand: a table in memory, its stream released, an effect of -3 minutes") {
  Handles c;
  nanoarrow::UniqueArrayStream stream = stream_of(eight_people(), 3);
  const payoff_table table{"data", stream.get()};
  REQUIRE(payoff_study_parse(small_study, nullptr, &table, 1, &c.study, &c.error) == PAYOFF_OK);
  CHECK(!stream->release);
  REQUIRE(payoff_check(c.study, nullptr, &c.text, &c.error) == PAYOFF_OK);
  CHECK(json::parse(c.text)["ledger"]["rows_used"] == 8);
  REQUIRE(payoff_run(c.study, nullptr, &c.result, &c.error) == PAYOFF_OK);
  const json results = json::parse(payoff_result_json(c.result, nullptr));
  CHECK(results["effects"][0]["absolute"]["estimate"].get<double>() == doctest::Approx(-3).epsilon(1e-12));
}

TEST_CASE("refusals: codes are those of the program, texts the same, streams are released") {
  Handles c;
  nanoarrow::UniqueArrayStream stream = stream_of(eight_people(), 3);
  const payoff_table table{"data", stream.get()};
  CHECK(payoff_study_parse("{\"metricks\": []}", "x/study.json", &table, 1, &c.study, &c.error) == PAYOFF_USAGE);
  CHECK(!stream->release);
  CHECK(c.study == nullptr);
  CHECK(payoff_error_code(c.error) == PAYOFF_USAGE);
  std::string expected;
  try {
    parse_study("{\"metricks\": []}", "x/study.json", {}, {{"data", Frame(stream_of(eight_people(), 3).get())}});
  } catch (const Error& error) {
    expected = error.what();
  }
  CHECK(payoff_error_text(c.error) == expected);
  CHECK(json::parse(payoff_error_json(c.error))["error"]["exit_code"] == 2);
  CHECK(payoff_study_parse(nullptr, nullptr, nullptr, 0, &c.study, nullptr) == PAYOFF_USAGE);
  CHECK(payoff_study_read("not/there.json", nullptr, 0, &c.study, nullptr) == PAYOFF_SOURCE);
  CHECK(payoff_run(nullptr, nullptr, &c.result, nullptr) == PAYOFF_USAGE);
  REQUIRE(payoff_study_read(support_assistant.c_str(), nullptr, 0, &c.study, nullptr) == PAYOFF_OK);
  const payoff_settings empty{};
  CHECK(payoff_run(c.study, &empty, &c.result, nullptr) == PAYOFF_USAGE);
  REQUIRE(payoff_run(c.study, nullptr, &c.result, nullptr) == PAYOFF_OK);
  CHECK(payoff_result_report(c.result, "pdf", &c.files, nullptr) == PAYOFF_USAGE);
}

TEST_CASE("what is not trusted reads nothing beside its study, and the table it was given") {
  Handles c;
  nanoarrow::UniqueArrayStream stream = stream_of(eight_people(), 8);
  const payoff_table table{"data", stream.get()};
  std::string stealing = small_study;
  stealing.replace(stealing.find("\"group\": \"arm\""), 14,
                   "\"group\": \"(SELECT min(content) FROM read_text('/etc/hostname'))\"");
  payoff_settings untrusted = settings();
  untrusted.untrusted = 1;
  REQUIRE(payoff_study_parse(stealing.c_str(), nullptr, &table, 1, &c.study, &c.error) == PAYOFF_OK);
  CHECK(payoff_run(c.study, &untrusted, &c.result, &c.error) == PAYOFF_USAGE);
  INFO(payoff_error_text(c.error));
  CHECK(c.result == nullptr);
}

TEST_CASE("progress comes on the host's own thread, in order, and ends below 1; a host that wants no more is obeyed") {
  struct Seen {
    std::thread::id thread = std::this_thread::get_id();
    std::vector<double> shares;
    int asked = 0, cancel_at = INT_MAX;
    bool elsewhere = false;
  } seen;
  payoff_settings with = settings();
  with.host = &seen;
  with.progress = [](void* host, const char* stage, double share) {
    auto& here = *static_cast<Seen*>(host);
    here.elsewhere |= here.thread != std::this_thread::get_id() || !*stage;
    here.shares.push_back(share);
  };
  with.cancel = [](void* host) {
    auto& here = *static_cast<Seen*>(host);
    here.elsewhere |= here.thread != std::this_thread::get_id();
    return static_cast<int>(++here.asked >= here.cancel_at);
  };
  Handles c;
  REQUIRE(payoff_study_read(support_assistant.c_str(), nullptr, 0, &c.study, &c.error) == PAYOFF_OK);
  REQUIRE(payoff_run(c.study, &with, &c.result, &c.error) == PAYOFF_OK);
  CHECK(!seen.elsewhere);
  CHECK(!seen.shares.empty());
  CHECK(std::ranges::is_sorted(seen.shares));
  CHECK(seen.asked > 0);
  for (const int cancel_at : {1, 2, seen.asked / 2}) {
    seen.asked = 0;
    seen.cancel_at = cancel_at;
    payoff_result* none = nullptr;
    payoff_error* cancelled = nullptr;
    CHECK(payoff_run(c.study, &with, &none, &cancelled) == PAYOFF_CANCELLED);
    CHECK(none == nullptr);
    CHECK(payoff_error_code(cancelled) == PAYOFF_CANCELLED);
    payoff_error_free(cancelled);
  }
}

TEST_CASE("one study may be run by several threads at once, and all get the same") {
  Handles c;
  nanoarrow::UniqueArrayStream stream = stream_of(eight_people(), 3);
  const payoff_table table{"data", stream.get()};
  REQUIRE(payoff_study_parse(small_study, nullptr, &table, 1, &c.study, &c.error) == PAYOFF_OK);
  std::vector<std::string> found(4);
  {
    std::vector<std::jthread> threads;
    for (std::string& each : found)
      threads.emplace_back([&] {
        payoff_result* result = nullptr;
        if (payoff_run(c.study, nullptr, &result, nullptr) == PAYOFF_OK) each = payoff_result_json(result, nullptr);
        payoff_result_free(result);
      });
  }
  CHECK(!found[0].empty());
  for (const std::string& each : found) CHECK(each == found[0]);
}

}  // TEST_SUITE("bindings/c_api")
