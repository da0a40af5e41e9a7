#include "tools/summary.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "tools/output.hpp"

namespace payoff {

std::string summary_text(std::vector<PortfolioRow> rows, std::size_t unchanged, const std::string& page) {
  constexpr std::size_t widest = 32;
  sort_for_reading(rows);
  std::size_t width = 0;
  for (const PortfolioRow& row : rows) width = std::max(width, std::min(row.name.size(), widest));
  std::string text;
  for (const PortfolioRow& row : rows) {
    const std::string told =
        row.outcome == PortfolioOutcome::done
            ? fmt::format("grade {}  {}; {}; next: {}", row.grade, row.headline, row.worth, row.next)
            : fmt::format("{}: {}", name(row.outcome), row.message);
    text += printable(fmt::format("{:<{}}  {}", row.name, width, told)) + "\n";
  }
  const auto count = [&](PortfolioOutcome outcome) {
    return std::ranges::count(rows, outcome, &PortfolioRow::outcome);
  };
  text += fmt::format("\n{} studies: {} done, {} refused, {} failed, {} not run; {} unchanged since the last run\n{}\n",
                      rows.size(), count(PortfolioOutcome::done), count(PortfolioOutcome::refused),
                      count(PortfolioOutcome::failed), count(PortfolioOutcome::not_run), unchanged, page);
  return text;
}

}  // namespace payoff
