#include "study/key_forms.hpp"

namespace payoff {

const KeySection& distribution() {
  static const KeySection section{
      "distribution",
      "A number that is uncertain. `triangular` and `pert`: `low`, `mode`, `high`; `log_normal`: `p10` and `p90`; "
      "`sample`: "
      "one of `values`, each as likely. Without a `shape` it is told by its keys.",
      {choice("shape", {"triangular", "pert", "log_normal", "sample"}, "How it lies between its ends.", "triangular"),
       number("low", "The least.", "0.3"),
       number("mode", "The most likely.", "0.5"),
       number("high", "The greatest.", "0.7"),
       number("p10", "One in ten is below.", "20"),
       number("p90", "One in ten is above.", "60"),
       {"values", KeyType::numbers, "What was seen, one by one.", "[38, 41, 57]"}}};
  return section;
}

namespace {

const KeySection& cost_keys() {
  static const KeySection section{
      "costs",
      "What the tool costs, each as often as it occurs.",
      {required(text("name", "What for.", R"("licences")")), uncertain("once", "At the beginning.", "60000", 0),
       uncertain("per_month", "Each month.", "2000", 0),
       uncertain("per_person_month", "For each of `people` who has the tool, each month.", "30", 0),
       uncertain("once_per_person", "For each of `people` who gets the tool, when that is.", "40", 0),
       uncertain("hours_per_person", "Hours that each needs to learn it, at `hourly_cost`.", "6", 0),
       uncertain("hours_per_person_month", "Hours that each spends on it every month: on reviewing what it does.", "1",
                 0),
       number("growth_per_year",
              "Of what recurs: by how much dearer each year is than the one before. Not written: inflation.", "0.03"),
       text("currency", "Of its amounts, where it is not that of the money.", R"("EUR")")}};
  return section;
}

const KeySection& value_keys() {
  static const KeySection section{
      "values",
      "One measured effect that is worth money. What is not written here is as `money` says it for all.",
      {required(text("metric", "Its name.", R"("handle_minutes")")),
       text("segment", "Of some people only: a column of `columns.segments`.", R"("role")"),
       text("label", "Which of them.", R"("senior")"),
       choice(
           "as", names_of(all_value_as),
           "What it is worth as. Not written: by the kind of the metric; of what is counted, `quality` where less is "
           "better and `throughput` where more is."),
       choice("class", names_of(all_value_classes),
              "Where it shows: `cash` is no longer spent or newly earned, `capacity` is people free for other work, "
              "`soft` is shown and not counted. Not written: revenue, cost and retention are cash, all else capacity."),
       uncertain("price", "What one more, or one less, is worth: of a metric of kind count or rate.", "35"),
       uncertain("people", "Of these people, how many.", "120"), uncertain("hourly_cost", "Of one of them.", "80"),
       uncertain("volume_per_person_week", "How many a week each of them has.", "25"),
       uncertain("rework_share", "Of their time saved.", "0.1"),
       uncertain("realized_share", "Of their time saved; of a cost or a count, where not all of it comes back.", "0.5"),
       uncertain("gross_margin", "Of this revenue.", "0.4"),
       text(
           "counted_in",
           "The metric whose value holds this one already, such as the rework in a cost per outcome: then it is priced "
           "there, and not counted again.",
           R"("cost_per_change")"),
       text("apart",
            "Why this is not made, or earned, in the time that another value saves. Time saved and what was made in it "
            "are never both counted.",
            R"("orders of customers who never speak to an agent")")}};
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

const KeySection& uptake_keys() {
  static const KeySection section{"uptake_of_money",
                                  "Who uses the tool from when on.",
                                  {required(number("month", "Months after the first begin.", "12")),
                                   required(number("share", "Of those who have it.", "0.4"))}};
  return section;
}

const KeySection& volume_keys() {
  static const KeySection section{
      "volume",
      "Where what was measured happens in campaigns, and not week by week.",
      {required(choice("per", {"campaign"}, "What happens again.")),
       required(number("times", "How many there will be within the horizon, the first at once.", "4"))}};
  return section;
}

const KeySection& rate_keys() {
  static const KeySection section{
      "exchange_rates",
      "What one of another currency is in that of the money.",
      {required(text("currency", "The other.", R"("EUR")")), required(number("rate", "How much one of it is.", "1.08")),
       text("on", "Of which day the rate is.", R"("2025-03-31")")}};
  return section;
}

const KeySection& correlation_keys() {
  static const KeySection section{
      "correlations",
      "Uncertain assumptions that go together. `hourly_cost`, `people` and so on as here, those of a value as "
      "`handle_minutes.price`, of a cost as `licences.per_person_month`, of a bill as `tokens.later`.",
      {required(texts("between", "Two of them.", R"(["people", "licences.per_person_month"])")),
       required(number("is", "Their correlation, above -1 and below 1.", "0.5"))}};
  return section;
}

// What a month is worth and costs.
std::vector<Key> keys_of_amounts() {
  return {
      text("currency", "Of all amounts.", R"("EUR")", "USD"),
      uncertain("people", "How many have, or will have, the tool.", "420", 0),
      uncertain("hourly_cost", "Of one of them, with all that an hour costs.", "48"),
      uncertain("volume_per_person_week",
                "Of a time per something: how many of them a week; with `values`, of the first. Not written: as in "
                "the data.",
                "25"),
      object(volume_keys(), R"({"per": "campaign", "times": 4})"),
      uncertain("rework_share", "Of the time saved, what goes into checking and mending.", "0.1", 0),
      uncertain("realized_share", "Of the time saved, what the business gets.",
                R"({"low": 0.3, "mode": 0.5, "high": 0.7})"),
      text("realized_share_source", "Where that is from; it stands beside the number.",
           R"("Forrester's convention, and 20 % either way")"),
      uncertain("gross_margin", "Of a revenue, what is left after what was sold has cost.", "0.4"),
      object(value_keys(), R"([{"metric": "handle_minutes"}, {"metric": "escalations", "price": 35}])",
             KeyType::objects),
      object(cost_keys(), R"([{"name": "licences", "per_person_month": 30}])", KeyType::objects),
      object(
          bill_keys(),
          R"([{"name": "licences", "files": "licence_bill.csv", "month": "invoice_month", "amount": "amount", "goes_on": "per_person"}])",
          KeyType::objects),
      texts("cost_per_outcome",
            "Metrics of kind cost that are measured per something: what one costs with the tool, and would have "
            "without.",
            R"(["cost_per_accepted_change", "cost_per_attempted_change"])")};
}

// Who has the tool when, what changes with the years, and how it is valued.
std::vector<Key> keys_of_months() {
  return {
      {"rollout",
       KeyType::objects,
       "When the tool comes to all of `people`; not written: as it came to those of the study.",
       R"([{"month": 0, "share": 0.5}, {"month": 3, "share": 0.5}])",
       {},
       {},
       0,
       0,
       &start_keys()},
      {"uptake",
       KeyType::objects,
       "Who of those who have the tool will use it, where that will be less than was measured. Not written: as "
       "measured.",
       R"([{"month": 12, "share": 0.4}])",
       {},
       {},
       0,
       0,
       &uptake_keys()},
      number("volume_growth_per_year", "Of the benefits: by how much more there is to do each year.", "0.05", 0),
      number("inflation_per_year",
             "Of prices: what an hour or a case is worth, and the costs that have no growth of their own.", "0.02", 0),
      number("risk_of_benefits", "Forrester's risk adjustment: the share taken off every benefit.", "0.15", 0),
      number("risk_of_costs", "The same: the share added to every cost.", "0.1", 0),
      number("tax_rate", "Of benefits less costs, in the month in which they fall; a loss saves tax elsewhere.", "0.25",
             0),
      object(rate_keys(), R"([{"currency": "EUR", "rate": 1.08, "on": "2025-03-31"}])", KeyType::objects),
      object(correlation_keys(), R"([{"between": ["people", "licences.per_person_month"], "is": 0.5}])",
             KeyType::objects),
      whole("horizon_months", "How far it is valued.", 36, 1, 240),
      number("discount_rate_per_year", "What a year costs.", "0.1", 0.10),
      choice("discounting", names_of(all_discounting),
             "When a month's money counts: at its own end, or at the end of its year, as Forrester does.", "months"),
      whole("draws", "Of the simulation.", 100000, 100, 10000000)};
}

}  // namespace

const KeySection& money_keys() {
  static const KeySection section{"money",
                                  "What the effect is worth. Without it nothing is said of money. Where a distribution "
                                  "may stand a number is known.",
                                  keys_of_amounts() + keys_of_months()};
  return section;
}

}  // namespace payoff
