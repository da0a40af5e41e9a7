// Bills: the same to the cent in every disguise that a file may wear, or refused.
#include <algorithm>
#include <cmath>
#include <map>

#include "base/random.hpp"
#include "ingest/loading.hpp"
#include "shared.hpp"

using namespace payoff;
using namespace payoff::loading;
using payoff::tools::Workplace;

TEST_SUITE("ingest/bill") {

namespace {

constexpr int april_2025 = 2025 * 12 + 3;

LoadedBill read(const std::string& text, BillSource bill = {.month = "month", .amount = "amount"}) {
  Workplace place;
  place.write("bill.csv", text);
  bill.name = "licences";
  bill.key = "money.bills[0]";
  bill.source.files = {place.path("bill.csv")};
  return load_bill(bill);
}

std::string refusal(const std::string& text, const BillSource& bill = {.month = "month", .amount = "amount"}) {
  return message_of([&] { read(text, bill); });
}

bool says(const std::string& message, std::string_view part) {
  CAPTURE(message);
  CHECK(message.find(part) != std::string::npos);
  return true;
}

// Tokens of two models at 3 and 15 for a million, the first 2 from May on.
BillSource tokens() {
  return {.month = "day",
          .label = "model",
          .prices = {{.quantity = "tokens", .price = 3, .per = 1e6, .label = "Small"},
                     {.quantity = "tokens", .price = 2, .per = 1e6, .label = "Small", .from = "2025-05-01"},
                     {.quantity = "tokens", .price = 15, .per = 1e6, .label = "large"}}};
}

}  // namespace

TEST_CASE("bill: by hand, rows are added up by month, and a month without any is not there") {
  const LoadedBill bill = read("month,amount\n2025-04,39.00\n2025-04,39.00\n2025-06,0.10\n2025-06,0.20\n");
  REQUIRE(bill.months.size() == 2);
  CHECK(bill.months[0].month == april_2025);
  CHECK(bill.months[0].amount == 78);
  CHECK(bill.months[1].month == april_2025 + 2);
  CHECK(bill.months[1].amount == 0.3);  // not 0.30000000000000004
  CHECK(bill.rows == 4);
  REQUIRE(bill.inputs.size() == 1);
}

TEST_CASE("bill: reference, the shared bill of licences is 1,404 in April and 2,106 from May to August") {
  const std::optional<std::string> file = shared_file("cases/exports/licence_bill.csv");
  if (!file) return;
  BillSource bill{.name = "licences", .key = "money.bills[0]", .month = "invoice_month", .amount = "amount"};
  bill.source.files = {*file};
  const LoadedBill loaded = load_bill(bill);
  REQUIRE(loaded.months.size() == 5);
  for (std::size_t i = 0; i < 5; ++i) {
    CHECK(loaded.months[i].month == april_2025 + static_cast<int>(i));
    CHECK(loaded.months[i].amount == (i == 0 ? 1404 : 2106));
  }
}

TEST_CASE("bill: by rows, months as days or months, marks, currencies and any order give the same cents") {
  Random random(19);
  for (int study = 0; study < 12; ++study) {
    std::map<int, long> cents;
    std::vector<std::string> plain, disguised;
    const int form = study % 4;
    for (int i = 0; i < 40; ++i) {
      const int month = static_cast<int>(random.below(6)) + 1;
      const long amount = static_cast<long>(random.below(500000)) - 20000;  // a credit note is below 0
      cents[month] += amount;
      const std::string sign = amount < 0 ? "-" : "";
      const long whole = std::abs(amount) / 100, rest = std::abs(amount) % 100;
      plain.push_back(fmt::format("2025-{:02},{}{}.{:02}", month, sign, whole, rest));
      const std::string thousands = whole >= 1000
                                        ? fmt::format("{}{}{:03}", whole / 1000, form == 1 ? "." : ",", whole % 1000)
                                        : std::to_string(whole);
      const int day = 1 + static_cast<int>(random.below(28));
      disguised.push_back(
          form == 0   ? fmt::format("2025-{:02}-{:02},\"{}{}.{:02}\"", month, day, sign, thousands, rest)
          : form == 1 ? fmt::format("{:02}.{:02}.2025,\"{}{},{:02}\"", day, month, sign, thousands, rest)
          : form == 2
              ? fmt::format("2025-{:02}-{:02} 09:{:02}:00,\"{}${}.{:02}\"", month, day, i, sign, thousands, rest)
              : fmt::format("2025-{:02},{}{}.{:02} EUR", month, sign, whole, rest));
    }
    std::ranges::reverse(disguised);
    const auto file = [](const std::vector<std::string>& rows) {
      std::string text = "month,amount\n";
      for (const std::string& row : rows) text += row + "\n";
      return text;
    };
    for (const std::string& text : {file(plain), file(disguised)}) {
      CAPTURE(text.substr(0, 200));
      const LoadedBill bill = read(text);
      REQUIRE(bill.months.size() == cents.size());
      for (const BilledMonth& month : bill.months)
        CHECK(std::llround(100 * month.amount) == cents[month.month - april_2025 + 4]);
    }
  }
}

TEST_CASE("bill: by hand, usage costs what its label costs on its day") {
  const LoadedBill bill = read(
      "day,model,tokens\n2025-04-30,small,2000000\n2025-05-01,SMALL,2000000\n2025-05-02,large,1000000\n2025-05-02,none,"
      "0\n",
      tokens());
  REQUIRE(bill.months.size() == 2);
  CHECK(bill.months[0].amount == 6);
  CHECK(bill.months[1].amount == 4 + 15);
}

TEST_CASE("bill: by hand, several quantities, of every label, and only the rows that count") {
  BillSource bill{.month = "day",
                  .prices = {{.quantity = "input", .price = 1, .per = 10}, {.quantity = "output", .price = 5}}};
  bill.source.where = "env = 'prod'";
  const LoadedBill loaded =
      read("day,env,input,output\n2025-04-01,prod,100,2\n2025-04-02,test,1000,1000\n2025-04-03,prod,50,0\n", bill);
  REQUIRE(loaded.months.size() == 1);
  CHECK(loaded.months[0].amount == 10 + 10 + 5);
  CHECK(loaded.rows == 2);
}

TEST_CASE("bill: refusal, no row is left out in silence") {
  says(refusal("month,amount\n2025-04,39\n,39\n"),
       "the bill 'licences': rows without a month: 1; leave those rows out");
  says(refusal("month,amount\n2025-04,39\n2025-04,\n"), "rows without 'amount': 1");
  says(refusal("month,amount\n2025-04,39\n2025-05,39\n2025-05,free\n"), "cells of 'amount' that are no numbers: 1");
  says(refusal("month,amount\n2025-04,39\n2025-05,39,1\n"), "rows of the bill that cannot be read: 1");
  says(refusal("month,amount\n2025-04,39\n", {.month = "invoice", .amount = "amount"}), "money.bills[0].month");
  says(refusal("month,amount\n2025-04,39\n", {.month = "month", .amount = "total"}), "money.bills[0].amount");
  says(refusal("month,amount\n"), "there is a header but no rows");
  says(refusal("month,amount\nsoon,39\n"), "name a column of days or months in money.bills[0].month");
  const BillSource gone{
      .key = "money.bills[2]", .source = {.files = {"/nowhere/bill.csv"}}, .month = "month", .amount = "a"};
  says(message_of([&] { load_bill(gone); }), "there is no such file; check money.bills[2].files");
}

TEST_CASE("bill: refusal, what has no price is not free") {
  says(refusal("day,model,tokens\n2025-04-30,medium,5\n", tokens()),
       "'tokens' of 'medium' has no price on 2025-04-30; add it to money.bills[0].prices");
  BillSource later = tokens();
  later.prices.erase(later.prices.begin());
  says(refusal("day,model,tokens\n2025-04-30,small,5\n", later), "'tokens' of 'small' has no price on 2025-04-30");
}

}  // TEST_SUITE("ingest/bill")
