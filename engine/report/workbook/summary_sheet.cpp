// The figures: what they are now, what they were in the report, and what was simulated.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/wording.hpp"
#include "report/document/labels.hpp"
#include "report/document/words.hpp"
#include "report/workbook/sheets.hpp"
#include "report/workbook/words.hpp"

namespace payoff {
namespace {

class SummaryWriter {
 public:
  SummaryWriter(const Told& told, const MonthCells& months, Sheet& sheet)
      : told_(told), months_(months), sheet_(sheet) {}

  void write() {
    const Appraisal& a = told_.appraisal;
    sheet_.text({row_++, 0}, told_.study.title, Look::title);
    note(fmt::format("What it is worth, in {}, over {} months.", a.currency, a.horizon_months));
    note(fmt::format("Evidence grade {}. {}", told_.study.verdict.grade,
                     say(meaning_of_grade(told_.study.verdict.grade))));
    const bool claimed = std::ranges::count(told_.study.claims, ClaimKind::money, &Claim::kind) > 0;
    if (!claimed) note(words::no_money_claim_long);
    if (a.projected) note(words::projected);
    ++row_;
    write_figures();
    ++row_;
    for (const std::string_view text :
         {workbook::legend, workbook::point, workbook::simulated, workbook::horizon_is_fixed})
      note(text);
  }

 private:
  void note(std::string_view text) { sheet_.text({row_++, 0}, text, Look::note); }

  void write_figures() {
    const Appraisal& a = told_.appraisal;
    std::uint16_t column = 0;
    for (const char* text : {"Figure", "Now", "As reported", "Simulated: mean", "P10", "P50", "P90"})
      sheet_.text({row_, column}, text, column == 0 ? Look::heading : Look::number_heading), ++column;
    ++row_;
    const auto worth = [this](const MonthColumn& months) { return sum_product(months.all(), months_.discount.all()); };
    const Formula benefits = figure(workbook::pv_benefits, worth(months_.all_benefits), Shown::amount);
    const Formula costs = figure(workbook::pv_costs, worth(months_.all_costs), Shown::amount);
    const Formula tax = figure(workbook::pv_tax, worth(months_.tax), Shown::amount);
    figure(workbook::net_present_value, benefits - costs - tax, Shown::amount, a.npv.rounded());
    figure(workbook::return_on_investment, where_spent(costs, benefits / costs - constant(1)), Shown::percent,
           a.roi.rounded(), words::no_return);
    figure(workbook::benefit_cost_ratio, where_spent(costs, benefits / costs), Shown::number, {}, words::no_return);
    figure(workbook::payback, first_of(months_.paid_back), Shown::whole, a.payback_months.rounded(),
           workbook::not_within);
    figure(workbook::discounted_payback, first_of(months_.paid_back_discounted), Shown::whole,
           a.discounted_payback_months.rounded(), workbook::not_within);
  }

  // A return on nothing does not exist.
  static Formula where_spent(const Formula& costs, const Formula& figure) {
    return {"IF(" + costs.text + ">0," + figure.text + ",\"" + std::string(words::no_return) + "\")",
            costs.value > 0 ? figure.value : missing};
  }

  static Formula first_of(const MonthColumn& paid_back) {
    const auto first = std::ranges::find(paid_back.values, 1.0);
    const double month = static_cast<double>(first - paid_back.values.begin());
    return {"IFERROR(MATCH(1," + paid_back.between(1, paid_back.values.size() - 1).text + ",0),\"" +
                std::string(workbook::not_within) + "\")",
            first == paid_back.values.end() ? missing : month};
  }

  Formula figure(std::string_view name, const Formula& now, Shown shown, const Quantity& simulated = {},
                 std::string_view otherwise = "") {
    sheet_.text({row_, 0}, name);
    const Formula written = sheet_.formula({row_, 1}, now, shown, Look::strong, otherwise);
    if (std::isfinite(now.value))
      sheet_.number({row_, 2}, now.value, shown, Look::fixed);
    else
      sheet_.text({row_, 2}, otherwise, Look::fixed);
    const Shown simulated_as = shown == Shown::whole ? Shown::general : Shown::whole;  // no finer than it is known
    std::uint16_t column = 3;
    for (const double value : {simulated.mean, simulated.p10, simulated.p50, simulated.p90})
      sheet_.number({row_, column++}, value, shown == Shown::percent ? shown : simulated_as, Look::fixed);
    ++row_;
    return written;
  }

  const Told& told_;
  const MonthCells& months_;
  Sheet& sheet_;
  std::uint32_t row_ = 0;
};

}  // namespace

void write_summary(const Told& told, const MonthCells& months, Sheet& sheet) {
  sheet.widths(0, 0, 40);
  sheet.widths(1, 6, 18);
  SummaryWriter(told, months, sheet).write();
}

}  // namespace payoff
