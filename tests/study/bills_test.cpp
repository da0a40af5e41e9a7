// Bills in a study: the months of its money, what comes after them, and invoices held against usage.
#include <cmath>

#include "ingest/loading.hpp"

using namespace payoff;
using namespace payoff::loading;
using payoff::tools::Workplace;

TEST_SUITE("study/bills") {

namespace {

// Ten of twenty people get the tool on 2025-02-03. bills: JSON of money.bills; files: their names and texts.
struct Files {
  Workplace place;
  explicit Files(const std::vector<std::pair<std::string, std::string>>& files) {
    place.write("x.csv", tools::tickets());
    for (const auto& [name, text] : files) place.write(name, text);
  }
  Study study(const std::string& bills, const std::string& more = "") {
    return parse_study(tools::study("x.csv", fmt::format(R"(, "money": {{"hourly_cost": 40, "people": 10,
      "realized_share": 0.5, "horizon_months": 6, "bills": {}{}}})",
                                                         bills, more)),
                       place.path("study.json"));
  }
  std::vector<Bill> bills(const std::string& text, const std::string& more = "") {
    return run(study(text, more)).appraisal.value().assumptions.bills;
  }
};

const std::string licences = "month,amount\n2024-12,7\n2025-01,8\n2025-02,100\n2025-04,120\n";
const std::string as_they_came = R"([{"name": "licences", "files": "b.csv", "month": "month", "amount": "amount",
  "goes_on": "per_person"}])";

}  // namespace

TEST_CASE(
    "bills: by hand, month 1 is that of the rollout, what came before is month 0, and a month without rows costs "
    "nothing") {
  Files files({{"b.csv", licences}});
  const CaseStudy result = run(files.study(as_they_came));
  const Bill& bill = result.appraisal.value().assumptions.bills.at(0);
  CHECK(bill.by_month == std::vector<double>{15, 100, 0, 120});
  CHECK(bill.people == 10);
  CHECK(bill.goes_on == BillGoesOn::per_person);
  const CashLine& line = result.appraisal->lines.at(1);
  CHECK(line.name == "licences");
  CHECK(line.by_month == std::vector<double>{15, 100, 0, 120, 120, 120, 120});
  CHECK(result.inputs.back().name.ends_with("b.csv"));
}

TEST_CASE("bills: by hand, an invoice is the usage at its prices and a line of what it is beyond that") {
  const std::string usage = "day,tokens\n2025-02-10,1000\n2025-03-05,2000\n";
  const std::string invoice = "month,amount\n2025-02,55\n2025-03,101.5\n";
  Files files({{"u.csv", usage}, {"i.csv", invoice}});
  const std::vector<Bill> bills = files.bills(R"([
    {"name": "tokens", "files": "u.csv", "month": "day", "prices": [{"quantity": "tokens", "price": 5, "per": 100}], "goes_on": "mean_month"},
    {"name": "invoice", "files": "i.csv", "month": "month", "amount": "amount", "reconciles": "tokens", "goes_on": "not_at_all"}])");
  REQUIRE(bills.size() == 2);
  CHECK(bills[0].by_month == std::vector<double>{0, 50, 100});
  CHECK(bills[1].name == "invoice beyond tokens");
  CHECK(bills[1].by_month == std::vector<double>{0, 5, 1.5});
}

TEST_CASE("bills: refusal, how it goes on is said where it ends before the horizon") {
  Files files({{"b.csv", licences}});
  const char* silent = R"([{"name": "licences", "files": "b.csv", "month": "month", "amount": "amount"}])";
  const std::string message = message_of([&] { files.bills(silent); });
  CHECK(message.find(
            "money.bills[0].goes_on: the bill 'licences' ends in month 3 of 6, and nothing says how it goes on") !=
        std::string::npos);
  Files until_june({{"b.csv", licences + "2025-07,1\n"}});  // month 6 of 6
  CHECK(until_june.bills(silent).at(0).by_month.size() == 7);
}

TEST_CASE("bills: refusal, an invoice of other months than its usage") {
  Files files({{"u.csv", "day,tokens\n2025-02-10,1000\n"}, {"i.csv", "month,amount\n2025-02,55\n2025-03,1\n"}});
  CHECK(message_of([&] {
          files.bills(R"([
    {"name": "tokens", "files": "u.csv", "month": "day", "prices": [{"quantity": "tokens", "price": 5}], "goes_on": "last_month"},
    {"name": "invoice", "files": "i.csv", "month": "month", "amount": "amount", "reconciles": "tokens", "goes_on": "last_month"}])");
        }).find("the invoice 'invoice' ends in month 2, and the usage 'tokens' in month 1") != std::string::npos);
}

TEST_CASE("bills: refusal, one of another time does not cost nothing in silence") {
  const auto refusal = [](const std::string& text) {
    Files files({{"b.csv", "month,amount\n" + text}});
    return message_of([&] { files.bills(as_they_came); });
  };
  CHECK(refusal("2031-02,5\n")
            .find("the bill 'licences' begins in 2031-02, month 73, but the horizon ends with month 6") !=
        std::string::npos);
  CHECK(refusal("1025-02,5\n2025-02,5\n").find("goes from 1025-02 to 2025-02") != std::string::npos);
  CHECK(refusal("2019-02,5\n").find("is before the first month with the tool") != std::string::npos);
}

TEST_CASE("bills: refusal, a stranger's study reads no bill outside of its folder") {
  Files files({});
  Workplace elsewhere;
  elsewhere.write("b.csv", licences);
  const Study study = files.study(fmt::format(
      R"([{{"name": "licences", "files": "{}", "month": "month", "amount": "amount", "goes_on": "last_month"}}])",
      elsewhere.path("b.csv")));
  CHECK(run(study).appraisal.has_value());
  CHECK(message_of([&] { run(study, {.trusted = false}); }).find("b.csv") != std::string::npos);
}

TEST_CASE("bills: refusal, keys that make no sense") {
  Files files({{"b.csv", licences}});
  const auto refusal = [&](const std::string& keys) {
    return message_of([&] { files.study(R"([{"name": "a", "files": "b.csv", "month": "month", )" + keys + "}]"); });
  };
  CHECK(refusal(R"("label": "x")").find("neither an amount nor prices are given") != std::string::npos);
  CHECK(refusal(R"("amount": "amount", "prices": [{"quantity": "q", "price": 1}])").find("both an amount and prices") !=
        std::string::npos);
  CHECK(refusal(R"("prices": [{"quantity": "q", "price": 1, "label": "m"}])").find("which column holds them") !=
        std::string::npos);
  CHECK(refusal(R"("prices": [{"quantity": "q", "price": 1, "per": 0}])").find("per is 0") != std::string::npos);
  CHECK(refusal(R"("prices": [{"quantity": "q", "price": 1, "from": "May"}])").find("a date like 2025-06-01") !=
        std::string::npos);
  CHECK(refusal(R"("amount": "amount", "reconciles": "b")").find("reconciles is 'b'") != std::string::npos);
  CHECK(refusal(R"("amount": "amount", "reconciles": "a")").find("reconciles is 'a'") != std::string::npos);
}

TEST_CASE("bills: they come back from results.json, and a claim is judged by them") {
  Files files({{"b.csv", licences}});
  const CaseStudy study = run(files.study(as_they_came));
  const std::string text = rendered(study, "json");
  const Results results = parse_results(text, "r");
  REQUIRE(results.appraisal.value().assumptions.bills.size() == 1);
  CHECK(results.appraisal->assumptions.bills[0].by_month == std::vector<double>{15, 100, 0, 120});
  const Evidence read = results.evidence();
  const Judgement npv = judge(read_assertion("pays off", read), read, results.verdict, results.claims);
  CHECK(npv.probability_low == doctest::Approx(study.appraisal->probability_npv_positive));
}

}  // TEST_SUITE("study/bills")
