// Formats as Excel, LibreOffice and Google Sheets write them, and what their numbers stand for.
#include "ingest/excel/cell_form.hpp"

#include <doctest/doctest.h>

using namespace payoff;

TEST_SUITE("ingest/excel/cell_form") {

TEST_CASE("cell form: formats of dates, times and numbers are told apart by their letters") {
  for (const char* code : {"dd/mm/yyyy", "yyyy-mm-dd", "m/d/yy", "mmm-yy", "mmmm", "d", "[$-409]d-mmm-yy;@",
                           "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "yyyy\"年\"m\"月\"d\"日\""})
    CHECK_MESSAGE(form_of_format(code) == CellForm::date, code);
  for (const char* code : {"yyyy-mm-dd hh:mm:ss", "m/d/yy h:mm", "[$-409]m/d/yy h:mm AM/PM;@"})
    CHECK_MESSAGE(form_of_format(code) == CellForm::timestamp, code);
  for (const char* code : {"h:mm", "[h]:mm:ss", "mm:ss.0", "[mm]:ss", "h:mm AM/PM", "[ss]"})
    CHECK_MESSAGE(form_of_format(code) == CellForm::time, code);
  for (const char* code : {"General", "0", "0.00", "#,##0.00", "0%", "0.00E+00", "# ?/?", "@", "#,##0 \"days\"",
                           "[Red]-0.0", "[$EUR] #,##0.00", "0\\h", "_-* #,##0.00_-;-* \"h\"_-", "#,##0;[Red]dd", ""})
    CHECK_MESSAGE(form_of_format(code) == CellForm::number, code);
}

TEST_CASE("cell form: the formats that a file only numbers") {
  CHECK(form_of_builtin_format(0) == CellForm::number);
  CHECK(form_of_builtin_format(10) == CellForm::number);
  CHECK(form_of_builtin_format(14) == CellForm::date);
  CHECK(form_of_builtin_format(22) == CellForm::timestamp);
  CHECK(form_of_builtin_format(20) == CellForm::time);
  CHECK(form_of_builtin_format(46) == CellForm::time);
  CHECK(form_of_builtin_format(49) == CellForm::number);
  CHECK(form_of_builtin_format(-1) == CellForm::number);
}

TEST_CASE("cell form: days since 1900, and since 1904, are dates") {
  CHECK(cell_text(45719, CellForm::date, false) == "2025-03-03");
  CHECK(cell_text(44257, CellForm::date, true) == "2025-03-03");
  CHECK(cell_text(1, CellForm::date, false) == "1900-01-01");
  CHECK(cell_text(59, CellForm::date, false) == "1900-02-28");
  CHECK(cell_text(61, CellForm::date, false) == "1900-03-01");
  CHECK(cell_text(2958465, CellForm::date, false) == "9999-12-31");
  CHECK(cell_text(45719, CellForm::timestamp, false) == "2025-03-03 00:00:00");
  CHECK(cell_text(45719.57303240741, CellForm::timestamp, false) == "2025-03-03 13:45:10");
  CHECK(cell_text(45719.57303240741, CellForm::date, false) == "2025-03-03 13:45:10");  // nothing is lost
}

TEST_CASE("cell form: what is no date under a date's format stays a number") {
  CHECK(cell_text(0, CellForm::date, false) == "0");
  CHECK(cell_text(-3, CellForm::date, false) == "-3");
  CHECK(cell_text(1e9, CellForm::timestamp, false) == "1000000000");
}

TEST_CASE("cell form: a time is all of its hours, also beyond a day") {
  CHECK(cell_text(26.0 / 24 + 5.0 / 1440, CellForm::time, false) == "26:05:00");
  CHECK(cell_text(0.5, CellForm::time, false) == "12:00:00");
  CHECK(cell_text(-0.5, CellForm::time, false) == "-12:00:00");
  CHECK(cell_text(1.5 / 86400, CellForm::time, false) == "00:00:01.500");
  CHECK(cell_text(45719.5, CellForm::time, false) == "2025-03-03 12:00:00");  // of which the clock is shown
}

TEST_CASE("cell form: numbers are as they are, and none could be taken for thousands") {
  CHECK(cell_text(7, CellForm::number, false) == "7");
  CHECK(cell_text(3.1000000000000001, CellForm::number, false) == "3.1");
  CHECK(cell_text(1.047, CellForm::number, false) == "1.0470");
  CHECK(cell_text(987, CellForm::number, false) == "987");
  CHECK(cell_text(-12.125, CellForm::number, false) == "-12.1250");
  CHECK(cell_text(123456789012345, CellForm::number, false) == "123456789012345");
}

}  // TEST_SUITE("ingest/excel/cell_form")
