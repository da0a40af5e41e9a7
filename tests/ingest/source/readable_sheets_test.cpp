// A study of a workbook gives what it gives of the same rows as CSV, or a refusal that says what to write.
#include "ingest/source/readable_sheets.hpp"

#include "ingest/excel/sheet.hpp"
#include "ingest/excel/workbooks.hpp"
#include "ingest/loading.hpp"

using namespace payoff;
using namespace payoff::loading;
using namespace payoff::workbooks;
using payoff::tools::tickets;
using payoff::tools::Workplace;

TEST_SUITE("ingest/source/readable_sheets") {

namespace {

Loaded load_sheet(const Workplace& place, const std::string& sheet = "", const std::string& range = "") {
  return load({.files = {place.path("x.xlsx")}, .sheet = sheet, .range = range}, by_week, one_date, minutes,
              Grain::periods, {.threads = 1});
}

void same(const Panel& panel, const Panel& clean) {
  CHECK(panel.unit_of == clean.unit_of);
  CHECK(panel.period_of == clean.period_of);
  CHECK(panel.metrics[0].sum == clean.metrics[0].sum);
}

Panel clean_panel(const Workplace& place) {
  place.write("clean.csv", tickets());
  return load_file(place.path("clean.csv")).panel;
}

// The sheet as the lines of its CSV copy.
std::string csv_of(const Workplace& place, const std::vector<NamedSheet>& sheets, const std::string& texts = "",
                   const std::string& book = "", const CellRange& range = {}) {
  write_workbook(place.path("c.xlsx"), sheets, texts, book);
  Workbook opened = open_workbook(place.path("c.xlsx"), {});
  const auto cells = used_cells(opened, opened.sheets.at(0), range, {});
  REQUIRE(cells);
  REQUIRE(write_csv(opened, opened.sheets.at(0), *cells, place.path("c.csv"), {}));
  return place.read("c.csv");
}

std::string refusal(const Workplace& place, const std::string& sheet = "", const std::string& range = "") {
  return message_of([&] { load_sheet(place, sheet, range); });
}

}  // namespace

TEST_CASE("workbook: dates, numbers and labels of its one sheet with rows") {
  const Workplace place;
  write_workbook(place.path("x.xlsx"), {{"Empty", ""}, {"Export", ticket_rows(tickets())}, {"Old", "", "hidden"}});
  const Loaded loaded = load_sheet(place);
  same(loaded.panel, clean_panel(place));
  CHECK(loaded.inputs[0].read_as == "sheet 'Export', A1:D161");
  CHECK(loaded.inputs[0].name == "x.xlsx");
  CHECK(loaded.ledger.notes == std::vector<std::string>{"x.xlsx: sheet 'Export', A1:D161"});
}

TEST_CASE("workbook: titles above, a range, and several sheets as one table") {
  const Workplace place;
  const Panel clean = clean_panel(place);
  const std::string rows = ticket_rows(tickets());
  write_workbook(place.path("x.xlsx"), {{"Export", "<row>" + text("Tickets, all teams") + "</row><row/>" + rows}});
  same(load_sheet(place).panel, clean);
  same(load_sheet(place, "Export", "A3:D163").panel, clean);
  same(load_sheet(place, "", "A:D").panel, clean);
  const std::size_t header_end = rows.find("</row>") + 6, half = rows.find("<row>", rows.size() / 2);
  write_workbook(place.path("x.xlsx"),
                 {{"Jan &amp; Feb", rows.substr(0, half)}, {"Mar", rows.substr(0, header_end) + rows.substr(half)}});
  same(load_sheet(place, "*").panel, clean);
  holds(refusal(place), "x.xlsx has 2 sheets with rows, but none is named: 'Jan & Feb', 'Mar'; write e.g. \"sheet\"");
  holds(refusal(place, "Apr"), "sheet is 'Apr', but");
  holds(refusal(place, "Mar", "A3"), "range is 'A3', but must be cells of a sheet");
}

TEST_CASE("workbook: a rejected row is named by its row of the sheet") {
  const Workplace place;
  const std::string bad = tools::replaced(ticket_rows(tickets()), "<c><v>", R"(<c t="e"><v>#DIV/0!</v></c><c><v>)");
  write_workbook(place.path("x.xlsx"), {{"Export", "<row>" + text("Title") + "</row><row/>" + bad}});
  const Loaded loaded = load_sheet(place);
  REQUIRE(loaded.ledger.rejected.size() == 1);
  CHECK(loaded.ledger.rejected[0].line == 4);
  CHECK(loaded.ledger.rejected[0].text == "#DIV/0!");
}

TEST_CASE("workbook: each kind of cell as a person sees it") {
  const Workplace place;
  const std::string texts = "<si><t>plain</t></si><si><r><t>two </t></r><r><t>runs</t></r><rPh><t>sound</t></rPh></si>";
  CHECK(
      csv_of(
          place,
          {{"S",
            R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>)"
            R"(<row r="3"><c r="A3" t="b"><v>1</v></c><c r="B3" t="b"><v>0</v></c><c r="C3" t="e"><v>#N/A</v></c></row>)"
            R"(<row><c s="3"><v>1.0868055555555556</v></c><c s="4"><v>0.12</v></c><c s="9"><v>1E-3</v></c></row>)"
            R"(<row><c t="str"><f>A1</f><v>say "hi",
you</v></c><c t="d"><v>2025-03-03</v></c><c><f>1+1</f></c></row>)"}},
          texts) ==
      "plain,,\"two runs\"\n,,\nTRUE,FALSE,#N/A\n26:05:00,0.12,0.0010\n\"say \"\"hi\"\", you\",2025-03-03,\n");
  CHECK(csv_of(place, {{"S", "<row>" + number(44257, 1) + "</row>"}}, "", R"(<workbookPr date1904="1"/>)") ==
        "2025-03-03\n");
  CHECK(csv_of(place, {{"S", R"(<row r="5"><c r="C5"><v>1</v></c><c r="AA5"><v>2</v></c></row>)"}}, "", "",
               {.first_column = 4, .first_row = 2}) == "\n\n\n2\n");
}

TEST_CASE("workbook: what is damaged, locked, old or hostile is refused and named") {
  const Workplace place;
  const auto refused = [&](const Parts& parts, const char* why) {
    write_zip(place.path("x.xlsx"), parts);
    holds(refusal(place), why);
  };
  const Parts good = parts_of({{"S", ticket_rows(tickets())}});
  Parts parts = good;
  parts["xl/worksheets/sheet1.xml"] = "<worksheet><sheetData><row>";
  refused(parts, "is no XML");
  parts["xl/worksheets/sheet1.xml"] = R"(<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>)";
  refused(parts, "is no XML");
  parts["xl/worksheets/sheet1.xml"] = R"(<worksheet><row><c t="s"><v>7</v></c></row></worksheet>)";
  refused(parts, "a cell names a text that is not there");
  parts["xl/worksheets/sheet1.xml"] = R"(<worksheet><row><c r="B1"><v>x</v></c></row></worksheet>)";
  refused(parts, "cell B1 is 'x', but must be a number");
  parts["xl/worksheets/sheet1.xml"] = R"(<worksheet><row r="9"/><row r="3"/></worksheet>)";
  refused(parts, "its rows are out of order");
  parts["xl/worksheets/sheet1.xml"] = R"(<worksheet><row r="1048577"/></worksheet>)";
  refused(parts, "more cells than a sheet can");
  parts.erase("xl/worksheets/sheet1.xml");
  refused(parts, "it has no xl/worksheets/sheet1.xml");
  refused(parts_of({{"S", ""}}), "has no sheet with rows in it");
  refused({{"content.xml", "<x/>"}}, "a workbook of another kind than .xlsx");
  place.write("x.xlsx", "\xD0\xCF\x11\xE0 and more");
  holds(refusal(place), "is an old workbook (.xls) or one with a password");
  place.write("x.xlsx", "unit,week\na,2\n");
  holds(refusal(place), "a workbook of another kind than .xlsx");
  place.write("x.xlsx", "PK\x03\x04 and no more");
  holds(refusal(place), "is an archive that cannot be opened; save it again as an Excel workbook");
}

TEST_CASE("workbook: a sheet and a range are of workbooks only, and all files of one kind") {
  const Workplace place;
  place.write("x.csv", tickets());
  write_workbook(place.path("x.xlsx"), {{"S", ticket_rows(tickets())}});
  const auto of = [&](const Source& source) {
    return message_of([&] { load(source, by_week, one_date, minutes, Grain::periods, {.threads = 1}); });
  };
  holds(of({.files = {place.path("x.csv")}, .sheet = "S"}), "is no workbook; take it away");
  holds(of({.files = {place.path("x.csv")}, .range = "A:B"}), "is no workbook; take it away");
  holds(of({.files = {place.path("x.csv"), place.path("x.xlsx")}}), "is not of the same kind as");
}

TEST_CASE("cell ranges: read and written") {
  CHECK(text_of(*parse_cell_range("A3:H200")) == "A3:H200");
  CHECK(text_of(*parse_cell_range("B:AA")) == "B1:AA1048576");
  CHECK(text_of(*parse_cell_range("XFD1:XFD1048576")) == "XFD1:XFD1048576");
  for (const char* wrong :
       {"", "A1", "A3:H", "H:A", "A9:B3", "A0:B3", "1:3", "a1:b2", "A1:XFE2", "A1:B1048577", "A1:B2x", "AAAA:AAAB"})
    CHECK_MESSAGE(!parse_cell_range(wrong), wrong);
}

}  // TEST_SUITE("ingest/source/readable_sheets")
