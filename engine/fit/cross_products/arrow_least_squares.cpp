#include "fit/cross_products/arrow_least_squares.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace payoff {
namespace {

NormalEquations among(const ArrowEquations& equations, const std::vector<std::size_t>& column) {
  NormalEquations part(column.size());
  for (std::size_t i = 0; i < column.size(); ++i) {
    part.rounding[i] = equations.rounding[column[i]];
    for (std::size_t j = 0; j <= i; ++j) part.xx[i * column.size() + j] = equations(column[i], column[j]);
  }
  return part;
}

}  // namespace

ArrowEquations::ArrowEquations(const std::vector<int>& block) : columns(block.size()), xy(columns), rounding(columns) {
  const int last = block.empty() ? -1 : std::max(-1, std::ranges::max(block));
  blocks.resize(static_cast<std::size_t>(last) + 1);
  for (std::size_t k = 0; k < columns; ++k) {
    std::vector<std::size_t>& own = block[k] < 0 ? core : blocks[block[k]];
    places.push_back({block[k], own.size()});
    own.push_back(k);
  }
  std::size_t length = 0;
  for (std::size_t k = 0; k < columns; ++k) {
    row_.push_back(length);
    length += core.size() + (block[k] < 0 ? 0 : blocks[block[k]].size());
  }
  values_.resize(length);
}

std::size_t ArrowEquations::place(std::size_t i, std::size_t j) const {
  const Place &a = places[i], &b = places[j];
  if (a.block < 0 && b.block >= 0) return row_[j] + a.within;
  if (b.block < 0 && a.block >= 0) return row_[i] + b.within;
  return row_[std::max(i, j)] + (a.block < 0 ? 0 : core.size()) + places[std::min(i, j)].within;
}

ArrowLeastSquares::ArrowLeastSquares(const ArrowEquations& equations) {
  columns = equations.columns;
  aliased.resize(columns);
  places_ = equations.places;
  core_.column = equations.core;
  for (const std::vector<std::size_t>& block : equations.blocks) blocks_.emplace_back().column = block;
  const std::size_t m = core_.column.size();
  NormalEquations schur = among(equations, core_.column);
  for (std::size_t i = 0; i < m; ++i) {  // what blocks explain leaves rounding, not 0
    schur.rounding[i] = std::max(schur.rounding[i], alias_tolerance * schur.xx[i * m + i]);
  }
  for (Part& part : blocks_) {
    const std::size_t size = part.column.size();
    part.solution = solve(among(equations, part.column));
    std::vector<double> half(size * m);  // D^-1 F
    for (std::size_t i = 0; i < size; ++i) {
      for (std::size_t j = 0; j < m; ++j) part.border.push_back(equations(part.column[i], core_.column[j]));
    }
    for (std::size_t i = 0; i < size; ++i) {
      for (std::size_t l = 0; l < size; ++l) {
        const double inverse = part.solution.inverse[i * size + l];
        for (std::size_t j = 0; j < m && inverse != 0; ++j) half[i * m + j] += inverse * part.border[l * m + j];
      }
    }
    for (std::size_t l = 0; l < size; ++l) {
      for (std::size_t i = 0; i < m; ++i) {
        const double border = part.border[l * m + i];
        for (std::size_t j = 0; j <= i && border != 0; ++j) schur.xx[i * m + j] -= border * half[l * m + j];
      }
    }
  }
  core_.solution = solve(schur);
  coefficient = apply(equations.xy);
  find_directions(equations);
  for (const Part& part : blocks_) rank += part.solution.rank;
  rank += core_.solution.rank;
}

std::vector<double> ArrowLeastSquares::inverse_times(const Part& part, const std::vector<double>& v) const {
  const std::size_t k = part.column.size();
  std::vector<double> product(k);
  for (std::size_t l = 0; l < k; ++l) {
    const double value = v[part.column[l]];
    if (value == 0) continue;
    for (std::size_t i = 0; i < k; ++i) product[i] += part.solution.inverse[l * k + i] * value;  // symmetric
  }
  return product;
}

std::vector<double> ArrowLeastSquares::apply(const std::vector<double>& v) const {
  const std::size_t m = core_.column.size();
  std::vector<double> rest = v, result(columns);
  for (const Part& part : blocks_) {
    const std::vector<double> own = inverse_times(part, v);
    for (std::size_t i = 0; i < own.size(); ++i) {
      if (own[i] == 0) continue;
      for (std::size_t j = 0; j < m; ++j) rest[core_.column[j]] -= part.border[i * m + j] * own[i];
    }
  }
  const std::vector<double> core = inverse_times(core_, rest);
  for (std::size_t j = 0; j < m; ++j) result[core_.column[j]] = core[j];
  for (const Part& part : blocks_) {
    for (std::size_t i = 0; i < part.column.size(); ++i) {
      for (std::size_t j = 0; j < m; ++j) rest[part.column[i]] -= part.border[i * m + j] * core[j];
    }
    const std::vector<double> own = inverse_times(part, rest);
    for (std::size_t i = 0; i < own.size(); ++i) result[part.column[i]] = own[i];
  }
  return result;
}

SolvedInParts::Parts ArrowLeastSquares::parts_of(const std::vector<Entry>& v) const {
  const std::size_t m = core_.column.size();
  Parts parts{{}, {}, std::vector<double>(m)};
  std::map<int, std::vector<double>> solved;  // by block: D_b^-1 v_b
  for (const auto& [column, value] : v) {
    const auto& [block, within] = places_[column];
    if (block < 0) {
      parts.core[within] += value;
      continue;
    }
    const LeastSquares& own = blocks_[block].solution;
    std::vector<double>& sum = solved.try_emplace(block, own.columns).first->second;
    for (std::size_t i = 0; i < own.columns; ++i) sum[i] += own.inverse[within * own.columns + i] * value;  // symmetric
    parts.asked.push_back({column, value});
  }
  for (const auto& [block, own] : solved) {
    const Part& part = blocks_[block];
    for (std::size_t i = 0; i < own.size(); ++i) {
      if (own[i] == 0) continue;
      parts.solved.push_back({part.column[i], own[i]});
      for (std::size_t j = 0; j < m; ++j) parts.core[j] -= part.border[i * m + j] * own[i];
    }
  }
  return parts;
}

// x_a = X (X'X)^-1 X' x_a for an aliased column: the difference of the two sides is a direction without data.
void ArrowLeastSquares::find_directions(const ArrowEquations& equations) {
  const auto mark = [&](const Part& part) {
    for (std::size_t i = 0; i < part.column.size(); ++i) aliased[part.column[i]] = part.solution.aliased[i];
  };
  std::ranges::for_each(blocks_, mark);
  mark(core_);
  for (std::size_t a = 0; a < columns; ++a) {
    if (!aliased[a]) continue;
    std::vector<double> column(columns);
    for (std::size_t k = 0; k < columns; ++k) column[k] = equations(a, k);
    std::vector<double> direction = apply(column);
    for (double& value : direction) value = -value;
    direction[a] += 1;
    without_data.push_back(std::move(direction));
  }
}

}  // namespace payoff
