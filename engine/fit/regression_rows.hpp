// The rows of a regression that are in use, checked, with the levels of its factors numbered.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "fit/absorb/levels.hpp"
#include "payoff/regression.hpp"

namespace payoff {

// Views of the model's columns where every row is in use; else of copies held here.
struct RegressionRows {
  std::vector<std::string> names;                   // (k)
  std::vector<std::span<const double>> covariates;  // (k)(n)
  std::span<const double> outcome, weight;          // (n); weight empty = 1
  std::vector<FactorLevels> factors;
  std::vector<std::uint8_t> used;  // (rows of the model); empty = all
  std::size_t singletons = 0;

  std::size_t count() const { return outcome.size(); }

  std::vector<std::vector<double>> copies;
};

// Throws Error(data) for columns of different length, numbers that are not finite, weights that are not positive,
// negative codes or counts; Error(method) where there is no row.
void check_model(const RegressionModel& model, const Context& context);

// Counts singletons, and drops them where asked. `dropped` (rows; may be empty) are those already out.
RegressionRows select_rows(const RegressionModel& model, std::vector<std::uint8_t> used = {});

// What the struct says of rows and factors.
void describe_rows(const RegressionModel& model, RegressionRows& rows, Regression& fit);

// Names the columns: the constant first, then the covariates.
void name_columns(const RegressionRows& rows, bool constant, Regression& fit);

// Drops columns from a design (n x k, by columns), their names with them.
void keep_columns(Regression& fit, const std::vector<std::size_t>& kept, const char* reason);

// Throws Error(method) where covariates were given and none is left.
void require_columns(const RegressionModel& model, const Regression& fit);

}  // namespace payoff
