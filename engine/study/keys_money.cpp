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
       number("per_person_month", "For each of `people` who has the tool, each month.", "30", 0),
       number("once_per_person", "For each of `people` who gets the tool, when that is.", "40", 0),
       number("hours_per_person", "Hours that each needs to learn it, at `hourly_cost`.", "6", 0),
       number("hours_per_person_month", "Hours that each spends on it every month: on reviewing what it does.", "1", 0),
       number("growth_per_year", "Of what recurs: by how much dearer each year is than the one before.", "0.03", 0)}};
  return section;
}

const KeySection& price_keys() {
  static const KeySection section{
      "prices",
      "A dated list of prices: each holds until the next of the same quantity and label.",
      {required(text("quantity", "A column or SQL of the bill: what is paid for.", R"("input_tokens")")),
       required(number("price", "Of `per` of it.", "3")),
       number("per", "How many of it the price is for.", "1000000", 1),
       text("label", "Of which value of the bill's `label`; not written: of all.", R"("model-a")"),
       text("from", "The day from which it holds.", R"("2025-06-01")")}};
  return section;
}

const KeySection& bill_keys() {
  static const KeySection section{
      "bills",
      "What was paid for the tool, as it was billed: licences, credits, tokens, a cloud's invoice. A table as `data` "
      "has it, "
      "whose rows are added up by month; a row that cannot be read is an error.",
      table_keys() +
          std::vector<Key>{
              required(text("name", "What for.", R"("licences")")),
              required(text("month", "A column or SQL of a day, or of a month.", R"("invoice_month")")),
              text("amount", "A column or SQL: what the row costs. Not written: by `prices`.", R"("amount")"),
              text("label", "What is priced: a model, a kind of credit.", R"("model")"),
              object(price_keys(), R"([{"quantity": "input_tokens", "price": 3, "per": 1000000}])", KeyType::objects),
              choice(
                  "goes_on", names_of(all_bill_goes_on),
                  "How it goes on after its last month; must be said where that is before the horizon. `per_person`: "
                  "as much for each of `people` who has the tool as in the last month for each of the study's."),
              text("reconciles",
                   "The `name` of the bill of usage that this is the invoice of: what it is beyond the usage at its "
                   "prices "
                   "is a line of its own.",
                   R"("tokens")")}};
  return section;
}

// Of money.rollout, which is not the section of that name.
const KeySection& start_keys() {
  static const KeySection section{"rollout_of_money",
                                  "Who of `people` begins when.",
                                  {required(number("month", "Months after the first begin.", "3")),
                                   required(number("share", "Of all `people`: those who begin then.", "0.25"))}};
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
       object(
           bill_keys(),
           R"([{"name": "licences", "files": "licence_bill.csv", "month": "invoice_month", "amount": "amount", "goes_on": "per_person"}])",
           KeyType::objects),
       {"rollout",
        KeyType::objects,
        "When the tool comes to all of `people`; not written: as it came to those of the study.",
        R"([{"month": 0, "share": 0.5}, {"month": 3, "share": 0.5}])",
        {},
        {},
        0,
        0,
        &start_keys()},
       number("volume_growth_per_year", "Of the benefits: by how much more there is to do each year.", "0.05", 0),
       number("risk_of_benefits", "Forrester's risk adjustment: the share taken off every benefit.", "0.15", 0),
       number("risk_of_costs", "The same: the share added to every cost.", "0.1", 0),
       whole("horizon_months", "How far it is valued.", 36, 1, 600),
       number("discount_rate_per_year", "What a year costs.", "0.1", 0.10),
       choice("discounting", names_of(all_discounting),
              "When a month's money counts: at its own end, or at the end of its year, as Forrester does.", "months"),
       whole("draws", "Of the simulation.", 100000, 100, 10000000)}};
  return section;
}

}  // namespace payoff
