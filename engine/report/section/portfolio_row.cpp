// One study among many: what its first screen says, and its numbers.
#include <algorithm>
#include <cmath>
#include <tuple>

#include "base/messages.hpp"
#include "payoff/portfolio.hpp"
#include "report/section/brief.hpp"

namespace payoff {

std::string_view name(PortfolioOutcome outcome) {
  constexpr std::string_view names[] = {"done", "refused", "failed", "not run"};
  return names[static_cast<std::size_t>(outcome)];
}

PortfolioRow portfolio_row(const CaseStudy& study) {
  const Speaking language(language_of(study.language));
  const Brief brief = brief_of(study);
  PortfolioRow row{.outcome = PortfolioOutcome::done,
                   .language = brief.language,
                   .title = brief.title,
                   .headline = brief.headline,
                   .range = brief.headline_range,
                   .worth = brief.answers[0].value,
                   .next = brief.answers[3].value,
                   .grade = study.verdict.grade,
                   .rows_read = study.ledger.rows_read};
  if (study.effects.empty()) return row;
  const Effect& effect = study.effects.front();
  row.metric = effect.metric.name;
  row.unit = effect.absolute.unit;
  row.absolute = effect.absolute;
  row.relative = effect.relative;
  if (!effect.usable) {
    row.outcome = PortfolioOutcome::refused;
    row.exit_code = static_cast<int>(ErrorKind::method);
    row.message = effect.message;
  }
  if (claims_figure_in_money(study)) {
    row.currency = study.appraisal->currency;
    row.npv = study.appraisal->npv.rounded();
  }
  return row;
}

void sort_for_reading(std::vector<PortfolioRow>& rows) {
  const auto place = [](const PortfolioRow& row) {
    const bool valued = !std::isnan(row.npv.p50);
    return std::tuple(row.outcome, row.grade, !valued, row.currency, valued ? -row.npv.p50 : INFINITY, row.name);
  };
  std::ranges::sort(rows, [&](const PortfolioRow& a, const PortfolioRow& b) { return place(a) < place(b); });
}

}  // namespace payoff
