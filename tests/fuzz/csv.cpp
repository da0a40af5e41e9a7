// A CSV file: refused, or every row of it accounted for.
#include "fuzz/fuzz.hpp"
#include "payoff/study.hpp"

namespace {

payoff::Study study_of(const std::string& file) {
  return payoff::parse_study(R"({"data": {"files": ")" + file + R"(", "format": "csv"},
    "columns": {"unit": "unit", "time": "week"}, "rollout": {"group": "arm", "treated": "B", "date": "2025-02-03"},
    "metrics": [{"name": "minutes", "kind": "time", "unit": "minutes"}]})",
                             "study.json");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const fuzz::File file(".csv");
  static const payoff::Study study = study_of(file.path());
  file.write(fuzz::text_of(data, size));
  try {
    const payoff::Ledger ledger = payoff::check(study, {.threads = 1}).ledger;
    fuzz::require(ledger.rows_read == ledger.rows_used + ledger.rows_rejected + ledger.rows_filtered,
                  "rows read = used + rejected + filtered");
  } catch (const payoff::Error& error) {
    fuzz::require_refusal(error);
  }
  return 0;
}
