#include "fit/cross_products/two_way_least_squares.hpp"

#include <algorithm>
#include <utility>

namespace payoff {
namespace {

// The core without what a line explains; column(i): the column of its i-th number.
template <typename Column>
void eliminate(NormalEquations& core, const std::vector<double>& with, double weight, Column column) {
  for (std::size_t i = 0; i < with.size(); ++i) {
    if (with[i] == 0) continue;
    double* row = core.xx.data() + column(i) * core.columns;
    const double scaled = with[i] / weight;
    for (std::size_t j = 0; j <= i; ++j) row[column(j)] -= scaled * with[j];
  }
}

}  // namespace

TwoWayEquations::TwoWayEquations(std::size_t periods, std::size_t constants, const std::vector<OwnCell>& effects,
                                 std::size_t covariates)
    : constants_(constants),
      covariates_(covariates),
      cells_(effects),
      periods_(periods),
      own_(effects.size()),
      core_(0) {
  std::size_t shared = 0;
  for (const OwnCell& cell : effects) place_.push_back(cell.first < cell.last ? 0 : shared++);
  core_ = NormalEquations(constants + shared + covariates);
  for (Line& line : periods_) line.with.resize(core_.columns);
  for (std::size_t e = 0; e < effects.size(); ++e) {
    if (is_own(e)) own_[e].with.resize(cells_[e].last - cells_[e].first + covariates);
  }
}

void TwoWayEquations::add(std::size_t period, std::size_t constant, int effect, double w, double y,
                          std::span<const double> x) {
  const std::size_t k = core_.columns, e = static_cast<std::size_t>(std::max(effect, 0));
  const bool own = effect >= 0 && is_own(e);
  Line& line = own ? own_[e] : periods_[period];
  line.weight += w;
  line.xy += w * y;
  line.with[own ? constant - cells_[e].first : constant] += w;
  core_.xx[constant * k + constant] += w;
  core_.xy[constant] += w * y;
  if (effect >= 0 && !own) {
    const std::size_t column = core_effect(e);
    line.with[column] += w;
    core_.xx[column * k + constant] += w;
    core_.xx[column * k + column] += w;
    core_.xy[column] += w * y;
  }
  for (std::size_t j = 0; j < covariates_; ++j) {
    const std::size_t column = core_covariate(j);
    line.with[line.with.size() - covariates_ + j] += w * x[j];
    core_.xx[column * k + constant] += w * x[j];
    if (effect >= 0 && !own) core_.xx[column * k + core_effect(e)] += w * x[j];
    for (std::size_t l = 0; l <= j; ++l) core_.xx[column * k + core_covariate(l)] += w * x[j] * x[l];
    core_.xy[column] += w * x[j] * y;
  }
}

void TwoWayEquations::add_rounding(std::size_t covariate, double sum_of_squares) {
  core_.rounding[core_covariate(covariate)] += sum_of_squares;
}

TwoWayLeastSquares::TwoWayLeastSquares(TwoWayEquations equations, const Context& context)
    : equations_(std::move(equations)) {
  NormalEquations schur = equations_.core_;
  const std::size_t m = schur.columns;
  for (std::size_t i = 0; i < m; ++i)  // what periods explain leaves rounding, not 0
    schur.rounding[i] = std::max(schur.rounding[i], alias_tolerance * schur.xx[i * m + i]);
  for (std::size_t e = 0; e < equations_.own_.size(); ++e) {
    const auto& line = equations_.own_[e];
    if (line.weight > 0)
      eliminate(schur, line.with, line.weight, [&](std::size_t i) { return equations_.own_column(e, i); });
  }
  for (const auto& line : equations_.periods_) {
    context.stop_if_cancelled();
    if (line.weight > 0) eliminate(schur, line.with, line.weight, [](std::size_t i) { return i; });
  }
  core_ = solve(schur, context);
  columns = equations_.periods_.size() + equations_.own_.size() + equations_.covariates_;
  aliased.resize(columns);
  find_directions(schur);
  rank = columns - without_data.size();
  Right sides{{}, {}, equations_.core_.xy};
  for (const auto& line : equations_.periods_) sides.periods.push_back(line.xy);
  for (const auto& line : equations_.own_) sides.effects.push_back(line.xy);
  coefficient = solve_for(std::move(sides));
}

std::vector<double> TwoWayLeastSquares::apply(const std::vector<double>& v) const {
  const auto& equations = equations_;
  const std::size_t periods = equations.periods_.size(), effects = equations.own_.size();
  Right sides{{v.begin(), v.begin() + static_cast<std::ptrdiff_t>(periods)},
              std::vector<double>(effects),
              std::vector<double>(equations.core_.columns)};
  for (std::size_t e = 0; e < effects; ++e) {
    if (equations.is_own(e)) {  // the period is left with the rest of its cells
      sides.effects[e] = v[periods + e];
      sides.periods[equations.cells_[e].period] -= v[periods + e];
    } else {
      sides.core[equations.core_effect(e)] = v[periods + e];
    }
  }
  for (std::size_t j = 0; j < equations.covariates_; ++j)
    sides.core[equations.core_covariate(j)] = v[periods + effects + j];
  return solve_for(std::move(sides));
}

SolvedInParts::Parts TwoWayLeastSquares::parts_of(const std::vector<Entry>& v) const {
  const std::size_t periods = equations_.periods_.size(), effects = equations_.own_.size();
  Parts parts{{}, {}, std::vector<double>(core_.columns)};
  std::vector<double> of_period(periods);
  const auto add_line = [&](std::size_t column, double value, const TwoWayEquations::Line& line, auto core_column) {
    if (!(line.weight > 0) || value == 0) return;
    const double solved = value / line.weight;
    parts.asked.push_back({column, value});
    parts.solved.push_back({column, solved});
    for (std::size_t i = 0; i < line.with.size(); ++i) parts.core[core_column(i)] -= line.with[i] * solved;
  };
  for (const auto& [column, value] : v) {
    const std::size_t e = column - periods;
    if (column < periods) {
      of_period[column] += value;
    } else if (e >= effects) {
      parts.core[equations_.core_covariate(e - effects)] += value;
    } else if (equations_.is_own(e)) {  // the period is left with the rest of its cells
      of_period[equations_.cells_[e].period] -= value;
      add_line(column, value, equations_.own_[e], [&](std::size_t i) { return equations_.own_column(e, i); });
    } else {
      parts.core[equations_.core_effect(e)] += value;
    }
  }
  for (std::size_t t = 0; t < periods; ++t)
    add_line(t, of_period[t], equations_.periods_[t], [](std::size_t i) { return i; });
  return parts;
}

// What is asked of the core once effects of their own and periods are taken out.
std::vector<double> TwoWayLeastSquares::solve_for(Right v) const {
  const std::size_t m = core_.columns;
  for (std::size_t e = 0; e < v.effects.size(); ++e) {
    const auto& line = equations_.own_[e];
    if (!(line.weight > 0) || v.effects[e] == 0) continue;
    for (std::size_t i = 0; i < line.with.size(); ++i)
      v.core[equations_.own_column(e, i)] -= line.with[i] * v.effects[e] / line.weight;
  }
  for (std::size_t t = 0; t < v.periods.size(); ++t) {
    const auto& line = equations_.periods_[t];
    if (!(line.weight > 0) || v.periods[t] == 0) continue;
    for (std::size_t j = 0; j < m; ++j) v.core[j] -= line.with[j] * v.periods[t] / line.weight;
  }
  std::vector<double> core(m);
  for (std::size_t i = 0; i < m; ++i) {
    for (std::size_t j = 0; j < m; ++j) core[i] += core_.inverse[i * m + j] * v.core[j];
  }
  return fill(v, core);
}

std::vector<double> TwoWayLeastSquares::fill(const Right& v, const std::vector<double>& core) const {
  const std::size_t periods = equations_.periods_.size(), effects = equations_.own_.size();
  std::vector<double> result(columns);
  for (std::size_t t = 0; t < periods; ++t) {
    const auto& line = equations_.periods_[t];
    double left = v.periods[t];
    for (std::size_t j = 0; j < core.size(); ++j) left -= line.with[j] * core[j];
    if (line.weight > 0) result[t] = left / line.weight;
  }
  for (std::size_t e = 0; e < effects; ++e) {
    if (!equations_.is_own(e)) {
      result[periods + e] = core[equations_.core_effect(e)];
      continue;
    }
    const auto& line = equations_.own_[e];
    double left = v.effects[e];
    for (std::size_t i = 0; i < line.with.size(); ++i) left -= line.with[i] * core[equations_.own_column(e, i)];
    if (line.weight > 0) result[periods + e] = left / line.weight - result[equations_.cells_[e].period];
  }
  for (std::size_t j = 0; j < equations_.covariates_; ++j)
    result[periods + effects + j] = core[equations_.core_covariate(j)];
  return result;
}

// S (e_a - S^-1 S e_a) = 0 of an aliased column; periods and effects follow. A period without a cell of its own moves
// against all effects in it.
void TwoWayLeastSquares::find_directions(const NormalEquations& schur) {
  const std::size_t periods = equations_.periods_.size(), effects = equations_.own_.size(), m = schur.columns;
  for (std::size_t t = 0; t < periods; ++t) {
    if (equations_.periods_[t].weight > 0) continue;
    aliased[t] = true;
    std::vector<double>& direction = without_data.emplace_back(columns);
    direction[t] = 1;
    for (std::size_t e = 0; e < effects; ++e) {
      if (equations_.is_own(e) && equations_.cells_[e].period == t && equations_.own_[e].weight > 0)
        direction[periods + e] = -1;
    }
  }
  for (std::size_t e = 0; e < effects; ++e) {
    if (!equations_.is_own(e) || equations_.own_[e].weight > 0) continue;
    aliased[periods + e] = true;
    without_data.emplace_back(columns)[periods + e] = 1;
  }
  const Right nothing{std::vector<double>(periods), std::vector<double>(effects), {}};
  for (std::size_t a = 0; a < m; ++a) {
    if (!core_.aliased[a]) continue;
    std::vector<double> core(m);
    for (std::size_t i = 0; i < m; ++i) {
      for (std::size_t j = 0; j < m; ++j)
        core[i] -= core_.inverse[i * m + j] * schur.xx[std::max(a, j) * m + std::min(a, j)];
    }
    core[a] += 1;
    without_data.push_back(fill(nothing, core));
  }
  for (std::size_t e = 0; e < effects; ++e) {
    if (!equations_.is_own(e)) aliased[periods + e] = core_.aliased[equations_.core_effect(e)];
  }
  for (std::size_t j = 0; j < equations_.covariates_; ++j)
    aliased[periods + effects + j] = core_.aliased[equations_.core_covariate(j)];
}

}  // namespace payoff
