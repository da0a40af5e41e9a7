// report.md: the same document as plain GitHub-flavoured Markdown.
#include <fmt/format.h>

#include "report/document/text.hpp"
#include "report/document/words.hpp"
#include "report/section/layout.hpp"
#include "report/writer/renderers.hpp"

namespace payoff {
namespace {

std::string row_of(const std::vector<std::string>& cells) {
  std::string row = "|";
  for (const std::string& cell : cells) row += fmt::format(" {} |", cell.empty() ? "–" : escape_markdown(cell));
  return row + "\n";
}

struct MarkdownBlock {
  std::string operator()(const Heading& heading) const { return "### " + escape_markdown(heading.text) + "\n\n"; }
  std::string operator()(const Paragraph& paragraph) const { return escape_markdown(paragraph.text) + "\n\n"; }
  std::string operator()(const Listing& listing) const { return fence_markdown(listing.text, listing.language) + "\n"; }
  std::string operator()(const List& list) const;
  std::string operator()(const Table& table) const;
  std::string operator()(const Figure& figure) const;
  std::string operator()(const Folded& folded) const;
};

std::string MarkdownBlock::operator()(const List& list) const {
  std::string markdown;
  for (const std::string& item : list.items) markdown += "- " + escape_markdown(item) + "\n";
  return markdown + "\n";
}

std::string MarkdownBlock::operator()(const Table& table) const {
  std::string markdown = escape_markdown(table.caption) + ":\n\n|";
  for (const Column& column : table.columns) markdown += fmt::format(" {} |", escape_markdown(column.heading));
  markdown += "\n|";
  for (const Column& column : table.columns) markdown += column.numeric ? " ---: |" : " --- |";
  markdown += '\n';
  for (const std::vector<std::string>& row : table.rows) markdown += row_of(row);
  return markdown + "\n";
}

std::string MarkdownBlock::operator()(const Figure& figure) const {
  return "### " + escape_markdown(figure.title) + "\n\n" + escape_markdown(figure.caption) + "\n\n" +
         (*this)(figure.numbers);
}

std::string MarkdownBlock::operator()(const Folded& folded) const {
  std::string markdown = "### " + escape_markdown(folded.summary) + "\n\n";
  for (const Block& block : folded.blocks) markdown += std::visit(*this, block.content);
  return markdown;
}

}  // namespace

std::string render_markdown(const CaseStudy& study) {
  const Document document = lay_out(study);
  std::string markdown = "# " + escape_markdown(document.title) + "\n\n";
  if (!document.question.empty()) markdown += escape_markdown(document.question) + "\n\n";
  markdown += "**" + escape_markdown(document.headline) + "**";
  if (!document.headline_rest.empty()) markdown += " " + escape_markdown(document.headline_rest);
  markdown += "\n\n";
  for (const Statement& claim : document.claims) {
    markdown += "- " + escape_markdown(words::label_of(claim.kind)) + ": " + escape_markdown(claim.text) + "\n";
  }
  if (!document.claims.empty()) markdown += '\n';
  markdown += fmt::format("**Grade {}** (A to E): ", escape_markdown(std::string(1, document.grade)));
  markdown += escape_markdown(document.grade_text) + "\n\n";
  Table cards{"At a glance", {{"Figure"}, {"Value"}, {"Note"}}, {}};
  for (const Card& card : document.cards) cards.rows.push_back({card.label, card.value, card.note});
  markdown += MarkdownBlock{}(cards) + escape_markdown(document.cards_note) + "\n\n";
  for (const Section& section : document.sections) {
    markdown += "## " + escape_markdown(section.title) + "\n\n";
    for (const Block& block : section.blocks) markdown += std::visit(MarkdownBlock{}, block.content);
  }
  return markdown + escape_markdown(document.imprint) + "\n";
}

}  // namespace payoff
