// The forms in which a case study is written: to add one, add its file and its row.
#include <array>

#include "report/writer/renderers.hpp"

namespace payoff {

std::span<const ReportFormat> report_formats() {
  static constexpr std::array<ReportFormat, 4> formats{{
      {"html", "report.html", "one page for reading, e-mail and print, with charts", render_html},
      {"markdown", "report.md", "the same case study as plain text, for a repository or a wiki", render_markdown},
      {"json", "results.json", "every number, for dashboards and programs; schema payoff/1", render_json},
      {"xlsx", "model.xlsx", "the money as a workbook that calculates; where there is money", render_xlsx},
  }};
  return formats;
}

}  // namespace payoff
