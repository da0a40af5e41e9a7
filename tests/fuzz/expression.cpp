// An expression from a stranger's study, as a value and as a label: refused, or a value for every row.
#include "fuzz/fuzz.hpp"
#include "payoff/ingest.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const fuzz::File file(".csv");
  static const std::string folder = std::filesystem::path(file.path()).parent_path();
  file.write("unit,week,arm,minutes\na,2025-01-27,A,1\na,2025-02-03,A,2\nb,2025-01-27,B,3\nb,2025-02-03,B,4\n");
  const std::string sql(fuzz::text_of(data, size));
  for (const bool label : {false, true}) {
    payoff::Columns columns{.unit = "unit", .time = "week"};
    if (label) columns.cluster = sql;
    try {
      const payoff::Loaded loaded = payoff::load({.files = {file.path()}, .confined_to = folder}, columns,
                                                 {.group = "arm", .treated = "B", .date = "2025-02-03"},
                                                 {{.metric = {.name = "minutes"}, .value = label ? "minutes" : sql}},
                                                 payoff::Grain::periods, {.threads = 1});
      fuzz::require(loaded.ledger.rows_read == 4, "every row is read", sql);
    } catch (const payoff::Error& error) {
      fuzz::require_refusal(error);
    }
  }
  return 0;
}
