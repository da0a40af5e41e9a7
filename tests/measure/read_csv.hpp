// Reads the small CSV files of known answers: numbers and quoted text, no line breaks in a cell.
#pragma once

#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "number_in.hpp"
#include "shared.hpp"

struct CsvTable {
  std::map<std::string, std::vector<std::string>> columns;
  std::size_t rows = 0;

  double number(const std::string& column, std::size_t row) const {
    const std::string& text = columns.at(column)[row];
    return text.empty() || text == "NA" ? std::numeric_limits<double>::quiet_NaN() : number_in(text);
  }
};

inline std::vector<std::string> split_csv_line(const std::string& line) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      cells.emplace_back();
    } else if (c != '\r') {
      cells.back() += c;
    }
  }
  return cells;
}

inline CsvTable read_csv(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  const std::vector<std::string> names = split_csv_line(line);
  CsvTable table;
  while (std::getline(file, line)) {
    const std::vector<std::string> cells = split_csv_line(line);
    for (std::size_t i = 0; i < names.size(); ++i) table.columns[names[i]].push_back(cells[i]);
    ++table.rows;
  }
  return table;
}
