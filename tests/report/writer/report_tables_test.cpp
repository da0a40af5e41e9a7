#include "report/writer/report_tables.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

#include "base/messages.hpp"
#include "report/alone.hpp"
#include "report/example.hpp"

using namespace payoff;

TEST_SUITE("report/writer/report_tables") {

namespace {

Table table_of(const std::string& caption, std::size_t rows) {
  Table table{caption, {{"Who"}, {"How much", true}}, {}};
  for (std::size_t i = 0; i < rows; ++i) table.rows.push_back({fmt::format("row {}", i), "1"});
  return table;
}

Document document_of(std::vector<Block> blocks) {
  Document document;
  document.sections.push_back({"one", "One", std::move(blocks)});
  return document;
}

std::vector<std::string> names_of(const std::vector<ReportFile>& files) {
  std::vector<std::string> names;
  for (const ReportFile& file : files) names.push_back(file.name);
  return names;
}

std::vector<ReportFile> tables_among(const std::vector<ReportFile>& files) {
  std::vector<ReportFile> tables;
  std::ranges::copy_if(files, std::back_inserter(tables),
                       [](const ReportFile& f) { return f.name.starts_with("tables/"); });
  return tables;
}

}  // namespace

TEST_CASE("report tables: by hand, what is longer than twelve rows or drawn is a file, named by its caption") {
  const Document document = document_of({{table_of("Short", most_rows)},
                                         {table_of("Cash by month, USD", most_rows + 1)},
                                         {Figure{"A title", "", "", table_of("Effect by period: minutes", 13)}},
                                         {table_of("Cash by month, EUR", 14)},
                                         {Folded{"Csat, team = A in full",
                                                 {{table_of("Csat, team = A in full", 13)},
                                                  {Figure{"A title", "", "<svg >", table_of("The ladder", 2)}},
                                                  {table_of("Cash by month, USD", 13)}}}}});
  const ReportTables tables(document);
  CHECK(names_of(tables.all()) == std::vector<std::string>{"tables/cash_by_month.csv", "tables/effect_by_period.csv",
                                                           "tables/cash_by_month_2.csv",
                                                           "tables/csat_team_a_in_full.csv",
                                                           "tables/csat_team_a_in_full_cash_by_month.csv"});
  const std::vector<Block>& blocks = document.sections[0].blocks;
  CHECK(tables.file_of(std::get<Table>(blocks[0].content)) == nullptr);
  REQUIRE(tables.file_of(std::get<Figure>(blocks[2].content).numbers) != nullptr);
  CHECK(tables.file_of(std::get<Figure>(blocks[2].content).numbers)->name == "tables/effect_by_period.csv");
}

TEST_CASE("report tables: by hand, numbers are written for programs, and all else as a spreadsheet may read it") {
  Table table{"x", {{"=Name"}, {"Value", true}, {"Note"}}, {}};
  table.rows = {{"a,b", "−1,234.5", "−1"}, {"=1+1", "12%", "+2"}, {"\"c\"", "4 to 5", ""}, {"d", "-1+1", "@x"}};
  CHECK(csv_of(table) ==
        "\"'=Name\",Value,Note\r\n"
        "\"a,b\",-1234.5,−1\r\n"
        "\"'=1+1\",12%,\"'+2\"\r\n"
        "\"\"\"c\"\"\",4 to 5,\r\n"
        "d,\"'-1+1\",\"'@x\"\r\n");
}

TEST_CASE("report tables: by hand, in Korean an amount by its parts is one number to a program") {
  const Speaking korean(language_of("ko"));
  Table table{"x", {{"값", true}, {"풀이"}}, {{"−53억 6,000만", "1만"}, {"1만 2,345.5", ""}, {"1만 원", ""}}};
  CHECK(csv_of(table) == "값,풀이\r\n-5360000000,1만\r\n12345.5,\r\n1만 원,\r\n");
}

TEST_CASE("report tables: refusal, no caption leads out of the folder, and each name is given once") {
  std::vector<Block> blocks;
  for (const char* caption : {"../../etc/passwd", "", "Größe", "a/b\\c", "COM1:", example::attack, "Table", "..", "=x"})
    blocks.push_back({table_of(caption, 13)});
  blocks.push_back({table_of(std::string(5000, 'a'), 13)});
  const Document document = document_of(blocks);
  std::vector<std::string> names = names_of(ReportTables(document).all());
  CHECK(names.size() == blocks.size());
  for (const std::string& name : names) {
    CAPTURE(name);
    CHECK(name.size() < 80);
    CHECK(name.substr(7).find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_.") == std::string::npos);
    CHECK(std::ranges::count(name, '.') == 1);
  }
  std::ranges::sort(names);
  CHECK(std::ranges::adjacent_find(names) == names.end());
}

TEST_CASE("report tables: invariance, the page and the Markdown write the same tables, byte for byte") {
  for (const CaseStudy& study : {example::support_assistant(), example::loss(), example::hostile()}) {
    const std::vector<ReportFile> html = tables_among(evidence_files(study)),
                                  markdown = tables_among(markdown_files(study));
    CHECK(html.size() >= 3);
    CHECK(html == markdown);
  }
}

}  // TEST_SUITE("report/writer/report_tables")
