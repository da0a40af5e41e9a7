// What was paid for the tool, as it was billed: amounts by month, or what was used at a list of prices.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "payoff/ingest.hpp"

namespace payoff {

// What one quantity costs from a day on, until the next price of the same label and quantity.
struct UnitPrice {
  std::string quantity;  // column or SQL: "input_tokens"
  double price = 0;      // currency, for `per` of it
  double per = 1;
  std::string label{};  // of BillSource::label: "model-a"; empty = every row
  std::string from{};   // "2025-01-01"; empty = from the beginning
};

struct BillSource {
  std::string name;  // "licences"
  std::string key;   // where the study says it: "money.bills[0]"
  Source source;
  std::string month;   // column or SQL of a day, or of a month
  std::string amount;  // column or SQL, currency; empty = by the prices
  std::string label;   // column or SQL that tells what is priced; only with prices
  std::vector<UnitPrice> prices;
};

struct BilledMonth {
  int month = 0;      // as a calendar of months numbers them
  double amount = 0;  // currency; to the billionth, added up without error
};

struct LoadedBill {
  std::vector<BilledMonth> months;  // ascending; those without a row are not there
  std::size_t rows = 0;
  std::vector<Input> inputs;
};

// Throws Error(source) as load(); Error(data) for a row without a month or an amount, an amount that is no number, and a label
// or a day that has no price: a bill that is read in part is a wrong bill.
LoadedBill load_bill(const BillSource& bill, const Context& context = {});

}  // namespace payoff
