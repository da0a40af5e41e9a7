#include "report/writer/report_tables.hpp"

#include <algorithm>

#include "base/messages.hpp"
#include "base/parts.hpp"
#include "report/document/text.hpp"

namespace payoff {
namespace {

constexpr std::size_t longest_name = 60;  // with its folder and ending below what any file system takes

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

// "Handle minutes, tenure = new" -> "handle_minutes_tenure_new": letters of ASCII and digits alone, so that no caption
// can leave the folder.
std::string slug(std::string_view text) {
  std::string name;
  for (char c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (is_plain(c))
      name += c;
    else if (!name.empty() && name.back() != '_')
      name += '_';
  }
  if (name.size() > longest_name) name.resize(longest_name);
  while (name.ends_with('_')) name.pop_back();
  return name;
}

// A caption goes on after a comma or a colon with what changes from study to study: a unit, a currency.
std::string_view begin_of(std::string_view caption) {
  return caption.substr(0, std::min(caption.find(", "), caption.find(": ")));
}

// Within a fold the table of one metric among many: its name begins with what was folded.
std::string name_for(const Table& table, const Folded* within) {
  const std::string folder = within ? slug(within->id.empty() ? within->summary : within->id) : "";
  const bool is_whole = within && table.caption == within->summary;
  std::string name = is_whole ? folder : slug(begin_of(table.id.empty() ? table.caption : table.id));
  if (!folder.empty() && name != folder) name = folder + "_" + name;
  return name.empty() ? "table" : name;
}

// "−1,234.5" -> "-1234.5"; nothing when there is more than a number.
std::string plain_number(std::string_view cell) {
  constexpr std::string_view minus = "−";
  std::string number;
  if (cell.starts_with(minus)) {
    number = "-";
    cell.remove_prefix(minus.size());
  }
  const std::size_t sign = number.size();
  bool has_point = false;
  for (const char c : cell) {
    const bool separator = c == ',' && !has_point && number.size() > sign;
    const bool point = c == '.' && !has_point && number.size() > sign;
    if (!separator && !point && !(c >= '0' && c <= '9')) return "";
    has_point = has_point || point;
    if (!separator) number += c;
  }
  return number.size() > sign && number.back() != '.' ? number : "";
}

// The number of a cell that holds one, and no more.
std::string number_of(std::string_view cell) {
  constexpr std::string_view minus = "−";
  if (std::string number = plain_number(cell); !number.empty()) return number;
  const bool negative = cell.starts_with(minus);
  const std::string size = amount_without_parts(cell.substr(negative ? minus.size() : 0));
  return negative && !size.empty() ? "-" + size : size;
}

std::string csv_cell(const std::string& cell, bool numeric) {
  const std::string number = numeric ? number_of(cell) : "";
  return number.empty() ? csv_field(cell) : number;
}

}  // namespace

std::string csv_of(const Table& table) {
  std::string csv;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (i > 0) csv += ',';
    csv += csv_field(table.columns[i].heading);
  }
  csv += "\r\n";
  for (const std::vector<std::string>& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) csv += ',';
      csv += csv_cell(row[i], table.columns[i].numeric);
    }
    csv += "\r\n";
  }
  return csv;
}

std::string caption_and_rows(const Table& table) {
  return say(MessageId::table_of_rows, {{"caption", table.caption}, {"count", std::to_string(table.rows.size())}});
}

bool is_long(const Table& table) {
  return table.rows.size() > most_rows;
}

ReportTables::ReportTables(const Document& document) {
  for (const Section& section : document.sections)
    for (const Block& block : section.blocks) add(block, nullptr);
}

const ReportFile* ReportTables::file_of(const Table& table) const {
  const auto found = place_.find(&table);
  return found == place_.end() ? nullptr : &files_[found->second];
}

// Of what is folded away the long tables alone: there may be one for each of a hundred metrics and segments.
void ReportTables::add(const Block& block, const Folded* within) {
  if (const Table* table = std::get_if<Table>(&block.content); table && is_long(*table)) add(*table, within);
  const Figure* figure = std::get_if<Figure>(&block.content);
  if (figure && (is_long(figure->numbers) || (!within && !figure->svg.empty()))) add(figure->numbers, within);
  if (const Folded* folded = std::get_if<Folded>(&block.content))
    for (const Block& each : folded->blocks) add(each, folded);
}

void ReportTables::add(const Table& table, const Folded* within) {
  const std::string first = name_for(table, within);
  std::string name = first;
  for (int k = 2; !names_.insert(name).second; ++k) name = first + "_" + std::to_string(k);
  place_[&table] = files_.size();
  files_.push_back({"tables/" + name + ".csv", csv_of(table)});
}

}  // namespace payoff
