// docs/exports.md: what payoff makes of each known export.
#include <fmt/format.h>

#include "base/letters.hpp"
#include "data/names.hpp"
#include "ingest/formats/formats.hpp"

namespace payoff {
namespace {

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += fmt::format("{}`{}`", text.empty() ? "" : ", ", name);
  return text;
}

// "mean of {assigned} to {solved}", with the columns as the export first names them.
std::string with_names(const ExportFormat& format, std::string sql) {
  for (const ExportColumn& column : format.columns)
    sql = replaced(std::move(sql), "{" + column.role + "}", column.names[0]);
  return sql;
}

std::string metric_line(const ExportFormat& format, const MetricSource& source) {
  const Metric& metric = source.metric;
  std::string what = source.from.empty() ? source.value : source.from + "` to `" + source.to;
  if (what.empty()) what = "rows";
  std::string line =
      fmt::format("- **{}** ({}{}): {} of `{}`", metric.label.empty() ? metric.name : metric.label, name(metric.kind),
                  metric.unit.empty() ? "" : ", " + metric.unit,
                  source.aggregate == Aggregate::none ? "value" : name(source.aggregate), with_names(format, what));
  if (!source.where.empty()) line += fmt::format(" where `{}`", with_names(format, source.where));
  return line + "\n";
}

std::string role_name(const ExportFormat& format, const std::string& role) {
  for (const ExportColumn& column : format.columns)
    if (column.role == role) return "`" + column.names[0] + "`";
  return "found from the cells";
}

std::string how_it_is_used(const ExportFormat& format) {
  switch (format.kind) {
    case ExportKind::outcomes:
      return fmt::format("Each row is one {}. Unit: {}; time: {}{}.\n\n", format.row, role_name(format, format.unit),
                         role_name(format, format.time), format.events ? "; rows are counted by period" : "");
    case ExportKind::roster:
      return fmt::format("A roster: rows of another file look up in it when each began ({}).\n",
                         role_name(format, format.adopted_on));
    case ExportKind::bill:
      return "A bill: it prices a study (`money.bills`), and no effect is in it.\n";
    case ExportKind::usage:
      break;
  }
  return "It says who used the tool last, not since when, and nothing of what it was for: it is left out, and said "
         "so.\n";
}

std::string command_of(const ExportFormat& format) {
  const char* files = format.kind == ExportKind::outcomes ? "export.csv roster.csv" : "outcomes.csv export.csv";
  return fmt::format("    payoff init {}\n    payoff run study.json\n\n", files);
}

constexpr const char* introduction = R"(# Known exports

Made from the declarations in `engine/ingest/formats`. `payoff init` recognises a file by the columns in bold here,
in any order, case and spelling of blanks and underscores; any other file is judged by what its cells hold. Give all
files at once: rows in one, a roster of who got the tool when, a bill. What no file shows is asked, on a terminal or by
options (`--adopted-on`, `--group` with `--treated`, `--date`, `--randomized`; `payoff init --help`).
)";

}  // namespace

std::string exports_page() {
  std::string page(introduction);
  for (const ExportFormat& format : export_formats()) {
    page += fmt::format("\n## {}\n\n", format.name);
    page += command_of(format) + how_it_is_used(format);
    for (const MetricSource& metric : format.metrics) page += metric_line(format, metric);
    if (!format.adopted_on.empty() && format.kind == ExportKind::outcomes)
      page += fmt::format("\nWho got it when: `{}`\n", with_names(format, format.adopted_on));
    page += "\nRecognised by:";
    for (const ExportColumn& column : format.columns)
      page += fmt::format("{} {}{}{}", &column == &format.columns.front() ? "" : ";", column.required ? "**" : "",
                          listed(column.names), column.required ? "**" : " (where it is there)");
    page += '\n';
    for (const std::string& note : format.notes) page += "\n" + note + "\n";
  }
  return page;
}

}  // namespace payoff
