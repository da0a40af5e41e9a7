// The figures: what they are now, what they were in the report, and what was simulated.
#include <algorithm>
#include <cmath>

#include "base/messages.hpp"
#include "base/wording.hpp"
#include "report/document/labels.hpp"
#include "report/workbook/sheets.hpp"

namespace payoff {
namespace {

class SummaryWriter {
 public:
  SummaryWriter(const Told& told, const MonthCells& months, Sheet& sheet)
      : told_(told), months_(months), sheet_(sheet) {}

  void write() {
    const Appraisal& a = told_.appraisal;
    sheet_.text({row_++, 0}, told_.study.title, Look::title);
    note(say(MessageId::sheet_summary_note,
             {{"currency", name_of_currency(a.currency)}, {"months", std::to_string(a.horizon_months)}}));
    const char grade = told_.study.verdict.grade;
    note(say(MessageId::sheet_grade, {{"grade", std::string(1, grade)}, {"meaning", say(meaning_of_grade(grade))}}));
    const bool claimed = std::ranges::count(told_.study.claims, ClaimKind::money, &Claim::kind) > 0;
    if (!claimed) note(say(MessageId::money_unclaimed));
    if (a.projected) note(say(MessageId::money_projected));
    ++row_;
    write_figures();
    ++row_;
    for (const MessageId text : {MessageId::sheet_legend, MessageId::sheet_point_note, MessageId::sheet_simulated_note,
                                 MessageId::sheet_horizon_note})
      note(say(text));
  }

 private:
  void note(std::string_view text) { sheet_.text({row_++, 0}, text, Look::note); }

  void write_figures() {
    const Appraisal& a = told_.appraisal;
    std::uint16_t column = 0;
    for (const std::string& text :
         {say(MessageId::col_figure), say(MessageId::sheet_now), say(MessageId::sheet_reported),
          say(MessageId::sheet_simulated), std::string("P10"), std::string("P50"), std::string("P90")})
      sheet_.text({row_, column}, text, column == 0 ? Look::heading : Look::number_heading), ++column;
    ++row_;
    const auto worth = [this](const MonthColumn& months) { return sum_product(months.all(), months_.discount.all()); };
    const Formula benefits = figure(MessageId::fact_pv_benefits, worth(months_.all_benefits), Shown::amount);
    const Formula costs = figure(MessageId::fact_pv_costs, worth(months_.all_costs), Shown::amount);
    const Formula tax = figure(MessageId::fact_pv_tax, worth(months_.tax), Shown::amount);
    figure(MessageId::fact_npv, benefits - costs - tax, Shown::amount, a.npv.rounded());
    figure(MessageId::fact_roi, where_spent(costs, benefits / costs - constant(1)), Shown::percent, a.roi.rounded(),
           say(MessageId::why_no_return));
    figure(MessageId::fact_benefit_cost_ratio, where_spent(costs, benefits / costs), Shown::number, {},
           say(MessageId::why_no_return));
    figure(MessageId::sheet_payback, first_of(months_.paid_back), Shown::whole, a.payback_months.rounded(),
           say(MessageId::not_within_horizon));
    figure(MessageId::sheet_payback_discounted, first_of(months_.paid_back_discounted), Shown::whole,
           a.discounted_payback_months.rounded(), say(MessageId::not_within_horizon));
  }

  // A return on nothing does not exist.
  static Formula where_spent(const Formula& costs, const Formula& figure) {
    return {"IF(" + costs.text + ">0," + figure.text + ",\"" + say(MessageId::why_no_return) + "\")",
            costs.value > 0 ? figure.value : missing};
  }

  static Formula first_of(const MonthColumn& paid_back) {
    const auto first = std::ranges::find(paid_back.values, 1.0);
    const double month = static_cast<double>(first - paid_back.values.begin());
    return {"IFERROR(MATCH(1," + paid_back.between(1, paid_back.values.size() - 1).text + ",0),\"" +
                say(MessageId::not_within_horizon) + "\")",
            first == paid_back.values.end() ? missing : month};
  }

  Formula figure(MessageId name, const Formula& now, Shown shown, const Quantity& simulated = {},
                 std::string_view otherwise = "") {
    sheet_.text({row_, 0}, say(name));
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
