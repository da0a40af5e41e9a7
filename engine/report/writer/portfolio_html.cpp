// portfolio.html: many studies on one page, each with the way to its documents. No scripts, no outside references.
#include <fmt/format.h>

#include <span>

#include "base/messages.hpp"
#include "base/wording.hpp"
#include "payoff/portfolio.hpp"
#include "report/document/text.hpp"
#include "report/writer/page.hpp"

namespace payoff {
namespace {

constexpr std::string_view portfolio_style = R"css(
.portfolio main { max-width: 76rem; }
.portfolio td, .portfolio th { vertical-align: top; text-align: left; }
.portfolio td:nth-of-type(2) { min-width: 24rem; }
.portfolio td:nth-of-type(1), .portfolio td:nth-of-type(4), .portfolio td:nth-of-type(5) { min-width: 9rem; }
)css";

std::string heading_of(const PortfolioRow& row, bool linked) {
  const std::string name = escape_html(row.name);
  return linked
             ? fmt::format("<th scope=\"row\"><a href=\"{}/case-study.html\">{}</a></th>", encode_uri(row.name), name)
             : fmt::format("<th scope=\"row\">{}</th>", name);
}

std::string cells_of(const std::string& language, std::initializer_list<std::string> texts) {
  const std::string lang = language.empty() ? "" : fmt::format(" lang=\"{}\"", escape_html(language));
  std::string html;
  for (const std::string& text : texts)
    html += fmt::format("<td{}>{}</td>", lang, text.empty() ? "–" : escape_html(text));
  return html;
}

std::string with_range(const PortfolioRow& row) {
  return row.range.empty() ? row.headline : say(MessageId::aside, {{"claim", row.headline}, {"aside", row.range}});
}

std::string table_of(const std::string& caption, std::initializer_list<MessageId> headings, const std::string& rows) {
  std::vector<Column> columns;
  for (const MessageId heading : headings) columns.push_back({say(heading)});
  return table_markup(caption, columns, rows);
}

std::string count_of(std::span<const PortfolioRow> rows, PortfolioOutcome outcome) {
  return format_count(std::ranges::count(rows, outcome, &PortfolioRow::outcome));
}

}  // namespace

std::string portfolio_html(std::vector<PortfolioRow> rows) {
  sort_for_reading(rows);
  std::string done, others;
  for (const PortfolioRow& row : rows) {
    if (row.outcome == PortfolioOutcome::done)
      done += "<tr>" + heading_of(row, true) +
              cells_of(row.language, {row.title, with_range(row), std::string(1, row.grade), row.worth, row.next}) +
              "</tr>\n";
    else
      others += "<tr>" + heading_of(row, row.outcome == PortfolioOutcome::refused && !row.title.empty()) +
                cells_of("", {say(row.outcome == PortfolioOutcome::refused  ? MessageId::portfolio_refused
                                  : row.outcome == PortfolioOutcome::failed ? MessageId::portfolio_failed
                                                                            : MessageId::portfolio_not_run),
                              row.message}) +
                "</tr>\n";
  }
  const std::string title = say(MessageId::portfolio_title);
  std::string html = page_head(language_here().name(), title, portfolio_style, "");
  html += "<body class=\"portfolio\">\n<main>\n" + element("h1", title) +
          element("p", say(MessageId::portfolio_counts, {{"all", format_count(rows.size())},
                                                         {"done", count_of(rows, PortfolioOutcome::done)},
                                                         {"refused", count_of(rows, PortfolioOutcome::refused)},
                                                         {"failed", count_of(rows, PortfolioOutcome::failed)},
                                                         {"waiting", count_of(rows, PortfolioOutcome::not_run)}})) +
          element("p", say(MessageId::portfolio_note));
  if (!done.empty())
    html += table_of(say(MessageId::portfolio_done),
                     {MessageId::portfolio_col_study, MessageId::portfolio_col_title, MessageId::portfolio_col_change,
                      MessageId::portfolio_col_grade, MessageId::worth_label, MessageId::next_label},
                     done);
  if (!others.empty())
    html += table_of(say(MessageId::portfolio_others),
                     {MessageId::portfolio_col_study, MessageId::portfolio_col_outcome, MessageId::portfolio_col_why},
                     others);
  return html + "</main>\n<footer>" + element("p", say(MessageId::portfolio_made_with, {{"version", PAYOFF_VERSION}})) +
         "</footer>\n</body>\n</html>\n";
}

}  // namespace payoff
