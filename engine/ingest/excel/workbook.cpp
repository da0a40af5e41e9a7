#include "ingest/excel/workbook.hpp"

#include <array>
#include <charconv>
#include <fstream>
#include <map>

#include "base/letters.hpp"
#include "ingest/excel/xml.hpp"

namespace payoff {
namespace {

constexpr std::size_t most_text_bytes = std::size_t{1} << 30;
constexpr const char *book_part = "xl/workbook.xml",
                     *save_again = "save it again as an Excel workbook (.xlsx), without a password, or as CSV (UTF-8)";

int number_of(std::string_view text) {
  int number = -1;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

bool is_true(std::string_view text) {
  return text == "1" || text == "true";
}

// What the relations of a part call by an id: "rId1" is "xl/worksheets/sheet1.xml".
std::map<std::string, std::string> worksheets_by_id(Zip& zip, const Context& context) {
  std::map<std::string, std::string> parts;
  const auto note = [&](std::string_view name, const XmlAttributes& attributes) {
    if (name != "Relationship" || !attributes["Type"].ends_with("/worksheet")) return;
    const std::string_view target = attributes["Target"];
    parts[std::string(attributes["Id"])] =
        target.starts_with('/') ? std::string(target.substr(1)) : "xl/" + std::string(target);
  };
  for_each_element(zip, "xl/_rels/workbook.xml.rels", {.begin = note}, context);
  return parts;
}

void read_book(Workbook& book, const Context& context) {
  const std::map<std::string, std::string> parts = worksheets_by_id(book.zip, context);
  const auto note = [&](std::string_view name, const XmlAttributes& attributes) {
    if (name == "workbookPr") book.since_1904 = is_true(attributes["date1904"]);
    if (name != "sheet") return;
    const auto part = parts.find(std::string(attributes["id"]));
    const std::string_view state = attributes["state"];
    if (part != parts.end())
      book.sheets.push_back(
          {std::string(attributes["name"]), part->second, state == "hidden" || state == "veryHidden"});
  };
  for_each_element(book.zip, book_part, {.begin = note}, context);
}

// A text may be in several runs; how its signs are pronounced (rPh) is no part of it.
void read_texts(Workbook& book, const Context& context) {
  bool in_text = false, pronounced = false;
  std::size_t bytes = 0;
  const XmlElements elements{.begin =
                                 [&](std::string_view name, const XmlAttributes&) {
                                   if (name == "si") book.texts.emplace_back();
                                   if (name == "rPh") pronounced = true;
                                   in_text = name == "t" && !pronounced && !book.texts.empty();
                                 },
                             .end =
                                 [&](std::string_view name) {
                                   if (name == "rPh") pronounced = false;
                                   in_text = false;
                                 },
                             .text =
                                 [&](std::string_view text) {
                                   if (in_text) book.texts.back() += text;
                                   bytes += text.size();
                                   if (bytes > most_text_bytes) throw book.zip.damaged("holds more than 1 GB of texts");
                                 }};
  for_each_element(book.zip, "xl/sharedStrings.xml", elements, context);
}

void read_styles(Workbook& book, const Context& context) {
  std::map<int, CellForm> own;
  bool of_cells = false;
  const XmlElements elements{
      .begin =
          [&](std::string_view name, const XmlAttributes& attributes) {
            if (name == "numFmt") own[number_of(attributes["numFmtId"])] = form_of_format(attributes["formatCode"]);
            if (name == "cellXfs") of_cells = true;
            if (name != "xf" || !of_cells) return;
            const int id = number_of(attributes["numFmtId"]);
            book.form_of_style.push_back(own.contains(id) ? own[id] : form_of_builtin_format(id));
          },
      .end = [&](std::string_view name) { of_cells = of_cells && name != "cellXfs"; }};
  for_each_element(book.zip, "xl/styles.xml", elements, context);
}

}  // namespace

bool is_named_as_workbook(const std::string& file) {
  const std::string name = lower(file);
  return std::ranges::any_of(std::array<std::string_view, 5>{".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"},
                             [&](std::string_view ending) { return name.ends_with(ending); });
}

bool is_workbook(const std::string& file) {
  std::array<char, 4> first{};
  std::ifstream(file, std::ios::binary).read(first.data(), first.size());
  const std::string_view begin(first.data(), first.size());
  if (begin == "PK\x03\x04" && Zip(file, save_again).has(book_part)) return true;
  const bool old_or_locked = begin == "\xD0\xCF\x11\xE0";
  if (!old_or_locked && begin != "PK\x03\x04" && !is_named_as_workbook(file)) return false;
  throw Error(ErrorKind::data, {.file = file},
              old_or_locked
                  ? "is an old workbook (.xls) or one with a password, but must be .xlsx, CSV, Parquet or JSON"
                  : "is a workbook of another kind than .xlsx, but must be .xlsx, CSV, Parquet or JSON",
              "save it as an Excel workbook (.xlsx), or the sheet that holds the rows as CSV (UTF-8)");
}

Workbook open_workbook(const std::string& file, const Context& context) {
  Workbook book{.zip = Zip(file, save_again)};
  read_book(book, context);
  if (book.zip.has("xl/sharedStrings.xml")) read_texts(book, context);
  if (book.zip.has("xl/styles.xml")) read_styles(book, context);
  return book;
}

}  // namespace payoff
