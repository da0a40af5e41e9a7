#include "report/section/counted_units.hpp"

#include "base/messages.hpp"
#include "base/wording.hpp"

namespace payoff {

std::string unit_name(const CaseStudy& study) {
  if (!study.unit_label.empty()) return study.unit_label;
  std::string column = study.unit_column.value_or("");
  if (column.ends_with("_id")) column.resize(column.size() - 3);
  return spaced(column);
}

bool unit_is_one_of_who(const CaseStudy& study) {
  const std::string unit = unit_name(study);
  return !study.who.empty() && !unit.empty() && singular(study.who).find(unit) != std::string::npos;
}

std::string units_counted(const CaseStudy& study) {
  if (unit_is_one_of_who(study)) return study.who;
  const std::string unit = unit_name(study);
  return unit.empty() ? say(MessageId::box_units) : say(MessageId::units_named, {{"unit", unit}});
}

}  // namespace payoff
