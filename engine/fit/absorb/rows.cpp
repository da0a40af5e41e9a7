#include "fit/absorb/rows.hpp"

#include <algorithm>
#include <array>

#include "base/parallel.hpp"

namespace payoff {
namespace {

constexpr std::size_t most_chunks = 16;
constexpr std::size_t rows_worth_a_thread = 20000;
constexpr double vanishing_share = 1e-13;  // of a level's weight: what is less than that is nothing

void add_squares(Lanes& sum, double weight, const Lanes& value) {
  for (std::size_t l = 0; l < lanes; ++l) sum.at[l] += weight * value.at[l] * value.at[l];
}

std::size_t largest_factor(const std::vector<FactorLevels>& factors) {
  std::size_t largest = 0;
  for (std::size_t f = 1; f < factors.size(); ++f) {
    if (factors[f].count > factors[largest].count) largest = f;
  }
  return largest;
}

// A sum over levels costs `levels` for each chunk: no more chunks than that is worth.
std::size_t chunks_for(std::size_t rows, std::size_t levels) {
  return std::clamp(std::min(rows / rows_worth_a_thread, rows / (levels + 1)), std::size_t{1}, most_chunks);
}

}  // namespace

AbsorbRows::AbsorbRows(const std::vector<FactorLevels>& factors, Context context)
    : rows_(factors.front().of_row.size()), others_(factors.size() - 1), context_(std::move(context)) {
  const std::size_t a = largest_factor(factors);
  const FactorLevels& first = factors[a];
  first_.assign(first.count + 1, 0);
  for (const std::int32_t level : first.of_row) ++first_[level + 1];
  for (std::size_t level = 0; level < first.count; ++level) {
    longest_ = std::max(longest_, first_[level + 1]);
    first_[level + 1] += first_[level];
  }
  if (!std::ranges::is_sorted(first.of_row)) {
    order_.resize(rows_);
    std::vector<std::size_t> next(first_.begin(), first_.end() - 1);
    for (std::size_t i = 0; i < rows_; ++i) order_[next[first.of_row[i]]++] = static_cast<std::uint32_t>(i);
  }
  other_.resize(rows_ * others_);
  std::size_t j = 0;
  for (std::size_t f = 0; f < factors.size(); ++f) {
    if (f == a) continue;
    const auto offset = static_cast<std::int32_t>(other_levels_);
    for (std::size_t row = 0; row < rows_; ++row) {
      other_[row * others_ + j] = offset + factors[f].of_row[data_row(row)];
    }
    other_levels_ += factors[f].count;
    ++j;
  }
  const std::size_t chunks = chunks_for(rows_, other_levels_);
  for (std::size_t chunk = 0; chunk <= chunks; ++chunk) {
    chunk_.push_back(std::ranges::lower_bound(first_, rows_ * chunk / chunks) - first_.begin());
  }
}

void AbsorbRows::weigh(std::span<const double> weight) {
  weight_.resize(weight.size());
  for (std::size_t row = 0; row < weight.size(); ++row) weight_[row] = weight[data_row(row)];
  inverse_total_.resize(first_levels());
  for (std::size_t level = 0; level < first_levels(); ++level) {
    double total = 0;
    for (std::size_t row = first_[level]; row < first_[level + 1]; ++row) total += this->weight(row);
    inverse_total_[level] = 1 / total;
  }
}

AbsorbNorms AbsorbRows::load_level(std::span<const AbsorbColumn> columns, std::size_t level, LaneVector& value) const {
  const std::size_t begin = first_[level], count = first_[level + 1] - begin;
  for (std::size_t l = 0; l < columns.size(); ++l) {
    for (std::size_t i = 0; i < count; ++i) value[i].at[l] = columns[l].from[data_row(begin + i)];
  }
  Lanes mean;
  AbsorbNorms norms;
  for (std::size_t i = 0; i < count; ++i) {
    const double w = weight(begin + i);
    for (std::size_t l = 0; l < lanes; ++l) {
      mean.at[l] += w * value[i].at[l];
      norms.raw.at[l] += w * value[i].at[l] * value[i].at[l];
    }
  }
  mean *= inverse_total_[level];
  for (std::size_t i = 0; i < count; ++i) {
    value[i] -= mean;
    add_squares(norms.centred, weight(begin + i), value[i]);
  }
  return norms;
}

Lanes AbsorbRows::right_side(std::span<const AbsorbColumn> columns, LaneVector& b) const {
  const std::size_t chunks = chunk_.size() - 1;
  std::vector<LaneVector> parts(chunks, LaneVector(other_levels_));
  LaneVector squares(chunks);
  for_each_chunk(chunks, context_, [&](std::size_t chunk) {
    LaneVector value(longest_);
    for (std::size_t level = chunk_[chunk]; level < chunk_[chunk + 1]; ++level) {
      squares[chunk] += load_level(columns, level, value).centred;
      for (std::size_t row = first_[level]; row < first_[level + 1]; ++row) {
        Lanes& weighted = value[row - first_[level]];
        weighted *= weight(row);
        for (std::size_t j = 0; j < others_; ++j) parts[chunk][other_[row * others_ + j]] += weighted;
      }
    }
  });
  sum_chunks(parts, b);
  Lanes total;
  for (const Lanes& part : squares) total += part;
  return total;
}

void AbsorbRows::sum_chunks(std::vector<LaneVector>& parts, LaneVector& sum) const {
  sum = std::move(parts.front());
  for (std::size_t chunk = 1; chunk < parts.size(); ++chunk) {
    for (std::size_t j = 0; j < sum.size(); ++j) sum[j] += parts[chunk][j];
  }
}

template <std::size_t Others, bool Weighted>
void AbsorbRows::multiply_chunk(std::size_t chunk, const LaneVector& v, LaneVector& out) const {
  const std::size_t m = Others ? Others : others_;
  LaneVector fitted(longest_);
  for (std::size_t level = chunk_[chunk]; level < chunk_[chunk + 1]; ++level) {
    const std::size_t begin = first_[level], end = first_[level + 1];
    Lanes mean;
    for (std::size_t row = begin; row < end; ++row) {
      Lanes sum = v[other_[row * m]];
      for (std::size_t j = 1; j < m; ++j) sum += v[other_[row * m + j]];
      fitted[row - begin] = sum;
      if (Weighted) sum *= weight_[row];
      mean += sum;
    }
    mean *= inverse_total_[level];
    for (std::size_t row = begin; row < end; ++row) {
      Lanes left = fitted[row - begin];
      left -= mean;
      if (Weighted) left *= weight_[row];
      for (std::size_t j = 0; j < m; ++j) out[other_[row * m + j]] += left;
    }
  }
}

void AbsorbRows::multiply(const LaneVector& v, LaneVector& product) const {
  const std::size_t chunks = chunk_.size() - 1;
  std::vector<LaneVector> parts(chunks, LaneVector(other_levels_));
  const bool weighted = !weight_.empty();
  for_each_chunk(chunks, context_, [&](std::size_t chunk) {
    LaneVector& out = parts[chunk];
    if (others_ == 1) {
      weighted ? multiply_chunk<1, true>(chunk, v, out) : multiply_chunk<1, false>(chunk, v, out);
    } else if (others_ == 2) {
      weighted ? multiply_chunk<2, true>(chunk, v, out) : multiply_chunk<2, false>(chunk, v, out);
    } else {
      weighted ? multiply_chunk<0, true>(chunk, v, out) : multiply_chunk<0, false>(chunk, v, out);
    }
  });
  sum_chunks(parts, product);
}

AbsorbNorms AbsorbRows::take_out_level(std::span<const AbsorbColumn> columns, std::size_t level, const LaneVector& v,
                                       LaneVector& value) const {
  AbsorbNorms norms = load_level(columns, level, value);
  const std::size_t begin = first_[level], count = first_[level + 1] - begin;
  Lanes mean;
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t j = 0; j < others_; ++j) value[i] -= v[other_[(begin + i) * others_ + j]];
    Lanes weighted = value[i];
    weighted *= weight(begin + i);
    mean += weighted;
  }
  mean *= inverse_total_[level];
  for (std::size_t i = 0; i < count; ++i) {
    value[i] -= mean;
    add_squares(norms.left, weight(begin + i), value[i]);
  }
  for (std::size_t l = 0; l < columns.size(); ++l) {
    for (std::size_t i = 0; i < count; ++i) columns[l].to[data_row(begin + i)] = value[i].at[l];
  }
  return norms;
}

AbsorbNorms AbsorbRows::take_out(std::span<const AbsorbColumn> columns, const LaneVector& v) const {
  const std::size_t chunks = chunk_.size() - 1;
  std::vector<AbsorbNorms> parts(chunks);
  for_each_chunk(chunks, context_, [&](std::size_t chunk) {
    LaneVector value(longest_);
    AbsorbNorms norms;
    for (std::size_t level = chunk_[chunk]; level < chunk_[chunk + 1]; ++level) {
      norms += take_out_level(columns, level, v, value);
    }
    parts[chunk] = norms;
  });
  AbsorbNorms total;
  for (const AbsorbNorms& part : parts) total += part;
  return total;
}

std::vector<double> AbsorbRows::diagonal() const {
  std::vector<double> diagonal(other_levels_), within(other_levels_);
  for (std::size_t level = 0; level < first_levels(); ++level) {
    const std::size_t begin = first_[level] * others_, end = first_[level + 1] * others_;
    for (std::size_t e = begin; e < end; ++e) within[other_[e]] += weight(e / others_);
    for (std::size_t e = begin; e < end; ++e) {
      double& sum = within[other_[e]];
      const double share_left = 1 - sum * inverse_total_[level];
      if (share_left > vanishing_share) diagonal[other_[e]] += sum * share_left;
      sum = 0;
    }
  }
  return diagonal;
}

bool AbsorbRows::balanced() const {
  if (others_ != 1 || rows_ != first_levels() * other_levels_) return false;
  if (std::ranges::any_of(weight_, [&](double w) { return w != weight_.front(); })) return false;
  std::vector<std::size_t> seen(other_levels_, first_levels());
  for (std::size_t level = 0; level < first_levels(); ++level) {
    if (first_[level + 1] - first_[level] != other_levels_) return false;
    for (std::size_t row = first_[level]; row < first_[level + 1]; ++row) {
      if (seen[other_[row]] == level) return false;
      seen[other_[row]] = level;
    }
  }
  return true;
}

}  // namespace payoff
