// Data for the tests of the regression engine: tables of the shared folder as columns and codes, and simulated designs.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "measure/panels.hpp"
#include "measure/read_csv.hpp"
#include "payoff/regression.hpp"

struct FitTable {
  CsvTable table;

  std::vector<double> column(const std::string& name) const {
    std::vector<double> values(table.rows);
    for (std::size_t i = 0; i < table.rows; ++i) values[i] = table.number(name, i);
    return values;
  }
  // Codes in the order of first appearance.
  std::vector<std::int32_t> codes(const std::string& name) const {
    std::map<std::string, std::int32_t> seen;
    std::vector<std::int32_t> values;
    for (const std::string& text : table.columns.at(name)) {
      values.push_back(seen.emplace(text, static_cast<std::int32_t>(seen.size())).first->second);
    }
    return values;
  }
};

// Nothing, and a message, where the shared data are absent.
inline std::optional<FitTable> fit_table(const std::string& name) {
  const auto file = shared_file("data/" + name);
  if (!file) {
    return std::nullopt;
  }
  return FitTable{read_csv(*file)};
}

// Standard error of coefficient j with equal, independent errors.
inline double iid_se(const payoff::Regression& fit, std::size_t j) {
  return std::sqrt(fit.residual_variance * fit.bread[j * fit.names.size() + j]);
}
