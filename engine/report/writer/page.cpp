#include "report/writer/page.hpp"

#include <fmt/format.h>

#include "report/document/text.hpp"
#include "report/document/words.hpp"
#include "report/writer/style.hpp"

namespace payoff {

std::string element(std::string_view tag, const std::string& text) {
  return fmt::format("<{}>{}</{}>\n", tag, escape_html(text), tag);
}

namespace {

// Even if a text slipped through unescaped, a browser would neither run nor fetch anything.
constexpr std::string_view policy =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

std::string cell(std::string_view tag, std::string_view scope, bool numeric, const std::string& text) {
  constexpr std::size_t longest_number = 32;  // beyond it, a cell of numbers holds a reason and may wrap
  std::string attributes = scope.empty() ? "" : fmt::format(" scope=\"{}\"", scope);
  if (numeric) attributes += text.size() > longest_number ? " class=\"numeric long\"" : " class=\"numeric\"";
  return fmt::format("<{}{}>{}</{}>", tag, attributes, text.empty() ? "–" : escape_html(text), tag);
}

struct HtmlBlock {
  std::string operator()(const Heading& heading) const { return element("h3", heading.text); }
  std::string operator()(const Paragraph& paragraph) const { return element("p", paragraph.text); }
  std::string operator()(const List& list) const;
  std::string operator()(const Table& table) const;
  std::string operator()(const Figure& figure) const;
  std::string operator()(const Listing& listing) const;
  std::string operator()(const Folded& folded) const;
};

std::string HtmlBlock::operator()(const List& list) const {
  std::string html = "<ul>\n";
  for (const std::string& item : list.items) html += element("li", item);
  return html + "</ul>\n";
}

std::string HtmlBlock::operator()(const Table& table) const {
  // Focusable, so that a wide table can be scrolled from the keyboard.
  std::string html = fmt::format("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{}\">\n<table>\n",
                                 escape_html(table.caption));
  html += element("caption", table.caption) + "<thead><tr>";
  for (const Column& column : table.columns) html += cell("th", "col", column.numeric, column.heading);
  html += "</tr></thead>\n<tbody>\n";
  for (const std::vector<std::string>& row : table.rows) {
    html += "<tr>";
    for (std::size_t i = 0; i < row.size(); ++i) {
      html += cell(i == 0 ? "th" : "td", i == 0 ? "row" : "", table.columns[i].numeric, row[i]);
    }
    html += "</tr>\n";
  }
  return html + "</tbody>\n</table>\n</div>\n";
}

std::string HtmlBlock::operator()(const Figure& figure) const {
  std::string html = "<figure>\n<figcaption><strong>" + escape_html(figure.title) + "</strong>";
  html += escape_html(figure.caption) + "</figcaption>\n" + figure.svg;
  if (figure.svg.empty()) return html + (*this)(figure.numbers) + "</figure>\n";
  html += "<details>\n" + element("summary", std::string(words::numbers)) + (*this)(figure.numbers);
  return html + "</details>\n</figure>\n";
}

std::string HtmlBlock::operator()(const Listing& listing) const {
  return "<pre><code>" + escape_html(listing.text) + "</code></pre>\n";
}

std::string HtmlBlock::operator()(const Folded& folded) const {
  return "<details>\n" + element("summary", folded.summary) + html_of(folded.blocks) + "</details>\n";
}

}  // namespace

std::string html_of(const std::vector<Block>& blocks) {
  std::string html;
  for (const Block& block : blocks) html += std::visit(HtmlBlock{}, block.content);
  return html;
}

std::string page_head(std::string_view language, const std::string& title, std::string_view more) {
  std::string html = fmt::format("<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n", language);
  html += fmt::format("<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n", policy);
  html += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
  html += "<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light\">\n";
  return html + element("title", title) + fmt::format("<style>{}{}</style>\n</head>\n", page_style, more);
}

}  // namespace payoff
