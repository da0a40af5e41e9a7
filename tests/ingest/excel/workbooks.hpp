// Workbooks as other programs write them, part by part.
#pragma once

#include <fmt/format.h>
#include <minizip/zip.h>

#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace payoff::workbooks {

using Parts = std::map<std::string, std::string>;

inline void write_zip(const std::string& path, const Parts& parts) {
  const auto must = [](bool done) {
    if (!done) throw std::runtime_error("a workbook cannot be written");
  };
  const zipFile zip = ::zipOpen64(path.c_str(), APPEND_STATUS_CREATE);
  must(zip != nullptr);
  for (const auto& [name, content] : parts) {
    zip_fileinfo info{};
    must(::zipOpenNewFileInZip(zip, name.c_str(), &info, nullptr, 0, nullptr, 0, nullptr, Z_DEFLATED, 1) == ZIP_OK);
    must(::zipWriteInFileInZip(zip, content.data(), static_cast<unsigned>(content.size())) == ZIP_OK);
    ::zipCloseFileInZip(zip);
  }
  ::zipClose(zip, nullptr);
}

struct NamedSheet {
  std::string name, rows;  // <row>...</row>
  std::string state{};
};

// Styles: 0 general, 1 a date, 2 a date and a time, 3 [h]:mm:ss, 4 a percentage, 5 "dd/mm/yyyy".
inline Parts parts_of(const std::vector<NamedSheet>& sheets, const std::string& texts = "",
                      const std::string& book = "") {
  std::string list, relations;
  Parts parts;
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    list += fmt::format(R"(<sheet name="{0}" sheetId="{1}" r:id="rId{1}"{2}/>)", sheets[i].name, i + 1,
                        sheets[i].state.empty() ? "" : fmt::format(R"( state="{}")", sheets[i].state));
    relations += fmt::format(
        R"(<Relationship Id="rId{0}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet{0}.xml"/>)",
        i + 1);
    parts[fmt::format("xl/worksheets/sheet{}.xml", i + 1)] =
        "<worksheet><sheetData>" + sheets[i].rows + "</sheetData></worksheet>";
  }
  parts["xl/workbook.xml"] =
      R"(<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">)" + book +
      "<sheets>" + list + "</sheets></workbook>";
  parts["xl/_rels/workbook.xml.rels"] = "<Relationships>" + relations + "</Relationships>";
  parts["xl/styles.xml"] =
      R"(<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[h]:mm:ss"/><numFmt numFmtId="165" formatCode="dd/mm/yyyy"/></numFmts>)"
      R"(<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="164"/>)"
      R"(<xf numFmtId="10"/><xf numFmtId="165"/></cellXfs></styleSheet>)";
  if (!texts.empty()) parts["xl/sharedStrings.xml"] = "<sst>" + texts + "</sst>";
  return parts;
}

inline void write_workbook(const std::string& path, const std::vector<NamedSheet>& sheets,
                           const std::string& texts = "", const std::string& book = "") {
  write_zip(path, parts_of(sheets, texts, book));
}

// <c> of a text, and of a number in a style.
inline std::string text(const std::string& value) {
  return R"(<c t="inlineStr"><is><t>)" + value + "</t></is></c>";
}
inline std::string number(double value, int style = 0) {
  return fmt::format(R"(<c s="{}"><v>{}</v></c>)", style, value);
}

// The panel of tools::tickets (20 units, 8 weeks) as rows of a sheet.
inline std::string ticket_rows(const std::string& csv) {
  std::string rows, cells, cell;
  std::size_t column = 0, line = 0;
  constexpr double first_monday = 45663;  // 2025-01-06
  for (const char c : csv) {
    if (c != ',' && c != '\n') {
      cell += c;
      continue;
    }
    if (line == 0 || column == 0 || column == 2)
      cells += text(cell);
    else
      cells += column == 1 ? number(first_monday + 7.0 * static_cast<double>((line - 1) % 8), 5)
                           : "<c><v>" + cell + "</v></c>";
    cell.clear();
    ++column;
    if (c == ',') continue;
    rows += "<row>" + cells + "</row>";
    cells.clear();
    column = 0;
    ++line;
  }
  return rows;
}

}  // namespace payoff::workbooks
