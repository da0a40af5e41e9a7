#include "study/plan_bills.hpp"

#include <set>

#include "data/calendar.hpp"
#include "study/plan_money.hpp"
#include "study/plan_source.hpp"

namespace payoff {
namespace {

UnitPrice read_price(const Node& node) {
  UnitPrice price{.quantity = node.text("quantity"),
                  .price = node.number("price"),
                  .per = node.number("per"),
                  .label = node.text("label"),
                  .from = node.text("from")};
  if (!(price.per > 0))
    throw Error(ErrorKind::usage, node.path("per"), fmt::format("per is {}, but must be more than 0", price.per));
  if (!price.from.empty() && !parse_iso_date(price.from))
    throw Error(ErrorKind::usage, node.path("from"),
                "from is '" + price.from + "', but must be a date like 2025-06-01");
  return price;
}

void require_sense(const BillSource& bill, const Node& node) {
  const auto refuse = [&](const char* key, const std::string& finding, const char* remedy) {
    throw Error(ErrorKind::usage, node.path(key), finding, remedy);
  };
  if (bill.amount.empty() == bill.prices.empty())
    refuse("amount",
           bill.amount.empty() ? "neither an amount nor prices are given" : "both an amount and prices are given",
           "write one of \"amount\" and \"prices\"");
  const bool names_labels =
      std::ranges::any_of(bill.prices, [](const UnitPrice& price) { return !price.label.empty(); });
  if (names_labels && bill.label.empty())
    refuse("label", "prices name labels, and nothing says which column holds them", R"(write e.g. "label": "model")");
}

// What is an invoice of which usage.
void require_partners(const std::vector<StudyBill>& bills, const Node& money) {
  std::set<std::string> names, reconciled;
  for (std::size_t i = 0; i < bills.size(); ++i)
    if (!names.insert(bills[i].source.name).second)
      throw Error(ErrorKind::usage, money.path(fmt::format("bills[{}].name", i)),
                  "name is '" + bills[i].source.name + "', which another bill has");
  for (std::size_t i = 0; i < bills.size(); ++i) {
    const std::string& other = bills[i].reconciles;
    if (other.empty()) continue;
    if (other == bills[i].source.name || !names.contains(other) || !reconciled.insert(other).second)
      throw Error(ErrorKind::usage, money.path(fmt::format("bills[{}].reconciles", i)),
                  "reconciles is '" + other + "', but must be the name of another bill that no other reconciles");
  }
}

}  // namespace

std::vector<StudyBill> read_bills(const Node& money, const Source& rows, const std::filesystem::path& folder) {
  std::vector<StudyBill> bills;
  for (const Node& node : money.objects("bills")) {
    StudyBill bill{.source = {.name = node.text("name"),
                              .key = fmt::format("money.bills[{}]", bills.size()),
                              .source = read_table_beside(node, rows, folder),
                              .month = node.text("month"),
                              .amount = node.text("amount"),
                              .label = node.text("label"),
                              .prices = {},
                              .unit = node.text("unit"),
                              .bought = node.text("bought"),
                              .assigned = node.text("assigned"),
                              .used = node.text("used")},
                   .goes_on = {},
                   .later = read_uncertain(node, "later"),
                   .currency = node.text("currency"),
                   .counted_in = node.text("counted_in"),
                   .reconciles = node.text("reconciles")};
    for (const Node& price : node.objects("prices")) bill.source.prices.push_back(read_price(price));
    if (node.has("goes_on"))
      bill.goes_on = node.value("goes_on", std::span<const BillGoesOn>(all_bill_goes_on), BillGoesOn::not_at_all);
    require_sense(bill.source, node);
    bills.push_back(std::move(bill));
  }
  require_partners(bills, money);
  return bills;
}

}  // namespace payoff
