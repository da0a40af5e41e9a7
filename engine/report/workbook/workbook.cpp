#include "report/workbook/workbook.hpp"

#include "base/messages.hpp"
#include "report/workbook/sheets.hpp"

namespace payoff {

std::string workbook_of(const CaseStudy& study) {
  if (!study.appraisal || study.appraisal->lines.empty()) return "";
  const AppraisalModel appraised = appraisal_model(study.effects, study.appraisal->assumptions);
  const Told told{study, *study.appraisal, appraised};
  Book book(study.title);
  // Who opens it sees the figures first, though they are written last.
  Sheet& summary = book.sheet(say(MessageId::sheet_summary));
  Sheet& assumptions = book.sheet(say(MessageId::sheet_assumptions));
  Sheet& ladder = book.sheet(say(MessageId::sheet_ladder));
  Sheet& months = book.sheet(say(MessageId::sheet_months));
  Sheet& years = book.sheet(say(MessageId::sheet_years));
  const AssumptionCells in = write_assumptions(told, book, assumptions);
  const MonthCells by_month = write_months(told, in, months);
  write_ladder(told, in, by_month, ladder);
  write_years(told, by_month, years);
  write_summary(told, by_month, summary);
  return std::move(book).bytes();
}

}  // namespace payoff
