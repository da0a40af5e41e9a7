#include "report/writer/page.hpp"

#include <fmt/format.h>

#include "report/document/text.hpp"
#include "report/writer/accent.hpp"
#include "report/writer/style.hpp"

namespace payoff {
namespace {

// Even if a text slipped through unescaped, a browser would neither run nor fetch anything.
constexpr std::string_view policy =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
constexpr std::string_view own_pictures = "; img-src data:";

std::string cell(std::string_view tag, std::string_view scope, bool numeric, const std::string& text) {
  constexpr std::size_t longest_number = 32;  // beyond it, a cell of numbers holds a reason and may wrap
  std::string attributes = scope.empty() ? "" : fmt::format(" scope=\"{}\"", scope);
  if (numeric) attributes += text.size() > longest_number ? " class=\"numeric long\"" : " class=\"numeric\"";
  return fmt::format("<{}{}>{}</{}>", tag, attributes, text.empty() ? "–" : escape_html(text), tag);
}

}  // namespace

std::string page_head(std::string_view language, const std::string& title, std::string_view more,
                      std::string_view color, Pictures pictures) {
  std::string html = fmt::format("<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n", language);
  html += fmt::format("<meta http-equiv=\"Content-Security-Policy\" content=\"{}{}\">\n", policy,
                      pictures == Pictures::embedded ? own_pictures : "");
  html += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
  html += "<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n";
  return html + element("title", title) +
         fmt::format("<style>{}{}{}</style>\n</head>\n", page_style(), more, accent_style(color));
}

std::string element(std::string_view tag, const std::string& text) {
  return fmt::format("<{}>{}</{}>\n", tag, escape_html(text), tag);
}

std::string markup_of(const List& list) {
  std::string html = "<ul>\n";
  for (const std::string& item : list.items) html += element("li", item);
  return html + "</ul>\n";
}

std::string caption_of(const Figure& figure) {
  return fmt::format("<figcaption><strong>{}</strong> <span>{}</span></figcaption>\n", escape_html(figure.title),
                     escape_html(figure.caption));
}

std::string table_markup(const std::string& caption, const std::vector<Column>& columns, const std::string& rows) {
  // Focusable, so that a wide table can be scrolled from the keyboard.
  std::string html = fmt::format("<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"{}\">\n<table>\n",
                                 escape_html(caption));
  html += element("caption", caption) + "<thead><tr>";
  for (const Column& column : columns) html += cell("th", "col", column.numeric, column.heading);
  return html + "</tr></thead>\n<tbody>\n" + rows + "</tbody>\n</table>\n</div>\n";
}

std::string markup_of(const Table& table) {
  std::string html;
  for (const std::vector<std::string>& row : table.rows) {
    html += "<tr>";
    for (std::size_t i = 0; i < row.size(); ++i) {
      html += cell(i == 0 ? "th" : "td", i == 0 ? "row" : "", table.columns[i].numeric, row[i]);
    }
    html += "</tr>\n";
  }
  return table_markup(table.caption, table.columns, html);
}

}  // namespace payoff
