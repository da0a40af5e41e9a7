// A sentence about a results.json, and any results.json: understood, or refused with the way out.
#include <string>

#include "fuzz/fuzz.hpp"
#include "payoff/study.hpp"

namespace {

constexpr const char* results = R"({"schema": "payoff/1", "who": "agents", "tool": "the aid", "study": {},
 "calendar": {"period": "week"}, "effects": [{"segment": null, "method": "did", "estimand": "ATT", "against": "others",
  "level": 0.95, "absolute": {"estimate": -6, "se": 1, "df": 20, "low": -8.086, "high": -3.914, "p": 0.001, "unit": "", "reason": ""},
  "relative": {"estimate": -0.2, "se": 0.03, "df": 20, "low": -0.26, "high": -0.14, "p": 0.001, "unit": "", "reason": ""},
  "baseline": 30, "units_treated": 20, "units_comparison": 20, "periods_after": 10, "weeks_after": 10,
  "volume_per_unit_week": 50, "usable": true, "message": "", "inference": "", "course": null,
  "metric_declared": {"name": "handle_minutes", "kind": "time", "label": "", "unit": "minutes", "per": "tickets",
   "better": "lower", "scale": "level", "role": "primary", "self_reported": false, "activity": false,
   "declared_in_advance": true}}],
 "appraisal": null, "verdict": {"grade": "C", "base": "C", "reasons": []}, "claims": []})";

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const payoff::Results known = payoff::parse_results(results, "results.json");
  const std::string text(fuzz::text_of(data, size));
  try {
    const payoff::Evidence evidence = known.evidence();
    payoff::judge(payoff::read_assertion(text, evidence), evidence, known.verdict, known.claims);
  } catch (const payoff::Error& error) {
    fuzz::require_refusal(error);
  }
  try {
    payoff::parse_results(text, "results.json");
  } catch (const payoff::Error& error) {
    fuzz::require_refusal(error);
  }
  return 0;
}
