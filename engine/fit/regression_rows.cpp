#include "fit/regression_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/messages.hpp"
#include "base/parallel.hpp"
#include "base/refusal.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

[[noreturn]] void wrong_rows(const std::string& what, const std::string& remedy = "") {
  throw Error(ErrorKind::data, {.function = "regress"}, what, remedy);
}

void check_length(const std::string& name, std::size_t length, std::size_t rows) {
  if (length == rows) return;
  wrong_rows(fmt::format("rows of '{}' is {}, but must be {}, those of the outcome", name, length, rows));
}

void check_finite(const std::string& name, std::span<const double> values, const Context& context) {
  constexpr std::size_t rows_worth_a_chunk = 100000;
  const std::size_t chunks = values.size() / rows_worth_a_chunk + 1;
  std::vector<std::uint8_t> bad(chunks);
  for_each_chunk(chunks, context, [&](std::size_t chunk) {
    const RowRange range = chunk_rows(chunk, chunks, values.size());
    double zero = 0;  // stays 0 while everything is finite
    for (std::size_t i = range.first; i < range.last; ++i) zero += values[i] * 0;
    bad[chunk] = zero != 0;
  });
  if (std::ranges::find(bad, 1) == bad.end()) return;
  const auto found = std::ranges::find_if(values, [](double value) { return !std::isfinite(value); });
  wrong_rows(fmt::format("'{}' in row {} is {}, but must be finite", name, found - values.begin() + 1, *found),
             "leave out rows with missing values first");
}

template <typename T>
void check_least(const std::string& name, std::span<const T> values, bool (*allowed)(T), const char* rule) {
  const auto found = std::ranges::find_if_not(values, allowed);
  if (found == values.end()) return;
  wrong_rows(fmt::format("'{}' in row {} is {}, but must be {}", name, found - values.begin() + 1, *found, rule));
}

template <typename T>
std::vector<T> compress(std::span<const T> values, const std::vector<std::uint8_t>& used) {
  std::vector<T> kept;
  kept.reserve(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (used[i]) kept.push_back(values[i]);
  }
  return kept;
}

}  // namespace

void check_model(const RegressionModel& model, const Context& context) {
  const std::size_t n = model.outcome.size();
  if (n == 0) refuse("regress", [] { return Refusal{say(MessageId::refused_no_rows)}; });
  check_finite("outcome", model.outcome, context);
  for (const NamedColumn& column : model.covariates) {
    check_length(column.name, column.value.size(), n);
    check_finite(column.name, column.value, context);
  }
  for (const NamedFactor& factor : model.absorbed) {
    check_length(factor.name, factor.level.size(), n);
    check_least<std::int32_t>(factor.name, factor.level, [](std::int32_t code) { return code >= 0; }, "at least 0");
  }
  if (!model.weight.empty()) {
    check_length("weight", model.weight.size(), n);
    check_finite("weight", model.weight, context);
    check_least<double>("weight", model.weight, [](double w) { return w > 0; }, "positive");
  }
  if (model.family == Family::poisson) {
    check_least<double>(
        "outcome", model.outcome, [](double y) { return y >= 0; }, "at least 0 in a Poisson regression");
  }
}

RegressionRows select_rows(const RegressionModel& model, std::vector<std::uint8_t> used) {
  const std::size_t n = model.outcome.size();
  RegressionRows rows;
  for (const NamedFactor& factor : model.absorbed) rows.factors.push_back(number_levels(factor.level, {}));
  std::vector<std::uint8_t> left = used.empty() ? std::vector<std::uint8_t>(n, 1) : used;
  rows.singletons = drop_singletons(rows.factors, left);
  if (model.drop_singletons && rows.singletons > 0) used = left;
  rows.used = std::move(used);
  const auto view = [&](std::span<const double> column) {
    if (rows.used.empty() || column.empty()) return column;
    return std::span<const double>(rows.copies.emplace_back(compress(column, rows.used)));
  };
  rows.copies.reserve(model.covariates.size() + 2);
  rows.outcome = view(model.outcome);
  rows.weight = view(model.weight);
  for (const NamedColumn& column : model.covariates) {
    rows.names.push_back(column.name);
    rows.covariates.push_back(view(column.value));
  }
  if (rows.count() == 0) {
    refuse("regress", [&] {
      return Refusal{say(MessageId::refused_no_rows_in_use, {{"count", std::to_string(n)}}),
                     say(MessageId::remedy_rows_alone)};
    });
  }
  if (rows.used.empty()) return rows;
  for (std::size_t f = 0; f < rows.factors.size(); ++f) {
    rows.factors[f] = number_levels(model.absorbed[f].level, rows.used);
  }
  return rows;
}

void describe_rows(const RegressionModel& model, RegressionRows& rows, Regression& fit) {
  for (const NamedFactor& factor : model.absorbed) fit.factor_names.push_back(factor.name);
  fit.observations = rows.count();
  fit.singletons = rows.singletons;
  fit.used = std::move(rows.used);
  fit.absorbed_rank = absorbed_rank(rows.factors);
  for (FactorLevels& factor : rows.factors) {
    fit.factor_levels.push_back(factor.count);
    fit.factors.push_back(std::move(factor.of_row));
  }
}

void name_columns(const RegressionRows& rows, bool constant, Regression& fit) {
  fit.names = rows.names;
  fit.column.resize(rows.names.size());
  std::iota(fit.column.begin(), fit.column.end(), std::size_t{0});
  if (!constant) return;
  fit.names.insert(fit.names.begin(), "(Intercept)");
  fit.column.insert(fit.column.begin(), rows.names.size());
}

void keep_columns(Regression& fit, const std::vector<std::size_t>& kept, const char* reason) {
  if (kept.size() == fit.names.size()) return;
  const std::size_t n = fit.observations;
  std::vector<std::string> names;
  std::vector<std::size_t> column;
  std::size_t next = 0;
  for (std::size_t j = 0; j < fit.names.size(); ++j) {
    if (next >= kept.size() || kept[next] != j) {
      fit.dropped.push_back({fit.names[j], reason, fit.column[j]});
      continue;
    }
    if (next != j) std::copy_n(fit.design.begin() + j * n, n, fit.design.begin() + next * n);
    names.push_back(fit.names[j]);
    column.push_back(fit.column[j]);
    ++next;
  }
  fit.names = std::move(names);
  fit.column = std::move(column);
  fit.design.resize(next * n);
}

void require_columns(const RegressionModel& model, const Regression& fit) {
  if (!fit.names.empty() || model.covariates.empty()) return;
  std::string names;
  for (const DroppedColumn& column : fit.dropped)
    names += fmt::format("{}'{}'", names.empty() ? "" : ", ", column.name);
  refuse("regress", [&] {
    return Refusal{
        say(MessageId::refused_none_varies, {{"count", std::to_string(fit.dropped.size())}, {"names", names}}),
        say(MessageId::remedy_factor_constant)};
  });
}

}  // namespace payoff
