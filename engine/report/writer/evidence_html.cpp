// evidence.html: one file, no scripts, nothing fetched; opens from e-mail and prints.
#include <fmt/format.h>

#include <algorithm>

#include "base/messages.hpp"
#include "report/document/labels.hpp"
#include "report/document/text.hpp"
#include "report/writer/page.hpp"
#include "report/writer/renderers.hpp"
#include "report/writer/report_tables.hpp"

namespace payoff {
namespace {

// Of all tables together, as files: up to so much the page carries them itself.
constexpr std::size_t most_carried = 100'000;

// The files of the page, and where on it a block stands.
struct HtmlBlock {
  const ReportTables& tables;
  bool carries = true;     // the files themselves, not only where they lie
  bool is_folded = false;  // already: a long table need not be folded again

  std::string operator()(const Heading& heading) const { return element("h3", heading.text); }
  std::string operator()(const Paragraph& paragraph) const { return element("p", paragraph.text); }
  std::string operator()(const List& list) const { return markup_of(list); }
  std::string operator()(const Table& table) const;
  std::string operator()(const Figure& figure) const;
  std::string operator()(const Listing& listing) const;
  std::string operator()(const Folded& folded) const;

  std::string all(const std::vector<Block>& blocks) const;
  std::string file_line(const Table& table, const ReportFile& file) const;
};

std::string HtmlBlock::all(const std::vector<Block>& blocks) const {
  std::string html;
  for (const Block& block : blocks) html += std::visit(*this, block.content);
  return html;
}

// "Cash by month, 37 rows: tables/cash_by_month.csv". The link holds the file: a page that was sent by e-mail has no
// folder beside it. Of very many tables it leads to the folder, or the page would be twice as large for them.
std::string HtmlBlock::file_line(const Table& table, const ReportFile& file) const {
  const std::string base = file.name.substr(file.name.find('/') + 1);
  const std::string link =
      carries ? fmt::format("download=\"{}\" href=\"data:text/csv;charset=utf-8,{}\"", base, encode_uri(file.bytes))
              : fmt::format("href=\"{}\"", file.name);
  return fmt::format("<p class=\"file\">{}: <a {}>{}</a></p>\n", escape_html(caption_and_rows(table)), link, file.name);
}

// A long table is folded and not printed; the line below it says where it is.
std::string HtmlBlock::operator()(const Table& table) const {
  const ReportFile* file = tables.file_of(table);
  if (!file) return markup_of(table);
  if (is_folded) return "<div class=\"screen\">\n" + markup_of(table) + "</div>\n" + file_line(table, *file);
  return "<details class=\"screen\">\n" + element("summary", table.caption) + markup_of(table) + "</details>\n" +
         file_line(table, *file);
}

std::string HtmlBlock::operator()(const Figure& figure) const {
  constexpr std::size_t most_beside = 4;  // columns that have room to the right of the picture, on paper
  std::string html = "<figure>\n" + caption_of(figure) + figure.svg;
  if (figure.svg.empty()) return html + (*this)(figure.numbers) + "</figure>\n";
  const ReportFile* file = tables.file_of(figure.numbers);
  const std::string line = file ? file_line(figure.numbers, *file) : "";
  const std::string numbers = element("summary", say(MessageId::numbers_label)) + markup_of(figure.numbers);
  if (is_long(figure.numbers))
    return html + "<details class=\"screen\">\n" + numbers + "</details>\n" + line + "</figure>\n";
  const char* shape = figure.numbers.columns.size() <= most_beside ? " class=\"narrow\"" : "";
  return fmt::format("{}<details{}>\n{}<div class=\"screen\">\n{}</div>\n</details>\n</figure>\n", html, shape, numbers,
                     line);
}

std::string HtmlBlock::operator()(const Listing& listing) const {
  return "<pre><code>" + escape_html(listing.text) + "</code></pre>\n";
}

std::string HtmlBlock::operator()(const Folded& folded) const {
  return "<details class=\"screen\">\n" + element("summary", folded.summary) +
         HtmlBlock{tables, carries, true}.all(folded.blocks) + "</details>\n";
}

std::string badge_of(const Document& document) {
  std::string html = fmt::format("<aside class=\"badge\" aria-label=\"{0}\">\n<p class=\"label\">{0}</p>\n",
                                 escape_html(say(MessageId::grade_label)));
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
                        escape_html(say(label_of(claim.kind))), escape_html(claim.text));
  }
  return html + "</ul>\n";
}

std::string first_screen(const Document& document) {
  std::string html = "<header>\n<p class=\"title\"><strong>" + escape_html(document.title) + "</strong>";
  if (!document.question.empty()) html += " · " + escape_html(document.question);
  constexpr std::size_t longest_headline = 100;  // characters; beyond it large type is a wall
  const bool is_long = length_in_characters(document.headline) > longest_headline;
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

std::string contents_of(const Document& document) {
  std::string html =
      fmt::format("<nav aria-label=\"{0}\">\n<p>{0}</p>\n<ol>\n", escape_html(say(MessageId::contents_label)));
  for (const Section& section : document.sections)
    html += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", section.id, escape_html(section.title));
  return html + "</ol>\n</nav>\n";
}

// What a reader of paper would look for in vain.
std::string not_printed(const Section& section) {
  const auto folded = std::ranges::count_if(
      section.blocks, [](const Block& block) { return std::holds_alternative<Folded>(block.content); });
  if (folded == 0) return "";
  return fmt::format("<p class=\"paper\">{}</p>\n", escape_html(say(MessageId::not_printed)));
}

// What its two readers come for: the statistician the result, the finance director the money.
bool is_open(const Section& section, const Document& document) {
  return &section == &document.sections.front() || section.id == "money";
}

// The link of the contents leads to what is inside the fold: a browser opens it then.
std::string section_of(const Section& section, bool open, const HtmlBlock& block) {
  std::string html =
      fmt::format("<section aria-labelledby=\"{}-title\">\n<details{}>\n", section.id, open ? " open" : "");
  html += fmt::format("<summary><h2 id=\"{}-title\">{}</h2></summary>\n", section.id, escape_html(section.title));
  html += fmt::format("<div id=\"{}\" class=\"inside\">\n", section.id) + block.all(section.blocks);
  return html + not_printed(section) + "</div>\n</details>\n</section>\n";
}

std::string page_of(const Document& document, const ReportTables& tables) {
  std::string html = page_head(document.language, document.title, {}, document.color) + "<body>\n<main>\n";
  html += first_screen(document) + contents_of(document);
  std::size_t size = 0;
  for (const ReportFile& file : tables.all()) size += file.bytes.size();
  const HtmlBlock block{tables, size <= most_carried};
  for (const Section& section : document.sections) html += section_of(section, is_open(section, document), block);
  return html + "</main>\n<footer><p>" + escape_html(document.imprint) + "</p></footer>\n</body>\n</html>\n";
}

}  // namespace

std::vector<ReportFile> evidence_files(const Document& document) {
  const ReportTables tables(document);
  std::vector<ReportFile> files;
  files.emplace_back("evidence.html", page_of(document, tables));
  files.insert(files.end(), tables.all().begin(), tables.all().end());
  return files;
}

}  // namespace payoff
