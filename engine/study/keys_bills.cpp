#include "study/key_forms.hpp"

namespace payoff {
namespace {

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

}  // namespace

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
                   R"("tokens")"),
              uncertain("later",
                        "Of what the bill will be after its last month, the part that it really is: a range where its "
                        "prices or use may change.",
                        R"({"low": 0.8, "mode": 1, "high": 1.5})", 1),
              text("currency", "Of its amounts, where it is not that of the money.", R"("EUR")"),
              text("unit",
                   "A column or SQL: whom a row is for, as `columns.unit` has it. Rows of others are no cost of the "
                   "study, and are told as spend without a measured outcome.",
                   R"("user_email")"),
              text("bought", "A column or SQL, added up: how many licences were paid for.", R"("seats")"),
              text("assigned", "The same: how many had a person.", R"("assigned_seats")"),
              text("used", "The same: how many were used.", R"("active_seats")"),
              text(
                  "counted_in",
                  "The metric of kind cost whose value holds this bill already, such as a cost per outcome: then it is "
                  "reconciled and told by outcome, and not counted again.",
                  R"("cost_per_change")")}};
  return section;
}

}  // namespace payoff
