// case-study.html: two pages that answer on the first screen; summary.html: that screen as a slide of 16 to 9. No scripts,
// no outside references.
#include <fmt/format.h>

#include "base/messages.hpp"
#include "report/document/text.hpp"
#include "report/section/brief.hpp"
#include "report/writer/brief_style.hpp"
#include "report/writer/logo.hpp"
#include "report/writer/page.hpp"
#include "report/writer/renderers.hpp"

namespace payoff {
namespace {

constexpr std::size_t longest_large = 100;  // characters; beyond it large type is a wall

std::string head_of(const Brief& brief) {
  if (brief.logo.empty()) return page_head(brief.language, brief.title, brief_style, brief.color);
  const std::string style = std::string(brief_style) + std::string(logo_style);
  return page_head(brief.language, brief.title, style, brief.color, Pictures::embedded);
}

std::string card_of(const Card& card, std::string_view css) {
  std::string html = fmt::format("<div class=\"{}\">{}", css, element("dt", card.label));
  if (!card.value.empty()) html += "<dd class=\"value\">" + escape_html(card.value) + "</dd>";
  return html + "<dd class=\"note\">" + escape_html(card.note) + "</dd></div>\n";
}

std::string cards_of(const std::vector<Card>& cards) {
  std::string html = "<dl class=\"cards\">\n";
  for (const Card& card : cards) html += card_of(card, "card");
  return html + "</dl>\n";
}

std::string first_screen(const Brief& brief) {
  std::string html = "<header>\n" + logo_markup(brief.logo);
  html += "<p class=\"title\"><strong>" + escape_html(brief.title) + "</strong>";
  if (!brief.question.empty()) html += " · " + escape_html(brief.question);
  const bool is_long = length_in_characters(brief.headline) > longest_large;
  html += fmt::format("</p>\n<h1{}>{}</h1>\n", is_long ? " class=\"long\"" : "", escape_html(brief.headline));
  html += fmt::format("<p class=\"range\">{}</p>\n", escape_html(brief.headline_range));
  constexpr std::string_view marks[] = {"worth", "sure", "catch", "next"};
  html += "<dl class=\"answers\">\n";
  for (std::size_t i = 0; i < brief.answers.size(); ++i) html += card_of(brief.answers[i], marks[i]);
  return html + "</dl>\n</header>\n";
}

// The numbers of the picture stand beside it for those who cannot see it.
std::string figure_of(const Figure& figure) {
  return fmt::format("<figure>\n{}{}<details>\n{}{}</details>\n</figure>\n", caption_of(figure), figure.svg,
                     element("summary", say(MessageId::numbers_label)), markup_of(figure.numbers));
}

std::string middle(const Brief& brief) {
  if (brief.picture.svg.empty()) return "<div class=\"middle alone\">\n" + cards_of(brief.figures) + "</div>\n";
  return "<div class=\"middle\">\n" + figure_of(brief.picture) + cards_of(brief.figures) + "</div>\n";
}

// Of paragraphs and lists alone.
std::string blocks_of(const Section& section) {
  std::string html;
  for (const Block& block : section.blocks) {
    if (const auto* paragraph = std::get_if<Paragraph>(&block.content)) html += element("p", paragraph->text);
    if (const auto* list = std::get_if<List>(&block.content)) html += markup_of(*list);
  }
  return html;
}

std::string section_of(const Section& section) {
  return fmt::format("<section aria-labelledby=\"{}\">\n<h2 id=\"{}\">{}</h2>\n{}</section>\n", section.id, section.id,
                     escape_html(section.title), blocks_of(section));
}

std::string quote_of(const Brief& brief) {
  if (brief.quote.empty()) return "";
  const std::string by = brief.quote_by.empty() ? "" : "<footer>" + escape_html(brief.quote_by) + "</footer>";
  return fmt::format("<blockquote><p>{}</p>{}</blockquote>\n", escape_html(brief.quote), by);
}

}  // namespace

std::string render_case_study_html(const CaseStudy& study) {
  const Brief brief = brief_of(study);
  std::string html = head_of(brief);
  html += "<body class=\"brief\">\n<main>\n" + first_screen(brief) + middle(brief) + "<div class=\"second\">\n";
  html += "<div class=\"sheet\">\n";
  for (const Section* told : {&brief.problem, &brief.rolled_out})
    if (!told->blocks.empty()) html += section_of(*told);
  for (const Section& section : brief.sections) html += section_of(section);
  html += "</div>\n";
  if (!brief.money.empty()) {
    html += "<div class=\"sheet money\">\n";
    for (const Figure& figure : brief.money) html += figure_of(figure);
    html += "</div>\n";
  }
  html += quote_of(brief) + "</div>\n</main>\n";
  return html + "<footer>" + element("p", brief.imprint) + "</footer>\n</body>\n</html>\n";
}

std::string render_summary_html(const CaseStudy& study) {
  const Brief brief = brief_of(study);
  return head_of(brief) + "<body class=\"brief slide\">\n<main>\n" + first_screen(brief) + middle(brief) +
         "</main>\n<footer>" + element("p", brief.imprint) + "</footer>\n</body>\n</html>\n";
}

}  // namespace payoff
