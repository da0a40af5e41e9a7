// The certified data sets of NIST StRD through regress(), covariance() and running moments: each number beside the
// certified one, and in how many digits they agree. Read by benchmarks/accuracy.cpp and tests/replication/nist_test.cpp.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "base/running_moments.hpp"
#include "number_in.hpp"
#include "payoff/standard_errors.hpp"

namespace nist {

struct Figure {
  std::string name;
  double computed, certified;

  // Log relative error; absolute where the certified number is 0. NIST prints 15 digits, so there are no more.
  double digits() const {
    const double off = std::abs(computed - certified);
    if (!(off >= 0)) return 0;
    if (off == 0) return 15;
    return std::clamp(-std::log10(certified == 0 ? off : off / std::abs(certified)), 0.0, 15.0);
  }
};

struct Result {
  std::string name, kind;
  std::vector<Figure> figures;

  double least_digits() const { return std::ranges::min_element(figures, {}, &Figure::digits)->digits(); }
};

using Columns = std::map<std::string, std::vector<double>>;

inline Columns read_columns(const std::filesystem::path& file) {
  std::ifstream stream(file);
  std::string line, cell;
  std::getline(stream, line);
  std::vector<std::string> names;
  for (std::stringstream header(line); std::getline(header, cell, ',');) names.push_back(cell);
  Columns columns;
  while (std::getline(stream, line)) {
    std::stringstream row(line);
    for (const std::string& name : names) {
      std::getline(row, cell, ',');
      columns[name].push_back(number_in(cell));
    }
  }
  return columns;
}

inline double number(const nlohmann::json& text) {
  return number_in(text.get<std::string>());
}

// "B0", "B1" ...: the power or the number of the column behind each coefficient.
inline std::vector<std::pair<std::string, std::vector<double>>> covariates_of(const Columns& data,
                                                                              const nlohmann::json& coefficients) {
  std::vector<std::pair<std::string, std::vector<double>>> covariates;
  for (const auto& [name, value] : coefficients.items()) {
    const int which = std::stoi(name.substr(1));
    if (which == 0) continue;
    const auto own = data.find(fmt::format("x{}", which));
    std::vector<double> column = own != data.end() ? own->second : data.at("x");
    if (own == data.end()) {
      for (double& x : column) x = std::pow(x, which);
    }
    covariates.emplace_back(name, std::move(column));
  }
  return covariates;
}

// Mean square of what the regression explains over the residual one.
inline double f_statistic(const payoff::Regression& fit, const std::vector<double>& y, bool intercept) {
  double mean = 0, explained = 0;
  for (const double value : y) mean += intercept ? value / static_cast<double>(y.size()) : 0;
  for (std::size_t i = 0; i < y.size(); ++i) explained += std::pow(y[i] - fit.residual[i] - mean, 2);
  return explained / static_cast<double>(fit.names.size() - (intercept ? 1 : 0)) / fit.residual_variance;
}

inline std::vector<Figure> regression_figures(const Columns& data, const nlohmann::json& certified) {
  const std::vector<double>& y = data.at("y");
  const auto covariates = covariates_of(data, certified["coef"]);
  payoff::RegressionModel model{.outcome = y, .covariates = {}};
  model.intercept = certified["coef"].contains("B0");
  for (const auto& [name, values] : covariates) model.covariates.push_back({name, values});
  const payoff::Regression fit = payoff::regress(model);
  const payoff::Covariance v = payoff::covariance(fit, {.errors = payoff::Errors::iid});
  std::vector<Figure> figures;
  for (std::size_t j = 0; j < fit.names.size(); ++j) {
    const std::string name = fit.names[j] == "(Intercept)" ? "B0" : fit.names[j];
    figures.push_back({name, fit.coefficient[j], number(certified["coef"][name])});
    figures.push_back({"se " + name, v.se(j), number(certified["se"][name])});
  }
  for (const auto& dropped : fit.dropped) figures.push_back({dropped.name, payoff::missing, 1});
  figures.push_back({"residual sd", std::sqrt(fit.residual_variance), number(certified["resid_sd"])});
  figures.push_back({"R squared", fit.r_squared, number(certified["r2"])});
  // Where nothing is left F is infinite.
  if (figures[figures.size() - 2].certified > 0) {
    figures.push_back({"F", f_statistic(fit, y, model.intercept), number(certified["F"])});
  }
  return figures;
}

// Treatments as columns of 0 and 1; F is that of all of them together.
inline std::vector<Figure> anova_figures(const Columns& data, const nlohmann::json& certified) {
  const std::vector<double>&y = data.at("y"), &treatment = data.at("treatment");
  const auto treatments = static_cast<std::size_t>(std::ranges::max(treatment));
  std::vector<std::vector<double>> columns(treatments - 1);
  payoff::RegressionModel model{.outcome = y, .covariates = {}};
  for (std::size_t t = 2; t <= treatments; ++t) {
    for (const double value : treatment) columns[t - 2].push_back(value == static_cast<double>(t));
    model.covariates.push_back({fmt::format("treatment {}", t), columns[t - 2]});
  }
  const payoff::Regression fit = payoff::regress(model);
  std::vector<double> slopes((treatments - 1) * treatments);
  for (std::size_t t = 1; t < treatments; ++t) slopes[(t - 1) * treatments + t] = 1;
  const payoff::WaldTest test = payoff::wald(fit, payoff::covariance(fit, {.errors = payoff::Errors::iid}), slopes,
                                             std::vector<double>(treatments - 1));
  return {{"F", test.statistic, number(certified["F"])},
          {"R squared", fit.r_squared, number(certified["r2"])},
          {"residual sd", std::sqrt(fit.residual_variance), number(certified["resid_sd"])}};
}

inline std::vector<Figure> univariate_figures(const Columns& data, const nlohmann::json& certified) {
  payoff::RunningMoments moments;
  for (const double value : data.at("y")) moments.add(value);
  return {{"mean", moments.mean(), number(certified["mean"])},
          {"sd", std::sqrt(moments.variance()), number(certified["sd"])}};
}

// All data sets of the folder that holds certified.json.
inline std::vector<Result> results(const std::filesystem::path& folder) {
  std::ifstream stream(folder / "certified.json");
  std::vector<Result> all;
  const nlohmann::ordered_json sets = nlohmann::ordered_json::parse(stream);
  for (const auto& [name, entry] : sets.items()) {
    const nlohmann::json certified = entry["certified"];
    const std::string kind = entry["kind"];
    if (kind == "linear_regression") {
      all.push_back({name, kind, regression_figures(read_columns(folder / (name + ".csv")), certified)});
    } else if (kind == "univariate") {
      all.push_back({name, kind, univariate_figures(read_columns(folder / (name + ".csv")), certified)});
    } else {
      const std::string file =
          (name.ends_with('t') && name.starts_with("SmLs") ? name.substr(0, 6) : name) + "_anova.csv";
      all.push_back({name, kind, anova_figures(read_columns(folder / file), certified)});
    }
  }
  return all;
}

}  // namespace nist
