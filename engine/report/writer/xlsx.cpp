// The money as a workbook; nothing where there is no money.
#include "report/workbook/workbook.hpp"
#include "report/writer/renderers.hpp"

namespace payoff {

std::string render_xlsx(const CaseStudy& study) {
  return workbook_of(study);
}

}  // namespace payoff
