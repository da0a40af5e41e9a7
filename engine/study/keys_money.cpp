#include "study/key_forms.hpp"

namespace payoff {
namespace {

const KeySection& range_keys() {
  static const KeySection section{"realized_share",
                                  "A triangular distribution.",
                                  {number("low", "The least.", "0.3"), number("mode", "The most likely.", "0.5"),
                                   number("high", "The greatest.", "0.7")}};
  return section;
}

const KeySection& cost_keys() {
  static const KeySection section{
      "costs",
      "What the tool costs, each as often as it occurs.",
      {required(text("name", "What for.", R"("licences")")), number("once", "At the beginning.", "60000", 0),
       number("per_month", "Each month.", "2000", 0),
       number("per_person_month", "For each of `people`, each month.", "30", 0)}};
  return section;
}

}  // namespace

const KeySection& money_keys() {
  static const KeySection section{
      "money",
      "What the effect is worth. Without it nothing is said of money.",
      {text("currency", "Of all amounts.", R"("EUR")", "USD"),
       number("people", "How many have, or will have, the tool.", "420", 0),
       number("hourly_cost", "Of one of them, with all that an hour costs.", "48"),
       number("volume_per_person_week",
              "Of a time per something: how many of them a week. Not written: as in the data.", "25"),
       number("rework_share", "Of the time saved, what goes into checking and mending.", "0.1", 0),
       {"realized_share",
        KeyType::range,
        "Of the time saved, what the business gets: a number, or `low`, `mode`, `high`.",
        R"({"low": 0.3, "mode": 0.5, "high": 0.7})",
        {},
        {},
        0,
        0,
        &range_keys()},
       number("gross_margin", "Of a revenue, what is left after what was sold has cost.", "0.4"),
       {"costs",
        KeyType::objects,
        "What the tool costs.",
        R"([{"name": "licences", "per_person_month": 30}])",
        {},
        {},
        0,
        0,
        &cost_keys()},
       whole("horizon_months", "How far it is valued.", 36, 1, 600),
       number("discount_rate_per_year", "What a year costs.", "0.1", 0.10),
       whole("draws", "Of the simulation.", 10000, 100, 10000000)}};
  return section;
}

}  // namespace payoff
