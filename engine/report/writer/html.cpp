// evidence.html: one file, no scripts, no outside references; opens from e-mail and prints.
#include <fmt/format.h>

#include "report/document/text.hpp"
#include "report/document/words.hpp"
#include "report/section/layout.hpp"
#include "report/writer/page.hpp"
#include "report/writer/renderers.hpp"

namespace payoff {
namespace {

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
  std::string html = page_head("en", document.title) + "<body>\n<main>\n";
  html += first_screen(document);
  for (const Section& section : document.sections) {
    html += fmt::format("<section aria-labelledby=\"{}\">\n<h2 id=\"{}\">{}</h2>\n", section.id, section.id,
                        escape_html(section.title));
    html += html_of(section.blocks) + "</section>\n";
  }
  return html + "</main>\n<footer><p>" + escape_html(document.imprint) + "</p></footer>\n</body>\n</html>\n";
}

}  // namespace payoff
