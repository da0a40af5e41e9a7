// A JSON file: refused, or every record of it accounted for.
#include "fuzz/fuzz.hpp"
#include "payoff/ingest.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const fuzz::File file(".json");
  file.write(fuzz::text_of(data, size));
  try {
    const payoff::Ledger ledger =
        payoff::load({.files = {file.path()}}, {.unit = "unit", .time = "week"},
                     {.group = "arm", .treated = "B", .date = "2025-02-03"}, {{.metric = {.name = "minutes"}}},
                     payoff::Grain::periods, {.threads = 1})
            .ledger;
    fuzz::require(ledger.rows_read == ledger.rows_used + ledger.rows_rejected + ledger.rows_filtered,
                  "rows read = used + rejected + filtered");
  } catch (const payoff::Error& error) {
    fuzz::require_refusal(error);
  }
  return 0;
}
