// The regressions whose answers stand in reference_values.csv: their columns, and which errors each row speaks of.
#pragma once

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "measure/read_csv.hpp"
#include "payoff/standard_errors.hpp"
#include "payoff/wild_bootstrap.hpp"

namespace payoff::replication {

// A regression with columns of its own.
struct RegressionCase {
  std::vector<double> outcome;
  std::vector<std::pair<std::string, std::vector<double>>> covariates;
  std::map<std::string, std::vector<std::int32_t>> codes{};  // every factor, unit or time that a row may name
  std::vector<std::string> absorbed{};
  Family family = Family::least_squares;

  RegressionModel model() const {
    RegressionModel result{.outcome = outcome, .covariates = {}};
    for (const auto& [name, values] : covariates) result.covariates.push_back({name, values});
    for (const std::string& name : absorbed) result.absorbed.push_back({name, codes.at(name)});
    result.family = family;
    return result;
  }
};

// Rows of a file, some of them.
class Rows {
 public:
  explicit Rows(const std::string& path) : table_(read_csv(path)) {
    for (std::size_t i = 0; i < table_.rows; ++i) kept_.push_back(i);
  }
  template <typename Keep>
  Rows& keep(const std::string& column, const Keep& keep) {
    std::erase_if(kept_, [&](std::size_t row) { return !keep(table_.columns.at(column)[row]); });
    return *this;
  }
  template <typename Function>
  std::vector<double> make(const Function& of_row) const {
    std::vector<double> values;
    for (const std::size_t row : kept_) values.push_back(of_row(table_, row));
    return values;
  }
  std::vector<double> column(const std::string& name) const {
    return make([&](const CsvTable& table, std::size_t row) { return table.number(name, row); });
  }
  std::vector<double> log_of(const std::string& name) const {
    return make([&](const CsvTable& table, std::size_t row) { return std::log(table.number(name, row)); });
  }
  // Numbers as they are; text in the order of first appearance.
  std::vector<std::int32_t> codes(const std::string& name) const {
    std::map<std::string, std::int32_t> seen;
    std::vector<std::int32_t> values;
    for (const std::size_t row : kept_) {
      const std::string& text = table_.columns.at(name)[row];
      const bool number = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
      values.push_back(number ? std::stoi(text)
                              : seen.emplace(text, static_cast<std::int32_t>(seen.size())).first->second);
    }
    return values;
  }

 private:
  CsvTable table_;
  std::vector<std::size_t> kept_;
};

inline RegressionCase base_did_case(const std::string& path, const std::string& specification) {
  const Rows rows(path);
  RegressionCase result{rows.column("y"), {{"x1", rows.column("x1")}}};
  result.codes = {{"id", rows.codes("id")}, {"period", rows.codes("period")}};
  const auto interaction = [&](const std::string& column, int period) {
    return rows.make([&](const CsvTable& table, std::size_t row) {
      return table.number("treat", row) * (period ? table.number(column, row) == period : table.number(column, row));
    });
  };
  if (specification.find("tp") != std::string::npos || specification.find("treat:post") != std::string::npos) {
    result.covariates.emplace_back("tp", interaction("post", 0));
  }
  if (specification.find("+treat+post") != std::string::npos) {
    result.covariates.emplace_back("treat", rows.column("treat"));
    result.covariates.emplace_back("post", rows.column("post"));
  }
  for (int period = 1; specification.starts_with("event study") && period <= 10; ++period) {
    if (period == 5) continue;
    result.covariates.emplace_back(fmt::format("period::{}:treat", period), interaction("period", period));
  }
  if (specification.find("FE id+period") != std::string::npos) result.absorbed = {"id", "period"};
  return result;
}

inline RegressionCase trade_case(const std::string& path, const std::string& specification) {
  const Rows rows(path);
  const bool poisson = specification.starts_with("Poisson");
  RegressionCase result{poisson ? rows.column("Euros") : rows.log_of("Euros"),
                        {{"log(dist_km)", rows.log_of("dist_km")}}};
  for (const char* name : {"Origin", "Destination", "Product", "Year"}) result.codes[name] = rows.codes(name);
  if (specification.find("4FE") != std::string::npos) result.absorbed = {"Origin", "Destination", "Product", "Year"};
  if (poisson) result.family = Family::poisson;
  return result;
}

// NSW 722: all with experimental = 1. DW445: of these, those that dwincl includes. Adjusted: eight covariates.
inline RegressionCase lalonde_case(const std::string& path, const std::string& specification) {
  Rows rows(path);
  rows.keep("experimental", [](const std::string& text) { return text == "1"; });
  if (specification.find("DW445") != std::string::npos) {
    rows.keep("dwincl", [](const std::string& text) { return text == "1"; });
  }
  RegressionCase result{rows.column("re78"), {{"treated", rows.column("treated")}}};
  std::vector<std::string> names;
  if (specification.ends_with("adjusted")) {
    names = {"age", "educ", "black", "hisp", "married", "nodegree", "re74", "re75"};
  }
  if (specification.ends_with("ANCOVA re75")) names = {"re75"};
  for (const std::string& name : names) result.covariates.emplace_back(name, rows.column(name));
  if (specification.ends_with("gain")) {
    result.outcome = rows.make(
        [](const CsvTable& table, std::size_t row) { return table.number("re78", row) - table.number("re75", row); });
  }
  return result;
}

inline RegressionCase petersen_case(const std::string& path, const std::string&) {
  const Rows rows(path);
  return {rows.column("y"), {{"x", rows.column("x")}}, {{"firm", rows.codes("firm")}, {"year", rows.codes("year")}}};
}

// The first year has no real interest rate.
inline RegressionCase investment_case(const std::string& path, const std::string&) {
  Rows rows(path);
  rows.keep("RealInt", [](const std::string& text) { return text != "NA"; });
  return {rows.column("RealInv"), {{"RealGNP", rows.column("RealGNP")}, {"RealInt", rows.column("RealInt")}}};
}

// Stata's copy has ten firms (this file has American Steel, too) and numbers in single precision.
inline RegressionCase grunfeld_case(const std::string& path, const std::string&) {
  Rows rows(path);
  rows.keep("firm", [](const std::string& text) { return text != "American Steel"; });
  const auto single = [&](const std::string& name) {
    return rows.make([&](const CsvTable& table, std::size_t row) {
      return static_cast<double>(static_cast<float>(table.number(name, row)));
    });
  };
  return {single("invest"),
          {{"mvalue", single("value")}, {"kstock", single("capital")}},
          {{"company", rows.codes("firm")}}};
}

inline RegressionCase base_stagg_case(const std::string& path, const std::string&) {
  const Rows rows(path);
  return {rows.column("y"),
          {{"tr", rows.make([](const CsvTable& table, std::size_t row) {
              return table.number("year", row) >= table.number("year_treated", row) ? 1.0 : 0.0;
            })}},
          {{"id", rows.codes("id")}, {"year", rows.codes("year")}},
          {"id", "year"}};
}

}  // namespace payoff::replication
