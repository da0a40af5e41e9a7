// evidence.html: one file, no scripts, no outside references; opens from e-mail and prints.
#include <fmt/format.h>

#include "report/document/text.hpp"
#include "report/document/words.hpp"
#include "report/section/layout.hpp"
#include "report/writer/renderers.hpp"
#include "report/writer/style.hpp"

namespace payoff {
namespace {

// Even if a text slipped through unescaped, a browser would neither run nor fetch anything.
constexpr std::string_view policy =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

std::string element(std::string_view tag, const std::string& text) {
  return fmt::format("<{}>{}</{}>\n", tag, escape_html(text), tag);
}

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

std::string html_of(const std::vector<Block>& blocks) {
  std::string html;
  for (const Block& block : blocks) html += std::visit(HtmlBlock{}, block.content);
  return html;
}

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

std::string badge_of(const Document& document) {
  std::string html =
      "<aside class=\"badge\" aria-label=\"Grade of the evidence\">\n<p class=\"label\">Grade of the evidence</p>\n";
  html += fmt::format("<p><span class=\"letter\">{}</span>{}</p>\n<ol class=\"scale\">",
                      escape_html(std::string(1, document.grade)), escape_html(document.grade_text));
  for (const char letter : std::string_view("ABCDE")) {
    html += fmt::format("<li{}>{}</li>", letter == document.grade ? " aria-current=\"true\"" : "", letter);
  }
  return html + "</ol>\n</aside>\n";
}

// Harm and doubt are set apart by weight and word, never by colour alone.
std::string_view class_of(ClaimKind kind) {
  return kind == ClaimKind::guardrail || kind == ClaimKind::caveat ? name(kind) : "plain";
}

std::string claims_of(const Document& document) {
  std::string html = "<ul class=\"claims\">\n";
  for (const Statement& claim : document.claims) {
    html += fmt::format("<li class=\"{}\"><span class=\"kind\">{}</span><span>{}</span></li>\n", class_of(claim.kind),
                        escape_html(words::label_of(claim.kind)), escape_html(claim.text));
  }
  return html + "</ul>\n";
}

std::string first_screen(const Document& document) {
  std::string html = "<header>\n<p class=\"title\"><strong>" + escape_html(document.title) + "</strong>";
  if (!document.question.empty()) html += " · " + escape_html(document.question);
  constexpr std::size_t longest_large = 100;  // characters; beyond it large type is a wall
  const bool is_long = length_in_characters(document.headline) > longest_large;
  html += std::string("</p>\n<h1") + (is_long ? " class=\"long\"" : "") + ">" + escape_html(document.headline);
  if (!document.headline_rest.empty()) {
    html += "<span class=\"rest\">" + escape_html(document.headline_rest) + "</span>";
  }
  html += "</h1>\n";
  html += document.claims.empty() ? "<div class=\"first alone\">\n"
                                  : "<div class=\"first\">\n<div>\n" + claims_of(document) + "</div>\n";
  html += badge_of(document) + "</div>\n";
  html += "<dl class=\"cards\">\n";
  for (const Card& card : document.cards) {
    html += "<div class=\"card\">" + element("dt", card.label);
    html += "<dd class=\"value\">" + escape_html(card.value) + "</dd>\n<dd class=\"note\">" + escape_html(card.note) +
            "</dd></div>\n";
  }
  return html + "</dl>\n<p class=\"guide\">" + escape_html(document.cards_note) + "</p>\n</header>\n";
}

}  // namespace

std::string render_html(const CaseStudy& study) {
  const Document document = lay_out(study);
  std::string html = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n";
  html += fmt::format("<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n", policy);
  html += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
  html += "<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light\">\n";
  html +=
      element("title", document.title) + "<style>" + std::string(page_style) + "</style>\n</head>\n<body>\n<main>\n";
  html += first_screen(document);
  for (const Section& section : document.sections) {
    html += fmt::format("<section aria-labelledby=\"{}\">\n<h2 id=\"{}\">{}</h2>\n", section.id, section.id,
                        escape_html(section.title));
    html += html_of(section.blocks) + "</section>\n";
  }
  return html + "</main>\n<footer><p>" + escape_html(document.imprint) + "</p></footer>\n</body>\n</html>\n";
}

}  // namespace payoff
