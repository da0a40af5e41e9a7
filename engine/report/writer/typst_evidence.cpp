// evidence.typ: what evidence.html prints. What is folded away there is not in here; a line says where it is.
#include <fmt/format.h>

#include <algorithm>

#include "report/document/labels.hpp"
#include "report/document/text.hpp"
#include "report/writer/typst.hpp"
#include "report/writer/typst_style.hpp"

namespace payoff {
namespace {

// How wide a text is, in letters: those of Chinese, Japanese and Korean are as wide as two.
std::size_t width_of(std::string_view text) {
  const auto wide = std::ranges::count_if(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0xE3 && byte <= 0xED;
  });
  return length_in_characters(text) + static_cast<std::size_t>(wide);
}

// Shares of the page, as wide as what is widest in them, within reason.
std::string shares_of(const Table& table) {
  constexpr std::size_t least = 6, most = 30;
  std::vector<std::string> shares;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    std::size_t width = std::min<std::size_t>(width_of(table.columns[i].heading), 16);
    for (const std::vector<std::string>& row : table.rows)
      if (i < row.size()) width = std::max(width, width_of(row[i]));
    width = std::clamp(width, least, most);
    shares.push_back(fmt::format(
        "{}fr", table.columns[i].numeric ? width + width / 2 : width));  // digits are wide, and stay on a line
  }
  return typst::array(shares);
}

std::string rows_call(const Table& table) {
  std::vector<std::string> arguments{typst::text(table.caption), "columns: " + shares_of(table)};
  std::vector<std::string> numeric, headings;
  for (const Column& column : table.columns) {
    numeric.emplace_back(column.numeric ? "true" : "false");
    headings.push_back(column.heading);
  }
  arguments.push_back("numeric: " + typst::array(numeric));
  arguments.push_back(typst::texts(headings));
  for (const std::vector<std::string>& row : table.rows) {
    std::vector<std::string> cells = row;
    std::ranges::replace(cells, std::string(), std::string("–"));
    arguments.push_back(typst::texts(cells));
  }
  return typst::call("rows", arguments);
}

struct TypstBlock {
  const ReportTables& tables;
  typst::Pictures& pictures;

  std::string operator()(const Heading& heading) const {
    return typst::call("subheading", {typst::text(heading.text)});
  }
  std::string operator()(const Paragraph& paragraph) const {
    return typst::call("paragraph", {typst::text(paragraph.text)});
  }
  std::string operator()(const List& list) const { return "items(.." + typst::texts(list.items) + ")"; }
  std::string operator()(const Listing& listing) const { return typst::call("listing", {typst::text(listing.text)}); }
  std::string operator()(const Folded&) const { return ""; }
  std::string operator()(const Table& table) const;
  std::string operator()(const Figure& figure) const;

  std::string file_line(const Table& table, const ReportFile& file) const;
};

// "Cash by month, 37 rows: tables/cash_by_month.csv"
std::string TypstBlock::file_line(const Table& table, const ReportFile& file) const {
  return typst::call("file-line", {typst::text(fmt::format("{}: {}", caption_and_rows(table), file.name))});
}

std::string TypstBlock::operator()(const Table& table) const {
  const ReportFile* file = tables.file_of(table);
  return file ? file_line(table, *file) : rows_call(table);
}

// Beside the picture, as far as that is narrow, its numbers; of many, where they are.
std::string TypstBlock::operator()(const Figure& figure) const {
  constexpr std::size_t most_beside = 4;  // columns
  if (figure.svg.empty())
    return typst::call("legend", {typst::text(figure.title), typst::text(figure.caption)}) + "\n" +
           (*this)(figure.numbers);
  const ReportFile* file = is_long(figure.numbers) ? tables.file_of(figure.numbers) : nullptr;
  const std::string numbers = file ? file_line(figure.numbers, *file) : rows_call(figure.numbers);
  const bool narrow = file || figure.numbers.columns.size() <= most_beside;
  std::vector<std::string> arguments = typst::plot(figure, pictures);
  arguments.push_back((narrow ? "beside: " : "below: ") + numbers);
  return typst::call("plot", arguments);
}

// Harm and doubt are set apart by weight and word, never by colour alone.
bool is_warning(ClaimKind kind) {
  return kind == ClaimKind::guardrail || kind == ClaimKind::caveat;
}

std::string first_page(const Document& document) {
  std::string body = typst::opening(document.title, document.question, document.headline, document.headline_rest);
  std::vector<std::string> claims;
  for (const Statement& claim : document.claims) {
    claims.push_back(fmt::format("({}, {}, {})", typst::text(say(label_of(claim.kind))), typst::text(claim.text),
                                 is_warning(claim.kind)));
  }
  body += "\n" + typst::call("claims", {"badge(" + typst::text(say(MessageId::grade_label)) + ", " +
                                            typst::text(std::string(1, document.grade)) + ", " +
                                            typst::text(document.grade_text) + ")",
                                        ".." + typst::array(claims)});
  body += "\n" + typst::cards("figures", document.cards);
  return body + "\n" + typst::call("guide", {typst::text(document.cards_note)}) + "\n";
}

bool folds(const Section& section) {
  return std::ranges::any_of(section.blocks,
                             [](const Block& block) { return std::holds_alternative<Folded>(block.content); });
}

}  // namespace

std::string typst_evidence(const Document& document, const ReportTables& tables) {
  typst::Pictures pictures;
  const TypstBlock render{tables, pictures};
  std::string body = first_page(document);
  for (const Section& section : document.sections) {
    body += "\n" + typst::call("section", {typst::text(section.title)}) + "\n";
    for (const Block& block : section.blocks)
      if (const std::string text = std::visit(render, block.content); !text.empty()) body += text + "\n";
    if (folds(section)) body += typst::call("guide", {typst::text(say(MessageId::not_printed))}) + "\n";
  }
  body += typst::call("imprint", {typst::text(document.imprint)}) + "\n";
  return typst::written({document.language, document.title, document.color, typst_evidence_functions,
                         pictures.definitions(), "\n#show: evidence\n\n#{\n" + body + "}\n"});
}

}  // namespace payoff
