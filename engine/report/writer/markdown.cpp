// report.md: the same document as plain GitHub-flavoured Markdown, with its pictures and long tables as files.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/messages.hpp"
#include "report/document/labels.hpp"
#include "report/document/text.hpp"
#include "report/writer/picture.hpp"
#include "report/writer/renderers.hpp"
#include "report/writer/report_tables.hpp"

namespace payoff {
namespace {

std::string row_of(const std::vector<std::string>& cells) {
  std::string row = "|";
  for (const std::string& cell : cells) row += fmt::format(" {} |", cell.empty() ? "–" : escape_markdown(cell));
  return row + "\n";
}

std::string link_to(const ReportFile& file) {
  return fmt::format("[{}]({})", file.name, file.name);
}

// "Cash by month, 37 rows: [tables/cash_by_month.csv](tables/cash_by_month.csv)"
std::string file_line_of(const Table& table, const ReportFile& file) {
  return fmt::format("{}: {}", escape_markdown(caption_and_rows(table)), link_to(file));
}

struct MarkdownBlock {
  const ReportTables& tables;
  std::vector<ReportFile>& pictures;  // those that were met

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
  if (const ReportFile* file = tables.file_of(table)) return file_line_of(table, *file) + "\n\n";
  std::string markdown = escape_markdown(table.caption) + ":\n\n|";
  for (const Column& column : table.columns) markdown += fmt::format(" {} |", escape_markdown(column.heading));
  markdown += "\n|";
  for (const Column& column : table.columns) markdown += column.numeric ? " ---: |" : " --- |";
  markdown += '\n';
  for (const std::vector<std::string>& row : table.rows) markdown += row_of(row);
  return markdown + "\n";
}

// A picture, and below it in the same paragraph what it shows and where its numbers are.
std::string MarkdownBlock::operator()(const Figure& figure) const {
  const std::string title = escape_markdown(figure.title);
  const ReportFile* file = tables.file_of(figure.numbers);
  if (figure.svg.empty() || !file)
    return "### " + title + "\n\n" + escape_markdown(figure.caption) + "\n\n" + (*this)(figure.numbers);
  pictures.push_back({picture_name(figure), picture_file(figure)});
  return fmt::format("![{}]({})\\\n**{}.** {}{}{}\n\n", title, pictures.back().name, title,
                     escape_markdown(figure.caption), figure.caption.empty() ? "" : " ",
                     file_line_of(figure.numbers, *file));
}

bool is_short(const Listing& listing) {
  constexpr std::ptrdiff_t most_lines = 12;
  constexpr std::size_t most_characters = 1000;
  return listing.text.size() <= most_characters && std::ranges::count(listing.text, '\n') < most_lines;
}

// Of what the page folds away only a short listing has room here; of the rest, a line says where it is.
std::string MarkdownBlock::operator()(const Folded& folded) const {
  const Listing* listing = folded.blocks.empty() ? nullptr : std::get_if<Listing>(&folded.blocks.front().content);
  if (listing && is_short(*listing)) return "### " + escape_markdown(folded.summary) + "\n\n" + (*this)(*listing);
  std::string markdown = fmt::format("- {} ({}", escape_markdown(folded.summary), say(MessageId::in_results));
  for (const Block& block : folded.blocks) {
    const Figure* figure = std::get_if<Figure>(&block.content);
    const Table* table = figure ? &figure->numbers : std::get_if<Table>(&block.content);
    if (const ReportFile* file = table ? tables.file_of(*table) : nullptr) markdown += ", " + link_to(*file);
  }
  return markdown + ")\n";
}

// As few lines as there can be: a paragraph leads over to the table that follows it, and what is folded away is one list.
std::string section_of(const Section& section, const MarkdownBlock& render) {
  std::string markdown = "## " + escape_markdown(section.title) + "\n\n";
  bool in_list = false;
  for (std::size_t i = 0; i < section.blocks.size(); ++i) {
    const Paragraph* paragraph = std::get_if<Paragraph>(&section.blocks[i].content);
    const bool leads_over =
        paragraph && i + 1 < section.blocks.size() && std::holds_alternative<Table>(section.blocks[i + 1].content);
    const std::string text =
        leads_over ? escape_markdown(paragraph->text) + " " : std::visit(render, section.blocks[i].content);
    if (in_list && !text.starts_with("- ")) markdown += '\n';
    markdown += text;
    in_list = text.starts_with("- ") && !text.ends_with("\n\n");
  }
  return in_list ? markdown + "\n" : markdown;
}

std::string text_of(const Document& document, const MarkdownBlock& render) {
  std::string markdown = "# " + escape_markdown(document.title) + "\n\n";
  if (!document.question.empty()) markdown += escape_markdown(document.question) + "\n\n";
  markdown += "**" + escape_markdown(document.headline) + "**";
  if (document.headline_rest.starts_with(' ')) markdown += ' ';
  markdown += escape_markdown(document.headline_rest);
  markdown += "\n\n";
  for (const Statement& claim : document.claims) {
    markdown += "- " + escape_markdown(say(label_of(claim.kind))) + ": " + escape_markdown(claim.text) + "\n";
  }
  if (!document.claims.empty()) markdown += '\n';
  const std::string grade = say(MessageId::grade_value, {{"grade", std::string(1, document.grade)}});
  markdown += fmt::format("**{}** {}: ", escape_markdown(grade), escape_markdown(say(MessageId::grade_scale)));
  markdown += escape_markdown(document.grade_text) + "\n\n";
  Table cards{say(MessageId::at_a_glance),
              {{say(MessageId::col_figure)}, {say(MessageId::col_value)}, {say(MessageId::col_note)}},
              {}};
  for (const Card& card : document.cards) cards.rows.push_back({card.label, card.value, card.note});
  markdown += render(cards) + escape_markdown(document.cards_note) + "\n\n";
  for (const Section& section : document.sections) markdown += section_of(section, render);
  return markdown + escape_markdown(document.imprint) + "\n";
}

}  // namespace

std::vector<ReportFile> markdown_files(const Document& document) {
  const ReportTables tables(document);
  std::vector<ReportFile> pictures;
  std::vector<ReportFile> files{{"report.md", text_of(document, {tables, pictures})}};
  files.insert(files.end(), tables.all().begin(), tables.all().end());
  std::ranges::move(pictures, std::back_inserter(files));
  return files;
}

}  // namespace payoff
