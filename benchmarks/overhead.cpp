// What the C API costs beside C++, on ten million cells in memory: the same study of the same columns, in turn. The last
// line is for overhead.py, which puts Python beside it.
//
//     bench_overhead [REPETITIONS]
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <nanoarrow/nanoarrow.hpp>
#include <string>
#include <vector>

#include "payoff/payoff.h"
#include "payoff/payoff.hpp"

namespace {

constexpr std::int64_t units = 1'000, weeks = 50, rollout = 25, rows = 2'500'000;

const std::string study_json = R"({"columns": {"unit": "unit", "time": "week", "period": "integer"},
  "rollout": {"group": "arm", "treated": "1", "date": "25"},
  "metrics": [{"name": "minutes", "kind": "time", "unit": "minutes", "aggregate": "mean"}], "report": {"formats": ["json"]}})";

// As overhead.py makes them: fifty rows a unit and week.
struct Columns {
  std::vector<std::int64_t> unit, week, arm;
  std::vector<double> minutes;

  Columns() {
    for (std::int64_t i = 0; i < rows; ++i) {
      unit.push_back(i / weeks % units);
      week.push_back(i % weeks);
      arm.push_back(unit.back() % 2);
      const bool tool = arm.back() == 1 && week.back() >= rollout;
      minutes.push_back(30 + static_cast<double>(i * 7919 % 101) / 10 - (tool ? 4 : 0));
    }
  }

  void add(ArrowSchema* schema, ArrowArray* batch, std::int64_t i, const char* name, const void* data, ArrowType type) {
    ArrowSchemaSetType(schema->children[i], type);
    ArrowSchemaSetName(schema->children[i], name);
    static const void* buffers[4][2];
    buffers[i][1] = data;
    ArrowArray& column = *batch->children[i];
    column = {};
    column.length = rows;
    column.n_buffers = 2;
    column.buffers = buffers[i];
    column.release = [](ArrowArray* array) { array->release = nullptr; };
  }

  // Nothing is copied.
  nanoarrow::UniqueArrayStream stream() {
    nanoarrow::UniqueSchema schema;
    nanoarrow::UniqueArray batch;
    ArrowSchemaInit(schema.get());
    ArrowSchemaSetTypeStruct(schema.get(), 4);
    ArrowArrayInitFromType(batch.get(), NANOARROW_TYPE_STRUCT);
    ArrowArrayAllocateChildren(batch.get(), 4);
    batch->length = rows;
    add(schema.get(), batch.get(), 0, "unit", unit.data(), NANOARROW_TYPE_INT64);
    add(schema.get(), batch.get(), 1, "week", week.data(), NANOARROW_TYPE_INT64);
    add(schema.get(), batch.get(), 2, "arm", arm.data(), NANOARROW_TYPE_INT64);
    add(schema.get(), batch.get(), 3, "minutes", minutes.data(), NANOARROW_TYPE_DOUBLE);
    nanoarrow::UniqueArrayStream made;
    ArrowBasicArrayStreamInit(made.get(), schema.get(), 1);
    ArrowBasicArrayStreamSetArray(made.get(), 0, batch.get());
    return made;
  }
};

std::string by_cpp(Columns& columns) {
  const payoff::Frame frame(columns.stream().get());
  return payoff::rendered(payoff::run(payoff::parse_study(study_json, "study.json", {}, {{"data", frame}})), "json");
}

std::string by_c(Columns& columns) {
  nanoarrow::UniqueArrayStream stream = columns.stream();
  const payoff_table table{"data", stream.get()};
  payoff_study* study = nullptr;
  payoff_result* result = nullptr;
  std::string json;
  if (payoff_study_parse(study_json.c_str(), nullptr, &table, 1, &study, nullptr) == PAYOFF_OK &&
      payoff_run(study, nullptr, &result, nullptr) == PAYOFF_OK)
    json = payoff_result_json(result, nullptr);
  payoff_result_free(result);
  payoff_study_free(study);
  return json;
}

double seconds(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

}  // namespace

int main(int argc, char** argv) {
  const int repetitions = argc > 1 ? std::stoi(argv[1]) : 7;
  Columns columns;
  if (by_cpp(columns) != by_c(columns)) {  // and warm
    fmt::print(stderr, "bench_overhead: C and C++ differ\n");
    return 1;
  }
  std::vector<double> cpp, c;
  for (int i = 0; i < repetitions; ++i) {
    cpp.push_back(seconds([&] { by_cpp(columns); }));
    c.push_back(seconds([&] { by_c(columns); }));
  }
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  fmt::print("C++ {:.3f} s, C {:.3f} s: {:.3f} times as long (medians of {})\n", median(cpp), median(c),
             median(c) / median(cpp), repetitions);
  fmt::print("{{\"cpp\": {}, \"peak_kib\": {}}}\n", median(cpp), used.ru_maxrss);
}
