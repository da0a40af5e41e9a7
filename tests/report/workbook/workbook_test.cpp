// The workbook: that its formulas calculate what its values say, recalculate.py asks another program.
#include "report/workbook/workbook.hpp"

#include <doctest/doctest.h>

#include <charconv>
#include <cmath>
#include <fstream>
#include <map>

#include "ingest/excel/xml.hpp"
#include "monetize/example.hpp"
#include "report/document/text.hpp"
#include "report/workbook/memory_file.hpp"

using namespace payoff;

TEST_SUITE("report/workbook/workbook") {

namespace {

struct Cell {
  std::string value, formula;
  double number() const {
    double read = missing;
    std::from_chars(value.data(), value.data() + value.size(), read);
    return read;
  }
};

// By sheet ("1" is the summary) and address.
class Cells {
 public:
  explicit Cells(const std::string& bytes) {
    std::ofstream(file_.path(), std::ios::binary) << bytes;
    Zip archive(file_.path(), "");
    read_texts(archive);
    for (const char* sheet : {"1", "2", "3", "4", "5"}) read(archive, sheet);
  }

  const Cell& at(const std::string& sheet, const std::string& address) const { return sheets_.at(sheet).at(address); }
  const std::map<std::string, Cell>& of(const std::string& sheet) const { return sheets_.at(sheet); }

  // The cell of this column in the first row whose first cell says so.
  const Cell& beside(const std::string& sheet, const std::string& label, const std::string& column = "B") const {
    for (int row = 1; row < 1000; ++row) {
      const auto first = sheets_.at(sheet).find("A" + std::to_string(row));
      if (first != sheets_.at(sheet).end() && first->second.value == label)
        return at(sheet, column + std::to_string(row));
    }
    throw std::runtime_error("no row '" + label + "'");
  }

 private:
  void read_texts(Zip& archive) {
    for_each_element(archive, "xl/sharedStrings.xml",
                     {.begin =
                          [this](std::string_view name, const XmlAttributes&) {
                            if (name == "si") texts_.emplace_back();
                          },
                      .text =
                          [this](std::string_view text) {
                            if (!texts_.empty()) texts_.back() += text;
                          }},
                     {});
  }

  void read(Zip& archive, const std::string& sheet) {
    std::string address, type, inside;
    std::map<std::string, Cell>& cells = sheets_[sheet];
    const auto begin = [&](std::string_view name, const XmlAttributes& attributes) {
      inside = name;
      if (name == "c") address = attributes["r"], type = attributes["t"];
    };
    const auto text = [&](std::string_view part) {
      if (inside == "v") cells[address].value += part;
      if (inside == "f") cells[address].formula += part;
    };
    const auto end = [&](std::string_view name) {
      inside.clear();
      if (name == "c" && type == "s") cells[address].value = texts_.at(std::stoul(cells[address].value));
    };
    for_each_element(archive, "xl/worksheets/sheet" + sheet + ".xml", {.begin = begin, .end = end, .text = text}, {});
  }

  MemoryFile file_;
  std::vector<std::string> texts_;
  std::map<std::string, std::map<std::string, Cell>> sheets_;
};

// Seen for half a year.
Effect minutes() {
  Effect effect = example::minutes_per_ticket();
  effect.periods_after = 26;
  effect.weeks_after = 26;
  return effect;
}

Effect escalations() {
  Effect effect = minutes();
  effect.metric = {.name = "escalations", .kind = MetricKind::count, .unit = "", .better = Better::lower};
  effect.absolute = {.estimate = -0.2, .se = 0.05, .df = 40, .low = -0.3, .high = -0.1, .p = 1e-4};
  return effect;
}

Effect revenue(MetricKind kind) {
  Effect effect = minutes();
  effect.metric = {.name = "revenue", .kind = kind, .unit = "EUR", .better = Better::higher};
  effect.absolute = {.estimate = 3, .se = 0.5, .df = INFINITY, .low = 2, .high = 4, .p = 1e-4};
  return effect;
}

// 100 people at 50 USD an hour, half of the time realised, nothing discounted.
Assumptions plain() {
  Assumptions money;
  money.people = 100;
  money.hourly_cost = 50;
  money.realized_share = 0.5;
  money.costs = {{.name = "training", .once = 60000}, {.name = "licences", .per_person_month = 30}};
  money.discount_rate_per_year = 0;
  money.draws = 100;
  return money;
}

CaseStudy study_of(std::vector<Effect> effects, const Assumptions& money) {
  CaseStudy study;
  study.title = "Support assistant";
  study.appraisal = appraise(effects, money);
  study.effects = std::move(effects);
  return study;
}

// Every figure against the appraisal's own.
void check_as_appraised(const CaseStudy& study) {
  const Appraisal& a = *study.appraisal;
  const Cells cells(workbook_of(study));
  const MoneyScenario& expected = a.scenarios.at(1);
  REQUIRE(expected.name == "expected");
  CHECK(cells.beside("1", "Net present value").number() == doctest::Approx(expected.npv).epsilon(1e-10));
  CHECK(cells.beside("1", "Return on investment").number() == doctest::Approx(expected.roi).epsilon(1e-10));
  CHECK(cells.beside("1", "Payback month").value ==
        (std::isnan(expected.payback_month) ? "not within the horizon" : fmt::format("{}", expected.payback_month)));
  CHECK(cells.beside("3", "Net present value", "C").number() == doctest::Approx(expected.npv).epsilon(1e-10));
  for (const WaterfallStep& step : a.waterfall)
    if (!step.is_total && step.name != "tax")
      CHECK(cells.beside("3", clean_utf8(step.name)).number() == doctest::Approx(step.change).epsilon(1e-9));
  for (const Rung& rung : a.values.front().ladder)
    CHECK(cells.beside("3", rung.name).number() == doctest::Approx(rung.value).epsilon(1e-9));
}

}  // namespace

TEST_CASE("workbook: by hand, the figures of a plain case") {
  // 5 h x 100 x 0.5 x 50 USD x 52 x 3 years = 1,950,000; 60,000 and 30 x 100 x 36 = 108,000 against it.
  const Cells cells(workbook_of(study_of({minutes()}, plain())));
  CHECK(cells.beside("1", "Benefits, present value").number() == doctest::Approx(1950000));
  CHECK(cells.beside("1", "Costs, present value").number() == doctest::Approx(168000));
  CHECK(cells.beside("1", "Net present value").number() == doctest::Approx(1782000));
  CHECK(cells.beside("1", "Net present value").formula == "$B$8-$B$9-$B$10");
  CHECK(cells.beside("1", "Payback month").value == "2");  // 54,166.67 a month, 3,000 of it for licences
  CHECK(cells.beside("5", "handle minutes: time saved", "D").number() == doctest::Approx(650000));  // year 2
}

TEST_CASE("workbook: by hand, an assumption is a number, and what follows a formula of its name") {
  const Cells cells(workbook_of(study_of({minutes()}, plain())));
  CHECK(cells.beside("2", "hourly cost").value == "50");
  CHECK(cells.beside("2", "hourly cost").formula.empty());
  CHECK(cells.beside("2", "hourly cost", "F").value == "hourly_cost");
  CHECK(cells.beside("2", "effect on handle minutes").value == "-6");
  CHECK(cells.beside("3", "realised by the business").formula == "$B$5*realised_share");
}

TEST_CASE("workbook: invariance, every figure is the appraisal's, whatever is assumed") {
  check_as_appraised(study_of({minutes()}, plain()));
  Assumptions money = plain();
  money.discount_rate_per_year = 0.09;
  money.discounting = Discounting::year_ends;
  money.horizon_months = 31;
  money.tax_rate = 0.25;
  money.inflation_per_year = 0.03;
  money.volume_growth_per_year = -0.05;
  money.risk_of_benefits = 0.15;
  money.risk_of_costs = 0.1;
  money.rework_share = {0.1, 0.2, 0.3};
  money.exchange_rates = {{"EUR", 1.08, "2025-03-31"}};
  money.rollout = {{0, 0.25}, {1.5, 0.5}, {7, 0.25}};
  money.costs = {{.name = "licences", .per_person_month = 30, .growth_per_year = 0.05, .currency = "EUR"},
                 {.name = "time", .once_per_person = 100, .hours_per_person = 4, .hours_per_person_month = 0.25}};
  money.bills = {{.name = "cloud", .by_month = {700, 100, 230.5}, .goes_on = BillGoesOn::per_person, .people = 25}};
  check_as_appraised(study_of({minutes()}, money));
  money.values = {{.metric = "handle_minutes"},
                  {.metric = "escalations", .value_class = ValueClass::soft, .price = 35}};
  check_as_appraised(study_of({minutes(), escalations()}, money));
  money.values[1].value_class = ValueClass::cash;
  check_as_appraised(study_of({minutes(), escalations()}, money));
}

TEST_CASE("workbook: invariance, so is an effect that fades, and campaigns") {
  Effect fading = minutes();
  fading.course = {{.estimate = -8, .se = 0.5, .df = 40, .low = -9, .high = -7, .p = 1e-9},
                   {.estimate = -2, .se = 0.5, .df = 40, .low = -3, .high = -1, .p = 1e-4},
                   {.estimate = 6, .se = 0.6, .df = 40, .low = 5, .high = 7, .p = 1e-9}};
  check_as_appraised(study_of({fading}, plain()));
  Assumptions money = plain();
  money.campaigns = 5;
  Effect one = minutes();
  one.metric.per.clear();
  check_as_appraised(study_of({one}, money));
}

TEST_CASE("workbook: invariance, so are revenue and costs in another currency") {
  Assumptions money = plain();
  money.exchange_rates = {{"EUR", 1.08, ""}};
  money.gross_margin = 0.4;
  check_as_appraised(study_of({revenue(MetricKind::revenue)}, money));
  check_as_appraised(study_of({revenue(MetricKind::cost)}, money));
}

TEST_CASE("workbook: the same case study gives the same bytes twice") {
  const CaseStudy study = study_of({minutes()}, plain());
  CHECK(workbook_of(study) == workbook_of(study));
}

TEST_CASE("workbook: refusal, there is none where there is no money") {
  CHECK(workbook_of(CaseStudy{}).empty());
}

TEST_CASE("workbook: refusal, what a study says is never a formula") {
  Assumptions money = plain();
  money.costs[0].name = "=HYPERLINK(\"http://example.org\",\"x\")";
  money.costs[1].name = "Months!A1";
  money.costs.push_back({.name = "people", .once = 1});
  money.costs.push_back({.name = "\x01\xff<&\"'", .per_month = 2});
  CaseStudy study = study_of({minutes()}, money);
  study.title = "=1+1";
  const Cells cells(workbook_of(study));
  CHECK(cells.at("1", "A1").value == "=1+1");
  CHECK(cells.at("1", "A1").formula.empty());
  CHECK(cells.beside("5", money.costs[0].name, "A").formula.empty());
  for (const char* sheet : {"1", "2", "3", "4", "5"})
    for (const auto& [address, cell] : cells.of(sheet)) CHECK(cell.formula.find("HYPERLINK(") == std::string::npos);
  check_as_appraised(study);
}

}  // TEST_SUITE("report/workbook/workbook")
