// A workbook (.xlsx, .xlsm): its sheets, and what the cells of all of them refer to.
#pragma once

#include <string>
#include <vector>

#include "ingest/excel/cell_form.hpp"
#include "ingest/excel/zip.hpp"
#include "payoff/context.hpp"

namespace payoff {

struct Sheet {
  std::string name, part;  // "Export", "xl/worksheets/sheet1.xml"
  bool hidden = false;
};

struct Workbook {
  Zip zip;
  std::vector<Sheet> sheets{};       // without charts
  std::vector<std::string> texts{};  // shared by its cells
  std::vector<CellForm> form_of_style{};
  bool since_1904 = false;
};

// .xlsx, .xls, .ods and the like.
bool is_named_as_workbook(const std::string& file);

// By its first bytes and parts, whatever its name. Throws Error(data) for a workbook of another kind: .xls, .xlsb, .ods, and
// what has a password.
bool is_workbook(const std::string& file);

// Throws Error(data) for one that is damaged.
Workbook open_workbook(const std::string& file, const Context& context);

}  // namespace payoff
